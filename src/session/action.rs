//! What a person or the app can ask of a session, and what it asks of the app.

use super::Row;
use super::Screen;
use super::command::Command;
use super::copied::Copied;
use super::exchange::{
    CopyResult, Kept, LeagueReading, ListedPreset, Manage, ManageError, Managed, OfferError,
    Opening, PresetRef, PreviewSubject, Previewed, Recoverable, SaveLocation, SaveResult, Slide,
    Why,
};
use crate::analysis::{Inquiry, InquiryAnswer};
use crate::key::Key;
use crate::model::{Metric, Scenario};
use crate::preset::{BegunProgramme, Origin, Preset, Stamp};
use std::ffi::OsString;
use std::rc::Rc;
use std::time::Duration;

/// A mouse button's way over a track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Pressed on the handle itself, which stays where it is.
    Grab,
    /// Pressed elsewhere: the handle comes there.
    Down,
    /// Moved while pressed.
    Drag,
    /// Let go.
    Up,
}

/// Something that happens to a session.
#[derive(Debug, Clone)]
pub enum Action {
    /// A key's command.
    Do(Command),
    /// A key that means nothing now.
    Unbound(Key),
    /// A character typed into a text.
    Type(char),
    /// A text pasted.
    Paste(String),
    /// The mouse on a track.
    Track {
        /// Whose track.
        row: Row,
        /// Whose handle, where it was on or near one; the one that was grabbed stays grabbed.
        scenario: Scenario,
        /// Where on the slider, 0 to 1.
        position: f64,
        /// Grabbed, pressed, moved or let go.
        phase: Phase,
    },
    /// The wheel over the screen.
    Wheel {
        /// The cell under the pointer: column and row.
        at: (u16, u16),
        /// Whose track is there.
        track: Option<Row>,
        /// Notches, positive away from the person.
        steps: i32,
    },
    /// A click on a row.
    ChooseRow(Row),
    /// A click on a scenario.
    ChooseScenario(Scenario),
    /// A click on a line of a dialog.
    ClickEntry(usize),
    /// A click on a figure.
    ChooseFigure(Scenario, Metric),
    /// A click on a line of the screen's list.
    ChooseLine(usize),
    /// A click on the head of a column of figures.
    ClickHeading(Scenario, Metric),
    /// A click on a tab.
    Go(Screen),
    /// What the preset that was opened is shown with.
    Begin(Box<Opening>),
    /// The open preset's file was written to by somebody else: what it holds now and its stamp, or why
    /// that can't be read.
    FileChanged(Box<Result<(Preset, Stamp), String>>),
    /// The slides of a deck, to be presented.
    PresentDeck(Rc<[Slide]>),
    /// A click on a cell of the grid: column and row, from the lowest values.
    ChooseCell(usize, usize),
    /// What the screen has room for.
    Room {
        /// Cells of a slider's track.
        track: usize,
        /// Columns and rows of the grid.
        grid: (usize, usize),
    },
    /// How far help can be scrolled.
    HelpEnd(usize),
    /// An answer from the background, with the generation of its question.
    Answered(u64, InquiryAnswer),
    /// The presets that can be opened.
    Listed {
        /// Those that there are.
        entries: Vec<ListedPreset>,
        /// Why some are missing, if they are.
        problem: Option<String>,
        /// Whether one is to be compared with rather than opened.
        to_compare: bool,
    },
    /// What the chosen line of that list holds.
    Previewed(Box<Previewed>),
    /// The same of a line that was chosen before it was known.
    Looked(Box<Previewed>),
    /// What some of the listed presets call themselves; nothing where they can't be read, `None` of
    /// a deck.
    Titled(Vec<(Origin, Option<String>)>),
    /// Saved presets may have been added, written to, renamed or deleted.
    LibraryTouched,
    /// The presets of the league table.
    LeagueListed {
        /// Where each is.
        origins: Vec<Origin>,
        /// Why saved ones are missing, if they are.
        problem: Option<String>,
    },
    /// Some of them were read, or why they couldn't be.
    LeagueRead(Vec<LeagueReading>),
    /// What continues a text that was typed.
    Completed {
        /// The text.
        typed: String,
        /// Names and paths that begin with it.
        found: Vec<String>,
        /// Whether the text is to be continued by as much as they have in common.
        extend: bool,
    },
    /// Where a preset would be saved under a text that was typed, or why it can't be.
    Located {
        /// The text.
        typed: String,
        place: Result<SaveLocation, String>,
    },
    /// A preset was renamed, duplicated, deleted or brought back, or why it couldn't be.
    Managed(Result<Managed, ManageError>),
    /// Where a new programme was saved, or why it wasn't.
    Begun(Result<Origin, String>),
    /// A preset was read, or why it couldn't be.
    Loaded(Box<Result<(Preset, Origin), String>>),
    /// A preset to compare with was read, or why it couldn't be.
    LoadedToCompare(Box<Result<Preset, String>>),
    /// The preset was written, or why it couldn't be.
    Saved(SaveResult),
    /// What would be copied.
    CopyPreviewed(Copied, String),
    /// What became of a copy.
    CopyDone {
        what: Copied,
        /// The file beside it that it names.
        beside: Option<String>,
        result: CopyResult,
    },
    /// The mouse acts from now on, or doesn't.
    MouseSet(bool),
    /// It is drawn with the theme of this name from now on.
    ThemeSet { name: String, kept: bool },
    /// A choice isn't remembered for the next start; the sentence says why.
    NotRemembered(String),
    /// Earlier runs left this unsaved.
    Recoverable {
        /// The place of the first in the list.
        first: usize,
        /// The newest of it, or more in the same order.
        offers: Vec<Recoverable>,
        /// How much more there is.
        unread: usize,
    },
    /// What an earlier run left was taken up, or why it couldn't be.
    Resumed {
        found: Box<Result<Recoverable, OfferError>>,
        /// How much else there is.
        others: usize,
    },
    /// What an earlier run left was given up and is kept, or why it couldn't be.
    Discarded(Result<(), OfferError>),
    /// What was open and unsaved was given up and is kept, or why it couldn't be.
    SetAside(Result<(), String>),
    /// What was discarded or deleted and can come back.
    KeptListed(Vec<Kept>),
    /// Discarded work was read, from this file, or why it couldn't be.
    TakenUp(Box<Result<(OsString, Recoverable), String>>),
    /// Unsaved changes can't be kept in case of a crash; the sentence says why.
    JournalFailed(String),
}

impl Action {
    /// Whether a person did it: a key, a paste or the mouse.
    pub(super) const fn is_persons(&self) -> bool {
        matches!(
            self,
            Self::Do(_)
                | Self::Unbound(_)
                | Self::Type(_)
                | Self::Paste(_)
                | Self::Track { .. }
                | Self::Wheel { .. }
                | Self::ChooseRow(_)
                | Self::ChooseScenario(_)
                | Self::ClickEntry(_)
                | Self::ChooseFigure(..)
                | Self::ChooseLine(_)
                | Self::ClickHeading(..)
                | Self::Go(_)
                | Self::ChooseCell(..)
        )
    }
}

/// When something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Since the start of the program.
    pub since_start: Duration,
    /// Local time of day: hour and minute.
    pub clock: (u8, u8),
}

/// What a session asks of the app.
#[derive(Debug, Clone)]
pub enum Effect {
    /// What is open is what the file holds, which has that stamp.
    Reread(Stamp),
    /// Write the preset; unasked only over what was read from there, if it still is that.
    Save {
        /// Where.
        target: PresetRef,
        /// What.
        preset: Box<Preset>,
        /// What a person was shown of the place and agreed to replace: what is in the way, and its
        /// bytes, where they could be read.
        agreed: Option<(Why, Option<Stamp>)>,
    },
    /// List the presets that can be opened, or, if that is asked, compared with.
    List {
        /// Whether one is to be compared with.
        to_compare: bool,
    },
    /// Look in the background at what the chosen line of a list holds; it makes every older look
    /// void.
    Preview(PreviewSubject),
    /// Look at once at what is to be opened.
    Look(PresetRef),
    /// Read in the background what listed presets call themselves.
    ReadTitles(Vec<Origin>),
    /// List the presets of the league table.
    ListLeague,
    /// Read them in the background; it makes every older such request void.
    ReadLeague(Vec<Origin>),
    /// Find what continues a text, and say whether to extend it.
    Complete(String, bool),
    /// Find where a preset would be saved under a text.
    Locate(String),
    /// Rename, duplicate, delete a preset or bring it back.
    Manage(Manage),
    /// Save a new programme, where nothing is yet.
    Begin(Box<BegunProgramme>),
    /// Read a preset.
    Load(Origin),
    /// Read a preset to compare with.
    LoadToCompare(Origin),
    /// Work an answer out in the background; it makes every older question void.
    Inquire(u64, Box<Inquiry>),
    /// The last question is void, and there is no other.
    Rest,
    /// Say what would be copied.
    PreviewCopy(Copied),
    /// Send something to the terminal's clipboard, or write it to a file.
    Copy {
        what: Copied,
        /// Whether a file is asked for.
        to_file: bool,
    },
    /// Have the mouse act, or no more.
    ToggleMouse,
    /// Draw with the next theme.
    NextTheme,
    /// Speak of this figure at the next start as well, where such choices are remembered.
    RememberMetric(Metric),
    /// Take up what an earlier run left, by its place in the list.
    Resume(usize),
    /// What was taken up is open now: once it is kept as unsaved, it need not be offered again.
    ForgetResumed,
    /// Give up what an earlier run left, by its place in the list.
    Discard(usize),
    /// Read more of what earlier runs left.
    MoreLeftovers,
    /// List in the background what was discarded or deleted and can come back.
    ListKept,
    /// Read the discarded work in this file.
    TakeUp(OsString),
    /// The discarded work in this file is open now: it need not be kept any more.
    ForgetTakenUp(OsString),
    /// Keep what is unsaved in a file among what was discarded: it is given up.
    SetAside,
    /// Draw the whole screen anew.
    Repaint,
    /// Give the terminal back until the program is continued.
    Suspend,
    /// End the program.
    Quit,
}
