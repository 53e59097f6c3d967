//! Carrying out what a session asks for: reading and writing presets.
//!
//! Lives here: the files that a session works on and what is known of them (this file), looking
//! for presets (`opening`), renaming and the like (`managing`), saving (`saving`), and what
//! earlier runs left (`leftovers`).

mod leftovers;
mod managing;
mod opening;
mod saving;

use crate::preset::recovery::Leftover;
use crate::preset::{Library, LibraryError, Opened, Origin, Preset, Stamp, deleted_working_folder};
use crate::session::{Action, CopyResult, Effect, SaveResult};
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The files that a session works on.
pub struct Files {
    library: Library,
    /// The open preset's file.
    known: Option<KnownFile>,
    /// What earlier runs left, in the order in which it was offered.
    leftovers: Vec<Option<Leftover>>,
}

/// A file as it was when it was read or written last.
struct KnownFile {
    origin: Origin,
    /// What it held; a bundled preset's text.
    bytes: Vec<u8>,
    /// Whether it may be written into, since no other file can take its place.
    in_place: bool,
}

impl Files {
    /// For a session that opened a preset from there.
    pub fn new(library: Library, origin: &Origin) -> Self {
        let known = library.open_at(origin).ok().map(KnownFile::of);
        Self { library, known, leftovers: Vec::new() }
    }

    /// Notes that a preset was opened or saved, for the list of recent ones.
    pub fn note(&self, origin: &Origin) {
        if !matches!(origin, Origin::Bundled(_)) {
            self.library.note_opened(origin);
        }
    }

    /// Carries out what concerns files, and gives its result, if there is one.
    pub fn carry_out(&mut self, effect: Effect) -> Option<Action> {
        match effect {
            Effect::LoadToCompare(origin) => {
                let loaded = self.read(&origin);
                Some(Action::LoadedToCompare(Box::new(loaded)))
            }
            Effect::Load(origin) => Some(Action::Loaded(Box::new(self.load(&origin)))),
            Effect::Save { target, preset, agreed } => {
                Some(Action::Saved(self.save(target, &preset, agreed)))
            }
            Effect::Manage(manage) => Some(Action::Managed(self.manage(manage))),
            Effect::Resumed(place) => {
                self.resumed(place);
                None
            }
            Effect::Discard(place) => self.discard(place),
            Effect::Later => {
                self.leftovers.clear();
                None
            }
            effect => opening::answer(&self.library, &effect),
        }
    }

    fn load(&mut self, origin: &Origin) -> Result<(Preset, Origin), String> {
        let opened = self.library.open_at(origin).map_err(|error| sentence(&error))?;
        let preset = opened.preset.clone();
        self.known = Some(KnownFile::of(opened));
        self.note(origin);
        Ok((preset, origin.clone()))
    }

    fn read(&self, origin: &Origin) -> Result<Preset, String> {
        let opened = self.library.open_at(origin);
        opened.map(|opened| opened.preset).map_err(|error| sentence(&error))
    }
}

impl KnownFile {
    /// Of a preset as it was read.
    fn of(opened: Opened) -> Self {
        Self { origin: opened.origin, bytes: opened.bytes, in_place: false }
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

/// An error in a line.
fn sentence(error: &LibraryError) -> String {
    match error {
        LibraryError::Unreadable(diagnostics) => diagnostics.first_line(),
        error => {
            let sentence = error.to_string().lines().next().unwrap_or_default().to_owned();
            match deleted_working_folder() {
                Some(folder) => {
                    format!("{sentence} The folder you started in, {folder}, was deleted.")
                }
                None => sentence,
            }
        }
    }
}

/// Answers what needs no file of the person's: for pictures, which leave nothing behind.
pub fn answer_without_files(effect: &Effect) -> Option<Action> {
    let bundled = Library::bundled_only();
    match effect {
        Effect::Load(origin @ Origin::Bundled(_)) => {
            let loaded = bundled.open_at(origin).map_err(|error| error.to_string());
            let loaded = loaded.map(|opened| (opened.preset, opened.origin));
            Some(Action::Loaded(Box::new(loaded)))
        }
        Effect::Save { .. } => Some(Action::Saved(SaveResult::Failed(
            "a picture is being drawn; nothing is saved".to_owned(),
        ))),
        Effect::Manage(_) => {
            Some(Action::Managed(Err("a picture is being drawn; nothing is changed".to_owned())))
        }
        Effect::LoadToCompare(origin @ Origin::Bundled(_)) => {
            let loaded = bundled.open_at(origin).map(|opened| opened.preset);
            Some(Action::LoadedToCompare(Box::new(loaded.map_err(|error| error.to_string()))))
        }
        Effect::Inquire(generation, inquiry) => {
            let answer = inquiry.answer(&AtomicBool::new(false))?;
            Some(Action::Answered(*generation, answer))
        }
        Effect::Copy { what, .. } => {
            let why = "a picture is being drawn".to_owned();
            Some(Action::CopyDone(*what, CopyResult::Failed(why)))
        }
        // What is typed for a picture leads nowhere.
        Effect::Complete(..) | Effect::Locate(_) => None,
        effect => opening::answer(&bundled, effect),
    }
}
