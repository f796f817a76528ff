// SPDX-License-Identifier: EUPL-1.2
//! A demonstration: an agglomeration as there are many, its services, people and projects, made by the same actions that
//! people use. In French, as those who will look at it are.

use std::collections::HashMap;

use access::{Manage, Read, Signed};
use base::{Actor, Day, EmailAddress, Id, Problem, kind, text::Name};
use serde_json::json;
use uuid::Uuid;

use crate::{
    app::App,
    areas::{
        accounts::{self, Language, NewAccount},
        orgs,
        projects::{self, Invitations, MinePatch, NewProject, ProjectPatch},
    },
    serve,
};

type AccountId = Id<kind::Account>;
type OrganisationId = Id<kind::Organisation>;

/// The password of every account of the demonstration. Printed, and good for nothing else.
pub const PASSWORD: &str = "Rivemont-demonstration-2026";

/// Key, given name, family name, function, service, whether he administers the instance.
const PEOPLE: &[(&str, &str, &str, &str, &str, bool)] = &[
    (
        "camille",
        "Camille",
        "Rovère",
        "Responsable de la relation aux usagers",
        "usagers",
        true,
    ),
    (
        "idriss",
        "Idriss",
        "Benkacem",
        "Responsable du système d’information",
        "informatique",
        false,
    ),
    (
        "maelle",
        "Maëlle",
        "Kervadec",
        "Chargée de communication",
        "communication",
        false,
    ),
    (
        "solene",
        "Solène",
        "Duvauchel",
        "Conductrice de travaux",
        "batiments",
        false,
    ),
    (
        "bertrand",
        "Bertrand",
        "Lagarrigue",
        "Directeur général des services",
        "direction",
        false,
    ),
    (
        "yannick",
        "Yannick",
        "Morvézen",
        "Chef de projet mobilités",
        "mobilites",
        false,
    ),
    (
        "fatoumata",
        "Fatoumata",
        "Sylla-Roux",
        "Officière d’état civil",
        "accueil",
        false,
    ),
    (
        "helene",
        "Hélène",
        "Pradère",
        "Assistante sociale",
        "social",
        false,
    ),
    (
        "aurelien",
        "Aurélien",
        "Tissot-Blanc",
        "Acheteur public",
        "direction",
        false,
    ),
    (
        "nadege",
        "Nadège",
        "Tournebize",
        "Agente d’accueil",
        "accueil",
        false,
    ),
    (
        "marc",
        "Marc-Antoine",
        "Delvaux",
        "Technicien réseau",
        "informatique",
        false,
    ),
    (
        "ines",
        "Inès",
        "Charrier",
        "Coordinatrice scolaire",
        "social",
        false,
    ),
];

/// From the hospital: an outsider who has opened her account.
const NOUR: &str = "nour.attali-faure@ch-rivemont.example";

/// Key, name, the service above.
const SERVICES: &[(&str, &str, &str)] = &[
    ("direction", "Direction générale", ""),
    ("usagers", "Relation aux usagers", "direction"),
    ("accueil", "Accueil et état civil", "usagers"),
    ("informatique", "Système d’information", "direction"),
    ("communication", "Communication", "direction"),
    ("batiments", "Bâtiments", ""),
    ("mobilites", "Mobilités", ""),
    ("social", "Action sociale et écoles", ""),
];

struct Sketch {
    key: &'static str,
    name: &'static str,
    aim: &'static str,
    icon: &'static str,
    colour: &'static str,
    owner: &'static str,
    members: &'static [(&'static str, &'static str)],
    starts_on: Option<&'static str>,
    ends_on: Option<&'static str>,
    budget: Option<&'static str>,
}

const PROJECTS: &[Sketch] = &[
    Sketch {
        key: "accueil",
        name: "Accueil des usagers",
        aim: "Réunir en un guichet unique les démarches des habitants : état civil, scolarité, urbanisme, action sociale. Ouverture au public en janvier 2027.",
        icon: "users",
        colour: "cat-1",
        owner: "camille",
        members: &[
            ("idriss", "manager"),
            ("maelle", "member"),
            ("solene", "member"),
            ("bertrand", "reader"),
            ("fatoumata", "member"),
            ("aurelien", "member"),
            ("nadege", "member"),
            ("marc", "member"),
            ("ines", "reader"),
        ],
        starts_on: Some("2026-03-02"),
        ends_on: Some("2027-01-29"),
        budget: Some("420 000 € TTC"),
    },
    Sketch {
        key: "velo",
        name: "Plan vélo 2027–2030",
        aim: "Relier les huit communes par un réseau cyclable continu, en commençant par la liaison gare – hôpital.",
        icon: "bike",
        colour: "cat-4",
        owner: "yannick",
        members: &[
            ("camille", "member"),
            ("solene", "member"),
            ("maelle", "member"),
            ("bertrand", "reader"),
        ],
        starts_on: Some("2026-09-01"),
        ends_on: Some("2030-12-31"),
        budget: Some("6,2 M€ sur quatre ans"),
    },
    Sketch {
        key: "courrier",
        name: "Courrier dématérialisé",
        aim: "Numériser le courrier entrant et suivre chaque réponse jusqu’à son départ.",
        icon: "mail",
        colour: "cat-3",
        owner: "idriss",
        members: &[
            ("camille", "manager"),
            ("nadege", "member"),
            ("marc", "member"),
            ("fatoumata", "reader"),
        ],
        starts_on: Some("2026-05-04"),
        ends_on: Some("2026-12-18"),
        budget: None,
    },
    Sketch {
        key: "ecole",
        name: "École des Tilleuls",
        aim: "",
        icon: "school",
        colour: "cat-6",
        owner: "camille",
        members: &[],
        starts_on: None,
        ends_on: None,
        budget: None,
    },
    Sketch {
        key: "continuite",
        name: "Continuité d’activité",
        aim: "Tenir les services essentiels quand les locaux, le réseau ou les équipes manquent.",
        icon: "shield",
        colour: "cat-10",
        owner: "bertrand",
        members: &[
            ("camille", "member"),
            ("idriss", "manager"),
            ("helene", "member"),
            ("yannick", "reader"),
        ],
        starts_on: Some("2026-01-05"),
        ends_on: None,
        budget: None,
    },
    Sketch {
        key: "elections",
        name: "Élections 2027",
        aim: "Préparer les bureaux de vote, les assesseurs et la remontée des résultats.",
        icon: "vote",
        colour: "cat-9",
        owner: "fatoumata",
        members: &[("camille", "manager"), ("nadege", "member"), ("maelle", "reader")],
        starts_on: Some("2026-11-02"),
        ends_on: Some("2027-06-30"),
        budget: None,
    },
];

/// Camille's own categories.
const CATEGORIES: &[(&str, &str)] = &[
    ("accueil", "Cette année"),
    ("courrier", "Cette année"),
    ("velo", "Long terme"),
    ("elections", "Long terme"),
];

/// Fills an empty installation, and prints how to enter it.
///
/// # Errors
/// If there are accounts already: nothing is touched then.
pub async fn fill(app: &App) -> Result<(), Problem> {
    if !accounts::are_none(&app.db).await? {
        return Err(Problem::internal(
            "this data folder holds accounts: a demonstration is made in an empty one (--data DIR)",
        ));
    }
    let hash = app.passwords.hash(PASSWORD.to_owned()).await?;
    let (organisations, people) = app
        .db
        .write(Actor::System, async move |tx| establish(tx, &hash).await)
        .await?;
    let made = make_projects(app, &people).await?;
    outsiders(app, &people, &made).await?;
    groups(app, &people, &organisations, &made).await?;
    keep(app, &people, &made).await?;
    // Somebody waits for an answer, so that the queue is not empty.
    projects::ask(
        &app.db,
        signed(&people, "helene"),
        project_of(&made, "elections"),
        Some("Je tiens le bureau de vote n° 4.".into()),
    )
    .await?;
    projects::ask(
        &app.db,
        signed(&people, "ines"),
        project_of(&made, "ecole"),
        Some("Je coordonne l’ouverture de l’école.".into()),
    )
    .await?;
    serve::settle(app).await?;
    for line in entrances() {
        // The one thing this command says on standard output; scripts read it.
        say(&line);
    }
    Ok(())
}

/// One account a line: address, password, who.
fn entrances() -> Vec<String> {
    let people = PEOPLE.iter().map(|(key, given, family, function, _, is_admin)| {
        let role = if *is_admin { ", admin" } else { "" };
        format!("{}  {PASSWORD}  {given} {family}, {function}{role}", address(key))
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

fn address(key: &str) -> String {
    let found = PEOPLE.iter().find(|it| it.0 == key);
    let (given, family) = found.map_or((key, key), |it| (it.1, it.2));
    let ascii = |text: &str| base::text::fold(text).replace([' ', '\''], "-");
    format!("{}.{}@rivemont.example", ascii(given), ascii(family))
}

fn email(key: &str) -> Result<EmailAddress, Problem> {
    address(key)
        .parse()
        .map_err(|invalid| Problem::field("email", invalid))
}

fn name(text: &str) -> Result<Name, Problem> {
    Name::new(text).map_err(|invalid| Problem::field("name", invalid))
}

fn signed(people: &HashMap<&'static str, AccountId>, key: &str) -> Signed {
    let is_instance_admin = PEOPLE.iter().any(|it| it.0 == key && it.5);
    Signed {
        account: people.get(key).copied().unwrap_or(Id::MIN),
        is_external: false,
        is_instance_admin,
    }
}

fn project_of(made: &HashMap<&'static str, Id<kind::Project>>, key: &str) -> Id<kind::Project> {
    made.get(key).copied().unwrap_or(Id::MIN)
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
    for (key, given, family, function, service, is_admin) in PEOPLE {
        let service = organisations.get(service).copied().unwrap_or(root);
        let new = NewAccount {
            function: Some(name(function)?),
            is_instance_admin: *is_admin,
            ..NewAccount::member(email(key)?, name(given)?, name(family)?, vec![service])
        };
        people.insert(*key, accounts::create_active_with_password(tx, &new, hash).await?);
    }
    let nour = NewAccount {
        function: Some(name("Cadre de santé")?),
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

async fn make_projects(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
) -> Result<HashMap<&'static str, Id<kind::Project>>, Problem> {
    let mut made = HashMap::new();
    for (number, sketch) in (1..).zip(PROJECTS) {
        let owner = signed(people, sketch.owner);
        let new: NewProject = said(json!({
            "draft": Uuid::from_u128(number), "name": sketch.name, "aim": sketch.aim, "icon": sketch.icon, "colour": sketch.colour,
        }))?;
        let id = projects::create(&app.db, owner, new).await?;
        made.insert(sketch.key, id);
        let patch: ProjectPatch = said(json!({
            "starts_on": sketch.starts_on, "ends_on": sketch.ends_on, "budget": sketch.budget, "admission": "approval",
        }))?;
        let grant = access::grant::<Manage, access::Project>(&app.db, owner, id, app.now()).await?;
        projects::edit(&app.db, grant, 1, patch).await?;
        let members: Vec<_> = sketch
            .members
            .iter()
            .filter_map(|(key, role)| Some(json!({ "account": people.get(key)?, "role": role })))
            .collect();
        if !members.is_empty() {
            invite(app, owner, id, json!({ "invitations": members })).await?;
        }
    }
    Ok(made)
}

async fn invite(
    app: &App,
    by: Signed,
    project: Id<kind::Project>,
    invitations: serde_json::Value,
) -> Result<(), Problem> {
    let invitations: Invitations = said(invitations)?;
    let grant = access::grant::<Read, access::Project>(&app.db, by, project, app.now()).await?;
    projects::invite(&app.db, grant, invitations).await.map(drop)
}

/// Requests are said as a client says them, so that the demonstration cannot hold what people could not write.
fn said<T: serde::de::DeserializeOwned>(json: serde_json::Value) -> Result<T, Problem> {
    serde_json::from_value(json).map_err(Problem::internal)
}

/// Two people from the hospital, let in for three months.
async fn outsiders(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
    made: &HashMap<&'static str, Id<kind::Project>>,
) -> Result<(), Problem> {
    let ends_on = Day::of(app.now(), &jiff::tz::TimeZone::UTC).plus_days(90);
    let guests = json!({ "invitations": [
        { "account": people.get("nour"), "role": "member", "ends_on": ends_on },
        { "email": "philippe.garrigues@ch-rivemont.example", "given_name": "Philippe", "family_name": "Garrigues", "role": "reader", "ends_on": ends_on },
    ] });
    invite(
        app,
        signed(people, "camille"),
        project_of(made, "accueil"),
        guests,
    )
    .await
}

/// A group that counts as one member.
async fn groups(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
    organisations: &HashMap<&'static str, OrganisationId>,
    made: &HashMap<&'static str, Id<kind::Project>>,
) -> Result<(), Problem> {
    let organisation = organisations.get("accueil").copied();
    let on_call: Vec<AccountId> = ["nadege", "fatoumata", "marc", "helene"]
        .iter()
        .filter_map(|it| people.get(it).copied())
        .collect();
    let title = name("Astreinte du week-end")?;
    let group = app
        .db
        .write(Actor::System, async move |tx| {
            orgs::create_group(tx, &title, organisation, &on_call).await
        })
        .await?;
    invite(
        app,
        signed(people, "bertrand"),
        project_of(made, "continuite"),
        json!({ "invitations": [{ "group": group, "role": "member" }] }),
    )
    .await
}

/// Camille's sidebar and categories.
async fn keep(
    app: &App,
    people: &HashMap<&'static str, AccountId>,
    made: &HashMap<&'static str, Id<kind::Project>>,
) -> Result<(), Problem> {
    let camille = signed(people, "camille");
    let mut last: Option<Id<kind::Project>> = None;
    for sketch in PROJECTS {
        let id = project_of(made, sketch.key);
        let category = CATEGORIES.iter().find(|it| it.0 == sketch.key).map(|it| it.1);
        let patch: MinePatch = said(json!({ "pinned": true, "after": last, "category": category }))?;
        let grant = access::grant::<Read, access::Project>(&app.db, camille, id, app.now()).await?;
        projects::keep(&app.db, grant, patch).await?;
        last = Some(id);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use access::Role;

    use super::*;

    #[test]
    fn the_sketches_name_people_and_roles_that_exist() {
        for sketch in PROJECTS {
            for key in sketch.members.iter().map(|it| it.0).chain([sketch.owner]) {
                assert!(PEOPLE.iter().any(|it| it.0 == key), "{key}");
            }
            for (_, role) in sketch.members {
                role.parse::<Role>().expect("a role");
            }
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn it_fills_an_empty_installation_and_touches_no_other() {
        let plano = crate::testkit::TestApp::empty().await;
        fill(&plano.app).await.expect("a demonstration");
        assert!(fill(&plano.app).await.is_err());
        let visitor = plano.visitor();
        let answer = visitor
            .post(
                "/session",
                json!({ "email": address("camille"), "password": PASSWORD }),
            )
            .await;
        let camille = visitor.with_cookie_of(&answer);
        assert_eq!(
            camille.get("/projects").await.ok()["items"]
                .as_array()
                .map(Vec::len),
            Some(PROJECTS.len())
        );
    }
}
