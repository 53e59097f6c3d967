//! The paybacks side by side: how many years it takes depends on what is counted, so all of them
//! are given together, each with what it counts, and where they disagree.

use crate::model::{
    Flags, Inputs, Metric, Month, Outcome, Plan, Programme, Scenario, Workspace,
    evaluate_without_irr,
};

/// Paybacks further apart than this, years, are pointed out.
pub(super) const NOTABLE_YEARS: f64 = 2.0;

/// The paybacks with what each counts.
const COUNTS: [(Metric, &str); 7] = [
    (
        Metric::PaybackYears,
        "first spend until cash is back at zero; building, taxes and renewals count",
    ),
    (Metric::LastingPaybackYears, "as payback, to the last crossing: renewals no longer undo it"),
    (Metric::PaybackFromServiceYears, "as payback, but counted from the first month with power"),
    (
        Metric::DiscountedPaybackYears,
        "as payback, of discounted flows: the cost of money is earned as well",
    ),
    (
        Metric::CashMultipleYears,
        "capital over a full year's income after tax + depreciation; no renewals",
    ),
    (
        Metric::IncomeMultipleYears,
        "capital over a full year's operating income: renewals cost depreciation",
    ),
    (
        Metric::EbitdaMultipleYears,
        "capital over a full year's income before depreciation; no tax or renewals",
    ),
];

/// The paybacks that are compared.
pub fn payback_metrics() -> impl Iterator<Item = Metric> {
    COUNTS.into_iter().map(|(metric, _)| metric)
}

/// The month by which an outcome's payback has come; `None` where it doesn't, and of multiples, whose
/// years are no stretch of the calendar.
pub fn payback_month(programme: &Programme, outcome: &Outcome, metric: Metric) -> Option<Month> {
    let from_start = match metric {
        Metric::PaybackYears | Metric::LastingPaybackYears | Metric::DiscountedPaybackYears => {
            metric
        }
        // It is the same month, counted from a later one.
        Metric::PaybackFromServiceYears => Metric::PaybackYears,
        _ => return None,
    };
    outcome.metrics[from_start].map(|years| programme.month_after(years))
}

/// One way to count the years of payback.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PaybackRow {
    /// The metric that counts so.
    pub metric: Metric,
    /// Its years; `None` where it isn't reached by the horizon, or is a multiple of a loss.
    pub years: Option<f64>,
    /// What it counts.
    pub counts: &'static str,
}

/// Two paybacks of one scenario that are far apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disagreement {
    /// The one with fewer years.
    pub shorter: Metric,
    /// Its years.
    pub shorter_years: f64,
    /// The one with more years, or without a value.
    pub longer: Metric,
    /// Its years; `None` where it has none.
    pub longer_years: Option<f64>,
}

impl Disagreement {
    /// How many years lie between them; `None` where the longer one has no value.
    pub fn years(&self) -> Option<f64> {
        self.longer_years.map(|longer| longer - self.shorter_years)
    }

    /// The disagreement in a sentence.
    pub fn sentence(&self) -> String {
        let (longer, shorter) = (self.longer.spec().label, self.shorter.spec().label);
        match self.longer_years {
            Some(years) => format!(
                "{longer} ({years:.1} years) takes {:.1} years more than {} ({:.1} years).",
                years - self.shorter_years,
                lower(shorter),
                self.shorter_years
            ),
            None => format!(
                "{longer} has no value, where {} gives {:.1} years.",
                lower(shorter),
                self.shorter_years
            ),
        }
    }
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The paybacks of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct PaybackComparison {
    /// Whose they are.
    pub scenario: Scenario,
    /// Counted in time first, then the multiples.
    pub rows: Vec<PaybackRow>,
    /// Every two that are more than two years apart, those without a value first, then by
    /// falling distance.
    pub disagreements: Vec<Disagreement>,
    /// Whether the scenario meets `margin_capped`.
    pub margin_capped: bool,
}

/// A scenario's paybacks side by side.
pub fn paybacks(inputs: &Inputs, scenario: Scenario) -> PaybackComparison {
    let plan = Plan::new(&inputs.programme);
    let drivers = inputs.scenarios[scenario].drivers();
    let outcome = evaluate_without_irr(&plan, drivers, &mut Workspace::new());
    let rows: Vec<PaybackRow> = COUNTS
        .into_iter()
        .map(|(metric, counts)| PaybackRow { metric, years: outcome.metrics[metric], counts })
        .collect();
    let mut disagreements: Vec<Disagreement> = rows
        .iter()
        .enumerate()
        .flat_map(|(index, one)| rows[index + 1..].iter().filter_map(|other| disagree(one, other)))
        .collect();
    let distance = |row: &Disagreement| row.years().unwrap_or(f64::INFINITY);
    disagreements.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
    let Flags { margin_capped, .. } = outcome.flags;
    PaybackComparison { scenario, rows, disagreements, margin_capped }
}

fn disagree(one: &PaybackRow, other: &PaybackRow) -> Option<Disagreement> {
    let of = |years: Option<f64>| years.unwrap_or(f64::INFINITY);
    let (shorter, longer) =
        if of(one.years) <= of(other.years) { (one, other) } else { (other, one) };
    let shorter_years = shorter.years?;
    (of(longer.years) - shorter_years > NOTABLE_YEARS).then_some(Disagreement {
        shorter: shorter.metric,
        shorter_years,
        longer: longer.metric,
        longer_years: longer.years,
    })
}

#[cfg(test)]
mod tests {
    use super::super::question::tests::announced;
    use super::*;

    #[test]
    fn a_payback_that_never_comes_disagrees_with_a_multiple() {
        let paybacks = paybacks(&announced(), Scenario::Bear);
        let first = paybacks.disagreements[0];
        assert_eq!((first.longer, first.years()), (Metric::PaybackYears, None));
        assert_eq!(
            first.sentence(),
            "Payback has no value, where steady-state payback gives 13.3 years."
        );
    }
}
