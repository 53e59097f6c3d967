//! What continues a name or a path that is being typed.

use super::{Library, expanded, has_extension};
use std::path::Path;

/// Most continuations that are given.
const MOST: usize = 200;

impl Library {
    /// The names and paths that begin with what is typed, sorted: bundled and saved presets first,
    /// then folders, which end in a slash, and files that end in `.ron`. Hidden ones are given once
    /// the dot is typed. A restricted library gives names only.
    ///
    /// The texts are as the file system has them: they may hold anything, and are made harmless
    /// before they are shown. Paths that are no text are left out.
    pub fn complete(&self, typed: &str) -> Vec<String> {
        let mut found: Vec<String> =
            self.names().into_iter().filter(|name| name.starts_with(typed)).collect();
        if !self.is_restricted() {
            found.extend(paths(typed));
        }
        found.truncate(MOST);
        found
    }
}

fn paths(typed: &str) -> Vec<String> {
    let (folder, begun) = typed.rfind('/').map_or(("", typed), |slash| typed.split_at(slash + 1));
    let path = if folder.is_empty() { Path::new(".").to_owned() } else { expanded(folder) };
    let entries = std::fs::read_dir(path).into_iter().flatten().filter_map(Result::ok);
    let mut found: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_hidden = name.starts_with('.') && !begun.starts_with('.');
            if is_hidden || !name.starts_with(begun) {
                return None;
            }
            let path = entry.path();
            if path.is_dir() {
                Some(format!("{folder}{name}/"))
            } else {
                has_extension(&path).then(|| format!("{folder}{name}"))
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
            ["apec-40b", "apec-40b-reconciled", "apec-plus-korea"]
        );
        assert_eq!(library.complete("mi"), ["mine"]);
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
