//! The table of settings.

use super::choice::{AsciiChoice, ColorChoice, CopyChoice, OctantChoice};
use crate::model::Metric;
use crate::preset::library;
use crate::preset::sheet::{DerivedRecord, FLAG, FieldForm, ValueForm, fields_of, quote};
use std::fmt;

/// The theme that is chosen by the terminal's background.
pub const THEME_BY_BACKGROUND: &str = "auto";

/// Copies that go to files go to a folder of the state folder.
const COPIES_IN_STATE: &str = "auto";

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
}

impl fmt::Display for Value {
    /// As the settings file has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{}", quote(text)),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
        }
    }
}

/// What a setting can be, and what it is where nobody says.
#[derive(Debug, Clone, Copy)]
pub(super) enum SettingKind {
    /// One of some words; the first is the default.
    OneOf(&'static [&'static str]),
    /// A whole number between two others, and the default.
    Whole(i64, i64, i64),
    /// Yes or no.
    Flag(bool),
    /// A name or a file, in words what, and the default.
    Name(&'static str, &'static str),
    /// A metric's id, and the default.
    Metric(Metric),
}

/// Something that can be set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its name in the file and in messages; behind a dot, within the group before it.
    pub id: &'static str,
    pub(super) kind: SettingKind,
    /// What it does, in a sentence.
    pub meaning: &'static str,
}

const fn setting(id: &'static str, kind: SettingKind, meaning: &'static str) -> Setting {
    Setting { id, kind, meaning }
}

/// Everything that can be set, in the order of the file.
pub const SETTINGS: [Setting; 12] = [
    setting(
        "theme",
        SettingKind::Name("auto, the name of a theme, or a file", THEME_BY_BACKGROUND),
        "the theme; auto follows the terminal: dark or light, or its own sixteen colours",
    ),
    setting("color", SettingKind::OneOf(ColorChoice::WORDS), "how many colours are used"),
    setting("ascii", SettingKind::OneOf(AsciiChoice::WORDS), "whether only ASCII is drawn"),
    setting(
        "octants",
        SettingKind::OneOf(OctantChoice::WORDS),
        "whether lines are drawn in the blocks of Unicode 16 in place of braille",
    ),
    setting("mouse", SettingKind::Flag(true), "whether the mouse acts at the start; M switches it"),
    setting("title", SettingKind::Flag(true), "whether the window's title is set"),
    setting("copy", SettingKind::OneOf(CopyChoice::WORDS), "where y sends what is copied"),
    setting(
        "copies",
        SettingKind::Name("auto, or a folder such as ~/reports", COPIES_IN_STATE),
        "the folder that copies are written to as files; auto is copies in the state folder",
    ),
    setting(
        "preset",
        SettingKind::Name("the name of a preset, or a file", library::DEFAULT),
        "the preset that the explorer opens when none is named",
    ),
    setting(
        "metric",
        SettingKind::Metric(Metric::PaybackYears),
        "the figure that the explorer's screens speak of at the start",
    ),
    setting(
        "frames_per_second.local",
        SettingKind::Whole(1, 240, 60),
        "most frames a second on a terminal of this machine",
    ),
    setting(
        "frames_per_second.ssh",
        SettingKind::Whole(1, 240, 20),
        "most frames a second over SSH",
    ),
];

/// The whole file, or the group of that name in it.
pub(super) const fn record(group: &'static str) -> DerivedRecord {
    let name = if group.is_empty() { "the settings" } else { "the frame rates" };
    DerivedRecord { name, group, fields }
}

fn fields(group: &str) -> Vec<FieldForm> {
    fields_of(SETTINGS.iter().map(|setting| (setting.id, setting.kind.form())), group, record)
}

impl SettingKind {
    const fn form(self) -> ValueForm {
        match self {
            Self::OneOf(_) | Self::Name(..) | Self::Metric(_) => ValueForm::Text,
            Self::Whole(..) => ValueForm::Whole,
            Self::Flag(_) => FLAG,
        }
    }
}

impl Setting {
    /// What it is where nobody says.
    pub fn default(&self) -> Value {
        match self.kind {
            SettingKind::OneOf(words) => {
                Value::Text(words.first().copied().unwrap_or_default().to_owned())
            }
            SettingKind::Whole(_, _, default) => Value::Whole(default),
            SettingKind::Flag(default) => Value::Flag(default),
            SettingKind::Name(_, default) => Value::Text(default.to_owned()),
            SettingKind::Metric(metric) => Value::Text(metric.id().to_owned()),
        }
    }

    /// What is valid, in words.
    pub fn valid(&self) -> String {
        match self.kind {
            SettingKind::OneOf(words) => words.join(", "),
            SettingKind::Whole(least, most, _) => format!("{least} to {most}"),
            SettingKind::Flag(_) => "true, false".to_owned(),
            SettingKind::Name(what, _) => what.to_owned(),
            SettingKind::Metric(_) => "the id of a metric".to_owned(),
        }
    }
}
