//! Debt and what it leaves for the owners, contracts still to run, and capital counted in power.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::finance::{IRR_RATES, Payback, paybacks};
use crate::model::{Driver, Metric, ProgrammeNumber as Number, Series, Unit};

const NO_RATE: &str =
    "the value of equity flows doesn't change sign at any rate from −50 % to 200 % a year";
const SEVERAL_RATES: &str = "the value of equity flows changes sign at more than one rate from \
                             −50 % to 200 % a year, so none is the return";
const NOT_BACK: &str = "cumulative equity cash doesn't come back to zero by the horizon";
const NOTHING_DRAWN: &str =
    "cumulative equity cash is never below zero, so there is nothing to pay back";
const NO_DEBT_SERVICE: &str =
    "no whole year after the last spending has interest or repayment to cover";
const NO_POWER: &str = "no power is in service in the headline year's last quarter";

impl Derivation<'_> {
    /// `1 − npv / ((1 − tax_rate)·discounted revenue)`.
    pub(super) fn breakeven_revenue(&self) -> Node {
        let revenue = self.months(Series::Revenue);
        let discounted =
            (0..revenue.len()).map(|month| revenue[month] * self.discount(month)).sum();
        let discounted = Node::simulated("Discounted revenue", discounted, Unit::Billions);
        let taxed = (self.number(Number::TaxRate).rest("After-tax share") * discounted)
            .named("Discounted revenue after tax", Unit::Billions);
        let spare = (self.npv() / taxed).named("Revenue to spare", Unit::Ratio);
        let whole = Node::given("all of it", 1.0, Unit::Ratio);
        self.read(Metric::BreakevenRevenueRatio, whole - spare, "there is no revenue to vary")
    }

    pub(super) fn equity_irr(&self) -> Node {
        let found = self.outcome.metrics[Metric::EquityIrr];
        let parts = match found {
            Some(rate) => vec![self.equity_value_at(rate)],
            None => vec![self.equity_value_at(IRR_RATES.0), self.equity_value_at(IRR_RATES.1)],
        };
        let node = Node::unnamed(Operation::Zero, parts).of_metric(Metric::EquityIrr);
        match found {
            Some(rate) => node.valued(rate),
            None if self.outcome.flags.equity_irr_ambiguous => node.without_value(SEVERAL_RATES),
            None => node.without_value(NO_RATE),
        }
    }

    /// Every year's equity flows at a rate, with what is left at the end.
    fn equity_value_at(&self, rate: f64) -> Node {
        let factor = |month: usize| (1.0 + rate).powf(-(month as f64 + 0.5) / 12.0);
        let flows = self.months(Series::EquityFcf);
        let mut parts: Vec<Node> = self
            .years_before(self.plan.months())
            .into_iter()
            .map(|year| {
                let value = year.months.map(|month| flows[month] * factor(month)).sum();
                let label = format!("Discounted equity cash, {}", year.name);
                Node::simulated(label, value, Unit::Billions)
            })
            .collect();
        let last = self.plan.months() - 1;
        let book = self.number(Number::ResidualShare) * self.net_book_value(last);
        let book = book.named("Residual of the book value", Unit::Billions);
        let owed = self.months(Series::DebtBalance)[last];
        let owed = Node::simulated("Debt still owed", owed, Unit::Billions);
        let left = (book - owed).named("Left for the owners", Unit::Billions);
        let at = Node::given("Discount factor", factor(last), Unit::Ratio);
        parts.push((left * at).named("Residual", Unit::Billions));
        let percent = format!("{:.2}", 100.0 * rate).replace('-', "−");
        let label = format!("Value of equity at {percent} % a year");
        Node::of(label, Unit::Billions, Operation::SUM, parts)
    }

    pub(super) fn equity_payback(&self) -> Node {
        let metric = Metric::EquityPaybackYears;
        let flows = self.months(Series::EquityFcf);
        let month = match paybacks(0.0, flows.iter().copied()).first {
            Payback::At(crossing) => crossing.period,
            Payback::NothingDrawn => {
                return Node::given(metric.spec().label, 0.0, metric.spec().unit)
                    .noted(NOTHING_DRAWN);
            }
            Payback::Never => {
                let cash = self.cumulative_equity(self.plan.months());
                return Node::unnamed(Operation::SUM, vec![cash])
                    .of_metric(metric)
                    .without_value(NOT_BACK);
            }
        };
        let name = self.month_name(month);
        let label = format!("Months to the start of {name}");
        let months = Node::given(label, month as f64, Unit::Months);
        let before =
            self.cumulative_equity(month).renamed(format!("Equity cash at the start of {name}"));
        let flow = self.equity_flow(&self.single_month(month));
        let parts = vec![months, before, flow];
        let crossing = Node::of("Months to zero", Unit::Months, Operation::Crossing, parts);
        let year = Node::given("Months in a year", 12.0, Unit::Months);
        self.read(metric, crossing / year, "")
    }

    /// Free cash flow with what is borrowed, less repayment and interest after tax.
    fn equity_flow(&self, window: &Window) -> Node {
        let kept = self.number(Number::TaxRate).rest("After-tax share");
        let interest = (kept * self.simulated_flow(Series::Interest, window))
            .named(format!("Interest after tax, {}", window.name), Unit::Billions);
        let flow = self.simulated_cash_flow(window) + self.simulated_flow(Series::DebtDraw, window)
            - self.simulated_flow(Series::Repayment, window)
            - interest;
        self.flow_of(Series::EquityFcf, flow, window)
    }

    /// Equity cash summed from the first month to the beginning of one, by year.
    fn cumulative_equity(&self, month: usize) -> Node {
        let years = self.years_before(month);
        let parts = years.iter().map(|year| self.equity_flow(year)).collect();
        let value = month.checked_sub(1).map(|last| self.months(Series::CumulativeEquityFcf)[last]);
        Node::of("Cumulative equity cash", Unit::Billions, Operation::SUM, parts)
            .valued(value.unwrap_or_default())
    }

    pub(super) fn peak_equity(&self) -> Node {
        let cash = self.months(Series::CumulativeEquityFcf);
        let lowest = (0..cash.len()).min_by(|a, b| cash[*a].total_cmp(&cash[*b])).unwrap_or(0);
        let label = format!("Equity cash at the end of {}, the lowest", self.month_name(lowest));
        let none = Node::given("none", 0.0, Unit::Billions);
        let depth = none - self.cumulative_equity(lowest + 1).renamed(label);
        self.read(Metric::PeakEquity, depth.named("Depth", Unit::Billions).or_none(), "")
    }

    /// The whole year after the last spending in which cash covers debt service the least.
    pub(super) fn lowest_cover(&self) -> Node {
        let metric = Metric::MinDscr;
        let spend = self.months(Series::Spend);
        let first = spend.iter().rposition(|spend| *spend > 1e-9).map_or(0, |month| month + 1);
        let whole = self.years_before(self.plan.months()).into_iter();
        let whole = whole.filter(|year| year.months.start >= first && year.months.len() == 12);
        let covers = whole.map(|year| self.cover(&year)).filter(|cover| {
            let service = cover.parts.get(1).and_then(|service| service.value);
            service.is_some_and(|service| service > 1e-9)
        });
        let value = |node: &Node| node.value.unwrap_or(f64::INFINITY);
        match covers.min_by(|a, b| value(a).total_cmp(&value(b))) {
            Some(cover) => self.read(metric, cover, ""),
            None => Node::given(metric.spec().label, 0.0, metric.spec().unit)
                .without_value(NO_DEBT_SERVICE),
        }
    }

    /// A year's cash before debt service over the service.
    fn cover(&self, year: &Window) -> Node {
        let flow = |series| self.simulated_flow(series, year);
        let bn =
            |label: &str, made: Node| made.named(format!("{label}, {}", year.name), Unit::Billions);
        let shield =
            bn("Tax that interest saves", self.number(Number::TaxRate) * flow(Series::Interest));
        let own = self.number(Number::DebtShare).rest("Own share");
        let own = bn("Renewals paid from own cash", own * flow(Series::Refresh));
        let cash = flow(Series::OperatingIncome) + shield + flow(Series::Depreciation)
            - flow(Series::Tax)
            - own;
        let service = flow(Series::Interest) + flow(Series::Repayment);
        (bn("Cash before debt service", cash) / bn("Debt service", service))
            .named(format!("Cover, {}", year.name), Unit::Ratio)
    }

    pub(super) fn backlog(&self) -> Node {
        let label = "Contracted capital still to come, in months of it";
        let (volume, _) = self.contracted_to_come();
        let volume = Node::simulated(label, volume, Unit::Billions);
        let load = Node::of(
            "Load that is paid for",
            Unit::Share,
            Operation::Maximum,
            vec![self.driver(Driver::Utilization), self.number(Number::ContractsLoad)],
        );
        let months = Node::given("Months in a year", 12.0, Unit::Months);
        let monthly = (self.revenue_yield() / months)
            .named("Revenue of a dollar in a month, at full load", Unit::DollarsPerYearPerDollar);
        self.read(Metric::BacklogInService, load * monthly * volume, "")
    }

    /// What a dollar of capital earns in a year at full load, at what capacity costs.
    fn revenue_yield(&self) -> Node {
        (self.number(Number::RevenueYield) / self.driver(Driver::CapacityCost))
            .named("Revenue yield at what capacity costs", Unit::DollarsPerYearPerDollar)
    }

    pub(super) fn it_power(&self) -> Node {
        let last = self.single_month(self.headline().last());
        self.read(Metric::ItMwInService, self.power_in(&last), "")
            .noted("IT power; facility power is that times PUE")
    }

    pub(super) fn revenue_per_mw(&self) -> Node {
        let millions = Node::given("Millions in a billion", 1000.0, Unit::Ratio);
        let revenue = (self.run_rate_revenue() * millions)
            .named("Run-rate revenue in $m", Unit::BillionsPerYear);
        let power =
            self.power_in(&self.quarter()).named("Mean IT power in service", Unit::Megawatts);
        self.read(Metric::RevenuePerMw, revenue / power, NO_POWER)
    }

    /// Mean capital in service, counted in IT power.
    fn power_in(&self, window: &Window) -> Node {
        let energised = self.mean_capital(Series::Energised, window);
        let retired = self.months(Series::Retired)[window.months.clone()].iter().sum::<f64>()
            / window.months.len().max(1) as f64;
        let retired = Node::simulated(format!("Retired, {}", window.name), retired, Unit::Billions);
        let in_service = (energised - retired).named("Capital in service", Unit::Billions);
        let density = (self.number(Number::MwPerBn) / self.driver(Driver::CapacityCost))
            .named("Power per $bn at what capacity costs", Unit::MegawattsPerBillion);
        in_service * density
    }
}
