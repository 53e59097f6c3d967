//! The settings file: read with defaults for what is wrong in it, and written with every default.

use super::choice::{AsciiChoice, ColorChoice, CopyChoice, OctantChoice};
use super::folders::Folders;
use super::table::{SETTINGS, Setting, SettingKind, Value, record};
use crate::model::Metric;
use crate::preset::Diagnostics;
use crate::preset::sheet::{Sheet, ValueForm, text_of};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What became of the settings file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FileState {
    /// The system names no folder for it.
    NoFolder,
    /// There is none.
    #[default]
    Absent,
    /// It was read.
    Read,
    /// Something is wrong in it; what is sound of it was read.
    Faulty(Diagnostics),
}

/// What is set; everything else has its default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    given: BTreeMap<&'static str, Value>,
    pub state: FileState,
}

impl Settings {
    /// Reads a person's settings. A file with something wrong in it stops nothing: what is sound
    /// of it is taken, and [`state`](Self::state) says what isn't.
    pub fn of(folders: &Folders) -> Self {
        let Some(path) = folders.settings_file() else {
            return Self::without(FileState::NoFolder);
        };
        // A link that leads nowhere is there, and wrong.
        if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Self::default();
        }
        match text_of(&path, "settings file") {
            Ok(text) => Self::read(&text, &folders.without_home(&path)),
            Err(diagnostics) => Self::without(FileState::Faulty(diagnostics)),
        }
    }

    pub(super) fn without(state: FileState) -> Self {
        Self { state, ..Self::default() }
    }

    /// Reads settings from a text; the file's name is only repeated in messages.
    pub fn read(text: &str, file: &str) -> Self {
        match Sheet::read(text, file, "settings file", ValueForm::Derived(record(""))) {
            Ok(mut sheet) => {
                let values = SETTINGS.iter();
                let given = values.filter_map(|one| Some((one.id, value(&mut sheet, one)?)));
                let given = given.collect();
                let state = sheet.diagnostics().map_or(FileState::Read, FileState::Faulty);
                Self { given, state }
            }
            Err(diagnostics) => Self::without(FileState::Faulty(diagnostics)),
        }
    }

    /// The same settings with one of them set.
    #[must_use]
    pub(super) fn with(mut self, id: &'static str, value: Value) -> Self {
        self.given.insert(id, value);
        self
    }

    /// The text of a file that sets the same.
    pub(super) fn text_of(&self) -> String {
        let given = SETTINGS.iter().filter_map(|one| Some((one, self.given.get(one.id)?.clone())));
        record_text(given, false)
    }

    pub fn get(&self, setting: &Setting) -> Value {
        self.given.get(setting.id).cloned().unwrap_or_else(|| setting.default())
    }

    /// Whether the file leaves a setting as it is by default.
    pub fn is_default(&self, id: &str) -> bool {
        !self.given.contains_key(id)
    }

    /// One line on what is wrong in the file, if anything, for a status bar; `payback config`,
    /// which says more, isn't there where it is restricted.
    pub fn complaint(&self, is_restricted: bool) -> Option<String> {
        match &self.state {
            FileState::Faulty(diagnostics) if is_restricted => Some(diagnostics.first_line()),
            FileState::Faulty(diagnostics) => {
                Some(format!("{} ‘payback config’ says more.", diagnostics.first_line()))
            }
            _ => None,
        }
    }

    fn value(&self, id: &str) -> Option<Value> {
        SETTINGS.iter().find(|setting| setting.id == id).map(|setting| self.get(setting))
    }

    fn text(&self, id: &str) -> String {
        match self.value(id) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        }
    }

    fn flag(&self, id: &str) -> bool {
        self.value(id) == Some(Value::Flag(true))
    }

    fn rate(&self, id: &str) -> u16 {
        match self.value(id) {
            Some(Value::Whole(rate)) => u16::try_from(rate).unwrap_or(1).max(1),
            _ => 1,
        }
    }

    /// The theme: [`THEME_BY_BACKGROUND`](super::THEME_BY_BACKGROUND), a name, or a file.
    pub fn theme(&self) -> String {
        self.text("theme")
    }

    /// How many colours are used.
    pub fn color(&self) -> ColorChoice {
        ColorChoice::of(&self.text("color")).unwrap_or(ColorChoice::Auto)
    }

    /// Whether only ASCII is drawn.
    pub fn ascii(&self) -> AsciiChoice {
        AsciiChoice::of(&self.text("ascii")).unwrap_or(AsciiChoice::Auto)
    }

    /// Whether lines are drawn in octants.
    pub fn octants(&self) -> OctantChoice {
        OctantChoice::of(&self.text("octants")).unwrap_or(OctantChoice::Auto)
    }

    /// Whether the mouse acts at the start.
    pub fn mouse(&self) -> bool {
        self.flag("mouse")
    }

    /// Whether the window's title is set.
    pub fn title(&self) -> bool {
        self.flag("title")
    }

    /// Where a copy goes.
    pub fn copy(&self) -> CopyChoice {
        CopyChoice::of(&self.text("copy")).unwrap_or(CopyChoice::Auto)
    }

    /// The folder that copies are written to as files; `None` for that of the state folder.
    pub fn copies(&self, folders: &Folders) -> Option<PathBuf> {
        if self.is_default("copies") || self.text("copies") == "auto" {
            return None;
        }
        Some(folders.of_home(&self.text("copies")))
    }

    /// The preset that opens when none is named.
    pub fn preset(&self) -> String {
        self.text("preset")
    }

    /// The figure that the screens speak of at the start.
    pub fn metric(&self) -> Metric {
        Metric::from_id(&self.text("metric")).unwrap_or(Metric::PaybackYears)
    }

    /// Most frames in a second, over SSH or on this machine; 1 to 240.
    pub fn frames_per_second(&self, remote: bool) -> u16 {
        self.rate(if remote { "frames_per_second.ssh" } else { "frames_per_second.local" })
    }
}

/// What the file says of a setting; `None` where it says nothing, or what won't do.
fn value(sheet: &mut Sheet, setting: &Setting) -> Option<Value> {
    let id = setting.id;
    match setting.kind {
        SettingKind::OneOf(words) => {
            let word = sheet.text(id)?;
            if words.contains(&word.as_str()) {
                return Some(Value::Text(word));
            }
            sheet.unknown(id, "choice", &word, words);
        }
        SettingKind::Whole(least, most, _) => {
            let number = sheet.whole(id)?;
            if (least..=most).contains(&number) {
                return Some(Value::Whole(number));
            }
            let reason = format!("‘{id}’ can't be {number}.");
            sheet.wrong(id, reason, Some(format!("valid: {}", setting.valid())));
        }
        SettingKind::Flag(_) => return sheet.flag(id).map(Value::Flag),
        SettingKind::Name(..) => {
            let name = sheet.text(id)?;
            if !name.trim().is_empty() {
                return Some(Value::Text(name));
            }
            let help = format!("valid: {}", setting.valid());
            sheet.wrong(id, format!("‘{id}’ is empty."), Some(help));
        }
        SettingKind::Metric(_) => {
            let name = sheet.text(id)?;
            if Metric::from_id(&name).is_some() {
                return Some(Value::Text(name));
            }
            sheet.unknown(id, "metric", &name, &Metric::ALL.map(Metric::id));
        }
    }
    None
}

/// A settings file in which everything has its default, with what each setting means.
pub fn initial_text() -> String {
    let head = "// Settings of payback. Everything here has its default: change what you like, leave out\n\
         // the rest. ‘payback config’ shows what is in force.\n";
    let all = SETTINGS.iter().map(|setting| (setting, setting.default()));
    format!("{head}{}", record_text(all, true))
}

/// A record of settings, each with what it means if that is wanted.
fn record_text<'a>(all: impl Iterator<Item = (&'a Setting, Value)>, explained: bool) -> String {
    let mut text = String::from("(\n");
    let (mut group, mut indent) = ("", "    ");
    for (setting, value) in all {
        let (within, name) = setting.id.split_once('.').unwrap_or(("", setting.id));
        if within != group {
            text += &format!("    {within}: (\n");
            (group, indent) = (within, "        ");
        }
        if explained {
            let (meaning, valid) = (setting.meaning, setting.valid());
            text += &format!("{indent}// {meaning}\n{indent}// valid: {valid}\n");
        }
        text += &format!("{indent}{name}: {value},\n");
    }
    // The group stands at the end of the table.
    text + if group.is_empty() { ")\n" } else { "    ),\n)\n" }
}

/// Why a settings file was not written.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// There is one already.
    #[error("{0} is there already; it was left as it is. ‘payback config’ shows what is in force")]
    Exists(String),
    /// The system names no folder for it.
    #[error("there is no home folder to keep settings in; set XDG_CONFIG_HOME")]
    NoFolder,
    /// The system refused.
    #[error("{0} was not written: {1}")]
    Refused(String, io::Error),
}

impl Settings {
    /// Writes a settings file with every default where there is none, and gives its path.
    ///
    /// # Errors
    /// When there is one already, which is never written over, or it can't be written.
    pub fn init(folders: &Folders) -> Result<PathBuf, InitError> {
        let path = folders.settings_file().ok_or(InitError::NoFolder)?;
        write_new(&path).map_err(|error| {
            let shown = folders.without_home(&path);
            match error.kind() {
                io::ErrorKind::AlreadyExists => InitError::Exists(shown),
                _ => InitError::Refused(shown, error),
            }
        })?;
        Ok(path)
    }
}

fn write_new(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(initial_text().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_initial_file_says_every_setting_and_changes_none() {
        let written = Settings::read(&initial_text(), "settings.ron");
        assert_eq!(written.state, FileState::Read);
        for setting in &SETTINGS {
            assert!(!written.is_default(setting.id), "{}", setting.id);
            assert_eq!(written.get(setting), setting.default());
        }
        insta::assert_snapshot!(initial_text());
    }

    #[test]
    fn what_is_sound_is_taken_and_what_is_wrong_is_told_with_its_line() {
        let text = "(\n    them: \"light\",\n    color: \"blue\",\n    ascii: \"always\",\n    \
             mouse: \"false\",\n    frames_per_second: (local: 600, ssh: 10),\n    \
             metric: \"payback\",\n    preset: \"\",\n    title: false,\n)";
        let settings = Settings::read(text, "settings.ron");
        assert_eq!(settings.ascii(), AsciiChoice::Always);
        assert_eq!((settings.frames_per_second(false), settings.frames_per_second(true)), (60, 10));
        assert!(settings.mouse() && !settings.title());
        assert_eq!(settings.color(), ColorChoice::Auto);
        assert_eq!(settings.metric(), Metric::PaybackYears);
        let FileState::Faulty(report) = &settings.state else { panic!("it is sound") };
        insta::assert_snapshot!(report);
    }

    #[test]
    fn the_ends_of_what_is_valid_are_valid() {
        for (rate, taken) in [(0, 20), (1, 1), (240, 240), (241, 20)] {
            let text = format!("(frames_per_second: (ssh: {rate}))");
            let settings = Settings::read(&text, "settings.ron");
            assert_eq!(settings.frames_per_second(true), taken, "{rate}");
        }
    }

    #[test]
    fn no_text_is_read_as_more_than_it_says() {
        for text in
            ["", "(", "()", "[]", "(theme: (", "(theme: [1])", "(frames_per_second: 3)", "\u{0}"]
        {
            let settings = Settings::read(text, "settings.ron");
            assert!(SETTINGS.iter().all(|setting| settings.is_default(setting.id)), "{text}");
            assert_eq!(settings.state == FileState::Read, text == "()", "{text}");
        }
    }
}
