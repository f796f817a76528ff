// SPDX-License-Identifier: EUPL-1.2
//! Who listens hears, until the right to ends.

use std::time::Duration;

use live::{Ask, Close, Outdated, Right, Topic};
use serde_json::{Value, json};

use crate::house::{ANNA, BRUNO, House, account, channel_topic, project, project_topic, session};

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

    // Of the channels of a project none is heard yet: none is in question, and what is being looked up is outdated.
    let channel = Topic::Channel(base::Id::MIN);
    let Ask::Subscribe(mut wish) = house.say(anna, &json!({ "type": "subscribe", "topic": channel })) else {
        panic!("not asked")
    };
    assert_eq!(
        house.hub.channels_in_question(Some(project(2)), account(ANNA)),
        []
    );
    assert_eq!(
        house.hub.subscribe(anna, &mut wish, Some(Right::to(channel))),
        Err(Outdated)
    );
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
