// SPDX-License-Identifier: EUPL-1.2
//! What may be built into Plano: `deny.toml` held against `Cargo.lock` and the licences of every crate, on each run and
//! without installing anything.

use std::process::Command;

use crate::hold;
use crate::source::{Fault, Tree, root};

fn rules() -> toml::Table {
    table(&Tree::of_the_repository(), "deny.toml")
}

fn table(tree: &Tree, path: &str) -> toml::Table {
    let file = tree
        .find(path)
        .expect("the file stands at the root of the repository");
    file.text.parse().expect("the file is TOML, as cargo found")
}

fn texts(table: &toml::Table, group: &str, key: &str) -> Vec<String> {
    let list = table[group][key].as_array().expect("deny.toml has this list");
    list.iter()
        .filter_map(|it| it.as_str().or_else(|| it.get("crate")?.as_str()))
        .map(str::to_owned)
        .collect()
}

struct Package {
    name: String,
    source: Option<String>,
    licence: String,
}

fn fault(name: &str, what: String) -> Fault {
    Fault {
        path: format!("Cargo.lock: {name}"),
        line: 0,
        what,
    }
}

#[test]
fn no_banned_crate_is_built_in() {
    let reason = "deny.toml bans it, with its reason";
    hold(reason, &banned(&built(), &texts(&rules(), "bans", "deny")));
}

#[test]
fn every_crate_comes_from_the_one_registry() {
    let reason = "a source that can change or vanish makes yesterday's release impossible to build again";
    hold(
        reason,
        &foreign(&locked(), &texts(&rules(), "sources", "allow-registry")),
    );
}

#[test]
fn every_crate_has_a_licence_we_accept() {
    let reason = "Plano is given away under EUPL-1.2, with everything in it";
    hold(
        reason,
        &unlicensed(&built(), &texts(&rules(), "licenses", "allow")),
    );
}

#[test]
fn planted_faults_are_found() {
    let package = |name: &str, source: &str, licence: &str| Package {
        name: name.into(),
        source: Some(source.into()),
        licence: licence.into(),
    };
    let registry = "registry+https://github.com/rust-lang/crates.io-index";
    let one = [package("ring", registry, "Apache-2.0 AND ISC")];
    assert_eq!(banned(&one, &["ring".into()]).len(), 1);
    assert_eq!(banned(&one, &["openssl".into()]).len(), 0);
    let elsewhere = [package("a", "git+https://example.org/a", "MIT")];
    assert_eq!(
        foreign(&elsewhere, &[registry.trim_start_matches("registry+").into()]).len(),
        1
    );
    assert_eq!(
        foreign(&one, &[registry.trim_start_matches("registry+").into()]).len(),
        0
    );

    let accepted: Vec<String> = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        .map(str::to_owned)
        .into();
    let found = |licence: &str| unlicensed(&[package("a", registry, licence)], &accepted).len();
    for good in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0 OR MIT",
        "(MIT OR GPL-2.0) AND Apache-2.0",
        "Apache-2.0 WITH LLVM-exception OR GPL-3.0",
    ] {
        assert_eq!(found(good), 0, "{good}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "AGPL-3.0 OR SSPL-1.0",
        "(MIT OR ISC) AND GPL-2.0",
        "GPL-2.0 WITH LLVM-exception",
    ] {
        assert_eq!(found(bad), 1, "{bad}");
    }
}

fn banned(packages: &[Package], names: &[String]) -> Vec<Fault> {
    packages
        .iter()
        .filter(|it| names.contains(&it.name))
        .map(|it| fault(&it.name, "is banned".into()))
        .collect()
}

fn foreign(packages: &[Package], registries: &[String]) -> Vec<Fault> {
    let ours = |source: &String| {
        registries
            .iter()
            .any(|it| source.strip_prefix("registry+") == Some(it))
    };
    let strangers = packages
        .iter()
        .filter(|it| it.source.as_ref().is_some_and(|source| !ours(source)));
    strangers
        .map(|it| {
            fault(
                &it.name,
                format!("comes from {}", it.source.as_deref().unwrap_or_default()),
            )
        })
        .collect()
}

fn unlicensed(packages: &[Package], accepted: &[String]) -> Vec<Fault> {
    let refused = packages.iter().filter(|it| !is_accepted(&it.licence, accepted));
    refused
        .map(|it| fault(&it.name, format!("has the licence {:?}", it.licence)))
        .collect()
}

/// Whether an SPDX expression can be satisfied with what we accept. AND binds closer than OR; `/` is the old OR.
fn is_accepted(expression: &str, accepted: &[String]) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let tokens: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    !tokens.is_empty() && any_of(&tokens, &mut at, accepted) && at == tokens.len()
}

fn any_of(tokens: &[&str], at: &mut usize, accepted: &[String]) -> bool {
    let mut good = all_of(tokens, at, accepted);
    while tokens.get(*at) == Some(&"OR") {
        *at += 1;
        good |= all_of(tokens, at, accepted);
    }
    good
}

fn all_of(tokens: &[&str], at: &mut usize, accepted: &[String]) -> bool {
    let mut good = one_of(tokens, at, accepted);
    while tokens.get(*at) == Some(&"AND") {
        *at += 1;
        good &= one_of(tokens, at, accepted);
    }
    good
}

fn one_of(tokens: &[&str], at: &mut usize, accepted: &[String]) -> bool {
    let Some(token) = tokens.get(*at) else {
        return false;
    };
    *at += 1;
    if *token == "(" {
        let good = any_of(tokens, at, accepted);
        *at += 1;
        return good;
    }
    let mut licence = (*token).to_owned();
    if tokens.get(*at) == Some(&"WITH") {
        licence = format!(
            "{licence} WITH {}",
            tokens.get(*at + 1).copied().unwrap_or_default()
        );
        *at += 2;
    }
    accepted.contains(&licence)
}

/// What `Cargo.lock` names, for any platform.
fn locked() -> Vec<Package> {
    let lock = table(&Tree::of_the_repository(), "Cargo.lock");
    let packages = lock["package"].as_array().expect("Cargo.lock lists packages");
    let text =
        |package: &toml::Value, key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    packages
        .iter()
        .map(|it| Package {
            name: text(it, "name").unwrap_or_default(),
            source: text(it, "source"),
            licence: String::new(),
        })
        .collect()
}

/// What is compiled for Linux, on either processor: `Cargo.lock` also names what other platforms would take.
fn built() -> Vec<Package> {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let answer = Command::new(cargo)
        .args([
            "tree",
            "--workspace",
            "--locked",
            "--offline",
            "--edges=normal,build",
            "--prefix=none",
        ])
        .args([
            "--target=x86_64-unknown-linux-gnu",
            "--target=aarch64-unknown-linux-gnu",
            "--format={p}|{l}",
        ])
        .current_dir(root())
        .output()
        .expect("cargo built this test, so it can be started");
    assert!(
        answer.status.success(),
        "cargo tree: {}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let listed = String::from_utf8(answer.stdout).expect("cargo tree writes UTF-8");
    // A package that was shown before comes again with (*), and nothing else new.
    let packages: Vec<Package> = listed
        .lines()
        .filter_map(|line| line.trim_end_matches(" (*)").split_once('|'))
        .map(|(package, licence)| Package {
            name: package.split(' ').next().unwrap_or_default().to_owned(),
            source: None,
            licence: licence.trim().to_owned(),
        })
        .collect();
    assert!(
        packages.len() > 50,
        "cargo tree named {} packages only",
        packages.len()
    );
    packages
}
