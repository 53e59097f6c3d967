//! Carrying a copy out: to the terminal's clipboard, or to a file.

use super::tmux::Tmux;
use crate::preset::files::{Expected, Folder, SaveErrorKind, replace_unheld};
use crate::preset::{Library, SaveError};
use crate::session::{Copied, CopyResult};
use crate::settings::{CopyChoice, Folders};
use crate::terminal::Clipboard;
use crate::text::os_message;
use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;

/// The folder for copies in the state folder.
const FOLDER: &str = "copies";

/// Where copies go.
#[derive(Debug, Clone)]
pub struct Copies {
    /// The terminal's clipboard.
    pub clipboard: Clipboard,
    /// What the settings say.
    pub choice: CopyChoice,
    /// The folder that takes copies as files; that of the library's state folder where none is set.
    pub folder: Option<PathBuf>,
    /// Whose state folder takes copies that aren't sent.
    pub library: Library,
}

/// A copy as a file.
pub struct FiledCopy {
    /// What its name begins with: `apec-40b-grid-2026-11-27-143205`.
    pub stem: String,
    pub text: String,
}

/// Why no file was written.
enum Unwritten {
    NoFolder(String),
    Refused(String),
}

/// Most copies of one second.
const MOST: usize = 100;

/// How a text leaves for the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Route {
    /// As the terminal's own sequence, wrapped for what lies between.
    Sequence,
    /// The same, though what lies between may keep it.
    Unsure,
    /// By tmux's own command.
    Tmux,
    /// By that, though another multiplexer around it may keep it.
    TmuxUnsure,
    /// Not at all.
    None,
}

const NOT_BY_TMUX: &str = "tmux doesn't reach the terminal's clipboard";

impl Copies {
    /// Copies a text, and says what became of it.
    pub(super) fn carry_out(
        &self,
        what: Copied,
        text: &str,
        file: impl FnOnce() -> FiledCopy,
        to_file: bool,
        terminal: &mut impl Write,
    ) -> CopyResult {
        // Whoever is restricted starts no other program.
        let ask = if self.library.is_restricted() { || Tmux::Untold } else { Tmux::ask };
        let sent = match self.unsent(to_file || what.is_document()) {
            Some(why) => Err(why.to_owned()),
            None => self.send_by(self.route(ask), text, terminal),
        };
        sent.unwrap_or_else(|why| self.file(what, &file(), why))
    }

    /// Why a text isn't sent to the terminal; empty where a file is asked for.
    fn unsent(&self, to_file: bool) -> Option<&'static str> {
        match (self.choice, self.clipboard) {
            _ if to_file => Some(""),
            (CopyChoice::File, _) => Some(""),
            (CopyChoice::Auto, Clipboard::None) => Some("no clipboard here"),
            (CopyChoice::Auto, Clipboard::Unknown) => {
                Some("tmux or GNU screen? Neither says that it is there")
            }
            (CopyChoice::Auto | CopyChoice::Terminal, _) => None,
        }
    }

    /// The route to the terminal, as far as what lies between leaves one open.
    fn route(&self, ask: impl Fn() -> Tmux) -> Route {
        let Some(through) = self.clipboard.through() else { return Route::Sequence };
        match ask() {
            Tmux::Fills => Route::Tmux,
            Tmux::Nested => Route::TmuxUnsure,
            // Wrapped for two, it would show on the display of the one further out.
            Tmux::Passes if self.clipboard == Clipboard::Tmux => Route::Sequence,
            Tmux::Passes | Tmux::Keeps => Route::None,
            Tmux::Untold if through == "tmux" || self.clipboard == Clipboard::ScreenAlone => {
                Route::Unsure
            }
            Tmux::Untold => Route::Sequence,
        }
    }

    /// Sends a text; else, and where it may not arrive, says why it is to go to a file.
    fn send_by(
        &self,
        route: Route,
        text: &str,
        terminal: &mut impl Write,
    ) -> Result<CopyResult, String> {
        // Through tmux it leaves as the same sequence, and as long.
        let sequence = self.clipboard.sequence(text).ok_or("too long to send")?;
        let through = match route {
            Route::Tmux | Route::TmuxUnsure => {
                Tmux::load(text).map_err(|_| NOT_BY_TMUX).map(|()| Some("tmux"))?
            }
            Route::Sequence | Route::Unsure => {
                if let Err(error) = terminal.write_all(sequence.as_bytes()) {
                    return Ok(CopyResult::Failed(error.to_string()));
                }
                self.clipboard.through()
            }
            Route::None => return Err(NOT_BY_TMUX.to_owned()),
        };
        match (route, through) {
            (Route::Unsure | Route::TmuxUnsure, Some(through)) => {
                Err(format!("handed to {through}, which may not pass it on"))
            }
            _ => Ok(CopyResult::Sent { through }),
        }
    }

    fn file(&self, what: Copied, copy: &FiledCopy, why: String) -> CopyResult {
        let ending = match what {
            Copied::Figure | Copied::Screen | Copied::Command => "txt",
            Copied::Table => "csv",
            Copied::Markdown => "md",
            Copied::Chart | Copied::Fan | Copied::Picture => "svg",
            Copied::Report => "html",
        };
        match self.written(copy, ending) {
            Ok(name) => CopyResult::Filed { file: self.shown(&name), why },
            Err(Unwritten::NoFolder(missing)) => {
                let why = if why.is_empty() { why } else { format!("{why}, and ") };
                CopyResult::Failed(format!("{why}{missing}"))
            }
            Err(Unwritten::Refused(error)) => CopyResult::Failed(error),
        }
    }

    /// Writes a preset that a copied command opens: its path, and how that is told.
    pub(super) fn file_preset(&self, copy: &FiledCopy) -> Result<(PathBuf, String), String> {
        let state = || Some(self.library.state_folder()?.join(FOLDER));
        let folder = self.folder.clone().or_else(state).filter(|_| !self.library.is_restricted());
        // Within a restricted library no command could open a copy.
        let folder = folder.ok_or(
            "what has changed is too much for a line, and no file can be named here: save the \
             preset first",
        )?;
        match self.written(copy, "ron") {
            Ok(name) => Ok((folder.join(&name), self.shown(&name))),
            Err(Unwritten::NoFolder(why) | Unwritten::Refused(why)) => Err(why),
        }
    }

    /// Writes a file, and gives its name. What is there is never written over.
    fn written(&self, copy: &FiledCopy, ending: &str) -> Result<String, Unwritten> {
        let folder = self.opened().map_err(Unwritten::NoFolder)?;
        for number in 1..=MOST {
            let more = if number == 1 { String::new() } else { format!("-{number}") };
            let name = format!("{}{more}.{ending}", copy.stem);
            let bytes = copy.text.as_bytes();
            match replace_unheld(&folder, OsStr::new(&name), bytes, Expected::Nothing) {
                Ok(()) => return Ok(name),
                Err(SaveErrorKind::Exists) if number < MOST => {}
                Err(kind) => {
                    let error = SaveError { path: name.into(), kind };
                    return Err(Unwritten::Refused(error.to_string()));
                }
            }
        }
        let why = "a hundred files of this second are there already".to_owned();
        Err(Unwritten::Refused(why))
    }

    /// The folder for files, made where it isn't there yet; else what is wrong with it.
    fn opened(&self) -> Result<Folder, String> {
        let Some(path) = &self.folder else {
            let folder = self.library.state().and_then(|state| state.inside(FOLDER).ok());
            return folder.ok_or_else(|| "there is no folder for a file".to_owned());
        };
        std::fs::create_dir_all(path).and_then(|()| Folder::open(path)).map_err(|error| {
            let shown = Folders::of_user().without_home(path);
            format!("the folder {shown} of the settings can't be used: {}", os_message(&error))
        })
    }

    /// A file as it is told; a restricted library doesn't say where its folder is.
    fn shown(&self, name: &str) -> String {
        let state = || Some(self.library.state_folder()?.join(FOLDER));
        self.folder.clone().or_else(state).map_or_else(
            || format!("your copies, as {name}"),
            |folder| Folders::of_user().without_home(&folder.join(name)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library::Person;

    #[test]
    fn a_copy_takes_the_way_that_lies_open() {
        use Clipboard::{Screen, ScreenAlone, Straight, TmuxAlone};
        use Tmux::{Fills, Keeps, Nested, Passes, Untold};
        for (clipboard, tmux, expected) in [
            (Clipboard::Tmux, Fills, Route::Tmux),
            (Clipboard::Tmux, Nested, Route::TmuxUnsure),
            (Clipboard::Tmux, Passes, Route::Sequence),
            (Clipboard::Tmux, Keeps, Route::None),
            (Clipboard::Tmux, Untold, Route::Unsure),
            (TmuxAlone, Passes, Route::None),
            (TmuxAlone, Untold, Route::Unsure),
            // GNU screen within a tmux that can be asked, or by itself.
            (Screen, Fills, Route::Tmux),
            (ScreenAlone, Fills, Route::Tmux),
            (ScreenAlone, Passes, Route::None),
            (ScreenAlone, Untold, Route::Unsure),
            (Screen, Untold, Route::Sequence),
            // A tmux that the terminal was started from.
            (Straight, Fills, Route::Sequence),
        ] {
            let copies = Copies {
                clipboard,
                choice: CopyChoice::Auto,
                folder: None,
                library: Library::bundled_only(),
            };
            assert_eq!(copies.route(|| tmux), expected, "{clipboard:?} {tmux:?}");
        }
    }

    #[test]
    fn what_may_not_arrive_is_not_said_to_be_sent() {
        let (clipboard, choice) = (Clipboard::ScreenAlone, CopyChoice::Auto);
        let copies = Copies { clipboard, choice, folder: None, library: Library::bundled_only() };
        let mut terminal = Vec::new();
        let unsure = copies.send_by(Route::Unsure, "a", &mut terminal);
        assert!(unsure.unwrap_err().contains("handed to GNU screen") && !terminal.is_empty());
        let long = "x".repeat(100_000);
        for route in [Route::Sequence, Route::Unsure, Route::Tmux, Route::TmuxUnsure] {
            let too_long = copies.send_by(route, &long, &mut Vec::new());
            assert_eq!(too_long, Err("too long to send".to_owned()), "{route:?}");
        }
        let sent = copies.send_by(Route::Sequence, "a", &mut terminal).unwrap();
        assert_eq!(sent, CopyResult::Sent { through: Some("GNU screen") });
    }

    #[test]
    fn no_copy_replaces_another_and_why_one_is_not_filed_is_told() {
        let home = tempfile::tempdir().unwrap();
        let library = Library::at(home.path());
        let folder = Some(home.path().join("my reports/of now"));
        let copies =
            Copies { clipboard: Clipboard::None, choice: CopyChoice::Auto, folder, library };
        let filed = |text: &str| match result(&copies, text, true).0 {
            CopyResult::Filed { file, .. } => file,
            other => panic!("{other:?}"),
        };
        let files = ["a", "b", "c"].map(filed);
        for (file, (name, text)) in files.iter().zip([
            ("/my reports/of now/mine-grid.csv", "a"),
            ("/my reports/of now/mine-grid-2.csv", "b"),
            ("/my reports/of now/mine-grid-3.csv", "c"),
        ]) {
            assert!(file.ends_with(name), "{file}");
            assert_eq!(std::fs::read_to_string(file).unwrap(), text);
        }
        let taken = home.path().join("taken");
        std::fs::write(&taken, "").unwrap();
        let copies = Copies { folder: Some(taken), ..copies };
        let (refused, _) = result(&copies, "b", true);
        let CopyResult::Failed(why) = refused else { panic!("{refused:?}") };
        assert!(why.starts_with("the folder ") && why.contains("/taken of the settings can't be"));
    }

    #[test]
    fn a_copy_is_filed_whoever_holds_the_folder() {
        let home = tempfile::tempdir().unwrap();
        let library = Library::at(home.path());
        let _held = library.state().unwrap().inside(FOLDER).unwrap().hold().unwrap();
        let copies =
            Copies { clipboard: Clipboard::None, choice: CopyChoice::Auto, folder: None, library };
        let (filed, _) = result(&copies, "a", true);
        assert!(matches!(filed, CopyResult::Filed { .. }), "{filed:?}");
    }

    fn result(copies: &Copies, text: &str, to_file: bool) -> (CopyResult, Vec<u8>) {
        let mut terminal = Vec::new();
        let file = || FiledCopy { stem: "mine-grid".to_owned(), text: text.to_owned() };
        let result = copies.carry_out(Copied::Table, text, file, to_file, &mut terminal);
        (result, terminal)
    }

    #[test]
    fn a_report_is_a_file_whatever_the_clipboard() {
        let home = tempfile::tempdir().unwrap();
        let copies = Copies {
            clipboard: Clipboard::Straight,
            choice: CopyChoice::Terminal,
            folder: Some(home.path().to_owned()),
            library: Library::at(home.path()),
        };
        for name in ["mine-report.html", "mine-report-2.html"] {
            let file = || FiledCopy { stem: "mine-report".to_owned(), text: "<p>".to_owned() };
            let mut terminal = Vec::new();
            let filed = copies.carry_out(Copied::Report, "<p>", file, false, &mut terminal);
            assert!(matches!(filed, CopyResult::Filed { .. }) && terminal.is_empty(), "{filed:?}");
            assert_eq!(std::fs::read_to_string(home.path().join(name)).unwrap(), "<p>");
        }
    }

    #[test]
    fn a_copy_is_sent_unless_it_cannot_be_or_a_file_is_asked_for() {
        let home = tempfile::tempdir().unwrap();
        let library = Library::at(home.path());
        let copies = |clipboard, choice| Copies {
            clipboard,
            choice,
            folder: None,
            library: library.clone(),
        };
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

    /// A drawing is a file, whatever the clipboard; a preset that a command names is one beside it.
    #[test]
    fn drawings_and_presets_that_commands_open_are_files() {
        let home = tempfile::tempdir().unwrap();
        let copies = |library| Copies {
            clipboard: Clipboard::Straight,
            choice: CopyChoice::Terminal,
            folder: None,
            library,
        };
        let copy = || FiledCopy { stem: "mine-cash".to_owned(), text: "<svg/>".to_owned() };
        let own = copies(Library::at(home.path()));
        for what in Copied::ALL {
            let mut terminal = Vec::new();
            let done = own.carry_out(what, "text", copy, false, &mut terminal);
            assert_eq!(matches!(done, CopyResult::Filed { .. }), what.is_document(), "{done:?}");
            assert_eq!(terminal.is_empty(), what.is_document());
        }
        let (path, _) = own.file_preset(&copy()).unwrap();
        assert!(path.ends_with("mine-cash.ron") && path.is_absolute(), "{path:?}");
        assert_eq!(std::fs::read_to_string(path).unwrap(), "<svg/>");
        let home = tempfile::tempdir().unwrap();
        let restricted = copies(Library::restricted_to(home.path()).unwrap());
        let done = restricted.carry_out(Copied::Chart, "", copy, false, &mut Vec::new());
        let file = "your copies, as mine-cash.svg".to_owned();
        assert_eq!(done, CopyResult::Filed { file, why: String::new() });
        // Nobody could open it there.
        assert!(restricted.file_preset(&copy()).unwrap_err().contains("save the preset first"));
    }

    #[test]
    fn a_restricted_library_keeps_copies_to_itself_and_one_without_folders_none() {
        let home = tempfile::tempdir().unwrap();
        let restricted = Library::restricted_to(home.path()).unwrap();
        let copies = |library| Copies {
            clipboard: Clipboard::None,
            choice: CopyChoice::Auto,
            folder: None,
            library,
        };
        let (filed, _) = result(&copies(restricted), "a", true);
        let file = "your copies, as mine-grid.csv".to_owned();
        assert_eq!(filed, CopyResult::Filed { file, why: String::new() });
        let written = std::fs::read_to_string(home.path().join(".payback/copies/mine-grid.csv"));
        assert_eq!(written.unwrap(), "a");
        let of = |name| {
            let library = Library::restricted_to(home.path()).unwrap();
            library.for_person(Person::named(name).unwrap())
        };
        for name in ["anna", "ben"] {
            result(&copies(of(name)), name, true);
        }
        for name in ["anna", "ben"] {
            let file = home.path().join(format!(".payback/people/{name}/copies/mine-grid.csv"));
            assert_eq!(std::fs::read_to_string(file).unwrap(), name);
        }
        let (refused, written) = result(&copies(Library::bundled_only()), "a", true);
        assert!(matches!(refused, CopyResult::Failed(why) if why.contains("no folder")));
        assert!(written.is_empty());
    }
}
