//! What was discarded or deleted: listed, looked at, brought back.

use super::leftovers::{local_time, recoverable};
use super::opening::lines;
use super::{Files, KnownFile};
use crate::preset::library::Trashed;
use crate::preset::recovery::{Discarded, Recovery};
use crate::preset::{
    Expected, Library, LibraryError, Origin, Preset, SaveError, SaveErrorKind, read, rewritten,
};
use crate::session::{Kept, KeptPlace, Recoverable};
use chrono::{DateTime, Utc};
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Most files that are read for the name of what they hold, so that the list is there at once.
const MOST_NAMES: usize = 100;

const GONE: &str = "it isn't there any more, or can't be read";

/// All of it, the newest first: the person's own discarded work, and what anybody deleted.
pub(in crate::app) fn list(library: &Library) -> Vec<Kept> {
    let recovery = Recovery::of(library);
    let kept = |(place, Discarded { file, at }): (usize, Discarded)| {
        let name = if place < MOST_NAMES {
            // What can't be read can't be brought back.
            recovery.discarded_in(&file)?.open.name
        } else {
            Path::new(&file).file_stem()?.to_string_lossy().into_owned()
        };
        let done = words("discarded", Some("you"), Some(at));
        Some((Some(at), Kept { place: KeptPlace::Discarded(file), name, done }))
    };
    let discarded = recovery.discarded().into_iter().enumerate().filter_map(kept);
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
        (Some(by), Some(at)) => format!("{done} by {by} at {at}"),
        (Some(by), None) => format!("{done} by {by}"),
        (None, Some(at)) => format!("{done} at {at}"),
        (None, None) => done.to_owned(),
    }
}

/// What a kept preset holds, or the lines that say why it can't be had.
pub(super) fn preview(library: &Library, place: &KeptPlace) -> Result<Preset, Vec<String>> {
    match place {
        KeptPlace::Discarded(file) => {
            let work = Recovery::of(library).discarded_in(file);
            work.map(|unsaved| unsaved.open).ok_or_else(|| vec![GONE.to_owned()])
        }
        KeptPlace::Deleted(trashed) => deleted(library, trashed).map_err(|error| lines(&error)),
    }
}

fn deleted(library: &Library, trashed: &Trashed) -> Result<Preset, LibraryError> {
    Ok(read(&library.trashed_bytes(trashed)?, &trashed.name)?)
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
        self.go_on_with(KnownFile::as_saved(&self.library, &unsaved.origin, &unsaved.saved));
        Ok((file, recoverable(unsaved)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::effects::opening;
    use crate::preset::library::{DEFAULT, Person};
    use crate::preset::recovery::Unsaved;
    use crate::session::PresetRef;

    fn library() -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path()).for_person(Person::named("anna").unwrap());
        (folder, library)
    }

    fn unsaved(library: &Library) -> Unsaved {
        let (open, origin) = library.find(DEFAULT).unwrap();
        Unsaved { origin, saved: open.clone(), open, at: SystemTime::now().into() }
    }

    #[test]
    fn what_was_done_is_told_by_whom_and_when() {
        let moment = "2026-11-21T09:30:00Z".parse().unwrap();
        let (at, time) = (Some(moment), local_time(moment, SystemTime::now().into()));
        for (by, at, expected) in [
            (Some("anna"), at, format!("deleted by anna at {time}")),
            (Some("anna"), None, "deleted by anna".to_owned()),
            (None, at, format!("deleted at {time}")),
            (None, None, "deleted".to_owned()),
        ] {
            assert_eq!(words("deleted", by, at), expected);
        }
    }

    #[test]
    fn a_report_on_a_deleted_file_is_as_short_as_on_any_other() {
        let (folder, library) = library();
        let broken = "(".to_owned() + &"wrong: 1,\n".repeat(1000) + ")";
        std::fs::write(folder.path().join("mine.ron"), broken).unwrap();
        let origin = library.locate("mine").unwrap();
        let (_, shown) = opening::preview(&library, &PresetRef::At(origin));
        let trashed = library.trash("mine").unwrap();
        let deleted = preview(&library, &KeptPlace::Deleted(trashed)).unwrap_err();
        assert_eq!(deleted.len(), lines(&shown.unwrap_err()).len());
    }

    #[test]
    fn of_much_that_was_discarded_the_newest_is_read_and_the_rest_is_listed_by_its_file() {
        let (_folder, library) = library();
        let recovery = Recovery::of(&library);
        let unsaved = unsaved(&library);
        for _ in 0..=MOST_NAMES {
            recovery.keep_discarded(&unsaved).unwrap();
        }
        let first = unsaved.at.format("%Y-%m-%d %H.%M.%S").to_string();
        let folder = library.state_folder().unwrap().join("discarded");
        let file = std::fs::File::open(folder.join(format!("{first}.ron"))).unwrap();
        file.set_modified(SystemTime::now() - std::time::Duration::from_secs(3600)).unwrap();
        let listed = list(&library);
        assert_eq!(listed.len(), MOST_NAMES + 1);
        let (oldest, newer) = listed.split_last().unwrap();
        assert!(newer.iter().all(|kept| kept.name == unsaved.open.name));
        assert_eq!(oldest.name, first);
        assert!(oldest.done.starts_with("discarded by you at "), "{}", oldest.done);
        let found = preview(&library, &oldest.place);
        assert_eq!(found, Ok(unsaved.open));
    }
}
