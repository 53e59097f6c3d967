//! The presets that come with the program, and a person's own.
//!
//! Lives here: opening and saving by name or path (this file), the folders in which files are kept
//! (`store`), renaming, duplicating and the trash (`manage`), what was opened lately (`recent`),
//! what continues a text that is being typed (`complete`), the names that files may have
//! (`name`), and whose work it is (`person`). Everything that reads or writes a preset goes through
//! a [`Library`]: one that is restricted to a folder gives and takes nothing else.

mod complete;
mod copying;
mod decks;
mod error;
mod manage;
mod name;
mod person;
mod recent;
mod store;

pub use copying::CopyScope;
pub use decks::{DECKS, DeckView, OpenedDeck};
pub use error::LibraryError;
pub use manage::Trashed;
pub use name::{check_name, is_same_name, name_of, suggested_name, text_of};
pub use person::{Person, VALID_PERSON};

use super::deck::is_deck;
use super::files::{self, Expected, Folder, SaveErrorKind, Stamp};
use super::{Diagnostics, Preset, SaveError, read, rewritten, save};
use crate::text::{nearest, shortened_path};
use etcetera::BaseStrategy;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;

/// The preset that opens when none is asked for.
pub const DEFAULT: &str = "apec-40b";

/// The bundled presets: id and text, in the order in which they are listed.
pub const BUNDLED: [(&str, &str); 16] = [
    (DEFAULT, include_str!("../../presets/apec-40b.ron")),
    ("apec-40b-reconciled", include_str!("../../presets/apec-40b-reconciled.ron")),
    ("article-bull", include_str!("../../presets/article-bull.ron")),
    ("apec-plus-korea", include_str!("../../presets/apec-plus-korea.ron")),
    ("export-controls", include_str!("../../presets/export-controls.ron")),
    ("grid-freeze", include_str!("../../presets/grid-freeze.ron")),
    ("price-war", include_str!("../../presets/price-war.ron")),
    ("grid-freeze-ageing", include_str!("../../presets/grid-freeze-ageing.ron")),
    ("stop-option", include_str!("../../presets/stop-option.ron")),
    ("apec-40b-levered", include_str!("../../presets/apec-40b-levered.ron")),
    ("aws-backtest", include_str!("../../presets/aws-backtest.ron")),
    ("aws-backtest-vintages", include_str!("../../presets/aws-backtest-vintages.ron")),
    ("coreweave-like", include_str!("../../presets/coreweave-like.ron")),
    ("oracle-oci", include_str!("../../presets/oracle-oci.ron")),
    ("stargate-abilene", include_str!("../../presets/stargate-abilene.ron")),
    ("microsoft-fy25", include_str!("../../presets/microsoft-fy25.ron")),
];

/// Where a preset came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program, under this id.
    Bundled(&'static str),
    /// It was saved in the data folder.
    Saved {
        /// Its name there, as [`text_of`] gives it.
        name: String,
        /// Its file, which may be called otherwise than a new one of that name; in a restricted
        /// library its name alone, without the folder.
        path: PathBuf,
    },
    /// A file elsewhere. A restricted library neither gives nor takes one.
    File(PathBuf),
}

impl Origin {
    /// What a person would type to get the preset again.
    pub fn id(&self) -> String {
        match self {
            Self::Bundled(id) => (*id).to_owned(),
            Self::Saved { name, .. } => name.clone(),
            Self::File(path) => text_of(path.as_os_str()),
        }
    }

    /// What a line on the screen calls it, where a path would be too long: of a file its name alone.
    pub fn name(&self) -> String {
        match self {
            Self::Bundled(_) | Self::Saved { .. } => self.id(),
            Self::File(path) => path.file_name().map_or_else(|| self.id(), text_of),
        }
    }

    /// What messages about its file call it.
    fn file_name(&self) -> String {
        match self {
            Self::Bundled(id) => (*id).to_owned(),
            Self::Saved { path, .. } | Self::File(path) => text_of(path.as_os_str()),
        }
    }
}

/// An entry of the list of presets.
#[derive(Debug)]
pub struct LibraryEntry {
    /// Where it can be opened.
    pub origin: Origin,
    /// The preset, or what is wrong with its file.
    pub preset: Result<Preset, Diagnostics>,
}

/// The presets that have a name.
#[derive(Debug)]
pub struct Listing {
    /// The bundled ones in their order, then the saved ones by name.
    pub entries: Vec<LibraryEntry>,
    /// Decks among the saved ones, which are presented rather than opened.
    pub decks: Vec<Origin>,
    /// Hidden files among the saved ones, which are opened by their paths alone.
    pub hidden: Vec<PathBuf>,
    /// Why the saved ones are missing, if they are.
    pub problem: Option<LibraryError>,
}

/// A preset as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What it holds, with the default of whatever it leaves out.
    pub preset: Preset,
    /// Where it was read, and can be saved again unless it is a bundled one.
    pub origin: Origin,
    /// What the file held; `None` for a bundled preset, which no save can replace.
    pub stamp: Option<Stamp>,
    /// The file's bytes, or a bundled preset's text.
    pub bytes: Vec<u8>,
}

impl Opened {
    /// What these bytes of a place hold: preset and stamp are of one reading.
    ///
    /// # Errors
    /// When they hold no preset.
    pub fn of(origin: &Origin, bytes: Vec<u8>) -> Result<Self, LibraryError> {
        let file = origin.file_name();
        let preset = read(&bytes, &file).map_err(|found| {
            if !is_deck(&bytes) {
                return found;
            }
            let reason = format!("{} is a deck, not a preset.", shortened_path(&file));
            Diagnostics::of_whole_file(&file, reason, "‘payback present’ shows it.")
        })?;
        let is_bundled = matches!(origin, Origin::Bundled(_));
        let stamp = (!is_bundled).then(|| Stamp::of(&bytes));
        Ok(Self { preset, origin: origin.clone(), stamp, bytes })
    }
}

/// The presets that can be opened, and the places where they are kept.
#[derive(Debug, Clone)]
pub struct Library {
    presets: Store,
    trash: Store,
    person: Person,
    /// What the program notes for that person.
    state: Store,
}

/// The program's own folder within one that belongs to somebody.
const HIDDEN: &str = ".payback";

/// The folder for what was deleted, within the program's own.
const TRASH: &str = "trash";

/// The folder within the program's own that has one for each person with a name or a key.
const PEOPLE: &str = "people";

impl Library {
    /// The library of the person who runs the program: presets in `$XDG_DATA_HOME/payback/presets`
    /// (`~/.local/share/payback/presets` where that isn't set), what was deleted in `trash` beside
    /// them, and what the program notes for itself in `$XDG_STATE_HOME/payback`
    /// (`~/.local/state/payback`).
    pub fn of_user() -> Self {
        let Ok(xdg) = etcetera::base_strategy::Xdg::new() else { return Self::bundled_only() };
        let data = xdg.data_dir().join("payback");
        let state = xdg.state_dir().unwrap_or_else(|| data.clone()).join("payback");
        Self::of_paths(data.join("presets"), data.join(TRASH), state)
    }

    /// A library without saved presets. Files elsewhere can be read and written.
    pub const fn bundled_only() -> Self {
        Self {
            presets: Store::Nowhere,
            trash: Store::Nowhere,
            person: Person::Account,
            state: Store::Nowhere,
        }
    }

    /// A library that keeps saved presets in a folder; what was deleted and what the program notes
    /// go to a hidden folder in it, `.payback`.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let state = folder.join(HIDDEN);
        Self::of_paths(folder, state.join(TRASH), state)
    }

    fn of_paths(presets: PathBuf, trash: PathBuf, state: PathBuf) -> Self {
        Self {
            presets: Store::At(presets, 0o777),
            trash: Store::At(trash, 0o700),
            person: Person::Account,
            state: Store::At(state, 0o700),
        }
    }

    /// A library of one folder that nothing leads out of: there are the bundled presets and those
    /// saved in the folder, by plain names of ASCII letters, digits, spaces, `-`, `_` and `.`; no
    /// paths, and no links. What the program notes goes to the hidden folder `.payback` in it.
    ///
    /// The folder is opened here, and held: what happens to its path later makes no difference.
    ///
    /// # Errors
    /// When there is no such folder, it is a symbolic link, or it may not be opened.
    pub fn restricted_to(folder: &Path) -> Result<Self, LibraryError> {
        // Where the working folder was deleted, a relative path leads nowhere.
        let held = std::path::absolute(folder).and_then(|_| Folder::open_confined(folder));
        let held = held.map(Arc::new);
        let held = held.map_err(|source| LibraryError::NotRestricted { source })?;
        let presets = Store::Inside(held, Vec::new());
        let state = presets.within(HIDDEN);
        Ok(Self { trash: state.within(TRASH), presets, person: Person::Account, state })
    }

    /// The same library as a person has it: presets and trash are everybody's, what the program
    /// notes for itself (unsaved and discarded work, recent presets, copies) is theirs alone.
    #[must_use]
    pub fn for_person(self, person: Person) -> Self {
        let state = match person.folder() {
            Some(folder) => self.state.within(PEOPLE).within(&folder),
            None => self.state,
        };
        Self { person, state, ..self }
    }

    /// Who uses it.
    pub const fn person(&self) -> &Person {
        &self.person
    }

    /// Whether nothing outside of one folder can be reached.
    pub const fn is_restricted(&self) -> bool {
        matches!(self.presets, Store::Inside(..))
    }

    /// The path of the folder where saved presets are kept; `None` where the system names no home
    /// folder, and in a restricted library, which doesn't tell where it is.
    pub fn folder(&self) -> Option<&Path> {
        match &self.presets {
            Store::At(path, _) => Some(path),
            Store::Nowhere | Store::Inside(..) => None,
        }
    }

    /// The open folder for what the program notes for itself, made where it isn't there yet, for
    /// its owner alone. Journals and the like go through it rather than through a path, so that
    /// they stay in a restricted library's folder. `None` where there is none or it can't be made:
    /// nothing is noted then.
    pub fn state(&self) -> Option<Folder> {
        self.open_state().ok()
    }

    /// The same, or why there is none.
    pub(super) fn open_state(&self) -> io::Result<Folder> {
        self.state.open(true)
    }

    /// The path of that folder, made where it isn't there yet, for messages; `None` in a
    /// restricted library, which doesn't tell where it is.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.open_state().ok()?;
        match &self.state {
            Store::At(path, _) => Some(path.clone()),
            Store::Nowhere | Store::Inside(..) => None,
        }
    }

    /// Where the preset of a name or a path is, in this order: a bundled preset's id; a path, if
    /// the text holds a separator or ends in `.ron` (unless there is nothing, but a saved preset is
    /// called so); a saved preset's name; a file of that name. A saved preset never takes the place
    /// of a bundled one; it is still reached by its path. A path may begin with `~/`, the home
    /// folder. A restricted library knows names only.
    ///
    /// # Errors
    /// When there is no such name. That there is a file at a path is not asked for.
    pub fn locate(&self, name_or_path: &str) -> Result<Origin, LibraryError> {
        if let Some(id) = bundled(name_or_path) {
            return Ok(Origin::Bundled(id));
        }
        self.check_plain(name_or_path)?;
        let path = expanded(name_or_path);
        let is_path = !self.is_restricted() && is_path(name_or_path);
        // A saved preset's own name may end in .ron; a file of that name comes before it.
        if (!is_path || !path.exists())
            && let Some(saved) = self.find_saved(name_or_path, Store::has_file)?
        {
            return Ok(saved);
        }
        if is_path || !self.is_restricted() && path.is_file() {
            return Ok(Origin::File(path));
        }
        let names = self.names();
        let meant = nearest(name_or_path, names.iter().map(String::as_str)).map(str::to_owned);
        Err(LibraryError::Unknown { name: name_or_path.to_owned(), meant, names })
    }

    /// Where a preset would be saved under a name or a path of a person's choice: a path, if the
    /// text holds a separator or ends in `.ron`, otherwise a name in the library. Something that has
    /// the name already is that place, whatever its file is called.
    ///
    /// # Errors
    /// When a new name won't do (see [`check_name`]), such as a bundled preset's id, or there is no
    /// place for it; in a restricted library also for a path.
    pub fn target(&self, name_or_path: &str) -> Result<Origin, LibraryError> {
        self.check_plain(name_or_path)?;
        if !self.is_restricted() && name_or_path.ends_with(std::path::is_separator) {
            // The system would take it for a file of the name before the slash.
            let reason = "it ends as a folder's does; add the file's name";
            return Err(LibraryError::Name { name: name_or_path.to_owned(), reason });
        }
        if !self.is_restricted() && is_path(name_or_path) {
            return Ok(Origin::File(expanded(name_or_path)));
        }
        self.saved_place(name_or_path)
    }

    /// Reads the preset of a name or a path; see [`Library::locate`].
    ///
    /// # Errors
    /// When there is no such preset, or its file can't be read.
    pub fn open(&self, name_or_path: &str) -> Result<Opened, LibraryError> {
        self.open_at(&self.locate(name_or_path)?)
    }

    /// Reads the preset of a place.
    ///
    /// # Errors
    /// When there is none, or its file can't be read.
    pub fn open_at(&self, origin: &Origin) -> Result<Opened, LibraryError> {
        Opened::of(origin, self.bytes(origin)?)
    }

    /// The bytes of a preset's file, as they are; a bundled preset's text.
    ///
    /// # Errors
    /// When there is none, or it can't be read.
    pub fn bytes(&self, origin: &Origin) -> Result<Vec<u8>, LibraryError> {
        match origin {
            Origin::Bundled(id) => Ok(bundled_text(id).as_bytes().to_vec()),
            Origin::Saved { name, path } => self.presets.read(&self.file(name, path)?),
            Origin::File(path) if self.is_restricted() => Err(no_path(path)),
            Origin::File(path) => Ok(super::read::bytes_of(path)?),
        }
    }

    /// What a preset's file holds now; `None` where there is no file any more.
    ///
    /// # Errors
    /// When there is a file that can't be read.
    pub fn stamp(&self, origin: &Origin) -> Result<Option<Stamp>, LibraryError> {
        let exists = match origin {
            Origin::Bundled(_) => return Ok(None),
            Origin::Saved { name, path } => self.presets.has(&self.file(name, path)?)?,
            Origin::File(path) if self.is_restricted() => return Err(no_path(path)),
            Origin::File(path) => path.exists(),
        };
        exists.then(|| Ok(Stamp::of(&self.bytes(origin)?))).transpose()
    }

    /// Saves a preset to a place, in one step, and returns what its file holds then. In a preset's
    /// file that is there only what differs is changed.
    ///
    /// The first save over a file gives the stamp with which it was opened as expected, later ones
    /// that of the save before; with [`Expected::Anything`] whatever is there is replaced.
    ///
    /// # Errors
    /// When the file isn't as expected ([`SaveErrorKind::Changed`], [`SaveErrorKind::Vanished`],
    /// [`SaveErrorKind::Exists`]) or can't be written; what was there is unharmed then. A bundled
    /// preset can't be saved over.
    pub fn save(
        &self,
        origin: &Origin,
        preset: &Preset,
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        let file = self.bytes(origin).unwrap_or_default();
        self.save_text(origin, &rewritten(&file, preset), expected)
    }

    /// The same for the text of a preset.
    ///
    /// # Errors
    /// Like [`Library::save`].
    pub fn save_text(
        &self,
        origin: &Origin,
        text: &str,
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        self.save_bytes(origin, text.as_bytes(), expected)
    }

    /// The same for whatever a file is to hold.
    ///
    /// # Errors
    /// Like [`Library::save`].
    pub fn save_bytes(
        &self,
        origin: &Origin,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        self.write(files::replace, origin, bytes, expected)
    }

    /// The same for a file that can't be replaced in one step ([`SaveErrorKind::Busy`]): it is
    /// written to where it stands, with a copy of what it holds beside it meanwhile.
    ///
    /// # Errors
    /// Like [`Library::save`]; where what was there isn't whole, [`SaveErrorKind::Torn`] names the
    /// copy.
    pub fn save_in_place(
        &self,
        origin: &Origin,
        text: &str,
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        self.write(files::write_in_place, origin, text.as_bytes(), expected)
    }

    /// The same by either way: in one step, or in place where that can't be.
    ///
    /// # Errors
    /// Like [`Library::save_in_place`].
    pub fn save_either_way(
        &self,
        origin: &Origin,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        match self.write(files::replace, origin, bytes, expected) {
            Err(LibraryError::Save(SaveError { kind: SaveErrorKind::Busy(_), .. })) => {
                self.write(files::write_in_place, origin, bytes, expected)
            }
            written => written,
        }
    }

    fn write(
        &self,
        by: save::Write,
        origin: &Origin,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Stamp, LibraryError> {
        match origin {
            Origin::Bundled(id) => Err(LibraryError::Bundled { id }),
            Origin::Saved { name, path } => {
                self.presets.write(by, &self.file(name, path)?, bytes, expected)
            }
            Origin::File(path) if self.is_restricted() => Err(no_path(path)),
            Origin::File(path) => Ok(save::save_by(by, path, bytes, expected)?),
        }
    }

    /// The preset of a name or a path, and where it is.
    ///
    /// # Errors
    /// Like [`Library::open`].
    pub fn find(&self, name_or_path: &str) -> Result<(Preset, Origin), LibraryError> {
        self.open(name_or_path).map(|opened| (opened.preset, opened.origin))
    }

    /// Every preset that has a name: the bundled ones, then the saved ones in alphabetical order,
    /// whatever their files are called. A file that is called as a bundled preset stands there by
    /// its path; a deck is none that can't be read.
    pub fn list(&self) -> Listing {
        let files = self.presets.files();
        let hidden = files.as_deref().map_or_else(|_| Vec::new(), |files| self.hidden(files));
        let (places, problem) = with_bundled(files.and_then(|files| self.origins(files)));
        let (mut entries, mut decks) = (Vec::new(), Vec::new());
        for origin in places {
            let preset = match self.open_listed(&origin) {
                Ok(Some(preset)) => Ok(preset),
                Err(LibraryError::Unreadable(diagnostics)) => Err(diagnostics),
                Ok(None) => {
                    decks.push(origin);
                    continue;
                }
                // It went away since the folder was listed.
                Err(_) => continue,
            };
            entries.push(LibraryEntry { origin, preset });
        }
        Listing { entries, decks, hidden, problem }
    }

    /// The preset of a place that is listed; `None` where there is a deck instead.
    ///
    /// # Errors
    /// When there is neither, or it can't be read.
    pub fn open_listed(&self, origin: &Origin) -> Result<Option<Preset>, LibraryError> {
        let bytes = self.bytes(origin)?;
        match read(&bytes, &origin.file_name()) {
            Err(_) if is_deck(&bytes) => Ok(None),
            found => Ok(Some(found?)),
        }
    }

    /// The places of the same and of the decks, of which no file is read; and why the saved ones are
    /// missing, if they are.
    pub fn places(&self) -> (Vec<Origin>, Option<LibraryError>) {
        with_bundled(self.saved_origins())
    }

    /// Saves a preset under a name of a person's choice, replacing a saved one of that name, and
    /// gives the file's path.
    ///
    /// # Errors
    /// When the name won't do (see [`check_name`]) or the file can't be written.
    pub fn save_as(&self, name: &str, preset: &Preset) -> Result<PathBuf, LibraryError> {
        let origin = self.saved_place(name)?;
        self.save(&origin, preset, Expected::Anything)?;
        match origin {
            Origin::Saved { path, .. } => Ok(path),
            Origin::Bundled(_) | Origin::File(_) => Err(LibraryError::NoHome),
        }
    }

    /// Whether saving under a name would replace something.
    pub fn is_taken(&self, name: &str) -> bool {
        self.find_saved(name, Store::has).is_ok_and(|found| found.is_some())
    }

    /// The place of a name in the library: what has it, or that of a new preset.
    fn saved_place(&self, name: &str) -> Result<Origin, LibraryError> {
        match self.find_saved(name, Store::has)? {
            Some(saved) => Ok(saved),
            None => self.new_place(name),
        }
    }

    /// The place of a new preset.
    fn new_place(&self, name: &str) -> Result<Origin, LibraryError> {
        self.check(name)?;
        self.place_of(&name::file_of(name))
    }

    /// The place of a file among the saved presets.
    fn place_of(&self, file: &OsStr) -> Result<Origin, LibraryError> {
        let name = name_of(file).unwrap_or_default();
        Ok(Origin::Saved { name, path: self.presets.path_of(file)? })
    }

    /// The saved preset of a name, as far as it is there: the file that a new one of that name
    /// would have, else the one that is called that.
    fn find_saved(
        &self,
        name: &str,
        is_there: fn(&Store, &OsStr) -> Result<bool, LibraryError>,
    ) -> Result<Option<Origin>, LibraryError> {
        // A bundled preset's name never stands for a file.
        if is_bundled(name) || matches!(self.presets, Store::Nowhere) {
            return Ok(None);
        }
        let usual = name::file_of(name);
        if self.is_restricted() {
            let is_there = self.check(name).is_ok() && is_there(&self.presets, &usual)?;
            return is_there.then(|| self.place_of(&usual)).transpose();
        }
        if name.is_empty() || name.contains(std::path::is_separator) {
            return Ok(None);
        }
        // As it is typed before as it would be written: two files may differ in nothing else.
        for file in [OsString::from(format!("{name}.ron")), usual] {
            if name_of(&file).is_some() && is_there(&self.presets, &file)? {
                return self.place_of(&file).map(Some);
            }
        }
        let typed = text_of(OsStr::new(name));
        let is_called = |file: &OsString| name_of(file).is_some_and(|n| is_same_name(&n, &typed));
        match self.presets.files()?.into_iter().find(is_called) {
            Some(file) if is_there(&self.presets, &file)? => self.place_of(&file).map(Some),
            _ => Ok(None),
        }
    }

    /// The file of a saved preset's place, which may come from a list that somebody else wrote.
    fn file(&self, name: &str, path: &Path) -> Result<OsString, LibraryError> {
        if self.is_restricted() {
            self.check(name)?;
            return Ok(name::file_of(name));
        }
        let file = path.file_name().filter(|file| name_of(file).is_some());
        file.map(OsStr::to_owned).ok_or_else(|| LibraryError::Name {
            name: name.to_owned(),
            reason: "its file isn't one of a preset",
        })
    }

    /// Whether a new preset may have a name.
    fn check(&self, name: &str) -> Result<(), LibraryError> {
        self.check_plain(name)?;
        check_name(name).map_err(|reason| LibraryError::Name { name: name.to_owned(), reason })
    }

    /// Whether a name may be used at all.
    fn check_plain(&self, name: &str) -> Result<(), LibraryError> {
        if !self.is_restricted() {
            return Ok(());
        }
        name::check_plain_name(name)
            .map_err(|reason| LibraryError::Restricted { name: name.to_owned(), reason })
    }

    /// The names of everything that has one, as far as can be told.
    fn names(&self) -> Vec<String> {
        let saved = self.saved_origins().unwrap_or_default();
        let named = saved.iter().filter(|origin| matches!(origin, Origin::Saved { .. }));
        let bundled = BUNDLED.iter().map(|(id, _)| (*id).to_owned());
        bundled.chain(named.map(Origin::id)).collect()
    }

    /// The hidden ones of files that end as presets do, where paths may be used.
    fn hidden(&self, files: &[OsString]) -> Vec<PathBuf> {
        let is_hidden = |file: &&OsString| {
            !self.is_restricted() && name::split(file).is_some() && name_of(file).is_none()
        };
        let hidden = files.iter().filter(is_hidden);
        let mut paths: Vec<PathBuf> =
            hidden.filter_map(|file| self.presets.path_of(file).ok()).collect();
        paths.sort();
        paths
    }

    /// The places of the saved presets in the order of their names; one that a bundled id hides by
    /// its path, if that may be used.
    fn saved_origins(&self) -> Result<Vec<Origin>, LibraryError> {
        self.origins(self.presets.files()?)
    }

    fn origins(&self, files: Vec<OsString>) -> Result<Vec<Origin>, LibraryError> {
        let Some(folder) = self.presets.existing()? else { return Ok(Vec::new()) };
        let named = files.into_iter().filter_map(|file| Some((name_of(&file)?, file)));
        let mut named: Vec<(String, OsString)> =
            named.filter(|(name, file)| self.is_listed(&folder, name, file)).collect();
        named.sort();
        let place = |(name, file): (String, OsString)| match self.presets.path_of(&file) {
            Ok(path) if is_bundled(&name) => Ok(Origin::File(path)),
            _ => self.place_of(&file),
        };
        named.into_iter().map(place).collect()
    }

    /// Whether a file of that name is a preset's. What can't be looked at is: reading it says why.
    fn is_listed(&self, folder: &Folder, name: &str, file: &OsStr) -> bool {
        if !self.is_restricted() {
            return store::is_file_or_link(folder, file);
        }
        self.check(name).is_ok()
            && *file == name::file_of(name)
            && store::is_file(folder, file).unwrap_or(true)
    }
}

/// The bundled presets' places, then these; and why those are missing, if they are.
fn with_bundled(saved: Result<Vec<Origin>, LibraryError>) -> (Vec<Origin>, Option<LibraryError>) {
    let (saved, problem) = match saved {
        Ok(saved) => (saved, None),
        Err(problem) => (Vec::new(), Some(problem)),
    };
    let bundled = BUNDLED.iter().map(|(id, _)| Origin::Bundled(id));
    (bundled.chain(saved).collect(), problem)
}

/// The bundled preset of that id.
fn bundled(name: &str) -> Option<&'static str> {
    BUNDLED.iter().map(|(id, _)| *id).find(|id| *id == name)
}

fn is_bundled(name: &str) -> bool {
    bundled(name).is_some()
}

/// The refusal of a path by a restricted library.
fn no_path(path: &Path) -> LibraryError {
    let name = path.to_string_lossy().into_owned();
    LibraryError::Restricted { name, reason: name::NO_PATHS }
}

/// A bundled preset's text, comments included.
fn bundled_text(id: &str) -> &'static str {
    BUNDLED.iter().find(|(bundled, _)| *bundled == id).map_or("", |(_, text)| text)
}

/// Whether a text names a file rather than a preset of the library.
fn is_path(text: &str) -> bool {
    text.contains(std::path::is_separator) || has_extension(Path::new(text))
}

/// The path that a text names, with `~/` at its beginning as the home folder. A text of
/// [`text_of`] names what that was made from, if it is there.
fn expanded(text: &str) -> PathBuf {
    let within_home = |path: PathBuf| match (path.strip_prefix("~"), etcetera::home_dir()) {
        (Ok(rest), Ok(home)) if text.starts_with("~/") => home.join(rest),
        _ => path,
    };
    let path = within_home(text.into());
    if !text.contains('\\') || path.symlink_metadata().is_ok() {
        return path;
    }
    let meant = within_home(name::file_of_text(text).into());
    if meant.symlink_metadata().is_ok() { meant } else { path }
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
    fn every_number_of_a_bundled_preset_has_a_source() {
        for (id, text) in BUNDLED {
            let preset = read(text.as_bytes(), id).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(preset.stale_sources(), [], "{id}");
            for input in crate::model::Input::all(preset.inputs.programme.sites.len()) {
                for scenario in crate::model::Scenario::ALL {
                    let given = preset.inputs.get(input, scenario).is_some();
                    let source = preset.source_of(input, scenario);
                    let is_noted = source.is_some_and(|(_, source)| !source.note.is_empty());
                    assert!(!given || is_noted, "{id}: {} {input}", scenario.id());
                }
            }
        }
    }

    #[test]
    fn a_saved_file_never_hides_a_bundled_preset() {
        let (_folder, library) = library();
        let (preset, _) = library.find("price-war").unwrap();
        assert!(matches!(library.save_as("Price-War", &preset), Err(LibraryError::Name { .. })));
        std::fs::create_dir_all(library.folder().unwrap()).unwrap();
        std::fs::write(library.folder().unwrap().join("price-war.ron"), "nonsense").unwrap();
        assert_eq!(library.find("price-war").unwrap().1, Origin::Bundled("price-war"));
        // It is there by its path alone.
        let path = library.folder().unwrap().join("price-war.ron");
        let listed = library.list();
        assert_eq!(listed.entries.len(), BUNDLED.len() + 1);
        assert_eq!(listed.entries[BUNDLED.len()].origin, Origin::File(path.clone()));
        assert_eq!(library.locate(&path.to_string_lossy()).unwrap(), Origin::File(path));
        assert_eq!(library.names().len(), BUNDLED.len());
    }

    #[test]
    fn a_deck_is_listed_as_one_and_as_no_preset_that_cannot_be_read() {
        let (_folder, library) = library();
        let folder = library.folder().unwrap();
        std::fs::create_dir_all(folder).unwrap();
        let deck = "(format: 1, preset: \"apec-40b\", views: [(name: \"a\", screen: League)])";
        std::fs::write(folder.join("deck.ron"), deck).unwrap();
        std::fs::write(folder.join("torn.ron"), "(format: 1").unwrap();
        let listed = library.list();
        let ids = |origins: Vec<&Origin>| origins.into_iter().map(Origin::id).collect::<Vec<_>>();
        let own = listed.entries[BUNDLED.len()..].iter();
        assert_eq!(ids(own.map(|entry| &entry.origin).collect()), ["torn"]);
        assert_eq!(ids(listed.decks.iter().collect()), ["deck"]);
    }

    #[test]
    fn a_path_may_begin_with_the_home_folder() {
        let (_folder, library) = library();
        let home = etcetera::home_dir().unwrap();
        for origin in [library.locate("~/mine.ron"), library.target("~/mine.ron")] {
            assert_eq!(origin.unwrap(), Origin::File(home.join("mine.ron")));
        }
    }

    #[test]
    fn whatever_is_in_the_folder_is_listed_and_opens_by_the_name_that_is_listed() {
        use std::os::unix::ffi::OsStrExt;
        let (_folder, library) = library();
        let folder = library.folder().unwrap().to_owned();
        std::fs::create_dir_all(folder.join("folder.ron")).unwrap();
        let text = BUNDLED[6].1;
        let files: [&[u8]; 8] = [
            b"plan.ron",
            b"plan (1).ron",
            "Pra\u{308}misse.ron".as_bytes(),
            b"Pr\xe4misse.ron",
            b"plan.RON",
            "bidi\u{202e}.ron".as_bytes(),
            b"a.ron.ron",
            b" spaced .ron",
        ];
        for file in files {
            std::fs::write(folder.join(OsStr::from_bytes(file)), text).unwrap();
        }
        for file in [".draft.ron", ".ron", ".notes"] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        let listed = library.list();
        assert_eq!(listed.hidden, [folder.join(".draft.ron")]);
        // Links that lead nowhere say so when they are read; a folder is no preset.
        for (link, leads_to) in [("circle", "circle.ron"), ("gone", "nowhere")] {
            let path = folder.join(format!("{link}.ron"));
            std::os::unix::fs::symlink(leads_to, &path).unwrap();
            let is_it = |entry: &&LibraryEntry| entry.origin.id() == link;
            let listed = library.list();
            let why = listed.entries.iter().find(is_it).unwrap().preset.as_ref().unwrap_err();
            assert!(why.to_string().contains(&format!("{link}.ron")), "{why}");
            // The folder of the test may be called so; what is said of the link may not.
            let error = library.open("circle").unwrap_err().to_string();
            let of_link = error.rsplit(".ron").next().unwrap_or_default();
            assert!(!of_link.is_empty() && !of_link.contains("folder"), "{error}");
            library.trash(link).unwrap();
            assert!(std::fs::symlink_metadata(path).is_err());
        }
        assert!(matches!(library.rename("folder", "other"), Err(LibraryError::NotSaved { .. })));
        assert!(listed.problem.is_none());
        assert_eq!(listed.entries.len(), BUNDLED.len() + files.len());
        for entry in &listed.entries[BUNDLED.len()..] {
            let Origin::Saved { name, path } = &entry.origin else { panic!() };
            assert!(entry.preset.is_ok(), "{name}");
            assert!(!name.chars().any(crate::text::is_disruptive), "{name:?}");
            assert_eq!(library.open(name).unwrap().origin, entry.origin);
            // A new file's path may end so.
            if name != "a.ron" {
                assert_eq!(library.target(name).unwrap(), entry.origin);
            }
            let mut preset = entry.preset.clone().unwrap();
            preset.summary = "Saved again.".to_owned();
            library.save(&entry.origin, &preset, Expected::Anything).unwrap();
            assert!(std::fs::read_to_string(path).unwrap().contains("Saved again."), "{name}");
        }
        assert_eq!(library.list().entries.len(), BUNDLED.len() + files.len(), "none is new");
        // As a keyboard types it.
        let composed = library.locate("Pr\u{e4}misse").unwrap();
        assert_eq!(composed, library.locate("Pra\u{308}misse").unwrap());
        assert!(library.is_taken("Pr\u{e4}misse") && library.is_taken("plan (1)"));
        assert!(matches!(library.target("plan (2)"), Err(LibraryError::Name { .. })));
    }
}
