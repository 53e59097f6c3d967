//! Claims and risk settings: names that must exist, bounds and correlations that must make sense.

use super::Reading;
use crate::analysis::risk::{COMOVEMENT, CORRELATION};
use crate::analysis::{Bound, Claim, Measure, RiskSettings};
use crate::model::{Driver, Metric, Range};
use crate::preset::format::{ClaimFile, RiskFile};
use crate::preset::locate::Span;
use crate::text::{did_you_mean, nearest, quoted};
use std::collections::HashSet;

impl Reading<'_, '_> {
    /// The claims that are sound; what is wrong with the others is noted.
    pub(super) fn claims(&mut self, files: &[ClaimFile]) -> Vec<Claim> {
        let mut ids = HashSet::new();
        let mut claims = Vec::with_capacity(files.len());
        for (index, file) in files.iter().enumerate() {
            let path = |name: &str| format!("claims.{index}.{name}");
            if file.id.trim().is_empty() {
                self.wrong(
                    &path("id"),
                    "The claim has no id.",
                    Some("a short name, such as \"base-income\"".to_owned()),
                );
            } else if !ids.insert(file.id.as_str()) {
                let reason = format!("The claim id {} is given twice.", quoted(&file.id));
                self.wrong(
                    &path("id"),
                    reason,
                    Some("each claim needs an id of its own".to_owned()),
                );
            }
            let measure = self.measure(&path("measure"), &file.measure);
            let bound = self.bound(index, file);
            if let (Some(measure), Some(bound)) = (measure, bound) {
                claims.push(Claim {
                    id: file.id.clone(),
                    says: file.says.clone(),
                    kind: file.kind,
                    scenario: file.scenario,
                    measure,
                    bound,
                    source: file.source.clone(),
                });
            }
        }
        claims
    }

    fn measure(&mut self, path: &str, id: &str) -> Option<Measure> {
        let measure = Measure::from_id(id);
        if measure.is_none() {
            let ids: Vec<&str> = Metric::ALL
                .map(Metric::id)
                .into_iter()
                .chain(Driver::ALL.map(Driver::id))
                .collect();
            let reason = format!("There is no metric or driver {}.", quoted(id));
            self.wrong(path, reason, Some(did_you_mean(id, &ids)));
        }
        measure
    }

    fn bound(&mut self, index: usize, file: &ClaimFile) -> Option<Bound> {
        let path = format!("claims.{index}");
        let bounds = file.bounds();
        let [bound] = bounds[..] else {
            let given = if bounds.is_empty() { "no bound" } else { "more than one bound" };
            let reason = format!("The claim {} has {given}.", quoted(&file.id));
            let help = Some(
                "exactly one of: within: (low, high), at_least: low, at_most: high".to_owned(),
            );
            match self.second_bound(&path, file) {
                Some(span) => self.found.add(span, reason, help),
                None => self.wrong(&path, reason, help),
            }
            return None;
        };
        let ends: &[(&str, f64)] = match bound {
            Bound::Within(low, high) => &[("within.0", low), ("within.1", high)],
            Bound::AtLeast(low) => &[("at_least", low)],
            Bound::AtMost(high) => &[("at_most", high)],
        };
        for (name, value) in ends.iter().filter(|(_, value)| !value.is_finite()) {
            let field = name.split('.').next().unwrap_or(name);
            self.out_of_range(&format!("{path}.{name}"), field, *value, "any finite number");
        }
        if let Bound::Within(low, high) = bound
            && low > high
        {
            let reason = "The lower end of ‘within’ is above its upper end.";
            self.wrong(
                &format!("{path}.within"),
                reason,
                Some(format!("did you mean ({}, {})?", decimal(high), decimal(low))),
            );
        }
        Some(bound)
    }

    /// Where a claim's second bound stands, from its name to its value.
    fn second_bound(&self, path: &str, file: &ClaimFile) -> Option<Span> {
        let claim = self.outline.find(path);
        let mut spans: Vec<Span> = [
            ("within", file.within.is_some()),
            ("at_least", file.at_least.is_some()),
            ("at_most", file.at_most.is_some()),
        ]
        .into_iter()
        .filter(|(_, is_given)| *is_given)
        .filter_map(|(name, _)| self.outline.child(claim, name))
        .filter_map(|node| Some(Span { start: node.key?.start, end: node.span.end }))
        .collect();
        spans.sort_by_key(|span| span.start);
        spans.get(1).copied()
    }

    /// The risk settings; what is wrong with them is noted.
    pub(super) fn risk(&mut self, file: &RiskFile) -> RiskSettings {
        self.within(&COMOVEMENT, "risk.comovement", "comovement", file.comovement);
        let mut pairs = HashSet::new();
        let mut correlations = Vec::with_capacity(file.correlations.len());
        for (index, entry) in file.correlations.iter().enumerate() {
            let path = format!("risk.correlations.{index}");
            let one = self.driver(&format!("{path}.0"), &entry.0);
            let other = self.driver(&format!("{path}.1"), &entry.1);
            self.within(&CORRELATION, &format!("{path}.2"), "The correlation", entry.2);
            let (Some(one), Some(other)) = (one, other) else {
                continue;
            };
            if one == other {
                let reason = format!("A correlation of ‘{}’ with itself says nothing.", one.id());
                self.wrong(
                    &format!("{path}.1"),
                    reason,
                    Some("name two different drivers".to_owned()),
                );
            } else if !pairs.insert((one.min(other), one.max(other))) {
                let reason =
                    format!("The pair ‘{}’ and ‘{}’ is given twice.", one.id(), other.id());
                self.wrong(&format!("{path}.0"), reason, Some("keep one of them".to_owned()));
            }
            correlations.push((one, other, entry.2));
        }
        RiskSettings { shape: file.shape, comovement: file.comovement, correlations }
    }

    fn within(&mut self, range: &Range, path: &str, name: &str, value: f64) {
        if !range.contains(value) {
            self.out_of_range(path, name, value, &range.to_string());
        }
    }

    fn driver(&mut self, path: &str, id: &str) -> Option<Driver> {
        let driver = Driver::from_id(id);
        if driver.is_none() {
            let ids = Driver::ALL.map(Driver::id);
            let mut help = did_you_mean(id, &ids);
            if nearest(id, ids).is_none() && Metric::from_id(id).is_some() {
                help = format!("it is a metric; {help}");
            }
            self.wrong(path, format!("There is no driver {}.", quoted(id)), Some(help));
        }
        driver
    }
}

/// A number as a file may hold it, with a point and without an exponent.
fn decimal(number: f64) -> String {
    let digits = number.to_string();
    if digits.contains('.') { digits } else { format!("{digits}.0") }
}
