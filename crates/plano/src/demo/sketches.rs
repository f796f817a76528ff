// SPDX-License-Identifier: EUPL-1.2
//! Who and what there is in the demonstration, and what happened when.

use super::story::{
    Step::{self, *},
    When::{self, *},
};

/// Someone of the agglomeration.
pub(super) struct Colleague {
    pub key: &'static str,
    pub given: &'static str,
    pub family: &'static str,
    pub function: &'static str,
    /// The service he belongs to.
    pub service: &'static str,
}

const fn colleague(
    key: &'static str,
    given: &'static str,
    family: &'static str,
    function: &'static str,
    service: &'static str,
) -> Colleague {
    Colleague {
        key,
        given,
        family,
        function,
        service,
    }
}

/// Who administers the instance.
pub(super) const ADMINISTRATOR: &str = "camille";

/// Those who have an account in use.
#[rustfmt::skip]
pub(super) const PEOPLE: &[Colleague] = &[
    colleague("camille", "Camille", "Rovère", "Responsable de la relation aux usagers", "usagers"),
    colleague("idriss", "Idriss", "Benkacem", "Responsable du système d’information", "informatique"),
    colleague("maelle", "Maëlle", "Kervadec", "Chargée de communication", "communication"),
    colleague("solene", "Solène", "Duvauchel", "Conductrice de travaux", "batiments"),
    colleague("bertrand", "Bertrand", "Lagarrigue", "Directeur général des services", "direction"),
    colleague("yannick", "Yannick", "Morvézen", "Chef de projet mobilités", "mobilites"),
    colleague("fatoumata", "Fatoumata", "Sylla-Roux", "Officière d’état civil", "accueil"),
    colleague("helene", "Hélène", "Pradère", "Assistante sociale", "social"),
    colleague("aurelien", "Aurélien", "Tissot-Blanc", "Acheteur public", "direction"),
    colleague("nadege", "Nadège", "Tournebize", "Agente d’accueil", "accueil"),
    colleague("marc", "Marc-Antoine", "Delvaux", "Technicien réseau", "informatique"),
    colleague("ines", "Inès", "Charrier", "Coordinatrice scolaire", "social"),
];

/// Who has left: the account is closed on the way.
pub(super) const LEAVER: Colleague = colleague(
    "josiane",
    "Josiane",
    "Pérochon",
    "Régisseuse de recettes",
    "accueil",
);

/// Who has been invited and has not come yet.
pub(super) const NEWCOMER: Colleague = colleague("theo", "Théo", "Vanderlynden", "Apprenti", "communication");

/// From the hospital: an outsider who has opened her account.
pub(super) const NOUR: &str = "nour.attali-faure@ch-rivemont.example";

/// Key, name, the service above.
pub(super) const SERVICES: &[(&str, &str, &str)] = &[
    ("direction", "Direction générale", ""),
    ("usagers", "Relation aux usagers", "direction"),
    ("accueil", "Accueil et état civil", "usagers"),
    ("informatique", "Système d’information", "direction"),
    ("communication", "Communication", "direction"),
    ("batiments", "Bâtiments", ""),
    ("mobilites", "Mobilités", ""),
    ("social", "Action sociale et écoles", ""),
];

/// Those of the group that counts as one member.
pub(super) const ON_CALL: &[&str] = &["nadege", "fatoumata", "marc", "helene"];

/// A project as its owner makes it.
pub(super) struct Sketch {
    pub key: &'static str,
    pub name: &'static str,
    pub aim: &'static str,
    pub icon: &'static str,
    pub colour: &'static str,
    pub owner: &'static str,
    pub starts_on: Option<&'static str>,
    pub ends_on: Option<&'static str>,
    pub budget: Option<&'static str>,
}

const BLANK: Sketch = Sketch {
    key: "",
    name: "",
    aim: "",
    icon: "folder",
    colour: "cat-1",
    owner: "",
    starts_on: None,
    ends_on: None,
    budget: None,
};

/// Camille's own first, in the order in which she keeps them.
pub(super) const PROJECTS: &[Sketch] = &[
    Sketch {
        key: "accueil",
        name: "Accueil des usagers",
        aim: "Réunir en un guichet unique les démarches des habitants : état civil, scolarité, urbanisme, action sociale. Ouverture au public en janvier 2027.",
        icon: "users",
        colour: "cat-1",
        owner: "camille",
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
        starts_on: Some("2026-05-04"),
        ends_on: Some("2026-12-18"),
        ..BLANK
    },
    Sketch {
        key: "ecole",
        name: "École des Tilleuls",
        icon: "school",
        colour: "cat-6",
        owner: "camille",
        ..BLANK
    },
    Sketch {
        key: "continuite",
        name: "Continuité d’activité",
        aim: "Tenir les services essentiels quand les locaux, le réseau ou les équipes manquent.",
        icon: "shield",
        colour: "cat-10",
        owner: "bertrand",
        starts_on: Some("2026-01-05"),
        ..BLANK
    },
    Sketch {
        key: "elections",
        name: "Élections 2027",
        aim: "Préparer les bureaux de vote, les assesseurs et la remontée des résultats.",
        icon: "vote",
        colour: "cat-9",
        owner: "fatoumata",
        starts_on: Some("2026-11-02"),
        ends_on: Some("2027-06-30"),
        ..BLANK
    },
    Sketch {
        key: "fete",
        name: "Fête de l’eau 2026",
        aim: "Trois jours sur les quais, les 4, 5 et 6 septembre 2026.",
        icon: "music",
        colour: "cat-2",
        owner: "maelle",
        starts_on: Some("2026-04-01"),
        ends_on: Some("2026-09-30"),
        budget: Some("85 000 €"),
    },
    Sketch {
        key: "modele",
        name: "Ouverture d’un équipement",
        aim: "Modèle : de la commission de sécurité à l’inauguration.",
        icon: "building",
        colour: "cat-7",
        owner: "solene",
        ..BLANK
    },
    Sketch {
        key: "cantine",
        name: "Restauration scolaire",
        aim: "Servir chaque midi 2 400 repas, dont la moitié en circuit court.",
        icon: "leaf",
        colour: "cat-5",
        owner: "ines",
        starts_on: Some("2026-09-01"),
        ..BLANK
    },
];

/// Those that Camille keeps in her sidebar, and her categories.
pub(super) const PINNED: &[(&str, Option<&str>)] = &[
    ("accueil", Some("Cette année")),
    ("velo", Some("Long terme")),
    ("courrier", Some("Cette année")),
    ("ecole", None),
    ("continuite", None),
    ("elections", Some("Long terme")),
];

/// Those that Idriss keeps.
pub(super) const PINNED_BY_IDRISS: &[&str] = &["courrier", "accueil"];

/// What happened, oldest first; days are working days before today.
#[rustfmt::skip]
pub(super) const STORY: &[(When, Step)] = &[
    (Day(61, 9, 20), Create("fete")),
    (Day(61, 9, 32), Invite("maelle", "fete", &[("camille", "member"), ("solene", "member")])),
    (Day(58, 10, 5), Create("continuite")),
    (Day(58, 10, 11), Invite("bertrand", "continuite", &[("idriss", "manager")])),
    (Day(57, 14, 40), Invite("idriss", "continuite", &[("camille", "member"), ("yannick", "reader")])),
    (Day(55, 9, 2), Create("accueil")),
    (Day(55, 9, 15), Invite("camille", "accueil", &[("idriss", "manager")])),
    (Day(54, 11, 30), Invite("camille", "accueil", &[("maelle", "member"), ("solene", "member"), ("fatoumata", "member")])),
    (Day(47, 16, 12), Create("courrier")),
    (Day(47, 16, 30), Invite("idriss", "courrier", &[("camille", "manager"), ("nadege", "member")])),
    (Day(45, 9, 48), Invite("camille", "accueil", &[("bertrand", "reader")])),
    (Day(44, 15, 6), Invite("idriss", "accueil", &[("aurelien", "member")])),
    (Day(41, 10, 24), Create("velo")),
    (Day(40, 9, 10), Invite("yannick", "velo", &[("camille", "member"), ("solene", "member")])),
    (Day(38, 9, 30), SignIn("camille", "Plano · Android", "mobile", "198.51.100.24")),
    (Day(33, 11, 15), InviteOnCall("bertrand", "continuite")),
    (Day(30, 14, 2), Create("modele")),
    (Day(30, 14, 55), MakeTemplate("solene", "modele")),
    (Day(28, 17, 20), Archive("maelle", "fete")),
    (Day(26, 10, 40), Edit("camille", "accueil")),
    (Day(23, 9, 5), Invite("idriss", "accueil", &[("nadege", "member"), ("marc", "member")])),
    (Day(21, 13, 50), Invite("camille", "courrier", &[("marc", "member"), ("fatoumata", "reader")])),
    (Day(19, 16, 45), Create("cantine")),
    (Day(19, 16, 58), Invite("ines", "cantine", &[("helene", "member"), ("nadege", "reader")])),
    (Day(15, 17, 10), Suspend),
    (Day(14, 10, 12), InviteOutsiders("camille", "accueil")),
    (Day(14, 11, 47), SignIn("nour", "Firefox · Windows", "desktop", "203.0.113.8")),
    (Day(12, 9, 25), Create("elections")),
    (Day(12, 9, 40), Invite("fatoumata", "elections", &[("camille", "manager"), ("nadege", "member")])),
    (Day(9, 15, 20), Invite("yannick", "velo", &[("maelle", "member"), ("bertrand", "reader")])),
    (Day(8, 10, 15), Invite("camille", "elections", &[("maelle", "reader")])),
    (Day(7, 14, 30), Invite("idriss", "accueil", &[("ines", "reader")])),
    (Day(6, 11, 5), InviteStudio("yannick", "velo")),
    (Day(5, 9, 55), ChangeRole("camille", "accueil", "solene", "manager")),
    (Day(5, 10, 20), SignIn("aurelien", "Edge · Windows", "desktop", "192.0.2.31")),
    (Day(4, 15, 35), Create("ecole")),
    (Day(4, 15, 40), InviteNewcomer),
    (Day(3, 18, 3), Edit("bertrand", "continuite")),
    (Day(3, 18, 10), SignIn("helene", "Firefox · Linux", "desktop", "192.0.2.44")),
    (Day(3, 18, 20), SignIn("marc", "Firefox · Linux", "desktop", "192.0.2.9")),
    (Day(2, 9, 12), EveryoneHasRead),
    (Day(2, 16, 20), Invite("idriss", "courrier", &[("aurelien", "reader")])),
    (Day(1, 9, 4), SignIn("ines", "Chrome · Windows", "desktop", "192.0.2.52")),
    (Day(1, 15, 12), AskForAccount("Karim", "Belhadj", "karim.belhadj", "informatique", "Exploitation", "Je prends la suite de Marc-Antoine pour l’astreinte réseau.")),
    (Day(1, 16, 20), ChangeRole("yannick", "velo", "solene", "manager")),
    (Day(1, 17, 12), Edit("idriss", "accueil")),
    (Day(1, 17, 40), AskForAccount("Léonie", "Grandidier", "leonie.grandidier", "social", "Écoles", "Je dirige l’école des Tilleuls et je prépare la rentrée avec Camille Rovère.")),
    (Ago(235), SignIn("nadege", "Firefox · Linux", "desktop", "192.0.2.17")),
    (Ago(214), SignIn("fatoumata", "Firefox · Linux", "desktop", "192.0.2.18")),
    (Ago(205), AskForAccount("Oscar", "Fontvieille", "oscar.fontvieille", "batiments", "Énergie", "Je suis les consommations des bâtiments, dont celui du guichet unique.")),
    (Ago(188), SignIn("solene", "Chrome · Android", "mobile", "192.0.2.23")),
    (Ago(140), Ask("ines", "courrier", "Le courrier des écoles me parvient encore sur papier.")),
    (Ago(126), Ask("helene", "elections", "Je tiens le bureau de vote n° 4.")),
    (Ago(66), SignIn("yannick", "Firefox · Linux", "desktop", "192.0.2.61")),
    (Ago(61), ChangeRole("yannick", "velo", "camille", "manager")),
    (Ago(40), SignIn("maelle", "Safari · macOS", "desktop", "192.0.2.33")),
    (Ago(27), AskForAccount("Mehdi", "Rouvière", "mehdi.rouviere", "mobilites", "Voirie", "Yannick Morvézen m’attend dans le plan vélo.")),
    (Ago(21), SignIn("idriss", "Firefox · Linux", "desktop", "192.0.2.5")),
    (Ago(12), Invite("idriss", "continuite", &[("maelle", "member")])),
    (Ago(4), SignIn("bertrand", "Firefox · Linux", "desktop", "192.0.2.2")),
];
