//! Capital that earns and costs: what is in service, in use, sold, under contract, as it ages; its
//! mean over a stretch of months, the last month taken apart.

use super::capital::Lot;
use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::{ProgrammeNumber as Number, Series, Unit};

/// Why the years of a contract decide what is let.
const LET_FOR: &str = "capacity is let for the years of a contract after it is energised; what is \
                       renewed meanwhile stays under it";

/// Capital as one looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stock {
    Energised,
    Ramped,
    Idle,
    /// Servers that weren't bought again, with their halls.
    Retired,
    /// Energised and not retired: bears the fixed cost.
    InService,
    /// Ramped up and not retired.
    InUse,
    /// The same times yield factors.
    Sellable,
    /// The same as it earns when it ages.
    Aged,
    /// What of that isn't contracted.
    Free,
    /// What is under contract.
    Contracted,
}

impl Stock {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Energised => Series::Energised.label(),
            Self::Ramped => Series::Ramped.label(),
            Self::Idle => Series::IdleCapital.label(),
            Self::Retired => Series::Retired.label(),
            Self::InService => "In service",
            Self::InUse => "In use",
            Self::Sellable => "In use, by yield",
            Self::Aged => "In use, as it has aged",
            Self::Free => "Free for the market",
            Self::Contracted => "Under contract",
        }
    }
}

impl Derivation<'_> {
    /// The stock that one comes down to, where nothing tells the two apart.
    fn resolved(&self, stock: Stock) -> Stock {
        let uses = self.uses();
        match stock {
            Stock::Free if !uses.contracts => self.resolved(Stock::Aged),
            Stock::Aged if !uses.fading => self.resolved(Stock::Sellable),
            Stock::Sellable if !uses.yields => self.resolved(Stock::InUse),
            Stock::InUse if !uses.retirement => Stock::Ramped,
            Stock::InService if !uses.retirement => Stock::Energised,
            own => own,
        }
    }

    /// A stock's name and its monthly values.
    pub(super) fn stock(&self, stock: Stock) -> (&'static str, &[f64]) {
        let stock = self.resolved(stock);
        let earning = self.earning_capital();
        let months = match stock {
            Stock::Energised => self.months(Series::Energised),
            Stock::Ramped => self.months(Series::Ramped),
            Stock::Idle => self.months(Series::IdleCapital),
            Stock::Retired => self.months(Series::Retired),
            Stock::InService => earning.in_service,
            Stock::InUse => earning.in_use,
            Stock::Sellable => earning.sellable,
            Stock::Aged => earning.aged,
            Stock::Free => earning.free,
            Stock::Contracted => earning.contracted,
        };
        (stock.label(), months)
    }

    /// The mean of a stock over a window; its last month taken apart.
    pub(super) fn mean(&self, stock: Stock, window: &Window) -> Node {
        if window.months.len() == 1 {
            return self.in_month(stock, window.last());
        }
        let (name, values) = self.stock(stock);
        let months = window.months.clone().map(|month| {
            if month == window.last() {
                return self.in_month(stock, month);
            }
            let label = format!("{name}, {}", self.month_name(month));
            Node::simulated(label, values[month], Unit::Billions)
        });
        let label = format!("{name}, mean of {}", window.name);
        Node::of(label, Unit::Billions, Operation::Mean, months.collect())
    }

    /// The same where some stocks' means stand above already.
    pub(super) fn mean_after(&self, shown: &[Stock], stock: Stock, window: &Window) -> Node {
        let is_shown = shown.iter().any(|shown| self.resolved(*shown) == self.resolved(stock));
        let mean = self.mean(stock, window);
        if is_shown { mean.above() } else { mean }
    }

    /// A stock in a month.
    fn in_month(&self, stock: Stock, month: usize) -> Node {
        let stock = self.resolved(stock);
        let of = |stock| self.in_month(stock, month);
        let lot = self.sellable_lot();
        let made = match stock {
            Stock::Energised => self.energised_in_month(Lot::ALL, month),
            Stock::Ramped => self.ramped_in_month(Lot::ALL, month),
            Stock::Idle => self.idle_in_month(month),
            Stock::Retired => self.retired(Lot::ALL, month),
            Stock::InService => of(Stock::Energised) - of(Stock::Retired),
            Stock::InUse => (of(Stock::Ramped) - of(Stock::Retired)).floored("Ramped, not retired"),
            Stock::Sellable => self.sellable(lot, month),
            Stock::Aged => self.aged(month),
            Stock::Contracted => self.contracted(lot, of(Stock::Sellable), month),
            Stock::Free => self.free(month),
        };
        let (name, values) = self.stock(stock);
        let label = format!("{name}, {}", self.month_name(month));
        made.named(label, Unit::Billions).valued(values[month])
    }

    /// Which capital is counted where it is sold.
    fn sellable_lot(&self) -> Lot {
        Lot { weighted: self.uses().yields, ..Lot::ALL }
    }

    /// What is ramped up and not retired of some capital.
    fn sellable(&self, lot: Lot, month: usize) -> Node {
        let ramped = self.ramped_in_month(lot, month);
        if !self.uses().retirement {
            return ramped;
        }
        (ramped - self.retired(lot, month)).floored("Ramped, not retired")
    }

    /// `contracts.share·max(0, min(S, B̄ − v(t − 12·contracts.years)))`
    fn contracted(&self, lot: Lot, sellable: Node, month: usize) -> Node {
        let years = self.programme().contracts_years;
        let earlier = lot.name("Energised a contract earlier");
        let earlier = self
            .energised_before(lot, month, 12.0 * years, earlier)
            .said("as simulated, so many years earlier as programme.contracts.years says");
        let running = self.ramped_in_month(lot, month) - earlier;
        let running = running.named("Within a contract's years", Unit::Billions);
        let parts = vec![sellable, running];
        let open = Node::unnamed(Operation::Minimum, parts).floored("Whichever is less");
        let open = open.named("Open to contracts", Unit::Billions).noted(LET_FOR);
        self.number(Number::ContractsShare) * open
    }

    /// What isn't contracted, as it has aged.
    fn free(&self, month: usize) -> Node {
        let of = |stock| self.in_month(stock, month);
        let (aged, contracted) = (of(Stock::Aged), of(Stock::Contracted));
        if !self.uses().fading {
            return aged - contracted;
        }
        let sellable = of(Stock::Sellable);
        if sellable.value.is_none_or(|sellable| sellable <= 0.0) {
            return aged;
        }
        let left = (aged.above() / sellable.above()).named("Earning left by age", Unit::Share);
        let contracted =
            (contracted * left).named("Under contract, as it has aged", Unit::Billions);
        aged - contracted
    }

    /// Contract revenue to come: what is contracted in the months after the headline year of what
    /// is energised by its end, the first month taken apart.
    pub(super) fn contracted_to_run(&self) -> Node {
        let end = self.headline().months.end;
        let lot = Lot { by: Some(end), ..self.sellable_lot() };
        let values = self.contracted_to_come();
        let last = values.iter().rposition(|value| *value > 0.0).map_or(end, |month| month + 1);
        let months = (end..last).map(|month| {
            let label = format!("Still under contract, {}", self.month_name(month));
            if month > end {
                return Node::simulated(label, values[month], Unit::Billions);
            }
            let name = format!("{}, {}", lot.name("In use"), self.month_name(month));
            let sellable = self.sellable(lot, month).named(name, Unit::Billions);
            self.contracted(lot, sellable, month).named(label, Unit::Billions).valued(values[month])
        });
        let months: Vec<Node> = months.collect();
        let label = "Still under contract, in $bn times months";
        if months.is_empty() {
            return Node::given(label, 0.0, Unit::Billions);
        }
        Node::of(label, Unit::Billions, Operation::SUM, months)
    }
}
