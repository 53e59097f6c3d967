//! The preset file: its format, reading with diagnostics, writing, and the library of presets.
//!
//! Lives here: the file's mirror types (`format`), reading in four steps (an outline of the
//! text with places, `locate`; the fields it must have, `structure`; RON's own reading,
//! `translate`d where it refuses; what the values mean, `meaning`), the report of what is
//! wrong (`diagnostics`), where numbers come from (`sources`), the same care for a person's other RON files (`sheet`), writing, atomic
//! saving, the `library`, what is kept of unsaved changes (`recovery`), and what an edit would be
//! refused for (`refusals`).
//!
//! Uses the model, and the analyses for claims and risk. Files are touched here and nowhere below.

mod comments;
mod diagnostics;
pub mod difference;
pub mod files;
mod format;
pub mod library;
mod locate;
mod meaning;
pub mod read;
pub mod recovery;
mod refusals;
pub mod save;
pub mod schema;
pub(crate) mod sheet;
mod sources;
mod structure;
mod translate;
mod working_folder;
mod write;

pub use comments::{comment_lines, has_comments};
pub use diagnostics::{Diagnostics, Problem};
pub use difference::{Difference, differences};
pub use files::{Expected, Stamp};
pub use format::FORMAT;
pub use library::{Library, LibraryError, Opened, Origin};
pub use read::{read, read_file};
pub use refusals::{Refusal, refusals};
pub use save::{SaveError, save};
pub use sources::{Source, SourceValues, StaleSource, every_site, source_keys};
pub use working_folder::deleted_working_folder;
pub use write::to_ron;

use crate::analysis::{Claim, RiskSettings};
use crate::model::Inputs;
use std::collections::BTreeMap;

/// A set of assumptions under a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// What people call it.
    pub name: String,
    /// A sentence or two on what it assumes.
    pub summary: String,
    /// What is put into the model.
    pub inputs: Inputs,
    /// How the drivers vary.
    pub risk: RiskSettings,
    /// What was said of its figures.
    pub claims: Vec<Claim>,
    /// Where its numbers come from, by input id (`utilization`, `bull.attach`,
    /// `programme.server_life`, `programme.sites.*.pledge`).
    pub sources: BTreeMap<String, Source>,
}
