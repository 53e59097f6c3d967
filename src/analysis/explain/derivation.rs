//! What every derivation draws on: the inputs, the plan and the simulated timeline.

use super::super::question::Question;
use super::node::Node;
use crate::model::{
    Driver, Drivers, EarningCapital, Input, Inputs, Metric, Outcome, Plan, Programme,
    ProgrammeNumber, Scenario, Series, SiteNumber, Unit, Uses, Workspace, evaluate,
};
use std::ops::Range;

/// A stretch of modelled months, with its name: a year, a quarter, a month.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub name: String,
    pub months: Range<usize>,
}

impl Window {
    /// Its last month; the first one modelled where it is empty.
    pub(super) const fn last(&self) -> usize {
        self.months.end.saturating_sub(1)
    }
}

/// One scenario, simulated, from which figures are derived.
pub(super) struct Derivation<'a> {
    inputs: &'a Inputs,
    scenario: Scenario,
    pub plan: Plan,
    pub outcome: Outcome,
    workspace: Workspace,
}

impl<'a> Derivation<'a> {
    pub fn new(question: Question<'a>) -> Self {
        let Question { inputs, scenario, .. } = question;
        let plan = Plan::new(&inputs.programme);
        let mut workspace = Workspace::new();
        let outcome = evaluate(&plan, inputs.scenarios[scenario].drivers(), &mut workspace);
        Self { inputs, scenario, plan, outcome, workspace }
    }

    pub(super) const fn margin_capped(&self) -> bool {
        self.outcome.flags.margin_capped
    }

    pub(super) const fn programme(&self) -> &'a Programme {
        &self.inputs.programme
    }

    pub(super) fn drivers(&self) -> &'a Drivers {
        self.inputs.scenarios[self.scenario].drivers()
    }

    pub(super) fn follows_from_indicators(&self) -> bool {
        self.inputs.scenarios[self.scenario].indicators().is_some()
    }

    /// An input as a leaf.
    pub(super) fn input(&self, input: Input) -> Node {
        Node::input(input, self.inputs.get(input, self.scenario).unwrap_or_default())
    }

    pub(super) fn driver(&self, driver: Driver) -> Node {
        self.input(Input::Driver(driver))
    }

    pub fn number(&self, number: ProgrammeNumber) -> Node {
        self.input(Input::Programme(number))
    }

    pub fn site(&self, site: usize, number: SiteNumber) -> Node {
        self.input(Input::Site(site, number))
    }

    /// A series' monthly values, $bn.
    pub(super) fn months(&self, series: Series) -> &[f64] {
        self.workspace.timeline.months(series)
    }

    /// Capital that earns and costs, month by month.
    pub(super) fn earning_capital(&self) -> EarningCapital<'_> {
        self.workspace.earning_capital(&self.plan)
    }

    /// What is contracted after the headline year of what is energised by its end, month by month.
    pub(super) fn contracted_to_come(&self) -> &[f64] {
        self.workspace.contracted_to_come()
    }

    /// What is made use of: without it no level speaks of it.
    pub(super) const fn uses(&self) -> Uses {
        self.plan.uses()
    }

    /// A flow summed over a window.
    pub(super) fn flow(&self, series: Series, window: &Window) -> f64 {
        self.months(series)[window.months.clone()].iter().sum()
    }

    /// A flow over a window as simulated.
    pub(super) fn simulated_flow(&self, series: Series, window: &Window) -> Node {
        let label = format!("{}, {}", series.label(), window.name);
        Node::simulated(label, self.flow(series, window), Unit::Billions)
    }

    /// A window's length in years.
    pub(super) fn years_of(window: &Window) -> Node {
        let count = window.months.len() as f64;
        Node::given("Years", count / 12.0, Unit::Years)
    }

    /// All months.
    pub fn whole(&self) -> Window {
        let horizon = self.programme().horizon.name();
        Window { name: format!("all months to {horizon}"), months: 0..self.plan.months() }
    }

    /// The months before one, by year.
    pub(super) fn years_before(&self, month: usize) -> Vec<Window> {
        self.plan
            .years()
            .iter()
            .filter(|year| year.months.start < month)
            .map(|year| {
                let end = year.months.end.min(month);
                let name = if end == year.months.end {
                    year.year.to_string()
                } else {
                    format!("{} to the end of {}", year.year, self.month_name(end - 1))
                };
                Window { name, months: year.months.start..end }
            })
            .collect()
    }

    /// The headline year.
    pub(super) fn headline(&self) -> Window {
        let year = self.programme().headline_year;
        let found = self.plan.years().iter().find(|window| window.year == year);
        let months = found.map_or(0..0, |window| window.months.clone());
        Window { name: year.to_string(), months }
    }

    /// The headline year's last three months.
    pub(super) fn quarter(&self) -> Window {
        let end = self.headline().months.end;
        let months = end.saturating_sub(3)..end;
        Window { name: self.span_name(&months), months }
    }

    /// From the first to the last of some months: `Oct to Dec 2029`, `Dec 2028 to Feb 2029`.
    pub(super) fn span_name(&self, months: &Range<usize>) -> String {
        let first = self.month_name(months.start);
        let last = self.month_name(months.end.saturating_sub(1));
        if first == last {
            return last;
        }
        match (first.split_once(' '), last.split_once(' ')) {
            (Some((name, begins)), Some((_, ends))) if begins == ends => {
                format!("{name} to {last}")
            }
            _ => format!("{first} to {last}"),
        }
    }

    pub(super) fn single_month(&self, month: usize) -> Window {
        Window { name: self.month_name(month), months: month..month + 1 }
    }

    pub(super) fn month_name(&self, month: usize) -> String {
        let offset = i32::try_from(month).unwrap_or(i32::MAX);
        self.programme().start.plus(offset).name()
    }

    /// A metric's derivation.
    pub(super) fn metric(&self, metric: Metric) -> Node {
        match metric {
            Metric::Revenue => self.revenue(&self.headline()),
            Metric::OperatingIncome => self.operating_income(&self.headline()),
            Metric::OperatingMargin => self.operating_margin(),
            Metric::EbitdaMargin => self.ebitda_margin(),
            Metric::RunRateRevenue => self.run_rate_revenue(),
            Metric::RunRateOperatingIncome => self.run_rate_income(),
            Metric::RunRateMargin => self.run_rate_margin(),
            Metric::PaybackYears => self.payback(),
            Metric::LastingPaybackYears => self.lasting_payback(),
            Metric::DiscountedPaybackYears => self.discounted_payback(),
            Metric::PaybackFromServiceYears => self.payback_from_service(),
            Metric::IncomeMultipleYears => self.income_multiple(),
            Metric::EbitdaMultipleYears => self.ebitda_multiple(),
            Metric::CashMultipleYears => self.cash_multiple(),
            Metric::Capital => self.capital(),
            Metric::NpvPerCapital => self.npv_per_capital(),
            Metric::Npv => self.npv(),
            Metric::Irr => self.irr(),
            Metric::Roic => self.roic(),
            Metric::PeakDraw => self.peak_draw(),
            Metric::PeakIdleCapital => self.peak_idle_capital(),
            Metric::MinAnnualFcf => self.lowest_year(),
            Metric::HorizonCash => self.horizon_cash(),
            Metric::GdpContribution => self.gdp_contribution(),
            Metric::RevenueVsGroup => self.revenue_vs_group(),
            Metric::SpendVsGroupCapex => self.spend_vs_group(),
            Metric::BreakevenRevenueRatio => self.breakeven_revenue(),
            Metric::EquityIrr => self.equity_irr(),
            Metric::EquityPaybackYears => self.equity_payback(),
            Metric::PeakEquity => self.peak_equity(),
            Metric::MinDscr => self.lowest_cover(),
            Metric::BacklogInService => self.backlog(),
            Metric::ItMwInService => self.it_power(),
            Metric::RevenuePerMw => self.revenue_per_mw(),
        }
    }
}
