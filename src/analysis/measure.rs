//! What a claim measures: a metric or a driver of one scenario, or a figure as of a year; and the
//! figures that measures are read off.

use crate::model::spec::Unit;
use crate::model::{
    Driver, Drivers, Inputs, Metric, Outcome, Plan, Programme, Scenario, Scenarios, Series,
    Workspace, evaluate, evaluate_without_irr,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;

/// What a claim speaks of. Its `Display` is its name in files and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// A result.
    Metric(Metric),
    /// An assumption.
    Driver(Driver),
    /// A result, that year being the headline year: `revenue@2022`.
    MetricIn(Metric, i32),
    /// A series' value of that year: `net_book_value@2025`.
    SeriesIn(Series, i32),
}

/// Why a name isn't that of a measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// Nothing is called that.
    #[error("there is no metric or driver ‘{0}’")]
    Unknown(String),
    /// Nothing that has a value for each year is called that.
    #[error("there is no metric or series ‘{0}’")]
    UnknownByYear(String),
    /// A series without a year.
    #[error("‘{}’ is a series, of which a year must be named", .0.id())]
    NoYear(Series),
    /// What stands behind the @ is no year.
    #[error("‘{0}’ is not a year")]
    NotAYear(String),
    /// What stands before the @ is the same whatever the headline year is.
    #[error("‘{0}’ doesn't depend on the headline year")]
    SameInEveryYear(&'static str),
}

/// A year of which a programme has no such figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{year} is not {}", if *.whole { "wholly inside the horizon" } else { "modelled" })]
pub struct YearError {
    /// The year.
    pub year: i32,
    /// Whether all of its months must be modelled.
    pub whole: bool,
    /// The years that are valid; none where it is empty.
    pub valid: RangeInclusive<i32>,
}

impl Measure {
    /// The measure of that name.
    ///
    /// # Errors
    /// When nothing is called that, or it has no value by year.
    pub fn parse(id: &str) -> Result<Self, MeasureError> {
        let Some((name, year)) = id.split_once('@') else {
            let driver = || Driver::from_id(id).map(Self::Driver);
            return Metric::from_id(id).map(Self::Metric).or_else(driver).ok_or_else(|| {
                series_of(id).map_or_else(|| MeasureError::Unknown(id.into()), MeasureError::NoYear)
            });
        };
        let is_year = |number: &i32| (1..=9999).contains(number) && number.to_string() == year;
        let year = || {
            let number = year.parse().ok().filter(is_year);
            number.ok_or_else(|| MeasureError::NotAYear(year.to_owned()))
        };
        match (Metric::from_id(name), series_of(name)) {
            (Some(metric), _) if metric.spec().is_of_headline_year => {
                Ok(Self::MetricIn(metric, year()?))
            }
            (_, Some(series)) => Ok(Self::SeriesIn(series, year()?)),
            (Some(metric), None) => Err(MeasureError::SameInEveryYear(metric.id())),
            (None, None) => Err(Driver::from_id(name).map_or_else(
                || MeasureError::UnknownByYear(name.to_owned()),
                |driver| MeasureError::SameInEveryYear(driver.id()),
            )),
        }
    }

    /// Everything that a measure can be without a year.
    pub fn without_year() -> impl Iterator<Item = Self> {
        let drivers = Driver::ALL.into_iter().map(Self::Driver);
        Metric::ALL.into_iter().map(Self::Metric).chain(drivers)
    }

    /// Everything that a measure can be as of a year: the metrics that depend on the headline
    /// year, then the series of other names.
    pub fn of_year(year: i32) -> impl Iterator<Item = Self> {
        let metrics = Metric::ALL.into_iter().filter(|metric| metric.spec().is_of_headline_year);
        let is_metric = |series: &Series| {
            Metric::from_id(series.id()).is_some_and(|metric| metric.spec().is_of_headline_year)
        };
        let series = Series::ALL.into_iter().filter(move |series| !is_metric(series));
        metrics
            .map(move |metric| Self::MetricIn(metric, year))
            .chain(series.map(move |series| Self::SeriesIn(series, year)))
    }

    /// The same figure as of a year; of the headline year where none is given. `None` where there
    /// is no such measure.
    pub fn as_of(self, year: Option<i32>) -> Option<Self> {
        match (self, year) {
            (Self::Metric(metric) | Self::MetricIn(metric, _), Some(year)) => {
                metric.spec().is_of_headline_year.then_some(Self::MetricIn(metric, year))
            }
            (Self::Metric(metric) | Self::MetricIn(metric, _), None) => Some(Self::Metric(metric)),
            (Self::SeriesIn(series, _), Some(year)) => Some(Self::SeriesIn(series, year)),
            (Self::Driver(driver), None) => Some(Self::Driver(driver)),
            (Self::SeriesIn(..), None) | (Self::Driver(_), Some(_)) => None,
        }
    }

    /// The year that it speaks of, where it names one.
    pub const fn year(self) -> Option<i32> {
        match self {
            Self::Metric(_) | Self::Driver(_) => None,
            Self::MetricIn(_, year) | Self::SeriesIn(_, year) => Some(year),
        }
    }

    /// The name before the year in files and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Metric(metric) | Self::MetricIn(metric, _) => metric.id(),
            Self::SeriesIn(series, _) => series.id(),
            Self::Driver(driver) => driver.id(),
        }
    }

    /// The name on screen before the year.
    pub const fn label_without_year(self) -> &'static str {
        match self {
            Self::Metric(metric) | Self::MetricIn(metric, _) => metric.spec().label,
            Self::SeriesIn(series, _) => series.label(),
            Self::Driver(driver) => driver.spec().label,
        }
    }

    /// The name on screen: `Revenue 2022`.
    pub fn label(self) -> Cow<'static, str> {
        let label = self.label_without_year();
        self.year().map_or(Cow::Borrowed(label), |year| format!("{label} {year}").into())
    }

    /// One sentence on what it is.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Metric(metric) | Self::MetricIn(metric, _) => metric.spec().meaning,
            Self::SeriesIn(series, _) => series.meaning(),
            Self::Driver(driver) => driver.spec().meaning,
        }
    }

    /// What it counts.
    pub const fn unit(self) -> Unit {
        match self {
            Self::Metric(metric) | Self::MetricIn(metric, _) => metric.spec().unit,
            Self::SeriesIn(..) => Unit::Billions,
            Self::Driver(driver) => driver.spec().unit,
        }
    }

    /// The years of which a programme has it; `None` where it names no year.
    pub fn valid_years(self, programme: &Programme) -> Option<RangeInclusive<i32>> {
        let Programme { start, horizon, .. } = programme;
        match self {
            Self::Metric(_) | Self::Driver(_) => None,
            Self::MetricIn(..) => {
                Some(programme.year_of(start.plus(11))..=programme.year_of(horizon.plus(-11)))
            }
            Self::SeriesIn(..) => Some(programme.year_of(*start)..=programme.year_of(*horizon)),
        }
    }

    /// Whether the year that it names, if any, is one of which a programme has it.
    ///
    /// # Errors
    /// When it isn't, with the years that are.
    pub fn check_year(self, programme: &Programme) -> Result<(), YearError> {
        match (self.year(), self.valid_years(programme)) {
            (Some(year), Some(valid)) if !valid.contains(&year) => {
                Err(YearError { year, whole: matches!(self, Self::MetricIn(..)), valid })
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        self.year().map_or(Ok(()), |year| write!(f, "@{year}"))
    }
}

fn series_of(id: &str) -> Option<Series> {
    Series::ALL.into_iter().find(|series| series.id() == id)
}

/// The inputs with another headline year.
pub(super) fn with_headline_year(inputs: &Inputs, year: i32) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.programme.headline_year = year;
    inputs
}

/// The values of measures: each scenario evaluated once, and once more for each other year of which
/// a metric is wanted.
#[derive(Debug, Clone)]
pub struct Measurements {
    drivers: Scenarios<Drivers>,
    outcomes: Scenarios<Outcome>,
    by_year: BTreeMap<(Scenario, Measure), f64>,
}

impl Measurements {
    /// Evaluates these inputs for the measures that are wanted.
    pub fn new(inputs: &Inputs, wanted: impl IntoIterator<Item = (Scenario, Measure)>) -> Self {
        let wanted: BTreeSet<(Scenario, Measure)> =
            wanted.into_iter().filter(|(_, measure)| measure.year().is_some()).collect();
        let drivers = inputs.scenarios.map(|assumptions| *assumptions.drivers());
        let plan = Plan::new(&inputs.programme);
        let mut workspace = Workspace::new();
        let mut by_year = BTreeMap::new();
        let outcomes = Scenarios::from_fn(|scenario| {
            let outcome = evaluate(&plan, &drivers[scenario], &mut workspace);
            for (of, measure) in &wanted {
                let Measure::SeriesIn(series, year) = *measure else { continue };
                let place = plan.years().iter().position(|modelled| modelled.year == year);
                if let Some(place) = place.filter(|_| *of == scenario) {
                    let value = workspace.timeline.annual(&plan, series)[place];
                    by_year.insert((scenario, *measure), value);
                }
            }
            outcome
        });
        let mut of_other_years: BTreeMap<(i32, Scenario), Vec<Metric>> = BTreeMap::new();
        for (scenario, measure) in &wanted {
            if let Measure::MetricIn(metric, year) = *measure
                && measure.check_year(&inputs.programme).is_ok()
            {
                of_other_years.entry((year, *scenario)).or_default().push(metric);
            }
        }
        let mut planned: Option<(i32, Plan)> = None;
        for ((year, scenario), metrics) in of_other_years {
            let plan = match planned.take().filter(|(planned, _)| *planned == year) {
                Some((_, plan)) => plan,
                None => Plan::new(&with_headline_year(inputs, year).programme),
            };
            let outcome = evaluate_without_irr(&plan, &drivers[scenario], &mut workspace);
            for metric in metrics {
                if let Some(value) = outcome.metrics[metric] {
                    by_year.insert((scenario, Measure::MetricIn(metric, year)), value);
                }
            }
            planned = Some((year, plan));
        }
        Self { drivers, outcomes, by_year }
    }

    /// A measure's value in a scenario; `None` where it has none or wasn't wanted.
    pub fn value(&self, scenario: Scenario, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Metric(metric) => self.outcomes[scenario].metrics[metric],
            Measure::Driver(driver) => Some(self.drivers[scenario][driver]),
            Measure::MetricIn(..) | Measure::SeriesIn(..) => {
                self.by_year.get(&(scenario, measure)).copied()
            }
        }
    }

    /// A scenario's metrics as of the headline year.
    pub fn outcome(&self, scenario: Scenario) -> &Outcome {
        &self.outcomes[scenario]
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;
    use crate::model::Month;

    /// The table of what depends on the headline year is what varying it finds out.
    #[test]
    fn a_metric_has_a_value_by_year_where_another_headline_year_moves_it() {
        let mut inputs = announced();
        inputs.programme.headline_year = 2028;
        inputs.programme.contracts_share = 0.5;
        let of = |inputs: &Inputs| Measurements::new(inputs, []).outcomes;
        let (one, other) = (of(&inputs), of(&with_headline_year(&inputs, 2032)));
        for metric in Metric::ALL {
            let moves = Scenario::ALL
                .into_iter()
                .any(|scenario| one[scenario].metrics[metric] != other[scenario].metrics[metric]);
            assert_eq!(moves, metric.spec().is_of_headline_year, "{}", metric.id());
        }
    }

    #[test]
    fn names_are_read_as_they_are_written() {
        for measure in Measure::without_year().chain(Measure::of_year(2031)) {
            assert_eq!(Measure::parse(&measure.to_string()), Ok(measure));
        }
        // A series whose metric of the same name depends on the year is that metric.
        assert_eq!(Measure::parse("revenue@2022"), Ok(Measure::MetricIn(Metric::Revenue, 2022)));
        assert_eq!(
            Measure::parse("net_book_value@2025"),
            Ok(Measure::SeriesIn(Series::NetBookValue, 2025))
        );
        for (name, reason) in [
            ("revenues", "there is no metric or driver ‘revenues’"),
            ("revenues@2022", "there is no metric or series ‘revenues’"),
            ("@2022", "there is no metric or series ‘’"),
            ("fcf", "‘fcf’ is a series, of which a year must be named"),
            ("fcf@", "‘’ is not a year"),
            ("fcf@twenty", "‘twenty’ is not a year"),
            ("fcf@02022", "‘02022’ is not a year"),
            ("fcf@+2022", "‘+2022’ is not a year"),
            ("fcf@2022@2023", "‘2022@2023’ is not a year"),
            ("fcf@99999", "‘99999’ is not a year"),
            ("npv@2022", "‘npv’ doesn't depend on the headline year"),
            ("margin@2022", "‘margin’ doesn't depend on the headline year"),
        ] {
            assert_eq!(Measure::parse(name).unwrap_err().to_string(), reason);
        }
    }

    #[test]
    fn a_year_must_be_modelled_and_wholly_where_a_metric_is_read() {
        let programme = Programme {
            start: Month::new(2025, 11),
            horizon: Month::new(2030, 6),
            ..Programme::default()
        };
        let check = |name: &str| {
            let checked = Measure::parse(name).unwrap().check_year(&programme);
            checked.map_err(|error| (error.to_string(), error.valid))
        };
        assert_eq!(check("revenue@2026"), Ok(()));
        assert_eq!(check("revenue@2029"), Ok(()));
        assert_eq!(
            check("revenue@2025"),
            Err(("2025 is not wholly inside the horizon".to_owned(), 2026..=2029))
        );
        assert_eq!(check("fcf@2025"), Ok(()));
        assert_eq!(check("fcf@2030"), Ok(()));
        assert_eq!(check("fcf@2031"), Err(("2031 is not modelled".to_owned(), 2025..=2030)));
        assert_eq!(check("npv"), Ok(()));
    }

    /// A metric as of a year is what the model gives with that headline year, a series' value what
    /// the year's row of the timeline holds.
    #[test]
    fn measures_of_a_year_are_those_of_that_headline_year() {
        let inputs = announced();
        let years = [2027, 2029, 2033];
        let wanted = || {
            let measures = years.into_iter().flat_map(Measure::of_year);
            measures.flat_map(|measure| Scenario::ALL.map(|scenario| (scenario, measure)))
        };
        let measured = Measurements::new(&inputs, wanted());
        let mut found = 0;
        for (scenario, measure) in wanted() {
            let year = measure.year().unwrap();
            let plan = Plan::new(&with_headline_year(&inputs, year).programme);
            let mut workspace = Workspace::new();
            let drivers = inputs.scenarios[scenario].drivers();
            let outcome = evaluate(&plan, drivers, &mut workspace);
            let place = plan.years().iter().position(|modelled| modelled.year == year).unwrap();
            let expected = match measure {
                Measure::MetricIn(metric, _) => outcome.metrics[metric],
                Measure::SeriesIn(series, _) => {
                    Some(workspace.timeline.annual(&plan, series)[place])
                }
                Measure::Metric(_) | Measure::Driver(_) => unreachable!(),
            };
            assert_eq!(measured.value(scenario, measure), expected, "{measure}");
            found += usize::from(expected.is_some());
        }
        assert!(found > 150, "{found}");
        // Nothing is known of what lies outside.
        let outside =
            [Measure::MetricIn(Metric::Revenue, 2025), Measure::SeriesIn(Series::Fcf, 2050)];
        let wanted = outside.map(|measure| (Scenario::Base, measure));
        let measured = Measurements::new(&inputs, wanted);
        assert!(outside.iter().all(|measure| measured.value(Scenario::Base, *measure).is_none()));
    }
}
