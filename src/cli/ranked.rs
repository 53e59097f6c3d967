//! The presets of a league table: every one that has a name, and the one that is asked about.

use super::complain;
use crate::analysis::LeagueEntry;
use crate::model::Workspace;
use crate::preset::{Currency, Library, Preset};

/// Every bundled and saved preset with what the model makes of it; the preset itself, as it is now, in
/// the place of its file. What can't be read is reported and left out.
pub(super) fn entries(library: &Library, own: (&str, &Preset)) -> Vec<LeagueEntry<Currency>> {
    let (id, preset) = own;
    let mut workspace = Workspace::new();
    let mut entry = |id: &str, preset: &Preset| {
        let names = (id, &preset.name);
        LeagueEntry::new(&mut workspace, names, preset.money(), &preset.inputs)
    };
    let mut entries = vec![entry(id, preset)];
    let listing = library.list();
    for listed in listing.entries.iter().filter(|listed| listed.origin.id() != id) {
        match &listed.preset {
            Ok(preset) => entries.push(entry(&listed.origin.id(), preset)),
            Err(_) if library.holds_deck(&listed.origin) => {}
            Err(error) => complain(&error.first_line()),
        }
    }
    if let Some(problem) = &listing.problem {
        complain(&problem.to_string());
    }
    entries
}
