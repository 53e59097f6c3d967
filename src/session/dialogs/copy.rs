//! Choosing what to copy, and what became of it. The texts are made by those who draw and report.

use super::{Acts, Dialog, Fate};
use crate::session::action::Effect;
use crate::session::exchange::{Copied, CopyResult};
use crate::session::{Context, Moment, Screen, Session};

/// What can be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyList {
    /// The chosen line, among all kinds of copies.
    pub selected: usize,
}

impl Acts for CopyList {
    fn context(&self) -> Context {
        Context::Copy
    }

    fn list(&mut self, _: &Session) -> Option<(&mut usize, usize)> {
        Some((&mut self.selected, Copied::ALL.len()))
    }

    fn accept(&mut self, session: &mut Session, _: Moment) -> Fate {
        session.copy(self.selected, false);
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn ask_what_to_copy(&mut self) {
        let selected = usize::from(self.screen != Screen::Explore);
        self.dialog = Some(Dialog::Copy(CopyList { selected }));
    }

    pub(super) fn copy_to_file(&mut self) {
        if let Some(Dialog::Copy(list)) = self.dialog.take() {
            self.copy(list.selected, true);
        }
    }

    fn copy(&mut self, selected: usize, to_file: bool) {
        self.effects.push(Effect::Copy { what: Copied::ALL[selected], to_file });
    }

    pub(in crate::session) fn copied(&mut self, what: Copied, result: CopyResult) {
        let noun = what.noun();
        match result {
            CopyResult::Sent { through: None } => {
                self.say(format!("{noun}: sent to the terminal's clipboard"));
            }
            CopyResult::Sent { through: Some(through) } => {
                self.say(format!("{noun}: sent to the terminal's clipboard through {through}"));
            }
            CopyResult::Filed { file, why } if why.is_empty() => {
                self.say(format!("{noun} is in {file}"));
            }
            CopyResult::Filed { file, why } => self.say(format!("{why}; {noun} is in {file}")),
            CopyResult::Failed(why) => self.refuse(format!("{noun} was not copied: {why}")),
        }
    }

    pub(in crate::session) fn mouse_set(&mut self, on: bool) {
        self.say(if on {
            "mouse on: it moves handles; Shift-drag selects text; M switches it off"
        } else {
            "mouse off: the terminal selects text with it; M switches it on"
        });
    }
}
