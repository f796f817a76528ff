// SPDX-License-Identifier: EUPL-1.2
//! The rules of the house that neither the compiler nor clippy can hold, each with its reason.
//!
//! A rule is written beside examples of what it must find (planted faults) and of what it must leave alone. So each
//! makes two tests: `holds`, over the whole repository, and `finds_what_it_is_for`, which fails if the rule goes blind.

#![expect(clippy::panic, reason = "a test says what is wrong by failing")]

mod dependencies;
mod house;
mod messages;
mod server;
mod source;
mod web;

use source::{Fault, Tree};

/// Fails with every fault found, and the reason for the rule.
pub(crate) fn hold(reason: &str, faults: &[Fault]) {
    if faults.is_empty() {
        return;
    }
    let lines: Vec<String> = faults
        .iter()
        .map(|it| format!("  {}:{}: {}", it.path, it.line, it.what))
        .collect();
    panic!(
        "{} fault(s), because {reason}\n{}\n",
        faults.len(),
        lines.join("\n")
    );
}

/// Each example is a small tree of its own.
pub(crate) fn examine(check: fn(&Tree) -> Vec<Fault>, finds: &[&[(&str, &str)]], allows: &[&[(&str, &str)]]) {
    assert!(!finds.is_empty(), "a rule without a planted fault proves nothing");
    for example in finds {
        assert!(
            !check(&Tree::of(example)).is_empty(),
            "went unnoticed: {example:#?}"
        );
    }
    for example in allows {
        assert_eq!(check(&Tree::of(example)), [], "wrongly found in {example:#?}");
    }
}

/// `rule! { name, "because …", check, finds: [tree, …], allows: [tree, …] }`
macro_rules! rule {
    ($name:ident, $reason:literal, $check:path, finds: [$($bad:expr),+ $(,)?], allows: [$($good:expr),* $(,)?] $(,)?) => {
        mod $name {
            use super::*;

            #[test]
            fn holds() {
                crate::hold($reason, &$check(&crate::source::Tree::of_the_repository()));
            }

            #[test]
            fn finds_what_it_is_for() {
                crate::examine($check, &[$(&$bad),+], &[$(&$good),*]);
            }
        }
    };
}
pub(crate) use rule;
