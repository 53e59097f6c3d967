//! What was opened lately, newest first, noted in the state folder.

use super::store::Store;
use super::{Library, Origin, bundled, expanded, text_of};
use crate::preset::files::{Expected, replace_unheld};
use std::ffi::OsStr;

/// The file of the list: JSON, names and absolute paths as a person would type them.
const FILE: &str = "recent.json";

/// Most presets that are remembered.
const MOST: usize = 20;

/// Largest list that is read, in bytes.
const LARGEST: u64 = 1024 * 1024;

impl Library {
    /// The presets that were opened or saved last, the newest first, without those that are gone.
    /// A list that can't be read is as good as none.
    pub fn recent(&self) -> Vec<Origin> {
        self.noted().iter().filter_map(|text| self.noted_origin(text)).collect()
    }

    /// Notes that a preset was opened or saved. What can't be noted is left out: nobody's work
    /// depends on it.
    ///
    /// Two programs that note something at once wait for one another; should that take too long,
    /// the list is still whole, and lacks one of the two.
    pub fn note_opened(&self, origin: &Origin) {
        let (Some(text), Some(state)) = (noted_text(origin), self.state()) else { return };
        let _held = state.hold();
        let mut texts = self.noted();
        texts.retain(|other| *other != text);
        texts.insert(0, text);
        texts.truncate(MOST);
        if let Ok(json) = serde_json::to_string_pretty(&texts) {
            let _ = replace_unheld(&state, OsStr::new(FILE), json.as_bytes(), Expected::Anything);
        }
    }

    fn noted(&self) -> Vec<String> {
        let state = self.state.open(false);
        let bytes = state.and_then(|state| state.read(OsStr::new(FILE), LARGEST));
        bytes.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// The place of a noted text, if there is still something. The list is only a file, in which
    /// anything may stand.
    fn noted_origin(&self, text: &str) -> Option<Origin> {
        if let Some(id) = bundled(text) {
            return Some(Origin::Bundled(id));
        }
        if let Ok(Some(saved)) = self.find_saved(text, Store::has_file) {
            return Some(saved);
        }
        let path = expanded(text);
        let is_there = !self.is_restricted() && path.is_absolute() && path.is_file();
        is_there.then_some(Origin::File(path))
    }
}

/// How a place is noted.
fn noted_text(origin: &Origin) -> Option<String> {
    match origin {
        Origin::Bundled(_) | Origin::Saved { .. } => Some(origin.id()),
        Origin::File(path) => Some(text_of(std::path::absolute(path).ok()?.as_os_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::library::{BUNDLED, DEFAULT, Person};
    use std::fs;

    fn ids(library: &Library) -> Vec<String> {
        library.recent().iter().map(Origin::id).collect()
    }

    #[test]
    fn the_newest_are_first_once_up_to_twenty_and_what_is_gone_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        assert!(library.recent().is_empty());
        let preset = library.find(DEFAULT).unwrap().0;
        library.save_as("mine", &preset).unwrap();
        let elsewhere = folder.path().join("else where\n.ron");
        fs::write(&elsewhere, "x").unwrap();
        for origin in [
            library.locate("mine").unwrap(),
            Origin::Bundled(DEFAULT),
            Origin::File(elsewhere.clone()),
            library.locate("mine").unwrap(),
        ] {
            library.note_opened(&origin);
        }
        let path = Origin::File(elsewhere.clone()).id();
        assert!(path.ends_with("else where\\u{a}.ron"), "{path}");
        assert_eq!(ids(&library), ["mine", &*path, DEFAULT]);
        assert_eq!(library.recent()[1], Origin::File(elsewhere.clone()));
        fs::remove_file(&elsewhere).unwrap();
        library.trash("mine").unwrap();
        assert_eq!(ids(&library), [DEFAULT]);
        for number in 0..25 {
            let path = folder.path().join(format!("{number}.ron"));
            fs::write(&path, "x").unwrap();
            library.note_opened(&Origin::File(path));
        }
        let recent = ids(&library);
        assert!(recent.len() == 20 && recent[0].ends_with("/24.ron"), "{recent:?}");
    }

    #[test]
    fn everybody_has_a_list_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let of = |name: &str| {
            let library = Library::restricted_to(folder.path()).unwrap();
            library.for_person(Person::named(name).unwrap())
        };
        of("anna").note_opened(&Origin::Bundled(DEFAULT));
        of("ben").note_opened(&Origin::Bundled(BUNDLED[1].0));
        assert_eq!(ids(&of("anna")), [DEFAULT]);
        assert_eq!(ids(&of("ben")), [BUNDLED[1].0]);
        assert!(ids(&Library::at(folder.path())).is_empty());
        assert!(folder.path().join(".payback/people/anna/recent.json").is_file());
    }

    #[test]
    fn a_broken_list_is_as_good_as_none_and_is_mended() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        library.note_opened(&Origin::Bundled(DEFAULT));
        let list = library.state_folder().unwrap().join(FILE);
        for broken in ["", "[1, 2]", "{\"a\": 1}", "\u{0}\u{1}", "[\"/etc/passwd"] {
            fs::write(&list, broken).unwrap();
            assert!(library.recent().is_empty(), "{broken}");
            library.note_opened(&Origin::Bundled(DEFAULT));
            assert_eq!(ids(&library), [DEFAULT]);
        }
        fs::remove_file(&list).unwrap();
        fs::create_dir(&list).unwrap();
        library.note_opened(&Origin::Bundled(DEFAULT));
        assert!(library.recent().is_empty());
    }

    #[test]
    fn many_at_once_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for (id, _) in BUNDLED {
                let library = Library::at(folder.path());
                scope.spawn(move || library.note_opened(&Origin::Bundled(id)));
            }
        });
        let mut noted = ids(&Library::at(folder.path()));
        noted.sort();
        let mut bundled = BUNDLED.map(|(id, _)| id.to_owned());
        bundled.sort();
        assert_eq!(noted, bundled);
    }
}
