//! Renaming, duplicating and deleting saved presets. Nothing is written over unasked, and what is
//! deleted goes to a trash folder.

use super::places::file_of;
use super::{BUNDLED, Library, LibraryError, Origin};
use crate::preset::files::Expected;
use crate::preset::nearest::nearest;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// How many numbers are tried for a file in the trash, in case others delete at the same time.
const TRIES: u32 = 100;

/// A preset in the trash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trashed {
    /// The name that it had.
    pub name: String,
    /// Its file in the trash; in a restricted library without what leads to the trash.
    pub path: PathBuf,
}

impl Library {
    /// Gives a saved preset another name, in one step.
    ///
    /// # Errors
    /// When there is no such saved preset, the new name won't do or is taken, or the system
    /// refuses.
    pub fn rename(&self, from: &str, to: &str) -> Result<Origin, LibraryError> {
        self.must_be_saved(from)?;
        let target = self.saved(to)?;
        let folder = self.places.open()?;
        folder.move_new(&file_of(from), &folder, &file_of(to)).map_err(|source| {
            if source.kind() == io::ErrorKind::AlreadyExists {
                LibraryError::Taken { name: to.to_owned() }
            } else {
                LibraryError::NotMoved { name: from.to_owned(), done: "renamed", source }
            }
        })?;
        let _ = folder.sync();
        Ok(target)
    }

    /// Copies a preset's file to a place of [`Library::target`], byte by byte, so that comments
    /// are kept. A file with something wrong in it is copied as well.
    ///
    /// # Errors
    /// When the file can't be read, or the place isn't as expected (usually
    /// [`Expected::Nothing`]) or can't be written to.
    pub fn duplicate(
        &self,
        from: &Origin,
        to: &Origin,
        expected: Expected,
    ) -> Result<(), LibraryError> {
        let bytes = self.bytes(from)?;
        self.write(to, &bytes, expected).map(|_| ())
    }

    /// Moves a saved preset to the trash, where it takes the place of nothing.
    ///
    /// # Errors
    /// When there is no such saved preset, or it can't be moved.
    pub fn trash(&self, name: &str) -> Result<Trashed, LibraryError> {
        self.must_be_saved(name)?;
        let (folder, trash) = (self.places.open()?, self.places.trash()?);
        // Behind all of that name, so that the last deleted is the last one.
        let files = self.trashed_files();
        let first = files.iter().filter(|(of, ..)| of == name).map(|(_, number, _)| number + 1);
        let first = first.max().unwrap_or(1);
        for number in first..first.saturating_add(TRIES) {
            let file = trash_file(name, number);
            match folder.move_new(&file_of(name), &trash, &file) {
                Ok(()) => {
                    let _ = folder.sync().and_then(|()| trash.sync());
                    let path = self.places.path_in_trash(&file);
                    return Ok(Trashed { name: name.to_owned(), path });
                }
                Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => {
                    return Err(LibraryError::NotMoved {
                        name: name.to_owned(),
                        done: "moved to the trash",
                        source,
                    });
                }
            }
        }
        Err(LibraryError::Taken { name: name.to_owned() })
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
    /// When no preset may have the name, something has it, or the file can't be moved.
    pub fn restore_as(&self, trashed: &Trashed, name: &str) -> Result<Origin, LibraryError> {
        let target = self.saved(name)?;
        let not_moved = |source| LibraryError::NotMoved {
            name: trashed.name.clone(),
            done: "brought back",
            source,
        };
        let file =
            trashed.path.file_name().ok_or_else(|| not_moved(io::ErrorKind::NotFound.into()))?;
        let (folder, trash) = (self.places.open()?, self.places.trash()?);
        trash.move_new(file, &folder, &file_of(name)).map_err(|source| {
            if source.kind() == io::ErrorKind::AlreadyExists {
                LibraryError::Taken { name: name.to_owned() }
            } else {
                not_moved(source)
            }
        })?;
        let _ = folder.sync().and_then(|()| trash.sync());
        Ok(target)
    }

    /// What is in the trash, by name; of one name the last deleted is last.
    pub fn trashed(&self) -> Vec<Trashed> {
        let files = self.trashed_files().into_iter();
        files.map(|(name, _, path)| Trashed { name, path }).collect()
    }

    /// The names, numbers and files in the trash.
    fn trashed_files(&self) -> Vec<(String, u32, PathBuf)> {
        let files = self.places.existing_trash().and_then(|trash| trash.names().ok());
        let mut found: Vec<(String, u32, PathBuf)> = files
            .unwrap_or_default()
            .iter()
            .filter_map(|file| {
                let stem = file.to_str()?.strip_suffix(".ron")?;
                let (name, number) = stem
                    .strip_suffix(')')
                    .and_then(|stem| stem.rsplit_once(" ("))
                    .and_then(|(name, number)| Some((name, number.parse().ok()?)))
                    .unwrap_or((stem, 1));
                self.check(name).ok()?;
                Some((name.to_owned(), number, self.places.path_in_trash(file)))
            })
            .collect();
        found.sort();
        found
    }

    fn must_be_saved(&self, name: &str) -> Result<(), LibraryError> {
        if let Some((id, _)) = BUNDLED.iter().find(|(id, _)| *id == name) {
            return Err(LibraryError::Bundled { id });
        }
        self.check(name)?;
        if self.places.has(name) {
            return Ok(());
        }
        let names: Vec<String> = self
            .origins()
            .into_iter()
            .filter_map(|origin| match origin {
                Origin::Saved { name, .. } => Some(name),
                Origin::Bundled(_) | Origin::File(_) => None,
            })
            .collect();
        let meant = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
        Err(LibraryError::NotSaved { name: name.to_owned(), meant })
    }
}

/// The file of a name in the trash: the second of one name is numbered, and so on.
fn trash_file(name: &str, number: u32) -> OsString {
    if number == 1 { file_of(name) } else { format!("{name} ({number}).ron").into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::SaveError;
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
    fn renaming_keeps_the_bytes_and_takes_no_name_that_is_taken() {
        let (folder, library) = library();
        put(&library, "one", "// mine");
        put(&library, "two", "other");
        assert!(matches!(library.rename("one", "two"), Err(LibraryError::Taken { .. })));
        assert!(matches!(library.rename("one", "apec-40b"), Err(LibraryError::Name { .. })));
        assert!(matches!(library.rename("apec-40b", "x"), Err(LibraryError::Bundled { .. })));
        let renamed = library.rename("one", "three").unwrap();
        assert_eq!(renamed.id(), "three");
        assert_eq!(fs::read_to_string(folder.path().join("three.ron")).unwrap(), "// mine");
        assert!(!library.is_taken("one"));
        let error = library.rename("thre", "four").unwrap_err().to_string();
        assert!(error.contains("did you mean ‘three’?"), "{error}");
    }

    #[test]
    fn a_duplicate_has_the_comments_and_replaces_nothing_unasked() {
        let (_folder, library) = library();
        let from = library.locate("apec-40b").unwrap();
        let to = library.target("mine").unwrap();
        library.duplicate(&from, &to, Expected::Nothing).unwrap();
        assert_eq!(library.bytes(&to).unwrap(), library.bytes(&from).unwrap());
        let opened = library.open("mine").unwrap();
        assert_eq!(opened.comment_lines[..3], [1, 2, 3]);
        let again = library.duplicate(&from, &to, Expected::Nothing);
        assert!(matches!(again, Err(LibraryError::Save(SaveError::Exists { .. }))));
        put(&library, "torn", "(format: 1,");
        let torn = library.locate("torn").unwrap();
        let copy = library.target("torn too").unwrap();
        library.duplicate(&torn, &copy, Expected::Nothing).unwrap();
        assert_eq!(library.bytes(&copy).unwrap(), b"(format: 1,");
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
}
