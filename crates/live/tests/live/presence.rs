// SPDX-License-Identifier: EUPL-1.2
//! Who is there, and who types; on several nodes.

use std::time::Duration;

use base::{Id, kind};
use live::{Ask, Hub, Limits, Presence};
use serde_json::json;
use uuid::Uuid;

use crate::house::{ANNA, BRUNO, CHLOE, House, account, at, channel_topic, project, project_topic};

impl House {
    /// Each presence frame that waits, as person and state.
    fn seen(&mut self, id: live::ConnectionId) -> Vec<(Id<kind::Account>, String)> {
        self.heard(id)
            .iter()
            .filter(|it| it["type"] == "presence")
            .flat_map(|it| it["people"].as_object().unwrap().clone())
            .map(|(person, state)| (person.parse().unwrap(), state.as_str().unwrap().to_owned()))
            .collect()
    }

    fn state(&mut self, id: live::ConnectionId, state: &str) {
        let _ = self.say(id, &json!({ "type": "presence", "state": state }));
    }

    /// Hands this node's notes to another.
    fn notes_to(&mut self, other: &mut House) -> usize {
        let mut notes = Vec::new();
        self.hub.take_notes(&mut notes);
        for note in &notes {
            other.hub.hear(note, other.now);
        }
        notes.len()
    }
}

fn is(person: u128, state: &str) -> (Id<kind::Account>, String) {
    (account(person), state.to_owned())
}

#[test]
fn those_who_share_a_project_see_each_other_come_change_and_go() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    let chloe = house.open(CHLOE, &[project_topic(2)]);
    house.tick();
    house.heard(anna);
    house.heard(chloe);
    let bruno = house.open(BRUNO, &[project_topic(1)]);
    house.tick();
    assert_eq!(house.seen(anna), [is(BRUNO, "online")]);
    assert!(house.seen(bruno).contains(&is(ANNA, "online")));
    house.state(bruno, "busy");
    house.tick();
    assert_eq!(house.seen(anna), [is(BRUNO, "busy")]);
    house.hub.disconnect(bruno);
    house.tick();
    assert!(house.seen(anna).is_empty(), "a page that reloads is no departure");
    house.pass(Duration::from_secs(5));
    assert_eq!(house.seen(anna), [is(BRUNO, "offline")]);
    assert!(
        house.seen(chloe).is_empty(),
        "who shares no project is told nothing"
    );
}

#[test]
fn a_member_is_seen_by_the_projects_listeners_even_if_he_listens_elsewhere() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    house.tick();
    house.heard(anna);
    let bruno = house.connect(BRUNO);
    let Ask::Resume(mut resume) = house.say(bruno, &json!({ "type": "resume", "cursor": null })) else {
        panic!("not asked")
    };
    house
        .hub
        .resume(bruno, &mut resume, &[], &[project(1), project(2)])
        .unwrap();
    house.tick();
    assert_eq!(house.seen(anna), [is(BRUNO, "online")]);
    assert!(
        house.seen(bruno).is_empty(),
        "who listens to no project is told nothing"
    );
    house.hub.end(project_topic(1), account(BRUNO));
    house.state(bruno, "away");
    house.tick();
    assert!(house.seen(anna).is_empty(), "no longer a member, no longer seen");
    house.hub.join(account(BRUNO), project(1));
    house.tick();
    assert_eq!(house.seen(anna), [is(BRUNO, "away")]);
}

#[test]
fn presence_is_told_once_a_tick_however_often_it_changes() {
    let mut house = House::new();
    let (anna, bruno) = (
        house.open(ANNA, &[project_topic(1)]),
        house.open(BRUNO, &[project_topic(1)]),
    );
    house.tick();
    house.heard(anna);
    for state in ["busy", "away", "online", "busy", "away"] {
        house.state(bruno, state);
    }
    house.tick();
    assert_eq!(house.seen(anna), [is(BRUNO, "away")]);
    house.state(bruno, "busy");
    house.state(bruno, "away");
    house.tick();
    assert!(house.heard(anna).is_empty(), "nothing has changed in the end");
}

#[test]
fn over_several_windows_the_strongest_state_holds() {
    let mut house = House::new();
    let (desk, phone) = (house.open(ANNA, &[]), house.open(ANNA, &[]));
    for (on_desk, on_phone, whole) in [
        ("away", "online", Presence::Online),
        ("away", "away", Presence::Away),
        ("busy", "online", Presence::Busy),
    ] {
        house.state(desk, on_desk);
        house.state(phone, on_phone);
        assert_eq!(house.hub.presence(account(ANNA)), whole);
    }
    house.hub.disconnect(desk);
    assert_eq!(house.hub.presence(account(ANNA)), Presence::Online);
    assert_eq!(house.hub.presence(account(BRUNO)), Presence::Offline);
}

#[test]
fn nodes_tell_each_other_who_is_there() {
    let (mut here, mut there) = (
        House::node(Limits::default(), 1),
        House::node(Limits::default(), 2),
    );
    let bruno = there.open(BRUNO, &[project_topic(1)]);
    there.tick();
    let anna = here.open(ANNA, &[project_topic(1)]);
    there.notes_to(&mut here);
    here.tick();
    assert!(here.seen(anna).contains(&is(BRUNO, "online")));
    assert_eq!(here.hub.presence(account(BRUNO)), Presence::Online);
    there.state(bruno, "away");
    there.tick();
    there.notes_to(&mut here);
    here.tick();
    assert_eq!(here.seen(anna), [is(BRUNO, "away")]);
    there.hub.disconnect(bruno);
    there.pass(Duration::from_secs(5));
    there.notes_to(&mut here);
    here.tick();
    assert_eq!(here.seen(anna), [is(BRUNO, "offline")]);
    here.tick();
    assert_eq!(here.hub.census().people, 1);
}

#[test]
fn a_node_that_falls_silent_is_forgotten_and_one_that_speaks_is_not() {
    let (mut here, mut there) = (
        House::node(Limits::default(), 1),
        House::node(Limits::default(), 2),
    );
    let anna = here.open(ANNA, &[project_topic(1)]);
    there.open(BRUNO, &[project_topic(1)]);
    there.tick();
    there.notes_to(&mut here);
    here.tick();
    assert!(here.seen(anna).contains(&is(BRUNO, "online")));
    for _ in 0..100 {
        there.tick();
        there.notes_to(&mut here);
        here.tick();
        assert!(here.seen(anna).is_empty());
    }
    for _ in 0..59 {
        here.tick();
    }
    let mut seen = here.seen(anna);
    here.tick();
    seen.extend(here.seen(anna));
    assert_eq!(seen, [is(BRUNO, "offline")]);
}

#[test]
fn a_node_that_begins_is_told_at_once_and_one_that_stops_is_forgotten_at_once() {
    let (mut here, mut there) = (
        House::node(Limits::default(), 1),
        House::node(Limits::default(), 2),
    );
    let anna = here.open(ANNA, &[project_topic(1)]);
    there.open(BRUNO, &[project_topic(1)]);
    there.tick();
    there.notes_to(&mut House::new()); // lost
    there.tick();
    assert_eq!(there.notes_to(&mut here), 0, "nothing new to say");
    assert!(here.notes_to(&mut there) > 0);
    there.tick();
    there.notes_to(&mut here);
    here.tick();
    assert!(here.seen(anna).contains(&is(BRUNO, "online")));
    there.hub.stop();
    there.notes_to(&mut here);
    here.tick();
    assert_eq!(here.seen(anna), [is(BRUNO, "offline")]);
}

#[test]
fn what_is_no_note_is_passed_over() {
    let mut house = House::node(Limits::default(), 1);
    for note in [
        "",
        "{}",
        "[[[[",
        r#"{"node":1,"what":"begun"}"#,
        r#"{"node":"x","what":{"dance":[]}}"#,
    ] {
        house.hub.hear(note.as_bytes(), house.now);
    }
    assert_eq!(house.hub.census().people, 0);
    let mut alone = Hub::new(at(0), Limits::default(), None);
    let note = json!({ "node": Uuid::from_u128(9), "what": { "people": [{ "person": account(1), "state": "online", "projects": [] }] } });
    alone.hear(note.to_string().as_bytes(), house.now);
    assert_eq!(alone.census().people, 0);
    house.hub.hear(note.to_string().as_bytes(), house.now);
    assert_eq!(house.hub.census().people, 1);
}

#[test]
fn typing_is_told_once_a_tick_to_the_topics_listeners_on_all_nodes() {
    let (mut here, mut there) = (
        House::node(Limits::default(), 1),
        House::node(Limits::default(), 2),
    );
    let topics = [channel_topic(1)];
    let (anna, bruno, chloe) = (
        here.open(ANNA, &topics),
        there.open(BRUNO, &topics),
        here.open(CHLOE, &[]),
    );
    for _ in 0..3 {
        let _ = there.say(bruno, &json!({ "type": "typing", "topic": channel_topic(1) }));
    }
    // However many threads he says, the last is told.
    let thread = "msg_00000000000000000000000001";
    for made_up in ["msg_00000000000000000000000002", thread] {
        let _ = there.say(
            bruno,
            &json!({ "type": "typing", "topic": channel_topic(1), "thread": made_up }),
        );
    }
    let _ = here.say(anna, &json!({ "type": "typing", "topic": channel_topic(1) }));
    let _ = here.say(chloe, &json!({ "type": "typing", "topic": channel_topic(1) }));
    there.tick();
    there.notes_to(&mut here);
    here.tick();
    assert_eq!(
        here.heard(anna),
        [
            json!({ "type": "typing", "topic": channel_topic(1), "people": [account(ANNA)] }),
            json!({ "type": "typing", "topic": channel_topic(1), "thread": thread, "people": [account(BRUNO)] }),
        ],
        "and not Chloe, who does not listen"
    );
    let mut echo = Vec::new();
    here.hub.take_notes(&mut echo);
    let sent_on = echo
        .iter()
        .filter(|it| String::from_utf8_lossy(it).contains(&account(BRUNO).to_string()))
        .count();
    assert_eq!(sent_on, 0, "what was heard from another node is not sent on");
    here.tick();
    assert!(here.heard(anna).is_empty());
}
