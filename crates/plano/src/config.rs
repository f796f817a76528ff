// SPDX-License-Identifier: EUPL-1.2
//! Settings: a file, then `PLANO_…` variables, then flags. The only place that reads the environment.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]

mod shown;

use std::{
    env, fs,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use zeroize::Zeroizing;

/// Everything an operator can set.
#[derive(Debug, Clone)]
pub struct Config {
    /// The one folder: database, blobs, keys.
    pub data: PathBuf,
    /// Where people connect.
    pub listen: SocketAddr,
    /// Where metrics are, for the operator's network only; `None`: nowhere.
    pub admin_listen: Option<SocketAddr>,
    /// The address people type, without a slash at its end: `https://plano.rivemont.example`.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Own certificate.
    pub tls: Option<Tls>,
    /// `sqlite` or `postgres://…`.
    pub database: String,
    /// Connections to PostgreSQL, for reading and as many for writing.
    pub database_connections: usize,
    /// `disk` or `s3://…`.
    pub storage: String,
    /// The key pair of an S3 store.
    pub storage_credentials: Option<storage::S3Credentials>,
    /// Authorities to trust for the S3 store besides the public ones, a PEM file.
    pub storage_authority: Option<PathBuf>,
    /// `local` or `nats://…`.
    pub bus: String,
    /// Authorities to trust for NATS, a PEM file.
    pub bus_authority: Option<PathBuf>,
    /// `log` or `smtp://…`.
    pub mail: String,
    /// Who mails are from.
    pub mail_from: String,
    /// Log lines as JSON.
    pub log_json: bool,
    /// What is logged, as in `info,plano=debug`.
    pub log_level: String,
    /// Not a setting: [`db::Db::answer_before_commit`] is asked for by a test. Never in a program built to be used.
    pub answers_before_commit: bool,
}

/// A certificate and its key, PEM files, read again when they change.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The chain, own certificate first.
    pub cert: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Settings as given; what is absent keeps its default.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in Config")]
pub struct Given {
    pub data: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
    pub admin_listen: Option<String>,
    pub public_url: Option<String>,
    pub trusted_proxies: Option<Vec<IpAddr>>,
    pub tls: Option<Tls>,
    pub database: Option<String>,
    pub database_connections: Option<usize>,
    pub storage: Option<String>,
    pub storage_access_key: Option<String>,
    pub storage_secret_key: Option<Hidden>,
    pub storage_authority: Option<PathBuf>,
    pub bus: Option<String>,
    pub bus_authority: Option<PathBuf>,
    pub mail: Option<String>,
    pub mail_from: Option<String>,
    pub log_json: Option<bool>,
    pub log_level: Option<String>,
}

/// A setting that is never printed.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Hidden(String);

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// A setting that cannot be used; the text names it and says what would do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is not TOML, or holds something unknown.
    #[error("{file}, line {line}: {message}{hint}")]
    Malformed {
        /// Which.
        file: PathBuf,
        /// Where, from 1.
        line: usize,
        /// What.
        message: String,
        /// The nearest name there is.
        hint: String,
    },
    /// A variable is unknown or cannot be used.
    #[error("{name}: {message}{hint}")]
    Variable {
        /// Which.
        name: String,
        /// What.
        message: String,
        /// The nearest name there is.
        hint: String,
    },
    /// A value cannot be used.
    #[error("{name}: {message}")]
    Value {
        /// Which.
        name: &'static str,
        /// What.
        message: String,
    },
}

const KEYS: &[&str] = &[
    "data",
    "listen",
    "admin_listen",
    "public_url",
    "trusted_proxies",
    "tls",
    "database",
    "database_connections",
    "storage",
    "storage_access_key",
    "storage_secret_key",
    "storage_authority",
    "bus",
    "bus_authority",
    "mail",
    "mail_from",
    "log_json",
    "log_level",
];

/// Variables of the build and the tests, which are not settings.
const NOT_SETTINGS: &[&str] = &["PLANO_CACHE", "PLANO_CONFIG"];
const NOT_SETTINGS_PREFIX: &str = "PLANO_TEST_";
const ANSWER_BEFORE_COMMIT: &str = "PLANO_TEST_ANSWER_BEFORE_COMMIT";

impl Config {
    /// From the file, then the environment, then `flags`.
    ///
    /// # Errors
    /// [`ConfigError`], naming the line or the variable.
    pub fn read(file: Option<&Path>, flags: Given) -> Result<Self, ConfigError> {
        let named = file
            .map(Path::to_path_buf)
            .or_else(|| env::var_os("PLANO_CONFIG").map(PathBuf::from));
        let from_file = match named {
            Some(file) => {
                let text = fs::read_to_string(&file).map_err(|error| ConfigError::Unreadable {
                    file: file.clone(),
                    error,
                })?;
                parse(&file, &text)?
            }
            None => Given::default(),
        };
        let from_env = from_variables(env::vars())?;
        let mut config = flags.over(from_env).over(from_file).complete()?;
        config.answers_before_commit = cfg!(debug_assertions) && env::var_os(ANSWER_BEFORE_COMMIT).is_some();
        Ok(config)
    }

    /// Whether people reach us by TLS: then cookies are `Secure` and browsers are told to insist.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Scheme, host and port, as browsers send it in `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.public_url
    }
}

fn parse(file: &Path, text: &str) -> Result<Given, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| {
            text[..span.start.min(text.len())].matches('\n').count() + 1
        });
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        let unknown = message
            .strip_prefix("unknown field `")
            .and_then(|rest| rest.split('`').next())
            .map(ToOwned::to_owned);
        let (message, hint) = match unknown {
            Some(name) => (format!("there is no setting \"{name}\""), nearest(&name, KEYS)),
            None => (message, String::new()),
        };
        ConfigError::Malformed {
            file: file.to_path_buf(),
            line,
            message,
            hint,
        }
    })
}

fn nearest(name: &str, names: &[&str]) -> String {
    let best = names
        .iter()
        .map(|it| (strsim::damerau_levenshtein(name, it), it))
        .min();
    best.filter(|(distance, _)| *distance <= 1 + name.len() / 3)
        .map_or_else(String::new, |(_, it)| format!("; did you mean \"{it}\"?"))
}

fn from_variables(variables: impl Iterator<Item = (String, String)>) -> Result<Given, ConfigError> {
    let mut given = Given::default();
    let (mut cert, mut key) = (None, None);
    for (name, value) in variables {
        if !name.starts_with("PLANO_")
            || NOT_SETTINGS.contains(&name.as_str())
            || name.starts_with(NOT_SETTINGS_PREFIX)
        {
            continue;
        }
        let malformed = |message: &str| ConfigError::Variable {
            name: name.clone(),
            message: message.to_owned(),
            hint: String::new(),
        };
        match name.as_str() {
            "PLANO_DATA" => given.data = Some(value.into()),
            "PLANO_LISTEN" => {
                given.listen = Some(
                    value
                        .parse()
                        .map_err(|_| malformed("expected an address such as 127.0.0.1:8080"))?,
                );
            }
            "PLANO_ADMIN_LISTEN" => given.admin_listen = Some(value),
            "PLANO_PUBLIC_URL" => given.public_url = Some(value),
            "PLANO_TRUSTED_PROXIES" => {
                let proxies = value
                    .split([',', ' '])
                    .filter(|it| !it.is_empty())
                    .map(str::parse)
                    .collect::<Result<_, _>>();
                given.trusted_proxies =
                    Some(proxies.map_err(|_| malformed("expected addresses separated by commas"))?);
            }
            "PLANO_TLS_CERT" => cert = Some(PathBuf::from(value)),
            "PLANO_TLS_KEY" => key = Some(PathBuf::from(value)),
            "PLANO_DATABASE" => given.database = Some(value),
            "PLANO_DATABASE_CONNECTIONS" => {
                given.database_connections = Some(value.parse().map_err(|_| malformed("expected a number"))?);
            }
            "PLANO_STORAGE" => given.storage = Some(value),
            "PLANO_STORAGE_ACCESS_KEY" => given.storage_access_key = Some(value),
            "PLANO_STORAGE_SECRET_KEY" => given.storage_secret_key = Some(Hidden(value)),
            "PLANO_STORAGE_AUTHORITY" => given.storage_authority = Some(value.into()),
            "PLANO_BUS_AUTHORITY" => given.bus_authority = Some(value.into()),
            "PLANO_BUS" => given.bus = Some(value),
            "PLANO_MAIL" => given.mail = Some(value),
            "PLANO_MAIL_FROM" => given.mail_from = Some(value),
            "PLANO_LOG_JSON" => {
                given.log_json = Some(value.parse().map_err(|_| malformed("expected true or false"))?);
            }
            "PLANO_LOG_LEVEL" => given.log_level = Some(value),
            _ => {
                let known: Vec<String> = KEYS
                    .iter()
                    .map(|it| format!("PLANO_{}", it.to_uppercase()))
                    .collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                return Err(ConfigError::Variable {
                    hint: nearest(&name, &known),
                    name,
                    message: "there is no such setting".into(),
                });
            }
        }
    }
    match (cert, key) {
        (Some(cert), Some(key)) => given.tls = Some(Tls { cert, key }),
        (None, None) => {}
        _ => {
            return Err(ConfigError::Value {
                name: "tls",
                message: "PLANO_TLS_CERT and PLANO_TLS_KEY go together".into(),
            });
        }
    }
    Ok(given)
}

impl Given {
    /// These, and where they are silent, `under`.
    fn over(self, under: Self) -> Self {
        Self {
            data: self.data.or(under.data),
            listen: self.listen.or(under.listen),
            admin_listen: self.admin_listen.or(under.admin_listen),
            public_url: self.public_url.or(under.public_url),
            trusted_proxies: self.trusted_proxies.or(under.trusted_proxies),
            tls: self.tls.or(under.tls),
            database: self.database.or(under.database),
            database_connections: self.database_connections.or(under.database_connections),
            storage: self.storage.or(under.storage),
            storage_access_key: self.storage_access_key.or(under.storage_access_key),
            storage_secret_key: self.storage_secret_key.or(under.storage_secret_key),
            storage_authority: self.storage_authority.or(under.storage_authority),
            bus: self.bus.or(under.bus),
            bus_authority: self.bus_authority.or(under.bus_authority),
            mail: self.mail.or(under.mail),
            mail_from: self.mail_from.or(under.mail_from),
            log_json: self.log_json.or(under.log_json),
            log_level: self.log_level.or(under.log_level),
        }
    }

    /// With defaults, and checked.
    ///
    /// # Errors
    /// [`ConfigError::Value`].
    pub fn complete(self) -> Result<Config, ConfigError> {
        let wrong = |name, message: &str| ConfigError::Value {
            name,
            message: message.to_owned(),
        };
        let listen = self.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        let public_url = self.public_url.unwrap_or_else(|| {
            let host = if listen.ip().is_loopback() {
                "localhost".to_owned()
            } else {
                listen.ip().to_string()
            };
            format!("{scheme}://{host}:{}", listen.port())
        });
        let public_url = public_url.trim_end_matches('/').to_owned();
        let host = public_url
            .strip_prefix("https://")
            .or_else(|| public_url.strip_prefix("http://"));
        if host.is_none_or(|it| it.is_empty() || it.contains('/')) {
            return Err(wrong(
                "public_url",
                "expected https://host or http://host:port, without a path",
            ));
        }
        let trusted_proxies = self.trusted_proxies.unwrap_or_default();
        if self.tls.is_none() && !listen.ip().is_loopback() && trusted_proxies.is_empty() {
            return Err(wrong(
                "listen",
                "plain HTTP is served on a loopback address only: set tls.cert and tls.key, or name the proxy in trusted_proxies",
            ));
        }
        let database = self.database.unwrap_or_else(|| "sqlite".into());
        if database != "sqlite"
            && !database.starts_with("postgres://")
            && !database.starts_with("postgresql://")
        {
            return Err(wrong(
                "database",
                "expected \"sqlite\" or \"postgres://user:password@host/name\"",
            ));
        }
        let storage = self.storage.unwrap_or_else(|| "disk".into());
        let storage_credentials = match (self.storage_access_key, self.storage_secret_key) {
            (Some(access_key_id), Some(Hidden(secret))) => Some(storage::S3Credentials {
                access_key_id,
                secret_access_key: Zeroizing::new(secret),
            }),
            (None, None) if storage.starts_with("s3://") => {
                return Err(wrong(
                    "storage",
                    "an S3 store needs a key pair: set PLANO_STORAGE_ACCESS_KEY and PLANO_STORAGE_SECRET_KEY",
                ));
            }
            (None, None) => None,
            _ => {
                return Err(wrong(
                    "storage_access_key",
                    "storage_access_key and storage_secret_key go together",
                ));
            }
        };
        let admin_listen = match self.admin_listen.as_deref() {
            None => Some(SocketAddr::from(([127, 0, 0, 1], 9080))),
            Some("off") => None,
            Some(text) => Some(text.parse().map_err(|_| {
                wrong(
                    "admin_listen",
                    "expected an address such as 127.0.0.1:9080, or \"off\"",
                )
            })?),
        };
        let domain = host
            .and_then(|it| it.split(':').next())
            .filter(|it| it.contains('.') && it.parse::<IpAddr>().is_err())
            .unwrap_or("plano.invalid");
        let mail_from = self
            .mail_from
            .unwrap_or_else(|| format!("Plano <ne-pas-repondre@{domain}>"));
        Ok(Config {
            data: self.data.unwrap_or_else(|| PathBuf::from("./data")),
            listen,
            admin_listen,
            public_url,
            trusted_proxies,
            tls: self.tls,
            database,
            database_connections: self.database_connections.unwrap_or(16).clamp(1, 500),
            storage,
            storage_credentials,
            storage_authority: self.storage_authority,
            bus: self.bus.unwrap_or_else(|| "local".into()),
            bus_authority: self.bus_authority,
            mail: self.mail.unwrap_or_else(|| "log".into()),
            mail_from,
            log_json: self.log_json.unwrap_or(false),
            log_level: self.log_level.unwrap_or_else(|| "info".into()),
            answers_before_commit: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        parse(Path::new("plano.toml"), text)
            .and_then(Given::complete)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_there_is() {
        assert_eq!(
            refused("data = \"x\"\nlisen = \"127.0.0.1:1\"\n"),
            "plano.toml, line 2: there is no setting \"lisen\"; did you mean \"listen\"?"
        );
        let variables = [("PLANO_DATABAS".to_owned(), "x".to_owned())];
        assert_eq!(
            from_variables(variables.into_iter()).unwrap_err().to_string(),
            "PLANO_DATABAS: there is no such setting; did you mean \"PLANO_DATABASE\"?"
        );
    }

    #[test]
    fn plain_http_stays_on_loopback() {
        assert!(refused("listen = \"0.0.0.0:8080\"").contains("loopback"));
        assert!(
            parse(
                Path::new("p"),
                "listen = \"0.0.0.0:8080\"\ntrusted_proxies = [\"10.0.0.1\"]"
            )
            .unwrap()
            .complete()
            .is_ok()
        );
    }

    #[test]
    fn what_is_nearer_to_the_hand_wins() {
        let flags = Given {
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 1))),
            ..Given::default()
        };
        let file = parse(Path::new("p"), "listen = \"127.0.0.1:2\"\ndata = \"d\"").unwrap();
        let config = flags.over(file).complete().unwrap();
        assert_eq!((config.listen.port(), config.data.to_str()), (1, Some("d")));
        assert_eq!(config.public_url, "http://localhost:1");
    }

    #[test]
    fn an_s3_store_has_both_of_its_keys_and_neither_is_printed() {
        let s3 = "storage = \"s3://plano?endpoint=https://s3.example.fr\"\n";
        assert!(refused(s3).contains("PLANO_STORAGE_SECRET_KEY"));
        assert!(refused("storage_access_key = \"AK1\"").contains("go together"));
        let variables = [
            ("PLANO_STORAGE_ACCESS_KEY", "AK1"),
            ("PLANO_STORAGE_SECRET_KEY", "tres-secret"),
        ];
        let given = from_variables(
            variables
                .map(|(name, value)| (name.into(), value.into()))
                .into_iter(),
        )
        .unwrap()
        .over(parse(Path::new("p"), s3).unwrap());
        assert!(!format!("{given:?}").contains("tres-secret"));
        let config = given.complete().unwrap();
        assert!(!format!("{config:?}").contains("tres-secret"));
        let credentials = config.storage_credentials.unwrap();
        assert_eq!(
            (
                credentials.access_key_id.as_str(),
                credentials.secret_access_key.as_str()
            ),
            ("AK1", "tres-secret")
        );
    }

    #[test]
    fn a_wrong_database_is_told_what_would_do() {
        assert!(refused("database = \"mysql://x\"").contains("postgres://"));
    }
}
