//! Claims and risk settings: names that must exist, bounds and correlations that must make sense.

use super::values::Values;
use crate::analysis::risk::{COMOVEMENT, CORRELATION};
use crate::analysis::{Bound, Measure, MeasureError, YearError};
use crate::model::{Driver, Metric, Programme, Range};
use crate::preset::decode::bounds;
use crate::preset::outline::{At, Extent, literal::decimal};
use crate::text::{did_you_mean_in_file, nearest, quoted};
use std::collections::HashSet;

/// What is wrong with a measure's name, and what is valid.
fn measure_error(error: &MeasureError, id: &str, name: &str) -> (String, String) {
    let names = |measures: &mut dyn Iterator<Item = Measure>, of: &str| {
        let names: Vec<&str> = measures.map(Measure::name).collect();
        did_you_mean_in_file(of, &names)
    };
    match error {
        MeasureError::Unknown(_) => (
            format!("There is no metric or driver {}.", quoted(id)),
            names(&mut Measure::without_year(), id),
        ),
        MeasureError::UnknownByYear(_) => (
            format!("There is no metric or series {}.", quoted(name)),
            names(&mut Measure::of_year(0), name),
        ),
        MeasureError::NoYear(series) => (
            format!("‘{}’ is a series.", series.id()),
            format!("name the year as well, such as {}@2029", series.id()),
        ),
        MeasureError::NotAYear(year) => (
            format!("{} is not a year.", quoted(year)),
            format!("write {name}@YYYY, such as {name}@2029"),
        ),
        MeasureError::SameInEveryYear(name) => (
            format!("‘{name}’ doesn't depend on the headline year."),
            format!(
                "write {name} alone, or a figure that does\n{}",
                names(&mut Measure::of_year(0), "")
            ),
        ),
    }
}

fn valid_years(error: &YearError) -> String {
    let (first, last) = (error.valid.start(), error.valid.end());
    match first.cmp(last) {
        std::cmp::Ordering::Less => format!("valid: {first} to {last}"),
        std::cmp::Ordering::Equal => format!("valid: {first}"),
        std::cmp::Ordering::Greater => "no year lies wholly inside it".to_owned(),
    }
}

impl Values<'_, '_> {
    /// Notes what is wrong with the claims, with their years where the programme's are known.
    pub(super) fn claims(&mut self, programme: Option<&Programme>) {
        let mut ids = HashSet::new();
        for (index, claim) in self.at("claims").entries().enumerate() {
            let path = |name: &str| format!("claims.{index}.{name}");
            if let Some(id) = claim.at("id").text() {
                if id.trim().is_empty() {
                    let help = "a short name, such as \"base-income\"";
                    self.wrong(&path("id"), "The claim has no id.", help);
                } else if !ids.insert(id.clone()) {
                    let reason = format!("The claim id {} is given twice.", quoted(&id));
                    self.wrong(&path("id"), reason, "each claim needs an id of its own");
                }
            }
            if let Some(measure) = claim.at("measure").text() {
                self.measure(&path("measure"), &measure, programme);
            }
            self.bound(&format!("claims.{index}"), claim);
        }
    }

    fn measure(&mut self, path: &str, id: &str, programme: Option<&Programme>) {
        match Measure::parse(id) {
            Ok(measure) => {
                let checked = programme.map_or(Ok(()), |programme| measure.check_year(programme));
                if let Err(error) = checked {
                    self.wrong(path, format!("{error}."), valid_years(&error));
                }
            }
            Err(error) => {
                let name = id.split('@').next().unwrap_or_default();
                let (reason, help) = measure_error(&error, id, name);
                self.wrong(path, reason, help);
            }
        }
    }

    fn bound(&mut self, path: &str, claim: At<'_, '_>) {
        let bounds = bounds(claim);
        let [(field, bound)] = bounds[..] else {
            let given = if bounds.is_empty() { "no bound" } else { "more than one bound" };
            let id = claim.at("id").text().unwrap_or_default();
            let reason = format!("The claim {} has {given}.", quoted(&id));
            let help = "exactly one of: within: (low, high), at_least: low, at_most: high";
            let mut places: Vec<Extent> = bounds
                .iter()
                .filter_map(|(field, _)| Some(claim.at(field).node()?.entry()))
                .collect();
            places.sort();
            match places.get(1) {
                Some(second) => self.found.add(*second, reason, Some(help.to_owned())),
                None => self.wrong(path, reason, help),
            }
            return;
        };
        let ends = match bound {
            Bound::Within(low, high) => vec![("within.0", low), ("within.1", high)],
            Bound::AtLeast(end) | Bound::AtMost(end) => vec![(field, end)],
        };
        for (place, end) in ends.into_iter().filter(|(_, end)| !end.is_finite()) {
            self.out_of_range(&format!("{path}.{place}"), field, end, "any finite number");
        }
        if let Bound::Within(low, high) = bound
            && low > high
        {
            let reason = "The lower end of ‘within’ is above its upper end.";
            let help = format!("did you mean ({}, {})?", decimal(high), decimal(low));
            self.wrong(&format!("{path}.within"), reason, help);
        }
    }

    pub(super) fn risk(&mut self) {
        self.within(&COMOVEMENT, "risk.comovement", "comovement");
        let mut pairs = HashSet::new();
        for (index, entry) in self.at("risk.correlations").entries().enumerate() {
            let path = |place: usize| format!("risk.correlations.{index}.{place}");
            let names = [0, 1].map(|place: usize| entry.at(&place.to_string()).text());
            let drivers = [0, 1].map(|place| self.driver(&path(place), names[place].as_deref()?));
            self.within(&CORRELATION, &path(2), "The correlation");
            let [Some(one), Some(other)] = drivers else { continue };
            if one == other {
                let reason = format!("A correlation of ‘{}’ with itself says nothing.", one.id());
                self.wrong(&path(1), reason, "name two different drivers");
            } else if !pairs.insert((one.min(other), one.max(other))) {
                let reason =
                    format!("The pair ‘{}’ and ‘{}’ is given twice.", one.id(), other.id());
                self.wrong(&path(0), reason, "keep one of them");
            }
        }
    }

    fn within(&mut self, range: &Range, path: &str, name: &str) {
        if let Some(value) = self.at(path).number().filter(|value| !range.contains(*value)) {
            self.out_of_range(path, name, value, &range.to_string());
        }
    }

    fn driver(&mut self, path: &str, id: &str) -> Option<Driver> {
        let driver = Driver::from_id(id);
        if driver.is_none() {
            let ids = Driver::ALL.map(Driver::id);
            let mut help = did_you_mean_in_file(id, &ids);
            if nearest(id, ids).is_none() && Metric::from_id(id).is_some() {
                help = format!("it is a metric; {help}");
            }
            self.wrong(path, format!("There is no driver {}.", quoted(id)), help);
        }
        driver
    }
}
