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
}

impl Acts for Reread {
    fn context(&self) -> Context {
        Context::Reread
    }

    fn question(&self) -> Option<usize> {
        Some(0)
    }

    fn accept(&mut self, session: &mut Session) -> Fate {
        // It may have been written to again since it was asked.
        let asked = ((*self.there).clone(), self.stamp);
        let (there, stamp) = session.file.elsewhere.take().unwrap_or(asked);
        session.reread(there, stamp);
        Fate::Closes
    }
}

impl Session {
    /// Notes what somebody else wrote to the file; where that can't be read, says so.
    pub(in crate::session) fn file_changed(&mut self, found: Result<(Preset, Stamp), String>) {
        let name = self.file.origin.id();
        match found {
            Ok(found) => self.file.elsewhere = Some(found),
            Err(why) => {
                self.file.elsewhere = None;
                // What is open is nowhere else now.
                self.file.is_gone = true;
                let why = why.trim_end_matches('.');
                self.refuse(format!(
                    "the file of {name} was changed: {why}; what is open is intact"
                ));
            }
        }
    }

    /// Takes it up once nothing else is being answered: at once where nothing is unsaved here, else
    /// after asking. A presentation is not disturbed.
    pub(in crate::session) fn take_up_changed_file(&mut self) {
        if self.dialog.is_some() || self.presentation.is_some() || !self.effects.is_empty() {
            return;
        }
        let Some((there, stamp)) = self.file.elsewhere.take() else { return };
        let differences = differences(&self.preset, &there);
        if self.is_edited() && there != self.preset {
            self.dialog =
                Some(Dialog::Reread(Reread { there: Box::new(there), stamp, differences }));
        } else {
            self.reread(there, stamp);
        }
    }

    /// What is open becomes what the file holds, as an edit that can be undone.
    fn reread(&mut self, there: Preset, stamp: Stamp) {
        self.edit(By::Once, |preset| preset.clone_from(&there));
        self.file.saved = there;
        self.file.is_gone = false;
        self.history.note_saved();
        self.settle();
        self.effects.push(Effect::Reread(stamp));
        let name = self.file.origin.id();
        self.say(format!("{name} was changed by another program and read again; u undoes"));
    }
}
