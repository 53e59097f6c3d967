//! Looking for presets: the list, what a line of it holds, what continues a typed text.

use super::{path_of, sentence};
use crate::preset::{Library, LibraryError, Origin, Preset};
use crate::session::{ListedPreset, PresetRef, SaveLocation};
use std::path::Path;

/// Most lines of a report on what is wrong with a file.
const MOST_LINES: usize = 40;

/// What can be opened: what was used lately, then the other presets of one's own, then the
/// bundled ones; and why saved ones are missing, if they are. No file is read for it. One with
/// something wrong in it is listed as well: a look at it says what.
pub(super) fn entries(library: &Library) -> (Vec<ListedPreset>, Option<String>) {
    let mut places: Vec<Origin> =
        library.recent().into_iter().filter(|origin| !is_bundled(origin)).collect();
    let recent = places.len();
    let (all, problem) = library.places();
    let (bundled, own): (Vec<_>, Vec<_>) = all.into_iter().partition(is_bundled);
    for place in own.into_iter().chain(bundled) {
        if !places[..recent].contains(&place) {
            places.push(place);
        }
    }
    let entries = places.into_iter().map(|origin| entry(library, origin)).collect();
    (entries, problem.map(|problem| sentence(&problem)))
}

fn entry(library: &Library, origin: Origin) -> ListedPreset {
    let title = is_bundled(&origin).then(|| title(library, &origin)).flatten();
    ListedPreset { id: origin.id(), title, origin }
}

/// What a listed preset calls itself, nothing where it can't be read; `None` of a deck.
pub(in crate::app) fn title(library: &Library, origin: &Origin) -> Option<String> {
    match library.open_listed(origin) {
        Ok(found) => found.map(|preset| preset.name),
        Err(_) => Some(String::new()),
    }
}

const fn is_bundled(origin: &Origin) -> bool {
    matches!(origin, Origin::Bundled(_))
}

/// The place that a preset is looked for in, if there is one, and what is found there.
pub(super) fn preview(
    library: &Library,
    wanted: &PresetRef,
) -> (Option<Origin>, Result<Preset, LibraryError>) {
    let origin = match wanted {
        PresetRef::At(origin) => Ok(origin.clone()),
        PresetRef::Typed(text) => library.locate(text),
    };
    match origin {
        Ok(origin) => {
            let found = library.open_at(&origin).map(|opened| opened.preset);
            (Some(origin), found)
        }
        Err(error) => (None, Err(error)),
    }
}

pub(super) fn lines(error: &LibraryError) -> Vec<String> {
    error.to_string().lines().take(MOST_LINES).map(str::to_owned).collect()
}

/// Where a preset would be saved under a text.
pub(super) fn place(library: &Library, typed: &str) -> Result<SaveLocation, String> {
    let origin = library.target(typed).map_err(|error| sentence(&error))?;
    let is_taken = match &origin {
        Origin::File(path) => path.exists(),
        Origin::Saved { name, .. } => library.is_taken(name),
        Origin::Bundled(_) => true,
    };
    let path = path_of(&origin).unwrap_or(Path::new(""));
    let absolute = if library.is_restricted() { None } else { std::path::absolute(path).ok() };
    let path = absolute.unwrap_or_else(|| path.to_owned());
    Ok(SaveLocation { path: path.to_string_lossy().into_owned(), is_taken })
}
