// SPDX-License-Identifier: EUPL-1.2
//! Commands. Each says on standard error what went wrong and what would do, and ends with 1.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "commands answer on the terminal"
)]

mod admin;

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
        Verb::Config(place) => place.config().map(|config| println!("{}", shown(&config))),
        Verb::Serve(place) => blocking(&place, async |config| {
            let opened = serve::open(config).await.map_err(|error| error.to_string())?;
            serve::run(opened).await.map_err(|error| error.to_string())
        }),
        Verb::Demo(place) => blocking(&place, async |config| {
            // It tells of the last weeks, each thing at its time.
            let clock = base::Clock::set_to(base::Clock::System.now());
            let opened = serve::open_at(config, clock)
                .await
                .map_err(|error| error.to_string())?;
            crate::demo::fill(&opened.app)
                .await
                .map_err(|error| error.to_string())
        }),
        Verb::Backup { place, to } => blocking(&place, async |config| backup(config, &to).await),
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

fn shown(config: &Config) -> String {
    // Addresses may carry passwords.
    let hidden = |address: &str| match (address.find("://"), address.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://…@{}", &address[..scheme], &address[at + 1..])
        }
        _ => address.to_owned(),
    };
    format!(
        "data = {:?}\nlisten = \"{}\"\nadmin_listen = \"{}\"\npublic_url = {:?}\ntrusted_proxies = {:?}\ndatabase = {:?}\nstorage = {:?}\nbus = {:?}\nmail = {:?}\nmail_from = {:?}\nlog_json = {}\nlog_level = {:?}",
        config.data.display().to_string(),
        config.listen,
        config
            .admin_listen
            .map_or_else(|| "off".to_owned(), |it| it.to_string()),
        config.public_url,
        config.trusted_proxies,
        hidden(&config.database),
        hidden(&config.storage),
        hidden(&config.bus),
        hidden(&config.mail),
        config.mail_from,
        config.log_json,
        config.log_level,
    )
}

/// The database as it is at one instant, then the blobs it names (which never change), then the keys.
async fn backup(config: Config, to: &std::path::Path) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", to.display());
    if config.database != "sqlite" {
        return Err("a PostgreSQL database is backed up with pg_dump; copy the blobs and the keys of the data folder after it".into());
    }
    std::fs::create_dir(to).map_err(told)?;
    let db = db::Db::sqlite(
        &config.data.join("plano.db"),
        1,
        base::Clock::System,
        base::Ids::Random,
    )
    .map_err(|error| error.to_string())?;
    db.backup(&to.join("plano.db"))
        .await
        .map_err(|error| error.to_string())?;
    for folder in ["blobs", "keys"] {
        copy_folder(&config.data.join(folder), &to.join(folder)).map_err(told)?;
    }
    println!("{}", to.display());
    Ok(())
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) -> std::io::Result<()> {
    if !from.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(to)?;
    std::fs::set_permissions(to, std::fs::metadata(from)?.permissions())?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            // Keeps the mode: keys stay 0600.
            std::fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
