//! Carrying a copy out: to the terminal's clipboard, or to a file.

use super::tmux::Tmux;
use crate::preset::Library;
use crate::preset::files::{Expected, Refusal, replace};
use crate::session::{Action, Copied, CopyResult};
use crate::settings::{CopyChoice, Folders};
use crate::terminal::Clipboard;
use std::ffi::OsStr;
use std::io::Write;

/// The folder for copies in the state folder.
const FOLDER: &str = "copies";

/// Where copies go.
#[derive(Debug, Clone)]
pub struct Copies {
    /// The terminal's clipboard.
    pub clipboard: Clipboard,
    /// What the settings say.
    pub choice: CopyChoice,
    /// Whose state folder takes copies that aren't sent.
    pub library: Library,
}

/// Why a text isn't sent to the terminal.
enum Unsent {
    /// A file is asked for.
    AskedFor,
    /// It can't be.
    Because(&'static str),
}

impl Copies {
    /// Copies a text, and says what became of it.
    pub(super) fn carry_out(
        &self,
        what: Copied,
        text: &str,
        to_file: bool,
        terminal: &mut impl Write,
    ) -> Action {
        let sent = match self.unsent(to_file) {
            Some(unsent) => Err(unsent),
            None => match self.clipboard {
                Clipboard::Tmux | Clipboard::TmuxAlone => {
                    self.send_through(Tmux::ask(), text, terminal)
                }
                _ => self.send(text, terminal),
            },
        };
        let result = sent.unwrap_or_else(|unsent| self.file(what, text, &unsent));
        Action::CopyDone(what, result)
    }

    /// Sends a text by the way that a tmux leaves open.
    fn send_through(
        &self,
        tmux: Tmux,
        text: &str,
        terminal: &mut impl Write,
    ) -> Result<CopyResult, Unsent> {
        match tmux {
            Tmux::Fills if Tmux::load(text).is_ok() => {
                Ok(CopyResult::Sent { through: self.clipboard.through() })
            }
            // Wrapped for two, it would show on the display of the one further out.
            Tmux::Passes if self.clipboard == Clipboard::Tmux => self.send(text, terminal),
            Tmux::Untold => match self.send(text, terminal)? {
                CopyResult::Sent { .. } => Ok(CopyResult::HandedOver { to: "tmux" }),
                other => Ok(other),
            },
            Tmux::Fills | Tmux::Passes | Tmux::Keeps => {
                Err(Unsent::Because("tmux doesn't reach the terminal's clipboard"))
            }
        }
    }

    /// Sends a text as the terminal's own sequence, wrapped for what lies between.
    fn send(&self, text: &str, terminal: &mut impl Write) -> Result<CopyResult, Unsent> {
        let sequence = self.clipboard.sequence(text).ok_or(Unsent::Because("too long to send"))?;
        Ok(match terminal.write_all(sequence.as_bytes()) {
            Ok(()) => CopyResult::Sent { through: self.clipboard.through() },
            Err(error) => CopyResult::Failed(error.to_string()),
        })
    }

    fn unsent(&self, to_file: bool) -> Option<Unsent> {
        match self.choice {
            _ if to_file => Some(Unsent::AskedFor),
            CopyChoice::File => Some(Unsent::AskedFor),
            CopyChoice::Auto if self.clipboard == Clipboard::None => {
                Some(Unsent::Because("no clipboard here"))
            }
            CopyChoice::Auto if self.clipboard == Clipboard::Unknown => {
                Some(Unsent::Because("tmux or GNU screen? Neither says that it is there"))
            }
            CopyChoice::Auto | CopyChoice::Terminal => None,
        }
    }

    fn file(&self, what: Copied, text: &str, unsent: &Unsent) -> CopyResult {
        let why = match unsent {
            Unsent::AskedFor => "",
            Unsent::Because(why) => why,
        };
        let name = match what {
            Copied::Figure => "figure.txt",
            Copied::Table => "table.tsv",
            Copied::Markdown => "table.md",
            Copied::Screen => "screen.txt",
        };
        let Some(folder) = self.library.state().and_then(|state| state.inside(FOLDER).ok()) else {
            let why = if why.is_empty() { "" } else { &format!("{why}, and ") };
            return CopyResult::Failed(format!("{why}there is no folder for a file"));
        };
        match replace(&folder, OsStr::new(name), text.as_bytes(), Expected::Anything) {
            Ok(()) => CopyResult::Filed { file: self.shown(name), why: why.to_owned() },
            Err(refusal) => CopyResult::Failed(format!("{FOLDER}/{name}: {}", words(refusal))),
        }
    }

    /// The path of a file as it is told; a restricted library doesn't say where its folder is.
    fn shown(&self, name: &str) -> String {
        let state = self.library.state_folder().filter(|_| !self.library.is_restricted());
        let within = format!("{FOLDER}/{name}");
        state.map_or_else(
            || within.clone(),
            |state| Folders::of_user().without_home(&state.join(&within)),
        )
    }
}

fn words(refusal: Refusal) -> String {
    let named = format!("something else has this name ({refusal:?})");
    refusal.into_error().map_or(named, |error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_tmux_says_it_takes_is_said_to_be_sent() {
        let copies = |clipboard| Copies {
            clipboard,
            choice: CopyChoice::Auto,
            library: Library::bundled_only(),
        };
        let (tmux, alone) = (Clipboard::Tmux, Clipboard::TmuxAlone);
        let sent = Some(CopyResult::Sent { through: Some("tmux") });
        for (clipboard, says, expected) in [
            (tmux, Tmux::Untold, Some(CopyResult::HandedOver { to: "tmux" })),
            (alone, Tmux::Untold, Some(CopyResult::HandedOver { to: "tmux" })),
            (tmux, Tmux::Passes, sent),
            (alone, Tmux::Passes, None),
            (tmux, Tmux::Keeps, None),
        ] {
            let mut terminal = Vec::new();
            let result = copies(clipboard).send_through(says, "a", &mut terminal).ok();
            assert_eq!(terminal.is_empty(), expected.is_none());
            assert_eq!(result, expected, "{clipboard:?} {says:?}");
        }
    }

    fn result(copies: &Copies, text: &str, to_file: bool) -> (CopyResult, Vec<u8>) {
        let mut terminal = Vec::new();
        match copies.carry_out(Copied::Table, text, to_file, &mut terminal) {
            Action::CopyDone(Copied::Table, result) => (result, terminal),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_copy_is_sent_unless_it_cannot_be_or_a_file_is_asked_for() {
        let home = tempfile::tempdir().unwrap();
        let library = Library::at(home.path());
        let copies = |clipboard, choice| Copies { clipboard, choice, library: library.clone() };
        let sent = |through| CopyResult::Sent { through };
        let long = "x".repeat(100_000);
        for (clipboard, choice, text, to_file, expected) in [
            (Clipboard::Straight, CopyChoice::Auto, "a\tb", false, Ok(sent(None))),
            (Clipboard::Screen, CopyChoice::Auto, "a\tb", false, Ok(sent(Some("GNU screen")))),
            (Clipboard::None, CopyChoice::Terminal, "a\tb", false, Ok(sent(None))),
            (Clipboard::None, CopyChoice::Auto, "a\tb", false, Err("no clipboard")),
            (Clipboard::Unknown, CopyChoice::Auto, "a\tb", false, Err("tmux or GNU screen")),
            (Clipboard::Straight, CopyChoice::Auto, &long, false, Err("too long")),
            (Clipboard::Straight, CopyChoice::File, "a\tb", false, Err("")),
            (Clipboard::Straight, CopyChoice::Auto, "c\td", true, Err("")),
        ] {
            let (result, written) = result(&copies(clipboard, choice), text, to_file);
            match (expected, result) {
                (Ok(expected), result) => {
                    assert_eq!(result, expected);
                    assert!(written.windows(5).any(|part| part == b"]52;c"));
                }
                (Err(part), CopyResult::Filed { file, why }) => {
                    assert!(why.contains(part) && written.is_empty(), "{why}");
                    assert_eq!(std::fs::read_to_string(file).unwrap(), text);
                }
                (Err(_), other) => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_restricted_library_keeps_copies_to_itself_and_one_without_folders_none() {
        let home = tempfile::tempdir().unwrap();
        let restricted = Library::restricted_to(home.path()).unwrap();
        let copies =
            |library| Copies { clipboard: Clipboard::None, choice: CopyChoice::Auto, library };
        let (filed, _) = result(&copies(restricted), "a", true);
        let file = "copies/table.tsv".to_owned();
        assert_eq!(filed, CopyResult::Filed { file, why: String::new() });
        let written = std::fs::read_to_string(home.path().join(".payback/copies/table.tsv"));
        assert_eq!(written.unwrap(), "a");
        let (refused, written) = result(&copies(Library::bundled_only()), "a", true);
        assert!(matches!(refused, CopyResult::Failed(why) if why.contains("no folder")));
        assert!(written.is_empty());
    }
}
