//! The question whether to save over a file: one that has the name already, that somebody else
//! changed or removed, or that no other file can take the place of.

use super::{Acts, Dialog, Fate};
use crate::preset::{Difference, Origin, Stamp, differences};
use crate::session::exchange::{PresetRef, There, Why};
use crate::session::{Context, Session};

/// Whether to save over a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Overwrite {
    /// What is in the way.
    pub why: Why,
    /// The place.
    pub origin: Origin,
    /// What is other in what is open than in what is there, or why that can't be read.
    pub there: Result<Vec<Difference>, String>,
    /// The bytes of what is there.
    pub stamp: Option<Stamp>,
    /// How far everything that differs is scrolled, where that is shown.
    pub scroll: Option<usize>,
}

impl Acts for Overwrite {
    fn context(&self) -> Context {
        match self.why {
            Why::Vanished => Context::Vanished,
            Why::Busy => Context::InPlace,
            Why::Taken | Why::Changed => Context::Replace,
        }
    }

    fn question(&self) -> Option<usize> {
        Some(0)
    }

    fn scroll(&mut self, _: &mut Session, by: isize) {
        let last = self.there.as_ref().map_or(0, |list| list.len().saturating_sub(1));
        self.scroll = self.scroll.map(|scroll| scroll.saturating_add_signed(by).min(last));
    }

    fn toggle_differences(&mut self) {
        self.scroll = self.scroll.is_none().then_some(0);
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        let agreed = Some((self.why, self.stamp));
        session.save_to(PresetRef::At(self.origin.clone()), agreed);
        Fate::Stays
    }

    /// Leaves the file alone: back to the name, where one was typed.
    fn cancel(&mut self, session: &mut Session) -> Fate {
        if self.scroll.take().is_some() {
            return Fate::Stays;
        }
        match self.why {
            Why::Taken => session.ask_place(&self.origin.id()),
            Why::Changed | Why::Vanished | Why::Busy => session.file.then = None,
        }
        Fate::Closes
    }
}

impl Session {
    /// Asks whether to save over a file.
    pub(in crate::session) fn ask_overwrite(&mut self, why: Why, origin: Origin, there: There) {
        let There { preset, stamp } = there;
        let there = preset.map(|there| differences(&there, &self.preset));
        let asked = Overwrite { why, origin, there, stamp, scroll: None };
        self.dialog = Some(Dialog::Overwrite(asked));
    }
}
