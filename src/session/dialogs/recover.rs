//! The offer to take up what an earlier run left unsaved.

use super::unsaved::Leave;
use super::{Acts, Dialog, Fate};
use crate::preset::differences;
use crate::session::action::Effect;
use crate::session::exchange::Recoverable;
use crate::session::message::DISCARDED;
use crate::session::{Context, Session};

/// What can be taken up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecoverList {
    /// The newest of it; one that is dealt with is gone, and the others keep their places.
    pub offers: Vec<Option<Recoverable>>,
    /// The chosen one.
    pub selected: usize,
    /// Whether everything that differs is shown, and how far it is scrolled.
    pub differences: Option<usize>,
    /// How many more there are that haven't been read, and whether some of them are being.
    pub unread: usize,
    is_reading: bool,
}

impl RecoverList {
    /// The places of those that are left.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.offers.iter().enumerate().filter(|(_, offer)| offer.is_some()).map(|(place, _)| place)
    }

    /// Asks for more once the last one is reached.
    fn read_on(&mut self, session: &mut Session) {
        let is_last = self.places().all(|place| place <= self.selected);
        if is_last && self.unread > 0 && !self.is_reading {
            self.is_reading = true;
            session.effects.push(Effect::MoreLeftovers);
        }
    }

    pub fn chosen(&self) -> Option<&Recoverable> {
        self.offers.get(self.selected)?.as_ref()
    }
}

impl Acts for RecoverList {
    fn context(&self) -> Context {
        Context::Recover
    }

    fn question(&self) -> Option<usize> {
        Some(self.places().count())
    }

    fn scroll(&mut self, session: &mut Session, by: isize) {
        if let (Some(scroll), Some(offer)) = (self.differences, RecoverList::chosen(self)) {
            let last = differences(&offer.saved, &offer.open).len().saturating_sub(1);
            self.differences = Some(scroll.saturating_add_signed(by).min(last));
            return;
        }
        let places: Vec<usize> = self.places().collect();
        let at = places.iter().position(|place| *place == self.selected).unwrap_or(0);
        let next = at.saturating_add_signed(by).min(places.len().saturating_sub(1));
        self.selected = places.get(next).copied().unwrap_or(0);
        self.read_on(session);
    }

    fn click(&mut self, session: &mut Session, place: usize) -> Fate {
        if self.selected == place {
            return self.accept(session);
        }
        self.selected = place;
        self.scroll(session, 0);
        Fate::Stays
    }

    fn toggle_differences(&mut self) {
        self.differences = self.differences.is_none().then_some(0);
    }

    /// Takes up the chosen one, as it was when it was left.
    fn accept(&mut self, session: &mut Session) -> Fate {
        if RecoverList::chosen(self).is_some() {
            session.leave(Leave::Resume(self.selected));
        }
        Fate::Closes
    }

    /// Leaves everything for the next start.
    fn cancel(&mut self, session: &mut Session) -> Fate {
        session.say("unsaved changes are kept, and offered again at the next start");
        Fate::Closes
    }

    fn discard(&mut self, session: &mut Session) -> Fate {
        session.effects.push(Effect::Discard(self.selected));
        Fate::Stays
    }
}

impl Session {
    /// Offers what earlier runs left, at once or when no other dialog is open.
    pub(in crate::session) fn offer(
        &mut self,
        first: usize,
        offers: Vec<Recoverable>,
        unread: usize,
    ) {
        let list = match &mut self.dialog {
            Some(Dialog::Recover(list)) => list,
            _ => self.offered.get_or_insert_default(),
        };
        // A dialog that was closed held what came before.
        list.offers.resize(first, None);
        list.offers.extend(offers.into_iter().map(Some));
        (list.unread, list.is_reading) = (unread, false);
        if RecoverList::chosen(list).is_none() {
            let first = list.places().next();
            list.selected = first.unwrap_or(0);
        }
    }

    /// Shows an offer that has waited for a dialog's end.
    pub(in crate::session) fn show_offer(&mut self) {
        if self.dialog.is_none() {
            self.dialog = self.offered.take().map(Dialog::Recover);
        }
    }

    /// What was left is this program's now, or couldn't be had.
    pub(in crate::session) fn resumed(
        &mut self,
        found: Result<Recoverable, String>,
        others: usize,
    ) {
        let work = match found {
            Ok(work) => work,
            Err(why) => return self.refuse(why),
        };
        let at = work.at.clone();
        let name = self.resume(work);
        let rest = if others > 0 { "; the others are kept for the next start" } else { "" };
        self.say(format!("resumed {name} as of {at}{rest}"));
        self.effects.push(Effect::ForgetResumed);
    }

    /// The chosen one is given up, or couldn't be.
    pub(in crate::session) fn discarded(&mut self, result: Result<(), String>) {
        if let Err(why) = result {
            return self.refuse(why);
        }
        self.say(DISCARDED);
        let Some(Dialog::Recover(mut list)) = self.dialog.take() else { return };
        list.offers[list.selected] = None;
        list.differences = None;
        let next = list.places().find(|place| *place > list.selected);
        list.selected = next.or(list.places().last()).unwrap_or(list.selected);
        list.read_on(self);
        if RecoverList::chosen(&list).is_some() || list.unread > 0 {
            self.dialog = Some(Dialog::Recover(list));
        }
    }
}
