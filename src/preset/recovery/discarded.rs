//! What was given up on purpose: kept as journals are, until it is brought back.

use super::format::{Unusable, parse_journal, read_whole};
use super::{JOURNAL, Recovery, Unsaved, ends_with, format};
use crate::preset::files::{Expected, Folder, first_free, replace_unheld};
use crate::preset::library::DEFAULT;
use crate::preset::{Origin, read};
use chrono::{DateTime, Utc};
use std::ffi::{OsStr, OsString};
use std::io;

/// The folder of what was discarded, in the state folder.
const FOLDER: &str = "discarded";

/// Most files that are discarded within one second.
const MOST: u32 = 1000;

/// Work that was given up.
#[derive(Debug, Clone, PartialEq)]
pub struct Discarded {
    /// Its file's name.
    pub file: OsString,
    /// When that was written.
    pub at: DateTime<Utc>,
}

impl Recovery {
    /// Keeps what is unsaved in a file among the discarded ones.
    ///
    /// # Errors
    /// When there is no folder for it, or it can't be written.
    pub fn keep_discarded(&self, unsaved: &Unsaved) -> io::Result<()> {
        let discarded = self.folder(FOLDER)?;
        let text = format::journal_text(unsaved);
        let second = unsaved.at.format("%Y-%m-%d %H.%M.%S");
        let first = OsString::from(format!("{second}{JOURNAL}"));
        let numbered = (2..=MOST).map(|number| format!("{second} {number}{JOURNAL}").into());
        first_free(std::iter::once(first).chain(numbered), |name| {
            let kept = replace_unheld(&discarded, name, text.as_bytes(), Expected::Nothing);
            // What is refused without the system's word is that something has the name.
            let taken = || io::ErrorKind::AlreadyExists.into();
            kept.map_err(|kind| kind.into_error().unwrap_or_else(taken))
        })
        .map(drop)
    }

    /// The files of all that was given up, the newest first. None of them is read.
    pub fn discarded(&self) -> Vec<Discarded> {
        let Ok(folder) = self.folder(FOLDER) else { return Vec::new() };
        let names = folder.names().unwrap_or_default().into_iter();
        let mut found: Vec<Discarded> = names
            .filter(|name| ends_with(name, JOURNAL))
            .filter_map(|file| Some(Discarded { at: written(&folder, &file)?, file }))
            .collect();
        found.sort_by(|one, other| (other.at, &other.file).cmp(&(one.at, &one.file)));
        found
    }

    /// What one of its files holds, if it is still there and can be read.
    pub fn discarded_in(&self, file: &OsStr) -> Option<Unsaved> {
        work_in(&self.folder(FOLDER).ok()?, file)
    }

    /// Takes one of its files away: what it holds is safe elsewhere.
    pub fn forget_discarded(&self, file: &OsStr) {
        if let Ok(folder) = self.folder(FOLDER) {
            let _ = folder.remove(file);
        }
    }
}

/// What a file holds. Earlier versions kept the preset alone.
fn work_in(folder: &Folder, file: &OsStr) -> Option<Unsaved> {
    let bytes = read_whole(folder, file).ok()?;
    match parse_journal(&bytes) {
        Ok(unsaved) => Some(unsaved),
        Err(Unusable::Newer) => None,
        Err(Unusable::Broken) => {
            let open = read(&bytes, "discarded").ok()?;
            let origin = Origin::Bundled(DEFAULT);
            let saved = crate::preset::Library::bundled_only().open_at(&origin).ok()?.preset;
            Some(Unsaved { origin, saved, open, at: written(folder, file)? })
        }
    }
}

fn written(folder: &Folder, file: &OsStr) -> Option<DateTime<Utc>> {
    let stat = folder.lstat(file).ok()?;
    DateTime::from_timestamp(stat.st_mtime, u32::try_from(stat.st_mtime_nsec).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::{Library, to_ron};

    #[test]
    fn what_was_given_up_comes_back_with_its_origin_and_is_forgotten_when_told_to() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        let recovery = Recovery::of(&library);
        assert!(recovery.discarded().is_empty());
        let saved = library.find(DEFAULT).unwrap().0;
        let mut open = saved.clone();
        open.name = "Mine".to_owned();
        let work = |at: &str| Unsaved {
            origin: Origin::Bundled("price-war"),
            saved: saved.clone(),
            open: open.clone(),
            at: at.parse().unwrap(),
        };
        let (older, newer) = (work("2026-11-21T09:30:00Z"), work("2026-11-22T09:30:00Z"));
        for unsaved in [&older, &older, &newer] {
            recovery.keep_discarded(unsaved).unwrap();
        }
        let found = recovery.discarded();
        let works = found.iter().map(|discarded| recovery.discarded_in(&discarded.file).unwrap());
        assert_eq!(works.collect::<Vec<_>>(), [newer.clone(), older.clone(), older]);
        assert_eq!(recovery.discarded_in(&found[0].file), Some(newer));
        recovery.forget_discarded(&found[0].file);
        assert_eq!(recovery.discarded(), found[1..]);
    }

    #[test]
    fn work_is_given_up_whoever_holds_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        let recovery = Recovery::of(&library);
        let _held = recovery.folder(FOLDER).unwrap().hold().unwrap();
        let (open, origin) = library.find(DEFAULT).unwrap();
        let at = std::time::SystemTime::now().into();
        let unsaved = Unsaved { origin, saved: open.clone(), open, at };
        recovery.keep_discarded(&unsaved).unwrap();
        assert_eq!(recovery.discarded().len(), 1);
    }

    #[test]
    fn a_preset_that_an_earlier_version_kept_comes_back_and_rubbish_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        let (open, _) = library.find("price-war").unwrap();
        let kept = folder.path().join(".payback/discarded");
        std::fs::create_dir_all(&kept).unwrap();
        std::fs::write(kept.join("2026-11-21 09.30.00.ron"), to_ron(&open)).unwrap();
        std::fs::write(kept.join("rubbish.ron"), "(((").unwrap();
        let recovery = Recovery::of(&library);
        let files = recovery.discarded().into_iter();
        let found: Vec<Unsaved> =
            files.filter_map(|discarded| recovery.discarded_in(&discarded.file)).collect();
        let [found] = &found[..] else { panic!("one") };
        assert_eq!((&found.open, &found.origin), (&open, &Origin::Bundled(DEFAULT)));
        assert!(kept.join("rubbish.ron").exists());
    }
}
