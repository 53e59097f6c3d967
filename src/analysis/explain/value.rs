//! Value: discounted cash, the internal rate of return, and the claim on gross domestic product.

use super::cash::Cash;
use super::derivation::{Derivation, Window};
use super::node::{Node, Operation};
use crate::model::finance::IRR_RATES;
use crate::model::{Metric, ProgrammeNumber as Number, Series, Unit};

/// Why there is no IRR; the rates are those of [`IRR_RATES`].
const NO_RATE: &str = "NPV doesn't change sign at any rate from −50 % to 200 % a year";
const SEVERAL_RATES: &str =
    "NPV changes sign at more than one rate from −50 % to 200 % a year, so none is the return";

const NO_EQUITY_RATE: &str =
    "the value of equity flows doesn't change sign at any rate from −50 % to 200 % a year";
const SEVERAL_EQUITY_RATES: &str = "the value of equity flows changes sign at more than one rate \
                                    from −50 % to 200 % a year, so none is the return";

const AT_BOOK: &str = "the last net book value is credited as if sold at book, times its share";

const AT_BOOK_LESS_DEBT: &str = "the last net book value is credited as if sold at book, times its \
                                 share, and what is owed then is paid off";

const DISCOUNTED_CASH: &str = "Discounted cash";

/// Years from the first month to the middle of a month, in which its flow is taken to fall.
fn years_to(month: usize) -> f64 {
    (month as f64 + 0.5) / 12.0
}

impl Derivation<'_> {
    /// `(1 + discount_rate)^−((t+½)/12)`.
    pub(super) fn discount(&self, month: usize) -> f64 {
        (1.0 + self.programme().discount_rate).powf(-years_to(month))
    }

    /// The same at the rate of a node.
    fn discount_factor(rate: &Node, month: usize) -> Node {
        let one = Node::given("one", 1.0, Unit::Ratio);
        let growth = (one + rate.clone()).named("Growth of money in a year", Unit::Ratio);
        let years = Node::given("Years back to the first month", -years_to(month), Unit::Years);
        Node::of("Discount factor", Unit::Ratio, Operation::Power, vec![growth, years])
            .noted("a month's flow falls in its middle")
    }

    /// A month's free cash flow, taken apart, at its value in the first month.
    pub(super) fn discounted_flow(&self, month: usize) -> Node {
        let flow = self.free_cash_flow(&self.single_month(month));
        let rate = self.number(Number::DiscountRate);
        self.discounted_month(DISCOUNTED_CASH, flow, &rate, month)
    }

    fn discounted_month(&self, name: &str, flow: Node, rate: &Node, month: usize) -> Node {
        let label = format!("{name}, {}", self.month_name(month));
        (flow * Self::discount_factor(rate, month)).named(label, Unit::Billions)
    }

    pub(super) fn npv(&self) -> Node {
        let parts = self.discounted(Cash::Free, &self.number(Number::DiscountRate));
        self.read(Metric::Npv, Node::unnamed(Operation::SUM, parts), "")
    }

    /// `1 − npv / ((1 − tax_rate)·discounted revenue)`.
    pub(super) fn breakeven_revenue(&self) -> Node {
        let rate = self.number(Number::DiscountRate);
        let names = ("Discounted revenue", Series::Revenue);
        let revenue = self.discounted_years(names, &rate, &|month| self.revenue(month));
        let revenue = Node::of("Discounted revenue", Unit::Billions, Operation::SUM, revenue);
        let taxed = (self.number(Number::TaxRate).rest("After-tax share") * revenue)
            .named("Discounted revenue after tax", Unit::Billions);
        let spare = (self.npv() / taxed).named("Revenue to spare", Unit::Ratio);
        let whole = Node::given("all of it", 1.0, Unit::Ratio);
        self.read(Metric::BreakevenRevenueRatio, whole - spare, "there is no revenue to vary")
    }

    /// Every year's flows and the residual at a rate; the last year taken apart.
    fn discounted(&self, cash: Cash, rate: &Node) -> Vec<Node> {
        let name = match cash {
            Cash::Free => DISCOUNTED_CASH,
            Cash::Equity => "Discounted equity cash",
        };
        let flow = |month: &Window| self.cash_flow(cash, month);
        let mut parts = self.discounted_years((name, cash.flow()), rate, &flow);
        let last = self.plan.months() - 1;
        let book = self.number(Number::ResidualShare) * self.net_book_value(last);
        let (left, note) = match cash {
            Cash::Free => (book, AT_BOOK),
            Cash::Equity => {
                let book = book.named("Residual of the book value", Unit::Billions);
                let left = book - self.owed(last + 1);
                (left.named("Left for the owners", Unit::Billions), AT_BOOK_LESS_DEBT)
            }
        };
        let residual = left * Self::discount_factor(rate, last);
        parts.push(residual.named("Residual", Unit::Billions).noted(note));
        parts
    }

    /// Each year's flows discounted at a rate, the last year taken apart.
    fn discounted_years(
        &self,
        (name, series): (&str, Series),
        rate: &Node,
        flow: &dyn Fn(&Window) -> Node,
    ) -> Vec<Node> {
        let growth = 1.0 + rate.value.unwrap_or_default();
        let flows = self.months(series);
        let discounted = |month: usize| flows[month] * growth.powf(-years_to(month));
        let mut years = self.years_before(self.plan.months());
        let last = years.pop();
        let mut parts: Vec<Node> = years
            .into_iter()
            .map(|year| {
                let value = year.months.map(discounted).sum();
                Node::simulated(format!("{name}, {}", year.name), value, Unit::Billions)
            })
            .collect();
        parts.extend(last.map(|year| self.discounted_year((name, series), rate, flow, &year)));
        parts
    }

    /// A year's discounted flows by month, the last month taken apart.
    fn discounted_year(
        &self,
        (name, series): (&str, Series),
        rate: &Node,
        flow: &dyn Fn(&Window) -> Node,
        year: &Window,
    ) -> Node {
        let months = year
            .months
            .clone()
            .map(|month| {
                let window = self.single_month(month);
                if month == year.last() {
                    return self.discounted_month(name, flow(&window), rate, month);
                }
                let label = format!("{name}, {}", window.name);
                let flow = self.simulated_flow(series, &window);
                (flow * Self::discount_factor(rate, month).above()).named(label, Unit::Billions)
            })
            .collect();
        Node::of(format!("{name}, {}", year.name), Unit::Billions, Operation::SUM, months)
    }

    pub(super) fn irr(&self) -> Node {
        let is_ambiguous = self.outcome.flags.irr_ambiguous;
        self.rate_of_return(Metric::Irr, Cash::Free, is_ambiguous)
    }

    pub(super) fn equity_irr(&self) -> Node {
        let is_ambiguous = self.outcome.flags.equity_irr_ambiguous;
        self.rate_of_return(Metric::EquityIrr, self.owners_cash(), is_ambiguous)
    }

    fn rate_of_return(&self, metric: Metric, cash: Cash, is_ambiguous: bool) -> Node {
        let found = self.outcome.metrics[metric];
        let parts = match found {
            Some(rate) => vec![self.value_at(cash, rate)],
            None => vec![self.value_at(cash, IRR_RATES.0), self.value_at(cash, IRR_RATES.1)],
        };
        let node = Node::unnamed(Operation::Zero, parts).of_metric(metric);
        let (residual, several, none) = match cash {
            Cash::Free => (AT_BOOK, SEVERAL_RATES, NO_RATE),
            Cash::Equity => (AT_BOOK_LESS_DEBT, SEVERAL_EQUITY_RATES, NO_EQUITY_RATE),
        };
        match found {
            Some(rate) => node.valued(rate).noted(residual),
            None => node.without_value(if is_ambiguous { several } else { none }),
        }
    }

    /// What flows are worth at another rate than the discount rate.
    fn value_at(&self, cash: Cash, rate: f64) -> Node {
        let percent = format!("{:.2}", 100.0 * rate).replace('-', "−");
        let name = match cash {
            Cash::Free => "NPV",
            Cash::Equity => "Value of equity",
        };
        let label = format!("{name} at {percent} % a year");
        let rate = Node::given("Rate", rate, Unit::PerYear);
        Node::of(label, Unit::Billions, Operation::SUM, self.discounted(cash, &rate))
    }

    pub(super) fn gdp_contribution(&self) -> Node {
        let programme = self.programme();
        let by = programme.gdp_by;
        let counted = usize::try_from(programme.index(by.plus(1))).unwrap_or(0);
        let months = 0..counted.min(self.plan.months());
        let window = Window { name: format!("to {}", by.name()), months };
        let content =
            |label: &str, share, of| (self.number(share) * of).named(label, Unit::Billions);
        let (servers, revenue) = (self.server_spend(&window), self.revenue_by_year(&window));
        let content = content("Equipment made at home", Number::GdpHardwareShare, servers)
            + content("Services from home", Number::GdpServiceShare, revenue)
            + content("Work at home", Number::GdpDomesticShare, self.spend(&window));
        let content = content.named("Content from home", Unit::Billions);
        self.read(Metric::GdpContribution, self.number(Number::GdpMultiplier) * content, "")
            .noted("cumulative to the claim's date, in gross content times a multiplier")
    }

    /// Revenue of the first months by year, the last year taken apart.
    fn revenue_by_year(&self, window: &Window) -> Node {
        let mut years = self.years_before(window.months.end);
        let last = years.pop();
        let mut parts: Vec<Node> =
            years.iter().map(|year| self.simulated_flow(Series::Revenue, year)).collect();
        parts.extend(last.map(|year| self.revenue(&year)));
        let label = format!("Revenue, {}", window.name);
        if parts.is_empty() {
            return Node::given(label, 0.0, Unit::Billions);
        }
        Node::of(label, Unit::Billions, Operation::SUM, parts)
    }
}
