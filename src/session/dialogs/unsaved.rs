//! Leaving with something that would be lost: unsaved changes, or pins.

use super::{Acts, Dialog, Fate};
use crate::preset::Origin;
use crate::session::action::Effect;
use crate::session::{Context, Session};
use std::ffi::OsString;

/// What was about to be done when unsaved changes came in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leave {
    Quit,
    /// Open another preset.
    Open(Origin),
    /// Go on with the discarded work in this file.
    TakeUp(OsString),
    /// Take up what an earlier run left, by its place in the list.
    Resume(usize),
}

/// Pins would be lost, which outlive the preset that is open, but not the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pinned;

/// The program ends with the deck that it presents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndPresentation;

impl Leave {
    /// What it asks of the app.
    pub(in crate::session) fn effect(self) -> Effect {
        match self {
            Self::Quit => Effect::Quit,
            Self::Open(origin) => Effect::Load(origin),
            Self::TakeUp(file) => Effect::TakeUp(file),
            Self::Resume(place) => Effect::Resume(place),
        }
    }
}

impl Acts for Leave {
    fn context(&self) -> Context {
        Context::Unsaved
    }

    fn question(&self) -> Option<usize> {
        Some(0)
    }

    /// Saves first.
    fn accept(&mut self, session: &mut Session) -> Fate {
        session.file.then = Some(self.clone());
        session.save();
        Fate::Closes
    }

    fn discard(&mut self, session: &mut Session) -> Fate {
        session.effects.extend([Effect::SetAside, self.clone().effect()]);
        Fate::Closes
    }
}

impl Acts for Pinned {
    fn context(&self) -> Context {
        Context::Pinned
    }

    fn question(&self) -> Option<usize> {
        Some(0)
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        session.effects.push(Effect::Quit);
        Fate::Closes
    }
}

impl Acts for EndPresentation {
    fn context(&self) -> Context {
        Context::EndPresentation
    }

    fn question(&self) -> Option<usize> {
        Some(0)
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        session.effects.push(Effect::Quit);
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn quit(&mut self) {
        self.leave(Leave::Quit);
    }

    /// Leaves what is open, unless something would be lost: then it asks.
    pub(in crate::session) fn leave(&mut self, leave: Leave) {
        if self.is_unsaved() {
            self.dialog = Some(Dialog::Unsaved(leave));
        } else if leave == Leave::Quit && !self.pins.all.is_empty() {
            self.dialog = Some(Dialog::Pinned(Pinned));
        } else {
            self.effects.push(leave.effect());
        }
    }
}
