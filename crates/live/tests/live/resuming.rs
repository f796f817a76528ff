// SPDX-License-Identifier: EUPL-1.2
//! Who comes back hears what was missed.

use live::{Ask, Frame, Limits, Right, Topic};
use serde_json::json;

use crate::house::{ANNA, House, account, at, channel_topic, project_topic};

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
fn who_comes_back_does_not_hear_what_was_forgotten_by_its_name_and_hears_all_else() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[project_topic(1), channel_topic(1)]);
    house.publish(&[project_topic(1)]);
    let cursor = house.heard(anna)[0]["cursor"].as_str().unwrap().to_owned();
    house.hub.disconnect(anna);
    for (topic, name) in [
        (channel_topic(1), "thing.said"),
        (channel_topic(1), "things.changed"),
        (project_topic(1), "thing.said"),
    ] {
        house.seq += 1;
        let frame = Frame::to(topic, name, &house.seq);
        house.hub.publish(at(house.seq), &[frame]);
    }
    house.hub.forget(channel_topic(1), "thing.");
    let anna = house.connect(ANNA);
    house.resume(anna, Some(&cursor), &[project_topic(1), channel_topic(1)]);
    assert_eq!(house.events(anna), [3, 4]);
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

#[test]
fn of_a_thing_that_he_was_told_of_he_hears_what_was_found_when_he_asked() {
    let mut house = House::new();
    let anna = house.open(ANNA, &[]);
    let me = Topic::Person(account(ANNA));
    let things =
        [1, 2, 3].map(|it| base::Id::<base::kind::Notification>::from_uuid(uuid::Uuid::from_u128(it)));
    let frames = things.map(|it| Frame::to(me, "it.happened", &"then").showing(it));
    house.hub.publish(at(5), &frames[..2]);
    house.heard(anna);
    let again = house.connect(ANNA);
    let Ask::Resume(mut resume) =
        house.say(again, &json!({ "type": "resume", "cursor": "1.4", "topics": [] }))
    else {
        panic!("not asked to resume")
    };
    assert_eq!(
        resume.things(),
        things[..2].iter().map(|it| it.uuid()).collect::<Vec<_>>()
    );
    // The first he may see, as it is now; the third happens while it is looked up.
    resume.tell(vec![Frame::to(me, "it.happened", &"now").showing(things[0])]);
    house.hub.publish(at(6), &frames[2..]);
    house.hub.resume(again, &mut resume, &[], &[]).unwrap();
    let heard = house.heard(again);
    let bodies: Vec<_> = heard
        .iter()
        .filter(|it| it["type"] == "event")
        .map(|it| it["body"].clone())
        .collect();
    assert_eq!(bodies, [json!("now"), json!("then")]);
}
