// SPDX-License-Identifier: EUPL-1.2
//! English.

use super::{Blocks, Reader, Words, is_about_project, only_item, when};
use crate::{
    Locale, Mail,
    letter::Item,
    locale::number,
    mails::{DigestGroup, DigestItem, Happening, Level, Module, Rhythm, Role},
    rich::{Rich, said, strong},
};

pub(super) const KIND: &str = "message";
pub(super) const SETTINGS: &str = "Choose my notifications";
pub(super) const COPY_HINT: &str = "If the button does not work, copy this address into your browser:";

pub(super) fn greeting(name: Option<&str>) -> String {
    name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {},", said(name)))
}

#[expect(
    clippy::too_many_lines,
    reason = "a catalogue: one arm a mail, read one at a time"
)]
pub(super) fn words(mail: &Mail, reader: &Reader<'_>) -> Words {
    let instance = said(reader.instance);
    let dates = &reader.dates;
    let open = || Blocks::new(Locale::En);
    let has_account = format!("You get this message because you have an account on {instance}.");
    let once = |expires_at| format!("This link works once, until {}.", dates.instant(expires_at));
    let until = |day| format!("Your access ends on {}.", strong(&dates.day(day)));
    match mail {
        Mail::Invitation(it) => {
            let by = it.invited_by.as_deref().map_or_else(
                || format!("An account is waiting for you on {}.", strong(reader.instance)),
                |by| format!("{} invites you to join {}.", strong(by), strong(reader.instance)),
            );
            let mut blocks = open().text(by);
            if let Some(organisation) = it.organisation.as_deref() {
                blocks = blocks.text(format!("Your account belongs to {}.", strong(organisation)));
            }
            Words {
                subject: format!("Your invitation to {instance}"),
                heading: format!("Welcome to {instance}"),
                blocks: blocks
                    .text("All that is left is to choose a password.")
                    .button("Create my account", &it.link)
                    .note(once(it.expires_at))
                    .blocks,
                reason: "You get this message because your administration entered your address. \
                         If you did not expect it, do nothing."
                    .to_owned(),
            }
        }
        Mail::ProjectInvitation(it) => {
            let mut blocks = open()
                .text(format!(
                    "{} invites you to the project {}.",
                    strong(&it.invited_by),
                    strong(&it.project)
                ))
                .quote(it.message.as_deref())
                .text(format!("Your role: {}.", strong(role(it.role))));
            if let Some(day) = it.ends_on {
                blocks = blocks.text(until(day));
            }
            Words {
                subject: format!(
                    "{} invites you to the project {}",
                    said(&it.invited_by),
                    said(&it.project)
                ),
                heading: format!("You are joining the project {}", said(&it.project)),
                blocks: blocks.button("Open the project", &it.link).blocks,
                reason: has_account,
            }
        }
        Mail::OutsiderInvitation(it) => {
            let by = it.organisation.as_deref().map_or_else(
                || {
                    format!(
                        "{} invites you to the project {}.",
                        strong(&it.invited_by),
                        strong(&it.project)
                    )
                },
                |organisation| {
                    format!(
                        "{} ({}) invites you to the project {}.",
                        strong(&it.invited_by),
                        said(organisation),
                        strong(&it.project)
                    )
                },
            );
            let mut blocks = open().text(by).quote(it.message.as_deref());
            if !it.may.is_empty() {
                blocks =
                    blocks
                        .text("In this project, this is open to you:")
                        .list(it.may.iter().map(|(module, level)| {
                            format!("{}: {}", self::module(*module), self::level(*level))
                        }));
            }
            blocks = blocks.text(
                "Your access is that of an external guest: you see only this project and the people in it. \
                 Other projects and the directory stay closed to you.",
            );
            if let Some(day) = it.ends_on {
                blocks = blocks.text(until(day));
            }
            Words {
                subject: format!(
                    "{} invites you to the project {}",
                    said(&it.invited_by),
                    said(&it.project)
                ),
                heading: format!("Your external access to the project {}", said(&it.project)),
                blocks: blocks
                    .button("Create my account", &it.link)
                    .note(once(it.expires_at))
                    .blocks,
                reason: "You get this message because your address was given for this project. \
                         If you did not expect it, do nothing: no account is opened without you."
                    .to_owned(),
            }
        }
        Mail::PasswordReset(it) => Words {
            subject: "Choose a new password".to_owned(),
            heading: "Choose a new password".to_owned(),
            blocks: open()
                .text(format!(
                    "A new password was asked for your account on {instance}."
                ))
                .button("Choose my password", &it.link)
                .note(once(it.expires_at))
                .note("If you asked for nothing, do nothing: your password stays the same.")
                .blocks,
            reason: has_account,
        },
        Mail::PasswordChanged(it) => Words {
            subject: "Your password was changed".to_owned(),
            heading: "Your password was changed".to_owned(),
            blocks: open()
                .text(format!(
                    "The password of your account was changed on {}.",
                    dates.instant(it.at)
                ))
                .text(match it.ended_app_passwords {
                    0 => "Your other devices were signed out.".to_owned(),
                    1 => "Your other devices were signed out and your application password ended: \
                          create another for the program that used it."
                        .to_owned(),
                    n => format!(
                        "Your other devices were signed out and your {n} application passwords ended: \
                         create others for the programs that used them."
                    ),
                })
                .text(
                    "If this was you, all is well. If not, choose another password now, \
                     then tell your administration.",
                )
                .button("Choose another password", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::EmailChangeConfirmation(it) => Words {
            subject: "Confirm your new address".to_owned(),
            heading: "Confirm your new address".to_owned(),
            blocks: open()
                .text(format!(
                    "This address was given as the new address of an account on {instance}."
                ))
                .text("Confirm that it is yours. Until then, the old address stays in use.")
                .button("Confirm my address", &it.link)
                .note(once(it.expires_at))
                .blocks,
            reason: "If you asked for nothing, do nothing: nothing will change.".to_owned(),
        },
        Mail::EmailChangeAsked(it) => Words {
            subject: "A change of address was asked for".to_owned(),
            heading: "The address of your account is about to change".to_owned(),
            blocks: open()
                .text(format!(
                    "On {}, a new address was asked for your account: {}.",
                    dates.instant(it.at),
                    strong(it.new_address.as_str())
                ))
                .text("It will replace this one as soon as it is confirmed.")
                .text("If this was not you, change your password now, then tell your administration.")
                .button("Check the security of my account", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::EmailChanged(it) => Words {
            subject: "The address of your account was changed".to_owned(),
            heading: "The address of your account was changed".to_owned(),
            blocks: open()
                .text(format!(
                    "Since {}, the address of your account is {}.",
                    dates.instant(it.at),
                    strong(it.new_address.as_str())
                ))
                .text("You will get nothing more here. From now on, sign in with the new address.")
                .text("If this was not you, tell your administration at once.")
                .blocks,
            reason: format!(
                "You get this message because this was the address of your account on {instance}."
            ),
        },
        Mail::AccessRequestConfirmation(it) => Words {
            subject: format!("Confirm your request for access to {instance}"),
            heading: "Confirm your address".to_owned(),
            blocks: open()
                .text(format!(
                    "An account on {instance} was asked for this address, from {}.",
                    strong(&it.organisation)
                ))
                .text("Confirm your address, so that the request is passed on.")
                .button("Confirm my request", &it.link)
                .note(once(it.expires_at))
                .blocks,
            reason: "If you asked for nothing, do nothing: the request will be forgotten.".to_owned(),
        },
        Mail::AccessRequestReceived(it) => Words {
            subject: "Your request for access was passed on".to_owned(),
            heading: "Your request was passed on".to_owned(),
            blocks: open()
                .text(format!(
                    "Your address is confirmed. Your request is now with {}.",
                    strong(&it.organisation)
                ))
                .text("The answer will come to this address. There is nothing else to do.")
                .blocks,
            reason: format!("You get this message because you asked for an account on {instance}."),
        },
        Mail::AccessRequestApproved(it) => Words {
            subject: format!("Your account on {instance} is open"),
            heading: "Your account is open".to_owned(),
            blocks: open()
                .text(format!(
                    "Your request was granted. Your account belongs to {}.",
                    strong(&it.organisation)
                ))
                .text("All that is left is to choose a password.")
                .button("Choose my password", &it.link)
                .note(once(it.expires_at))
                .blocks,
            reason: format!("You get this message because you asked for an account on {instance}."),
        },
        Mail::AccessRequestRefused(it) => Words {
            subject: format!("Your request for access to {instance}"),
            heading: "Your request was not granted".to_owned(),
            blocks: open()
                .text(format!(
                    "{} did not grant your request, for this reason:",
                    strong(&it.organisation)
                ))
                .quote(Some(&it.reason))
                .text("Your request is closed. You may make another one if your situation changes.")
                .blocks,
            reason: format!("You get this message because you asked for an account on {instance}."),
        },
        Mail::AccessRequestToAnswer(it) => {
            let mut facts = vec![
                ("Name", said(&it.name)),
                ("E-mail address (confirmed)", said(it.email.as_str())),
                ("Organisation", said(&it.organisation)),
            ];
            if let Some(unit) = &it.unit {
                facts.push(("Unit", said(unit)));
            }
            let mut blocks = open()
                .text(format!("{} asks for an account.", strong(&it.name)))
                .facts(facts)
                .text("The reason given:")
                .quote(Some(&it.reason))
                .button("Answer the request", &it.link);
            if it.waiting > 1 {
                blocks = blocks.note(format!(
                    "{} requests wait for an answer.",
                    number(Locale::En, it.waiting)
                ));
            }
            Words {
                subject: format!("Account request: {}", said(&it.name)),
                heading: "A request for an account waits for your answer".to_owned(),
                blocks: blocks.blocks,
                reason: format!("You get this message because you administer accounts on {instance}."),
            }
        }
        Mail::ProjectAccessAsked(it) => Words {
            subject: format!(
                "{} asks for access to the project {}",
                said(&it.person),
                said(&it.project)
            ),
            heading: format!("A request for access to the project {}", said(&it.project)),
            blocks: open()
                .text(format!(
                    "{} asks to enter the project {}.",
                    strong(&it.person),
                    strong(&it.project)
                ))
                .quote(it.reason.as_deref())
                .button("Answer the request", &it.link)
                .blocks,
            reason: "You get this message because you manage this project.".to_owned(),
        },
        Mail::ProjectAccessGranted(it) => Words {
            subject: format!("You have access to the project {}", said(&it.project)),
            heading: format!("You have access to the project {}", said(&it.project)),
            blocks: open()
                .text(format!(
                    "Your request was granted. Your role: {}.",
                    strong(role(it.role))
                ))
                .button("Open the project", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::ProjectAccessRefused(it) => {
            let blocks = open().text(format!(
                "Your request for access to the project {} was not granted.",
                strong(&it.project)
            ));
            let blocks = match it.reason.as_deref() {
                Some(reason) => blocks.text("The reason given:").quote(Some(reason)),
                None => blocks,
            };
            Words {
                subject: format!("Your request for access to the project {}", said(&it.project)),
                heading: "Your request was not granted".to_owned(),
                blocks: blocks.blocks,
                reason: has_account,
            }
        }
        Mail::Digest(it) => {
            let total: usize = it.groups.iter().map(|group| group.items.len()).sum();
            let count = match total {
                1 => "1 notification".to_owned(),
                total => format!("{total} notifications"),
            };
            let (subject, heading) = match (it.rhythm, only_item(&it.groups)) {
                (Rhythm::Daily { day }, _) => {
                    let title = format!("Your summary of {}", dates.day(day));
                    (format!("{title}: {count}"), title)
                }
                (_, Some((Some(project), item))) if is_about_project(&item.what) => (
                    format!("{}: {}", said(project), happening(item, reader)),
                    format!("News in {}", said(project)),
                ),
                (_, Some((_, item))) => (capital(&happening(item, reader)), "News for you".to_owned()),
                (_, None) => (format!("{count} on {instance}"), "News for you".to_owned()),
            };
            let mut blocks = open();
            for group in &it.groups {
                blocks = blocks.group(&group_heading(group, reader), items(group, &it.groups, reader));
            }
            Words {
                subject,
                heading,
                blocks: blocks.button("See my notifications", &it.link).blocks,
                reason: match it.rhythm {
                    Rhythm::AtOnce => "You get this message because you chose to be told at once.",
                    Rhythm::Hourly => "You get this message because you chose one message an hour at most.",
                    Rhythm::Daily { .. } => "You get this message because you chose one summary a day.",
                }
                .to_owned(),
            }
        }
        Mail::AccessEnding(it) => {
            let day = dates.day(it.ends_on);
            match &it.project {
                Some(project) => Words {
                    subject: format!("Your access to the project {} ends on {day}", said(project)),
                    heading: "Your access ends soon".to_owned(),
                    blocks: open()
                        .text(format!(
                            "Your access to the project {} ends on {}.",
                            strong(project),
                            strong(&day)
                        ))
                        .text("If you need it for longer, ask someone who manages the project.")
                        .button("Open the project", &it.link)
                        .blocks,
                    reason: has_account,
                },
                None => Words {
                    subject: format!("Your access to {instance} ends on {day}"),
                    heading: "Your access ends soon".to_owned(),
                    blocks: open()
                        .text(format!("Your access to {instance} ends on {}.", strong(&day)))
                        .text("If you need it for longer, ask the person who invited you.")
                        .button("Open my projects", &it.link)
                        .blocks,
                    reason: has_account,
                },
            }
        }
        Mail::NewSignIn(it) => Words {
            subject: "Sign-in from a new device".to_owned(),
            heading: "Sign-in from a new device".to_owned(),
            blocks: open()
                .text("Your account was just opened from a device not seen before.")
                .facts([
                    ("Device", said(&it.device)),
                    ("Network address", said(&it.address)),
                    ("Date", dates.instant(it.at)),
                ])
                .text("If this was you, all is well. If not, end this session and change your password.")
                .button("See my sessions", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::ImportDone(it) => Words {
            subject: format!("Import done: {}", said(&it.file)),
            heading: "The import is done".to_owned(),
            blocks: open()
                .text(format!("The file {} was read to its end.", strong(&it.file)))
                .facts([
                    ("Accounts created", number(Locale::En, it.created)),
                    ("Accounts that existed", number(Locale::En, it.existing)),
                    ("Lines refused", number(Locale::En, it.faults)),
                ])
                .button("See the import", &it.link)
                .blocks,
            reason: "You get this message because you started this import.".to_owned(),
        },
        Mail::Test(it) => Words {
            subject: format!("Test message from {instance}"),
            heading: "Sending messages works".to_owned(),
            blocks: open()
                .text(format!("This test was asked for on {}.", dates.instant(it.at)))
                .text("If you read these lines, messages arrive.")
                .blocks,
            reason: format!("You get this message because you administer {instance}."),
        },
    }
}

fn group_heading(group: &DigestGroup, reader: &Reader<'_>) -> String {
    said(group.project.as_deref().unwrap_or(reader.instance))
}

fn items(group: &DigestGroup, groups: &[DigestGroup], reader: &Reader<'_>) -> Vec<Item> {
    let item = |item: &DigestItem| Item {
        text: Rich::new(Locale::En, &capital(&happening(item, reader))),
        when: when(&reader.dates, item.at, groups),
        link: item.link.clone(),
    };
    group.items.iter().map(item).collect()
}

fn happening(item: &DigestItem, reader: &Reader<'_>) -> String {
    let who = match (item.actor.as_deref(), item.others) {
        (None, _) => None,
        (Some(actor), 0) => Some(said(actor)),
        (Some(actor), 1) => Some(format!("{} and one other person", said(actor))),
        (Some(actor), others) => Some(format!("{} and {others} other people", said(actor))),
    };
    let are_several = item.others > 0;
    let by = who
        .as_deref()
        .map(|who| format!(", by {who}"))
        .unwrap_or_default();
    let someone = who.as_deref().unwrap_or("someone");
    let ask = if are_several { "ask" } else { "asks" };
    match &item.what {
        Happening::MemberAdded { role } => format!("you were added (role: {}){by}", self::role(*role)),
        Happening::MemberRoleChanged { role } => format!("your role is now: {}{by}", self::role(*role)),
        Happening::MemberRemoved => format!("your access to the project was removed{by}"),
        Happening::AccessRequested => format!("{someone} {ask} for access to the project"),
        Happening::AccessGranted => format!("your request for access was granted{by}"),
        Happening::AccessRefused => "your request for access was not granted".to_owned(),
        Happening::MemberWaiting { person } => {
            format!("the invitation of {} waits for your approval{by}", said(person))
        }
        Happening::MemberAccepted { person } => format!("{} is now in the project", said(person)),
        Happening::HandedOver => format!("the project was handed over to you{by}"),
        Happening::Archived => format!("the project was archived{by}"),
        Happening::Restored => format!("the project was restored{by}"),
        Happening::AccessEnding { ends_on } => format!("your access ends on {}", reader.dates.day(*ends_on)),
        Happening::Mentioned { channel, words } => with_words(
            format!(
                "{someone} {} you {}",
                if are_several { "mention" } else { "mentions" },
                within(channel, "in a message")
            ),
            words,
        ),
        Happening::WrittenTo { words } => with_words(
            format!(
                "{someone} {} to you",
                if are_several { "write" } else { "writes" }
            ),
            words,
        ),
        Happening::Answered { channel, words } => with_words(
            format!(
                "{someone} {} in a thread you follow{}",
                if are_several { "reply" } else { "replies" },
                beside(channel)
            ),
            words,
        ),
        Happening::Posted { channel, words } => with_words(
            format!(
                "{someone} {} {}",
                if are_several { "post" } else { "posts" },
                within(channel, "in a channel you follow")
            ),
            words,
        ),
        Happening::Keyword {
            keyword,
            channel,
            words,
        } => with_words(
            format!("{someone} wrote “{}”{}", said(keyword), beside(channel)),
            words,
        ),
        Happening::PollClosed { words } => with_words("your poll is closed".to_owned(), words),
        Happening::Reminded { words } => {
            with_words("you asked to be reminded of this message".to_owned(), words)
        }
        Happening::NotSent => "your scheduled message could not be sent".to_owned(),
        Happening::AccountRequested { organisation } => {
            format!("{someone} {ask} for an account ({})", said(organisation))
        }
        Happening::ImportDone { file } => format!("the import of {} is done", said(file)),
        Happening::JobDead { job } => format!("a background job failed: {}", said(job)),
    }
}

/// In which channel, if it has a name of its own.
fn within(channel: &str, otherwise: &str) -> String {
    if channel.is_empty() {
        otherwise.to_owned()
    } else {
        format!("in #{}", said(channel))
    }
}

/// The same, behind what is said already.
fn beside(channel: &str) -> String {
    if channel.is_empty() {
        String::new()
    } else {
        format!(" (#{})", said(channel))
    }
}

/// A sentence with the beginning of a message, as it was written.
fn with_words(sentence: String, words: &str) -> String {
    if words.is_empty() {
        sentence
    } else {
        format!("{sentence}: “{}”", said(words))
    }
}

/// The same sentence stands after the project's name in a subject, and alone in a list.
fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Owner => "Owner",
        Role::Manager => "Manager",
        Role::Member => "Member",
        Role::Reader => "Read only",
    }
}

const fn module(module: Module) -> &'static str {
    match module {
        Module::Messages => "Messages",
        Module::Tasks => "Tasks",
        Module::Files => "Documents",
        Module::Pages => "Pages",
        Module::Calendar => "Calendar",
        Module::Meetings => "Meetings",
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Own => "your own only",
        Level::Read => "read",
        Level::Comment => "read and comment",
        Level::Write => "read and change",
        Level::Manage => "read, change and set up",
    }
}
