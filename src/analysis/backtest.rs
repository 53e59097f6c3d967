//! The back-test: what the model gives for the years of which figures were reported, beside these.

use super::claims::{Bound, Claim, ClaimKind};
use super::measure::{Measure, Measurements};
use crate::model::{Inputs, Programme, Scenario};
use std::ops::RangeInclusive;

/// So many years on either side of those reported belong to the picture.
const BESIDE: i32 = 2;

/// What was reported of a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Actual {
    /// The figure, as of a year.
    pub measure: Measure,
    /// What it was, in its unit.
    pub value: f64,
}

/// A figure of a year, modelled and reported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BacktestRow {
    /// Whose it is.
    pub scenario: Scenario,
    /// The figure, as of a year.
    pub measure: Measure,
    /// The place of the claim about it; `None` where there is none.
    pub claim: Option<usize>,
    /// What that means.
    pub kind: Option<ClaimKind>,
    /// What the model gives; `None` where it gives none.
    pub modelled: Option<f64>,
    /// What was reported: the middle of a claim's two bounds. `None` where only one bound is known.
    pub reported: Option<f64>,
    /// The claim's bound, unless something else was reported since.
    pub bound: Option<Bound>,
    /// Whether the claim holds, where there is a bound.
    pub holds: Option<bool>,
}

impl BacktestRow {
    /// By how much the model is above what was reported, as a share of it; `None` where either is
    /// missing or next to nothing was reported.
    pub fn error(&self) -> Option<f64> {
        let (modelled, reported) = (self.modelled?, self.reported?);
        (reported.abs() > 1e-9).then(|| (modelled - reported) / reported.abs())
    }

    /// The year that it is of.
    pub fn year(&self) -> i32 {
        self.measure.year().unwrap_or_default()
    }
}

/// A figure of a scenario over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestLine {
    /// Whose it is.
    pub scenario: Scenario,
    /// What it is, as of the first year.
    pub measure: Measure,
    /// By year; two of one year where two claims are about it.
    pub rows: Vec<BacktestRow>,
    /// What the model gives for these years and those on either side, as far as it has them.
    pub course: Vec<(i32, Option<f64>)>,
}

impl BacktestLine {
    /// The first and the last year of which something is known.
    pub fn years(&self) -> (i32, i32) {
        let year = |row: Option<&BacktestRow>| row.map_or(0, BacktestRow::year);
        (year(self.rows.first()), year(self.rows.last()))
    }

    /// By how much the model is above what was reported, on the mean over all years that have an
    /// error, with the first and the last of them and how many there are.
    pub fn bias(&self) -> Option<(f64, (i32, i32), usize)> {
        let errors = self.rows.iter().filter_map(|row| Some((row.error()?, row.year())));
        let errors: Vec<(f64, i32)> = errors.collect();
        let (first, last) = (errors.first()?.1, errors.last()?.1);
        let sum: f64 = errors.iter().map(|(error, _)| error).sum();
        Some((sum / errors.len() as f64, (first, last), errors.len()))
    }

    /// The years of the picture.
    fn course_years(&self, programme: &Programme) -> RangeInclusive<i32> {
        let (first, last) = self.years();
        let valid = self.measure.valid_years(programme).unwrap_or(first..=last);
        (first - BESIDE).max(*valid.start())..=(last + BESIDE).min(*valid.end())
    }

    /// The mean size of the errors of the claims of a kind, or of what no claim is about, with the
    /// first and the last of their years; `None` where there are none.
    pub fn mean_error(&self, kind: Option<ClaimKind>) -> Option<(f64, i32, i32)> {
        let of_kind = self.rows.iter().filter(|row| row.kind == kind);
        let errors: Vec<(f64, i32)> =
            of_kind.filter_map(|row| Some((row.error()?.abs(), row.year()))).collect();
        let (first, last) = (errors.first()?.1, errors.last()?.1);
        Some((
            errors.iter().map(|(error, _)| error).sum::<f64>() / errors.len() as f64,
            first,
            last,
        ))
    }
}

/// What the model gives beside what was reported.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// The figures in the order in which they are first spoken of.
    pub lines: Vec<BacktestLine>,
    /// Whether one of the scenarios meets `margin_capped`.
    pub margin_capped: bool,
}

/// Holds the model against the claims as of a year, and against what was reported besides: that
/// stands in place of a claim's bounds where there are any, and else for that scenario.
pub fn backtest(
    inputs: &Inputs,
    claims: &[Claim],
    actuals: &[Actual],
    scenario: Scenario,
) -> Backtest {
    let of_year = claims.iter().enumerate().filter(|(_, claim)| claim.measure.year().is_some());
    let mut rows: Vec<BacktestRow> =
        of_year.map(|(place, claim)| claimed((place, claim), actuals)).collect();
    for actual in actuals {
        if rows.iter().all(|row| row.measure != actual.measure) {
            rows.push(BacktestRow {
                scenario,
                measure: actual.measure,
                claim: None,
                kind: None,
                modelled: None,
                reported: Some(actual.value),
                bound: None,
                holds: None,
            });
        }
    }
    let mut lines = lines(rows);
    let programme = &inputs.programme;
    let courses: Vec<Vec<(i32, Measure)>> =
        lines.iter().map(|line| course_measures(line, programme)).collect();
    let of_courses = lines
        .iter()
        .zip(&courses)
        .flat_map(|(line, course)| course.iter().map(|(_, measure)| (line.scenario, *measure)));
    let of_rows = lines.iter().flat_map(|line| &line.rows).map(|row| (row.scenario, row.measure));
    let measured = Measurements::new(inputs, of_rows.chain(of_courses));
    let mut margin_capped = false;
    for (line, course) in lines.iter_mut().zip(courses) {
        for row in &mut line.rows {
            row.modelled = measured.value(row.scenario, row.measure);
            let holds = |bound: Bound| row.modelled.is_some_and(|value| bound.miss(value) == 0.0);
            row.holds = row.bound.map(holds);
        }
        let value = |(year, measure)| (year, measured.value(line.scenario, measure));
        line.course = course.into_iter().map(value).collect();
        margin_capped |= measured.outcome(line.scenario).flags.margin_capped;
    }
    Backtest { lines, margin_capped }
}

/// The figure of a line in each year of the picture.
fn course_measures(line: &BacktestLine, programme: &Programme) -> Vec<(i32, Measure)> {
    let years = line.course_years(programme);
    years.filter_map(|year| Some((year, line.measure.as_of(Some(year))?))).collect()
}

/// The rows of each figure of a scenario, by year.
fn lines(rows: Vec<BacktestRow>) -> Vec<BacktestLine> {
    let mut lines: Vec<BacktestLine> = Vec::new();
    for row in rows {
        let same = |line: &&mut BacktestLine| {
            line.scenario == row.scenario && line.measure.name() == row.measure.name()
        };
        match lines.iter_mut().find(same) {
            Some(line) => line.rows.push(row),
            None => lines.push(BacktestLine {
                scenario: row.scenario,
                measure: row.measure,
                rows: vec![row],
                course: Vec::new(),
            }),
        }
    }
    for line in &mut lines {
        line.rows.sort_by_key(BacktestRow::year);
    }
    lines
}

fn claimed((place, claim): (usize, &Claim), actuals: &[Actual]) -> BacktestRow {
    let actual = actuals.iter().find(|actual| actual.measure == claim.measure);
    let middle = match claim.bound {
        Bound::Within(low, high) => Some(low + (high - low) / 2.0),
        Bound::AtLeast(_) | Bound::AtMost(_) => None,
    };
    BacktestRow {
        scenario: claim.scenario,
        measure: claim.measure,
        claim: Some(place),
        kind: Some(claim.kind),
        modelled: None,
        reported: actual.map_or(middle, |actual| Some(actual.value)),
        bound: actual.is_none().then_some(claim.bound),
        holds: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;

    fn claim(measure: &str, kind: ClaimKind, bound: Bound) -> Claim {
        Claim {
            id: measure.to_owned(),
            says: String::new(),
            kind,
            scenario: Scenario::Base,
            measure: Measure::parse(measure).unwrap(),
            bound,
            source: String::new(),
        }
    }

    fn actual(measure: &str, value: f64) -> Actual {
        Actual { measure: Measure::parse(measure).unwrap(), value }
    }

    #[test]
    fn the_middle_of_the_bounds_is_what_was_reported_until_something_else_is() {
        let claims = [
            claim("revenue@2030", ClaimKind::Tested, Bound::Within(9.0, 11.0)),
            claim("revenue@2029", ClaimKind::Calibrated, Bound::Within(5.0, 10.0)),
            claim("npv", ClaimKind::Tested, Bound::AtLeast(0.0)),
            claim("fcf@2030", ClaimKind::Tested, Bound::AtLeast(1.0)),
        ];
        let inputs = announced();
        let plain = backtest(&inputs, &claims, &[], Scenario::Base);
        let names: Vec<&str> = plain.lines.iter().map(|line| line.measure.name()).collect();
        assert_eq!(names, ["revenue", "fcf"]);
        let revenue = &plain.lines[0];
        assert_eq!(revenue.rows.iter().map(BacktestRow::year).collect::<Vec<_>>(), [2029, 2030]);
        let row = &revenue.rows[1];
        assert_eq!(row.reported, Some(10.0));
        let modelled = row.modelled.unwrap();
        assert_eq!(row.error(), Some((modelled - 10.0) / 10.0));
        assert_eq!(row.holds, Some((9.0..=11.0).contains(&modelled)));
        let fcf = &plain.lines[1].rows[0];
        assert_eq!((fcf.reported, fcf.error()), (None, None));
        assert_eq!(fcf.bound, Some(Bound::AtLeast(1.0)));
        assert_eq!(revenue.mean_error(Some(ClaimKind::Plausibility)), None);
        let (mean, first, last) = revenue.mean_error(Some(ClaimKind::Tested)).unwrap();
        assert_eq!((mean, first, last), (row.error().unwrap().abs(), 2030, 2030));
        let (bias, years, count) = revenue.bias().unwrap();
        let errors: f64 = revenue.rows.iter().map(|row| row.error().unwrap()).sum();
        assert_eq!((bias, years, count), (errors / 2.0, (2029, 2030), 2));
        // The picture goes two years further, and its figures are those of the rows.
        let years: Vec<i32> = revenue.course.iter().map(|(year, _)| *year).collect();
        assert_eq!(years, [2027, 2028, 2029, 2030, 2031, 2032]);
        assert_eq!(revenue.course[3].1, row.modelled);
        assert_eq!(fcf.claim, Some(3));

        // What was reported since stands in a claim's place, or on its own.
        let actuals = [actual("revenue@2030", 8.0), actual("revenue@2031", 9.0)];
        let newer = backtest(&inputs, &claims, &actuals, Scenario::Bull);
        let replaced = &newer.lines[0].rows[1];
        assert_eq!((replaced.reported, replaced.bound, replaced.holds), (Some(8.0), None, None));
        assert_eq!((replaced.scenario, replaced.kind), (Scenario::Base, Some(ClaimKind::Tested)));
        let added = newer.lines.iter().find(|line| line.scenario == Scenario::Bull).unwrap();
        assert_eq!((added.rows[0].kind, added.rows[0].reported), (None, Some(9.0)));
        assert!(added.rows[0].modelled.is_some());
    }

    #[test]
    fn a_loss_that_is_modelled_too_small_is_an_error_upwards() {
        let row = |modelled, reported| BacktestRow {
            scenario: Scenario::Base,
            measure: Measure::parse("fcf@2030").unwrap(),
            claim: None,
            kind: None,
            modelled: Some(modelled),
            reported: Some(reported),
            bound: None,
            holds: None,
        };
        assert_eq!(row(-5.0, -10.0).error(), Some(0.5));
        assert_eq!(row(5.0, -10.0).error(), Some(1.5));
        assert_eq!(row(5.0, 0.0).error(), None);
    }
}
