//! Capital spent: on new capacity, and on renewing servers.

use super::capital::{Left, Progress};
use super::derivation::{Derivation, Window};
use super::earnings::flow;
use super::node::{Node, Operation};
use crate::model::{Driver, ProgrammeNumber as Number, Series, Unit};

impl Derivation<'_> {
    /// Capital spent on new capacity: facilities as planned, servers as shipped, and those that
    /// wait for power when it comes.
    pub fn spend(&self, window: &Window) -> Node {
        let label = format!("Spend, {}", window.name);
        let deferral = self.programme().server_deferral;
        let spend = if deferral == 0.0 && self.drivers()[Driver::ExportBlock] == 0.0 {
            Node { label, ..self.between(Progress::Planned, Left::Kept, window) }
        } else {
            let facilities =
                vec![self.facility_share(), self.between(Progress::Planned, Left::Kept, window)];
            flow(
                label,
                Operation::SUM,
                vec![
                    flow("Facilities".to_owned(), Operation::Product, facilities),
                    self.server_spend(window),
                ],
            )
        };
        spend.valued(self.flow(Series::Spend, window))
    }

    /// The servers' part of spend.
    pub fn server_spend(&self, window: &Window) -> Node {
        let servers = |label: &str, share: Node, stage| {
            flow(
                format!("{label}, {}", window.name),
                Operation::Product,
                vec![
                    share,
                    self.number(Number::ServerShare),
                    self.between(stage, Left::Shipped, window),
                ],
            )
        };
        let deferral = self.number(Number::ServerDeferral);
        let at_once = Self::rest_of("Share bought at once", deferral.clone());
        let mut parts = vec![servers("Servers bought at once", at_once, Progress::Planned)];
        if self.programme().server_deferral > 0.0 {
            parts.push(servers("Servers that waited for power", deferral, Progress::Deferred));
        }
        flow(format!("Servers, {}", window.name), Operation::SUM, parts)
    }

    /// Money that comes to a stage within a window.
    fn between(&self, stage: Progress, left: Left, window: &Window) -> Node {
        let end = self.bought(stage, left, window.months.end);
        let begin = self.bought(stage, left, window.months.start);
        let begin = Node { formula: "as at its end, earlier".to_owned(), ..begin.above() };
        flow(format!("Within {}", window.name), Operation::DIFFERENCE, vec![end, begin])
    }

    /// Capital spent on renewing servers: what was energised a life, two lives, … before.
    pub fn refresh(&self, window: &Window) -> Node {
        let programme = self.programme();
        let life = 12.0 * programme.server_life;
        let mut ended = Vec::new();
        let mut generation = 1.0;
        while generation * life < window.months.end as f64 {
            let at = |month: usize| self.energised_at(month as f64 - generation * life);
            let came = at(window.months.end) - at(window.months.start);
            let label = format!("Energised {generation} server lives earlier");
            ended.push(Node::simulated(label, came, Unit::Billions));
            generation += 1.0;
        }
        if ended.is_empty() {
            ended.push(Node::given("none is a life old", 0.0, Unit::Billions));
        }
        let parts = vec![
            self.number(Number::RefreshCost),
            self.number(Number::ServerShare),
            flow("Capital whose servers end a life".to_owned(), Operation::SUM, ended),
        ];
        flow(format!("Renewals, {}", window.name), Operation::Product, parts)
            .valued(self.flow(Series::Refresh, window))
            .noted("every generation of servers is bought again when the one before has ended")
    }

    /// Energised capital at a time, months from the first; between whole months on a line.
    fn energised_at(&self, at: f64) -> f64 {
        if at <= 0.0 {
            return 0.0;
        }
        let energised = |month: f64| {
            // Both ends of a line are whole months within the horizon.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "see above"
            )]
            let month = month as usize;
            self.bought(Progress::Energised, Left::Shipped, month).value.unwrap_or_default()
        };
        let part = at.fract();
        let before = energised(at.floor());
        if part == 0.0 { before } else { before + part * (energised(at.ceil()) - before) }
    }
}
