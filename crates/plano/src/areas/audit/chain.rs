// SPDX-License-Identifier: EUPL-1.2
//! The seal of a line: a hash over the seal before it and everything the line says.

use aws_lc_rs::digest::{Context, SHA256};

use super::store::Line;

/// The seal before the first line.
pub const BEGINNING: [u8; 32] = [0; 32];

/// The seal of `line` after `before`.
#[must_use]
pub fn seal(before: &[u8], line: &Line) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    context.update(before);
    for number in [line.position, line.event_seq, line.at.micros()] {
        context.update(&number.to_be_bytes());
    }
    let id = |id: Option<uuid::Uuid>| id.unwrap_or_default().into_bytes();
    context.update(&id(line.actor.map(base::Id::uuid)));
    context.update(&id(line.account.map(base::Id::uuid)));
    context.update(&id(line.organisation.map(base::Id::uuid)));
    context.update(&id(line.project.map(base::Id::uuid)));
    for text in [
        line.kind.as_str(),
        line.address.as_deref().unwrap_or_default(),
        line.details.as_str(),
    ] {
        // With its length before it, no text can pass for the end of another.
        context.update(&(text.len() as u64).to_be_bytes());
        context.update(text.as_bytes());
    }
    context.finish().as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use base::{Id, Timestamp};

    use super::*;

    fn line() -> Line {
        Line {
            position: 1,
            event_seq: 7,
            at: Timestamp::from_micros(3),
            actor: Some(Id::MAX),
            kind: "account.created".into(),
            account: None,
            organisation: None,
            project: None,
            address: Some("203.0.113.7".into()),
            details: "{}".into(),
        }
    }

    #[test]
    fn every_part_of_a_line_is_sealed() {
        let sealed = seal(&BEGINNING, &line());
        let changes: [fn(&mut Line); 10] = [
            |it| it.position = 2,
            |it| it.event_seq = 8,
            |it| it.at = Timestamp::from_micros(4),
            |it| it.actor = None,
            |it| it.kind = "account.createe".into(),
            |it| it.account = Some(Id::MAX),
            |it| it.organisation = Some(Id::MAX),
            |it| it.project = Some(Id::MAX),
            |it| it.address = None,
            |it| it.details = "{\"a\":\"b\"}".into(),
        ];
        for change in changes {
            let mut changed = line();
            change(&mut changed);
            assert_ne!(seal(&BEGINNING, &changed), sealed, "{changed:?}");
        }
        assert_ne!(seal(&[1; 32], &line()), sealed);
    }
}
