//! The presets that come with the program, and a person's own in their data folder.

mod error;
mod name;

pub use error::LibraryError;
pub use name::check_name;

use super::nearest::nearest;
use super::{Diagnostics, Preset, read, read_file, save};
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

/// The preset that opens when none is asked for.
pub const DEFAULT: &str = "apec-40b";

/// The bundled presets: id and text, in the order in which they are listed.
pub const BUNDLED: [(&str, &str); 7] = [
    (DEFAULT, include_str!("../../presets/apec-40b.ron")),
    ("apec-40b-reconciled", include_str!("../../presets/apec-40b-reconciled.ron")),
    ("article-bull", include_str!("../../presets/article-bull.ron")),
    ("apec-plus-korea", include_str!("../../presets/apec-plus-korea.ron")),
    ("export-controls", include_str!("../../presets/export-controls.ron")),
    ("grid-freeze", include_str!("../../presets/grid-freeze.ron")),
    ("price-war", include_str!("../../presets/price-war.ron")),
];

/// Where a preset came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program, under this id.
    Bundled(&'static str),
    /// It was saved in the data folder.
    Saved {
        /// Its name there.
        name: String,
        /// Its file.
        path: PathBuf,
    },
    /// A file elsewhere.
    File(PathBuf),
}

impl Origin {
    /// What a person would type to get the preset again.
    pub fn id(&self) -> String {
        match self {
            Self::Bundled(id) => (*id).to_owned(),
            Self::Saved { name, .. } => name.clone(),
            Self::File(path) => path.to_string_lossy().into_owned(),
        }
    }
}

/// An entry of the list of presets.
#[derive(Debug)]
pub struct Entry {
    /// Where it is.
    pub origin: Origin,
    /// The preset, or what is wrong with its file.
    pub preset: Result<Preset, Diagnostics>,
}

/// The presets that can be opened by name.
#[derive(Debug, Clone)]
pub struct Library {
    folder: Option<PathBuf>,
}

impl Library {
    /// The library of the person who runs the program: `$XDG_DATA_HOME/payback/presets`, which is
    /// `~/.local/share/payback/presets` where that isn't set.
    pub fn of_user() -> Self {
        let data = etcetera::base_strategy::Xdg::new().ok().map(|xdg| xdg.data_dir());
        Self { folder: data.map(|data| data.join("payback").join("presets")) }
    }

    /// A library without saved presets.
    pub const fn bundled_only() -> Self {
        Self { folder: None }
    }

    /// A library that keeps saved presets in a folder.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    /// Where saved presets are kept; `None` where the system names no home folder.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The preset of a name or a path, in this order: a bundled preset's id; a path, if the text
    /// holds a separator or ends in `.ron`; a saved preset's name; a file of that name. A saved
    /// preset never takes the place of a bundled one; it is still reached by its path.
    ///
    /// # Errors
    /// When there is no such preset, or its file can't be read.
    pub fn find(&self, name_or_path: &str) -> Result<(Preset, Origin), LibraryError> {
        if let Some((id, text)) = BUNDLED.iter().find(|(id, _)| *id == name_or_path) {
            return Ok((read(text.as_bytes(), id)?, Origin::Bundled(id)));
        }
        let path = Path::new(name_or_path);
        let is_path = name_or_path.contains(std::path::is_separator) || has_extension(path);
        if !is_path && let Some(saved) = self.path_of(name_or_path).filter(|saved| saved.is_file())
        {
            let origin = Origin::Saved { name: name_or_path.to_owned(), path: saved.clone() };
            return Ok((read_file(&saved)?, origin));
        }
        if is_path || path.is_file() {
            return Ok((read_file(path)?, Origin::File(path.to_owned())));
        }
        let names = self.names();
        let meant = nearest(name_or_path, names.iter().map(String::as_str)).map(str::to_owned);
        Err(LibraryError::Unknown { name: name_or_path.to_owned(), meant, names })
    }

    /// Every preset that has a name: the bundled ones, then the saved ones in alphabetical order.
    /// A saved file that a bundled id hides is left out.
    pub fn list(&self) -> Vec<Entry> {
        let bundled = BUNDLED.iter().map(|(id, text)| Entry {
            origin: Origin::Bundled(id),
            preset: read(text.as_bytes(), id),
        });
        let saved = self.saved_names().into_iter().filter_map(|name| {
            let path = self.path_of(&name)?;
            let preset = read_file(&path);
            Some(Entry { origin: Origin::Saved { name, path }, preset })
        });
        bundled.chain(saved).collect()
    }

    /// Saves a preset under a name of a person's choice, replacing a saved one of that name, and
    /// gives the file's path.
    ///
    /// # Errors
    /// When the name won't do (see [`check_name`]) or the file can't be written.
    pub fn save_as(&self, name: &str, preset: &Preset) -> Result<PathBuf, LibraryError> {
        check_name(name).map_err(|reason| LibraryError::Name { name: name.to_owned(), reason })?;
        let path = self.path_of(name).ok_or(LibraryError::NoHome)?;
        if let Some(folder) = self.folder() {
            std::fs::create_dir_all(folder)
                .map_err(|source| LibraryError::Folder { folder: folder.to_owned(), source })?;
        }
        save(&path, preset)?;
        Ok(path)
    }

    /// Whether saving under a name would replace a saved preset.
    pub fn is_taken(&self, name: &str) -> bool {
        self.path_of(name).is_some_and(|path| path.exists())
    }

    /// The file of a saved preset's name; `None` where that can't be one.
    fn path_of(&self, name: &str) -> Option<PathBuf> {
        check_name(name).ok()?;
        Some(self.folder()?.join(format!("{name}.ron")))
    }

    fn names(&self) -> Vec<String> {
        BUNDLED.iter().map(|(id, _)| (*id).to_owned()).chain(self.saved_names()).collect()
    }

    fn saved_names(&self) -> Vec<String> {
        let entries = self.folder().and_then(|folder| std::fs::read_dir(folder).ok());
        let mut names: Vec<String> = entries
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| has_extension(path) && path.is_file())
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .filter(|name| check_name(name).is_ok())
            .collect();
        names.sort();
        names
    }
}

fn has_extension(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "ron")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library() -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path().join("payback/presets"));
        (folder, library)
    }

    #[test]
    fn every_bundled_preset_reads_and_survives_writing() {
        for (id, text) in BUNDLED {
            let preset = read(text.as_bytes(), id).unwrap_or_else(|error| panic!("{error}"));
            let written = super::super::to_ron(&preset);
            assert_eq!(read(written.as_bytes(), id).unwrap(), preset, "{id}");
            assert_eq!(super::super::to_ron(&preset), written);
        }
    }

    #[test]
    fn every_number_of_a_bundled_preset_has_a_source() {
        for (id, text) in BUNDLED {
            let preset = read(text.as_bytes(), id).unwrap_or_else(|error| panic!("{error}"));
            for input in crate::model::Input::all(preset.inputs.programme.sites.len()) {
                let key = input.to_string();
                let given = crate::model::Scenario::ALL
                    .iter()
                    .any(|scenario| preset.inputs.get(input, *scenario).is_some());
                let by_scenario = crate::model::Scenario::ALL.iter().all(|scenario| {
                    preset.sources.contains_key(&format!("{}.{key}", scenario.id()))
                });
                assert!(!given || by_scenario || preset.sources.contains_key(&key), "{id}: {key}");
            }
        }
    }

    #[test]
    fn saved_presets_are_found_by_name_and_path() {
        let (_folder, library) = library();
        let (mut preset, origin) = library.find(DEFAULT).unwrap();
        assert_eq!(origin, Origin::Bundled(DEFAULT));
        preset.name = "Mine".to_owned();
        let path = library.save_as("my view 2", &preset).unwrap();
        assert!(library.is_taken("my view 2"));
        assert_eq!(library.find("my view 2").unwrap().0, preset);
        let by_path = library.find(path.to_str().unwrap()).unwrap();
        assert_eq!(by_path, (preset, Origin::File(path)));
        assert_eq!(library.list().len(), BUNDLED.len() + 1);
    }

    #[test]
    fn a_saved_file_never_hides_a_bundled_preset() {
        let (_folder, library) = library();
        let (preset, _) = library.find("price-war").unwrap();
        assert!(matches!(library.save_as("Price-War", &preset), Err(LibraryError::Name { .. })));
        std::fs::create_dir_all(library.folder().unwrap()).unwrap();
        std::fs::write(library.folder().unwrap().join("price-war.ron"), "nonsense").unwrap();
        assert_eq!(library.find("price-war").unwrap().1, Origin::Bundled("price-war"));
        assert_eq!(library.list().len(), BUNDLED.len());
    }

    #[test]
    fn an_unknown_name_brings_the_nearest_one() {
        let (_folder, library) = library();
        let message = library.find("grid-freze").unwrap_err().to_string();
        assert!(
            message.contains("did you mean ‘grid-freeze’?") && message.contains("price-war"),
            "{message}"
        );
        let message = library.find("gone.ron").unwrap_err().to_string();
        assert!(message.contains("There is no such file"), "{message}");
    }

    #[test]
    fn names_that_would_lead_elsewhere_are_refused() {
        for name in
            ["", " ", "a/b", "..", ".hidden", "a\\b", "a\u{202e}b", "x.ron", "apec-40b", " a", "a "]
        {
            assert!(check_name(name).is_err(), "{name:?}");
        }
        assert!(check_name(&"x".repeat(65)).is_err());
        for name in ["mine", "Näher_dran 2.1", "-x"] {
            assert!(check_name(name).is_ok(), "{name:?}");
        }
    }
}
