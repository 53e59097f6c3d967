//! The offer to take up what an earlier run left unsaved.

use super::{Acts, Dialog, Fate};
use crate::preset::differences;
use crate::session::action::Effect;
use crate::session::exchange::Recoverable;
use crate::session::message::DISCARDED;
use crate::session::{Context, Session};

/// What can be taken up.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoverList {
    /// All of it; one that is dealt with is gone, and the others keep their places.
    pub offers: Vec<Option<Recoverable>>,
    /// The chosen one.
    pub selected: usize,
    /// Whether everything that differs is shown, and how far it is scrolled.
    pub differences: Option<usize>,
}

impl RecoverList {
    /// The places of those that are left.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.offers.iter().enumerate().filter(|(_, offer)| offer.is_some()).map(|(place, _)| place)
    }

    /// The chosen one.
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

    fn scroll(&mut self, _: &mut Session, by: isize) {
        if let (Some(scroll), Some(offer)) = (self.differences, RecoverList::chosen(self)) {
            let last = differences(&offer.saved, &offer.open).len().saturating_sub(1);
            self.differences = Some(scroll.saturating_add_signed(by).min(last));
            return;
        }
        let places: Vec<usize> = self.places().collect();
        let at = places.iter().position(|place| *place == self.selected).unwrap_or(0);
        let next = at.saturating_add_signed(by).min(places.len().saturating_sub(1));
        self.selected = places.get(next).copied().unwrap_or(0);
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
        let others = self.places().count().saturating_sub(1);
        let taken = self.offers.get_mut(self.selected).and_then(Option::take);
        let Some(work) = taken else { return Fate::Closes };
        let at = work.at.clone();
        let name = session.resume(work);
        let rest = if others > 0 { "; the others are kept for the next start" } else { "" };
        session.say(format!("resumed {name} as of {at}{rest}"));
        session.effects.push(Effect::Resumed(self.selected));
        if others > 0 {
            session.effects.push(Effect::Later);
        }
        Fate::Closes
    }

    /// Leaves everything for the next start.
    fn cancel(&mut self, session: &mut Session) -> Fate {
        session.say("unsaved changes are kept, and offered again at the next start");
        session.effects.push(Effect::Later);
        Fate::Closes
    }

    fn discard(&mut self, session: &mut Session) -> Fate {
        session.effects.push(Effect::Discard(self.selected));
        Fate::Stays
    }
}

impl Session {
    /// Offers what earlier runs left.
    pub(in crate::session) fn offer(&mut self, offers: Vec<Recoverable>) {
        if !offers.is_empty() {
            let offers = offers.into_iter().map(Some).collect();
            self.dialog =
                Some(Dialog::Recover(RecoverList { offers, selected: 0, differences: None }));
        }
    }

    /// The chosen one is given up, or couldn't be.
    pub(in crate::session) fn discarded(&mut self, result: Result<(), String>) {
        if let Err(why) = result {
            return self.refuse(why);
        }
        self.say(DISCARDED);
        if let Some(Dialog::Recover(list)) = &mut self.dialog {
            list.offers[list.selected] = None;
            list.differences = None;
            let next = list.places().find(|place| *place > list.selected);
            match next.or(list.places().last()) {
                Some(place) => list.selected = place,
                None => self.dialog = None,
            }
        }
    }
}
