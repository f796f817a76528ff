// SPDX-License-Identifier: EUPL-1.2
//! Who takes something away now: so many at once, and of one person so few that others have their turn, however slowly he takes.
//! Held in memory, by node: it bounds, it is no truth.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::{Id, Invalid, Problem, kind};

/// So many are written at once: each holds a stretch of messages, and asks the database all the time.
const AT_ONCE: usize = 16;
/// So many of one person.
const OF_ONE: usize = 2;
/// When whoever finds all turns taken is to come back.
const LATER: Duration = Duration::from_secs(10);

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct ExportTurns(Arc<Mutex<HashMap<Id<kind::Account>, usize>>>);

/// One person's turn at taking something away, until it is dropped.
#[derive(Debug)]
pub struct ExportTurn {
    turns: ExportTurns,
    account: Id<kind::Account>,
}

impl ExportTurns {
    /// A turn.
    ///
    /// # Errors
    /// `export.too_often` while he has as many as one may have; [`Problem::Unavailable`] while all are taken.
    pub fn take(&self, account: Id<kind::Account>) -> Result<ExportTurn, Problem> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let his = taken.get(&account).copied().unwrap_or_default();
        if his >= OF_ONE {
            return Err(Problem::TooMany(Invalid::new("export.too_often"), LATER));
        }
        if taken.values().sum::<usize>() >= AT_ONCE {
            return Err(Problem::Unavailable(LATER));
        }
        taken.insert(account, his + 1);
        Ok(ExportTurn {
            turns: self.clone(),
            account,
        })
    }
}

impl Drop for ExportTurn {
    fn drop(&mut self) {
        let mut taken = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(his) = taken.get_mut(&self.account) {
            *his -= 1;
            if *his == 0 {
                taken.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_person_has_two_turns_and_all_together_sixteen() {
        let turns = ExportTurns::default();
        let person = |number: u128| Id::from_uuid(Uuid::from_u128(number));
        let mut held: Vec<_> = (0..16_u128)
            .map(|it| turns.take(person(it / 2)).expect("a turn"))
            .collect();
        assert!(matches!(turns.take(person(0)), Err(Problem::TooMany(..))));
        assert!(matches!(turns.take(person(8)), Err(Problem::Unavailable(_))));
        held.pop();
        held.push(turns.take(person(8)).expect("the turn of another"));
        assert!(matches!(turns.take(person(7)), Err(Problem::Unavailable(_))));
        held.clear();
        assert!(turns.0.lock().expect("nobody panicked").is_empty());
    }
}
