//! Explain: how a metric comes about, as a tree from the figure down to the inputs, every number
//! put in.
//!
//! Each node follows from its parts by one operation, so the tree can be recomputed level by level
//! ([`Node::recomputed`]). Figures of the timeline are read from the simulation, and their parts
//! are worked out from the inputs anew: where the two agree, the derivation is right. Of many like
//! parts (the months of a year, the years of a sum) the last is taken apart further; the others
//! stand as simulated.

mod capital;
mod cash;
mod costs;
mod derivation;
mod earnings;
mod financing;
mod formula;
mod headline;
mod node;
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

#[cfg(test)]
mod tests {
    use super::super::question::tests::{announced, close};
    use super::*;
    use crate::model::{Indicators, Inputs, Month, Site};

    /// Inputs that take every branch: indicators, stresses, erosion, several sites, deferral.
    fn stressed() -> Inputs {
        let mut inputs = announced();
        let programme = &mut inputs.programme;
        programme.server_deferral = 0.4;
        programme.server_life = 5.3;
        programme.ramp_months = 7.5;
        programme.facility_life = 9.0;
        programme.refresh_cost = 0.8;
        programme.calibrate();
        programme.stress_from = Month::new(2027, 1);
        programme.horizon = Month::new(2039, 7);
        programme.sites.push(Site {
            name: "Korea (Seoul area)".to_owned(),
            pledge: 5.0,
            first: Month::new(2026, 1),
            months: 66.0,
            extra_delay: 6.0,
            yield_factor: 1.0,
        });
        for scenario in Scenario::ALL {
            let assumptions = &mut inputs.scenarios[scenario];
            assumptions.set_indicators(Indicators([0.5, 36.0, 144.0, 24.0]));
            assumptions.set_driver(crate::model::Driver::ExportBlock, 0.3);
            assumptions.set_driver(crate::model::Driver::PriceErosion, 0.04);
        }
        inputs
    }

    fn check(node: &Node, path: &str) {
        let path = format!("{path} / {}", node.label);
        assert!(!node.label.is_empty() && !node.formula.is_empty(), "{path}");
        if node.operation == Operation::Zero && node.value.is_some() {
            let npv = &node.parts[0];
            let size: f64 = npv.parts.iter().filter_map(|part| part.value).map(f64::abs).sum();
            assert!(npv.value.unwrap().abs() < 1e-8 * size, "{path}");
        } else if let Some(value) = node.value {
            let recomputed = node.recomputed().expect(&path);
            let size = node.parts.iter().filter_map(|part| part.value).map(f64::abs);
            let rounding = 1e-11 * size.fold(0.0, f64::max);
            assert!(
                close(value, recomputed, 1e-9) || (value - recomputed).abs() < rounding,
                "{path}: {value} is not {recomputed}\n{}",
                node.formula
            );
        }
        assert_eq!(node.parts.is_empty(), node.operation.is_leaf(), "{path}");
        for part in &node.parts {
            check(part, &path);
        }
    }

    #[test]
    fn every_level_of_every_metric_recomputes_and_ends_in_the_metric() {
        for inputs in [announced(), stressed()] {
            for scenario in Scenario::ALL {
                for metric in Metric::ALL {
                    let question = Question::new(&inputs, scenario, metric);
                    let explanation = explain(question);
                    let name = format!("{} {}", scenario.id(), metric.id());
                    check(&explanation.root, &name);
                    match (explanation.root.value, question.value()) {
                        (Some(a), Some(b)) => assert!(close(a, b, 1e-9), "{name}: {a} is not {b}"),
                        (a, b) => assert_eq!(a, b, "{name}"),
                    }
                    assert!(explanation.root.value.is_some() || explanation.root.note.is_some());
                }
            }
        }
    }
}
