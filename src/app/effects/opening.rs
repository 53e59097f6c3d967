//! Looking for presets: the list, what a line of it holds, what continues a typed text.

use super::{path_of, sentence};
use crate::preset::{Library, LibraryError, Origin};
use crate::session::{ListedPreset, PresetRef, Previewed, SaveLocation};
use std::path::Path;

/// Most lines of a report on what is wrong with a file.
const MOST_LINES: usize = 40;

/// Most files that are read for what a list says of them, so that it is there at once.
pub(super) const MOST_TITLES: usize = 100;

/// What can be opened: what was used lately, then the other presets of one's own, then the
/// bundled ones; and why saved ones are missing, if they are. A file with something wrong in it is
/// listed as well: a look at it says what.
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
    // Of more than that only the names are looked through.
    let reads = places.len() <= MOST_TITLES;
    let entries = places.into_iter().map(|origin| entry(library, origin, reads)).collect();
    (entries, problem.map(|problem| sentence(&problem)))
}

fn entry(library: &Library, origin: Origin, reads: bool) -> ListedPreset {
    let read = (reads || is_bundled(&origin)).then(|| library.open_at(&origin).ok()).flatten();
    let title = read.map(|opened| opened.preset.name).unwrap_or_default();
    ListedPreset { id: origin.id(), title, origin }
}

const fn is_bundled(origin: &Origin) -> bool {
    matches!(origin, Origin::Bundled(_))
}

/// What is found at a place or under a typed text.
pub(super) fn preview(library: &Library, wanted: PresetRef) -> Previewed {
    let origin = match wanted {
        PresetRef::At(origin) => Ok(origin),
        PresetRef::Typed(text) => library.locate(&text),
    };
    match origin {
        Ok(origin) => {
            let found = library.open_at(&origin).map(|opened| opened.preset);
            Previewed { found: found.map_err(|error| lines(&error)), origin: Some(origin) }
        }
        Err(error) => Previewed { origin: None, found: Err(lines(&error)) },
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
