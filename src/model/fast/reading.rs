//! Reading metrics off a scenario's products with the table.

use super::columns::{Columns, Curve, LinearFigure};
use super::request::Request;
use super::schedule::Schedule;
use crate::model::finance::{self, Irr, SLACK};
use crate::model::metrics::Metric;
use crate::model::plan::Plan;
use crate::model::readings::{Figure, FlowSeries, Return, Scene, Total, lowest_cover, read};
use crate::model::series;
use std::cell::RefCell;

/// Figures below this share of all planned capital are nothing but rounding.
const ROUNDING: f64 = 1e-13;

/// Every output of a scenario, in order, and where it finds what it is made of.
#[derive(Debug, Clone)]
pub(super) struct Readings {
    metrics: Vec<Metric>,
    /// Columns of what some metric needs; any column for the others.
    totals: [usize; Total::ALL.len()],
    book: usize,
    npv: usize,
    discounted_revenue: usize,
    cash: usize,
    discounted_cash: usize,
    equity_cash: usize,
    idle: usize,
    spend: usize,
    /// What the last flow is raised by, and the last equity flow.
    residuals: [usize; 2],
    /// The first of the columns by year; of income only where years are asked for.
    spend_by_year: usize,
    cover_by_year: usize,
    debt_service_by_year: usize,
    income_by_year: Option<usize>,
    /// The last month of each year.
    year_ends: Vec<usize>,
    months: usize,
    /// At each knot, the first month with energised capital from spend that no stress touches,
    /// and from stressed spend.
    service: Vec<[usize; 2]>,
    /// Planned facilities within the months that the claim on gross domestic product counts: what
    /// is spent anyway, and per unit kept.
    facilities: [f64; 2],
    /// Below this, a figure is rounding, $bn.
    rounding: f64,
}

impl Readings {
    /// Adds the columns that the request needs.
    pub(super) fn new(request: &Request, plan: &Plan, columns: &mut Columns) -> Self {
        // The years come first, so that they stand in a row whatever else is asked for.
        if request.by_year {
            columns.add_curve(Curve::Cash);
            (0..plan.years.len()).for_each(|year| columns.add_figure(income_of_year(year, plan)));
        }
        let needs = Needs { plan, columns: RefCell::new(columns) };
        for metric in &request.metrics {
            read(*metric, &plan.programme, &needs);
            match metric {
                Metric::Irr => needs.residual(false),
                Metric::EquityIrr => needs.residual(true),
                _ => {}
            }
        }
        let columns = needs.columns.into_inner();
        let counted = |flow: &[f64]| flow[..plan.gdp_months].iter().sum::<f64>();
        let first_year = |flow| columns.figure(of_year(flow, 0, plan));
        Self {
            metrics: request.metrics.clone(),
            totals: Total::ALL.map(|total| columns.figure(LinearFigure::of(total, plan))),
            book: columns.figure(LinearFigure::Book(plan.headline.clone().into())),
            npv: columns.figure(LinearFigure::Npv),
            discounted_revenue: columns.figure(LinearFigure::DiscountedRevenue),
            cash: columns.curve(Curve::Cash),
            discounted_cash: columns.curve(Curve::DiscountedCash),
            equity_cash: columns.curve(equity_cash(plan)),
            idle: columns.curve(Curve::Idle),
            spend: columns.curve(Curve::Spend),
            residuals: [false, true].map(|equity| columns.figure(residual(equity, plan))),
            spend_by_year: first_year(FlowSeries::Spend),
            cover_by_year: first_year(FlowSeries::Cover),
            debt_service_by_year: first_year(FlowSeries::DebtService),
            income_by_year: request.by_year.then(|| columns.figure(income_of_year(0, plan))),
            year_ends: plan.years.iter().map(|year| year.months.end - 1).collect(),
            months: plan.months,
            service: Vec::new(),
            rounding: ROUNDING
                * plan.flow.unstressed.iter().chain(&plan.flow.stressed).sum::<f64>(),
            facilities: [&plan.flow.unstressed, &plan.flow.stressed]
                .map(|flow| (1.0 - plan.programme.server_share) * counted(flow)),
        }
    }

    /// Adds a knot.
    pub(super) fn push(&mut self, schedule: &Schedule) {
        self.service.push(schedule.service);
    }

    /// Puts every output of a scenario in its place among those of all scenarios.
    #[inline(always)]
    pub(super) fn read(
        &self,
        plan: &Plan,
        place: KnotPosition,
        (products, flows): (&[f64], &mut Vec<f64>),
        (index, scenarios): (usize, usize),
        out: &mut [f64],
    ) {
        let scene = Product { readings: self, plan, place, products };
        let mut at = index;
        for metric in &self.metrics {
            let figure = match metric {
                Metric::Irr => scene.irr(self.cash, self.residuals[0], flows),
                Metric::EquityIrr => scene.irr(self.equity_cash, self.residuals[1], flows),
                _ => read(*metric, &plan.programme, &scene),
            };
            out[at] = figure.map_or(f64::NAN, positive_zero);
            at += scenarios;
        }
        if let Some(income) = self.income_by_year {
            for value in &products[income..income + self.year_ends.len()] {
                out[at] = positive_zero(*value);
                at += scenarios;
            }
            for end in &self.year_ends {
                out[at] = positive_zero(scene.cash()[*end]);
                at += scenarios;
            }
        }
    }
}

fn income_of_year(year: usize, plan: &Plan) -> LinearFigure {
    LinearFigure::Sum(FlowSeries::Income, plan.years[year].months.clone().into(), 1.0)
}

fn of_year(flow: FlowSeries, year: usize, plan: &Plan) -> LinearFigure {
    LinearFigure::Yearly(flow, plan.years[year].months.clone().into())
}

/// Without debt the owners' cash is the programme's.
const fn equity_cash(plan: &Plan) -> Curve {
    if plan.uses.debt { Curve::EquityCash } else { Curve::Cash }
}

const fn residual(of_equity: bool, plan: &Plan) -> LinearFigure {
    if of_equity && plan.uses.debt { LinearFigure::EquityResidual } else { LinearFigure::Residual }
}

/// A scene that only notes which columns are asked for.
struct Needs<'a> {
    plan: &'a Plan,
    columns: RefCell<&'a mut Columns>,
}

impl Needs<'_> {
    /// What an internal rate of return is read off.
    fn residual(&self, of_equity: bool) {
        let mut columns = self.columns.borrow_mut();
        columns.add_figure(residual(of_equity, self.plan));
        columns.add_curve(if of_equity { equity_cash(self.plan) } else { Curve::Cash });
    }

    fn yearly(&self, flow: FlowSeries) {
        let mut columns = self.columns.borrow_mut();
        for year in 0..self.plan.years.len() {
            columns.add_figure(of_year(flow, year, self.plan));
        }
    }
}

impl Scene for Needs<'_> {
    fn total(&self, total: Total) -> f64 {
        self.columns.borrow_mut().add_figure(LinearFigure::of(total, self.plan));
        1.0
    }

    fn figure(&self, figure: Figure) -> f64 {
        let add_figure = |figure| self.columns.borrow_mut().add_figure(figure);
        let add_curve = |curve| self.columns.borrow_mut().add_curve(curve);
        match figure {
            Figure::Book => add_figure(LinearFigure::Book(self.plan.headline.clone().into())),
            Figure::Npv => add_figure(LinearFigure::Npv),
            Figure::DiscountedRevenue => add_figure(LinearFigure::DiscountedRevenue),
            Figure::PeakIdle => add_curve(Curve::Idle),
            Figure::LowestEquity => add_curve(equity_cash(self.plan)),
            Figure::HighestSpend => self.yearly(FlowSeries::Spend),
            Figure::LowestCash | Figure::LastCash | Figure::LowestYear => add_curve(Curve::Cash),
            Figure::CountedFacilities => {}
        }
        1.0
    }

    fn months_until(&self, which: Return) -> Option<f64> {
        match which {
            Return::First | Return::Lasting => self.columns.borrow_mut().add_curve(Curve::Cash),
            Return::Discounted => self.columns.borrow_mut().add_curve(Curve::DiscountedCash),
            Return::Equity => self.columns.borrow_mut().add_curve(equity_cash(self.plan)),
        }
        Some(0.0)
    }

    fn lowest_cover(&self) -> Option<f64> {
        self.columns.borrow_mut().add_curve(Curve::Spend);
        self.yearly(FlowSeries::Cover);
        self.yearly(FlowSeries::DebtService);
        None
    }

    fn capacity_cost(&self) -> f64 {
        1.0
    }

    fn service(&self) -> Option<usize> {
        Some(0)
    }

    fn rounding(&self) -> f64 {
        0.0
    }
}

/// Where a scenario lies.
#[derive(Clone, Copy)]
pub(super) struct KnotPosition {
    /// Share of stressed spend that is kept, and that is shipped.
    pub kept: f64,
    pub shipped: f64,
    /// The knot below its delay, and the share of the way to the next one.
    pub knot: usize,
    pub share: f64,
    pub capacity_cost: f64,
}

/// One scenario: the product of its factors with each column, then the figures of revenue.
struct Product<'a> {
    readings: &'a Readings,
    plan: &'a Plan,
    place: KnotPosition,
    products: &'a [f64],
}

impl Product<'_> {
    #[inline(always)]
    fn curve(&self, from: usize) -> &[f64] {
        &self.products[from..from + self.readings.months]
    }

    /// Cumulative free cash flow by month.
    #[inline(always)]
    fn cash(&self) -> &[f64] {
        self.curve(self.readings.cash)
    }

    /// The internal rate of return of the flows that a curve of cumulative cash sums up, the last
    /// raised by what is credited; none where there is none, or several.
    #[inline(always)]
    fn irr(&self, cash: usize, residual: usize, flows: &mut Vec<f64>) -> Option<f64> {
        let mut before = 0.0;
        flows.clear();
        flows.extend(self.curve(cash).iter().map(|after| {
            let flow = after - before;
            before = *after;
            flow
        }));
        if let Some(last) = flows.last_mut() {
            *last += self.products[residual];
        }
        match finance::irr(flows, 12.0, finance::IRR_RATES) {
            Irr::One(rate) => Some(rate),
            Irr::None | Irr::Several => None,
        }
    }

    /// How far below zero a curve counts as zero.
    #[inline(always)]
    fn slack(&self, curve: &[f64]) -> f64 {
        (SLACK * series::largest(curve)).max(self.readings.rounding)
    }
}

impl Scene for Product<'_> {
    #[inline(always)]
    fn total(&self, total: Total) -> f64 {
        self.products[self.readings.totals[total as usize]]
    }

    #[inline(always)]
    fn figure(&self, figure: Figure) -> f64 {
        let readings = self.readings;
        match figure {
            Figure::CountedFacilities => {
                readings.facilities[0] + self.place.kept * readings.facilities[1]
            }
            Figure::Book => self.products[readings.book],
            Figure::Npv => self.products[readings.npv],
            Figure::DiscountedRevenue => self.products[readings.discounted_revenue],
            Figure::LowestEquity => series::lowest(self.curve(readings.equity_cash)),
            Figure::LowestCash => series::lowest(self.cash()),
            Figure::LastCash => self.cash()[readings.months - 1],
            Figure::PeakIdle => series::highest(self.curve(readings.idle)),
            Figure::LowestYear => {
                let cash = self.cash();
                let mut before = 0.0;
                let yearly = readings.year_ends.iter().map(|end| {
                    let flow = cash[*end] - before;
                    before = cash[*end];
                    flow
                });
                yearly.reduce(f64::min).unwrap_or_default()
            }
            Figure::HighestSpend => {
                let from = readings.spend_by_year;
                let yearly = &self.products[from..from + readings.year_ends.len()];
                yearly.iter().copied().reduce(f64::max).unwrap_or_default()
            }
        }
    }

    #[inline(always)]
    fn months_until(&self, which: Return) -> Option<f64> {
        let curve = match which {
            Return::First | Return::Lasting => self.cash(),
            Return::Discounted => self.curve(self.readings.discounted_cash),
            Return::Equity => self.curve(self.readings.equity_cash),
        };
        let zero = -self.slack(curve);
        let found = match which {
            Return::First | Return::Discounted | Return::Equity => {
                series::first_return(curve, zero)
            }
            Return::Lasting => series::last_return(curve, zero),
        };
        match found {
            Some(month) => Some(series::crossing(curve, month)),
            None => (!series::is_drawn(curve, zero)).then_some(0.0),
        }
    }

    #[inline(always)]
    fn service(&self) -> Option<usize> {
        let KnotPosition { shipped, knot, share, .. } = self.place;
        let at = |knot: usize| {
            let [plain, stressed] = self.readings.service[knot];
            if shipped > 0.0 { plain.min(stressed) } else { plain }
        };
        let mut first = usize::MAX;
        if share < 1.0 {
            first = at(knot);
        }
        if share > 0.0 {
            first = first.min(at(knot + 1));
        }
        (first != usize::MAX).then_some(first)
    }

    #[inline(always)]
    fn lowest_cover(&self) -> Option<f64> {
        let readings = self.readings;
        lowest_cover(self.plan, self.curve(readings.spend), |year| {
            let of = |from: usize| self.products[from + year];
            (of(readings.cover_by_year), of(readings.debt_service_by_year))
        })
    }

    #[inline(always)]
    fn capacity_cost(&self) -> f64 {
        self.place.capacity_cost
    }

    /// What is zero in the simulation is a sum of products here, and may miss zero by rounding:
    /// nothing is divided by that.
    #[inline(always)]
    fn rounding(&self) -> f64 {
        self.readings.rounding
    }
}

/// Zero for a zero below zero.
#[inline(always)]
fn positive_zero(figure: f64) -> f64 {
    figure + 0.0
}
