// SPDX-License-Identifier: EUPL-1.2
//! What may be built into Plano: `deny.toml` held against `Cargo.lock` and the licences of every crate, on each run and
//! without installing anything.

use std::{collections::HashSet, process::Command};

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
fn every_dependency_is_named_in_source() {
    let reason = "what nothing names is compiled, audited and updated for nothing";
    hold(reason, &unused(&Tree::of_the_repository()));
}

#[test]
fn planted_faults_are_found() {
    let tree = |root: &str, manifest: &str, source: &str, test: &str| {
        unused(&Tree::of(&[
            ("Cargo.toml", root),
            ("crates/a/Cargo.toml", manifest),
            ("crates/a/src/lib.rs", source),
            ("crates/a/tests/a.rs", test),
        ]))
        .len()
    };
    let shared = "[workspace.dependencies]\nsome-crate = \"1\"\n";
    let normal = "[dependencies]\nsome-crate.workspace = true\n";
    let dev = "[dev-dependencies]\nsome-crate = \"1\"\n";
    assert_eq!(tree("", normal, "use some_crate::It;", ""), 0);
    assert_eq!(tree("", normal, "// some_crate", ""), 1, "a comment uses nothing");
    assert_eq!(tree("", normal, "fn awesome_crate() {}", ""), 1);
    assert_eq!(
        tree("", normal, "", "use some_crate::It;"),
        1,
        "it is the tests' own then"
    );
    assert_eq!(tree("", dev, "", "use some_crate::It;"), 0);
    assert_eq!(tree("", dev, "#[cfg(test)] use some_crate::It;", ""), 0);
    assert_eq!(tree("", dev, "", ""), 1);
    assert_eq!(tree(shared, normal, "some_crate::it()", ""), 0);
    assert_eq!(tree(shared, "", "", ""), 1, "nobody takes it");

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

/// Dependencies of a crate that its source does not name, and shared ones that no crate takes. A name may be behind a macro or
/// a feature only; of those we have none.
fn unused(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut taken = HashSet::new();
    let manifests: Vec<_> = tree.under("", &["Cargo.toml"]).collect();
    for manifest in &manifests {
        let Some(folder) = manifest.path.strip_suffix("Cargo.toml") else {
            continue;
        };
        let parsed: toml::Table = manifest.text.parse().expect("the file is TOML, as cargo found");
        for (group, folders) in [
            ("dependencies", &["src/"][..]),
            ("dev-dependencies", &["src/", "tests/", "benches/"]),
            ("build-dependencies", &["build.rs"]),
        ] {
            let names = parsed.get(group).and_then(toml::Value::as_table);
            for name in names.into_iter().flat_map(toml::Table::keys) {
                taken.insert(name.clone());
                let word = name.replace('-', "_");
                let is_within = |path: &str| {
                    let below = path.strip_prefix(folder);
                    below.is_some_and(|below| folders.iter().any(|it| below.starts_with(it)))
                };
                let is_named = tree
                    .under("", &[".rs"])
                    .filter(|file| is_within(&file.path))
                    .any(|file| names_crate(&file.without_comments(), &word));
                if !is_named {
                    faults.push(Fault {
                        path: manifest.path.clone(),
                        line: 0,
                        what: format!("{name} ({group}) is not named in {}", folders.join(", ")),
                    });
                }
            }
        }
    }
    let shared = manifests
        .iter()
        .filter(|it| it.path == "Cargo.toml")
        .filter_map(|it| it.text.parse::<toml::Table>().ok());
    for root in shared {
        let names = root
            .get("workspace")
            .and_then(|it| it.get("dependencies")?.as_table());
        for name in names.into_iter().flat_map(toml::Table::keys) {
            if !taken.contains(name) {
                faults.push(Fault {
                    path: "Cargo.toml".into(),
                    line: 0,
                    what: format!("{name} is taken by no crate"),
                });
            }
        }
    }
    faults
}

/// Whether `word` stands in a text as a word of its own.
fn names_crate(text: &str, word: &str) -> bool {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part))
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
