//! The offer to take up what an earlier run left unsaved.

use super::unsaved::Leave;
use super::{Acts, Dialog, Fate};
use crate::preset::{Difference, differences};
use crate::session::action::Effect;
use crate::session::exchange::{OfferError, Recoverable};
use crate::session::message::{DISCARDED, Message};
use crate::session::{Context, Session};

/// Up to so many differences in one preset are told in a line rather than in a dialog.
const SMALL: usize = 5;

/// What is said of an offer that is put off.
const LATER: &str = "unsaved changes are kept, and offered again at the next start";

/// Something that can be taken up.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub work: Recoverable,
    /// What differs in it from what was saved.
    pub differences: Vec<Difference>,
}

/// What can be taken up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecoverList {
    /// The newest of it; one that is dealt with is gone, and the others keep their places.
    pub offers: Vec<Option<Offer>>,
    /// The chosen one.
    pub selected: usize,
    /// Whether everything that differs is shown, and how far it is scrolled.
    pub differences: Option<usize>,
    /// How many more there are that haven't been read, and whether some of them are being.
    pub unread: usize,
    is_reading: bool,
}

impl Offer {
    fn of(work: Recoverable) -> Self {
        let differences = differences(&work.saved, &work.open);
        Self { work, differences }
    }
}

impl RecoverList {
    /// The places of those that are left.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        self.offers.iter().enumerate().filter(|(_, offer)| offer.is_some()).map(|(place, _)| place)
    }

    /// The chosen one; none while others are still being read.
    pub fn chosen(&self) -> Option<&Offer> {
        self.offers.get(self.selected)?.as_ref()
    }

    /// Whether nothing is left, read or not.
    fn is_over(&self) -> bool {
        self.unread == 0 && self.places().next().is_none()
    }

    /// Whether it is little enough to be told in a line.
    fn is_small(&self) -> bool {
        let mut offers = self.offers.iter().flatten();
        let first =
            offers.next().is_some_and(|offer| (1..=SMALL).contains(&offer.differences.len()));
        first && offers.next().is_none() && self.unread == 0
    }

    /// Asks for more once the last one is reached.
    fn read_on(&mut self, session: &mut Session) {
        let is_last = self.places().all(|place| place <= self.selected);
        if is_last && self.unread > 0 && !self.is_reading {
            self.is_reading = true;
            session.effects.push(Effect::MoreLeftovers);
        }
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
            let last = offer.differences.len().saturating_sub(1);
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
        let shows = self.differences.is_none() && RecoverList::chosen(self).is_some();
        self.differences = shows.then_some(0);
    }

    /// Takes up the chosen one, as it was when it was left. The list waits for what comes of it.
    fn accept(&mut self, session: &mut Session) -> Fate {
        if RecoverList::chosen(self).is_none() {
            return Fate::Stays;
        }
        let place = self.selected;
        session.offered = Some(std::mem::take(self));
        session.leave(Leave::Resume(place));
        Fate::Closes
    }

    /// Leaves everything for the next start.
    fn cancel(&mut self, session: &mut Session) -> Fate {
        session.say(LATER);
        Fate::Closes
    }

    fn discard(&mut self, session: &mut Session) -> Fate {
        if RecoverList::chosen(self).is_some() {
            session.effects.push(Effect::Discard(self.selected));
        }
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
        let open = self.recover_list();
        let is_open = open.is_some();
        let waiting = open.or_else(|| self.offered.take()).or_else(|| self.small_offer.take());
        let mut list = match waiting {
            Some(list) => list,
            None if first == 0 => RecoverList::default(),
            // It was read for a list that has been closed meanwhile.
            None => return,
        };
        list.offers.extend(offers.into_iter().map(Offer::of).map(Some));
        (list.unread, list.is_reading) = (unread, false);
        if list.chosen().is_none() {
            let first = list.places().next();
            list.selected = first.unwrap_or(0);
        }
        match list.is_over() {
            true => {}
            false if is_open => self.dialog = Some(Dialog::Recover(list)),
            false => self.offered = Some(list),
        }
    }

    /// Shows an offer that has waited for a dialog's end, unless what is asked of the app may open
    /// another dialog; a small one waits in a line.
    pub(in crate::session) fn show_offer(&mut self) {
        if self.dialog.is_some() || !self.effects.is_empty() {
            return;
        }
        match self.offered.take() {
            Some(list) if list.is_small() => {
                self.small_offer = Some(list);
                self.message.take_if(|message| !matches!(message, Message::Error(_)));
            }
            offered => self.dialog = offered.map(Dialog::Recover),
        }
    }

    /// What an earlier run left where the foot of the screen tells of it.
    pub fn small_offer(&self) -> Option<&Offer> {
        self.small_offer.as_ref()?.chosen()
    }

    /// Shows what earlier runs left; where nothing is offered, what was discarded or deleted.
    pub(in crate::session) fn restore(&mut self) {
        match self.small_offer.take() {
            Some(list) => self.dialog = Some(Dialog::Recover(list)),
            None => self.list_kept(),
        }
    }

    /// Leaves an offer that the foot of the screen tells of for the next start; whether there was
    /// one.
    pub(in crate::session) fn put_off_offer(&mut self) -> bool {
        let was_offered = self.small_offer.take().is_some();
        if was_offered {
            self.say(LATER);
        }
        was_offered
    }

    /// What was left is this program's now, or couldn't be had: then the list is there again.
    pub(in crate::session) fn resumed(
        &mut self,
        found: Result<Recoverable, OfferError>,
        others: usize,
    ) {
        let list = self.offered.take();
        match found {
            Ok(work) => {
                let at = work.at.clone();
                let name = self.resume(work);
                let rest = if others > 0 { "; the others are kept for the next start" } else { "" };
                self.say(format!("resumed {name} as of {at}{rest}"));
                self.effects.push(Effect::ForgetResumed);
            }
            Err(OfferError { why, is_gone }) => {
                self.refuse(why);
                match list {
                    Some(list) if is_gone => self.strike_off(list),
                    list => self.offered = list,
                }
            }
        }
    }

    /// The chosen one is given up, or couldn't be.
    pub(in crate::session) fn discarded(&mut self, result: Result<(), OfferError>) {
        let is_over = result.as_ref().err().is_none_or(|error| error.is_gone);
        match result {
            Ok(()) => self.say(DISCARDED),
            Err(error) => self.refuse(error.why),
        }
        if is_over && let Some(list) = self.recover_list() {
            self.strike_off(list);
        }
    }

    /// The open list, out of the session.
    fn recover_list(&mut self) -> Option<RecoverList> {
        match self.dialog.take_if(|dialog| matches!(dialog, Dialog::Recover(_)))? {
            Dialog::Recover(list) => Some(list),
            _ => None,
        }
    }

    /// Shows a list without its chosen offer, as long as anything is left.
    fn strike_off(&mut self, mut list: RecoverList) {
        list.offers[list.selected] = None;
        list.differences = None;
        let next = list.places().find(|place| *place > list.selected);
        list.selected = next.or(list.places().last()).unwrap_or(list.selected);
        list.read_on(self);
        self.dialog = (!list.is_over()).then_some(Dialog::Recover(list));
    }
}
