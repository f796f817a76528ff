// SPDX-License-Identifier: EUPL-1.2
//! One of each mail, and of each kind of notification.

#![allow(dead_code, reason = "each test file uses a part")]

use base::{Day, EmailAddress, Timestamp};
use mail::*;

pub fn at(text: &str) -> Timestamp {
    text.parse().expect("RFC 3339")
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub fn link(path: &str) -> Link {
    Link::try_from(format!("https://plano.rivemont.example{path}")).expect("an address")
}

pub fn address(text: &str) -> EmailAddress {
    text.parse().expect("an address")
}

pub fn sender() -> Sender {
    Sender {
        name: "Plano Rivemont".into(),
        address: address("ne-pas-repondre@rivemont.example"),
    }
}

pub fn outgoing(locale: Locale, mail: impl Into<Mail>) -> Outgoing {
    Outgoing {
        to: address("maelle.kervadec@rivemont.example"),
        to_name: Some("Maëlle Kervadec".into()),
        locale,
        time_zone: "Europe/Paris".into(),
        instance: "Plano Rivemont".into(),
        home: link("/"),
        mail: mail.into(),
        message_id: MessageId::try_from("job_01kz".to_owned()).expect("plain"),
        at: at("2026-10-08T07:30:00Z"),
        list: None,
        reply_to: None,
    }
}

/// One of each mail. All that a person could have written goes through `written`.
pub fn all(written: &dyn Fn(&str) -> String) -> Vec<(&'static str, Mail)> {
    let w = written;
    let some = |text: &str| Some(w(text));
    let expires_at = at("2026-10-10T15:00:00Z");
    let happened = at("2026-10-08T07:05:00Z");
    let message = "Bonjour,\n\nJ’ai besoin de vos plans pour jeudi : les versions 2 et 3.\n.\nMerci !";
    let digest = |rhythm, groups| {
        Mail::from(Digest {
            rhythm,
            groups,
            link: link("/notifications"),
            settings: link("/reglages/notifications"),
        })
    };
    let item = |what, actor: Option<&str>, others, hour: &str| DigestItem {
        what,
        actor: actor.map(w),
        others,
        at: at(&format!("2026-10-08T{hour}:00Z")),
        link: link("/p/velo"),
    };
    let today = Rhythm::Daily {
        day: day("2026-10-08"),
    };
    vec![
        (
            "invitation",
            Invitation {
                invited_by: some("Yann Le Goff"),
                organisation: some("Direction des mobilités"),
                link: link("/invitation#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "invitation_by_nobody",
            Invitation {
                invited_by: None,
                organisation: None,
                link: link("/invitation#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "project_invitation",
            ProjectInvitation {
                invited_by: w("Yann Le Goff"),
                project: w("Plan vélo 2027"),
                role: Role::Manager,
                message: some(message),
                ends_on: None,
                link: link("/p/velo"),
            }
            .into(),
        ),
        (
            "project_invitation_that_ends",
            ProjectInvitation {
                invited_by: w("Yann Le Goff"),
                project: w("Plan vélo 2027"),
                role: Role::Reader,
                message: None,
                ends_on: Some(day("2026-12-31")),
                link: link("/p/velo"),
            }
            .into(),
        ),
        (
            "outsider_invitation",
            OutsiderInvitation {
                invited_by: w("Yann Le Goff"),
                organisation: some("Agglomération de Rivemont"),
                project: w("Plan vélo 2027"),
                may: vec![
                    (Module::Messages, Level::Comment),
                    (Module::Tasks, Level::Own),
                    (Module::Files, Level::Write),
                    (Module::Pages, Level::Read),
                    (Module::Calendar, Level::Read),
                    (Module::Meetings, Level::Manage),
                ],
                message: some(message),
                ends_on: Some(day("2027-01-01")),
                link: link("/invitation#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "outsider_invitation_without_module",
            OutsiderInvitation {
                invited_by: w("Yann Le Goff"),
                organisation: None,
                project: w("Plan vélo 2027"),
                may: vec![],
                message: None,
                ends_on: None,
                link: link("/invitation#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "password_reset",
            PasswordReset {
                link: link("/mot-de-passe#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "password_changed",
            PasswordChanged {
                at: happened,
                ended_app_passwords: 0,
                link: link("/mot-de-passe-oublie"),
            }
            .into(),
        ),
        (
            "password_changed_with_app_passwords",
            PasswordChanged {
                at: happened,
                ended_app_passwords: 3,
                link: link("/mot-de-passe-oublie"),
            }
            .into(),
        ),
        (
            "email_change_confirmation",
            EmailChangeConfirmation {
                link: link("/adresse#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "email_change_asked",
            EmailChangeAsked {
                new_address: address("m.kervadec@rivemont.example"),
                at: happened,
                link: link("/reglages/securite"),
            }
            .into(),
        ),
        (
            "email_changed",
            EmailChanged {
                new_address: address("m.kervadec@rivemont.example"),
                at: happened,
            }
            .into(),
        ),
        (
            "access_request_confirmation",
            AccessRequestConfirmation {
                organisation: w("Direction des mobilités"),
                link: link("/demande#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "access_request_received",
            AccessRequestReceived {
                organisation: w("Direction des mobilités"),
            }
            .into(),
        ),
        (
            "access_request_approved",
            AccessRequestApproved {
                organisation: w("Direction des mobilités"),
                link: link("/mot-de-passe#SECRET"),
                expires_at,
            }
            .into(),
        ),
        (
            "access_request_refused",
            AccessRequestRefused {
                organisation: w("Direction des mobilités"),
                reason: w("Votre service ouvre ses comptes lui-même.\nAdressez-vous au secrétariat."),
            }
            .into(),
        ),
        (
            "access_request_to_answer",
            AccessRequestToAnswer {
                name: w("Nour Attali-Faure"),
                email: address("nour.attali-faure@ch-rivemont.example"),
                organisation: w("Centre hospitalier"),
                unit: some("Service achats"),
                reason: w("Je suis le marché des lits."),
                waiting: 3,
                link: link("/administration/demandes"),
            }
            .into(),
        ),
        (
            "project_access_asked",
            ProjectAccessAsked {
                person: w("Nour Attali-Faure"),
                project: w("Plan vélo 2027"),
                reason: some("Je reprends le lot 3."),
                link: link("/p/velo/membres"),
            }
            .into(),
        ),
        (
            "project_access_granted",
            ProjectAccessGranted {
                project: w("Plan vélo 2027"),
                role: Role::Member,
                link: link("/p/velo"),
            }
            .into(),
        ),
        (
            "project_access_refused",
            ProjectAccessRefused {
                project: w("Plan vélo 2027"),
                reason: some("Le projet se termine."),
            }
            .into(),
        ),
        (
            "project_access_refused_without_reason",
            ProjectAccessRefused {
                project: w("Plan vélo 2027"),
                reason: None,
            }
            .into(),
        ),
        (
            "digest_at_once",
            digest(
                Rhythm::AtOnce,
                vec![DigestGroup {
                    project: some("Plan vélo 2027"),
                    items: vec![item(
                        Happening::AccessRequested,
                        Some("Nour Attali-Faure"),
                        0,
                        "07:05",
                    )],
                }],
            ),
        ),
        (
            "digest_at_once_of_no_project",
            digest(
                Rhythm::AtOnce,
                vec![DigestGroup {
                    project: None,
                    items: vec![item(
                        Happening::AccountRequested {
                            organisation: w("Centre hospitalier"),
                        },
                        Some("Nour Attali-Faure"),
                        1,
                        "07:05",
                    )],
                }],
            ),
        ),
        (
            "digest_hourly",
            digest(
                Rhythm::Hourly,
                vec![
                    DigestGroup {
                        project: some("Plan vélo 2027"),
                        items: vec![
                            item(
                                Happening::MemberAdded { role: Role::Member },
                                Some("Yann Le Goff"),
                                0,
                                "07:50",
                            ),
                            item(Happening::AccessRequested, Some("Nour Attali-Faure"), 4, "07:05"),
                        ],
                    },
                    DigestGroup {
                        project: some("Réseau des écoles"),
                        items: vec![item(Happening::Archived, Some("Anna Rossi"), 0, "07:00")],
                    },
                ],
            ),
        ),
        (
            "digest_daily",
            digest(
                today,
                vec![
                    DigestGroup {
                        project: some("Plan vélo 2027"),
                        items: vec![
                            item(
                                Happening::MemberRoleChanged { role: Role::Owner },
                                Some("Yann Le Goff"),
                                0,
                                "16:00",
                            ),
                            item(Happening::MemberRemoved, Some("Yann Le Goff"), 0, "15:00"),
                            item(Happening::AccessGranted, Some("Yann Le Goff"), 0, "14:00"),
                            item(Happening::AccessRefused, None, 0, "13:00"),
                            item(
                                Happening::MemberWaiting {
                                    person: w("Léo Marchand"),
                                },
                                Some("Anna Rossi"),
                                0,
                                "12:00",
                            ),
                            item(
                                Happening::MemberAccepted {
                                    person: w("Léo Marchand"),
                                },
                                None,
                                0,
                                "11:00",
                            ),
                            item(Happening::HandedOver, Some("Anna Rossi"), 0, "10:00"),
                            item(Happening::Restored, Some("Anna Rossi"), 0, "09:00"),
                            item(
                                Happening::AccessEnding {
                                    ends_on: day("2026-10-15"),
                                },
                                None,
                                0,
                                "08:00",
                            ),
                        ],
                    },
                    DigestGroup {
                        project: None,
                        items: vec![
                            item(
                                Happening::ImportDone {
                                    file: w("agents.csv"),
                                },
                                None,
                                0,
                                "07:00",
                            ),
                            DigestItem {
                                at: at("2026-10-07T21:59:00Z"),
                                ..item(Happening::JobDead { job: w("mail.send") }, None, 0, "07:00")
                            },
                        ],
                    },
                ],
            ),
        ),
        (
            "access_ending",
            AccessEnding {
                project: some("Plan vélo 2027"),
                ends_on: day("2026-10-15"),
                link: link("/p/velo"),
            }
            .into(),
        ),
        (
            "access_ending_of_the_account",
            AccessEnding {
                project: None,
                ends_on: day("2026-10-15"),
                link: link("/"),
            }
            .into(),
        ),
        (
            "new_sign_in",
            NewSignIn {
                device: w("Firefox · Linux"),
                address: "192.0.2.7".into(),
                at: happened,
                link: link("/reglages/securite"),
            }
            .into(),
        ),
        (
            "import_done",
            ImportDone {
                file: w("agents.csv"),
                created: 3963,
                existing: 12,
                faults: 37,
                link: link("/administration/importation"),
            }
            .into(),
        ),
        ("test", Test { at: happened }.into()),
    ]
}

pub fn as_written(text: &str) -> String {
    text.to_owned()
}
