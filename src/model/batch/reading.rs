//! Reading metrics off a scenario's products with the table.

use super::Request;
use super::columns::{Columns, Curve, Figure, LANES, Span};
use super::layout::Layout;
use crate::model::finance::SLACK;
use crate::model::metrics::Metric;
use crate::model::plan::Plan;
use crate::model::readings::{MOST_MULTIPLE_YEARS, ratio};

/// Figures below this share of all planned capital are nothing but rounding.
const ROUNDING: f64 = 1e-13;

/// One scenario: its products, and where it lies.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// Every column's value, then the figures of revenue.
    pub products: &'a [f64],
    /// Share of stressed spend that is kept, and that is shipped.
    pub kept: f64,
    pub shipped: f64,
    /// The knot below its delay, and the share of the way to the next one.
    pub knot: usize,
    pub share: f64,
}

/// How a metric is read; numbers are columns.
#[derive(Debug, Clone, Copy)]
enum Reading {
    Figure(usize),
    /// A figure over a number.
    Over(usize, f64),
    /// A figure over another.
    Quotient(usize, usize),
    /// Two figures' sum over a third.
    SumQuotient(usize, usize, usize),
    /// Capital over a share of run-rate income and depreciation.
    Multiple {
        capital: usize,
        income: usize,
        kept: f64,
        depreciation: Option<usize>,
    },
    /// Income after tax over the book value.
    Roic {
        income: usize,
        book: usize,
        kept: f64,
    },
    Payback,
    LastingPayback,
    DiscountedPayback(usize),
    ServicePayback,
    PeakDraw,
    /// The highest month of a curve.
    Peak(usize),
    HorizonCash,
    LowestYear,
    /// The highest of so many figures over a number.
    Highest {
        from: usize,
        count: usize,
        over: f64,
    },
    Gdp {
        spend: usize,
        revenue: usize,
    },
}

/// Every output of a scenario, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Readings {
    metrics: Vec<Reading>,
    /// The first of the columns of income by year, where years are asked for.
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
    /// Adds the columns that the request needs and says where to find them; places are final when
    /// no column was new. `None` where a metric can't be read off columns.
    pub(super) fn new(request: &Request, plan: &Plan, columns: &mut Columns) -> Option<Self> {
        // The years come first, so that they stand in a row whatever else is asked for.
        let mut income_by_year = None;
        if request.by_year {
            for year in &plan.years {
                columns.add_figure(Figure::Income(Span::from(year)));
            }
            let starts = plan.years.iter().map(|year| Figure::Income(Span::from(year)));
            income_by_year = starts.map(|figure| columns.figure(figure)).next();
        }
        let metrics = request.metrics.iter().map(|metric| reading(*metric, plan, columns));
        let metrics = metrics.collect::<Option<Vec<_>>>()?;
        let servers = plan.programme.server_share;
        let counted = Span { from: 0, to: plan.gdp_months };
        Some(Self {
            metrics,
            income_by_year,
            year_ends: plan.years.iter().map(|year| year.months.end - 1).collect(),
            months: plan.months,
            service: Vec::new(),
            rounding: ROUNDING
                * plan.unstressed_flow.iter().chain(&plan.stressed_flow).sum::<f64>(),
            facilities: [&plan.unstressed_flow, &plan.stressed_flow]
                .map(|flow| (1.0 - servers) * counted.sum(flow)),
        })
    }

    /// Adds a knot.
    pub(super) fn push(&mut self, layout: &Layout) {
        let first = |months: &[f64]| {
            months.iter().position(|energised| *energised > 0.0).unwrap_or(usize::MAX)
        };
        self.service.push([first(&layout.energised.plain), first(&layout.energised.shipped)]);
    }

    /// Puts every output of a scenario in its place among those of all scenarios.
    #[inline(always)]
    pub(super) fn read(
        &self,
        plan: &Plan,
        scene: Scene<'_>,
        index: usize,
        scenarios: usize,
        out: &mut [f64],
    ) {
        let cash = &scene.products[..self.months];
        let mut at = index;
        for reading in &self.metrics {
            out[at] = self.metric(*reading, plan, scene, cash).map_or(f64::NAN, positive_zero);
            at += scenarios;
        }
        if let Some(income) = self.income_by_year {
            for value in &scene.products[income..income + self.year_ends.len()] {
                out[at] = positive_zero(*value);
                at += scenarios;
            }
            for end in &self.year_ends {
                out[at] = positive_zero(cash[*end]);
                at += scenarios;
            }
        }
    }

    #[inline(always)]
    fn metric(&self, reading: Reading, plan: &Plan, scene: Scene<'_>, cash: &[f64]) -> Option<f64> {
        let products = scene.products;
        // What is zero in the simulation is a sum of products here, and may miss zero by rounding:
        // nothing is divided by that.
        let quotient = |of: f64, over: f64| ratio(of, over).filter(|_| over > self.rounding);
        let years = |months: f64| months / 12.0;
        let first = |curve: &[f64]| first_return(curve, self.slack(curve)).map(years);
        match reading {
            Reading::Figure(column) => Some(products[column]),
            Reading::Over(column, number) => ratio(products[column], number),
            Reading::Quotient(of, over) => quotient(products[of], products[over]),
            Reading::SumQuotient(a, b, over) => quotient(products[a] + products[b], products[over]),
            Reading::Multiple { capital, income, kept, depreciation } => {
                let run_rate =
                    products[income] * kept + depreciation.map_or(0.0, |column| products[column]);
                quotient(products[capital], run_rate).filter(|years| *years <= MOST_MULTIPLE_YEARS)
            }
            Reading::Roic { income, book, kept } => {
                quotient(products[income] * kept, products[book])
            }
            Reading::Payback => first(cash),
            Reading::LastingPayback => last_return(cash, self.slack(cash)).map(years),
            Reading::DiscountedPayback(from) => first(&products[from..from + self.months]),
            Reading::ServicePayback => {
                let service = years(self.first_service(scene)? as f64);
                first(cash).map(|payback| (payback - service).max(0.0))
            }
            Reading::PeakDraw => Some(-extreme(cash, |a, b| if b < a { b } else { a })),
            Reading::Peak(from) => {
                Some(extreme(&products[from..from + self.months], |a, b| if b > a { b } else { a }))
            }
            Reading::HorizonCash => cash.last().copied(),
            Reading::LowestYear => {
                let mut before = 0.0;
                let yearly = self.year_ends.iter().map(|end| {
                    let flow = cash[*end] - before;
                    before = cash[*end];
                    flow
                });
                yearly.reduce(f64::min)
            }
            Reading::Highest { from, count, over } => {
                let highest = products[from..from + count].iter().copied().reduce(f64::max);
                highest.and_then(|highest| ratio(highest, over))
            }
            Reading::Gdp { spend, revenue } => {
                let programme = &plan.programme;
                let (spend, revenue) = (products[spend], products[revenue]);
                let facilities = self.facilities[0] + scene.kept * self.facilities[1];
                Some(
                    programme.gdp_multiplier
                        * (programme.gdp_hardware_share * (spend - facilities)
                            + programme.gdp_service_share * revenue
                            + programme.gdp_domestic_share * spend),
                )
            }
        }
    }

    /// How far below zero a curve counts as zero.
    #[inline(always)]
    fn slack(&self, curve: &[f64]) -> f64 {
        let largest = extreme(curve, |a, b| if b.abs() > a { b.abs() } else { a });
        (SLACK * largest).max(self.rounding)
    }

    /// The first month with energised capital.
    fn first_service(&self, scene: Scene<'_>) -> Option<usize> {
        let at = |knot: usize| {
            let [plain, stressed] = self.service[knot];
            if scene.shipped > 0.0 { plain.min(stressed) } else { plain }
        };
        let mut first = usize::MAX;
        if scene.share < 1.0 {
            first = at(scene.knot);
        }
        if scene.share > 0.0 {
            first = first.min(at(scene.knot + 1));
        }
        (first != usize::MAX).then_some(first)
    }
}

fn reading(metric: Metric, plan: &Plan, columns: &mut Columns) -> Option<Reading> {
    let headline = Span::from(&plan.headline);
    let quarter = Span { from: headline.to - 3, ..headline };
    let kept = 1.0 - plan.programme.tax_rate;
    let mut figure = |figure: Figure| {
        columns.add_figure(figure);
        columns.figure(figure)
    };
    let all = Span { from: 0, to: plan.months };
    let (income, run_income) = (Figure::Income(headline), Figure::RunRateIncome(quarter));
    let run_depreciation = Figure::RunRateDepreciation(quarter);
    let (revenue, run_revenue) = (Figure::Revenue(headline), Figure::RunRateRevenue(quarter));
    let capital = Figure::Spend(all);
    Some(match metric {
        Metric::Revenue => Reading::Figure(figure(revenue)),
        Metric::OperatingIncome => Reading::Figure(figure(income)),
        Metric::OperatingMargin => Reading::Quotient(figure(income), figure(revenue)),
        Metric::EbitdaMargin => Reading::SumQuotient(
            figure(income),
            figure(Figure::Depreciation(headline)),
            figure(revenue),
        ),
        Metric::RunRateRevenue => Reading::Figure(figure(run_revenue)),
        Metric::RunRateOperatingIncome => Reading::Figure(figure(run_income)),
        Metric::RunRateMargin => Reading::Quotient(figure(run_income), figure(run_revenue)),
        Metric::PaybackYears => Reading::Payback,
        Metric::LastingPaybackYears => Reading::LastingPayback,
        Metric::DiscountedPaybackYears => {
            columns.add_curve(Curve::DiscountedCash);
            Reading::DiscountedPayback(columns.curve(Curve::DiscountedCash))
        }
        Metric::PaybackFromServiceYears => Reading::ServicePayback,
        Metric::IncomeMultipleYears => Reading::Multiple {
            capital: figure(capital),
            income: figure(run_income),
            kept: 1.0,
            depreciation: None,
        },
        Metric::EbitdaMultipleYears | Metric::CashMultipleYears => Reading::Multiple {
            capital: figure(capital),
            income: figure(run_income),
            kept: if metric == Metric::CashMultipleYears { kept } else { 1.0 },
            depreciation: Some(figure(run_depreciation)),
        },
        Metric::Capital => Reading::Figure(figure(capital)),
        Metric::NpvPerCapital => Reading::Quotient(figure(Figure::Npv), figure(capital)),
        Metric::Npv => Reading::Figure(figure(Figure::Npv)),
        Metric::Irr => return None,
        Metric::Roic => {
            Reading::Roic { income: figure(income), book: figure(Figure::Book(headline)), kept }
        }
        Metric::PeakDraw => Reading::PeakDraw,
        Metric::PeakIdleCapital => {
            columns.add_curve(Curve::Idle);
            Reading::Peak(columns.curve(Curve::Idle))
        }
        Metric::MinAnnualFcf => Reading::LowestYear,
        Metric::HorizonCash => Reading::HorizonCash,
        Metric::GdpContribution => {
            let counted = Span { from: 0, to: plan.gdp_months };
            Reading::Gdp {
                spend: figure(Figure::Spend(counted)),
                revenue: figure(Figure::Revenue(counted)),
            }
        }
        Metric::RevenueVsGroup => Reading::Over(figure(run_revenue), plan.programme.group_revenue),
        Metric::SpendVsGroupCapex => {
            // All of them one after another, whether or not one is there for another metric.
            let places: Vec<usize> = plan
                .years
                .iter()
                .map(|year| figure(Figure::YearsSpend(Span::from(year))))
                .collect();
            Reading::Highest {
                from: places.first().copied().unwrap_or_default(),
                count: places.len(),
                over: plan.programme.group_capex,
            }
        }
    })
}

/// Zero for a zero below zero.
#[inline(always)]
fn positive_zero(figure: f64) -> f64 {
    figure + 0.0
}

/// The months from the first to the first return of a cumulative curve from below zero, 0 where it
/// is never below; what lies within the slack is zero.
#[inline(always)]
fn first_return(curve: &[f64], slack: f64) -> Option<f64> {
    let zero = -slack;
    let (before, after) = (&curve[..curve.len() - 1], &curve[1..]);
    let mut chunk = 0;
    let pairs = before.chunks_exact(LANES).zip(after.chunks_exact(LANES));
    for (left, right) in pairs {
        // Numbers in place of truth values: no branch, so the lanes are compared side by side.
        let mut any = 0;
        for lane in 0..LANES {
            any |= u64::from(left[lane] < zero) & u64::from(right[lane] >= zero);
        }
        if any != 0 {
            break;
        }
        chunk += LANES;
    }
    let found = (chunk..before.len()).find(|t| before[*t] < zero && after[*t] >= zero);
    found.map(|found| crossing(before, after, found)).or_else(|| undrawn(curve, zero))
}

/// The months to the last one, if the curve isn't below zero at any month's end after it.
#[inline(always)]
fn last_return(curve: &[f64], slack: f64) -> Option<f64> {
    let zero = -slack;
    if curve.last().is_none_or(|last| *last < zero) {
        return None;
    }
    let (before, after) = (&curve[..curve.len() - 1], &curve[1..]);
    let found = (0..before.len()).rev().find(|t| before[*t] < zero && after[*t] >= zero);
    found.map(|found| crossing(before, after, found)).or_else(|| undrawn(curve, zero))
}

/// No time for a curve that is never below zero.
#[inline(always)]
fn undrawn(curve: &[f64], zero: f64) -> Option<f64> {
    curve.iter().all(|value| *value >= zero).then_some(0.0)
}

/// The place of a crossing within its month, the month's flow spread evenly over it: at most the
/// month's end.
#[inline(always)]
fn crossing(before: &[f64], after: &[f64], found: usize) -> f64 {
    (found + 1) as f64 + (before[found] / (before[found] - after[found])).min(1.0)
}

/// The lowest or highest of a curve and zero.
#[inline(always)]
fn extreme(curve: &[f64], choose: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let chunks = curve.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = choose(*lane, *value);
        }
    }
    lanes.iter().chain(rest).copied().fold(0.0, choose)
}
