//! Somebody else wrote to the open preset's file: taken up at once where nothing is unsaved here, asked
//! about otherwise.

use super::{Acts, Dialog, Fate};
use crate::preset::{Difference, Preset, Stamp, differences};
use crate::session::action::Effect;
use crate::session::edit::By;
use crate::session::{Context, Session};

/// Whether to take up what the file holds now.
#[derive(Debug, Clone, PartialEq)]
pub struct Reread {
    there: Box<Preset>,
    stamp: Stamp,
    /// What that would change here.
    pub differences: Vec<Difference>,
    /// How many times the file has changed since it was asked first.
    round: usize,
}

impl Acts for Reread {
    fn context(&self) -> Context {
        Context::Reread
    }

    /// What the file holds by now is a question of its own: an answer is to what is shown.
    fn question(&self) -> Option<usize> {
        Some(self.round)
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        session.reread((*self.there).clone(), self.stamp);
        Fate::Closes
    }

    fn cancel(&mut self, session: &mut Session) -> Fate {
        let name = session.file.origin.name();
        session.say(format!("your version is kept; {name} on disk differs until you save"));
        Fate::Closes
    }
}

impl Session {
    /// Notes what somebody else wrote to the file; where that can't be read, says so.
    pub(in crate::session) fn file_changed(&mut self, found: Result<(Preset, Stamp), String>) {
        let name = self.file.origin.name();
        match found {
            Ok(found) => self.file.elsewhere = Some(found),
            Err(why) => {
                self.file.elsewhere = None;
                // What is open is nowhere else now.
                self.file.is_gone = true;
                self.dialog.take_if(|dialog| matches!(dialog, Dialog::Reread(_)));
                let why = why.trim_end_matches('.');
                self.refuse(format!("what is open is intact; {name} has changed: {why}"));
            }
        }
    }

    /// Takes it up once nothing else is being answered: at once where nothing is unsaved here, else
    /// after asking; what was asked already is asked of what the file holds now. A presentation is
    /// not disturbed.
    pub(in crate::session) fn take_up_changed_file(&mut self) {
        let round = match &self.dialog {
            None if self.presentation.is_none() && self.effects.is_empty() => 0,
            Some(Dialog::Reread(asked)) => asked.round + 1,
            _ => return,
        };
        let Some((there, stamp)) = self.file.elsewhere.take() else { return };
        self.dialog = None;
        if there == self.file.saved {
            // All that differs is what is unsaved here.
            self.effects.push(Effect::Reread(stamp));
            let name = self.file.origin.name();
            let is_back = std::mem::take(&mut self.file.is_gone);
            self.say(if is_back {
                format!("{name} is back, and nothing in it has changed")
            } else {
                format!("another program wrote to {name}; its values are as they were")
            });
        } else if self.is_edited() && there != self.preset {
            let differences = differences(&self.preset, &there);
            let there = Box::new(there);
            // What was said of the file before is over.
            self.message = None;
            self.dialog = Some(Dialog::Reread(Reread { there, stamp, differences, round }));
        } else {
            self.reread(there, stamp);
        }
    }

    /// What is open becomes what the file holds, as an edit that can be undone.
    fn reread(&mut self, there: Preset, stamp: Stamp) {
        let name = self.file.origin.name();
        let said = if there == self.preset {
            format!("{name} was changed by another program to what is open here")
        } else {
            format!("{name} was changed by another program and read again; u undoes")
        };
        self.edit(By::Once, |preset| preset.clone_from(&there));
        self.file.saved = there;
        self.file.is_gone = false;
        self.history.note_saved();
        self.settle();
        self.effects.push(Effect::Reread(stamp));
        self.say(said);
    }
}
