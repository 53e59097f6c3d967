//! The figures that are linear in a scenario's series: the columns of the table.

use crate::model::plan::Plan;
use crate::model::readings::{FlowSeries, Total};
use std::ops::Range;

/// How many neighbouring columns are worked out at once.
pub(super) const LANES: usize = 8;

/// Months from one to before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthSpan {
    pub from: usize,
    pub to: usize,
}

impl MonthSpan {
    /// The sum of a series that may be none.
    pub(super) fn sum(self, months: &[f64]) -> f64 {
        months.get(self.from..self.to).map_or(0.0, |months| months.iter().sum())
    }
}

impl From<Range<usize>> for MonthSpan {
    fn from(months: Range<usize>) -> Self {
        Self { from: months.start, to: months.end }
    }
}

/// One figure, $bn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum LinearFigure {
    /// A flow's sum over some months, times a number.
    Sum(FlowSeries, MonthSpan, f64),
    /// A flow's sum over one year among all, which stand in a row.
    Yearly(FlowSeries, MonthSpan),
    /// Net book value, the mean of the months' ends.
    Book(MonthSpan),
    /// Net present value.
    Npv,
    /// Revenue, discounted as flows are.
    DiscountedRevenue,
    /// What is credited at the end, and what of it is left once debt is repaid.
    Residual,
    EquityResidual,
}

impl LinearFigure {
    /// The column of a figure that is a flow's sum.
    pub(super) fn of(total: Total, plan: &Plan) -> Self {
        let (flow, months, times) = total.terms(plan);
        Self::Sum(flow, months.into(), times)
    }

    /// Whether it is of revenue alone.
    const fn is_sales(&self) -> bool {
        matches!(
            self,
            Self::Sum(FlowSeries::Revenue | FlowSeries::Backlog, ..) | Self::DiscountedRevenue
        )
    }
}

/// A series of months, each a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Curve {
    /// Cumulative free cash flow at each month's end.
    Cash,
    /// The same of discounted flows.
    DiscountedCash,
    /// The same of equity flows.
    EquityCash,
    /// Idle capital, each month's average.
    Idle,
    /// Spend of each month.
    Spend,
}

/// What one curve of the sum adds to every series, month by month; nothing to one that is empty.
#[derive(Debug, Clone, Default)]
pub(super) struct Months {
    pub revenue: Vec<f64>,
    pub income: Vec<f64>,
    pub depreciation: Vec<f64>,
    pub spend: Vec<f64>,
    /// Spend and renewals less depreciation.
    pub invested: Vec<f64>,
    pub idle: Vec<f64>,
    pub flows: Vec<f64>,
    /// Capital in service.
    pub in_service: Vec<f64>,
    /// Contract revenue still to come.
    pub backlog: Vec<f64>,
    /// Equity flows.
    pub equity: Vec<f64>,
    /// Cash before debt service, the service itself, and draws less repayments.
    pub cover: Vec<f64>,
    pub debt_service: Vec<f64>,
    pub borrowed: Vec<f64>,
}

impl Months {
    /// Made by working each series out from the place that it has in another.
    pub(super) fn from_fn(mut series: impl FnMut(fn(&Self) -> &Vec<f64>) -> Vec<f64>) -> Self {
        Self {
            revenue: series(|months| &months.revenue),
            income: series(|months| &months.income),
            depreciation: series(|months| &months.depreciation),
            spend: series(|months| &months.spend),
            invested: series(|months| &months.invested),
            idle: series(|months| &months.idle),
            flows: series(|months| &months.flows),
            in_service: series(|months| &months.in_service),
            backlog: series(|months| &months.backlog),
            equity: series(|months| &months.equity),
            cover: series(|months| &months.cover),
            debt_service: series(|months| &months.debt_service),
            borrowed: series(|months| &months.borrowed),
        }
    }

    const fn flow(&self, flow: FlowSeries) -> &Vec<f64> {
        match flow {
            FlowSeries::Revenue => &self.revenue,
            FlowSeries::Income => &self.income,
            FlowSeries::Depreciation => &self.depreciation,
            FlowSeries::Spend => &self.spend,
            FlowSeries::InService => &self.in_service,
            FlowSeries::Backlog => &self.backlog,
            FlowSeries::Cover => &self.cover,
            FlowSeries::DebtService => &self.debt_service,
        }
    }
}

/// Which figures stand where.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub curves: Vec<Curve>,
    pub figures: Vec<LinearFigure>,
    /// Figures of revenue alone stand behind the table's columns.
    pub sales: Vec<LinearFigure>,
    pub months: usize,
}

impl Columns {
    /// Nothing yet.
    pub(super) fn new(plan: &Plan) -> Self {
        Self { curves: Vec::new(), figures: Vec::new(), sales: Vec::new(), months: plan.months }
    }

    /// Columns of one curve, rounded up to whole lanes.
    const fn stretch(&self) -> usize {
        self.months.next_multiple_of(LANES)
    }

    pub(super) fn add_curve(&mut self, curve: Curve) {
        if !self.curves.contains(&curve) {
            self.curves.push(curve);
        }
    }

    pub(super) fn add_figure(&mut self, figure: LinearFigure) {
        let list = if figure.is_sales() { &mut self.sales } else { &mut self.figures };
        if !list.contains(&figure) {
            list.push(figure);
        }
    }

    /// Where a curve that was added begins.
    pub(super) fn curve(&self, curve: Curve) -> usize {
        let place = self.curves.iter().position(|known| *known == curve);
        place.unwrap_or_default() * self.stretch()
    }

    /// Where a figure that was added stands.
    pub(super) fn figure(&self, figure: LinearFigure) -> usize {
        let place = |list: &[LinearFigure]| {
            list.iter().position(|known| *known == figure).unwrap_or_default()
        };
        if figure.is_sales() {
            self.width() + place(&self.sales)
        } else {
            self.curves.len() * self.stretch() + place(&self.figures)
        }
    }

    /// Columns of the table, a multiple of [`LANES`].
    pub(super) fn width(&self) -> usize {
        (self.curves.len() * self.stretch() + self.figures.len()).next_multiple_of(LANES)
    }

    /// Columns with the figures of revenue behind them.
    pub(super) fn width_with_sales(&self) -> usize {
        self.width() + self.sales.len().next_multiple_of(LANES)
    }

    /// What one curve of the sum adds to every column.
    pub(super) fn read(&self, months: &Months, plan: &Plan, row: &mut [f64]) {
        for curve in &self.curves {
            let from = self.curve(*curve);
            let places = &mut row[from..from + self.months];
            match curve {
                Curve::Idle => copy(places, &months.idle),
                Curve::Spend => copy(places, &months.spend),
                Curve::EquityCash => accumulate(places, months.equity.iter().copied()),
                Curve::Cash => accumulate(places, months.flows.iter().copied()),
                Curve::DiscountedCash => accumulate(
                    places,
                    months.flows.iter().zip(&plan.discount).map(|(flow, factor)| flow * factor),
                ),
            }
        }
        for figure in &self.figures {
            row[self.figure(*figure)] = read_figure(*figure, months, plan);
        }
    }
}

/// What one curve of the sum adds to a figure.
pub(super) fn read_figure(figure: LinearFigure, months: &Months, plan: &Plan) -> f64 {
    match figure {
        LinearFigure::Sum(flow, span, times) => times * span.sum(months.flow(flow)),
        LinearFigure::Yearly(flow, span) => span.sum(months.flow(flow)),
        LinearFigure::Book(span) => {
            let mut book = 0.0;
            let mut total = 0.0;
            for (t, invested) in months.invested.iter().take(span.to).enumerate() {
                book += invested;
                total += if t >= span.from { book } else { 0.0 };
            }
            total / (span.to - span.from) as f64
        }
        LinearFigure::Npv => {
            let last = plan.discount.last().copied().unwrap_or_default();
            present_value(&months.flows, plan) + last * residual(months, plan)
        }
        LinearFigure::DiscountedRevenue => present_value(&months.revenue, plan),
        LinearFigure::Residual => residual(months, plan),
        LinearFigure::EquityResidual => {
            residual(months, plan) - months.borrowed.iter().sum::<f64>()
        }
    }
}

fn present_value(flows: &[f64], plan: &Plan) -> f64 {
    flows.iter().zip(&plan.discount).map(|(flow, factor)| flow * factor).sum()
}

fn residual(months: &Months, plan: &Plan) -> f64 {
    plan.programme.residual_share * months.invested.iter().sum::<f64>()
}

fn copy(out: &mut [f64], series: &[f64]) {
    for (place, value) in out.iter_mut().zip(series) {
        *place = *value;
    }
}

fn accumulate(out: &mut [f64], flows: impl Iterator<Item = f64>) {
    let mut total = 0.0;
    for (place, flow) in out.iter_mut().zip(flows) {
        total += flow;
        *place = total;
    }
}
