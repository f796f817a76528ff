// SPDX-License-Identifier: EUPL-1.2
//! Tells what happened, each thing at its time, by the actions that people use.

use std::collections::HashMap;

use access::{Comment, Manage, Own, Read, Role, Signed, Write};
use base::{Actor, Day, Id, Problem, Timestamp, kind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    AccountId, OrganisationId, email, name, said,
    sketches::{ADMINISTRATOR, LEAVER, NEWCOMER, PEOPLE, PINNED, PINNED_BY_IDRISS, PROJECTS, STORY},
    talks::TALKS,
};
use crate::{
    app::App,
    areas::{
        accounts::{self, Device, NewAccount, Stay},
        messages, notifications,
        projects::{self, Invitations, MemberPatch, MinePatch, NewProject, ProjectPatch},
    },
    serve,
};

type ProjectId = Id<kind::Project>;

/// A moment of the last weeks.
#[derive(Debug, Clone, Copy)]
pub(super) enum When {
    /// So many working days before today, at this hour and minute where the agglomeration is.
    Day(i64, i8, i8),
    /// So many minutes before now.
    Ago(i64),
}

type Key = &'static str;

/// Something that somebody did. Whoever did it comes first.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// Makes one of the sketched projects.
    Create(Key),
    /// Lets colleagues in, each with a role.
    Invite(Key, Key, &'static [(Key, Key)]),
    /// Lets the group of those on call in.
    InviteOnCall(Key, Key),
    /// Lets two people of the hospital in, for three months.
    InviteOutsiders(Key, Key),
    /// Lets an engineer of a consulting firm in, for six weeks.
    InviteStudio(Key, Key),
    /// Makes an account for somebody who has yet to open it.
    InviteNewcomer,
    /// Gives a member another role.
    ChangeRole(Key, Key, Key, Key),
    /// Says aim and dates anew.
    Edit(Key, Key),
    /// Lets others be made from it.
    MakeTemplate(Key, Key),
    /// Puts it away.
    Archive(Key, Key),
    /// Asks to enter a project, with a reason.
    Ask(Key, Key, &'static str),
    /// Asks for an account: given name, family name, mailbox, service, unit, reason.
    AskForAccount(Key, Key, Key, Key, Key, &'static str),
    /// Closes the account of someone who has left.
    Suspend,
    /// Opens a session: device, its kind, network address.
    SignIn(Key, Key, Key, Key),
    /// Everything so far has been read.
    EveryoneHasRead,
    /// Makes a channel in a project: its key, kind, name, topic, who is in it or announces besides.
    Channel(Key, Key, Key, Key, &'static str, &'static str, &'static [Key]),
    /// Makes a folder of channels in a project: its name, the channels that are put into it.
    Folder(Key, Key, &'static str, &'static [Key]),
    /// Opens the conversation with others: its key, the others.
    Talk(Key, Key, &'static [Key]),
    /// Posts in a channel, in the main one of a project or in a conversation: where, the message's key, its text.
    Say(Key, Key, Key, &'static str),
    /// The same, as a decision.
    Decide(Key, Key, Key, &'static str),
    /// Answers a message in its thread: which, the answer's key, its text.
    Answer(Key, Key, Key, &'static str),
    /// Corrects an entry of a log by a new one: which, the new one's key, its text.
    Correct(Key, Key, Key, &'static str),
    /// Answers a message with a sign.
    React(Key, Key, &'static str),
    /// Pins a message to its channel.
    Pin(Key, Key),
    /// Says that a message's thread is settled.
    Resolve(Key, Key),
    /// Has read everything so far, in every channel.
    HasRead(Key),
}

/// Who tells it, and what there is so far.
pub(super) struct Teller<'a> {
    pub app: &'a App,
    /// When the demonstration is made.
    pub now: Timestamp,
    pub people: HashMap<Key, AccountId>,
    pub organisations: HashMap<Key, OrganisationId>,
    pub on_call: Id<kind::Group>,
    pub projects: HashMap<Key, ProjectId>,
    pub talks: Talks,
}

/// What has been said so far, and where.
#[derive(Default)]
pub(super) struct Talks {
    channels: HashMap<Key, Id<kind::Channel>>,
    /// With the channel each is in.
    messages: HashMap<Key, (Id<kind::Message>, Id<kind::Channel>)>,
}

/// All that happened, oldest first: what is told of projects before what was said at the same minute.
pub(super) fn all() -> Vec<(When, Step)> {
    let mut all: Vec<(When, Step)> = STORY.iter().chain(TALKS).copied().collect();
    all.sort_by_key(|(when, _)| minutes(*when));
    all
}

/// Its place among the others, in minutes.
pub(super) fn minutes(when: When) -> i64 {
    match when {
        When::Day(days, hour, minute) => -days * 1_440 + i64::from(hour) * 60 + i64::from(minute),
        When::Ago(minutes) => 1_440 - minutes,
    }
}

impl Teller<'_> {
    /// Tells all of it, and ends now.
    pub async fn tell(&mut self) -> Result<(), Problem> {
        for (when, step) in all() {
            self.move_to(when)?;
            self.does(step).await?;
        }
        self.app.db.clock().move_to(self.now);
        self.keep().await
    }

    /// Never back: what is told later happened later, whatever the hour at which the demonstration is made.
    fn move_to(&self, when: When) -> Result<(), Problem> {
        let clock = self.app.db.clock();
        let at = moment(self.now, when)?;
        clock.move_to(
            at.max(clock.now() + std::time::Duration::from_secs(60))
                .min(self.now),
        );
        Ok(())
    }

    async fn does(&mut self, step: Step) -> Result<(), Problem> {
        let db = &self.app.db;
        match step {
            Step::Create(project) => self.create(project).await,
            Step::Invite(by, project, people) => {
                let members: Vec<Value> = people
                    .iter()
                    .filter_map(|(who, role)| Some(json!({ "account": self.people.get(who)?, "role": role })))
                    .collect();
                self.invite(by, project, members).await
            }
            Step::InviteOnCall(by, project) => {
                let group = json!({ "group": self.on_call, "role": "member" });
                self.invite(by, project, vec![group]).await
            }
            Step::InviteOutsiders(by, project) => {
                let ends_on = Day::of(self.now, &jiff::tz::TimeZone::UTC).plus_days(90);
                let guests = vec![
                    json!({ "account": self.people.get("nour"), "role": "member", "ends_on": ends_on }),
                    json!({ "email": "philippe.garrigues@ch-rivemont.example", "given_name": "Philippe", "family_name": "Garrigues", "role": "reader", "ends_on": ends_on }),
                ];
                self.invite(by, project, guests).await
            }
            Step::InviteStudio(by, project) => {
                let ends_on = Day::of(self.now, &jiff::tz::TimeZone::UTC).plus_days(42);
                let guest = json!({ "email": "rachid.amari@traverses.example", "given_name": "Rachid", "family_name": "Amari", "role": "member", "ends_on": ends_on });
                self.invite(by, project, vec![guest]).await
            }
            Step::InviteNewcomer => self.newcomer().await,
            Step::ChangeRole(by, project, who, role) => self.change_role(by, project, who, role).await,
            Step::Edit(by, project) => self.edit(by, project).await,
            Step::MakeTemplate(by, project) => {
                let grant = self.grant::<Own>(by, project).await?;
                projects::make_template(db, grant).await
            }
            Step::Archive(by, project) => {
                let grant = self.grant::<Manage>(by, project).await?;
                projects::archive(db, grant).await
            }
            Step::Ask(who, project, reason) => {
                projects::ask(
                    db,
                    self.signed(who),
                    self.project(project),
                    Some(reason.to_owned()),
                )
                .await
            }
            Step::AskForAccount(given, family, mailbox, service, unit, reason) => {
                let request = said(json!({
                    "draft": drawn(&format!("demande {mailbox}")), "given_name": given, "family_name": family,
                    "email": format!("{mailbox}@rivemont.example"), "organisation": self.organisations.get(service),
                    "unit": unit, "reason": reason, "language": "fr",
                }))?;
                db.write(Actor::Visitor, async move |tx| {
                    accounts::ask_confirmed(tx, request).await
                })
                .await
            }
            Step::Suspend => {
                let leaver = self.people.get(LEAVER.key).copied().unwrap_or(Id::MIN);
                db.write(self.signed(ADMINISTRATOR), async move |tx| {
                    accounts::deactivate(tx, leaver).await.map(drop)
                })
                .await
            }
            Step::SignIn(who, name, kind, address) => {
                let signed = self.signed(who);
                let device = Device {
                    name: name.to_owned(),
                    kind,
                    address: address.to_owned(),
                };
                db.write(signed, async move |tx| {
                    accounts::open_session(tx, signed.account, &device, Stay::SignedIn).await
                })
                .await?;
                Ok(())
            }
            Step::EveryoneHasRead => {
                // What is told of is told first.
                events::settle(db, &crate::areas::readers(self.app)).await?;
                for key in PEOPLE.iter().map(|it| it.key).chain(["nour"]) {
                    notifications::read_all(db, self.signed(key)).await?;
                }
                Ok(())
            }
            Step::Channel(by, project, key, kind, name, topic, people) => {
                let people: Vec<_> = people.iter().filter_map(|it| self.people.get(it)).collect();
                let new = said(json!({
                    "draft": drawn(&format!("canal {key}")), "kind": kind, "name": name, "topic": topic, "people": people,
                }))?;
                let id = self.project(project);
                let grant =
                    access::grant::<Write, messages::Messages>(db, self.signed(by), id, self.app.now())
                        .await?;
                let channel = messages::create_channel(db, grant, new).await?;
                self.talks.channels.insert(key, channel);
                Ok(())
            }
            Step::Folder(by, project, name, channels) => {
                let new = said(json!({ "draft": drawn(&format!("dossier {name}")), "name": name }))?;
                let (by, id) = (self.signed(by), self.project(project));
                let grant = access::grant::<Manage, messages::Messages>(db, by, id, self.app.now()).await?;
                let folder = messages::make_folder(db, grant, new).await?;
                for key in channels {
                    let channel = self.talks.channels[key];
                    let grant =
                        access::grant::<Manage, messages::Channel>(db, by, channel, self.app.now()).await?;
                    messages::place_channel(db, grant, Some(folder), None).await?;
                }
                Ok(())
            }
            Step::Talk(by, key, others) => {
                let others = others.iter().map(|it| self.signed(it).account).collect();
                let channel = messages::converse(db, self.signed(by), others).await?;
                self.talks.channels.insert(key, channel);
                Ok(())
            }
            Step::Say(by, place, key, text) => {
                self.say(by, place, key, json!({ "body": self.with_names(text) }))
                    .await
            }
            Step::Decide(by, place, key, text) => {
                self.say(
                    by,
                    place,
                    key,
                    json!({ "body": self.with_names(text), "kind": "decision" }),
                )
                .await
            }
            Step::Answer(by, root, key, text) => {
                let (thread, channel) = self.message(root);
                self.say_in(
                    by,
                    channel,
                    key,
                    json!({ "body": self.with_names(text), "thread": thread }),
                )
                .await
            }
            Step::Correct(by, entry, key, text) => {
                let (quotes, channel) = self.message(entry);
                self.say_in(
                    by,
                    channel,
                    key,
                    json!({ "body": self.with_names(text), "quotes": quotes }),
                )
                .await
            }
            Step::React(by, message, emoji) => {
                let emoji = messages::Emoji::new(emoji).map_err(|it| Problem::field("emoji", it))?;
                messages::react(db, self.message_grant(by, message).await?, emoji).await
            }
            Step::Pin(by, message) => messages::pin(db, self.message_grant(by, message).await?).await,
            Step::Resolve(by, root) => messages::resolve(db, self.message_grant(by, root).await?).await,
            Step::HasRead(who) => {
                for channel in messages::mine(self.app, self.signed(who)).await? {
                    let grant = access::grant::<Read, messages::Channel>(
                        db,
                        self.signed(who),
                        channel.id,
                        self.app.now(),
                    );
                    messages::mark(db, grant.await?, channel.last_seq).await?;
                }
                Ok(())
            }
        }
    }

    async fn say(&mut self, by: Key, place: Key, key: Key, new: Value) -> Result<(), Problem> {
        let channel = match (self.talks.channels.get(place), self.projects.get(place)) {
            (Some(channel), _) => *channel,
            (None, Some(project)) => messages::main_of(&self.app.db, *project)
                .await?
                .ok_or(Problem::NotFound)?,
            (None, None) => return Err(Problem::NotFound),
        };
        self.say_in(by, channel, key, new).await
    }

    async fn say_in(
        &mut self,
        by: Key,
        channel: Id<kind::Channel>,
        key: Key,
        mut new: Value,
    ) -> Result<(), Problem> {
        new["draft"] = json!(drawn(&format!("message {key}")));
        let app = self.app;
        let grant =
            access::grant::<Comment, messages::Channel>(&app.db, self.signed(by), channel, app.now()).await?;
        let message = messages::post(&app.db, &app.posts, grant, said(new)?, true).await?;
        self.talks.messages.insert(key, (message, channel));
        Ok(())
    }

    /// `@key` becomes the mention of that person, as a client writes it.
    fn with_names(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for person in PEOPLE {
            if let Some(account) = self.people.get(person.key) {
                let named = format!("@[{} {}]({account})", person.given, person.family);
                out = out.replace(&format!("@{}", person.key), &named);
            }
        }
        if let Some(nour) = self.people.get("nour") {
            out = out.replace("@nour", &format!("@[Nour Attali-Faure]({nour})"));
        }
        out
    }

    fn message(&self, key: &str) -> (Id<kind::Message>, Id<kind::Channel>) {
        self.talks
            .messages
            .get(key)
            .copied()
            .unwrap_or((Id::MIN, Id::MIN))
    }

    async fn message_grant<A: access::Action>(
        &self,
        who: Key,
        message: Key,
    ) -> Result<access::Grant<A, messages::Message>, Problem> {
        let (app, id) = (self.app, self.message(message).0);
        Ok(access::grant::<A, messages::Message>(&app.db, self.signed(who), id, app.now()).await?)
    }

    async fn create(&mut self, key: Key) -> Result<(), Problem> {
        let Some(sketch) = PROJECTS.iter().find(|it| it.key == key) else {
            return Ok(());
        };
        let new: NewProject = said(json!({
            "draft": drawn(key), "name": sketch.name, "aim": sketch.aim, "icon": sketch.icon, "colour": sketch.colour,
        }))?;
        let id = projects::create(&self.app.db, self.signed(sketch.owner), new).await?;
        self.projects.insert(sketch.key, id);
        if sketch.aim.is_empty() {
            // Just made: nothing has been said of it yet.
            return Ok(());
        }
        let patch: ProjectPatch = said(json!({
            "starts_on": sketch.starts_on, "ends_on": sketch.ends_on, "budget": sketch.budget, "admission": "approval",
        }))?;
        let grant = self.grant::<Manage>(sketch.owner, key).await?;
        projects::edit(&self.app.db, grant, 1, patch).await
    }

    async fn invite(&self, by: Key, project: Key, invitations: Vec<Value>) -> Result<(), Problem> {
        let invitations: Invitations = said(json!({ "invitations": invitations }))?;
        let grant = self.grant::<Read>(by, project).await?;
        projects::invite(&self.app.db, grant, invitations).await?;
        Ok(())
    }

    async fn change_role(&self, by: Key, project: Key, who: Key, role: Key) -> Result<(), Problem> {
        let (db, account) = (&self.app.db, self.signed(who).account);
        let member = projects::membership(db, self.project(project), account)
            .await?
            .ok_or(Problem::NotFound)?;
        let patch = MemberPatch {
            role: role.parse::<Role>().ok(),
            ..MemberPatch::default()
        };
        let grant = self.grant::<Manage>(by, project).await?;
        projects::change(db, grant, member.id, member.version, patch).await
    }

    async fn edit(&self, by: Key, project: Key) -> Result<(), Problem> {
        let aim = PROJECTS.iter().find(|it| it.key == project).map(|it| it.aim);
        let patch = || said::<ProjectPatch>(json!({ "aim": aim }));
        let grant = self.grant::<Manage>(by, project).await?;
        match projects::edit(&self.app.db, grant, 0, patch()?).await {
            // As a client does: again, with the version it was told.
            Err(Problem::LostRace(current)) => {
                let version = current["etag"]
                    .as_str()
                    .and_then(|it| it.parse().ok())
                    .unwrap_or(0);
                let grant = self.grant::<Manage>(by, project).await?;
                projects::edit(&self.app.db, grant, version, patch()?).await
            }
            result => result,
        }
    }

    async fn newcomer(&self) -> Result<(), Problem> {
        let service = self.organisations.get(NEWCOMER.service).copied();
        let new = NewAccount {
            function: Some(name(NEWCOMER.function)?),
            ..NewAccount::member(
                email(&NEWCOMER)?,
                name(NEWCOMER.given)?,
                name(NEWCOMER.family)?,
                Vec::from_iter(service),
            )
        };
        let by = self.signed(ADMINISTRATOR);
        self.app
            .db
            .write(by, async move |tx| {
                let account = accounts::create(tx, &new).await?;
                accounts::invite(tx, account, Some(by.account), None).await
            })
            .await
    }

    /// Sidebars, and Camille's categories.
    async fn keep(&self) -> Result<(), Problem> {
        let mut last: Option<ProjectId> = None;
        for (key, category) in PINNED {
            let patch: MinePatch = said(json!({ "pinned": true, "after": last, "category": category }))?;
            projects::keep(&self.app.db, self.grant::<Read>("camille", key).await?, patch).await?;
            last = Some(self.project(key));
        }
        let mut last: Option<ProjectId> = None;
        for key in PINNED_BY_IDRISS {
            let patch: MinePatch = said(json!({ "pinned": true, "after": last }))?;
            projects::keep(&self.app.db, self.grant::<Read>("idriss", key).await?, patch).await?;
            last = Some(self.project(key));
        }
        serve::settle(self.app).await?;
        Ok(())
    }

    async fn grant<A: access::Action>(
        &self,
        who: Key,
        project: Key,
    ) -> Result<access::Grant<A, access::Project>, Problem> {
        let (app, id) = (self.app, self.project(project));
        Ok(access::grant::<A, access::Project>(&app.db, self.signed(who), id, app.now()).await?)
    }

    fn project(&self, key: &str) -> ProjectId {
        self.projects.get(key).copied().unwrap_or(Id::MIN)
    }

    fn signed(&self, key: &str) -> Signed {
        signed(&self.people, key)
    }
}

/// Someone as if signed in.
pub(super) fn signed(people: &HashMap<Key, AccountId>, key: &str) -> Signed {
    Signed {
        account: people.get(key).copied().unwrap_or(Id::MIN),
        is_external: key == "nour",
        is_instance_admin: key == ADMINISTRATOR,
    }
}

/// When that was, for a demonstration made `now`.
pub(super) fn moment(now: Timestamp, when: When) -> Result<Timestamp, Problem> {
    let here = jiff::tz::TimeZone::get("Europe/Paris").map_err(Problem::internal)?;
    match when {
        When::Ago(minutes) => Ok(Timestamp::from_jiff(
            now.to_jiff() - jiff::SignedDuration::from_mins(minutes),
        )),
        When::Day(working_days, hour, minute) => {
            let mut day = Day::of(now, &here);
            let mut left = working_days;
            while left > 0 {
                day = day.plus_days(-1);
                left -= i64::from(day.to_jiff().weekday().to_monday_one_offset() <= 5);
            }
            let at = day.to_jiff().at(hour, minute, 0, 0);
            let at = here.to_timestamp(at).map_err(Problem::internal)?;
            Ok(Timestamp::from_jiff(at))
        }
    }
}

/// A key that is always the same, so that making things twice would make them once.
fn drawn(text: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (place, byte) in text.bytes().enumerate() {
        bytes[place % 16] ^= byte.rotate_left(u32::try_from(place / 16).unwrap_or(0));
    }
    Uuid::from_bytes(bytes)
}
