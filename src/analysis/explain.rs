//! Explain: how a metric comes about, as a tree from the figure down to the inputs, every number
//! put in.
//!
//! Each node follows from its parts by one operation, so the tree can be recomputed level by level
//! ([`Node::recomputed`]). Figures of the timeline are read from the simulation, and their parts
//! are worked out from the inputs anew: where the two agree, the derivation is right. Of many like
//! parts (the months of a year, the years of a sum) the last is taken apart further; the others
//! stand as simulated.

mod ageing;
mod capital;
mod cash;
mod costs;
mod derivation;
mod earnings;
mod financing;
mod formula;
mod generations;
mod headline;
mod node;
mod stocks;
mod value;

use super::measure::with_headline_year;
use super::question::Question;
use crate::model::{Metric, Scenario};
use derivation::Derivation;

pub use formula::formula_number;
pub use node::{Node, Operation};

/// A metric's derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The figure that is derived.
    pub metric: Metric,
    /// Whose it is. Leaves that are drivers or indicators are this scenario's.
    pub scenario: Scenario,
    /// The year as of which it is derived, where that isn't the headline year.
    pub year: Option<i32>,
    /// The figure at the top, inputs at the bottom.
    pub root: Node,
    /// Whether the scenario meets `margin_capped`.
    pub margin_capped: bool,
}

/// Derives a metric from the inputs. A metric without a value has a derivation too: it shows what
/// is lacking.
pub fn explain(question: Question) -> Explanation {
    let Question { metric, scenario, .. } = question;
    let derivation = Derivation::new(question);
    let mut root = derivation.metric(metric);
    metric.spec().label.clone_into(&mut root.label);
    Explanation { metric, scenario, year: None, root, margin_capped: derivation.margin_capped() }
}

/// Derives a metric as of another year, where one is given: of the inputs with that headline year,
/// which must lie wholly inside.
pub fn explain_year(question: Question, year: Option<i32>) -> Explanation {
    let year = year.filter(|year| *year != question.inputs.programme.headline_year);
    let Some(year) = year else { return explain(question) };
    let inputs = with_headline_year(question.inputs, year);
    let mut explanation = explain(Question { inputs: &inputs, ..question });
    explanation.root.label.push_str(&format!(" {year}"));
    Explanation { year: Some(year), ..explanation }
}
