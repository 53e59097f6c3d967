//! Cash over time: paybacks counted in years, the depth of the draw, the lowest year.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use super::stocks::Stock;
use crate::model::finance::{Crossing, Payback, Paybacks, paybacks};
use crate::model::{Metric, ProgrammeNumber as Number, Series, Unit};

const FROM_FIRST_SPEND: &str = "counted from the programme's first month; renewals of servers are \
                                in the cash, and each month's flow is spread evenly over it";
const NOT_BACK: &str = "cumulative cash doesn't come back to zero by the horizon";
const NOT_LASTING: &str =
    "cumulative cash is below zero at the horizon, so no return to zero lasts";

const EQUITY_NOT_BACK: &str = "cumulative equity cash doesn't come back to zero by the horizon";
const NO_EQUITY_DRAWN: &str =
    "cumulative equity cash is never below zero, so there is nothing to pay back";

const NOTHING_DRAWN: &str = "cumulative cash is never below zero, so there is nothing to pay back";
const NO_SERVICE: &str = "no capital has power by the horizon";

/// Whose cash is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cash {
    /// The programme's.
    Free,
    /// The owners', where anything is borrowed.
    Equity,
}

impl Cash {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Free => "Cash",
            Self::Equity => "Equity cash",
        }
    }

    /// Its name within another.
    const fn word(self) -> &'static str {
        match self {
            Self::Free => "cash",
            Self::Equity => "equity cash",
        }
    }

    pub(super) const fn flow(self) -> Series {
        match self {
            Self::Free => Series::Fcf,
            Self::Equity => Series::EquityFcf,
        }
    }

    const fn total(self) -> Series {
        match self {
            Self::Free => Series::CumulativeFcf,
            Self::Equity => Series::CumulativeEquityFcf,
        }
    }
}

impl Derivation<'_> {
    pub(super) fn payback(&self) -> Node {
        let first = self.paybacks(Cash::Free).first;
        self.payback_at(Metric::PaybackYears, Cash::Free, first, NOT_BACK)
    }

    pub(super) fn lasting_payback(&self) -> Node {
        let Paybacks { first, lasting } = self.paybacks(Cash::Free);
        let why = if first == Payback::Never { NOT_BACK } else { NOT_LASTING };
        self.payback_at(Metric::LastingPaybackYears, Cash::Free, lasting, why)
    }

    pub(super) fn equity_payback(&self) -> Node {
        let cash = self.owners_cash();
        let why = if cash == Cash::Free { NOT_BACK } else { EQUITY_NOT_BACK };
        self.payback_at(Metric::EquityPaybackYears, cash, self.paybacks(cash).first, why)
    }

    /// The owners' cash: the programme's own as long as nothing is borrowed.
    pub(super) fn owners_cash(&self) -> Cash {
        if self.uses().debt { Cash::Equity } else { Cash::Free }
    }

    fn paybacks(&self, cash: Cash) -> Paybacks {
        paybacks(self.months(cash.total()))
    }

    fn payback_at(&self, metric: Metric, cash: Cash, at: Payback, lacking: &'static str) -> Node {
        let month = match at {
            Payback::At(crossing) => crossing.period,
            Payback::NothingDrawn => return Self::nothing_drawn(metric, cash),
            Payback::Never => {
                return Self::never(metric, self.cumulative(cash, self.plan.months()), lacking);
            }
        };
        let name = format!("{} at the start of {}", cash.label(), self.month_name(month));
        let before = self.cumulative(cash, month).renamed(name);
        let flow = self.cash_flow(cash, &self.single_month(month));
        self.crossing(metric, month, before, flow).noted(FROM_FIRST_SPEND)
    }

    /// Months from the first to the crossing, in years.
    fn crossing(&self, metric: Metric, month: usize, before: Node, flow: Node) -> Node {
        let label = format!("Months to the start of {}", self.month_name(month));
        let months = Node::given(label, month as f64, Unit::Months);
        let parts = vec![months, before, flow];
        let crossing = Node::of("Months to zero", Unit::Months, Operation::Crossing, parts);
        self.read(metric, crossing / Self::year(), "")
    }

    /// A payback that doesn't come: what cash is at the horizon.
    fn never(metric: Metric, at_horizon: Node, why: &'static str) -> Node {
        Node::unnamed(Operation::SUM, vec![at_horizon]).of_metric(metric).without_value(why)
    }

    pub(super) fn year() -> Node {
        Node::given("Months in a year", 12.0, Unit::Months)
    }

    /// A payback that takes no time.
    fn nothing_drawn(metric: Metric, cash: Cash) -> Node {
        let spec = metric.spec();
        let why = if cash == Cash::Free { NOTHING_DRAWN } else { NO_EQUITY_DRAWN };
        Node::given(spec.label, 0.0, spec.unit).noted(why)
    }

    pub(super) fn discounted_payback(&self) -> Node {
        let metric = Metric::DiscountedPaybackYears;
        let discounted = |month: usize| self.months(Series::Fcf)[month] * self.discount(month);
        let balances = (0..self.plan.months()).scan(0.0, |balance, month| {
            *balance += discounted(month);
            Some(*balance)
        });
        let crossing = match paybacks(&balances.collect::<Vec<f64>>()).first {
            Payback::At(crossing) => Some(crossing),
            Payback::NothingDrawn => return Self::nothing_drawn(metric, Cash::Free),
            Payback::Never => None,
        };
        let to = crossing.map_or(self.plan.months(), |crossing| crossing.period);
        let years = self.years_before(to);
        let years = years
            .into_iter()
            .map(|year| {
                let value = year.months.map(discounted).sum();
                Node::simulated(format!("Discounted cash, {}", year.name), value, Unit::Billions)
            })
            .collect();
        let before = Node::of("Discounted cash so far", Unit::Billions, Operation::SUM, years);
        let Some(Crossing { period: month, before: value, .. }) = crossing else {
            let why = "discounted cash doesn't come back to zero by the horizon";
            return Self::never(metric, before, why);
        };
        let flow = self.discounted_flow(month);
        self.crossing(metric, month, before.valued(value), flow).noted(FROM_FIRST_SPEND)
    }

    pub(super) fn payback_from_service(&self) -> Node {
        let metric = Metric::PaybackFromServiceYears;
        let energised = self.months(Series::Energised).iter().position(|capital| *capital > 0.0);
        let at_horizon = || self.cumulative(Cash::Free, self.plan.months());
        let Some(month) = energised else { return Self::never(metric, at_horizon(), NO_SERVICE) };
        if self.outcome.metrics[metric].is_none() {
            return Self::never(metric, at_horizon(), NOT_BACK);
        }
        let label = format!("Months before service, {}", self.month_name(month));
        let before = (self.months_before_service(label, month) / Self::year())
            .named("Years before service", Unit::Years);
        let years = (self.payback() - before).named("Years after service began", Unit::Years);
        let is_before = years.value.is_some_and(|years| years < 0.0);
        self.read(metric, if is_before { years.or_none() } else { years }, "")
            .noted("service begins in the first month with energised capital")
    }

    /// The whole months before the first with power, which end within the months that building
    /// and power take from the first spend on. Of several sites it is taken as simulated.
    fn months_before_service(&self, label: String, month: usize) -> Node {
        let service = Node::given(label, month as f64, Unit::Months);
        let programme = self.programme();
        let [site] = &programme.sites[..] else {
            return service.said("as simulated");
        };
        let first = f64::from(programme.index(site.first));
        let first = Node::given("Months to the first spend", first, Unit::Months);
        let exact = (first + self.number(Number::BuildMonths) + self.delay(0))
            .named("Months to power", Unit::Months);
        let Some(value) =
            exact.value.filter(|value| value.floor() - service.value.unwrap_or_default() == 0.0)
        else {
            return service;
        };
        let part = Node::given("part of a month", value.fract(), Unit::Months);
        (exact - part).named(service.label, Unit::Months)
    }

    /// Cash summed from the first month to the beginning of one, by year; the last year taken
    /// apart.
    pub(super) fn cumulative(&self, cash: Cash, month: usize) -> Node {
        let mut years = self.years_before(month);
        let last = years.pop();
        // The last year is taken apart in full; the others' parts come about in the same way.
        let derived = |year: &Window, last: &Window| {
            let mut node = self.simulated_cash_flow(cash, year);
            for part in &mut node.parts {
                part.formula = format!("derived as for {}", last.name);
            }
            node
        };
        let mut parts: Vec<Node> = match &last {
            Some(last) => years.iter().map(|year| derived(year, last)).collect(),
            None => Vec::new(),
        };
        parts.extend(last.map(|year| self.cash_flow(cash, &year)));
        let value = month.checked_sub(1).map(|last| self.months(cash.total())[last]);
        let label = format!("Cumulative {}", cash.word());
        Node::of(label, Unit::Billions, Operation::SUM, parts).valued(value.unwrap_or_default())
    }

    pub(super) fn horizon_cash(&self) -> Node {
        self.cumulative(Cash::Free, self.plan.months())
    }

    pub(super) fn peak_draw(&self) -> Node {
        self.depth(Metric::PeakDraw, Cash::Free)
    }

    pub(super) fn peak_equity(&self) -> Node {
        self.depth(Metric::PeakEquity, self.owners_cash())
    }

    /// How deep cumulative cash comes to lie.
    fn depth(&self, metric: Metric, cash: Cash) -> Node {
        let total = self.months(cash.total());
        let lowest = (0..total.len()).min_by(|a, b| total[*a].total_cmp(&total[*b])).unwrap_or(0);
        let label =
            format!("{} at the end of {}, the lowest", cash.label(), self.month_name(lowest));
        let none = Node::given("none", 0.0, Unit::Billions);
        let depth = none - self.cumulative(cash, lowest + 1).renamed(label);
        self.read(metric, depth.named("Depth", Unit::Billions).or_none(), "")
    }

    pub(super) fn peak_idle_capital(&self) -> Node {
        let idle = self.months(Series::IdleCapital);
        let highest = (0..idle.len()).max_by(|a, b| idle[*a].total_cmp(&idle[*b])).unwrap_or(0);
        let peak = self.mean(Stock::Idle, &self.single_month(highest));
        self.read(Metric::PeakIdleCapital, peak.or_none(), "")
            .noted("built and waiting for power, or for servers that can't be shipped")
    }

    pub(super) fn lowest_year(&self) -> Node {
        let spec = Metric::MinAnnualFcf.spec();
        self.extreme_year(spec.label, Series::Fcf, Operation::Minimum)
    }

    /// The highest or the lowest year of a flow; that year taken apart.
    pub fn extreme_year(&self, label: &str, series: Series, operation: Operation) -> Node {
        let years = self.years_before(self.plan.months());
        let flows: Vec<f64> = years.iter().map(|year| self.flow(series, year)).collect();
        let extreme = operation.apply(&flows).unwrap_or_default();
        let mut taken_apart = false;
        let part = |(year, flow): (&Window, &f64)| {
            if taken_apart || flow.to_bits() != extreme.to_bits() {
                return self.simulated_flow(series, year);
            }
            taken_apart = true;
            if series == Series::Spend { self.spend(year) } else { self.free_cash_flow(year) }
        };
        let parts = years.iter().zip(&flows).map(part).collect();
        Node::of(label, Unit::Billions, operation, parts)
    }
}
