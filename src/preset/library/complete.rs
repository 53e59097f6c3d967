//! What continues a name or a path that is being typed.

use super::name::split;
use super::{Library, expanded, text_of};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// Most continuations that are given.
const MOST: usize = 200;

impl Library {
    /// The names and paths that begin with what is typed, sorted: bundled and saved presets first,
    /// then folders, which end in a slash, and files that end in `.ron`. Hidden ones are given once
    /// the dot is typed. A restricted library gives names only.
    ///
    /// What can't be typed in them stands as [`text_of`] writes it.
    pub fn complete(&self, typed: &str) -> Vec<String> {
        let mut found: Vec<String> =
            self.names().into_iter().filter(|name| begins_with(name, typed)).collect();
        if !self.is_restricted() {
            found.extend(paths(typed));
        }
        found.truncate(MOST);
        found
    }
}

/// Whether a name begins with what is typed, however its letters are composed.
fn begins_with(name: &str, typed: &str) -> bool {
    name.nfc().collect::<String>().starts_with(&typed.nfc().collect::<String>())
}

fn paths(typed: &str) -> Vec<String> {
    let (folder, begun) = typed.rfind('/').map_or(("", typed), |slash| typed.split_at(slash + 1));
    let path = if folder.is_empty() { Path::new(".").to_owned() } else { expanded(folder) };
    let entries = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<String> = entries
        .filter_map(|entry| {
            let name = text_of(&entry.file_name());
            let is_hidden = name.starts_with('.') && !begun.starts_with('.');
            if is_hidden || !begins_with(&name, begun) {
                return None;
            }
            let path = entry.path();
            if path.is_dir() {
                Some(format!("{folder}{name}/"))
            } else {
                split(&entry.file_name()).is_some().then(|| format!("{folder}{name}"))
            }
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn names_then_folders_and_preset_files_continue_what_is_typed() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        for file in ["mine.ron", "notes.txt", ".hidden.ron"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        fs::create_dir(folder.path().join("more")).unwrap();
        assert_eq!(
            library.complete("apec"),
            ["apec-40b", "apec-40b-reconciled", "apec-plus-korea", "apec-40b-levered"]
        );
        assert_eq!(library.complete("min"), ["mine"]);
        let within = folder.path().to_str().unwrap();
        let paths = |begun: &str| -> Vec<String> {
            let found = library.complete(&format!("{within}/{begun}"));
            found.iter().map(|path| path.replacen(&format!("{within}/"), "", 1)).collect()
        };
        assert_eq!(paths(""), ["mine.ron", "more/"]);
        assert_eq!(paths("mo"), ["more/"]);
        assert_eq!(paths(".h"), [".hidden.ron"]);
        assert!(paths("gone/").is_empty());
        assert!(library.complete("").len() >= 8);
    }
}
