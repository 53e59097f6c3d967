//! What goes to and fro between a session and those who read, write and copy for it.

use super::Screen;
use crate::model::{Metric, Scenario};
use crate::preset::library::{CopyScope, Trashed};
use crate::preset::{Origin, Preset, Stamp};
use std::ffi::OsString;

/// A preset that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPreset {
    /// Its name in the library, or its file.
    pub id: String,
    /// What it calls itself, once that is read; empty where it can't be.
    pub title: Option<String>,
    pub origin: Origin,
}

/// A file of the league table: its preset, or why that can't be read; `None` of one that isn't meant to
/// be a preset, such as a deck.
pub type LeagueReading = (Origin, Option<Result<Preset, String>>);

/// A preset's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PresetRef {
    /// A name or a file, as typed.
    Typed(String),
    /// A place that is known.
    At(Origin),
}

/// A file as it was when a person was asked whether to save over it.
#[derive(Debug, Clone, PartialEq)]
pub struct There {
    /// What it held, or why that can't be read.
    pub preset: Result<Preset, String>,
    /// Its bytes; `None` where they can't be read, or it was gone.
    pub stamp: Option<Stamp>,
}

/// How saving went.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveResult {
    /// It is written there.
    Done(Origin),
    /// It is not: first a person must say so.
    Ask {
        /// What is in the way.
        why: Why,
        /// The place.
        origin: Origin,
        /// What is there now.
        there: Box<There>,
    },
    /// It is not; the sentence says why.
    Failed(String),
}

/// What a look is taken at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewSubject {
    Preset(PresetRef),
    /// What was discarded or deleted.
    Kept(KeptPlace),
}

/// What was found where a look was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Previewed {
    pub subject: PreviewSubject,
    /// Where it is, if it is anywhere.
    pub origin: Option<Origin>,
    /// The preset, or the lines that say what is wrong with it.
    pub found: Result<Preset, Vec<String>>,
}

/// A place to save in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaveLocation {
    /// The file's path.
    pub path: String,
    /// Whether something is there already.
    pub is_taken: bool,
}

/// What is in the way of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Something has the name already.
    Taken,
    /// Somebody else changed the file since it was read or written here.
    Changed,
    /// Somebody else removed it.
    Vanished,
    /// No other file can take its place; it can only be written to.
    Busy,
}

/// What is done with a preset's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manage {
    /// It gets another name.
    Rename {
        /// Its place.
        from: Origin,
        /// The new name.
        to: String,
    },
    /// It is copied, comments included.
    Duplicate {
        /// Its place.
        from: Origin,
        /// The copy's name or path.
        to: String,
        /// What of it comes along.
        scope: CopyScope,
    },
    /// It goes to the trash.
    Trash(Origin),
    /// What was discarded or deleted comes back as a preset.
    Restore {
        kept: KeptPlace,
        /// The preset's name.
        to: String,
    },
}

/// Where something is kept that was discarded or deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptPlace {
    /// Unsaved work that was given up, in this file.
    Discarded(OsString),
    /// A preset in the trash.
    Deleted(Trashed),
}

/// Something that was discarded or deleted and can come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub place: KeptPlace,
    /// What it is called.
    pub name: String,
    /// What was done with it, by whom and when, in words.
    pub done: String,
}

/// What was done with a preset's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Managed {
    /// It has another name.
    Renamed {
        /// Where it was.
        from: Origin,
        to: Origin,
    },
    /// Its copy is here.
    Duplicated(Origin),
    Trashed {
        /// Where it was.
        from: Origin,
    },
    /// It is back.
    Restored(Origin),
}

/// Why nothing was done with a preset's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManageError {
    /// In a sentence.
    pub why: String,
    /// Whether another preset has the name.
    pub is_taken: bool,
}

/// Unsaved changes from an earlier run.
#[derive(Debug, Clone, PartialEq)]
pub struct Recoverable {
    /// Where the preset came from.
    pub origin: Origin,
    /// The preset as it was saved.
    pub saved: Preset,
    /// The preset as it was open.
    pub open: Preset,
    /// When that was, in words.
    pub at: String,
}

/// Why they weren't taken up or given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferError {
    /// In a sentence.
    pub why: String,
    /// Whether they can't be had any more: somebody else has them, or they can't be read.
    pub is_gone: bool,
}

/// What is shown of a preset that was opened, in this order: a view of it, then what stands over that.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opening {
    /// The place of one of its views.
    pub view: Option<usize>,
    /// What the preset comes to with fields changed; it is an edit, which can be undone.
    pub edited: Option<Preset>,
    pub scenario: Option<Scenario>,
    pub metric: Option<Metric>,
    pub screen: Option<Screen>,
    /// Whether it is presented.
    pub presents: bool,
}

/// What became of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyResult {
    /// It was sent to the terminal, which never says whether it took it.
    Sent {
        /// What it went through, if anything: `tmux`.
        through: Option<&'static str>,
    },
    Filed {
        file: String,
        /// Why it wasn't sent; empty where a file was asked for.
        why: String,
    },
    /// It is nowhere; the sentence says why.
    Failed(String),
}

/// A slide of a deck.
#[derive(Debug, Clone)]
pub struct Slide {
    /// What it stands on, with its view as the only one.
    pub preset: Preset,
    /// Where that preset came from.
    pub origin: Origin,
}
