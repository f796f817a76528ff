// SPDX-License-Identifier: EUPL-1.2
//! `plano admin`: for whoever has the server's shell. Works beside a running server on PostgreSQL; on SQLite, stop it first.

use std::io::Read as _;

use base::{Actor, EmailAddress, text::Name};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::{areas::accounts, cli::Place, config::Config, serve};

/// What can be administered.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Accounts.
    #[command(subcommand)]
    Account(Account),
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Makes an active account; its password is read from standard input. Answers with JSON.
    Create(Create),
}

/// A new account.
#[derive(Debug, Args)]
pub struct Create {
    #[command(flatten)]
    place: Place,
    /// The address to sign in with.
    #[arg(long)]
    email: String,
    /// The name, given name first.
    #[arg(long)]
    name: String,
    /// Administers the whole instance.
    #[arg(long)]
    admin: bool,
    /// The password comes from standard input, one line.
    #[arg(long, required = true)]
    password_stdin: bool,
}

impl Verb {
    /// Which installation.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::Account(Account::Create(create)) => &create.place,
        }
    }
}

/// Runs it.
///
/// # Errors
/// A sentence for the terminal.
pub async fn run(config: Config, verb: Verb) -> Result<(), String> {
    match verb {
        Verb::Account(Account::Create(create)) => account(config, create).await,
    }
}

async fn account(config: Config, create: Create) -> Result<(), String> {
    let email: EmailAddress = create.email.parse().map_err(|_| {
        format!(
            "--email: \"{}\" is not an address such as prenom.nom@domaine.fr",
            create.email
        )
    })?;
    let (given_name, family_name) = create
        .name
        .trim()
        .split_once(' ')
        .unwrap_or((create.name.trim(), create.name.trim()));
    let name = |text: &str| Name::new(text).map_err(|invalid| format!("--name: {invalid}"));
    let (given_name, family_name) = (name(given_name)?, name(family_name)?);
    let mut password = String::new();
    std::io::stdin()
        .read_to_string(&mut password)
        .map_err(|error| format!("standard input: {error}"))?;
    let password = password.lines().next().unwrap_or_default().to_owned();
    accounts::acceptable_for(
        &password,
        create.admin,
        &[given_name.as_str(), family_name.as_str(), email.as_str()],
    )
    .map_err(|invalid| {
        format!(
            "the password cannot be used: {invalid} {}",
            serde_json::Value::from(invalid.params.clone())
        )
    })?;
    let opened = serve::open(config).await.map_err(|error| error.to_string())?;
    let app = &opened.app;
    let hash = app
        .passwords
        .hash(password)
        .await
        .map_err(|error| error.to_string())?;
    let (told, is_admin) = (email.to_string(), create.admin);
    let account = app
        .db
        .write(Actor::System, async move |tx| {
            accounts::create_by_command(tx, &email, &given_name, &family_name, hash, is_admin).await
        })
        .await
        .map_err(|error: base::Problem| error.to_string())?;
    println!("{}", json!({ "id": account, "email": told, "admin": is_admin }));
    Ok(())
}
