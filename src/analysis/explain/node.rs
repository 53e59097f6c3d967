//! A step of a derivation: a figure, the operation that makes it, and the parts it is made of.

use crate::model::{Input, Unit};

/// How a figure follows from its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A leaf: an input.
    Input,
    /// A leaf: a constant, a date or a count.
    Given,
    /// A leaf: as the simulation has it, or as derived elsewhere in the tree.
    Simulated,
    /// The parts added up, the last `subtracted` of them taken off instead.
    Sum {
        /// How many of the last parts are taken off.
        subtracted: usize,
    },
    /// The parts multiplied.
    Product,
    /// The first part over the second.
    Ratio,
    /// The mean of the parts.
    Mean,
    /// The highest part.
    Maximum,
    /// The lowest part.
    Minimum,
    /// The first part to the power of the second.
    Power,
    /// When cash comes back to zero: the first part, months, less the second, cash then (below
    /// zero), over the third, the flow of the month that begins then; at most that month's end.
    Crossing,
    /// The rate at which the only part is zero.
    Zero,
}

impl Operation {
    /// The parts added up.
    pub(super) const SUM: Self = Self::Sum { subtracted: 0 };

    /// The last part taken off the others.
    pub(super) const DIFFERENCE: Self = Self::Sum { subtracted: 1 };

    /// Whether a figure so made has no parts.
    pub const fn is_leaf(self) -> bool {
        matches!(self, Self::Input | Self::Given | Self::Simulated)
    }

    /// The figure that follows from parts; `None` from the wrong number of them, or where it is no
    /// number. A rate at which something is zero can be checked, but doesn't follow.
    pub fn apply(self, parts: &[f64]) -> Option<f64> {
        let made = match (self, parts) {
            (Self::Sum { subtracted }, _) => {
                let (added, taken) = parts.split_at(parts.len().checked_sub(subtracted)?);
                added.iter().sum::<f64>() - taken.iter().sum::<f64>()
            }
            (Self::Product, _) => parts.iter().product(),
            (Self::Ratio, [over, under]) => over / under,
            (Self::Mean, [_, ..]) => parts.iter().sum::<f64>() / parts.len() as f64,
            (Self::Maximum, _) => parts.iter().copied().reduce(f64::max)?,
            (Self::Minimum, _) => parts.iter().copied().reduce(f64::min)?,
            (Self::Power, [base, exponent]) => base.powf(*exponent),
            (Self::Crossing, [months, before, flow]) => months + (-before / flow).min(1.0),
            _ => return None,
        };
        made.is_finite().then_some(made)
    }
}

/// A figure with its derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is called.
    pub label: String,
    /// How it follows from its parts, in words and then with their numbers; of a leaf, where it
    /// comes from.
    pub formula: String,
    /// How it follows from its parts.
    pub operation: Operation,
    /// The figure, in `unit`; `None` where there is none.
    pub value: Option<f64>,
    /// What it counts.
    pub unit: Unit,
    /// The decimals that it is shown with beside the other parts of a sum; `None` for about four digits.
    pub decimals: Option<u8>,
    /// What it is made of; empty for a leaf.
    pub parts: Vec<Node>,
    /// The input that a leaf is.
    pub input: Option<Input>,
    /// A convention that acts here.
    pub note: Option<&'static str>,
}

impl Node {
    /// A leaf: an input's value.
    pub(super) fn input(input: Input, value: f64) -> Self {
        Self {
            formula: input.to_string(),
            input: Some(input),
            ..Self::leaf(input.spec().label, Operation::Input, value, input.spec().unit)
        }
    }

    /// A leaf: a constant, a date or a count.
    pub(super) fn given(label: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self::leaf(label, Operation::Given, value, unit)
    }

    /// A leaf: as simulated.
    pub(super) fn simulated(label: impl Into<String>, value: f64, unit: Unit) -> Self {
        Self::leaf(label, Operation::Simulated, value, unit)
    }

    fn leaf(label: impl Into<String>, operation: Operation, value: f64, unit: Unit) -> Self {
        let formula = if operation == Operation::Given { "given" } else { "as simulated" };
        Self {
            label: label.into(),
            formula: formula.to_owned(),
            operation,
            value: Some(value),
            unit,
            decimals: None,
            parts: Vec::new(),
            input: None,
            note: None,
        }
    }

    /// The same figure without its parts, to stand where they have been shown before.
    pub(super) fn above(&self) -> Self {
        let shown = Self::simulated(self.label.clone(), 0.0, self.unit);
        Self { value: self.value, ..shown }.said("as above")
    }

    /// With words in place of its formula.
    pub(super) fn said(mut self, formula: &str) -> Self {
        formula.clone_into(&mut self.formula);
        self
    }

    /// With another name.
    pub(super) fn renamed(self, label: impl Into<String>) -> Self {
        Self { label: label.into(), ..self }
    }

    /// With a convention pointed out.
    pub(super) fn noted(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    /// With the simulation's own figure, from which the parts' differs by rounding alone.
    pub(super) fn valued(mut self, value: f64) -> Self {
        self.value = Some(value);
        self
    }

    /// Without a value, and why.
    pub(super) fn without_value(mut self, why: &'static str) -> Self {
        self.value = None;
        self.note = Some(why);
        self
    }

    /// Whether it only says another figure in another way, in years or as a part of one: it has
    /// one derived part among constants.
    pub fn is_conversion(&self) -> bool {
        let is_constant = |part: &&Self| part.operation == Operation::Given;
        let constants = self.parts.iter().filter(is_constant).count();
        let derived = self.parts.iter().filter(|part| !part.parts.is_empty()).count();
        derived == 1 && derived + constants == self.parts.len()
    }

    /// The figure that follows from the parts' values; a leaf's own. `None` where a part has no
    /// value or the operation gives none.
    pub fn recomputed(&self) -> Option<f64> {
        if self.operation.is_leaf() {
            return self.value;
        }
        let values: Option<Vec<f64>> = self.parts.iter().map(|part| part.value).collect();
        self.operation.apply(&values?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(label: &str, value: f64) -> Node {
        Node::given(label, value, Unit::Billions)
    }

    #[test]
    fn one_derived_figure_among_constants_is_a_conversion() {
        let months =
            Node::of("m", Unit::Months, Operation::SUM, vec![part("a", 1.0), part("b", 2.0)]);
        let of = |operation, parts| Node::of("y", Unit::Years, operation, parts).is_conversion();
        assert!(of(Operation::Ratio, vec![months.clone(), part("twelve", 12.0)]));
        assert!(!of(Operation::Ratio, vec![months.clone(), months.clone()]));
        assert!(!of(Operation::Ratio, vec![part("a", 1.0), part("twelve", 12.0)]));
        let simulated = Node::simulated("s", 1.0, Unit::Months);
        assert!(!of(Operation::SUM, vec![months.clone(), simulated]));
        assert!(of(Operation::Maximum, vec![part("none", 0.0), months]));
    }

    #[test]
    fn what_does_not_follow_has_no_value() {
        let ratio = Operation::Ratio;
        assert_eq!(ratio.apply(&[1.0, 0.0]), None);
        assert_eq!(ratio.apply(&[1.0]), None);
        assert_eq!(Operation::Sum { subtracted: 3 }.apply(&[1.0]), None);
        assert_eq!(Operation::Crossing.apply(&[10.0, -1.0, 2.0]), Some(10.5));
        assert_eq!(Operation::Crossing.apply(&[10.0, -1.0, 0.999]), Some(11.0));
        let without = Node::of("r", Unit::Ratio, ratio, vec![part("a", 1.0), part("b", 0.0)]);
        assert_eq!((without.value, without.recomputed()), (None, None));
    }
}
