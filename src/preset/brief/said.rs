//! What is claimed of a programme that was begun, and where its values come from.

use super::values::{Forecast, Values, rounded};
use super::{ASSUMPTION, Asked, Brief};
use crate::analysis::{Bound, Claim, ClaimKind, Measure};
use crate::model::{Metric, Scenario};
use crate::preset::{Source, SourceValues};
use std::collections::BTreeMap;

impl Brief {
    /// A sentence on the programme.
    pub(super) fn summary(&self, values: &Values) -> String {
        let Values { pledge, first, months, headline_year, .. } = values;
        let revenue = self.amount(&values.revenue);
        let words = format!(
            "${pledge}bn spent over {months} months from {}; {revenue} of revenue expected in \
             {headline_year}.",
            first.name()
        );
        self.money().words(words).into_owned()
    }

    /// An expected amount of money.
    fn amount(&self, forecast: &Forecast) -> String {
        let amount = |value: f64| self.money().words(format!("${value}bn")).into_owned();
        said(forecast, amount)
    }

    /// What was said of the figures: the revenue that the model is fitted to, the margin that it
    /// comes out with or doesn't.
    pub(super) fn claims(&self, values: &Values) -> Vec<Claim> {
        let year = values.headline_year;
        let Values { revenue, margin, .. } = values;
        let percent = |value: f64| format!("{} %", rounded(value * 100.0));
        let claim = |id: &str, says: String, kind, metric, (low, high): (f64, f64)| Claim {
            id: id.to_owned(),
            says,
            kind,
            scenario: Scenario::Base,
            measure: Measure::Metric(metric),
            bound: Bound::Within(rounded(low), rounded(high)),
            source: self.given(Asked::Source),
        };
        let within = |of: &Forecast, around: f64| {
            if of.is_range { (of.low, of.high) } else { (of.low - around, of.low + around) }
        };
        vec![
            claim(
                "base-revenue",
                format!("It earns {} of revenue in {year}.", self.amount(revenue)),
                ClaimKind::Calibrated,
                Metric::Revenue,
                within(revenue, 0.05 * revenue.low),
            ),
            claim(
                "base-margin",
                format!("It runs at an operating margin of {}.", said(margin, percent)),
                ClaimKind::Tested,
                Metric::RunRateMargin,
                within(margin, 0.02),
            ),
        ]
    }

    /// Where the values come from: what was given as the source, an assumption where none was.
    pub(super) fn sources(&self, values: &Values) -> BTreeMap<String, Source> {
        let said = self.given(Asked::Source);
        let fitted = format!(
            "fitted, so that the base earns the revenue expected in {}: {said}",
            values.headline_year
        );
        let assumed = |asked: Asked| {
            let is_said = !self.0[asked as usize].is_empty();
            if is_said { said.clone() } else { ASSUMPTION.to_owned() }
        };
        let spread = format!("{ASSUMPTION}; bear and bull are spreads around the base");
        [
            ("programme.sites.0.pledge", said.clone()),
            ("programme.sites.0.first", said.clone()),
            ("programme.sites.0.months", assumed(Asked::Months)),
            ("programme.revenue_yield", fitted),
            ("programme.group_revenue", assumed(Asked::GroupRevenue)),
            ("programme.group_capex", assumed(Asked::GroupCapex)),
            ("base.margin", said.clone()),
            ("base.utilization", assumed(Asked::Utilization)),
            ("base.power_delay", assumed(Asked::PowerDelay)),
            ("margin", spread.clone()),
            ("utilization", spread.clone()),
            ("power_delay", spread),
        ]
        .into_iter()
        .map(|(key, note)| {
            let source = Source { note, of: SourceValues::default(), ..Source::default() };
            (key.to_owned(), source)
        })
        .collect()
    }
}

/// A forecast in words.
fn said(forecast: &Forecast, shown: impl Fn(f64) -> String) -> String {
    if forecast.is_range {
        format!("{} to {}", shown(forecast.low), shown(forecast.high))
    } else {
        shown(forecast.low)
    }
}
