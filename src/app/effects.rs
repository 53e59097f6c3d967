//! Carrying out what a session asks for: reading and writing presets.
//!
//! Lives here: the files that a session works on and what is known of them (this file), looking
//! for presets (`opening`), saving (`saving`), what earlier runs left (`leftovers`), and what was
//! discarded or deleted (`kept`).

mod kept;
mod leftovers;
mod opening;
mod saving;

use crate::preset::recovery::{HeldLeftover, LeftJournal, Recovery};
use crate::preset::{
    Expected, Library, LibraryError, Opened, Origin, Preset, Stamp, is_working_folder_deleted,
    to_ron,
};
use crate::session::{
    Action, CopyResult, Effect, LeagueReading, Manage, ManageError, Managed, PreviewSubject,
    Previewed, SaveResult,
};
pub(super) use kept::list as list_kept;
pub(super) use opening::title;
use opening::{entries, lines, place};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The files that a session works on.
pub struct Files {
    library: Library,
    /// The open preset's file.
    known: Option<KnownFile>,
    /// What earlier runs left, in the order in which it was offered; and how much more there is.
    leftovers: Vec<Option<LeftJournal>>,
    unread: usize,
    /// What was taken up and is open, until it is safe elsewhere.
    resumed: Option<HeldLeftover>,
}

/// A file as it was when it was read or written last.
struct KnownFile {
    origin: Origin,
    /// What it held; a bundled preset's text.
    bytes: Vec<u8>,
    /// Whether it held just these bytes; else what they come to.
    is_exact: bool,
    /// Whether it may be written into, since no other file can take its place.
    in_place: bool,
    /// What the session knows it to hold now, if that is something else.
    told: Option<Told>,
}

/// What the session was told of a file that isn't what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Holds(Stamp),
    IsGone,
}

impl Files {
    /// For a session that opened this preset. A save is checked against what was read then.
    pub fn new(library: Library, opened: Option<Opened>) -> Self {
        let known = opened.map(KnownFile::of);
        Self { library, known, leftovers: Vec::new(), unread: 0, resumed: None }
    }

    /// The SHA-256 of what the open preset's file held when it was read or written last.
    pub fn digest(&self, origin: &Origin) -> Option<String> {
        let known = self.known.as_ref().filter(|known| known.is_exact && known.origin == *origin);
        known.map(|known| known.stamp().sha256())
    }

    /// Notes that a preset was opened or saved, for the list of recent ones.
    pub fn note(&self, origin: &Origin) {
        if !matches!(origin, Origin::Bundled(_)) {
            self.library.note_opened(origin);
        }
    }

    /// The path of the open preset's file, if it has one; a restricted library doesn't tell.
    pub(super) fn path(&self) -> Option<&Path> {
        if self.library.is_restricted() {
            return None;
        }
        path_of(&self.known.as_ref()?.origin)
    }

    /// The path of the folder of saved presets, if there is one; a restricted library doesn't tell.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.library.folder()
    }

    /// What became of the open preset's file, if it isn't what it was when it was read or written.
    /// That it is gone is known where it only `begins` to be watched.
    pub fn touched(&mut self, begins: bool) -> Option<Action> {
        let known = self.known.as_mut()?;
        let there = self.library.stamp(&known.origin);
        let now = match &there {
            Ok(Some(stamp)) if *stamp == known.stamp() => None,
            Ok(Some(stamp)) => Some(Told::Holds(*stamp)),
            Ok(None) | Err(_) if begins => return None,
            Ok(None) | Err(_) => Some(Told::IsGone),
        };
        // What it held before is news where it was something else meanwhile.
        if std::mem::replace(&mut known.told, now) == now {
            return None;
        }
        Some(match there {
            Ok(Some(_)) => {
                let opened = self.library.open_at(&known.origin);
                let read = opened.map(|opened| (opened.preset, Stamp::of(&opened.bytes)));
                // The message names the file.
                Action::FileChanged(Box::new(read.map_err(|error| match error {
                    LibraryError::Unreadable(found) => found.first_reason(),
                    error => sentence(&error),
                })))
            }
            // A save finds out, and asks.
            Ok(None) => Action::FileChanged(Box::new(Err("it was deleted or renamed".to_owned()))),
            Err(error) => Action::FileChanged(Box::new(Err(sentence(&error)))),
        })
    }

    /// Takes note that what the file holds now is what is open.
    fn reread(&mut self, stamp: Stamp) {
        let Some(known) = &mut self.known else { return };
        if let Ok(bytes) = self.library.bytes(&known.origin)
            && Stamp::of(&bytes) == stamp
        {
            (known.bytes, known.is_exact, known.told) = (bytes, true, None);
        }
    }

    /// Carries out what concerns files, and gives its result, if there is one.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Action> {
        let library = &self.library;
        Some(match effect {
            Effect::List { to_compare } => {
                let (entries, problem) = entries(library);
                Action::Listed { entries, problem, to_compare }
            }
            Effect::Preview(subject) => Action::Previewed(Box::new(preview(library, subject))),
            Effect::Look(wanted) => {
                Action::Looked(Box::new(preview(library, PreviewSubject::Preset(wanted))))
            }
            Effect::ReadTitles(origins) => {
                let titled = |origin| {
                    let title = title(library, &origin);
                    (origin, title)
                };
                Action::Titled(origins.into_iter().map(titled).collect())
            }
            Effect::ListLeague => {
                let (origins, problem) = library.places();
                let problem = problem.map(|problem| sentence(&problem));
                Action::LeagueListed { origins, problem }
            }
            Effect::ReadLeague(origins) => {
                let read = |origin| ranked(library, origin);
                Action::LeagueRead(origins.into_iter().map(read).collect())
            }
            Effect::Complete(typed, extend) => {
                Action::Completed { found: library.complete(&typed), typed, extend }
            }
            Effect::Locate(typed) => Action::Located { place: place(library, &typed), typed },
            Effect::Load(origin) => Action::Loaded(Box::new(self.load(&origin))),
            Effect::LoadToCompare(origin) => {
                let opened = library.open_at(&origin).map_err(|error| sentence(&error));
                Action::LoadedToCompare(Box::new(opened.map(|opened| opened.preset)))
            }
            Effect::Save { target, preset, agreed } => {
                Action::Saved(self.save(target, &preset, agreed))
            }
            Effect::Manage(manage) => {
                Action::Managed(self.manage(manage).map_err(|error| manage_error(&error)))
            }
            Effect::Begin(begun) => {
                let saved = begun.save(library).map_err(|error| sentence(&error));
                Action::Begun(saved)
            }
            Effect::Reread(stamp) => {
                self.reread(stamp);
                return None;
            }
            Effect::Discard(place) => return self.discard(place),
            Effect::Resume(place) => return self.resume(place),
            Effect::ForgetResumed => {
                self.let_go();
                return None;
            }
            Effect::ListKept => Action::KeptListed(kept::list(library)),
            Effect::TakeUp(file) => Action::TakenUp(Box::new(self.take_up(file))),
            Effect::ForgetTakenUp(file) => {
                Recovery::of(library).forget_discarded(&file);
                return None;
            }
            // The loop's own.
            Effect::Inquire(..)
            | Effect::Rest
            | Effect::PreviewCopy(_)
            | Effect::Copy { .. }
            | Effect::ToggleMouse
            | Effect::NextTheme
            | Effect::RememberMetric(_)
            | Effect::SetAside
            | Effect::MoreLeftovers
            | Effect::Repaint
            | Effect::Suspend
            | Effect::Quit => return None,
        })
    }

    fn load(&mut self, origin: &Origin) -> Result<(Preset, Origin), String> {
        let opened = self.library.open_at(origin).map_err(|error| sentence(&error))?;
        let preset = opened.preset.clone();
        self.go_on_with(KnownFile::of(opened));
        self.note(origin);
        Ok((preset, origin.clone()))
    }

    /// Notes that this is open now. What was taken up before and is nowhere else yet is let go of:
    /// its journal stays, for the next start to offer it.
    fn go_on_with(&mut self, known: KnownFile) {
        self.known = Some(known);
        self.resumed = None;
    }

    /// Renames, duplicates, deletes or brings back. What is known of the open preset's file goes
    /// with the file.
    fn manage(&mut self, manage: Manage) -> Result<Managed, LibraryError> {
        let library = &self.library;
        Ok(match manage {
            Manage::Rename { from, to } => {
                let renamed = library.rename_at(&from, &to)?;
                library.note_opened(&renamed);
                if let Some(known) = self.known.as_mut().filter(|known| known.origin == from) {
                    known.origin = renamed.clone();
                }
                Managed::Renamed { from, to: renamed }
            }
            Manage::Duplicate { from, to, scope } => {
                let copy = library.target(&to)?;
                library.duplicate(&from, &copy, scope, Expected::Nothing)?;
                Managed::Duplicated(copy)
            }
            Manage::Trash(from) => {
                library.trash_at(&from)?;
                Managed::Trashed { from }
            }
            Manage::Restore { kept, to } => Managed::Restored(kept::restore(library, &kept, &to)?),
        })
    }
}

impl KnownFile {
    /// Of a preset as it was read.
    fn of(opened: Opened) -> Self {
        Self::holding(opened.origin, opened.bytes)
    }

    /// Of a file that holds just these bytes.
    const fn holding(origin: Origin, bytes: Vec<u8>) -> Self {
        Self { origin, bytes, is_exact: true, in_place: false, told: None }
    }

    /// Of a preset as it was saved, when work on it was left.
    fn as_saved(library: &Library, origin: &Origin, saved: &Preset) -> Self {
        let present = library.open_at(origin).ok();
        if let Some(present) = present.filter(|present| present.preset == *saved) {
            return Self::of(present);
        }
        // Somebody else wrote to the file meanwhile, or removed it: it isn't what it was.
        let bytes = to_ron(saved).into_bytes();
        Self { is_exact: false, ..Self::holding(origin.clone(), bytes) }
    }

    fn stamp(&self) -> Stamp {
        Stamp::of(&self.bytes)
    }
}

/// Where a place's file is.
fn path_of(origin: &Origin) -> Option<&Path> {
    match origin {
        Origin::Bundled(_) => None,
        Origin::Saved { path, .. } | Origin::File(path) => Some(path),
    }
}

/// A preset of the league table, or why it can't be read.
pub(super) fn ranked(library: &Library, origin: Origin) -> LeagueReading {
    let why = |error: LibraryError| match error {
        LibraryError::Unreadable(found) => found.first_reason(),
        error => sentence(&error),
    };
    let found = library.open_listed(&origin).map_err(why).transpose();
    (origin, found)
}

/// What a look finds, at whatever it is taken.
pub(super) fn preview(library: &Library, subject: PreviewSubject) -> Previewed {
    let (origin, found) = match &subject {
        PreviewSubject::Preset(wanted) => {
            let (origin, found) = opening::preview(library, wanted);
            (origin, found.map_err(|error| lines(&error)))
        }
        PreviewSubject::Kept(place) => (None, kept::preview(library, place)),
    };
    Previewed { subject, origin, found }
}

/// An error in a line.
fn sentence(error: &LibraryError) -> String {
    match error {
        LibraryError::Unreadable(diagnostics) => diagnostics.first_line(),
        error => {
            let sentence = error.to_string().lines().next().unwrap_or_default().to_owned();
            if is_working_folder_deleted() {
                format!("{sentence} The folder you started in was deleted.")
            } else {
                sentence
            }
        }
    }
}

fn manage_error(error: &LibraryError) -> ManageError {
    let is_taken = matches!(error, LibraryError::Taken { .. });
    ManageError { why: sentence(error), is_taken }
}

/// Answers what needs no file of the person's: for pictures, which leave nothing behind.
pub fn answer_without_files(effect: Effect) -> Option<Action> {
    let instead = |what: &str| format!("a picture is being drawn{what}");
    Some(match effect {
        Effect::Save { .. } => Action::Saved(SaveResult::Failed(instead("; nothing is saved"))),
        Effect::Manage(_) => {
            let why = instead("; nothing is changed");
            Action::Managed(Err(ManageError { why, is_taken: false }))
        }
        Effect::Begin(_) => Action::Begun(Err(instead("; nothing is saved"))),
        Effect::Copy { what, .. } => {
            let result = CopyResult::Failed(instead(""));
            Action::CopyDone { what, beside: None, result }
        }
        Effect::Inquire(generation, inquiry) => {
            Action::Answered(generation, inquiry.answer(&AtomicBool::new(false))?)
        }
        Effect::List { .. }
        | Effect::ListKept
        | Effect::Preview(PreviewSubject::Preset(_))
        | Effect::Look(_)
        | Effect::ReadTitles(_)
        | Effect::ListLeague
        | Effect::ReadLeague(_)
        | Effect::Load(Origin::Bundled(_))
        | Effect::LoadToCompare(Origin::Bundled(_)) => {
            let library = Library::bundled_only();
            return Files::new(library, None).carry_out(effect);
        }
        // What is typed for a picture leads nowhere.
        Effect::Complete(..)
        | Effect::Locate(_)
        | Effect::Load(_)
        | Effect::LoadToCompare(_)
        | Effect::Resume(_)
        | Effect::Reread(_)
        | Effect::ForgetResumed
        | Effect::Discard(_)
        | Effect::MoreLeftovers
        | Effect::Preview(PreviewSubject::Kept(_))
        | Effect::TakeUp(_)
        | Effect::ForgetTakenUp(_)
        | Effect::Rest
        | Effect::PreviewCopy(_)
        | Effect::ToggleMouse
        | Effect::NextTheme
        | Effect::RememberMetric(_)
        | Effect::SetAside
        | Effect::Repaint
        | Effect::Suspend
        | Effect::Quit => return None,
    })
}
