//! Where numbers come from, and of which values that was said: a source whose value has moved since
//! is stale, and is no longer cited for it.

use super::Preset;
use crate::analysis::RiskSettings;
use crate::model::{
    Access, Driver, FieldSpec, Indicator, Input, Inputs, Programme, Scenario, Site, SiteNumber,
    Unit,
};
use chrono::NaiveDate;

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Source {
    /// What it rests on, in words.
    pub note: String,
    /// Where that was read; empty where nothing is cited.
    pub cite: String,
    /// As of when, `YYYY-MM-DD`; empty where unknown.
    pub as_of: String,
    /// The values that it speaks of.
    pub of: SourceValues,
}

/// The values that a source speaks of.
#[derive(Debug, Clone, Default)]
pub struct SourceValues {
    /// Three (bear, base, bull) for a driver's, an indicator's or a weight's key without a
    /// scenario, one for any other number, none for dates and texts. `None` where there was no
    /// value to speak of: an indicator that its scenario doesn't use, a `*` key whose sites
    /// differed from the first.
    pub values: Vec<Option<f64>>,
    /// Whether they are written although the values haven't moved, because the file had them.
    pub is_given: bool,
}

/// Whether a file has the values that it would be read with anyway makes no difference.
impl PartialEq for SourceValues {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

/// A source that speaks of other values than the present ones.
#[derive(Debug, Clone, PartialEq)]
pub struct StaleSource {
    /// Its key among the preset's `sources`.
    pub key: String,
    /// The values that it speaks of, as a file writes them.
    pub of: Vec<f64>,
    /// The present ones, in the same places.
    pub now: Vec<f64>,
    /// What they count; `None` for a comovement.
    pub unit: Option<Unit>,
}

/// What a key of `sources` speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SourceSubject {
    /// `utilization`.
    EveryScenario(Input),
    /// `bear.utilization`.
    OneScenario(Scenario, Input),
    /// `programme.ramp_months`, `programme.sites.0.pledge`.
    Shared(Input),
    /// `programme.sites.*.pledge`.
    EverySite(SiteNumber),
    /// `risk.comovement`.
    Comovement,
    /// A date, a list, or nothing that is known.
    NoNumber,
}

impl SourceSubject {
    fn of(key: &str) -> Self {
        let of_scenario = |id: &str| match id {
            "weight" => Some(Input::Weight),
            _ => Input::from_id(id).filter(|input| input.is_per_scenario()),
        };
        if let Some(number) = key.strip_prefix("programme.sites.*.").and_then(SiteNumber::from_id) {
            return Self::EverySite(number);
        }
        if key == "risk.comovement" {
            return Self::Comovement;
        }
        let one = key.split_once('.').and_then(|(scenario, id)| {
            Some(Self::OneScenario(Scenario::from_id(scenario)?, of_scenario(id)?))
        });
        one.or_else(|| of_scenario(key).map(Self::EveryScenario))
            .or_else(|| Input::from_id(key).map(Self::Shared))
            .unwrap_or(Self::NoNumber)
    }

    const fn unit(self) -> Option<Unit> {
        match self {
            Self::EveryScenario(input) | Self::OneScenario(_, input) | Self::Shared(input) => {
                Some(input.spec().unit)
            }
            Self::EverySite(number) => Some(number.spec().unit),
            Self::Comovement | Self::NoNumber => None,
        }
    }
}

/// The present values that a key speaks of, place by place as in [`SourceValues::values`];
/// `has_source` tells whether there is a source of a key.
pub(super) fn present(
    key: &str,
    inputs: &Inputs,
    risk: &RiskSettings,
    has_source: impl Fn(&str) -> bool,
) -> Vec<Option<f64>> {
    match SourceSubject::of(key) {
        SourceSubject::EveryScenario(input) => {
            Scenario::ALL.map(|scenario| inputs.get(input, scenario)).to_vec()
        }
        SourceSubject::OneScenario(scenario, input) => vec![inputs.get(input, scenario)],
        SourceSubject::Shared(input) => vec![inputs.get(input, Scenario::Base)],
        SourceSubject::EverySite(number) => {
            let without_own = (0..inputs.programme.sites.len())
                .map(|site| Input::Site(site, number))
                .filter(|input| !has_source(&input.to_string()));
            let mut values = without_own.filter_map(|input| inputs.get(input, Scenario::Base));
            let first = values.next();
            vec![first.filter(|first| values.all(|value| !has_moved(*first, value)))]
        }
        SourceSubject::Comovement => vec![Some(risk.comovement)],
        SourceSubject::NoNumber => Vec::new(),
    }
}

/// Whether a key speaks of every site. Its source keeps its value while the sites differ, since
/// each of them may have moved away from it.
pub(super) fn is_of_every_site(key: &str) -> bool {
    matches!(SourceSubject::of(key), SourceSubject::EverySite(_))
}

/// What the values count that a key speaks of; `None` for a comovement.
pub(super) fn unit_of(key: &str) -> Option<Unit> {
    SourceSubject::of(key).unit()
}

/// Whether a value is another one than a source speaks of.
fn has_moved(of: f64, now: f64) -> bool {
    (of - now).abs() > 1e-9 * of.abs().max(now.abs())
}

/// The key of the source for a number of all sites that have none of their own.
pub fn every_site(number: SiteNumber) -> String {
    format!("programme.sites.*.{}", number.id())
}

impl Preset {
    /// The present values that a key of `sources` speaks of, as [`SourceValues::values`] holds them.
    pub fn present_values(&self, key: &str) -> Vec<Option<f64>> {
        present(key, &self.inputs, &self.risk, |key| self.sources.contains_key(key))
    }

    /// The source of an input in a scenario, with its key: its own before that of every scenario or
    /// of every site.
    pub fn source_of(&self, input: Input, scenario: Scenario) -> Option<(String, &Source)> {
        let keys = match input {
            Input::Site(_, number) => [input.to_string(), every_site(number)],
            _ => [format!("{}.{input}", scenario.id()), input.to_string()],
        };
        keys.into_iter().find_map(|key| {
            let source = self.sources.get(&key)?;
            Some((key, source))
        })
    }

    /// The value of an input in a scenario that its source speaks of; `None` where there is no
    /// source or it speaks of no value.
    pub fn sourced_value(&self, input: Input, scenario: Scenario) -> Option<f64> {
        let (key, source) = self.source_of(input, scenario)?;
        let place = match SourceSubject::of(&key) {
            SourceSubject::EveryScenario(_) => scenario as usize,
            _ => 0,
        };
        source.of.values.get(place).copied().flatten()
    }

    /// The values that an input's source speaks of and the present one, where that has moved.
    pub fn moved_value(&self, input: Input, scenario: Scenario) -> Option<(f64, f64)> {
        let of = self.sourced_value(input, scenario)?;
        let now = self.inputs.get(input, scenario)?;
        has_moved(of, now).then_some((of, now))
    }

    /// The source of that key, if it is stale.
    pub fn stale_source(&self, key: &str) -> Option<StaleSource> {
        let (of, now) = self.values_and_present(key)?;
        let moved = of.iter().zip(&now).any(|(of, now)| has_moved(*of, *now));
        moved.then(|| StaleSource { key: key.to_owned(), of, now, unit: unit_of(key) })
    }

    /// Every source that speaks of other values than the present ones, in the order of keys.
    pub fn stale_sources(&self) -> Vec<StaleSource> {
        self.sources.keys().filter_map(|key| self.stale_source(key)).collect()
    }

    /// The values of a source as a file has them; `None` where it needs none, as reading it gives
    /// it the present ones.
    pub(super) fn written_values(&self, key: &str) -> Option<Vec<f64>> {
        let (source, present) = (self.sources.get(key)?, self.present_values(key));
        let of = if is_of_every_site(key) && present == [None] {
            source.of.values.iter().copied().flatten().collect()
        } else {
            self.values_and_present(key)?.0
        };
        let is_given = source.of.is_given && !of.is_empty();
        (is_given || !of.iter().eq(present.iter().flatten())).then_some(of)
    }

    /// The values that a source speaks of beside the present ones, wherever there is a present one.
    fn values_and_present(&self, key: &str) -> Option<(Vec<f64>, Vec<f64>)> {
        let of = &self.sources.get(key)?.of.values;
        let now = self.present_values(key).into_iter().enumerate();
        let pair = |(place, now): (usize, Option<f64>)| {
            let now = now?;
            Some((of.get(place).copied().flatten().unwrap_or(now), now))
        };
        Some(now.filter_map(pair).unzip())
    }
}

/// Every key that `sources` may hold for a programme with that many sites: drivers, indicators
/// and `weight`, for all scenarios or for one (`bear.margin`), the risk settings, and the
/// programme's dates and numbers (`programme.sites.0.pledge`, or for every site that has no source
/// of its own `programme.sites.*.pledge`).
pub fn source_keys(sites: usize) -> Vec<String> {
    let assumptions: Vec<&str> = Driver::ALL
        .map(Driver::id)
        .into_iter()
        .chain(Indicator::ALL.map(Indicator::id))
        .chain(["weight"])
        .collect();
    let mut keys: Vec<String> = assumptions.iter().map(|&id| id.to_owned()).collect();
    for scenario in Scenario::ALL {
        keys.extend(assumptions.iter().map(|id| format!("{}.{id}", scenario.id())));
    }
    keys.extend(input_keys(Programme::FIELDS).map(|id| format!("programme.{id}")));
    for site in ["*".to_owned()].into_iter().chain((0..sites).map(|site| site.to_string())) {
        let fields = input_keys(Site::FIELDS);
        keys.extend(fields.map(|field| format!("programme.sites.{site}.{field}")));
    }
    keys.extend(["risk.comovement", "risk.correlations"].map(str::to_owned));
    keys
}

/// The keys of a record's dates and numbers.
pub(super) fn input_keys<R>(fields: &[FieldSpec<R>]) -> impl Iterator<Item = &'static str> {
    let is_input = |field: &&FieldSpec<R>| !matches!(field.access, Access::Text(_) | Access::Sites);
    fields.iter().filter(is_input).map(|field| field.id)
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    text.parse::<NaiveDate>().is_ok_and(|date| date.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar() {
        for text in ["2025-10-29", "2024-02-29", "2000-02-29"] {
            assert!(is_date(text), "{text}");
        }
        for text in ["2025-02-29", "1900-02-29", "2025-1-1", "+2025-01-1", " 2025-01-10"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
