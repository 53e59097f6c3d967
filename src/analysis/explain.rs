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

use super::question::Question;
use crate::model::{Metric, Scenario};
use derivation::Derivation;

pub use node::{Node, Operation};

/// A metric's derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The figure that is derived.
    pub metric: Metric,
    /// Whose it is. Leaves that are drivers or indicators are this scenario's.
    pub scenario: Scenario,
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
    Explanation { metric, scenario, root, margin_capped: derivation.margin_capped() }
}
