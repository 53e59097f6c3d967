//! The preset file: its format, reading with diagnostics, writing, and the library of presets.
//!
//! Lives here: the text's `outline` with places; what a value may be (`form`) and which fields
//! there are (`fields`); what is wrong with a file (`validate`, `diagnostics`); a preset from its
//! outline (`decode`), and a file's values from a preset (`encode`, `value`), as a new text
//! (`write`) or in the text that is there (`edit`). Then where numbers come from (`sources`), sites
//! added, removed and moved (`sites`), what an edit would be refused for (`refusals`), the same care
//! for a person's other RON files (`sheet`), the lines of claims and sources (`entry_lines`), atomic saving, the `library`, and what is kept of
//! unsaved changes (`recovery`).
//!
//! Uses the model, and the analyses for claims and risk. Files are touched here and nowhere below.
//!
//! ```
//! use payback::model::{Driver, Input, Scenario};
//! use payback::preset::{Library, read, rewritten, to_ron};
//!
//! let (mut preset, _) = Library::bundled_only().find("apec-40b")?;
//! preset.name = "APEC, a slower grid".to_owned();
//! preset.inputs.set(Input::Driver(Driver::PowerDelay), Scenario::Base, 12.0);
//!
//! // As a new file: reading it gives the same preset, to the last bit.
//! let file = to_ron(&preset);
//! assert!(read(file.as_bytes(), "mine.ron")? == preset);
//!
//! // Into a file that is there: only the values that differ change, and comments stay.
//! let file = format!("// Ours since May.\n{file}");
//! preset.inputs.set(Input::Driver(Driver::Utilization), Scenario::Base, 0.6);
//! let later = rewritten(file.as_bytes(), &preset);
//! assert!(later.starts_with("// Ours since May.\n"));
//! assert!(read(later.as_bytes(), "mine.ron")? == preset);
//!
//! // What is wrong is told with its line.
//! let report = read(b"(format: 1, nam: 3)", "mine.ron").unwrap_err();
//! assert!(report.to_string().contains("did you mean ‘name’?"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod actuals;
pub mod assignment;
pub mod brief;
mod currency;
pub mod deck;
mod decode;
mod diagnostics;
pub mod difference;
mod edit;
mod encode;
pub mod entry_lines;
mod fields;
pub mod files;
mod form;
pub mod library;
mod outline;
pub mod read;
pub mod recovery;
mod refusals;
pub mod save;
pub mod schema;
pub(crate) mod sheet;
pub mod sites;
mod sources;
mod validate;
mod value;
pub mod view;
mod working_folder;
mod write;

pub use brief::{BRIEF_FIELDS, BegunProgramme, Brief, BriefField};
pub use currency::{Currency, ShownUnit};
pub use deck::{Deck, read_deck};
pub use diagnostics::{Diagnostics, Problem};
pub use difference::{Difference, differences};
pub use fields::FORMAT;
pub use files::{Expected, SaveErrorKind, Stamp};
pub use library::{Library, LibraryError, Opened, Origin};
pub(crate) use read::is_utf16;
pub use read::{read, read_file};
pub use refusals::{Refusal, refusals};
pub use save::{SaveError, save};
pub use sites::SiteError;
pub use sources::{Source, SourceValues, StaleSource, every_site, source_keys};
pub use view::{PresetView, SetTo};
pub use working_folder::is_working_folder_deleted;
pub use write::{rewritten, to_ron};

use crate::analysis::{Claim, RiskSettings};
use crate::model::{Inputs, Unit};
use std::collections::BTreeMap;

/// The currency of a preset that names none.
pub const DOLLAR: &str = "$";

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
    /// The currency of its money, whose unit stays a billion.
    pub currency: String,
    /// Where its numbers come from, by input id (`utilization`, `bull.attach`,
    /// `programme.server_life`, `programme.sites.*.pledge`).
    pub sources: BTreeMap<String, Source>,
    /// What a person wants to come back to.
    pub views: Vec<PresetView>,
}

impl Preset {
    /// What its money is shown in.
    pub fn money(&self) -> Currency {
        Currency::new(&self.currency)
    }

    /// A unit as its figures are shown in.
    pub fn shown(&self, unit: Unit) -> ShownUnit {
        self.money().of(unit)
    }
}
