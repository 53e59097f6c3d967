//! What is copied of a session, made and carried out.

use super::copies::{Copies, FiledCopy};
use crate::report::command::SharedCommand;
use crate::report::copy::{self, CopyScene};
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
    /// The SHA-256 of the open preset's file, where it is known.
    pub(super) digest: Option<String>,
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
                let file = || FiledCopy { stem: self.stem(what), text: in_file };
                let result = self.copies.carry_out(what, &text, file, to_file, terminal);
                Action::CopyDone { what, beside, result }
            }
            Err(why) => Action::CopyDone { what, beside: None, result: CopyResult::Failed(why) },
        }
    }

    fn made(&self, what: Copied) -> Result<Made, String> {
        let mut scene = CopyScene {
            look: self.look,
            size: self.size,
            digest: self.digest.clone(),
            date: now().date_naive().to_string(),
            file: None,
        };
        let mut beside = None;
        if let Some(SharedCommand::OfFile(of)) = copy::command_of(self.session, what) {
            let file = FiledCopy { stem: self.stem(what), text: of.preset };
            match self.copies.file_preset(&file) {
                Ok((path, shown)) => (scene.file, beside) = (Some(path), Some(shown)),
                // A report without a command is still one.
                Err(_) if what == Copied::Report => {}
                Err(why) => return Err(why),
            }
        }
        let text = copy::text(self.session, &scene, what)?;
        let in_file = copy::file_text(self.session, what, &text);
        Ok(Made { text, in_file, beside })
    }

    fn stem(&self, what: Copied) -> String {
        let now = now().format("%Y-%m-%d-%H%M%S");
        format!("{}-{now}", copy::file_stem(self.session, what))
    }
}

fn now() -> DateTime<Local> {
    SystemTime::now().into()
}
