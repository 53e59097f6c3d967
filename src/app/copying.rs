//! What is copied of a session, made and carried out.

use super::copies::{Copies, FiledCopy};
use crate::report::command::{self, SharedCommand};
use crate::report::copy;
use crate::session::{Action, Copied, CopyResult, Session};
use crate::view::Look;
use chrono::{DateTime, Local};
use std::io::Write;
use std::time::SystemTime;

/// A session as it is drawn on a screen of so many columns and rows, and where copies of it go.
pub(super) struct Copying<'a> {
    pub(super) session: &'a Session,
    pub(super) look: &'a Look,
    pub(super) size: (u16, u16),
    pub(super) copies: &'a Copies,
}

/// A text for the clipboard, the same for a file, and a file that it names.
struct Made {
    text: String,
    in_file: String,
    beside: Option<String>,
}

impl Copying<'_> {
    /// Copies, and says what became of it.
    pub(super) fn carry_out(
        &self,
        what: Copied,
        to_file: bool,
        terminal: &mut impl Write,
    ) -> Action {
        match self.made(what) {
            Ok(Made { text, in_file, beside }) => {
                let file = || FiledCopy { stem: self.stem(), text: in_file };
                let result = self.copies.carry_out(what, &text, file, to_file, terminal);
                Action::CopyDone { what, beside, result }
            }
            Err(why) => Action::CopyDone { what, beside: None, result: CopyResult::Failed(why) },
        }
    }

    fn made(&self, what: Copied) -> Result<Made, String> {
        let command = (what == Copied::Command).then(|| command::of(self.session));
        if let Some(SharedCommand::OfFile(of)) = command {
            let file = FiledCopy { stem: self.stem(), text: of.preset.clone() };
            let (path, shown) = self.copies.file_preset(&file)?;
            let text = of.line(&path);
            return Ok(Made { in_file: format!("{text}\n"), text, beside: Some(shown) });
        }
        Ok(Made {
            text: copy::text(self.session, self.look, what, self.size)?,
            in_file: copy::file_text(self.session, self.look, what, self.size)?,
            beside: None,
        })
    }

    fn stem(&self) -> String {
        let now = DateTime::<Local>::from(SystemTime::now()).format("%Y-%m-%d-%H%M%S");
        format!("{}-{now}", copy::file_stem(self.session))
    }
}
