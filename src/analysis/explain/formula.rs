//! A step of a derivation written as the arithmetic that it is, `(a * b).named("c", unit)`, and read
//! out: in words, then with its numbers.

use super::node::{Node, Operation};
use crate::model::spec::Plain;
use crate::model::{Metric, Unit};
use std::ops::{Add, Div, Mul, Sub};

/// Up to how many parts a formula lists.
const LISTED: usize = 6;

impl Node {
    /// A figure that follows from parts.
    pub(super) fn of(
        label: impl Into<String>,
        unit: Unit,
        operation: Operation,
        parts: Vec<Self>,
    ) -> Self {
        let values: Option<Vec<f64>> = parts.iter().map(|part| part.value).collect();
        let value = values.and_then(|values| operation.apply(&values));
        let parts = aligned(operation, parts);
        let formula = formula(operation, &parts);
        let label = label.into();
        Self {
            label,
            formula,
            operation,
            value,
            unit,
            decimals: None,
            parts,
            input: None,
            note: None,
        }
    }

    /// What operators have made of parts, as a figure of its own.
    pub(super) fn named(self, label: impl Into<String>, unit: Unit) -> Self {
        Self::of(label, unit, self.operation, self.parts)
    }

    /// The same under a metric's name.
    pub(super) fn of_metric(self, metric: Metric) -> Self {
        self.named(metric.spec().label, metric.spec().unit)
    }

    /// The figure, or none where it is below that.
    pub(super) fn or_none(self) -> Self {
        let none = Self::given("none", 0.0, self.unit);
        Self::unnamed(Operation::Maximum, vec![none, self])
    }

    /// The figure where it isn't below zero; none where it is, under a name for what is held.
    pub(super) fn floored(self, label: &str) -> Self {
        let made = self.named(label, Unit::Billions);
        if made.value.is_some_and(|value| value < 0.0) {
            return made.or_none();
        }
        Self::unnamed(made.operation, made.parts)
    }

    /// What is left of a whole: `1 − self`.
    pub(super) fn rest(self, label: &str) -> Self {
        (Self::given("whole", 1.0, Unit::Share) - self).named(label, Unit::Share)
    }

    /// Parts under an operation, to be named.
    pub(super) fn unnamed(operation: Operation, parts: Vec<Self>) -> Self {
        Self { operation, parts, value: None, ..Self::given("", 0.0, Unit::Ratio) }
    }

    /// Whether only operators have made it so far.
    fn is_unnamed(&self) -> bool {
        self.label.is_empty()
    }

    /// Joined with another part as all of its own are, if that is what has made it so far.
    fn chained(self, operation: Operation, part: Self) -> Self {
        let is_open = self.is_unnamed() && self.operation == operation;
        self.joined(operation, is_open, part)
    }

    /// Joined with another part: one more of its own where it `is_open`, else it becomes a part,
    /// which has to have a name.
    fn joined(self, operation: Operation, is_open: bool, part: Self) -> Self {
        debug_assert!(is_open || !self.is_unnamed(), "a part without a name");
        debug_assert!(!part.is_unnamed(), "a part without a name");
        let mut parts = if is_open { self.parts } else { vec![self] };
        parts.push(part);
        Self::unnamed(operation, parts)
    }
}

#[doc(hidden)]
impl Add for Node {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.chained(Operation::SUM, other)
    }
}

#[doc(hidden)]
impl Sub for Node {
    type Output = Self;

    #[expect(clippy::suspicious_arithmetic_impl, reason = "it counts what is subtracted")]
    fn sub(self, other: Self) -> Self {
        match self.operation {
            Operation::Sum { subtracted } if self.is_unnamed() => {
                self.joined(Operation::Sum { subtracted: subtracted + 1 }, true, other)
            }
            _ => self.joined(Operation::DIFFERENCE, false, other),
        }
    }
}

#[doc(hidden)]
impl Mul for Node {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        self.chained(Operation::Product, other)
    }
}

#[doc(hidden)]
impl Div for Node {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self.joined(Operation::Ratio, false, other)
    }
}

/// A formula in words, then with the numbers put in.
fn formula(operation: Operation, parts: &[Node]) -> String {
    match (operation, parts) {
        (Operation::Zero, _) => "the rate at which it is zero".to_owned(),
        (Operation::Crossing, [months, before, flow]) => format!(
            "{} − {} ÷ {} = {} − {} ÷ {}",
            months.label,
            before.label,
            flow.label,
            figure(months),
            figure(before),
            figure(flow)
        ),
        _ => format!(
            "{} = {}",
            joined(operation, parts, |part| part.label.clone()),
            joined(operation, parts, figure)
        ),
    }
}

/// The parts of a formula joined by its signs; of many, the first two and the last.
fn joined(operation: Operation, parts: &[Node], text: impl Fn(&Node) -> String) -> String {
    let (open, sign, close) = signs(operation);
    let taken_from = match operation {
        Operation::Sum { subtracted } => parts.len().saturating_sub(subtracted),
        _ => parts.len(),
    };
    let many = parts.len() > LISTED;
    let mut line = String::from(open);
    for (index, part) in parts.iter().enumerate() {
        if many && index > 1 && index + 1 < parts.len() {
            if index == 2 {
                line += sign;
                line += "…";
            }
            continue;
        }
        if index > 0 {
            line += if index >= taken_from { " − " } else { sign };
        }
        line += &text(part);
    }
    line += close;
    if many {
        line += " (";
        line += &parts.len().to_string();
        line += " parts)";
    }
    line
}

/// The parts of a sum with the decimals of the greatest of them, so that they stand under each other; of
/// parts that are worked out, since inputs are shown as they were given.
fn aligned(operation: Operation, mut parts: Vec<Node>) -> Vec<Node> {
    let is_input = |part: &Node| matches!(part.operation, Operation::Input | Operation::Given);
    let is_of_one_unit = parts.windows(2).all(|two| two[0].unit == two[1].unit);
    if matches!(operation, Operation::Sum { .. }) && is_of_one_unit && !parts.iter().any(is_input) {
        let sizes = parts.iter().filter_map(|part| Some(size(part.unit, part.value?).abs()));
        let decimals = Some(decimals(sizes.fold(0.0, f64::max)));
        for part in &mut parts {
            part.decimals = decimals;
        }
    }
    parts
}

/// A value in the measure in which it is written: a share as a percentage.
fn size(unit: Unit, value: f64) -> f64 {
    if matches!(unit, Unit::Share | Unit::PerYear) { 100.0 * value } else { value }
}

/// A part's number in a formula: a share as a percentage, about four digits.
fn figure(part: &Node) -> String {
    let Some(value) = part.value else { return "none".to_owned() };
    let sign = if matches!(part.unit, Unit::Share | Unit::PerYear) { " %" } else { "" };
    let number = bracketed(formula_number(size(part.unit, value), part.decimals));
    format!("{number}{sign}")
}

/// After a sign, a number below zero stands in brackets.
fn bracketed(text: String) -> String {
    if text.starts_with('−') { format!("({text})") } else { text }
}

/// A number as formulas have it: with so many decimals, or with about four digits.
pub fn formula_number(value: f64, given: Option<u8>) -> String {
    let decimals = i32::from(given.unwrap_or_else(|| decimals(value)));
    let scale = 10.0_f64.powi(decimals);
    // A number too small to show is 0, not −0.
    let shown = (value * scale).round() / scale + 0.0;
    match given {
        None => Plain(shown).to_string(),
        Some(decimals) => {
            let sign = if shown < 0.0 { "−" } else { "" };
            format!("{sign}{:.*}", usize::from(decimals), shown.abs())
        }
    }
}

/// The decimals of a number with about four digits.
fn decimals(value: f64) -> u8 {
    match value.abs() {
        size if size >= 1000.0 => 0,
        size if size >= 100.0 => 1,
        size if size >= 10.0 => 2,
        size if size >= 1.0 => 3,
        size if size >= 0.1 => 4,
        _ => 6,
    }
}

/// What stands between the parts of a formula, and around all of them.
const fn signs(operation: Operation) -> (&'static str, &'static str, &'static str) {
    match operation {
        Operation::Product => ("", " × ", ""),
        Operation::Ratio => ("", " ÷ ", ""),
        Operation::Mean => ("mean(", ", ", ")"),
        Operation::Maximum => ("max(", ", ", ")"),
        Operation::Minimum => ("min(", ", ", ")"),
        Operation::Power => ("", " ^ ", ""),
        _ => ("", " + ", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(label: &str, value: f64) -> Node {
        Node::given(label, value, Unit::Billions)
    }

    #[test]
    fn formulas_put_the_numbers_in() {
        let sum = part("a", 12.3456) - part("b", -2.0) - part("c", 1e-9);
        let sum = sum.named("s", Unit::Billions);
        assert_eq!(sum.formula, "a − b − c = 12.35 − (−2) − 0");
        assert!((sum.value.unwrap() - 14.3456).abs() < 1e-8);
        let share = Node::given("share", 0.655, Unit::Share);
        let product = (share * part("x", 2.0)).named("p", Unit::Billions);
        assert_eq!(product.formula, "share × x = 65.5 % × 2");
        let years = (0..9).map(|year| part(&year.to_string(), 1.0)).collect();
        let mean = Node::of("m", Unit::Billions, Operation::Mean, years);
        assert_eq!(mean.formula, "mean(0, 1, …, 8) (9 parts) = mean(1, 1, …, 1) (9 parts)");
    }
}
