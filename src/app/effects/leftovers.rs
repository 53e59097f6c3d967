//! What earlier runs left unsaved: offered, taken up, discarded.

use super::{Files, KnownFile};
use crate::preset::recovery::{Leftover, LeftoverError, Unsaved};
use crate::session::{Action, OfferError, Recoverable};
use chrono::{DateTime, Local, Utc};
use std::time::SystemTime;

impl Files {
    /// The offer of what earlier runs left, and how much more there is; nothing is held yet.
    pub fn offer(&mut self, found: Vec<Leftover>, unread: usize) -> Action {
        let (first, mut offers) = (self.leftovers.len(), Vec::new());
        for Leftover { unsaved, journal } in found {
            offers.push(recoverable(unsaved));
            self.leftovers.push(Some(journal));
        }
        self.unread = unread;
        Action::Recoverable { first, offers, unread }
    }

    /// Takes up what was left, unless somebody else has.
    pub(super) fn resume(&mut self, place: usize) -> Option<Action> {
        let taken = self.leftovers.get(place)?.as_ref()?.take();
        self.strike_off(place, &taken);
        let others = self.leftovers.iter().flatten().count() + self.unread;
        let found = match taken {
            Ok(held) => {
                let offer = recoverable(held.unsaved.clone());
                let Unsaved { origin, saved, .. } = &held.unsaved;
                self.known = Some(KnownFile::as_saved(&self.library, origin, saved));
                self.resumed = Some(held);
                Ok(offer)
            }
            Err(error) => Err(offer_error("the changes can’t be restored", &error)),
        };
        Some(Action::Resumed { found: Box::new(found), others })
    }

    /// What was taken up is safe in the present journal or in a file.
    pub(super) fn let_go(&mut self) {
        if let Some(held) = self.resumed.take() {
            held.remove();
        }
    }

    /// Gives up what was left; the preset goes to a file among the discarded ones.
    pub(super) fn discard(&mut self, place: usize) -> Option<Action> {
        let taken = self.leftovers.get(place)?.as_ref()?.take();
        let discarded = taken.and_then(|held| Ok(held.discard()?));
        self.strike_off(place, &discarded);
        let why = |error| offer_error("the changes can’t be discarded", &error);
        Some(Action::Discarded(discarded.map_err(why)))
    }

    /// Takes a leftover off the list once it is dealt with or can't be had any more.
    fn strike_off<T>(&mut self, place: usize, result: &Result<T, LeftoverError>) {
        if !matches!(result, Err(error) if !is_gone(error)) {
            self.leftovers[place] = None;
        }
    }
}

/// Whether it can't be had any more, whatever is tried again.
const fn is_gone(error: &LeftoverError) -> bool {
    matches!(error, LeftoverError::Taken | LeftoverError::Unusable)
}

fn offer_error(what: &str, error: &LeftoverError) -> OfferError {
    OfferError { why: format!("{what}: {error}"), is_gone: is_gone(error) }
}

pub(super) fn recoverable(unsaved: Unsaved) -> Recoverable {
    let Unsaved { origin, saved, open, at } = unsaved;
    Recoverable { origin, saved, open, at: local_time(at, SystemTime::now().into()) }
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
