//! What was discarded or deleted: listed, looked at, brought back.

use super::leftovers::{local_time, recoverable};
use super::{Files, KnownFile};
use crate::preset::library::Trashed;
use crate::preset::recovery::Recovery;
use crate::preset::{
    Expected, Library, LibraryError, Origin, SaveError, SaveErrorKind, read, rewritten,
};
use crate::session::{Kept, KeptPlace, Previewed, Recoverable};
use chrono::{DateTime, Utc};
use std::ffi::OsString;
use std::io;
use std::time::SystemTime;

const GONE: &str = "it isn't there any more";

/// All of it, the newest first: the person's own discarded work, and what anybody deleted.
pub(super) fn list(library: &Library) -> Vec<Kept> {
    let discarded = Recovery::of(library).discarded().into_iter().map(|discarded| {
        let at = discarded.unsaved.at;
        let done = words("discarded", Some("you"), Some(at));
        let name = discarded.unsaved.open.name;
        (Some(at), Kept { place: KeptPlace::Discarded(discarded.file), name, done })
    });
    let deleted = library.trashed().into_iter().map(|trashed| {
        let done = words("deleted", trashed.by.as_deref(), trashed.at);
        let name = trashed.name.clone();
        (trashed.at, Kept { place: KeptPlace::Deleted(trashed), name, done })
    });
    let mut all: Vec<(Option<DateTime<Utc>>, Kept)> = discarded.chain(deleted).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, kept)| kept).collect()
}

/// What was done, by whom and when, as far as that is known.
fn words(done: &str, by: Option<&str>, at: Option<DateTime<Utc>>) -> String {
    let at = at.map(|at| local_time(at, SystemTime::now().into()));
    match (by, at) {
        (Some(by), Some(at)) => format!("{done} by {by}, {at}"),
        (Some(by), None) => format!("{done} by {by}"),
        (None, Some(at)) => format!("{done} {at}"),
        (None, None) => done.to_owned(),
    }
}

pub(super) fn preview(library: &Library, place: &KeptPlace) -> Previewed {
    let found = match place {
        KeptPlace::Discarded(file) => {
            let work = Recovery::of(library).discarded_in(file);
            work.map(|unsaved| unsaved.open).ok_or_else(|| GONE.to_owned())
        }
        KeptPlace::Deleted(trashed) => deleted(library, trashed),
    };
    let lines = |error: String| error.lines().map(str::to_owned).collect();
    Previewed { origin: None, found: found.map_err(lines) }
}

fn deleted(library: &Library, trashed: &Trashed) -> Result<crate::preset::Preset, String> {
    let bytes = library.trashed_bytes(trashed).map_err(|error| error.to_string())?;
    read(&bytes, &trashed.name).map_err(|error| error.to_string())
}

/// Makes a preset of it again, under a name that nothing has yet.
pub(super) fn restore(
    library: &Library,
    kept: &KeptPlace,
    to: &str,
) -> Result<Origin, LibraryError> {
    let file = match kept {
        KeptPlace::Deleted(trashed) => return library.restore_as(trashed, to),
        KeptPlace::Discarded(file) => file,
    };
    let recovery = Recovery::of(library);
    let gone = || LibraryError::NotMoved {
        name: to.to_owned(),
        done: "brought back",
        source: io::ErrorKind::NotFound.into(),
    };
    let unsaved = recovery.discarded_in(file).ok_or_else(gone)?;
    let target = library.target(to)?;
    // The comments of the file that it came from are kept.
    let bytes = library.bytes(&unsaved.origin).unwrap_or_default();
    let text = rewritten(&bytes, &unsaved.open);
    match library.save_text(&target, &text, Expected::Nothing) {
        Ok(_) => {
            recovery.forget_discarded(file);
            Ok(target)
        }
        Err(LibraryError::Save(SaveError { kind: SaveErrorKind::Exists, .. })) => {
            Err(LibraryError::Taken { name: to.to_owned() })
        }
        Err(error) => Err(error),
    }
}

impl Files {
    /// Reads discarded work, to be gone on with.
    pub(super) fn take_up(&mut self, file: OsString) -> Result<(OsString, Recoverable), String> {
        let unsaved = Recovery::of(&self.library).discarded_in(&file);
        let unsaved = unsaved.ok_or_else(|| GONE.to_owned())?;
        self.known = Some(KnownFile::as_saved(&self.library, &unsaved.origin, &unsaved.saved));
        Ok((file, recoverable(unsaved)))
    }
}
