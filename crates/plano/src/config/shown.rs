// SPDX-License-Identifier: EUPL-1.2
//! The settings in force as a file of settings, without what opens anything.

use std::path::Path;

use toml::{Table, Value};

use super::{Config, Tls};

impl Config {
    /// A file that says the same; `…` stands where a secret is not shown.
    #[must_use]
    pub fn shown(&self) -> String {
        // Taken apart by name, so that a new setting cannot be forgotten here.
        let Self {
            data,
            listen,
            admin_listen,
            public_url,
            trusted_proxies,
            tls,
            database,
            database_connections,
            storage,
            storage_credentials,
            storage_authority,
            bus,
            bus_authority,
            mail,
            mail_from,
            log_json,
            log_level,
            answers_before_commit: _,
        } = self;
        let mut table = Table::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                table.insert(name.to_owned(), value);
            }
        };
        put("data", Some(path(data)));
        put("listen", Some(text(listen)));
        let admin_listen = admin_listen.map_or_else(|| "off".to_owned(), |it| it.to_string());
        put("admin_listen", Some(text(admin_listen)));
        put("public_url", Some(text(public_url)));
        put(
            "trusted_proxies",
            Some(Value::Array(trusted_proxies.iter().map(text).collect())),
        );
        put("database", Some(text(hidden(database))));
        let connections = i64::try_from(*database_connections).unwrap_or(i64::MAX);
        put("database_connections", Some(Value::Integer(connections)));
        put("storage", Some(text(hidden(storage))));
        if let Some(pair) = storage_credentials {
            put("storage_access_key", Some(text(&pair.access_key_id)));
            put("storage_secret_key", Some(text("…")));
        }
        put("storage_authority", storage_authority.as_deref().map(path));
        put("bus", Some(text(hidden(bus))));
        put("bus_authority", bus_authority.as_deref().map(path));
        put("mail", Some(text(hidden(mail))));
        put("mail_from", Some(text(mail_from)));
        put("log_json", Some(Value::Boolean(*log_json)));
        put("log_level", Some(text(log_level)));
        // Last, as TOML wants tables.
        put("tls", tls.as_ref().map(pair));
        table.to_string()
    }
}

fn text(value: impl ToString) -> Value {
    Value::String(value.to_string())
}

fn path(value: &Path) -> Value {
    text(value.display())
}

fn pair(tls: &Tls) -> Value {
    let Tls { cert, key } = tls;
    let mut table = Table::new();
    table.insert("cert".to_owned(), path(cert));
    table.insert("key".to_owned(), path(key));
    Value::Table(table)
}

/// An address without what opens it: name and password before the host, or a password among the parameters.
fn hidden(address: &str) -> String {
    let (place, parameters) = address.split_once('?').unwrap_or((address, ""));
    let place = match (place.find("://"), place.rfind('@')) {
        (Some(scheme), Some(at)) if at > scheme => {
            format!("{}://…@{}", &place[..scheme], &place[at + 1..])
        }
        _ => place.to_owned(),
    };
    if parameters.is_empty() {
        return place;
    }
    let parameters: Vec<String> = parameters
        .split('&')
        .map(|it| match it.split_once('=') {
            Some((name, _)) if name.eq_ignore_ascii_case("password") => format!("{name}=…"),
            _ => it.to_owned(),
        })
        .collect();
    format!("{place}?{}", parameters.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Given, KEYS, parse};

    fn config(text: &str) -> Config {
        parse(Path::new("plano.toml"), text).unwrap().complete().unwrap()
    }

    /// Every setting there is, and each other than without it.
    const ALL: &str = "
        data = '/srv/plano \"données\"'
        listen = '[::1]:8443'
        admin_listen = '127.0.0.1:9081'
        public_url = 'https://plano.rivemont.example'
        trusted_proxies = ['10.0.0.1', 'fd00::1']
        database = 'postgres://db.rivemont.example/plano?sslmode=require'
        database_connections = 40
        storage = 's3://plano?endpoint=https://s3.rivemont.example'
        storage_access_key = 'AK1'
        storage_secret_key = 'très secret'
        storage_authority = '/etc/plano/s3.pem'
        bus = 'nats://nats.rivemont.example:4222'
        bus_authority = '/etc/plano/nats.pem'
        mail = 'smtp://relais.rivemont.example:25'
        mail_from = 'Plano <plano@rivemont.example>'
        log_json = true
        log_level = 'info,plano=debug'
        [tls]
        cert = '/etc/plano/cert.pem'
        key = '/etc/plano/key.pem'
    ";

    #[test]
    fn what_is_shown_is_a_file_that_says_the_same() {
        for text in ["", "admin_listen = 'off'", ALL] {
            let config = config(text);
            let again = self::config(&config.shown());
            assert_eq!(format!("{again:?}"), format!("{config:?}"), "{}", config.shown());
        }
    }

    #[test]
    fn every_setting_is_shown_and_no_secret() {
        let shown = config(ALL).shown();
        let table: Table = shown.parse().unwrap();
        let (mut shown_keys, mut keys): (Vec<&str>, Vec<&str>) =
            (table.keys().map(String::as_str).collect(), KEYS.to_vec());
        shown_keys.sort_unstable();
        keys.sort_unstable();
        assert_eq!(shown_keys, keys);
        assert!(
            !shown.contains("secret\"") && shown.contains("storage_secret_key = \"…\""),
            "{shown}"
        );
    }

    #[test]
    fn the_names_that_are_suggested_are_those_that_are_read() {
        let error = toml::from_str::<Given>("unheard_of = 1").unwrap_err().to_string();
        let read: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
        assert_eq!(read, KEYS, "{error}");
    }

    #[test]
    fn no_address_shows_what_opens_it() {
        for (address, shown) in [
            (
                "postgres://plano:p@ss@db/plano?sslmode=require",
                "postgres://…@db/plano?sslmode=require",
            ),
            (
                "postgres://db/plano?user=plano&password=p",
                "postgres://db/plano?user=plano&password=…",
            ),
            ("nats://jeton@a:4222,nats://jeton@b:4222", "nats://…@b:4222"),
            ("nats://a:4222", "nats://a:4222"),
            ("sqlite", "sqlite"),
        ] {
            assert_eq!(hidden(address), shown);
        }
    }
}
