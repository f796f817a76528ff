// SPDX-License-Identifier: EUPL-1.2
//! What waits for each connection: lists threaded through one shared vector, so that putting a frame in a thousand
//! queues allocates nothing once the vector has grown, and a queue that is empty holds no memory.

use bytes::Bytes;

const NONE: u32 = u32::MAX;

/// The mark of what belongs to no subscription: answers, and the person's own topic.
pub(crate) const NO_TOPIC: u32 = u32::MAX;

/// Counted for each frame on top of its text: what the list itself takes.
pub(crate) const FRAME_OVERHEAD_BYTES: usize = size_of::<Node>();

/// Nodes kept when nothing waits any more; what a burst needed beyond that is given back.
const KEPT_NODES: usize = 4096;

#[derive(Debug)]
struct Node {
    text: Bytes,
    /// Index of the topic it was published to, so that it can be taken back when the right to hear it ends.
    topic: u32,
    next: u32,
}

/// The nodes of all queues.
#[derive(Debug)]
pub(crate) struct Nodes {
    nodes: Vec<Node>,
    /// First of the unused ones, linked as the queues are.
    free: u32,
    used: usize,
}

/// One queue, first in first out.
#[derive(Debug)]
pub(crate) struct Queue {
    head: u32,
    tail: u32,
    frames: u32,
    bytes: u32,
}

impl Queue {
    pub(crate) const fn new() -> Self {
        Self {
            head: NONE,
            tail: NONE,
            frames: 0,
            bytes: 0,
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.frames == 0
    }

    pub(crate) const fn frames(&self) -> usize {
        self.frames as usize
    }

    fn count(&mut self, text: &Bytes) {
        self.frames += 1;
        self.bytes = self
            .bytes
            .saturating_add(u32::try_from(cost(text)).unwrap_or(u32::MAX));
    }

    /// Texts and overhead, as if nothing were shared.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes as usize
    }
}

/// What a text counts for in a queue.
pub(crate) fn cost(text: &Bytes) -> usize {
    text.len() + FRAME_OVERHEAD_BYTES
}

impl Nodes {
    pub(crate) const fn new() -> Self {
        Self {
            nodes: Vec::new(),
            free: NONE,
            used: 0,
        }
    }

    /// Appends. The caller has checked the queue's bounds, which are far below what its counters can hold.
    pub(crate) fn push(&mut self, queue: &mut Queue, text: Bytes, topic: u32) {
        queue.count(&text);
        self.used += 1;
        let node = Node {
            text,
            topic,
            next: NONE,
        };
        let at = if self.free == NONE {
            self.nodes.push(node);
            u32::try_from(self.nodes.len() - 1).expect("four thousand million nodes do not fit in memory")
        } else {
            let at = self.free;
            self.free = std::mem::replace(&mut self.nodes[at as usize], node).next;
            at
        };
        self.link(queue, at);
    }

    /// Takes the first.
    pub(crate) fn pop(&mut self, queue: &mut Queue) -> Option<Bytes> {
        if queue.head == NONE {
            return None;
        }
        let at = queue.head;
        queue.head = self.nodes[at as usize].next;
        if queue.head == NONE {
            queue.tail = NONE;
        }
        let text = self.release(at);
        queue.frames -= 1;
        queue.bytes = queue
            .bytes
            .saturating_sub(u32::try_from(cost(&text)).unwrap_or(u32::MAX));
        Some(text)
    }

    pub(crate) fn clear(&mut self, queue: &mut Queue) {
        while self.pop(queue).is_some() {}
    }

    /// Takes back what was published to `topic` and not yet written. The first of these gives its place to `instead`;
    /// if there is none, `instead` is given back.
    #[must_use]
    pub(crate) fn purge(
        &mut self,
        queue: &mut Queue,
        topic: u32,
        mut instead: Option<Bytes>,
    ) -> Option<Bytes> {
        let mut kept = Queue::new();
        let mut at = queue.head;
        while at != NONE {
            let node = &mut self.nodes[at as usize];
            let next = std::mem::replace(&mut node.next, NONE);
            if node.topic == topic {
                if let Some(text) = instead.take() {
                    (node.text, node.topic) = (text, NO_TOPIC);
                } else {
                    self.release(at);
                    at = next;
                    continue;
                }
            }
            kept.count(&self.nodes[at as usize].text);
            self.link(&mut kept, at);
            at = next;
        }
        *queue = kept;
        instead
    }

    /// Gives back the memory of a burst, once nothing waits.
    pub(crate) fn shrink(&mut self) {
        if self.used == 0 && self.nodes.len() > KEPT_NODES {
            *self = Self::new();
        }
    }

    /// Frames that wait, in all queues.
    pub(crate) const fn used(&self) -> usize {
        self.used
    }

    /// Makes a node the last of a queue.
    fn link(&mut self, queue: &mut Queue, at: u32) {
        if queue.tail == NONE {
            queue.head = at;
        } else {
            self.nodes[queue.tail as usize].next = at;
        }
        queue.tail = at;
    }

    fn release(&mut self, at: u32) -> Bytes {
        let node = &mut self.nodes[at as usize];
        node.next = self.free;
        self.free = at;
        self.used -= 1;
        std::mem::take(&mut node.text)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone)]
    enum Step {
        Push {
            queue: usize,
            topic: u32,
            len: usize,
        },
        Pop {
            queue: usize,
        },
        Purge {
            queue: usize,
            topic: u32,
            is_replaced: bool,
        },
        Clear {
            queue: usize,
        },
        Shrink,
    }

    fn step() -> impl Strategy<Value = Step> {
        let queue = 0..3usize;
        prop_oneof![
            8 => (queue.clone(), 0..3u32, 0..9usize).prop_map(|(queue, topic, len)| Step::Push { queue, topic, len }),
            4 => queue.clone().prop_map(|queue| Step::Pop { queue }),
            2 => (queue.clone(), 0..3u32, any::<bool>())
                .prop_map(|(queue, topic, is_replaced)| Step::Purge { queue, topic, is_replaced }),
            1 => queue.prop_map(|queue| Step::Clear { queue }),
            1 => Just(Step::Shrink),
        ]
    }

    proptest! {
        #[test]
        fn queues_behave_as_if_each_had_its_own_vector(steps in prop::collection::vec(step(), 0..200)) {
            let mut nodes = Nodes::new();
            let mut queues = [const { Queue::new() }; 3];
            let mut models: [VecDeque<(Bytes, u32)>; 3] = Default::default();
            for (number, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Push { queue, topic, len } => {
                        let text = Bytes::from(vec![u8::try_from(number % 256).unwrap(); len]);
                        models[queue].push_back((text.clone(), topic));
                        nodes.push(&mut queues[queue], text, topic);
                    }
                    Step::Pop { queue } => {
                        prop_assert_eq!(nodes.pop(&mut queues[queue]), models[queue].pop_front().map(|it| it.0));
                    }
                    Step::Purge { queue, topic, is_replaced } => {
                        let instead = is_replaced.then(|| Bytes::from_static(b"instead"));
                        let mut left = instead.clone();
                        if let Some(first) = models[queue].iter_mut().find(|it| it.1 == topic)
                            && let Some(text) = left.take()
                        {
                            *first = (text, NO_TOPIC);
                        }
                        models[queue].retain(|it| it.1 != topic);
                        prop_assert_eq!(nodes.purge(&mut queues[queue], topic, instead), left);
                    }
                    Step::Clear { queue } => {
                        models[queue].clear();
                        nodes.clear(&mut queues[queue]);
                    }
                    Step::Shrink => nodes.shrink(),
                }
                for (queue, model) in queues.iter().zip(&models) {
                    prop_assert_eq!(queue.frames(), model.len());
                    prop_assert_eq!(queue.bytes(), model.iter().map(|it| cost(&it.0)).sum::<usize>());
                }
                prop_assert_eq!(nodes.used(), models.iter().map(VecDeque::len).sum::<usize>());
            }
        }
    }

    #[test]
    fn a_burst_gives_its_memory_back() {
        let (mut nodes, mut queue) = (Nodes::new(), Queue::new());
        for _ in 0..=KEPT_NODES {
            nodes.push(&mut queue, Bytes::from_static(b"x"), NO_TOPIC);
        }
        nodes.shrink();
        assert_eq!(queue.frames(), KEPT_NODES + 1);
        nodes.clear(&mut queue);
        nodes.shrink();
        assert_eq!(nodes.nodes.capacity(), 0);
    }
}
