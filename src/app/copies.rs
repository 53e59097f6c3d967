//! Carrying a copy out: to the terminal's clipboard, or to a file.

use crate::preset::save;
use crate::session::{Action, Copied, CopyResult};
use crate::settings::CopyChoice;
use crate::terminal::Clipboard;
use std::io::Write;
use std::path::PathBuf;

/// Where copies go.
#[derive(Debug, Clone)]
pub struct Copies {
    /// The terminal's clipboard.
    pub clipboard: Clipboard,
    /// What the settings say.
    pub choice: CopyChoice,
    /// The folder for copies that aren't sent; `None` where no file may be written.
    pub folder: Option<PathBuf>,
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
        let sequence = match self.unsent(to_file) {
            None => self.clipboard.sequence(text).ok_or(Unsent::Because("it is too long to send")),
            Some(unsent) => Err(unsent),
        };
        let result = match sequence {
            Ok(sequence) => match terminal.write_all(sequence.as_bytes()) {
                Ok(()) => CopyResult::Sent { through: self.clipboard.through() },
                Err(error) => CopyResult::Failed(error.to_string()),
            },
            Err(unsent) => self.file(what, text, &unsent),
        };
        Action::CopyDone(what, result)
    }

    fn unsent(&self, to_file: bool) -> Option<Unsent> {
        match self.choice {
            _ if to_file => Some(Unsent::AskedFor),
            CopyChoice::File => Some(Unsent::AskedFor),
            CopyChoice::Auto if self.clipboard == Clipboard::None => {
                Some(Unsent::Because("this terminal has no clipboard"))
            }
            CopyChoice::Auto | CopyChoice::Terminal => None,
        }
    }

    fn file(&self, what: Copied, text: &str, unsent: &Unsent) -> CopyResult {
        let why = match unsent {
            Unsent::AskedFor => "",
            Unsent::Because(why) => why,
        };
        let Some(folder) = &self.folder else {
            let why = if why.is_empty() { "a file" } else { why };
            return CopyResult::Failed(format!("{why}, and no file may be written here"));
        };
        let path = folder.join(match what {
            Copied::Figure => "figure.txt",
            Copied::Table => "table.tsv",
            Copied::Markdown => "table.md",
            Copied::Screen => "screen.txt",
        });
        if let Err(error) = std::fs::create_dir_all(folder) {
            return CopyResult::Failed(format!("{} can't be made: {error}", folder.display()));
        }
        match save::save_bytes(&path, text.as_bytes()) {
            Ok(()) => CopyResult::Filed { file: path.display().to_string(), why: why.to_owned() },
            Err(error) => CopyResult::Failed(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let folder = home.path().join("copies");
        let copies = |clipboard, choice| Copies { clipboard, choice, folder: Some(folder.clone()) };
        let sent = |through| CopyResult::Sent { through };
        let long = "x".repeat(100_000);
        for (clipboard, choice, text, to_file, expected) in [
            (Clipboard::Straight, CopyChoice::Auto, "a\tb", false, Ok(sent(None))),
            (Clipboard::Tmux, CopyChoice::Auto, "a\tb", false, Ok(sent(Some("tmux")))),
            (Clipboard::None, CopyChoice::Terminal, "a\tb", false, Ok(sent(None))),
            (Clipboard::None, CopyChoice::Auto, "a\tb", false, Err("has no clipboard")),
            (Clipboard::Straight, CopyChoice::Auto, &long, false, Err("too long")),
            (Clipboard::Straight, CopyChoice::File, "a\tb", false, Err("")),
            (Clipboard::Straight, CopyChoice::Auto, "c\td", true, Err("")),
        ] {
            let (result, written) = result(&copies(clipboard, choice), text, to_file);
            match (expected, result) {
                (Ok(expected), result) => {
                    assert_eq!(result, expected);
                    assert!(written.starts_with(b"\x1b]52;c;"));
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
    fn where_no_file_may_be_written_none_is() {
        let copies = Copies { clipboard: Clipboard::None, choice: CopyChoice::Auto, folder: None };
        let (refused, written) = result(&copies, "a", true);
        assert!(
            matches!(refused, CopyResult::Failed(why) if why.contains("no file may be written"))
        );
        assert!(written.is_empty());
    }
}
