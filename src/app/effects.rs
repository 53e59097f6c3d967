//! Carrying out what a session asks for: reading and writing presets.

mod leftovers;

use crate::preset::recovery::Leftover;
use crate::preset::{Library, Origin, Preset, library, save};
use crate::session::{Action, CopyResult, Effect, Entry, SaveResult, SaveTarget};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// The files that a session works on.
pub struct Files {
    library: Library,
    /// What stood in the open preset's file when it was read or written last.
    known: Option<(PathBuf, Vec<u8>)>,
    /// What earlier runs left, in the order in which it was offered.
    leftovers: Vec<Option<Leftover>>,
}

impl Files {
    /// For a session that opened a preset from there.
    pub fn new(library: Library, origin: &Origin) -> Self {
        let mut files = Self { library, known: None, leftovers: Vec::new() };
        files.remember(origin);
        files
    }

    /// Notes what stands in a preset's file now.
    fn remember(&mut self, origin: &Origin) {
        self.known = file_of(origin).and_then(|path| Some((path.to_owned(), fs::read(path).ok()?)));
    }

    /// Carries out what concerns files, and gives its result, if there is one.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Action> {
        match effect {
            Effect::Quit | Effect::Inquire(..) | Effect::Copy { .. } | Effect::ToggleMouse => None,
            Effect::LoadToCompare(origin) => {
                let loaded = self.read(&origin).map(|(preset, _)| preset);
                Some(Action::LoadedToCompare(Box::new(loaded)))
            }
            Effect::List => Some(Action::Listed(entries(&self.library))),
            Effect::Load(origin) => Some(Action::Loaded(Box::new(self.load(&origin)))),
            Effect::Save { target, preset, replace } => {
                Some(Action::Saved(self.save(target, &preset, replace)))
            }
            Effect::Resumed(place) => {
                self.resumed(place);
                None
            }
            Effect::Discard(place) => self.discard(place),
            Effect::Later => {
                self.leftovers.clear();
                None
            }
        }
    }

    fn load(&mut self, origin: &Origin) -> Result<(Preset, Origin), String> {
        let loaded = self.read(origin)?;
        self.remember(origin);
        Ok(loaded)
    }

    fn read(&self, origin: &Origin) -> Result<(Preset, Origin), String> {
        let loaded = match origin {
            Origin::Bundled(id) => self.library.find(id),
            Origin::Saved { path, .. } | Origin::File(path) => {
                self.library.find(&path.to_string_lossy())
            }
        };
        match loaded {
            Ok((preset, _)) => Ok((preset, origin.clone())),
            Err(library::LibraryError::Unreadable(diagnostics)) => Err(diagnostics.first_line()),
            Err(error) => Err(first_line(&error.to_string())),
        }
    }

    fn save(&mut self, target: SaveTarget, preset: &Preset, replace: bool) -> SaveResult {
        let saved = match &target {
            SaveTarget::Name(name) => {
                if !replace && self.library.is_taken(name) {
                    return SaveResult::Exists(target);
                }
                let path = self.library.folder().map(|folder| folder.join(format!("{name}.ron")));
                if let Some(refusal) = path.and_then(|path| self.changed_since(&path)) {
                    return SaveResult::Failed(refusal);
                }
                self.library
                    .save_as(name, preset)
                    .map(|path| Origin::Saved { name: name.clone(), path })
                    .map_err(|error| error.to_string())
            }
            SaveTarget::Path(path) => {
                if let Some(refusal) = self.changed_since(path) {
                    return SaveResult::Failed(refusal);
                }
                save(path, preset)
                    .map(|()| Origin::File(path.clone()))
                    .map_err(|error| error.to_string())
            }
        };
        match saved {
            Ok(origin) => {
                self.remember(&origin);
                SaveResult::Done(origin)
            }
            Err(error) => SaveResult::Failed(first_line(&error)),
        }
    }

    /// Why the open preset's file must not be written over: somebody else wrote to it.
    fn changed_since(&self, path: &Path) -> Option<String> {
        let (known, before) = self.known.as_ref()?;
        let changed = known == path && fs::read(path).is_ok_and(|now| now != *before);
        changed.then(|| {
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            format!("S saves under another name: {file} was changed by somebody else meanwhile")
        })
    }
}

const fn file_of(origin: &Origin) -> Option<&PathBuf> {
    match origin {
        Origin::Bundled(_) => None,
        Origin::Saved { path, .. } | Origin::File(path) => Some(path),
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// What can be opened. A file with something wrong in it is listed as well: opening it says what.
fn entries(library: &Library) -> Vec<Entry> {
    library
        .list()
        .into_iter()
        .map(|entry| Entry {
            id: entry.origin.id(),
            title: match entry.preset {
                Ok(preset) => preset.name,
                Err(_) => "(can't be read)".to_owned(),
            },
            origin: entry.origin,
        })
        .collect()
}

/// Answers what needs no file of the person's: for pictures, which leave nothing behind.
pub fn answer_without_files(effect: &Effect) -> Option<Action> {
    let bundled = Library::bundled_only();
    match effect {
        Effect::List => Some(Action::Listed(entries(&bundled))),
        Effect::Load(Origin::Bundled(id)) => {
            let loaded = bundled.find(id).map_err(|error| error.to_string());
            Some(Action::Loaded(Box::new(loaded)))
        }
        Effect::Save { .. } => Some(Action::Saved(SaveResult::Failed(
            "a picture is being drawn; nothing is saved".to_owned(),
        ))),
        Effect::LoadToCompare(Origin::Bundled(id)) => {
            let loaded =
                bundled.find(id).map(|(preset, _)| preset).map_err(|error| error.to_string());
            Some(Action::LoadedToCompare(Box::new(loaded)))
        }
        Effect::Inquire(generation, inquiry) => {
            let answer = inquiry.answer(&AtomicBool::new(false))?;
            Some(Action::Answered(*generation, answer))
        }
        Effect::Copy { what, .. } => {
            let why = "a picture is being drawn".to_owned();
            Some(Action::CopyDone(*what, CopyResult::Failed(why)))
        }
        Effect::Load(_)
        | Effect::LoadToCompare(_)
        | Effect::Resumed(_)
        | Effect::Discard(_)
        | Effect::Later
        | Effect::ToggleMouse
        | Effect::Quit => None,
    }
}
