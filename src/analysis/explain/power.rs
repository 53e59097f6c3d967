//! The months that power takes, from the inputs or from the leading indicators.

use super::derivation::Derivation;
use super::node::{Node, Operation};
use crate::model::power::WEEKS_PER_MONTH;
use crate::model::{Driver, Indicator, Input, SiteNumber, Unit};

impl Derivation<'_> {
    /// A site's delay: the scenario's and its own, never below zero.
    pub fn delay(&self, site: usize) -> Node {
        let power = self.power_delay();
        if self.programme().sites[site].extra_delay == 0.0 {
            return power;
        }
        let both = vec![power, self.site(site, SiteNumber::ExtraDelay)];
        let both = Node::of("Power delay at the site", Unit::Months, Operation::SUM, both);
        let none = Node::given("none", 0.0, Unit::Months);
        Node::of("Delay", Unit::Months, Operation::Maximum, vec![none, both])
    }

    /// The power delay: an input, or the later of grid and equipment.
    pub fn power_delay(&self) -> Node {
        if !self.follows_from_indicators() {
            return self.driver(Driver::PowerDelay);
        }
        let indicator = |indicator| self.input(Input::Indicator(indicator));
        let grid = Node::of(
            "Grid",
            Unit::Months,
            Operation::Product,
            vec![
                Self::rest_of("Not covered by PPAs", indicator(Indicator::PpaCoverage)),
                indicator(Indicator::QueueMonths),
            ],
        );
        let weeks = Node::given("Weeks in a month", WEEKS_PER_MONTH, Unit::Weeks);
        let lead = vec![indicator(Indicator::TransformerWeeks), weeks];
        let equipment = Node::of(
            "Equipment",
            Unit::Months,
            Operation::DIFFERENCE,
            vec![
                Node::of("Transformers' lead time", Unit::Months, Operation::Ratio, lead),
                indicator(Indicator::OrderedAheadMonths),
            ],
        );
        let none = Node::given("none", 0.0, Unit::Months);
        Node::of("Power delay", Unit::Months, Operation::Maximum, vec![none, grid, equipment])
            .noted("power comes when the later of grid and equipment does")
    }
}
