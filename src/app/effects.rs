//! Carrying out what a session asks for: reading and writing presets.

use crate::preset::{Expected, Library, LibraryError, Origin, Preset, SaveError, Stamp, library};
use crate::session::{Action, Effect, Entry, SaveResult, SaveTarget};
use std::sync::atomic::AtomicBool;

/// The files that a session works on.
pub struct Files {
    library: Library,
    /// What stood in the open preset's file when it was read or written last.
    known: Option<(Origin, Stamp)>,
}

impl Files {
    /// For a session that opened a preset from there.
    pub fn new(library: Library, origin: &Origin) -> Self {
        let mut files = Self { library, known: None };
        files.remember(origin);
        files
    }

    /// Notes what stands in a preset's file now.
    fn remember(&mut self, origin: &Origin) {
        let stamp = self.library.stamp(origin).ok().flatten();
        self.known = stamp.map(|stamp| (origin.clone(), stamp));
    }

    /// Carries out what concerns files, and gives its result; `None` ends the program.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Action> {
        match effect {
            Effect::Quit | Effect::Inquire(..) => None,
            Effect::LoadToCompare(origin) => {
                let loaded = self.read(&origin).map(|(preset, _)| preset);
                Some(Action::LoadedToCompare(Box::new(loaded)))
            }
            Effect::List => Some(Action::Listed(entries(&self.library))),
            Effect::Load(origin) => Some(Action::Loaded(Box::new(self.load(&origin)))),
            Effect::Save { target, preset, replace } => {
                Some(Action::Saved(self.save(target, &preset, replace)))
            }
        }
    }

    fn load(&mut self, origin: &Origin) -> Result<(Preset, Origin), String> {
        let loaded = self.read(origin)?;
        self.remember(origin);
        Ok(loaded)
    }

    fn read(&self, origin: &Origin) -> Result<(Preset, Origin), String> {
        match self.library.open_at(origin) {
            Ok(opened) => Ok((opened.preset, opened.origin)),
            Err(LibraryError::Unreadable(diagnostics)) => Err(diagnostics.first_line()),
            Err(error) => Err(first_line(&error.to_string())),
        }
    }

    fn save(&mut self, target: SaveTarget, preset: &Preset, replace: bool) -> SaveResult {
        let origin = match &target {
            SaveTarget::Name(name) => {
                if !replace && self.library.is_taken(name) {
                    return SaveResult::Exists(target);
                }
                library::check_name(name)
                    .map_err(|reason| LibraryError::Name { name: name.clone(), reason })
                    .and_then(|()| self.library.target(name))
            }
            SaveTarget::Path(path) => Ok(Origin::File(path.clone())),
        };
        let saved = origin.and_then(|origin| {
            let expected = match &self.known {
                Some((known, stamp)) if *known == origin => Expected::Unchanged(*stamp),
                _ => Expected::Anything,
            };
            self.library.save(&origin, preset, expected).map(|stamp| (origin, stamp))
        });
        match saved {
            Ok((origin, stamp)) => {
                self.known = Some((origin.clone(), stamp));
                SaveResult::Done(origin)
            }
            Err(LibraryError::Save(SaveError::Changed { path })) => {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                SaveResult::Failed(format!(
                    "S saves under another name: {file} was changed by somebody else meanwhile"
                ))
            }
            Err(error) => {
                if matches!(error, LibraryError::Save(SaveError::Vanished { .. })) {
                    // Said once; saving again brings the file back.
                    self.known = None;
                }
                SaveResult::Failed(first_line(&error.to_string()))
            }
        }
    }

    /// Saves under a name of its own what would be lost with the terminal; what can't be saved then
    /// can't be said to anybody either.
    pub fn rescue(&self, name: &str, preset: &Preset) {
        if !self.library.is_taken(name) {
            let _ = self.library.save_as(name, preset);
        }
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
        Effect::Load(_) | Effect::LoadToCompare(_) | Effect::Quit => None,
    }
}
