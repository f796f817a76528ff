// SPDX-License-Identifier: EUPL-1.2
//! Commands. Each says on standard error what went wrong and what would do, and ends with 1.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "commands answer on the terminal"
)]

mod admin;
mod copies;
mod demo;
pub(crate) mod doctor;
mod rebuild;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use crate::{
    config::{Config, Given},
    router, serve,
};

/// Plano: the workspace that an administration runs itself.
#[derive(Debug, Parser)]
#[command(name = "plano", version, about)]
struct Command {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Serves until told to stop.
    Serve(Place),
    /// Fills an empty data folder with a demonstration: an agglomeration, its people and projects.
    Demo(Place),
    /// Administers from the server itself.
    #[command(subcommand)]
    Admin(admin::Verb),
    /// Shows the settings in force, without secrets, and checks them.
    Config(Place),
    /// Copies the data of an SQLite installation, in use or not, into a folder.
    Backup {
        #[command(flatten)]
        place: Place,
        /// Where to; must not exist yet.
        #[arg(long)]
        to: PathBuf,
    },
    /// Puts a copy made by `backup` into an empty data folder, and looks whether it can be served.
    Restore {
        #[command(flatten)]
        place: Place,
        /// The folder of the copy.
        #[arg(long)]
        from: PathBuf,
        /// Answers with JSON.
        #[arg(long)]
        json: bool,
    },
    /// Works out anew what follows from the rest: search words, branches of organisations, what readers of events owe.
    Rebuild {
        #[command(flatten)]
        place: Place,
        /// Answers with JSON.
        #[arg(long)]
        json: bool,
    },
    /// Looks at everything, in use or not, and says what to do. Ends with 1 if something is at fault.
    Doctor {
        #[command(flatten)]
        place: Place,
        /// Answers with JSON.
        #[arg(long)]
        json: bool,
    },
    /// Prints the API's description (OpenAPI 3.1).
    Openapi,
}

/// Which installation.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// The file of settings.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The data folder.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Where people connect.
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Where metrics are, or "off".
    #[arg(long)]
    admin_listen: Option<String>,
    /// The address people type.
    #[arg(long)]
    public_url: Option<String>,
    /// "sqlite" or postgres://…
    #[arg(long)]
    database: Option<String>,
}

impl Place {
    fn config(&self) -> Result<Config, String> {
        let flags = Given {
            data: self.data.clone(),
            listen: self.listen,
            admin_listen: self.admin_listen.clone(),
            public_url: self.public_url.clone(),
            database: self.database.clone(),
            ..Given::default()
        };
        Config::read(self.config.as_deref(), flags).map_err(|error| error.to_string())
    }
}

/// Runs the command of the command line.
#[must_use]
pub fn main() -> ExitCode {
    // One provider for everything that speaks TLS.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let command = Command::parse();
    let result = match command.verb {
        Verb::Openapi => {
            print!("{}", router::openapi());
            Ok(())
        }
        Verb::Config(place) => place.config().map(|config| print!("{}", config.shown())),
        Verb::Serve(place) => blocking(&place, async |config| {
            let opened = serve::open(config).await.map_err(|error| error.to_string())?;
            serve::run(opened).await.map_err(|error| error.to_string())
        }),
        Verb::Demo(place) => blocking(&place, async |config| demo::run(config).await),
        Verb::Backup { place, to } => blocking(&place, async |config| copies::backup(config, &to).await),
        Verb::Restore { place, from, json } => {
            blocking(&place, async |config| copies::restore(config, &from, json).await)
        }
        Verb::Rebuild { place, json } => blocking(&place, async |config| rebuild::run(config, json).await),
        Verb::Doctor { place, json } => blocking(&place, async |config| doctor::run(&config, json).await),
        Verb::Admin(verb) => {
            let place = verb.place().clone();
            blocking(&place, async |config| admin::run(config, verb).await)
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("plano: {message}");
            ExitCode::FAILURE
        }
    }
}

fn blocking(place: &Place, work: impl AsyncFnOnce(Config) -> Result<(), String>) -> Result<(), String> {
    let config = place.config()?;
    log_to_stderr(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(work(config))
}

fn log_to_stderr(config: &Config) -> Result<(), String> {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log_level)
        .map_err(|error| format!("log_level: {error}"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let result = if config.log_json {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
    result.map_err(|error| error.to_string())
}
