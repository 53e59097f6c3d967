//! Debt and what it leaves for the owners, contracts still to run, and capital counted in power.

use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use super::stocks::Stock;
use crate::model::{Metric, ProgrammeNumber as Number, Series, Unit};

const NO_DEBT_SERVICE: &str =
    "no whole year after the last spending has interest or repayment to cover";
const NO_POWER: &str = "no power is in service in the headline year's last quarter";
const IN_EQUAL_PARTS: &str =
    "each sum borrowed is repaid in equal monthly parts, which begin after the grace";

/// A flow up to this, $bn, is none.
const LEAST: f64 = 1e-9;

impl Derivation<'_> {
    /// Free cash flow with what is borrowed, less repayment and interest after tax.
    pub(super) fn equity_flow(&self, window: &Window) -> Node {
        let parts = [
            self.free_cash_flow(window),
            self.draw(window),
            self.repayment(window),
            self.interest(window),
        ];
        self.left_for_owners(parts, window)
    }

    /// The same taken apart by one level, as simulated.
    pub(super) fn simulated_equity_flow(&self, window: &Window) -> Node {
        let parts = [Series::Fcf, Series::DebtDraw, Series::Repayment, Series::Interest];
        self.left_for_owners(parts.map(|series| self.simulated_flow(series, window)), window)
    }

    fn left_for_owners(
        &self,
        [cash, draw, repayment, interest]: [Node; 4],
        window: &Window,
    ) -> Node {
        let interest = (self.number(Number::TaxRate).rest("After-tax share") * interest)
            .named(format!("Interest after tax, {}", window.name), Unit::Billions);
        self.flow_of(Series::EquityFcf, cash + draw - repayment - interest, window)
    }

    /// What is borrowed of spend and renewals, which stand above.
    fn draw(&self, window: &Window) -> Node {
        let [spend, refresh] = [Series::Spend, Series::Refresh]
            .map(|series| self.simulated_flow(series, window).said("as above"));
        let spent =
            (spend + refresh).named(format!("Spend and renewals, {}", window.name), Unit::Billions);
        self.flow_of(Series::DebtDraw, self.number(Number::DebtShare) * spent, window)
    }

    /// What is repaid in a window, its last month taken apart.
    fn repayment(&self, window: &Window) -> Node {
        if window.months.len() == 1 {
            return self.repayment_in(window.last());
        }
        let parts = self.last_apart(Series::Repayment, window, |month| self.repayment_in(month));
        self.flow_of(Series::Repayment, Node::unnamed(Operation::SUM, parts), window)
    }

    /// A month's repayment: what was borrowed in the months of which a part falls due, over the
    /// parts.
    fn repayment_in(&self, month: usize) -> Node {
        let parts = self.instalments();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole numbers, a few hundred at most"
        )]
        let (grace, term) =
            (self.programme().debt_grace_months as usize, parts.value.unwrap_or_default() as usize);
        let months = month.saturating_sub(grace + term)..month.saturating_sub(grace);
        let due = if months.is_empty() {
            Node::given("nothing is due yet", 0.0, Unit::Billions)
        } else {
            let name = format!("Borrowed and falling due, {}", self.span_name(&months));
            let draws = self.months(Series::DebtDraw)[months].iter().sum();
            Node::simulated(name, draws, Unit::Billions)
                .said("as simulated; parts fall due from the end of programme.debt.grace_months on")
        };
        let window = self.single_month(month);
        self.flow_of(Series::Repayment, due / parts, &window).noted(IN_EQUAL_PARTS)
    }

    /// How many monthly parts a sum is repaid in.
    fn instalments(&self) -> Node {
        let exact = Self::year() * self.number(Number::DebtYears);
        let exact = exact.named("Monthly parts", Unit::Months);
        let value = exact.value.unwrap_or_default();
        let whole = (value + 0.5).floor();
        if whole - value == 0.0 {
            return exact;
        }
        let exact = exact.renamed("Months of repayment");
        let rest = Node::given("up or down to whole months", whole - value, Unit::Months);
        (exact + rest).named("Monthly parts", Unit::Months)
    }

    /// Interest on what is owed at each month's start.
    fn interest(&self, window: &Window) -> Node {
        let owed = |month: usize| self.owed(month);
        let owed = if window.months.len() == 1 {
            owed(window.last())
        } else {
            let parts = window.months.clone().map(|month| {
                let node = owed(month);
                if month == window.last() { node } else { Self::without_parts(node) }
            });
            let label = format!("Owed, mean of {}", window.name);
            Node::of(label, Unit::Billions, Operation::Mean, parts.collect())
        };
        let rate = Self::years_of(window) * self.number(Number::DebtRate);
        self.flow_of(Series::Interest, rate * owed, window)
    }

    /// What is owed at a month's start.
    pub(super) fn owed(&self, month: usize) -> Node {
        let end = self.plan.months();
        let label = if month == end {
            format!("Owed at the end of {}", self.month_name(end - 1))
        } else {
            format!("Owed at the start of {}", self.month_name(month))
        };
        let Some(last) = month.checked_sub(1) else {
            return Node::given(label, 0.0, Unit::Billions);
        };
        let to_date = Window { name: format!("to {}", self.month_name(last)), months: 0..month };
        let flow = |series| self.simulated_flow(series, &to_date);
        (flow(Series::DebtDraw) - flow(Series::Repayment))
            .named(label, Unit::Billions)
            .valued(self.months(Series::DebtBalance)[last])
    }

    fn without_parts(node: Node) -> Node {
        Node::simulated(node.label, node.value.unwrap_or_default(), node.unit)
    }

    /// The months of a flow, the last taken apart.
    fn last_apart(
        &self,
        series: Series,
        window: &Window,
        apart: impl Fn(usize) -> Node,
    ) -> Vec<Node> {
        let months = window.months.clone();
        months
            .map(|month| {
                if month == window.last() {
                    apart(month)
                } else {
                    self.simulated_flow(series, &self.single_month(month))
                }
            })
            .collect()
    }

    /// The whole year after the last spending in which cash covers debt service the least.
    pub(super) fn lowest_cover(&self) -> Node {
        let metric = Metric::MinDscr;
        let spend = self.months(Series::Spend);
        let first = spend.iter().rposition(|spend| *spend > LEAST).map_or(0, |month| month + 1);
        let service =
            |year: &Window| self.flow(Series::Interest, year) + self.flow(Series::Repayment, year);
        let whole = self.years_before(self.plan.months()).into_iter();
        let whole = whole.filter(|year| year.months.start >= first && year.months.len() == 12);
        let serviced = whole.filter(|year| service(year) > LEAST);
        let cover = |year: &Window| self.cash_for_service(year) / service(year);
        match serviced.min_by(|a, b| cover(a).total_cmp(&cover(b))) {
            Some(year) => self.read(metric, self.cover(&year), ""),
            None => Node::given(metric.spec().label, 0.0, metric.spec().unit)
                .without_value(NO_DEBT_SERVICE),
        }
    }

    fn cash_for_service(&self, year: &Window) -> f64 {
        let flow = |series| self.flow(series, year);
        let programme = self.programme();
        flow(Series::OperatingIncome) - flow(Series::Tax)
            + programme.tax_rate * flow(Series::Interest)
            + flow(Series::Depreciation)
            - (1.0 - programme.debt_share) * flow(Series::Refresh)
    }

    /// A year's cash before debt service over the service.
    fn cover(&self, year: &Window) -> Node {
        let bn =
            |label: &str, made: Node| made.named(format!("{label}, {}", year.name), Unit::Billions);
        let income = self.operating_income(year);
        let tax = self.tax(year, &income);
        let depreciation = self.simulated_flow(Series::Depreciation, year).said("as above");
        let interest = self.interest(year);
        let shield = self.number(Number::TaxRate) * interest.clone();
        let shield = bn("Tax that interest saves", shield);
        let own = self.number(Number::DebtShare).rest("Own share") * self.refresh(year);
        let own = bn("Renewals paid from own cash", own);
        let cash = income + depreciation + shield - tax - own;
        let service = interest.above() + self.repayment(year);
        (bn("Cash before debt service", cash) / bn("Debt service", service))
            .named(format!("Cover, {}", year.name), Unit::Ratio)
            .noted("of the whole years that begin after the last spending, the lowest")
    }

    pub(super) fn backlog(&self) -> Node {
        if !self.uses().contracts {
            let spec = Metric::BacklogInService.spec();
            return Node::given(spec.label, 0.0, spec.unit).noted("nothing is under contract");
        }
        let monthly = (self.revenue_yield() / Self::year())
            .named("Revenue of a dollar in a month, at full load", Unit::Ratio);
        let revenue = self.contracted_load() * monthly * self.contracted_to_run();
        self.read(Metric::BacklogInService, revenue, "")
            .noted("from capacity that has power by the end of the headline year")
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
        self.mean(Stock::InService, window) * self.it_power_per_bn()
    }
}
