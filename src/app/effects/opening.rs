//! Looking for presets: the list, what a line of it holds, what continues a typed text.

use super::path_of;
use crate::preset::{Library, LibraryError, Origin};
use crate::session::{Action, Effect, ListedPreset, PresetRef, Previewed, SaveLocation};

/// Most lines of a report on what is wrong with a file.
const MOST_LINES: usize = 40;

/// The answer to what only looks; `None` for everything else.
pub(super) fn answer(library: &Library, effect: &Effect) -> Option<Action> {
    match effect {
        Effect::List { to_compare } => {
            let (entries, problem) = entries(library);
            Some(Action::Listed { entries, problem, to_compare: *to_compare })
        }
        Effect::Preview(wanted) => Some(Action::Previewed(Box::new(preview(library, wanted)))),
        Effect::Complete(typed, extend) => Some(Action::Completed {
            found: library.complete(typed),
            typed: typed.clone(),
            extend: *extend,
        }),
        Effect::Locate(typed) => {
            Some(Action::Located { place: place(library, typed), typed: typed.clone() })
        }
        _ => None,
    }
}

/// What can be opened: what was used lately, then the other presets of one's own, then the
/// bundled ones; and why saved ones are missing, if they are. A file with something wrong in it is listed as well: a look at it says what.
fn entries(library: &Library) -> (Vec<ListedPreset>, Option<String>) {
    let recent = library.recent().into_iter().filter(|origin| !is_bundled(origin));
    let mut entries: Vec<ListedPreset> = recent
        .map(|origin| {
            let preset = library.open_at(&origin).map(|opened| opened.preset);
            entry(origin, preset.ok().map(|preset| preset.name))
        })
        .collect();
    let listing = library.list();
    let (bundled, own): (Vec<_>, Vec<_>) =
        listing.entries.into_iter().partition(|entry| is_bundled(&entry.origin));
    for listed in own.into_iter().chain(bundled) {
        if entries.iter().all(|entry| entry.origin != listed.origin) {
            entries.push(entry(listed.origin, listed.preset.ok().map(|preset| preset.name)));
        }
    }
    (entries, listing.problem.map(|problem| super::sentence(&problem)))
}

fn entry(origin: Origin, name: Option<String>) -> ListedPreset {
    let title = name.unwrap_or_else(|| "(can't be read)".to_owned());
    ListedPreset { id: origin.id(), title, origin }
}

const fn is_bundled(origin: &Origin) -> bool {
    matches!(origin, Origin::Bundled(_))
}

fn preview(library: &Library, wanted: &PresetRef) -> Previewed {
    let origin = match wanted {
        PresetRef::At(origin) => Ok(origin.clone()),
        PresetRef::Typed(text) => library.locate(text),
    };
    match origin {
        Ok(origin) => {
            let found = library.open_at(&origin).map(|opened| opened.preset);
            Previewed { found: found.map_err(|error| lines(&error)), origin: Some(origin) }
        }
        Err(error) => Previewed { origin: None, found: Err(lines(&error)) },
    }
}

fn lines(error: &LibraryError) -> Vec<String> {
    error.to_string().lines().take(MOST_LINES).map(str::to_owned).collect()
}

fn place(library: &Library, typed: &str) -> Result<SaveLocation, String> {
    let origin = library.target(typed).map_err(|error| super::sentence(&error))?;
    let is_taken = match &origin {
        Origin::File(path) => path.exists(),
        Origin::Saved { name, .. } => library.is_taken(name),
        Origin::Bundled(_) => true,
    };
    let path = path_of(&origin).unwrap_or(std::path::Path::new(""));
    let path = if library.is_restricted() {
        path.to_owned()
    } else {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    };
    Ok(SaveLocation { path: path.to_string_lossy().into_owned(), is_taken })
}
