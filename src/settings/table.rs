//! The table of settings.

use super::choice::{AsciiChoice, ColorChoice, CopyChoice};
use crate::model::Metric;
use crate::preset::library;
use crate::preset::sheet::{FLAG, Field, Form, Record, quote};
use std::fmt;

/// The theme that is chosen by the terminal's background.
pub const THEME_BY_BACKGROUND: &str = "auto";

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
    group: &'static str,
    name: &'static str,
    pub(super) kind: SettingKind,
    /// What it does, in a sentence.
    pub meaning: &'static str,
}

const fn general(name: &'static str, kind: SettingKind, meaning: &'static str) -> Setting {
    Setting { group: "", name, kind, meaning }
}

/// The settings that stand by themselves in the file.
pub const GENERAL: [Setting; 8] = [
    general(
        "theme",
        SettingKind::Name("auto, the name of a theme, or a file", THEME_BY_BACKGROUND),
        "the theme; auto is light where COLORFGBG tells of a light background, else dark",
    ),
    general("color", SettingKind::OneOf(ColorChoice::WORDS), "how many colours are used"),
    general("ascii", SettingKind::OneOf(AsciiChoice::WORDS), "whether only ASCII is drawn"),
    general("mouse", SettingKind::Flag(true), "whether the mouse acts at the start; M switches it"),
    general("title", SettingKind::Flag(true), "whether the window's title is set"),
    general("copy", SettingKind::OneOf(CopyChoice::WORDS), "where y sends what is copied"),
    general(
        "preset",
        SettingKind::Name("the name of a preset, or a file", library::DEFAULT),
        "the preset that the explorer opens when none is named",
    ),
    general(
        "metric",
        SettingKind::Metric(Metric::PaybackYears),
        "the figure that the explorer's screens speak of at the start",
    ),
];

/// The most frames that are drawn in a second.
pub(super) const RATES: [Setting; 2] = [
    Setting {
        group: "frames_per_second",
        name: "local",
        kind: SettingKind::Whole(1, 240, 60),
        meaning: "most frames a second on a terminal of this machine",
    },
    Setting {
        group: "frames_per_second",
        name: "ssh",
        kind: SettingKind::Whole(1, 240, 20),
        meaning: "most frames a second over SSH",
    },
];

/// Every setting.
pub fn all() -> impl Iterator<Item = &'static Setting> {
    GENERAL.iter().chain(&RATES)
}

pub(super) static FILE: Record = Record { name: "the settings", fields: &FILE_FIELDS };

static FILE_FIELDS: [Field; GENERAL.len() + 1] = fields(&GENERAL, Some("frames_per_second"));

static RATES_RECORD: Record =
    Record { name: "the frame rates", fields: &fields::<2, 2>(&RATES, None) };

/// The fields of some settings, and of the frame rates behind them if they have a name there.
const fn fields<const N: usize, const M: usize>(
    settings: &'static [Setting; N],
    rates: Option<&'static str>,
) -> [Field; M] {
    let mut fields = [const { Field { name: "", form: Form::Text, required: false } }; M];
    let mut index = 0;
    while index < N {
        let form = settings[index].kind.form();
        fields[index] = Field { name: settings[index].name, form, required: false };
        index += 1;
    }
    if let Some(name) = rates {
        fields[N] = Field { name, form: Form::Record(&RATES_RECORD), required: false };
    }
    fields
}

impl SettingKind {
    const fn form(self) -> Form {
        match self {
            Self::OneOf(_) | Self::Name(..) | Self::Metric(_) => Form::Text,
            Self::Whole(..) => Form::Whole,
            Self::Flag(_) => FLAG,
        }
    }
}

impl Setting {
    /// Its name in the file and in messages: `theme`, `frames_per_second.ssh`.
    pub fn id(&self) -> String {
        if self.group.is_empty() {
            self.name.to_owned()
        } else {
            format!("{}.{}", self.group, self.name)
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_field_of_its_own_in_the_file() {
        let names: Vec<&str> = FILE.fields.iter().map(|field| field.name).collect();
        for setting in &GENERAL {
            assert_eq!(names.iter().filter(|name| **name == setting.id()).count(), 1);
        }
        assert_eq!(names.len(), GENERAL.len() + 1);
        assert_eq!(RATES_RECORD.fields.len(), RATES.len());
    }
}
