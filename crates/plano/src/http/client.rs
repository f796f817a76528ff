// SPDX-License-Identifier: EUPL-1.2
//! Where a request comes from.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use crate::{app::App, http::problem::Failure};

/// The client's address and what it says of itself.
#[derive(Debug, Clone)]
pub struct Client {
    /// The address, behind trusted proxies the one they name.
    pub address: IpAddr,
    /// Such as `Firefox · Linux`, for the person's list of sessions.
    pub device: String,
    /// `desktop`, `mobile` or `other`.
    pub device_kind: &'static str,
}

impl Client {
    /// What a sign-in is throttled by: the address, or the /64 of it, which one customer holds whole.
    #[must_use]
    pub fn network(&self) -> IpAddr {
        match self.address {
            IpAddr::V4(_) => self.address,
            IpAddr::V6(it) => it.to_ipv4_mapped().map_or_else(
                || {
                    let [a, b, c, d, ..] = it.segments();
                    Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
                },
                IpAddr::V4,
            ),
        }
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::from([127, 0, 0, 1]), |it| it.0.ip());
        let address = behind_proxies(peer, &parts.headers, &app.config.trusted_proxies);
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default();
        let (device, device_kind) = describe(agent);
        Ok(Self {
            address,
            device,
            device_kind,
        })
    }
}

/// The last address that a trusted proxy did not add: what is before it anybody can write.
fn behind_proxies(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .collect();
    for hop in forwarded.iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(next) = hop.trim().parse() else { break };
        address = next;
    }
    address
}

fn describe(agent: &str) -> (String, &'static str) {
    let has = |it: &str| agent.contains(it);
    let first =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| has(mark)).map(|(_, name)| *name);
    let browser = first(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    let device = [browser, system]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let kind = match system {
        Some("Android" | "iPhone" | "iPad") => "mobile",
        Some(_) => "desktop",
        None => "other",
    };
    (device, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_are_believed() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "1.1.1.1, 203.0.113.7".parse().unwrap());
        assert_eq!(
            behind_proxies(proxy, &headers, &[proxy]).to_string(),
            "203.0.113.7"
        );
        assert_eq!(behind_proxies(proxy, &headers, &[]), proxy);
        let spoofed = behind_proxies("198.51.100.1".parse().unwrap(), &headers, &[proxy]);
        assert_eq!(spoofed.to_string(), "198.51.100.1");
    }

    #[test]
    fn devices_are_told_in_a_few_words() {
        assert_eq!(
            describe("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            ("Firefox · Linux".into(), "desktop")
        );
        assert_eq!(describe("").1, "other");
    }
}
