//! What earlier runs left unsaved: offered, taken up, discarded.

use super::{Files, KnownFile};
use crate::preset::recovery::{Leftover, Unsaved};
use crate::session::{Action, Recoverable};
use chrono::{DateTime, Local, Utc};
use std::time::SystemTime;

impl Files {
    /// The offer of what earlier runs left; `None` where they left nothing. It is held until it is
    /// dealt with.
    pub fn offer(&mut self, leftovers: Vec<Leftover>) -> Option<Action> {
        if leftovers.is_empty() {
            return None;
        }
        let offers = leftovers.iter().map(|leftover| recoverable(&leftover.unsaved)).collect();
        self.leftovers = leftovers.into_iter().map(Some).collect();
        Some(Action::Recoverable(offers))
    }

    /// What was left is open, and in the present journal.
    pub(super) fn resumed(&mut self, place: usize) {
        let Some(leftover) = self.leftovers.get_mut(place).and_then(Option::take) else { return };
        let Unsaved { origin, saved, .. } = &leftover.unsaved;
        self.known = Some(KnownFile::as_saved(&self.library, origin, saved));
        leftover.remove();
    }

    /// Gives up what was left; the preset goes to a file among the discarded ones.
    pub(super) fn discard(&mut self, place: usize) -> Option<Action> {
        let held = self.leftovers.get_mut(place)?;
        let result = match held.take()?.discard() {
            Ok(()) => Ok(()),
            Err((leftover, error)) => {
                *held = Some(*leftover);
                Err(format!("it can’t be discarded: {error}"))
            }
        };
        Some(Action::Discarded(result))
    }
}

pub(super) fn recoverable(unsaved: &Unsaved) -> Recoverable {
    Recoverable {
        origin: unsaved.origin.clone(),
        saved: unsaved.saved.clone(),
        open: unsaved.open.clone(),
        at: local_time(unsaved.at, SystemTime::now().into()),
    }
}

/// A time as people speak of it: `17:40 today`, `17:40 on 2026-11-21`.
pub(super) fn local_time(at: DateTime<Utc>, now: DateTime<Local>) -> String {
    let at = at.with_timezone(&Local);
    if at.date_naive() == now.date_naive() {
        at.format("%H:%M today").to_string()
    } else {
        at.format("%H:%M on %Y-%m-%d").to_string()
    }
}
