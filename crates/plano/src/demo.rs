// SPDX-License-Identifier: EUPL-1.2
//! A demonstration: an agglomeration as there are many, its services, people and projects, and what happened there in the
//! last weeks, made by the same actions that people use. In French, as those who will look at it are.

mod sketches;
mod story;
mod talks;

use std::collections::HashMap;

use base::{Actor, EmailAddress, Id, Problem, Timestamp, kind, text::Name};
use serde_json::json;

use self::{
    sketches::{ADMINISTRATOR, Colleague, LEAVER, NOUR, ON_CALL, PEOPLE, SERVICES},
    story::{Teller, When, moment, signed},
};
use crate::{
    app::App,
    areas::{
        accounts::{self, Language, NewAccount},
        orgs,
    },
};

type AccountId = Id<kind::Account>;
type OrganisationId = Id<kind::Organisation>;

/// The password of every account of the demonstration. Printed, and good for nothing else.
pub const PASSWORD: &str = "Rivemont-demonstration-2026";

/// When the installation was set up, before anything else.
const SET_UP: When = When::Day(63, 9, 0);

/// Fills an empty installation. The clock is put back and comes forward with what is told;
/// it ends where it stood.
///
/// # Errors
/// If there are accounts already: nothing is touched then.
pub async fn fill(app: &App) -> Result<(), Problem> {
    if !accounts::are_none(&app.db).await? {
        return Err(Problem::internal(
            "this data folder holds accounts: a demonstration is made in an empty one (--data DIR)",
        ));
    }
    let now = app.now();
    app.db.clock().move_to(moment(now, SET_UP)?);
    let told = tell(app, now).await;
    app.db.clock().move_to(now);
    told
}

/// Prints how to enter it: the one thing this command says on standard output, which scripts read.
pub fn tell_entrances() {
    for line in entrances() {
        say(&line);
    }
}

async fn tell(app: &App, now: Timestamp) -> Result<(), Problem> {
    let hash = app.passwords.hash(PASSWORD.to_owned()).await?;
    let (organisations, people) = app
        .db
        .write(Actor::System, async move |tx| establish(tx, &hash).await)
        .await?;
    open(app, &people, &organisations).await?;
    let on_call = group(app, &people, &organisations).await?;
    let mut teller = Teller {
        app,
        now,
        people,
        organisations,
        on_call,
        projects: HashMap::new(),
        talks: story::Talks::default(),
    };
    teller.tell().await
}

/// One account a line: address, password, who.
fn entrances() -> Vec<String> {
    let people = PEOPLE.iter().map(|person| {
        let role = if person.key == ADMINISTRATOR {
            ", admin"
        } else {
            ""
        };
        let Colleague {
            given,
            family,
            function,
            ..
        } = person;
        format!(
            "{}  {PASSWORD}  {given} {family}, {function}{role}",
            address(person)
        )
    });
    people
        .chain([format!("{NOUR}  {PASSWORD}  Nour Attali-Faure, invitée externe")])
        .collect()
}

#[expect(
    clippy::print_stdout,
    reason = "what a command answers goes to standard output"
)]
fn say(line: &str) {
    println!("{line}");
}

fn address(person: &Colleague) -> String {
    let ascii = |text: &str| base::text::fold(text).replace([' ', '\''], "-");
    format!(
        "{}.{}@rivemont.example",
        ascii(person.given),
        ascii(person.family)
    )
}

fn email(person: &Colleague) -> Result<EmailAddress, Problem> {
    address(person)
        .parse()
        .map_err(|invalid| Problem::field("email", invalid))
}

fn name(text: &str) -> Result<Name, Problem> {
    Name::new(text).map_err(|invalid| Problem::field("name", invalid))
}

/// Requests are said as a client says them, so that the demonstration cannot hold what people could not write.
fn said<T: serde::de::DeserializeOwned>(json: serde_json::Value) -> Result<T, Problem> {
    serde_json::from_value(json).map_err(Problem::internal)
}

type Established = (
    HashMap<&'static str, OrganisationId>,
    HashMap<&'static str, AccountId>,
);

/// The organisations and their people.
async fn establish(tx: &mut db::Tx, hash: &str) -> Result<Established, Problem> {
    let instance = name("Agglomération de Rivemont")?;
    let root = orgs::set_up(tx, &instance, &instance, Language::Fr).await?;
    let mut organisations = HashMap::from([("", root)]);
    for (key, title, above) in SERVICES {
        let parent = organisations.get(above).copied();
        organisations.insert(*key, orgs::create(tx, &name(title)?, parent).await?);
    }
    let hospital = orgs::create(tx, &name("Centre hospitalier de Rivemont")?, None).await?;
    organisations.insert("hopital", hospital);
    let mut people = HashMap::new();
    for person in PEOPLE.iter().chain([&LEAVER]) {
        let service = organisations.get(person.service).copied().unwrap_or(root);
        let new = NewAccount {
            function: Some(name(person.function)?),
            is_instance_admin: person.key == ADMINISTRATOR,
            ..NewAccount::member(
                email(person)?,
                name(person.given)?,
                name(person.family)?,
                vec![service],
            )
        };
        people.insert(
            person.key,
            accounts::create_active_with_password(tx, &new, hash).await?,
        );
    }
    let nour = NewAccount {
        function: Some(name("Cadre de santé, centre hospitalier")?),
        is_external: true,
        host: Some(root),
        ..NewAccount::member(
            NOUR.parse().map_err(|invalid| Problem::field("email", invalid))?,
            name("Nour")?,
            name("Attali-Faure")?,
            Vec::new(),
        )
    };
    people.insert(
        "nour",
        accounts::create_active_with_password(tx, &nour, hash).await?,
    );
    Ok((organisations, people))
}

/// Requests for accounts are open, to whoever has a mailbox of the agglomeration or of the hospital; Idriss administers
/// his branch.
async fn open(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
    organisations: &HashMap<&'static str, OrganisationId>,
) -> Result<(), Problem> {
    let camille = signed(people, ADMINISTRATOR);
    let settings = orgs::settings(&app.db).await?;
    let change = said(json!({
        "instance_name": settings.instance_name, "default_language": settings.default_language,
        "default_time_zone": settings.default_time_zone, "access_requests_open": true,
        "email_domains": ["rivemont.example", "ch-rivemont.example"],
        "projects_created_by": settings.projects_created_by, "externals_invited_by": settings.externals_invited_by,
        "external_max_days": settings.external_max_days, "links": settings.links,
    }))?;
    let administration = access::administration(&app.db, camille).await?;
    let version = settings.etag.trim_matches('"').parse().unwrap_or(0);
    orgs::change_settings(&app.db, administration, version, change).await?;
    for &organisation in organisations.values() {
        let held = access::administer_organisation(&app.db, camille, organisation).await?;
        let patch = said(json!({ "open_to_requests": true }))?;
        orgs::edit_organisation(&app.db, held, 1, patch).await?;
    }
    if let (Some(&branch), Some(&idriss)) = (organisations.get("informatique"), people.get("idriss")) {
        let held = access::administer_organisation(&app.db, camille, branch).await?;
        orgs::appoint(&app.db, held, idriss).await?;
    }
    Ok(())
}

/// A group that counts as one member.
async fn group(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
    organisations: &HashMap<&'static str, OrganisationId>,
) -> Result<Id<kind::Group>, Problem> {
    let organisation = organisations.get("accueil").copied();
    let on_call: Vec<AccountId> = ON_CALL.iter().filter_map(|it| people.get(it).copied()).collect();
    let title = name("Astreinte du week-end")?;
    app.db
        .write(Actor::System, async move |tx| {
            orgs::create_group(tx, &title, organisation, &on_call).await
        })
        .await
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use access::Role;

    use super::{
        sketches::{PINNED, PINNED_BY_IDRISS, PROJECTS, STORY},
        story::Step,
        talks::TALKS,
        *,
    };
    use crate::testkit::{Caller, NOW, TestApp};

    fn is_someone(key: &str) -> bool {
        key == "nour" || PEOPLE.iter().any(|it| it.key == key)
    }

    #[test]
    fn the_story_names_people_projects_and_roles_that_exist() {
        let projects: HashSet<&str> = PROJECTS.iter().map(|it| it.key).collect();
        for (key, _) in PINNED {
            assert!(projects.contains(key), "{key}");
        }
        for key in PINNED_BY_IDRISS {
            assert!(projects.contains(key), "{key}");
        }
        let (mut made, mut places, mut messages) = (HashSet::new(), HashSet::new(), HashSet::new());
        for (_, step) in story::all() {
            let (who, project, roles): (Vec<&str>, Option<&str>, Vec<&str>) = match step {
                Step::Create(project) => {
                    let sketch = PROJECTS.iter().find(|it| it.key == project).expect(project);
                    made.insert(project);
                    (vec![sketch.owner], Some(project), vec![])
                }
                Step::Invite(by, project, people) => (
                    people.iter().map(|it| it.0).chain([by]).collect(),
                    Some(project),
                    people.iter().map(|it| it.1).collect(),
                ),
                Step::ChangeRole(by, project, who, role) => (vec![by, who], Some(project), vec![role]),
                Step::InviteOnCall(by, project)
                | Step::InviteOutsiders(by, project)
                | Step::InviteStudio(by, project)
                | Step::Edit(by, project)
                | Step::MakeTemplate(by, project)
                | Step::Archive(by, project)
                | Step::Ask(by, project, _) => (vec![by], Some(project), vec![]),
                Step::SignIn(who, ..) => (vec![who], None, vec![]),
                Step::Channel(by, project, key, _, _, _, people) => {
                    places.insert(key);
                    (
                        people.iter().copied().chain([by]).collect(),
                        Some(project),
                        vec![],
                    )
                }
                Step::Folder(by, project, _, channels) => {
                    assert!(channels.iter().all(|it| places.contains(it)), "{step:?}");
                    (vec![by], Some(project), vec![])
                }
                Step::Talk(by, key, others) => {
                    places.insert(key);
                    (others.iter().copied().chain([by]).collect(), None, vec![])
                }
                Step::Say(by, place, key, _) | Step::Decide(by, place, key, _) => {
                    assert!(places.contains(place) || made.contains(place), "{step:?}");
                    assert!(messages.insert(key), "{step:?}");
                    (vec![by], None, vec![])
                }
                Step::Answer(by, root, key, _) | Step::Correct(by, root, key, _) => {
                    assert!(messages.contains(root), "{step:?}");
                    assert!(messages.insert(key), "{step:?}");
                    (vec![by], None, vec![])
                }
                Step::React(by, message, _) | Step::Pin(by, message) | Step::Resolve(by, message) => {
                    assert!(messages.contains(message), "{step:?}");
                    (vec![by], None, vec![])
                }
                Step::HasRead(who) => (vec![who], None, vec![]),
                Step::AskForAccount(..) | Step::Suspend | Step::InviteNewcomer | Step::EveryoneHasRead => {
                    (vec![], None, vec![])
                }
            };
            for key in who {
                assert!(is_someone(key), "{step:?}");
            }
            assert!(project.is_none_or(|it| made.contains(it)), "{step:?}");
            for role in roles {
                role.parse::<Role>().expect("a role");
            }
        }
        assert_eq!(made, projects);
    }

    #[test]
    fn the_story_goes_forward_and_leaves_weekends_out() {
        let paris = jiff::tz::TimeZone::get("Europe/Paris").expect("a zone");
        let mut last = moment(NOW, SET_UP).expect("a moment");
        for (when, step) in story::all() {
            let at = moment(NOW, when).expect("a moment");
            assert!(at <= NOW, "{step:?}");
            let day = paris.to_datetime(at.to_jiff()).weekday();
            if matches!(when, When::Day(..)) {
                assert!(day.to_monday_one_offset() <= 5, "{step:?} on {day:?}");
            }
            last = last.max(at);
        }
        assert!(last <= NOW);
        for told in [STORY, TALKS] {
            assert!(
                told.iter().map(|it| story::minutes(it.0)).is_sorted(),
                "oldest first"
            );
        }
    }

    async fn signs_in<'p>(plano: &'p TestApp, email: &str) -> Caller<'p> {
        let visitor = plano.visitor();
        let answer = visitor
            .post("/session", json!({ "email": email, "password": PASSWORD }))
            .await;
        visitor.with_cookie_of(&answer)
    }

    fn length(json: &serde_json::Value) -> usize {
        json["items"].as_array().map_or(0, Vec::len)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn it_fills_an_empty_installation_and_touches_no_other() {
        let plano = TestApp::empty().await;
        fill(&plano.app).await.expect("a demonstration");
        assert!(fill(&plano.app).await.is_err());
        assert_eq!(plano.app.now(), NOW, "the clock is where it was");

        let camille = signs_in(&plano, "camille.rovere@rivemont.example").await;
        assert_eq!(length(&camille.get("/projects").await.ok()), PINNED.len());
        assert_eq!(
            length(&camille.get("/projects?state=archived").await.ok()),
            1,
            "what is over is put away"
        );
        let open = plano.visitor().get("/access-requests/organisations").await.ok();
        assert!(length(&open) > SERVICES.len(), "{open}");
        let waiting = camille.get("/admin/access-requests?status=waiting").await.ok();
        assert_eq!(length(&waiting), 4);
        let news = camille.get("/notifications").await.ok();
        let unread = news["items"]
            .as_array()
            .map(|items| items.iter().filter(|it| it["is_read"] == false).count());
        assert!(unread.is_some_and(|it| it >= 3), "{news}");
        assert!(length(&news) > 6, "the older ones are read: {news}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_outsider_of_it_sees_one_project_until_a_day() {
        let plano = TestApp::empty().await;
        fill(&plano.app).await.expect("a demonstration");
        let nour = signs_in(&plano, NOUR).await;
        assert_eq!(length(&nour.get("/projects").await.ok()), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_happened_is_spread_over_the_last_weeks() {
        let plano = TestApp::empty().await;
        fill(&plano.app).await.expect("a demonstration");
        let camille = signs_in(&plano, "camille.rovere@rivemont.example").await;
        let projects = camille.get("/projects").await.ok();
        let accueil = projects["items"]
            .as_array()
            .and_then(|it| it.iter().find(|it| it["name"] == "Accueil des usagers"))
            .expect("the project of the pictures")["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        let activity = camille
            .get(&format!("/projects/{accueil}/activity?limit=100"))
            .await
            .ok();
        let days: HashSet<String> = activity["items"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|it| it["at"].as_str().map(|at| at[..10].to_owned()))
            .collect();
        assert!(days.len() >= 8, "{days:?}");
    }
}
