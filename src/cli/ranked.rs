//! The presets of a league table: every one that has a name, and the one that is asked about.

use super::complain;
use crate::analysis::LeagueEntry;
use crate::model::Workspace;
use crate::preset::{Currency, Library, Preset};

/// Every bundled and saved preset with what the model makes of it. What can't be read is reported and
/// left out.
pub(super) fn listed(library: &Library) -> Vec<LeagueEntry<Currency>> {
    let (mut workspace, mut entries) = (Workspace::new(), Vec::new());
    let listing = library.list();
    for listed in &listing.entries {
        match &listed.preset {
            Ok(preset) => {
                entries.push(entry(&mut workspace, &listed.origin.id(), preset));
            }
            Err(error) => complain(&error.first_line()),
        }
    }
    if let Some(problem) = &listing.problem {
        complain(&problem.to_string());
    }
    entries
}

/// A preset as it is now, and behind it the listed ones but for its own file.
pub(super) fn beside(
    listed: &[LeagueEntry<Currency>],
    (id, preset): (&str, &Preset),
) -> Vec<LeagueEntry<Currency>> {
    let others = listed.iter().filter(|listed| listed.id != id).cloned();
    [entry(&mut Workspace::new(), id, preset)].into_iter().chain(others).collect()
}

fn entry(workspace: &mut Workspace, id: &str, preset: &Preset) -> LeagueEntry<Currency> {
    LeagueEntry::new(workspace, (id, &preset.name), preset.money(), &preset.inputs)
}
