//! Renaming, duplicating and deleting saved presets. Nothing is written over unasked, and what is
//! deleted goes to a trash folder, with a note beside it that says by whom and when.

use super::name::{file_of, name_of, split};
use super::store::Store;
use super::{Library, LibraryError, Origin, bundled};
use crate::preset::files::{Expected, Folder, first_free, replace_unheld};
use crate::text::nearest;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;
use std::time::SystemTime;

/// How many numbers are tried for a file in the trash, in case others delete at the same time.
const TRIES: u32 = 100;

/// What a note's name adds to that of its file, and the largest one that is read.
const NOTE: &str = ".json";
const LARGEST_NOTE: u64 = 4096;

/// A preset in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trashed {
    /// The name that it had.
    pub name: String,
    /// Its file in the trash; in a restricted library without what leads to the trash.
    pub path: PathBuf,
    /// Who deleted it; `None` where nobody noted that.
    pub by: Option<String>,
    /// When, as far as it can be told.
    pub at: Option<DateTime<Utc>>,
}

impl Library {
    /// Gives a saved preset another name, in one step.
    ///
    /// # Errors
    /// When there is no such saved preset, the new name won't do or is taken, or the system
    /// refuses.
    pub fn rename(&self, from: &str, to: &str) -> Result<Origin, LibraryError> {
        self.rename_at(&self.must_be_saved(from)?, to)
    }

    /// The same for the preset of a place.
    ///
    /// # Errors
    /// Like [`Library::rename`].
    pub fn rename_at(&self, from: &Origin, to: &str) -> Result<Origin, LibraryError> {
        let (name, file) = self.saved_file(from)?;
        let folder = self.presets.made()?;
        let failed = |error| not_moved(error, to, name.clone(), "renamed");
        let _held = folder.hold().map_err(failed)?;
        // The same name, composed otherwise, may be what is wanted.
        if self.find_saved(to, Store::has)?.is_some_and(|there| there != *from) {
            return Err(LibraryError::Taken { name: to.to_owned() });
        }
        let target = self.new_place(to)?;
        folder.move_new(&file, &folder, &file_of(to)).map_err(failed)?;
        let _ = folder.sync();
        Ok(target)
    }

    /// Moves a saved preset to the trash, where it takes the place of nothing.
    ///
    /// # Errors
    /// When there is no such saved preset, or it can't be moved.
    pub fn trash(&self, name: &str) -> Result<Trashed, LibraryError> {
        self.trash_at(&self.must_be_saved(name)?)
    }

    /// The same for the preset of a place.
    ///
    /// # Errors
    /// Like [`Library::trash`].
    pub fn trash_at(&self, origin: &Origin) -> Result<Trashed, LibraryError> {
        let (name, file) = self.saved_file(origin)?;
        let (folder, trash) = (self.presets.made()?, self.trash.made()?);
        let failed = |error| not_moved(error, &name, name.clone(), "moved to the trash");
        let held = folder.hold().map_err(failed)?;
        // Behind all of that name, so that the last deleted is the last one.
        let in_trash = self.in_trash();
        let numbers =
            in_trash.iter().filter(|(other, ..)| *other == name).map(|(_, number, _)| number);
        let first = numbers.max().map_or(1, |last| last + 1);
        let names = (first..first.saturating_add(TRIES)).map(|number| trash_file(&file, number));
        let (within, ()) =
            first_free(names, |within| folder.move_new(&file, &trash, within)).map_err(failed)?;
        // Its place in the trash is its own: nobody has to wait until the note is on the disk.
        drop(held);
        let note = json!({
            "by": self.person().name(),
            "at": DateTime::<Utc>::from(SystemTime::now())
                .to_rfc3339_opts(SecondsFormat::Millis, true),
        });
        // Without a note it can be brought back as well.
        let (name_of_note, note) = (note_of(&within), note.to_string());
        let _ = replace_unheld(&trash, &name_of_note, note.as_bytes(), Expected::Anything);
        let _ = folder.sync().and_then(|()| trash.sync());
        self.trashed_file(name, &within, Some(&trash))
    }

    /// Brings a preset back from the trash, under the name that it had.
    ///
    /// # Errors
    /// When the name has been taken meanwhile, or the file can't be moved.
    pub fn restore(&self, trashed: &Trashed) -> Result<Origin, LibraryError> {
        self.restore_as(trashed, &trashed.name)
    }

    /// Brings a preset back from the trash, under this name.
    ///
    /// # Errors
    /// When no new preset may have the name, something has it, or the file can't be moved.
    pub fn restore_as(&self, trashed: &Trashed, name: &str) -> Result<Origin, LibraryError> {
        let failed = |error| not_moved(error, name, trashed.name.clone(), "brought back");
        let within =
            trashed.path.file_name().ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
        let (folder, trash) = (self.presets.made()?, self.trash.made()?);
        let _held = folder.hold().map_err(failed)?;
        if self.find_saved(name, Store::has)?.is_some() {
            return Err(LibraryError::Taken { name: name.to_owned() });
        }
        let file = match original(within) {
            Some((file, _)) if name == trashed.name && !self.is_restricted() => file,
            _ => {
                self.check(name)?;
                file_of(name)
            }
        };
        let target = self.place_of(&file)?;
        trash.move_new(within, &folder, &file).map_err(failed)?;
        let _ = trash.remove(&note_of(within));
        let _ = folder.sync().and_then(|()| trash.sync());
        Ok(target)
    }

    /// What is in the trash, by name; of one name the last deleted is last.
    pub fn trashed(&self) -> Vec<Trashed> {
        let trash = self.trash.open(false).ok();
        let files = self.in_trash().into_iter();
        files
            .filter_map(|(name, _, within)| self.trashed_file(name, &within, trash.as_ref()).ok())
            .collect()
    }

    /// The bytes of a file in the trash.
    ///
    /// # Errors
    /// When it is gone, or can't be read.
    pub fn trashed_bytes(&self, trashed: &Trashed) -> Result<Vec<u8>, LibraryError> {
        let within = trashed.path.file_name().unwrap_or_default();
        self.trash.read(within)
    }

    /// A file in the trash, with what is noted of it; without a note, when it was moved there.
    fn trashed_file(
        &self,
        name: String,
        within: &OsStr,
        trash: Option<&Folder>,
    ) -> Result<Trashed, LibraryError> {
        let path = self.trash.path_of(within)?;
        let bytes = trash.and_then(|trash| trash.read(&note_of(within), LARGEST_NOTE).ok());
        let note: Option<serde_json::Value> =
            bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let text = |field| Some(note.as_ref()?.get(field)?.as_str()?.to_owned());
        let noted = text("at").and_then(|at| DateTime::parse_from_rfc3339(&at).ok());
        let moved = || {
            let stat = trash?.lstat(within).ok()?;
            DateTime::from_timestamp(stat.st_ctime, 0)
        };
        Ok(Trashed { name, path, by: text("by"), at: noted.map(Into::into).or_else(moved) })
    }

    /// The files in the trash: their presets' names, their numbers, and they themselves.
    fn in_trash(&self) -> Vec<(String, u32, OsString)> {
        let files = self.trash.files();
        let mut found: Vec<_> = files
            .unwrap_or_default()
            .iter()
            .filter_map(|within| {
                let (file, number) = original(within)?;
                let name = name_of(&file)?;
                if self.is_restricted() {
                    self.check(&name).ok()?;
                }
                Some((name, number, within.clone()))
            })
            .collect();
        found.sort();
        found
    }

    /// The name and the file of a saved preset's place.
    fn saved_file(&self, origin: &Origin) -> Result<(String, OsString), LibraryError> {
        match origin {
            Origin::Bundled(id) => Err(LibraryError::Bundled { id }),
            Origin::Saved { name, path } => Ok((name.clone(), self.file(name, path)?)),
            Origin::File(_) => Err(LibraryError::NotSaved { name: origin.id(), meant: None }),
        }
    }

    fn must_be_saved(&self, name: &str) -> Result<Origin, LibraryError> {
        if let Some(id) = bundled(name) {
            return Err(LibraryError::Bundled { id });
        }
        let is_preset = |place: &Store, file: &OsStr| Ok(place.has_file_or_link(file));
        if let Some(saved) = self.find_saved(name, is_preset)? {
            return Ok(saved);
        }
        if self.is_restricted() {
            self.check(name)?;
        }
        let names: Vec<String> = self.saved_origins()?.iter().map(Origin::id).collect();
        let meant = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
        Err(LibraryError::NotSaved { name: name.to_owned(), meant })
    }
}

/// The note of a file in the trash.
fn note_of(within: &OsStr) -> OsString {
    let mut note = within.to_owned();
    note.push(NOTE);
    note
}

/// Why a preset could not be moved to where nothing had that name yet.
fn not_moved(source: io::Error, to: &str, name: String, done: &'static str) -> LibraryError {
    match source.kind() {
        io::ErrorKind::AlreadyExists => LibraryError::Taken { name: to.to_owned() },
        _ => LibraryError::NotMoved { name, done, source },
    }
}

/// What a file is called in the trash: the second of one name is numbered, and so on; the first
/// only where it would be taken for a numbered one.
fn trash_file(file: &OsStr, number: u32) -> OsString {
    match split(file) {
        Some((stem, extension)) if number > 1 || numbered(stem).is_some() => {
            let number = format!(" ({number})");
            OsString::from_vec([stem, number.as_bytes(), extension].concat())
        }
        _ => file.to_owned(),
    }
}

/// What a file in the trash was called, and its number.
fn original(within: &OsStr) -> Option<(OsString, u32)> {
    let (stem, extension) = split(within)?;
    Some(match numbered(stem) {
        Some((stem, number)) => (OsString::from_vec([stem, extension].concat()), number),
        None => (within.to_owned(), 1),
    })
}

/// A name that ends in a number in brackets, without it.
fn numbered(stem: &[u8]) -> Option<(&[u8], u32)> {
    let inner = stem.strip_suffix(b")")?;
    let at = inner.windows(2).rposition(|pair| pair == b" (").filter(|at| *at > 0)?;
    let number = std::str::from_utf8(&inner[at + 2..]).ok()?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((&inner[..at], number.parse().ok().filter(|_| is_plain)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn library() -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        (folder, library)
    }

    fn put(library: &Library, name: &str, text: &str) {
        fs::write(library.folder().unwrap().join(format!("{name}.ron")), text).unwrap();
    }

    #[test]
    fn what_is_deleted_is_in_the_trash_numbered_and_can_be_brought_back() {
        let (_folder, library) = library();
        let mut trashed = Vec::new();
        for text in ["first", "second", "third"] {
            put(&library, "mine", text);
            trashed.push(library.trash("mine").unwrap());
            assert!(!library.is_taken("mine"));
        }
        for (trashed, text) in trashed.iter().zip(["first", "second", "third"]) {
            assert_eq!(fs::read_to_string(&trashed.path).unwrap(), text);
        }
        assert!(matches!(library.trash("mine"), Err(LibraryError::NotSaved { .. })));
        assert!(matches!(library.trash("price-war"), Err(LibraryError::Bundled { .. })));
        library.restore(&trashed[1]).unwrap();
        assert_eq!(library.bytes(&library.locate("mine").unwrap()).unwrap(), b"second");
        assert!(matches!(library.restore(&trashed[0]), Err(LibraryError::Taken { .. })));
        assert_eq!(library.trashed(), [trashed[0].clone(), trashed[2].clone()]);
        library.trash("mine").unwrap();
        put(&library, "mine", "fourth");
        let last = library.trash("mine").unwrap();
        assert_eq!(library.trashed().last(), Some(&last));
        assert!(trashed[0].path.exists() && !trashed[1].path.exists());
    }

    #[test]
    fn the_trash_tells_who_deleted_what_and_when() {
        let (folder, library) = library();
        let library = library.for_person(crate::preset::library::Person::named("anna").unwrap());
        put(&library, "mine", "text");
        let now = || DateTime::<Utc>::from(SystemTime::now());
        let before = now() - chrono::Duration::seconds(1);
        let trashed = library.trash("mine").unwrap();
        assert_eq!(trashed.by.as_deref(), Some("anna"));
        assert!((before..=now()).contains(&trashed.at.unwrap()));
        assert_eq!(library.trashed(), std::slice::from_ref(&trashed));
        // Without a note, or with nonsense for one, the time alone is told.
        let note = folder.path().join(".payback/trash/mine.ron.json");
        for nonsense in ["", "{}", "[1]", "{\"by\": 1, \"at\": \"soon\"}"] {
            fs::write(&note, nonsense).unwrap();
            let [found] = &library.trashed()[..] else { panic!("one") };
            assert_eq!(found.by, None, "{nonsense}");
            assert!(found.at.unwrap() >= before, "{nonsense}");
        }
        library.restore(&trashed).unwrap();
        assert!(!note.exists() && library.trashed().is_empty());
    }

    #[test]
    fn a_note_is_written_whoever_holds_the_trash() {
        let (_folder, library) = library();
        let library = library.for_person(crate::preset::library::Person::named("anna").unwrap());
        put(&library, "mine", "text");
        let trash = library.trash.made().unwrap();
        let _held = trash.hold().unwrap();
        assert_eq!(library.trash("mine").unwrap().by.as_deref(), Some("anna"));
    }

    #[test]
    fn files_that_are_called_like_numbered_ones_come_back_as_they_were() {
        let (_folder, library) = library();
        let names = ["plan", "plan (1)", "plan (2)"];
        for round in ["first", "second"] {
            for name in names {
                put(&library, name, &format!("{name} {round}"));
                library.trash(name).unwrap();
            }
        }
        for name in names {
            let all = library.trashed();
            let held: Vec<_> = all.iter().filter(|trashed| trashed.name == name).collect();
            let texts = held.iter().map(|trashed| fs::read_to_string(&trashed.path).unwrap());
            assert!(texts.eq(["first", "second"].map(|round| format!("{name} {round}"))), "{name}");
            library.restore(held[1]).unwrap();
            assert!(library.is_taken(name));
        }
    }

    #[test]
    fn a_name_may_be_composed_otherwise_and_is_still_the_same() {
        let (folder, library) = library();
        put(&library, "Pra\u{308}misse", "x");
        library.rename("Pra\u{308}misse", "Pr\u{e4}misse").unwrap();
        assert!(folder.path().join("Pr\u{e4}misse.ron").exists());
        put(&library, "other", "y");
        let taken = library.rename("other", "Pra\u{308}misse");
        assert!(matches!(taken, Err(LibraryError::Taken { .. })));
        let unknown = library.rename("othr", "new").unwrap_err().to_string();
        assert!(unknown.contains("did you mean ‘other’?"), "{unknown}");
    }
}
