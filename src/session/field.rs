//! The fields of the file that no analysis varies: texts, dates, settings. Each is known by its key.

use crate::model::{Access, FieldSpec, InputSpec, Lens, Month, Programme, Site};
use crate::preset::Preset;

/// Such a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Name,
    Summary,
    Currency,
    /// The programme's of that key.
    Programme(&'static str),
    /// A site's, which is counted from 0, of that key.
    Site(usize, &'static str),
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    Text(String),
    Month(Month),
    Year(i32),
    /// In the unit of the spec, which says what is valid as well.
    Number(&'static InputSpec, f64),
}

/// Years that a key steps to; others are typed.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

impl Field {
    /// Its key: `summary`, `programme.gdp.by`, `programme.sites.0.first`.
    pub fn key(self) -> String {
        match self {
            Self::Name => "name".to_owned(),
            Self::Summary => "summary".to_owned(),
            Self::Currency => "currency".to_owned(),
            Self::Programme(id) => format!("programme.{id}"),
            Self::Site(site, id) => format!("programme.sites.{site}.{id}"),
        }
    }

    /// The key of what is said of every site that has no source of its own.
    pub fn key_of_every_site(self) -> Option<String> {
        match self {
            Self::Site(_, id) => Some(format!("programme.sites.*.{id}")),
            Self::Name | Self::Summary | Self::Currency | Self::Programme(_) => None,
        }
    }

    /// Its name by itself; under a heading it may be shorter.
    pub fn long_label(self) -> &'static str {
        match self {
            Self::Programme(id) => Programme::field(id).map_or("", |field| field.label),
            Self::Name | Self::Summary | Self::Currency | Self::Site(..) => self.label(),
        }
    }

    /// Its name under its section's heading.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Summary => "Summary",
            Self::Currency => "Currency",
            // What it was calibrated at goes by the number's own name.
            Self::Programme(id) => Programme::calibrated()
                .find(|calibrated| calibrated.id == id)
                .map(|calibrated| calibrated.number.spec().label)
                .or_else(|| Some(Programme::field(id)?.label))
                .unwrap_or_default(),
            Self::Site(_, id) => Site::field(id).map_or("", |field| field.label),
        }
    }

    /// One sentence on what it is.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Name => "what people call the preset",
            Self::Summary => "what it assumes, in a sentence or two",
            Self::Currency => {
                "the sign of its money, one to three characters; the unit stays a billion"
            }
            Self::Programme(id) => Programme::field(id).map_or("", |field| field.meaning),
            Self::Site(_, id) => Site::field(id).map_or("", |field| field.meaning),
        }
    }

    /// Whether it holds a text.
    pub fn is_text(self) -> bool {
        match self {
            Self::Name | Self::Summary | Self::Currency => true,
            Self::Programme(_) => false,
            Self::Site(_, id) => {
                Site::field(id).is_some_and(|field| matches!(field.access, Access::Text(_)))
            }
        }
    }

    /// What is valid of a number that it holds, and the number's unit.
    pub fn spec(self) -> Option<&'static InputSpec> {
        let Self::Programme(id) = self else { return None };
        match Programme::field(id)?.access {
            Access::Setting(spec, _) => Some(spec),
            Access::Number(..)
            | Access::Month(_)
            | Access::Year(_)
            | Access::Text(_)
            | Access::Sites => None,
        }
    }

    /// What it holds; `None` for a site that isn't there.
    pub fn value(self, preset: &Preset) -> Option<FieldValue> {
        match self {
            Self::Name => Some(FieldValue::Text(preset.name.clone())),
            Self::Summary => Some(FieldValue::Text(preset.summary.clone())),
            Self::Currency => Some(FieldValue::Text(preset.currency.clone())),
            Self::Programme(id) => held(&preset.inputs.programme, Programme::field(id)?),
            Self::Site(site, id) => {
                held(preset.inputs.programme.sites.get(site)?, Site::field(id)?)
            }
        }
    }

    /// Puts a value in, unchecked; one of another kind is left out.
    pub(super) fn set(self, preset: &mut Preset, value: FieldValue) {
        let programme = &mut preset.inputs.programme;
        match (self, value) {
            (Self::Name, FieldValue::Text(text)) => preset.name = text,
            (Self::Summary, FieldValue::Text(text)) => preset.summary = text,
            (Self::Currency, FieldValue::Text(text)) => preset.currency = text,
            (Self::Name | Self::Summary | Self::Currency, _) => {}
            (Self::Programme(id), value) => put(programme, Programme::field(id), value),
            (Self::Site(site, id), value) => {
                if let Some(site) = programme.sites.get_mut(site) {
                    put(site, Site::field(id), value);
                }
            }
        }
    }
}

impl FieldValue {
    /// So many steps on: months, years, a setting's own; `None` for a text.
    pub(super) fn stepped(&self, steps: i32) -> Option<Self> {
        let to_year = |year: i32| year.clamp(*YEARS.start(), *YEARS.end());
        match self {
            Self::Text(_) => None,
            Self::Month(month) => {
                let moved = month.plus(steps);
                Some(Self::Month(if YEARS.contains(&moved.year()) { moved } else { *month }))
            }
            Self::Year(year) => Some(Self::Year(to_year(year.saturating_add(steps)))),
            Self::Number(spec, value) => {
                Some(Self::Number(spec, spec.slider.stepped(*value, steps)))
            }
        }
    }

    /// At an end of what a slider of it would have; `None` where there is none.
    pub(super) fn at_end(&self, side: i32) -> Option<Self> {
        match self {
            Self::Text(_) | Self::Month(_) | Self::Year(_) => None,
            Self::Number(spec, _) => {
                let end = if side < 0 { spec.slider.min } else { spec.slider.max };
                Some(Self::Number(spec, end))
            }
        }
    }
}

fn held<R>(record: &R, field: &'static FieldSpec<R>) -> Option<FieldValue> {
    Some(match &field.access {
        Access::Month(lens) => FieldValue::Month((lens.get)(record)),
        Access::Year(lens) => FieldValue::Year((lens.get)(record)),
        Access::Text(lens) => FieldValue::Text((lens.get)(record)),
        Access::Setting(spec, lens) => FieldValue::Number(spec, (lens.get)(record)),
        Access::Number(..) | Access::Sites => return None,
    })
}

fn put<R>(record: &mut R, field: Option<&'static FieldSpec<R>>, value: FieldValue) {
    fn set<R, T>(record: &mut R, lens: &Lens<R, T>, value: T) {
        (lens.set)(record, value);
    }
    match (field.map(|field| &field.access), value) {
        (Some(Access::Month(lens)), FieldValue::Month(month)) => set(record, lens, month),
        (Some(Access::Year(lens)), FieldValue::Year(year)) => set(record, lens, year),
        (Some(Access::Text(lens)), FieldValue::Text(text)) => set(record, lens, text),
        (Some(Access::Setting(_, lens)), FieldValue::Number(_, number)) => {
            set(record, lens, number);
        }
        _ => {}
    }
}
