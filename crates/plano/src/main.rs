// SPDX-License-Identifier: EUPL-1.2
//! The `plano` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    plano::cli::main()
}
