// SPDX-License-Identifier: EUPL-1.2
//! What the hub costs in memory, counted by the allocator itself.
#![deny(unsafe_code)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use bytes::Bytes;
use live::{Close, ConnectionId, Frame, Limits, Taken, Topic};

use crate::house::{House, account, at, channel_topic, project, project_topic};

/// The system's allocator, counting what each thread does: tests run beside each other.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
    static LIVE_BYTES: Cell<i64> = const { Cell::new(0) };
}

fn count(allocations: u64, bytes: i64) {
    ALLOCATIONS.set(ALLOCATIONS.get() + allocations);
    LIVE_BYTES.set(LIVE_BYTES.get() + bytes);
}

#[expect(
    unsafe_code,
    reason = "an allocator cannot be written without; it only counts and hands on"
)]
// SAFETY: every call is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(1, layout.size() as i64);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(0, -(layout.size() as i64));
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(1, size as i64 - layout.size() as i64);
        unsafe { System.realloc(at, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Allocations of publishing one frame to so many listeners, and of all of them taking it.
fn allocations_to(listeners: u128) -> u64 {
    let mut house = House::new();
    let everyone: Vec<ConnectionId> = (0..listeners)
        .map(|it| house.open(it, &[project_topic(1)]))
        .collect();
    let frames = [Frame::to(project_topic(1), "it.happened", &"x".repeat(300))];
    let (mut woken, mut taken) = (Vec::new(), Vec::<Bytes>::with_capacity(8));
    let mut spent = 0;
    // The first time grows what is kept; from then on nothing does. A round in between without anyone reading.
    for seq in 1..=40 {
        let before = ALLOCATIONS.get();
        house.hub.publish(at(seq), &frames);
        woken.clear();
        house.hub.take_wakes(&mut woken);
        for &id in &everyone {
            taken.clear();
            assert_eq!(house.hub.take(id, &mut taken), Taken::All);
            assert_eq!(taken.len(), 1);
        }
        // The ring itself doubles now and then; not in the last round.
        spent = ALLOCATIONS.get() - before;
    }
    spent
}

#[test]
fn a_frame_to_a_thousand_listeners_allocates_what_a_frame_to_one_does() {
    let (one, thousand) = (allocations_to(1), allocations_to(1_000));
    assert_eq!(thousand, one);
    assert!(
        one <= 4,
        "the frame's text, its count of references, its cursor: {one}"
    );
}

#[test]
fn an_idle_connection_costs_well_under_a_kibibyte() {
    const CONNECTIONS: u128 = 5_000;
    let mut house = House::new();
    let before = LIVE_BYTES.get();
    for person in 0..CONNECTIONS {
        // Each a person of his own, who listens to a project of fifty and to two smaller things.
        house.open(
            person,
            &[
                project_topic(person / 50),
                channel_topic(person / 10),
                channel_topic(10_000 + person / 5),
            ],
        );
        house.hub.join(account(person), project(person % 7));
    }
    house.tick();
    for person in 0..CONNECTIONS {
        assert!(house.hub.presence(account(person)) > live::Presence::Offline);
    }
    house.drain();
    house.tick();
    let each = (LIVE_BYTES.get() - before) / CONNECTIONS as i64;
    println!("{each} bytes for each idle connection");
    assert!(each < 900, "{each} bytes for each idle connection");
}

#[test]
fn slow_sockets_hold_no_more_than_their_bound() {
    const SOCKETS: i64 = 20;
    let limits = Limits {
        ring_max_bytes: 1024 * 1024,
        ..Limits::default()
    };
    let bound = SOCKETS * limits.queue_max_bytes as i64 + limits.ring_max_bytes as i64 + 256 * 1024;
    let mut house = House::with(limits);
    let before = LIVE_BYTES.get();
    let sockets: Vec<ConnectionId> = (0..SOCKETS)
        .map(|person| house.open(person as u128, &[]))
        .collect();
    let (mut seq, mut most) = (0, 0);
    // To each person something of his own, so that nothing is shared.
    for round in 0..3_000 {
        for person in 0..SOCKETS {
            seq += 1;
            let text = "x".repeat(if round % 2 == 0 { 10 } else { 2_000 });
            house.hub.publish(
                at(seq),
                &[Frame::to(
                    Topic::Person(account(person as u128)),
                    "it.happened",
                    &text,
                )],
            );
        }
        most = most.max(LIVE_BYTES.get() - before);
    }
    assert!(most <= bound, "{most} bytes of {bound}");
    assert!(
        most >= bound / 2,
        "the test filled the queues: {most} bytes of {bound}"
    );
    for id in sockets {
        assert_eq!(house.hub.take(id, &mut Vec::new()), Taken::Close(Close::TooSlow));
    }
    house.tick();
    assert!(
        LIVE_BYTES.get() - before < 3 * 1024 * 1024,
        "what a burst needed is given back"
    );
}

impl House {
    /// Everyone takes all that waits.
    fn drain(&mut self) {
        let mut taken = Vec::new();
        for id in self.woken() {
            while self.hub.take(id, &mut taken) == Taken::Some {
                taken.clear();
            }
        }
    }
}
