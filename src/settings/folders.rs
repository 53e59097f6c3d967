//! Where this system keeps what belongs to a person.

use crate::preset::Library;
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

/// The folders of this program; none where the system names no home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folders {
    /// Settings and themes: `$XDG_CONFIG_HOME/payback`.
    pub config: Option<PathBuf>,
    /// Saved presets: `$XDG_DATA_HOME/payback`.
    pub data: Option<PathBuf>,
    /// What outlives a run but is nobody's document: `$XDG_STATE_HOME/payback`.
    pub state: Option<PathBuf>,
    pub home: Option<PathBuf>,
    /// Whether nothing outside of a restricted library's folder may be read: no settings, and none
    /// but the bundled themes.
    pub confined: bool,
}

impl Folders {
    /// Those of the person who runs the program.
    pub fn of_user() -> Self {
        let Ok(xdg) = etcetera::base_strategy::Xdg::new() else { return Self::default() };
        Self {
            config: Some(xdg.config_dir().join("payback")),
            data: Some(xdg.data_dir().join("payback")),
            state: xdg.state_dir().map(|folder| folder.join("payback")),
            home: Some(xdg.home_dir().to_owned()),
            confined: false,
        }
    }

    /// Those of the person whose library that is.
    pub fn of(library: &Library) -> Self {
        if library.is_restricted() {
            return Self { confined: true, ..Self::default() };
        }
        Self::of_user()
    }

    /// The settings file, there or not.
    pub fn settings_file(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("settings.ron"))
    }

    /// The file of a theme of a person's own, there or not; `None` where that can't be its name.
    pub fn theme_file(&self, name: &str) -> Option<PathBuf> {
        let plain = !name.is_empty()
            && !name.starts_with('.')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
        plain.then(|| Some(self.themes()?.join(format!("{name}.ron"))))?
    }

    /// Where a person's own themes are.
    fn themes(&self) -> Option<PathBuf> {
        Some(self.config.as_ref()?.join("themes"))
    }

    /// The names of a person's own themes, in alphabetical order.
    pub fn theme_names(&self) -> Vec<String> {
        let entries = self.themes().and_then(|folder| std::fs::read_dir(folder).ok());
        let paths = entries.into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
        let mut names: Vec<String> = paths
            .filter(|path| path.extension().is_some_and(|extension| extension == "ron"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .filter(|name| self.theme_file(name).is_some())
            .collect();
        names.sort();
        names
    }

    /// A path as a person writes it: `~/` begins in the home folder, and so does one that doesn't
    /// begin at the root.
    pub fn of_home(&self, path: &str) -> PathBuf {
        let within = path.strip_prefix("~/").unwrap_or(if path == "~" { "" } else { path });
        self.home.as_ref().map_or_else(|| PathBuf::from(within), |home| home.join(within))
    }

    /// A path as it can be shown to others: the home folder, which names its owner, as `~`.
    pub fn without_home(&self, path: &Path) -> String {
        let within = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        let shown = match within {
            Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
            Some(rest) => format!("~/{}", rest.display()),
            None => path.display().to_string(),
        };
        crate::text::escaped(&shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_by_a_plain_name_only_and_home_is_not_told() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_owned();
        let folders = Folders {
            config: Some(home.join("c")),
            home: Some(home.clone()),
            ..Folders::default()
        };
        for name in ["", "../x", "a/b", ".hidden", "a\u{1b}"] {
            assert_eq!(folders.theme_file(name), None, "{name:?}");
        }
        std::fs::create_dir_all(home.join("c/themes")).unwrap();
        for file in ["mine.ron", "b.txt", ".x.ron"] {
            std::fs::write(home.join("c/themes").join(file), "").unwrap();
        }
        assert_eq!(folders.theme_names(), ["mine"]);
        assert_eq!(
            folders.without_home(&folders.theme_file("mine").unwrap()),
            "~/c/themes/mine.ron"
        );
        assert_eq!(folders.without_home(&home), "~");
        for (path, meant) in [("~/a/b", "a/b"), ("a", "a"), ("~", "")] {
            assert_eq!(folders.of_home(path), home.join(meant), "{path}");
        }
        assert_eq!(folders.of_home("/srv/a"), Path::new("/srv/a"));
        assert_eq!(folders.without_home(Path::new("/else/\u{1b}")), "/else/\\u{1b}");
    }
}
