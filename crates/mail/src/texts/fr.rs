// SPDX-License-Identifier: EUPL-1.2
//! French.

use super::{Blocks, Reader, Words, is_about_project, only_item, when};
use crate::{
    Locale, Mail,
    letter::Item,
    locale::number,
    mails::{DigestGroup, DigestItem, Happening, Level, Module, Rhythm, Role},
    rich::{Rich, said, strong},
};

pub(super) const KIND: &str = "message";
pub(super) const SETTINGS: &str = "Régler mes notifications";
pub(super) const COPY_HINT: &str = "Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :";

pub(super) fn greeting(name: Option<&str>) -> String {
    name.map_or_else(
        || "Bonjour,".to_owned(),
        |name| format!("Bonjour {},", said(name)),
    )
}

#[expect(
    clippy::too_many_lines,
    reason = "a catalogue: one arm a mail, read one at a time"
)]
pub(super) fn words(mail: &Mail, reader: &Reader<'_>) -> Words {
    let instance = said(reader.instance);
    let dates = &reader.dates;
    let open = || Blocks::new(Locale::Fr);
    let has_account = format!("Vous recevez ce message parce que vous avez un compte sur {instance}.");
    let once = |expires_at| {
        format!(
            "Ce lien sert une seule fois, jusqu’au {}.",
            dates.instant(expires_at)
        )
    };
    let until = |day| format!("Votre accès prend fin le {}.", strong(&dates.day(day)));
    match mail {
        Mail::Invitation(it) => {
            let organisation = it.organisation.as_deref();
            let by = it.invited_by.as_deref().map_or_else(
                || format!("Un compte vous attend sur {}.", strong(reader.instance)),
                |by| format!("{} vous invite à rejoindre {}.", strong(by), strong(reader.instance)),
            );
            let mut blocks = open().text(by);
            if let Some(organisation) = organisation {
                blocks = blocks.text(format!("Votre compte dépend de : {}.", strong(organisation)));
            }
            Words {
                subject: format!("Votre invitation sur {instance}"),
                heading: format!("Bienvenue sur {instance}"),
                blocks: blocks
                    .text("Il vous reste à choisir un mot de passe.")
                    .button("Créer mon compte", &it.link)
                    .note(once(it.expires_at))
                    .blocks,
                reason: "Vous recevez ce message parce que votre adresse a été inscrite par votre administration. \
                         Si vous ne vous y attendiez pas, ne faites rien."
                    .to_owned(),
            }
        }
        Mail::ProjectInvitation(it) => {
            let mut blocks = open()
                .text(format!("{} vous invite dans le projet {}.", strong(&it.invited_by), strong(&it.project)))
                .quote(it.message.as_deref())
                .text(format!("Votre rôle : {}.", strong(role(it.role))));
            if let Some(day) = it.ends_on {
                blocks = blocks.text(until(day));
            }
            Words {
                subject: format!("{} vous invite dans le projet {}", said(&it.invited_by), said(&it.project)),
                heading: format!("Vous rejoignez le projet {}", said(&it.project)),
                blocks: blocks.button("Ouvrir le projet", &it.link).blocks,
                reason: has_account,
            }
        }
        Mail::OutsiderInvitation(it) => {
            let by = it.organisation.as_deref().map_or_else(
                || format!("{} vous invite dans le projet {}.", strong(&it.invited_by), strong(&it.project)),
                |organisation| {
                    format!(
                        "{} ({}) vous invite dans le projet {}.",
                        strong(&it.invited_by),
                        said(organisation),
                        strong(&it.project)
                    )
                },
            );
            let mut blocks = open().text(by).quote(it.message.as_deref());
            if !it.may.is_empty() {
                blocks = blocks.text("Dans ce projet, voici ce qui vous est ouvert :").list(
                    it.may.iter().map(|(module, level)| format!("{} : {}", self::module(*module), self::level(*level))),
                );
            }
            blocks = blocks.text(
                "Votre accès est celui d’un invité externe : vous ne voyez que ce projet et les personnes qui y sont. \
                 Les autres projets et l’annuaire vous restent fermés.",
            );
            if let Some(day) = it.ends_on {
                blocks = blocks.text(until(day));
            }
            Words {
                subject: format!("{} vous invite dans le projet {}", said(&it.invited_by), said(&it.project)),
                heading: format!("Votre accès externe au projet {}", said(&it.project)),
                blocks: blocks.button("Créer mon compte", &it.link).note(once(it.expires_at)).blocks,
                reason: "Vous recevez ce message parce que votre adresse a été donnée pour ce projet. \
                         Si vous ne vous y attendiez pas, ne faites rien : aucun compte n’est ouvert sans vous."
                    .to_owned(),
            }
        }
        Mail::PasswordReset(it) => Words {
            subject: "Choisir un nouveau mot de passe".to_owned(),
            heading: "Choisir un nouveau mot de passe".to_owned(),
            blocks: open()
                .text(format!("Un nouveau mot de passe a été demandé pour votre compte sur {instance}."))
                .button("Choisir mon mot de passe", &it.link)
                .note(once(it.expires_at))
                .note("Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.")
                .blocks,
            reason: has_account,
        },
        Mail::PasswordChanged(it) => Words {
            subject: "Votre mot de passe a changé".to_owned(),
            heading: "Votre mot de passe a changé".to_owned(),
            blocks: open()
                .text(format!("Le mot de passe de votre compte a changé le {}.", dates.instant(it.at)))
                .text(match it.ended_app_passwords {
                    0 => "Les autres appareils ont été déconnectés.".to_owned(),
                    1 => "Les autres appareils ont été déconnectés et votre mot de passe d’application a pris fin : \
                          créez-en un autre pour le logiciel qui s’en servait."
                        .to_owned(),
                    n => format!(
                        "Les autres appareils ont été déconnectés et vos {n} mots de passe d’application ont pris fin : \
                         créez-en d’autres pour les logiciels qui s’en servaient."
                    ),
                })
                .text(
                    "Si c’est vous, tout va bien. Sinon, choisissez tout de suite un autre mot de passe, \
                     puis prévenez votre administration.",
                )
                .button("Choisir un autre mot de passe", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::EmailChangeConfirmation(it) => Words {
            subject: "Confirmer votre nouvelle adresse".to_owned(),
            heading: "Confirmer votre nouvelle adresse".to_owned(),
            blocks: open()
                .text(format!("Cette adresse a été donnée comme nouvelle adresse d’un compte sur {instance}."))
                .text("Confirmez qu’elle est à vous. D’ici là, l’ancienne adresse reste en usage.")
                .button("Confirmer mon adresse", &it.link)
                .note(once(it.expires_at))
                .blocks,
            reason: "Si vous n’avez rien demandé, ne faites rien : rien ne changera.".to_owned(),
        },
        Mail::EmailChangeAsked(it) => Words {
            subject: "Changement d’adresse demandé".to_owned(),
            heading: "L’adresse de votre compte doit changer".to_owned(),
            blocks: open()
                .text(format!(
                    "Le {}, une nouvelle adresse a été demandée pour votre compte : {}.",
                    dates.instant(it.at),
                    strong(it.new_address.as_str())
                ))
                .text("Elle remplacera celle-ci dès qu’elle sera confirmée.")
                .text("Si ce n’est pas vous, changez votre mot de passe maintenant, puis prévenez votre administration.")
                .button("Vérifier la sécurité de mon compte", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::EmailChanged(it) => Words {
            subject: "L’adresse de votre compte a changé".to_owned(),
            heading: "L’adresse de votre compte a changé".to_owned(),
            blocks: open()
                .text(format!(
                    "Depuis le {}, l’adresse de votre compte est {}.",
                    dates.instant(it.at),
                    strong(it.new_address.as_str())
                ))
                .text("Vous ne recevrez plus rien ici. Connectez-vous désormais avec la nouvelle adresse.")
                .text("Si ce n’est pas vous, prévenez tout de suite votre administration.")
                .blocks,
            reason: format!("Vous recevez ce message parce que cette adresse était celle de votre compte sur {instance}."),
        },
        Mail::AccessRequestConfirmation(it) => Words {
            subject: format!("Confirmer votre demande d’accès à {instance}"),
            heading: "Confirmer votre adresse".to_owned(),
            blocks: open()
                .text(format!(
                    "Un compte sur {instance} a été demandé pour cette adresse, auprès de : {}.",
                    strong(&it.organisation)
                ))
                .text("Confirmez votre adresse pour que la demande soit transmise.")
                .button("Confirmer ma demande", &it.link)
                .note(once(it.expires_at))
                .blocks,
            reason: "Si vous n’avez rien demandé, ne faites rien : la demande sera oubliée.".to_owned(),
        },
        Mail::AccessRequestReceived(it) => Words {
            subject: "Votre demande d’accès est transmise".to_owned(),
            heading: "Votre demande est transmise".to_owned(),
            blocks: open()
                .text(format!(
                    "Votre adresse est confirmée. Votre demande est maintenant entre les mains de : {}.",
                    strong(&it.organisation)
                ))
                .text("Vous recevrez la réponse à cette adresse. Vous n’avez rien d’autre à faire.")
                .blocks,
            reason: format!("Vous recevez ce message parce que vous avez demandé un compte sur {instance}."),
        },
        Mail::AccessRequestApproved(it) => Words {
            subject: format!("Votre compte sur {instance} est ouvert"),
            heading: "Votre compte est ouvert".to_owned(),
            blocks: open()
                .text(format!("Votre demande est acceptée. Votre compte dépend de : {}.", strong(&it.organisation)))
                .text("Il vous reste à choisir un mot de passe.")
                .button("Choisir mon mot de passe", &it.link)
                .note(once(it.expires_at))
                .blocks,
            reason: format!("Vous recevez ce message parce que vous avez demandé un compte sur {instance}."),
        },
        Mail::AccessRequestRefused(it) => Words {
            subject: format!("Votre demande d’accès à {instance}"),
            heading: "Votre demande n’est pas acceptée".to_owned(),
            blocks: open()
                .text(format!("{} n’a pas donné suite à votre demande, pour la raison suivante :", strong(&it.organisation)))
                .quote(Some(&it.reason))
                .text("Votre demande a été close. Vous pouvez en faire une autre si votre situation change.")
                .blocks,
            reason: format!("Vous recevez ce message parce que vous avez demandé un compte sur {instance}."),
        },
        Mail::AccessRequestToAnswer(it) => {
            let mut facts = vec![
                ("Nom", said(&it.name)),
                ("Adresse électronique (confirmée)", said(it.email.as_str())),
                ("Organisation", said(&it.organisation)),
            ];
            if let Some(unit) = &it.unit {
                facts.push(("Service", said(unit)));
            }
            let mut blocks = open()
                .text(format!("{} demande un compte.", strong(&it.name)))
                .facts(facts)
                .text("Sa raison :")
                .quote(Some(&it.reason))
                .button("Répondre à la demande", &it.link);
            if it.waiting > 1 {
                blocks = blocks.note(format!("{} demandes attendent une réponse.", number(Locale::Fr, it.waiting)));
            }
            Words {
                subject: format!("Demande de compte : {}", said(&it.name)),
                heading: "Une demande de compte attend votre réponse".to_owned(),
                blocks: blocks.blocks,
                reason: format!("Vous recevez ce message parce que vous administrez des comptes sur {instance}."),
            }
        }
        Mail::ProjectAccessAsked(it) => Words {
            subject: format!("{} demande l’accès au projet {}", said(&it.person), said(&it.project)),
            heading: format!("Une demande d’accès au projet {}", said(&it.project)),
            blocks: open()
                .text(format!("{} demande à entrer dans le projet {}.", strong(&it.person), strong(&it.project)))
                .quote(it.reason.as_deref())
                .button("Répondre à la demande", &it.link)
                .blocks,
            reason: "Vous recevez ce message parce que vous gérez ce projet.".to_owned(),
        },
        Mail::ProjectAccessGranted(it) => Words {
            subject: format!("Vous avez accès au projet {}", said(&it.project)),
            heading: format!("Vous avez accès au projet {}", said(&it.project)),
            blocks: open()
                .text(format!("Votre demande est acceptée. Votre rôle : {}.", strong(role(it.role))))
                .button("Ouvrir le projet", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::ProjectAccessRefused(it) => {
            let blocks = open().text(format!("Votre demande d’accès au projet {} n’est pas acceptée.", strong(&it.project)));
            let blocks = match it.reason.as_deref() {
                Some(reason) => blocks.text("La raison donnée :").quote(Some(reason)),
                None => blocks,
            };
            Words {
                subject: format!("Votre demande d’accès au projet {}", said(&it.project)),
                heading: "Votre demande n’est pas acceptée".to_owned(),
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
                    let title = format!("Votre résumé du {}", dates.day(day));
                    (format!("{title} : {count}"), title)
                }
                (_, Some((Some(project), item))) if is_about_project(&item.what) => {
                    (format!("{} : {}", said(project), happening(item, reader)), format!("Du nouveau dans {}", said(project)))
                }
                (_, Some((_, item))) => (capital(&happening(item, reader)), "Du nouveau pour vous".to_owned()),
                (_, None) => (format!("{count} sur {instance}"), "Du nouveau pour vous".to_owned()),
            };
            let mut blocks = open();
            for group in &it.groups {
                blocks = blocks.group(&group_heading(group, reader), items(group, &it.groups, reader));
            }
            Words {
                subject,
                heading,
                blocks: blocks.button("Voir mes notifications", &it.link).blocks,
                reason: match it.rhythm {
                    Rhythm::AtOnce => "Vous recevez ce message parce que vous avez choisi un message à chaque nouveauté.",
                    Rhythm::Hourly => "Vous recevez ce message parce que vous avez choisi un message par heure au plus.",
                    Rhythm::Daily { .. } => "Vous recevez ce message parce que vous avez choisi un résumé par jour.",
                }
                .to_owned(),
            }
        }
        Mail::AccessEnding(it) => {
            let day = dates.day(it.ends_on);
            match &it.project {
                Some(project) => Words {
                    subject: format!("Votre accès au projet {} prend fin le {day}", said(project)),
                    heading: "Votre accès prend bientôt fin".to_owned(),
                    blocks: open()
                        .text(format!("Votre accès au projet {} prend fin le {}.", strong(project), strong(&day)))
                        .text("S’il doit être prolongé, demandez-le à une personne qui gère le projet.")
                        .button("Ouvrir le projet", &it.link)
                        .blocks,
                    reason: has_account,
                },
                None => Words {
                    subject: format!("Votre accès à {instance} prend fin le {day}"),
                    heading: "Votre accès prend bientôt fin".to_owned(),
                    blocks: open()
                        .text(format!("Votre accès à {instance} prend fin le {}.", strong(&day)))
                        .text("S’il doit être prolongé, demandez-le à la personne qui vous l’a ouvert.")
                        .button("Ouvrir mes projets", &it.link)
                        .blocks,
                    reason: has_account,
                },
            }
        }
        Mail::NewSignIn(it) => Words {
            subject: "Connexion depuis un nouvel appareil".to_owned(),
            heading: "Connexion depuis un nouvel appareil".to_owned(),
            blocks: open()
                .text("Votre compte vient d’être ouvert depuis un appareil inconnu jusqu’ici.")
                .facts([
                    ("Appareil", said(&it.device)),
                    ("Adresse du réseau", said(&it.address)),
                    ("Date", dates.instant(it.at)),
                ])
                .text("Si c’est vous, tout va bien. Sinon, fermez cette session et changez votre mot de passe.")
                .button("Voir mes sessions", &it.link)
                .blocks,
            reason: has_account,
        },
        Mail::ImportDone(it) => Words {
            subject: format!("Importation terminée : {}", said(&it.file)),
            heading: "L’importation est terminée".to_owned(),
            blocks: open()
                .text(format!("Le fichier {} a été traité.", strong(&it.file)))
                .facts([
                    ("Comptes créés", number(Locale::Fr, it.created)),
                    ("Comptes déjà présents", number(Locale::Fr, it.existing)),
                    ("Lignes refusées", number(Locale::Fr, it.faults)),
                ])
                .button("Voir l’importation", &it.link)
                .blocks,
            reason: "Vous recevez ce message parce que vous avez lancé cette importation.".to_owned(),
        },
        Mail::Test(it) => Words {
            subject: format!("Message d’essai de {instance}"),
            heading: "L’envoi des messages fonctionne".to_owned(),
            blocks: open()
                .text(format!("Cet essai a été demandé le {}.", dates.instant(it.at)))
                .text("Si vous lisez ces lignes, les messages arrivent.")
                .blocks,
            reason: format!("Vous recevez ce message parce que vous administrez {instance}."),
        },
    }
}

fn group_heading(group: &DigestGroup, reader: &Reader<'_>) -> String {
    said(group.project.as_deref().unwrap_or(reader.instance))
}

fn items(group: &DigestGroup, groups: &[DigestGroup], reader: &Reader<'_>) -> Vec<Item> {
    let item = |item: &DigestItem| Item {
        text: Rich::new(Locale::Fr, &capital(&happening(item, reader))),
        when: when(&reader.dates, item.at, groups),
        link: item.link.clone(),
    };
    group.items.iter().map(item).collect()
}

fn happening(item: &DigestItem, reader: &Reader<'_>) -> String {
    let who = match (item.actor.as_deref(), item.others) {
        (None, _) => None,
        (Some(actor), 0) => Some(said(actor)),
        (Some(actor), 1) => Some(format!("{} et une autre personne", said(actor))),
        (Some(actor), others) => Some(format!("{} et {others} autres personnes", said(actor))),
    };
    let are_several = item.others > 0;
    let by = who
        .as_deref()
        .map(|who| format!(", par {who}"))
        .unwrap_or_default();
    let someone = who.as_deref().unwrap_or("une personne");
    let ask = if are_several { "demandent" } else { "demande" };
    match &item.what {
        Happening::MemberAdded { role } => {
            format!("vous faites partie du projet (rôle : {}){by}", self::role(*role))
        }
        Happening::MemberRoleChanged { role } => {
            format!("votre rôle est maintenant : {}{by}", self::role(*role))
        }
        Happening::MemberRemoved => format!("votre accès au projet a été retiré{by}"),
        Happening::AccessRequested => format!("{someone} {ask} l’accès au projet"),
        Happening::AccessGranted => format!("votre demande d’accès est acceptée{by}"),
        Happening::AccessRefused => "votre demande d’accès n’est pas acceptée".to_owned(),
        Happening::MemberWaiting { person } => {
            format!("l’invitation de {} attend votre accord{by}", said(person))
        }
        Happening::MemberAccepted { person } => format!("{} fait maintenant partie du projet", said(person)),
        Happening::HandedOver => format!("le projet vous est confié{by}"),
        Happening::Archived => format!("le projet a été archivé{by}"),
        Happening::Restored => format!("le projet a été rétabli{by}"),
        Happening::AccessEnding { ends_on } => {
            format!("votre accès prend fin le {}", reader.dates.day(*ends_on))
        }
        Happening::Mentioned { channel, words } => with_words(
            format!(
                "{someone} {} {}",
                if are_several {
                    "vous mentionnent"
                } else {
                    "vous mentionne"
                },
                within(channel, "dans un message")
            ),
            words,
        ),
        Happening::WrittenTo { words } => with_words(
            format!(
                "{someone} {}",
                if are_several {
                    "vous écrivent"
                } else {
                    "vous écrit"
                }
            ),
            words,
        ),
        Happening::Answered { channel, words } => with_words(
            format!(
                "{someone} {} dans un fil que vous suivez{}",
                if are_several { "répondent" } else { "répond" },
                beside(channel)
            ),
            words,
        ),
        Happening::Posted { channel, words } => with_words(
            format!(
                "{someone} {} {}",
                if are_several { "écrivent" } else { "écrit" },
                within(channel, "dans un canal que vous suivez")
            ),
            words,
        ),
        Happening::Keyword {
            keyword,
            channel,
            words,
        } => with_words(
            format!(
                "{someone} {} «\u{a0}{}\u{a0}»{}",
                if are_several { "ont écrit" } else { "a écrit" },
                said(keyword),
                beside(channel)
            ),
            words,
        ),
        Happening::PollClosed { words } => with_words("votre sondage est terminé".to_owned(), words),
        Happening::Reminded { words } => {
            with_words("vous avez demandé un rappel de ce message".to_owned(), words)
        }
        Happening::NotSent => "votre message programmé n’a pas pu être envoyé".to_owned(),
        Happening::AccountRequested { organisation } => {
            format!("{someone} {ask} un compte ({})", said(organisation))
        }
        Happening::ImportDone { file } => format!("l’importation du fichier {} est terminée", said(file)),
        Happening::JobDead { job } => format!("une tâche de fond a échoué : {}", said(job)),
    }
}

/// In which channel, if it has a name of its own.
fn within(channel: &str, otherwise: &str) -> String {
    if channel.is_empty() {
        otherwise.to_owned()
    } else {
        format!("dans #{}", said(channel))
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
        format!("{sentence}\u{a0}: «\u{a0}{}\u{a0}»", said(words))
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
        Role::Owner => "Responsable",
        Role::Manager => "Gestionnaire",
        Role::Member => "Membre",
        Role::Reader => "Lecture seule",
    }
}

const fn module(module: Module) -> &'static str {
    match module {
        Module::Messages => "Messages",
        Module::Tasks => "Tâches",
        Module::Files => "Documents",
        Module::Pages => "Pages",
        Module::Calendar => "Agenda",
        Module::Meetings => "Réunions",
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Own => "les vôtres seulement",
        Level::Read => "lire",
        Level::Comment => "lire et commenter",
        Level::Write => "lire et modifier",
        Level::Manage => "lire, modifier et régler",
    }
}
