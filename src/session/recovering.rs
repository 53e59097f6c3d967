//! The offer to take up what an earlier run left unsaved.

use super::action::{Effect, Moment};
use super::dialog::Dialog;
use super::message::{Change, Message};
use super::{History, Session};
use crate::preset::{Origin, Preset, differences};

/// Unsaved changes of an earlier run.
#[derive(Debug, Clone, PartialEq)]
pub struct Recoverable {
    /// Where the preset came from.
    pub origin: Origin,
    /// The preset as it was saved.
    pub saved: Preset,
    /// The preset as it was open.
    pub open: Preset,
    /// When that was, in words.
    pub at: String,
}

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

    /// Chooses another one, or scrolls what differs.
    pub(super) fn scroll(&mut self, by: isize) {
        if let (Some(scroll), Some(offer)) =
            (self.differences, self.offers.get(self.selected).and_then(Option::as_ref))
        {
            let last = differences(&offer.saved, &offer.open).len().saturating_sub(1);
            self.differences = Some(scroll.saturating_add_signed(by).min(last));
            return;
        }
        let places: Vec<usize> = self.places().collect();
        let at = places.iter().position(|place| *place == self.selected).unwrap_or(0);
        let next = at.saturating_add_signed(by).min(places.len().saturating_sub(1));
        self.selected = places.get(next).copied().unwrap_or(0);
    }

    pub fn chosen(&self) -> Option<&Recoverable> {
        self.offers.get(self.selected)?.as_ref()
    }
}

impl Session {
    /// Offers what earlier runs left.
    pub(super) fn offer(&mut self, offers: Vec<Recoverable>) {
        if !offers.is_empty() {
            let offers = offers.into_iter().map(Some).collect();
            self.dialog =
                Some(Dialog::Recover(RecoverList { offers, selected: 0, differences: None }));
        }
    }

    /// Takes up the chosen one, as it was when it was left.
    pub(super) fn resume(&mut self, now: Moment) -> Vec<Effect> {
        let Some(Dialog::Recover(list)) = self.dialog.take() else { return Vec::new() };
        let others = list.places().count().saturating_sub(1);
        let place = list.selected;
        let Some(offer) = list.offers.into_iter().nth(place).flatten() else { return Vec::new() };
        let Recoverable { origin, saved, open, at } = offer;
        let name = open.name.clone();
        self.reopen(open, origin);
        self.history = History::new();
        // Without a difference it was its file that was gone.
        self.unfiled = saved == self.preset;
        if !self.unfiled {
            self.history.record(Change::Resumed, &saved, &self.preset, now.clock);
        }
        self.saved = saved;
        let rest = if others > 0 { "; the others are kept for the next start" } else { "" };
        self.message = Some(Message::Note(format!("resumed {name} as of {at}{rest}")));
        let mut effects = vec![Effect::Resumed(place)];
        if others > 0 {
            effects.push(Effect::Later);
        }
        effects
    }

    /// Gives the chosen one up.
    pub(super) fn discard(&mut self) -> Vec<Effect> {
        let Some(Dialog::Recover(list)) = &self.dialog else { return Vec::new() };
        vec![Effect::Discard(list.selected)]
    }

    /// The chosen one is given up, or couldn't be.
    pub(super) fn discarded(&mut self, result: Result<std::path::PathBuf, String>) {
        let path = match result {
            Ok(path) => path,
            Err(why) => return self.message = Some(Message::Error(why)),
        };
        let path = path.display();
        self.message = Some(Message::Note(format!("discarded; kept in {path}")));
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

    /// What was unsaved and given up is kept in this file, or couldn't be.
    pub(super) fn set_aside(&mut self, result: Result<std::path::PathBuf, String>) {
        if matches!(self.message, Some(Message::Error(_))) {
            return;
        }
        self.message = Some(match result {
            Ok(path) => {
                Message::Note(format!("the discarded changes are kept in {}", path.display()))
            }
            Err(why) => Message::Error(format!("the discarded changes could not be kept: {why}")),
        });
    }

    /// Shows everything that differs, or the list again.
    pub(super) fn toggle_differences(&mut self) {
        if let Some(Dialog::Recover(list)) = &mut self.dialog {
            list.differences = list.differences.is_none().then_some(0);
        }
    }

    /// Leaves everything for the next start.
    pub(super) fn later(&mut self) -> Vec<Effect> {
        self.dialog = None;
        let said = "unsaved changes are kept, and offered again at the next start";
        self.message = Some(Message::Note(said.to_owned()));
        vec![Effect::Later]
    }

    /// Says that unsaved changes can't be kept for a crash.
    pub(super) fn unkept(&mut self, why: &str) {
        let said = format!("unsaved changes aren’t kept in case of a crash: {why}");
        self.message = Some(Message::Note(said));
    }
}
