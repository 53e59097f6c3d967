//! What wakes the loop.

use crate::analysis::InquiryAnswer;
use crate::preset::Origin;
use crate::preset::recovery::Leftover;
use crate::session::{Kept, LeagueReading, Previewed};
use crate::terminal::TerminalEvent;

/// What wakes the loop.
pub(super) enum Event {
    /// Something came in from the terminal or the system.
    Input(TerminalEvent),
    /// An answer from the background, with its question's generation.
    Answer(u64, Box<InquiryAnswer>),
    /// Unsaved changes can't be kept in the journal; the sentence says why.
    JournalFailed(String),
    /// What earlier runs left unsaved, and how much more there is.
    Leftovers(Vec<Leftover>, usize),
    /// What a look at the chosen line of a list found.
    Previewed(Box<Previewed>),
    /// What was discarded or deleted.
    KeptListed(Vec<Kept>),
    /// What some of the listed presets call themselves; `None` of a deck.
    Titled(Vec<(Origin, Option<String>)>),
    /// Some presets of the league table, or why they can't be read.
    LeagueRead(Vec<LeagueReading>),
    /// The open preset's file may have been written to; or, where it begins to be watched, may have
    /// been since it was read.
    FileTouched { begins: bool },
    /// Saved presets may have been added, written to, renamed or deleted.
    LibraryTouched,
    /// A thread panicked; that has been reported, on the terminal given back for it.
    Panicked,
}
