// SPDX-License-Identifier: EUPL-1.2
//! What nobody may do, and what nobody can hold up.

use std::time::Duration;

use live::{Ask, Close, FRAME_MAX_BYTES, Frame, TICK, Topic};
use serde_json::json;

use crate::house::{ANNA, BRUNO, House, account, at, channel_topic, project_topic};

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
