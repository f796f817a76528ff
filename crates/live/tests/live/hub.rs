// SPDX-License-Identifier: EUPL-1.2
//! The hub, one fact a test.

use std::time::Duration;

use crate::house::{House, account, at, channel_topic, project, project_topic, session};
use base::{Id, kind};
use live::{Ask, Close, FRAME_MAX_BYTES, Frame, Hub, Limits, Outdated, Presence, Right, TICK, Topic};
use serde_json::{Value, json};
use uuid::Uuid;

const ANNA: u128 = 1;
const BRUNO: u128 = 2;
const CHLOE: u128 = 3;

// ---- listening

#[test]
fn who_listens_hears_what_is_published_and_nobody_else_does() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    let bruno = house.open(BRUNO, &[project_topic(2)]);
    let told = house.publish(&[project_topic(1)]);
    assert_eq!(house.events(anna), [told]);
    assert!(house.heard(bruno).is_empty());
}

#[test]
fn a_person_hears_his_own_topic_on_all_his_sockets_without_asking() {
    let mut house = House::new();
    let (desk, phone) = (house.open(ANNA, &[]), house.open(ANNA, &[]));
    let bruno = house.open(BRUNO, &[]);
    let told = house.publish(&[Topic::Person(account(ANNA))]);
    assert_eq!(
        (house.events(desk), house.events(phone)),
        (vec![told], vec![told])
    );
    assert!(house.heard(bruno).is_empty());
}

#[test]
fn nobody_can_ask_for_another_persons_topic() {
    let mut house = House::new();
    let bruno = house.open(BRUNO, &[]);
    for (person, answer) in [(ANNA, "denied"), (BRUNO, "subscribed")] {
        let asked = house.say(
            bruno,
            &json!({ "type": "subscribe", "topic": Topic::Person(account(person)) }),
        );
        assert!(matches!(asked, Ask::Nothing));
        assert_eq!(house.types(bruno), [answer]);
    }
    let again = house.connect(BRUNO);
    house.resume(again, None, &[Topic::Person(account(ANNA))]);
    assert_eq!(house.types(again), ["denied", "ready"]);
}

#[test]
fn a_topic_of_an_unknown_kind_is_denied_so_that_a_newer_client_gets_along() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[]);
    assert!(matches!(
        house.say(anna, &json!({ "type": "subscribe", "topic": "board:brd_1" })),
        Ask::Nothing
    ));
    assert_eq!(
        house.heard(anna),
        [json!({ "type": "denied", "topic": "board:brd_1" })]
    );
}

#[test]
fn without_a_right_or_with_one_to_something_else_the_wish_is_denied() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[]);
    for right in [None, Some(Right::to(project_topic(2)))] {
        let Ask::Subscribe(mut wish) =
            house.say(anna, &json!({ "type": "subscribe", "topic": project_topic(1) }))
        else {
            panic!("not asked")
        };
        house.hub.subscribe(anna, &mut wish, right).unwrap();
        assert_eq!(
            house.heard(anna),
            [json!({ "type": "denied", "topic": project_topic(1) })]
        );
    }
    house.publish(&[project_topic(1), project_topic(2)]);
    assert!(house.heard(anna).is_empty());
}

#[test]
fn after_unsubscribing_nothing_more_is_heard() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    house.publish(&[project_topic(1)]);
    let _ = house.say(anna, &json!({ "type": "unsubscribe", "topic": project_topic(1) }));
    house.publish(&[project_topic(1)]);
    assert!(house.heard(anna).is_empty());
    assert_eq!(house.hub.census().topics, 0);
}

#[test]
fn one_socket_may_have_so_many_topics_and_no_more() {
    let mut house = House::new();
    let topics: Vec<Topic> = (0..256).map(channel_topic).collect();
    let anna = house.open(ANNA, &topics);
    house.subscribe(anna, Right::to(project_topic(1)), project_topic(1));
    assert_eq!(house.types(anna), ["denied"]);
}

// ---- rights that end

#[test]
fn when_a_right_ends_what_waits_is_taken_back_and_ended_is_said() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1), project_topic(2)]);
    let bruno = house.open(BRUNO, &[project_topic(1)]);
    house.publish(&[project_topic(1)]);
    let other = house.publish(&[project_topic(2)]);
    house.hub.end(project_topic(1), account(ANNA));
    house.publish(&[project_topic(1)]);
    let heard = house.heard(anna);
    assert_eq!(heard[0], json!({ "type": "ended", "topic": project_topic(1) }));
    assert_eq!((heard.len(), &heard[1]["body"]), (2, &json!(other)));
    assert_eq!(house.events(bruno), [1, 3]);
}

#[test]
fn with_the_right_to_a_project_ends_all_that_is_within_it() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    house.subscribe(
        anna,
        Right::to(channel_topic(1)).within(project(1)),
        channel_topic(1),
    );
    house.subscribe(
        anna,
        Right::to(channel_topic(2)).within(project(2)),
        channel_topic(2),
    );
    house.heard(anna);
    house.hub.end(project_topic(1), account(ANNA));
    let mut ended: Vec<Value> = house.heard(anna).iter().map(|it| it["topic"].clone()).collect();
    ended.sort_by_key(Value::to_string);
    assert_eq!(ended, [json!(channel_topic(1)), json!(project_topic(1))]);
    let told = house.publish(&[channel_topic(1), channel_topic(2)]);
    assert_eq!(house.events(anna), [told]);
}

#[test]
fn what_is_gone_ends_for_everyone() {
    let mut house = House::new();
    let (anna, bruno) = (
        house.open(ANNA, &[project_topic(1)]),
        house.open(BRUNO, &[project_topic(1)]),
    );
    house.hub.end_for_everyone(project_topic(1));
    assert_eq!(
        (house.types(anna), house.types(bruno)),
        (vec!["ended".to_owned()], vec!["ended".to_owned()])
    );
    assert_eq!(house.hub.census().topics, 0);
}

#[test]
fn a_right_with_an_end_ends_by_itself() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[]);
    let until = house.now + Duration::from_secs(60);
    house.subscribe(anna, Right::to(project_topic(1)).until(until), project_topic(1));
    assert_eq!(house.types(anna), ["subscribed"]);
    house.pass(Duration::from_secs(59));
    house.publish(&[project_topic(1)]);
    assert_eq!(house.types(anna), ["event"]);
    house.pass(Duration::from_secs(1));
    house.publish(&[project_topic(1)]);
    assert_eq!(house.types(anna), ["ended"]);
    house.subscribe(anna, Right::to(project_topic(1)).until(until), project_topic(1));
    assert_eq!(house.types(anna), ["denied"]);
}

#[test]
fn a_right_s_end_may_move_while_it_is_used() {
    let mut house = House::new();
    let (anna, bruno) = (house.open(ANNA, &[]), house.open(BRUNO, &[]));
    let until = house.now + Duration::from_secs(60);
    for id in [anna, bruno] {
        house.subscribe(id, Right::to(project_topic(1)).until(until), project_topic(1));
    }
    // Nearer for one, further for the other, who is then told the end that holds.
    house.hub.move_end(
        project_topic(1),
        account(ANNA),
        Some(house.now + Duration::from_secs(10)),
    );
    house.hub.move_end(project_topic(1), account(BRUNO), None);
    house.heard(anna);
    house.heard(bruno);
    house.pass(Duration::from_secs(10));
    assert_eq!(
        (house.types(anna), house.types(bruno)),
        (vec!["ended".to_owned()], vec![])
    );
    house.pass(Duration::from_secs(60));
    house.publish(&[project_topic(1)]);
    assert_eq!(
        (house.types(anna), house.types(bruno)),
        (vec![], vec!["event".to_owned()])
    );
}

#[test]
fn those_who_are_here_and_in_a_project_are_known() {
    let mut house = House::new();
    house.open(ANNA, &[project_topic(1)]);
    let bruno = house.open(BRUNO, &[]);
    assert_eq!(house.hub.seen_in(project(1)), [account(ANNA)]);
    // In the project without listening to it.
    house.hub.join(account(BRUNO), project(1));
    assert_eq!(house.hub.seen_in(project(1)).len(), 2);
    house.hub.end(project_topic(1), account(ANNA));
    assert_eq!(house.hub.seen_in(project(1)), [account(BRUNO)]);
    house.hub.disconnect(bruno);
    assert_eq!(house.hub.seen_in(project(1)), []);
}

#[test]
fn a_right_that_ends_while_it_is_looked_up_must_be_looked_up_again() {
    let mut house = House::new();
    let anna = house.connect(ANNA);
    let Ask::Resume(mut resume) = house.say(
        anna,
        &json!({ "type": "resume", "cursor": null, "topics": [project_topic(1)] }),
    ) else {
        panic!("not asked")
    };
    let rights = [Right::to(project_topic(1))];
    house.hub.end(project_topic(1), account(ANNA));
    assert_eq!(house.hub.resume(anna, &mut resume, &rights, &[]), Err(Outdated));
    assert!(house.heard(anna).is_empty());
    assert_eq!(house.hub.resume(anna, &mut resume, &[], &[]), Ok(()));
    assert_eq!(house.types(anna), ["denied", "ready"]);

    let Ask::Subscribe(mut wish) =
        house.say(anna, &json!({ "type": "subscribe", "topic": project_topic(2) }))
    else {
        panic!("not asked")
    };
    house.hub.end_for_everyone(project_topic(2));
    assert_eq!(
        house
            .hub
            .subscribe(anna, &mut wish, Some(Right::to(project_topic(2)))),
        Err(Outdated)
    );
    assert_eq!(house.hub.subscribe(anna, &mut wish, None), Ok(()));
    assert_eq!(house.types(anna), ["denied"]);
}

#[test]
fn an_ended_session_closes_its_sockets_only() {
    let mut house = House::new();
    let here = house.open(ANNA, &[]);
    let there = house.hub.connect(account(ANNA), session(99), house.now).unwrap();
    house.resume(there, None, &[]);
    house.heard(there);
    let told = house.publish(&[Topic::Person(account(ANNA))]);
    house.hub.sign_out(account(ANNA), session(99));
    let (heard, close) = house.take(there);
    assert_eq!(
        (heard[0]["body"].as_i64(), close),
        (Some(told), Some(Close::SessionEnded))
    );
    assert_eq!(house.events(here), [told]);
    house.hub.sign_out_everywhere(account(ANNA));
    assert_eq!(house.take(here).1, Some(Close::SessionEnded));
    house.publish(&[Topic::Person(account(ANNA))]);
    assert!(house.take(here).0.is_empty());
}

// ---- coming back

#[test]
fn who_comes_back_hears_what_was_missed_in_order_then_ready() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1), channel_topic(1)]);
    house.publish(&[project_topic(1)]);
    let cursor = house.heard(anna)[0]["cursor"].as_str().unwrap().to_owned();
    house.hub.disconnect(anna);
    for topic in [
        channel_topic(1),
        project_topic(9),
        Topic::Person(account(ANNA)),
        project_topic(1),
    ] {
        house.publish(&[topic]);
    }
    let anna = house.connect(ANNA);
    house.resume(anna, Some(&cursor), &[project_topic(1), channel_topic(1)]);
    let heard = house.heard(anna);
    let types: Vec<_> = heard.iter().map(|it| it["type"].as_str().unwrap()).collect();
    assert_eq!(
        types,
        ["subscribed", "subscribed", "event", "event", "event", "ready"]
    );
    assert_eq!(
        heard[2..5]
            .iter()
            .map(|it| it["body"].as_i64().unwrap())
            .collect::<Vec<_>>(),
        [2, 4, 5]
    );
    assert_eq!(heard[5]["cursor"], "1.5");
    assert!(
        heard[0].get("cursor").is_none(),
        "a cursor before what was missed would lose it: {}",
        heard[0]
    );
}

#[test]
fn a_cursor_too_old_unreadable_or_of_the_future_means_refetch() {
    let mut house = House::with(Limits {
        ring_max_frames: 2,
        ..Limits::default()
    });
    for _ in 0..4 {
        house.publish(&[project_topic(1)]);
    }
    for (cursor, answer) in [
        ("1.1", "refetch"),
        ("1.2", "ready"),
        ("1.4", "ready"),
        ("1.5", "refetch"),
        ("2.1", "refetch"),
        ("0.9", "refetch"),
        ("", "refetch"),
        ("yesterday", "refetch"),
    ] {
        let anna = house.connect(ANNA);
        house.resume(anna, Some(cursor), &[]);
        assert_eq!(
            house.heard(anna).last().unwrap(),
            &json!({ "type": answer, "cursor": "1.4" }),
            "{cursor}"
        );
        house.hub.disconnect(anna);
    }
}

#[test]
fn a_fresh_node_knows_its_own_beginning_only() {
    let mut house = House::new();
    for (cursor, answer) in [("1.0", "ready"), ("0.9", "refetch")] {
        let anna = house.connect(ANNA);
        house.resume(anna, Some(cursor), &[]);
        assert_eq!(house.types(anna), [answer]);
    }
}

#[test]
fn a_socket_cut_between_two_frames_of_one_event_loses_none_and_hears_none_twice() {
    let mut house = House::new();
    let topics = [Topic::Person(account(ANNA)), project_topic(1), channel_topic(1)];
    let anna = house.open(ANNA, &topics[1..]);
    house.publish(&topics);
    let frames = house.heard(anna);
    for (cut, expected) in [(0, vec!["project", "channel"]), (1, vec!["channel"]), (2, vec![])] {
        let again = house.connect(ANNA);
        house.resume(again, frames[cut]["cursor"].as_str(), &topics[1..]);
        let heard: Vec<String> = house
            .heard(again)
            .iter()
            .filter(|it| it["type"] == "event")
            .map(|it| {
                it["topic"]
                    .as_str()
                    .unwrap()
                    .split(':')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(heard, expected);
    }
}

#[test]
fn too_much_to_replay_means_refetch() {
    let mut house = House::with(Limits {
        queue_max_frames: 22, // half of them for what was missed, one of these for `subscribed`
        ..Limits::default()
    });
    for _ in 0..12 {
        house.publish(&[project_topic(1)]);
    }
    for (cursor, answer) in [("1.2", "ready"), ("1.1", "refetch")] {
        let anna = house.connect(ANNA);
        house.resume(anna, Some(cursor), &[project_topic(1)]);
        assert_eq!(house.types(anna).last().unwrap(), answer);
    }
}

#[test]
fn pong_and_a_later_subscribed_say_how_far_one_has_heard() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[]);
    house.publish(&[project_topic(1)]);
    let _ = house.say(anna, &json!({ "type": "ping" }));
    house.subscribe(anna, Right::to(project_topic(1)), project_topic(1));
    assert_eq!(
        house.heard(anna),
        [
            json!({ "type": "pong", "cursor": "1.1" }),
            json!({ "type": "subscribed", "topic": project_topic(1), "cursor": "1.1" })
        ]
    );
}

#[test]
fn an_event_told_again_by_its_reader_is_passed_over() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    house.publish(&[project_topic(1)]);
    house
        .hub
        .publish(at(1), &[Frame::to(project_topic(1), "it.happened", &1)]);
    assert_eq!(house.events(anna), [1]);
}

// ---- limits

#[test]
fn the_twenty_first_socket_of_a_person_is_refused_until_one_closes() {
    let mut house = House::new();
    let sockets: Vec<_> = (0..20).map(|_| house.connect(ANNA)).collect();
    assert!(house.try_connect(ANNA).is_err());
    assert!(house.try_connect(BRUNO).is_ok());
    house.hub.disconnect(sockets[0]);
    assert!(house.try_connect(ANNA).is_ok());
    assert!(house.try_connect(ANNA).is_err());
}

#[test]
fn what_a_right_client_never_says_closes_the_socket() {
    let long = " ".repeat(FRAME_MAX_BYTES + 1);
    for text in [
        "",
        "ping",
        r#"{"type":"shout"}"#,
        r#"{"type":"ping","x":1}"#,
        r#"{"type":"resume","cursor":null}"#,
        &long,
    ] {
        let mut house = House::new();
        let anna = house.open(ANNA, &[]);
        assert!(matches!(house.hub.receive(anna, text, house.now), Ask::Nothing));
        assert_eq!(house.take(anna).1, Some(Close::BadFrame), "{text:.40}");
        assert!(matches!(
            house.say(anna, &json!({ "type": "subscribe", "topic": project_topic(1) })),
            Ask::Nothing
        ));
    }
}

#[test]
fn nothing_but_resume_may_come_first() {
    for first in [
        json!({ "type": "ping" }),
        json!({ "type": "subscribe", "topic": project_topic(1) }),
        json!({ "type": "presence", "state": "busy" }),
    ] {
        let mut house = House::new();
        let anna = house.connect(ANNA);
        assert!(matches!(house.say(anna, &first), Ask::Nothing));
        assert_eq!(house.take(anna).1, Some(Close::BadFrame));
    }
}

#[test]
fn before_it_has_resumed_a_socket_hears_nothing() {
    let mut house = House::new();
    let anna = house.connect(ANNA);
    house.publish(&[Topic::Person(account(ANNA))]);
    assert!(house.heard(anna).is_empty());
}

#[test]
fn a_client_that_speaks_too_fast_is_closed_and_one_that_keeps_to_the_rate_is_not() {
    let mut house = House::new();
    let (fast, steady) = (house.open(ANNA, &[]), house.open(BRUNO, &[]));
    for _ in 0..1_000 {
        house.now = house.now + Duration::from_millis(50);
        let _ = house.say(steady, &json!({ "type": "ping" }));
        house.heard(steady);
    }
    for _ in 0..201 {
        let _ = house.say(fast, &json!({ "type": "ping" }));
    }
    assert_eq!(house.take(fast).1, Some(Close::BadFrame));
}

#[test]
fn a_slow_socket_is_closed_at_its_limit_gives_its_memory_back_and_resumes() {
    let mut house = House::new();
    let (slow, quick) = (
        house.open(ANNA, &[project_topic(1)]),
        house.open(BRUNO, &[project_topic(1)]),
    );
    let cursor = "1.0";
    let body = "x".repeat(10_000);
    for seq in 1.. {
        house
            .hub
            .publish(at(seq), &[Frame::to(project_topic(1), "it.happened", &body)]);
        assert_eq!(house.events_of(quick), 1);
        assert!(house.hub.census().queued_frames <= 1024 * 1024 / 10_000);
        if house.hub.census().slow_closed == 1 {
            assert!((100..106).contains(&seq), "{seq}");
            break;
        }
    }
    assert_eq!(house.hub.census().queued_frames, 0);
    assert_eq!(house.take(slow), (vec![], Some(Close::TooSlow)));
    house.hub.disconnect(slow);
    let again = house.connect(ANNA);
    house.resume(again, Some(cursor), &[project_topic(1)]);
    // A megabyte behind: told to fetch afresh rather than to choke again.
    assert_eq!(house.types(again).last().unwrap(), "refetch");
}

#[test]
fn a_socket_that_takes_nothing_is_closed_after_a_while_even_if_little_waits() {
    let mut house = House::new();
    let (stuck, idle) = (house.open(ANNA, &[project_topic(1)]), house.open(BRUNO, &[]));
    house.pass(Duration::from_secs(3_600));
    house.publish(&[project_topic(1)]);
    house.pass(Duration::from_secs(20));
    assert_eq!(house.hub.census().slow_closed, 0);
    house.pass(TICK);
    assert_eq!(house.take(stuck), (vec![], Some(Close::TooSlow)));
    assert_eq!(house.take(idle).1, None);
}

#[test]
fn a_closed_socket_that_is_not_read_gives_its_memory_back() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    house.publish(&[project_topic(1)]);
    house.hub.sign_out_everywhere(account(ANNA));
    house.pass(Duration::from_secs(21));
    assert_eq!(house.hub.census().queued_frames, 0);
    assert_eq!(house.take(anna), (vec![], Some(Close::TooSlow)));
}

#[test]
fn each_connection_is_woken_once_until_it_has_taken_all() {
    let mut house = House::new();
    let (anna, bruno) = (
        house.open(ANNA, &[project_topic(1)]),
        house.open(BRUNO, &[project_topic(1)]),
    );
    house.woken();
    house.publish(&[project_topic(1)]);
    house.publish(&[project_topic(1)]);
    assert_eq!(house.woken(), [anna, bruno]);
    house.publish(&[project_topic(1)]);
    assert!(house.woken().is_empty());
    house.heard(anna);
    house.publish(&[project_topic(1)]);
    assert_eq!(house.woken(), [anna]);
}

#[test]
fn a_connection_that_is_gone_is_not_mistaken_for_the_next_in_its_place() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1)]);
    house.hub.disconnect(anna);
    let bruno = house.open(BRUNO, &[project_topic(1)]);
    assert_eq!(anna.index(), bruno.index());
    house.hub.disconnect(anna);
    house.hub.close(anna, Close::BadFrame);
    let told = house.publish(&[project_topic(1)]);
    assert_eq!(house.take(anna), (vec![], Some(Close::Stopping)));
    assert_eq!(house.events(bruno), [told]);
}

#[test]
fn when_the_server_stops_every_socket_is_told() {
    let mut house = House::new();
    let (anna, bruno) = (house.open(ANNA, &[]), house.connect(BRUNO));
    house.hub.stop();
    assert_eq!(
        (house.take(anna).1, house.take(bruno).1),
        (Some(Close::Stopping), Some(Close::Stopping))
    );
}

#[test]
fn the_codes_are_those_of_the_contract() {
    let codes = [
        Close::SessionEnded,
        Close::TooSlow,
        Close::TooManySockets,
        Close::BadFrame,
        Close::Stopping,
    ]
    .map(Close::code);
    assert_eq!(codes, [4001, 4008, 4009, 4010, 1001]);
}

#[test]
fn everyone_gone_nothing_is_left() {
    let mut house = House::new();
    let everyone: Vec<_> = (1..50)
        .map(|person| house.open(person, &[project_topic(person % 5), channel_topic(person)]))
        .collect();
    house.tick();
    for id in everyone {
        house.hub.disconnect(id);
    }
    house.pass(Duration::from_secs(6));
    house.tick();
    let census = house.hub.census();
    assert_eq!(
        (
            census.connections,
            census.people,
            census.topics,
            census.queued_frames
        ),
        (0, 0, 0, 0)
    );
}

// ---- presence and typing

impl House {
    fn events_of(&mut self, id: live::ConnectionId) -> usize {
        self.heard(id).iter().filter(|it| it["type"] == "event").count()
    }

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
    let _ = here.say(anna, &json!({ "type": "typing", "topic": channel_topic(1) }));
    let _ = here.say(chloe, &json!({ "type": "typing", "topic": channel_topic(1) }));
    there.tick();
    there.notes_to(&mut here);
    here.tick();
    assert_eq!(
        here.heard(anna),
        [json!({ "type": "typing", "topic": channel_topic(1), "people": [account(ANNA), account(BRUNO)] })],
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
