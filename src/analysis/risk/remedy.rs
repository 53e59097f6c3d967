//! What makes correlations possible that can't hold together.

use super::settings::{COMOVEMENT, CORRELATION, RiskSettings};
use crate::model::Range;
use crate::model::spec::Plain;
use std::fmt;

/// Steps of 1 in which numbers are proposed.
const STEPS: i32 = 100;

/// A change of impossible correlations after which they can hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// The settings with the change made.
    pub settings: RiskSettings,
    words: String,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl Remedy {
    /// The least change that helps: of one named pair, else of the comovement, else of all
    /// correlations in proportion. `holds` says whether settings are possible.
    pub(super) fn find(settings: &RiskSettings, holds: impl Fn(&RiskSettings) -> bool) -> Self {
        let pair = |place: usize| {
            let (a, b, present) = settings.correlations[place];
            let name = format!("{}–{}", a.id(), b.id());
            let with = |to: f64| {
                let mut changed = settings.clone();
                changed.correlations[place].2 = to;
                changed
            };
            Self::of_number(&name, present, CORRELATION, with, &holds)
        };
        let pairs = (0..settings.correlations.len()).filter_map(pair);
        let least = pairs.min_by(|a, b| a.0.total_cmp(&b.0));
        let comovement = || {
            let with = |to| RiskSettings { comovement: to, ..settings.clone() };
            Self::of_number("the comovement", settings.comovement, COMOVEMENT, with, &holds)
        };
        match least.or_else(comovement) {
            Some((_, remedy)) => remedy,
            None => Self::of_all(settings, &holds),
        }
    }

    /// The hundredth next to a number with which the settings hold, and how far away it is.
    fn of_number(
        name: &str,
        present: f64,
        valid: Range,
        with: impl Fn(f64) -> RiskSettings,
        holds: impl Fn(&RiskSettings) -> bool,
    ) -> Option<(f64, Self)> {
        let mut numbers: Vec<f64> =
            (-STEPS..=STEPS).map(|step| f64::from(step) / f64::from(STEPS)).collect();
        numbers.retain(|number| valid.contains(*number));
        numbers.sort_by(|a, b| (a - present).abs().total_cmp(&(b - present).abs()));
        let number = numbers.into_iter().find(|number| holds(&with(*number)))?;
        let bound = if number < present { "at most" } else { "at least" };
        let words = format!(
            "{name} can be {bound} {} with all else as it is, not {}",
            Plain(number),
            Plain(present)
        );
        Some(((number - present).abs(), Self { settings: with(number), words }))
    }

    /// All correlations brought nearer to 0 by the same factor, which always helps in the end.
    fn of_all(settings: &RiskSettings, holds: impl Fn(&RiskSettings) -> bool) -> Self {
        let scaled = |step: i32| {
            let factor = f64::from(step) / f64::from(STEPS);
            // Cut off, so that what is read is what holds.
            let number = |present: f64| (present * factor * 1e4).trunc() / 1e4;
            let mut changed = settings.clone();
            changed.comovement = number(changed.comovement);
            for pair in &mut changed.correlations {
                pair.2 = number(pair.2);
            }
            (factor, changed)
        };
        let found = (0..STEPS).rev().map(scaled).find(|(_, changed)| holds(changed));
        let (factor, changed) = found.unwrap_or_else(|| scaled(0));
        let mut numbers: Vec<String> = changed
            .correlations
            .iter()
            .map(|(a, b, number)| format!("{}–{} {}", a.id(), b.id(), Plain(*number)))
            .collect();
        // One that comes to nothing has changed as well.
        if settings.comovement != 0.0 {
            numbers.push(format!("comovement {}", Plain(changed.comovement)));
        }
        let words = format!("multiplied by {} they can: {}", Plain(factor), numbers.join(", "));
        Self { settings: changed, words }
    }
}
