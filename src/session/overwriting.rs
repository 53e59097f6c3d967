//! The question whether to save over a file: one that has the name already, that somebody else
//! changed or removed, whose comments would be lost, or that no other file can take the place of.

use super::action::{Effect, May, SaveTarget, There};
use super::dialog::Dialog;
use super::{SaveAs, Session};
use crate::preset::{Difference, Origin, Stamp, differences};

/// What is in the way of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Something has the name already.
    Taken,
    /// Somebody else changed the file since it was read or written here.
    Changed,
    /// Somebody else removed it.
    Vanished,
    /// It has comments on so many lines, which can't be kept.
    Comments(usize),
    /// No other file can take its place; it can only be written to.
    Busy,
}

/// Whether to save over a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Overwrite {
    /// What is in the way.
    pub why: Why,
    /// The place.
    pub origin: Origin,
    /// What is other in what is open than in what is there, or why that can't be read.
    pub there: Result<Vec<Difference>, String>,
    /// On how many lines comments begin in what is there: they would be lost.
    pub comments: usize,
    /// The bytes of what is there.
    pub stamp: Option<Stamp>,
    /// How far everything that differs is scrolled, where that is shown.
    pub scroll: Option<usize>,
}

impl Overwrite {
    pub(super) fn scroll(&mut self, by: isize) {
        let last = self.there.as_ref().map_or(0, |list| list.len().saturating_sub(1));
        self.scroll = self.scroll.map(|scroll| scroll.saturating_add_signed(by).min(last));
    }
}

impl Session {
    /// Asks whether to save over a file.
    pub(super) fn ask_overwrite(&mut self, why: Why, origin: Origin, there: &There) {
        let &There { ref preset, comments, stamp } = there;
        let there = match preset {
            Ok(there) => Ok(differences(there, &self.preset)),
            Err(why) => Err(why.clone()),
        };
        let asked = Overwrite { why, origin, there, comments, stamp, scroll: None };
        self.dialog = Some(Dialog::Overwrite(asked));
    }

    /// Carries out the answer.
    pub(super) fn overwrite(&mut self, overwrite: &Overwrite, answer: char) -> Vec<Effect> {
        match answer {
            'r' => {
                let may = match overwrite.why {
                    Why::Comments(_) => May::LoseComments,
                    Why::Taken | Why::Changed => May::Replace(overwrite.stamp),
                    Why::Vanished => May::Anew,
                    Why::Busy => May::InPlace(overwrite.stamp),
                };
                vec![self.save_effect(SaveTarget::At(overwrite.origin.clone()), may)]
            }
            'S' => self.ask_name(),
            _ => {
                if let Some(Dialog::Overwrite(shown)) = &mut self.dialog {
                    shown.scroll = shown.scroll.is_none().then_some(0);
                }
                Vec::new()
            }
        }
    }

    /// Leaves the file alone: back to the name, where one was typed.
    pub(super) fn keep_file(&mut self) -> Vec<Effect> {
        match self.dialog.take() {
            Some(Dialog::Overwrite(shown)) if shown.scroll.is_some() => {
                self.dialog = Some(Dialog::Overwrite(Overwrite { scroll: None, ..shown }));
                Vec::new()
            }
            Some(Dialog::Overwrite(Overwrite { why: Why::Taken, origin, .. })) => {
                self.dialog = Some(Dialog::SaveAs(SaveAs::new(&origin.id())));
                self.look_for_place()
            }
            _ => {
                self.after_save = None;
                Vec::new()
            }
        }
    }
}
