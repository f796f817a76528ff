// SPDX-License-Identifier: EUPL-1.2
//! The whole policy as tables that a lawyer can read. A change of the policy is a change of these tables, under review.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test stops where it fails, and reads its server from the environment"
)]

use std::fmt::Write as _;

use access::{
    ActionKind, Admits, Bounds, Level, Levels, Module, ModuleSet, Refusal, Role, Standing, allows, preset,
};

fn standing(role: Option<Role>) -> Standing {
    Standing {
        role,
        levels: role.map_or(Levels::all(Level::None), preset),
        is_external: false,
        is_archived: false,
        modules: ModuleSet::all(),
        is_related: false,
        bounds: Bounds::default(),
        ends_at: None,
    }
}

fn word(answer: Result<(), Refusal>) -> &'static str {
    match answer {
        Ok(()) => "yes",
        Err(Refusal::Hidden) => "not found",
        Err(Refusal::ReaderOnly) => "no: readers do not write",
        Err(Refusal::ManagersOnly) => "no: for managers",
        Err(Refusal::OwnersOnly) => "no: for owners",
        Err(Refusal::NotForExternals) => "no: not for outsiders",
        Err(Refusal::Archived) => "no: archived",
        Err(Refusal::LevelTooLow) => "no: level too low",
        Err(Refusal::AuthorOnly) => "no: for its author",
        Err(Refusal::Closed) => "no: it is closed",
        Err(Refusal::AnnouncersOnly) => "no: for announcers",
    }
}

fn line(table: &mut String, who: &str, standing: &Standing, module: Option<Module>) {
    let answers = ActionKind::ALL.map(|action| word(allows(standing, action, module)));
    writeln!(
        table,
        "{who:<50}| {:<26}| {:<26}| {:<26}| {:<26}| {:<26}| {}",
        answers[0], answers[1], answers[2], answers[3], answers[4], answers[5]
    )
    .unwrap();
}

fn head(table: &mut String, title: &str) {
    writeln!(
        table,
        "\n{title}\n{:<50}| {:<26}| {:<26}| {:<26}| {:<26}| {:<26}| give it away",
        "who", "see", "react", "comment", "change", "say who may what"
    )
    .unwrap();
}

#[test]
fn the_policy_is_what_was_agreed() {
    let mut table = String::new();
    head(&mut table, "The project itself");
    let roles = [
        None,
        Some(Role::Reader),
        Some(Role::Member),
        Some(Role::Manager),
        Some(Role::Owner),
    ];
    for (is_external, is_archived) in [(false, false), (true, false), (false, true), (true, true)] {
        for role in roles {
            let who = format!(
                "{}{}{}",
                role.map_or("not in the project", Role::as_str),
                if is_external { ", outsider" } else { "" },
                if is_archived { ", archived project" } else { "" }
            );
            line(
                &mut table,
                &who,
                &Standing {
                    is_external,
                    is_archived,
                    ..standing(role)
                },
                None,
            );
        }
    }
    head(
        &mut table,
        "A thing in a module, by level (all modules alike; tasks also know the level 'own')",
    );
    for is_archived in [false, true] {
        for &level in Level::ALL {
            for is_related in [false, true] {
                if is_related && level != Level::Own {
                    continue;
                }
                let who = format!(
                    "level {}{}{}",
                    level.as_str(),
                    if is_related { ", his own thing" } else { "" },
                    if is_archived { ", archived project" } else { "" }
                );
                let standing = Standing {
                    levels: Levels::all(level),
                    is_related,
                    is_archived,
                    ..standing(Some(Role::Member))
                };
                line(&mut table, &who, &standing, Some(Module::Tasks));
            }
        }
    }
    for (title, is_authored) in [
        ("A channel, by whom it admits", false),
        ("A message, by whom its channel admits", true),
    ] {
        head(&mut table, title);
        for admits in [
            Admits::Everyone,
            Admits::Announcers,
            Admits::AsManager,
            Admits::Nobody,
        ] {
            for is_closed in [false, true] {
                for level in [Level::Read, Level::Comment, Level::Manage] {
                    for is_related in [false, true] {
                        if is_related && !is_authored {
                            continue;
                        }
                        let who = format!(
                            "level {}, admits {admits}{}{}",
                            level.as_str(),
                            if is_closed { ", closed" } else { "" },
                            if is_related { ", his own" } else { "" }
                        );
                        let standing = Standing {
                            levels: Levels::all(level),
                            is_related,
                            bounds: Bounds {
                                admits,
                                is_closed,
                                is_authored,
                            },
                            ..standing(Some(Role::Member))
                        };
                        line(&mut table, &who, &standing, Some(Module::Messages));
                    }
                }
            }
        }
    }
    head(&mut table, "A thing in a module that is switched off");
    for role in roles {
        let standing = Standing {
            modules: ModuleSet::default(),
            ..standing(role)
        };
        line(
            &mut table,
            role.map_or("not in the project", Role::as_str),
            &standing,
            Some(Module::Files),
        );
    }
    head(&mut table, "A thing in a module, by role without exceptions");
    for role in roles {
        line(
            &mut table,
            role.map_or("not in the project", Role::as_str),
            &standing(role),
            Some(Module::Files),
        );
    }
    insta::assert_snapshot!(table);
}

/// Whoever may do something may do everything weaker, may see it, and may do no more in an archived project.
#[test]
fn stronger_never_may_less() {
    for &role in Role::ALL {
        for &level in Level::ALL {
            for module in [None, Some(Module::Files), Some(Module::Tasks)] {
                for (is_external, is_archived, is_related) in [
                    (false, false, false),
                    (true, false, false),
                    (false, true, false),
                    (true, true, true),
                    (false, false, true),
                ] {
                    let it = Standing {
                        levels: Levels::all(level),
                        is_external,
                        is_archived,
                        is_related,
                        ..standing(Some(role))
                    };
                    let may: Vec<bool> = ActionKind::ALL
                        .iter()
                        .map(|&action| allows(&it, action, module).is_ok())
                        .collect();
                    assert!(
                        !may.contains(&true) || may[0],
                        "{it:?} may act on what it cannot see"
                    );
                    let open = Standing {
                        is_archived: false,
                        ..it
                    };
                    for (at, &action) in ActionKind::ALL.iter().enumerate() {
                        assert!(
                            !may[at] || allows(&open, action, module).is_ok(),
                            "{it:?} may more when archived"
                        );
                    }
                    if !is_archived {
                        assert!(may.windows(2).all(|pair| pair[0] || !pair[1]), "{it:?}: {may:?}");
                    }
                }
            }
        }
    }
}
