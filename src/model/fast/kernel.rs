//! Factors times the table: several scenarios between the same two knots at once.

use super::columns::{Columns, Curve, LinearFigure, MonthSpan};
use super::product::{TOGETHER, product};
use super::reading::{KnotPosition, Readings};
use super::request::Request;
use super::schedule::{Schedules, knots};
use super::stress::Stress;
use super::table::{CurveRates, EarnedCurves, NoTables, Pricing, Tables};
use crate::model::calibration::Calibration;
use crate::model::drivers::{Driver, Drivers};
use crate::model::plan::Plan;
use crate::model::readings::FlowSeries;
use crate::model::simulation::set_prices;
use pulp::{Simd, WithSimd};

/// The tables of a programme, and how figures are read off what they give.
#[derive(Debug)]
pub(super) struct Kernel {
    plan: Plan,
    calibration: Calibration,
    columns: Columns,
    readings: Readings,
    stress: Stress,
    pricing: Pricing,
    curves: EarnedCurves,
    delays: Vec<f64>,
    tables: Tables,
    pub(super) arch: pulp::Arch,
}

/// Memory for a kernel's work, to be used again and again.
#[derive(Debug, Clone, Default)]
pub struct KernelScratch {
    /// Each scenario's lower knot and the share of the way to the next one.
    places: Vec<(u32, f64)>,
    /// Scenarios by their knots.
    order: Vec<u32>,
    starts: Vec<u32>,
    /// For each row those of all scenarios.
    factors: Vec<[f64; TOGETHER]>,
    products: Vec<f64>,
    sold: Vec<f64>,
    /// One scenario's flows, for its internal rate of return.
    flows: Vec<f64>,
    /// Scenarios beyond the knots, left to the simulation.
    pub(super) beyond: Vec<usize>,
}

/// What is compiled for several kinds of processor.
struct Work<'a> {
    kernel: &'a Kernel,
    draws: &'a [Drivers],
    scratch: &'a mut KernelScratch,
    out: &'a mut [f64],
}

impl WithSimd for Work<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        self.kernel.evaluate_here(simd, self.draws, self.scratch, self.out)
    }
}

/// What a scenario's factors are made of.
#[derive(Debug, Clone, Copy, Default)]
struct DrawRates {
    by_curve: CurveRates,
    capacity_cost: f64,
    kept: f64,
    shipped: f64,
    erosion: f64,
    /// Share of the way from one knot to the next.
    share: f64,
}

impl Kernel {
    /// Refused where a metric isn't the kernel's, its tables would be too large, or memory is short.
    pub(super) fn new(
        plan: &Plan,
        ranges: (Drivers, Drivers),
        request: &Request,
    ) -> Result<Self, NoTables> {
        let mut columns = Columns::new(plan);
        let mut readings = Readings::new(request, plan, &mut columns);
        let stress = Stress::new(&ranges);
        let pricing = pricing(plan, &ranges);
        let delays = knots_between(plan, &ranges);
        if delays.is_empty() || !is_sum_of_curves(plan, &ranges, delays.len()) {
            return Err(NoTables::Unfit);
        }
        let curves = EarnedCurves::new(plan, &pricing);
        let mut tables = Tables::new(&columns, stress, &curves, delays.len())?;
        let mut schedules = Schedules::new(plan, stress);
        tables.set_kept(plan, &columns, schedules.kept().as_ref());
        for (index, delay) in delays.iter().enumerate() {
            let schedule = schedules.at(*delay, delays.get(index + 1).copied());
            readings.push(&schedule);
            tables.push(plan, &columns, (stress, &pricing, &curves), &schedule);
        }
        Ok(Self {
            plan: plan.clone(),
            calibration: Calibration::new(&plan.programme),
            columns,
            readings,
            stress,
            pricing,
            curves,
            delays,
            tables,
            arch: pulp::Arch::new(),
        })
    }

    /// Whether tables of this plan in these ranges would be the same.
    pub(super) fn fits(&self, plan: &Plan, ranges: &(Drivers, Drivers)) -> bool {
        self.plan.programme == plan.programme
            && self.stress == Stress::new(ranges)
            && self.pricing == pricing(plan, ranges)
            && self.delays == knots_between(plan, ranges)
    }

    /// Products that are added up for a scenario.
    pub(super) fn multiply_adds(&self) -> usize {
        self.delays.len().min(2) * self.tables.numbers_of_knot()
    }

    /// Numbers in its tables.
    pub(super) const fn table_size(&self) -> usize {
        self.delays.len() * self.tables.numbers_of_knot()
    }

    /// How many knots its tables have.
    pub(super) const fn knots(&self) -> usize {
        self.delays.len()
    }

    /// Evaluates scenarios; those beyond the knots are noted in the scratch.
    pub(super) fn evaluate(
        &self,
        draws: &[Drivers],
        scratch: &mut KernelScratch,
        out: &mut [f64],
    ) -> bool {
        // Compiled once for every kind of processor, and chosen by what this one can do.
        self.arch.dispatch(Work { kernel: self, draws, scratch, out })
    }

    #[inline(always)]
    fn evaluate_here<S: Simd>(
        &self,
        simd: S,
        draws: &[Drivers],
        scratch: &mut KernelScratch,
        out: &mut [f64],
    ) -> bool {
        self.sort(draws, scratch);
        let width = self.columns.width_with_sales();
        scratch.products.resize(TOGETHER * width, 0.0);
        let mut capped = false;
        for knot in 0..self.delays.len() {
            let run = scratch.starts[knot] as usize..scratch.starts[knot + 1] as usize;
            for from in run.clone().step_by(TOGETHER) {
                let mut rates = [DrawRates::default(); TOGETHER];
                let members = from..run.end.min(from + TOGETHER);
                for (rates, member) in rates.iter_mut().zip(members.clone()) {
                    let index = scratch.order[member] as usize;
                    let (of, is_capped) = self.rates(&draws[index], scratch.places[index].1);
                    *rates = of;
                    capped |= is_capped;
                }
                self.multiply(simd, knot, &rates, scratch);
                if self.curves.counts().2 > 0 {
                    self.sell(simd, knot, &rates, scratch);
                }
                for (lane, member) in members.enumerate() {
                    let index = scratch.order[member] as usize;
                    let place = KnotPosition {
                        kept: rates[lane].kept,
                        shipped: rates[lane].shipped,
                        knot,
                        share: rates[lane].share,
                        capacity_cost: rates[lane].capacity_cost,
                    };
                    let KernelScratch { products, flows, .. } = scratch;
                    let products = &products[lane * width..(lane + 1) * width];
                    let at = (index, draws.len());
                    self.readings.read(&self.plan, place, (products, flows), at, out);
                }
            }
        }
        capped
    }

    /// Puts scenarios in the order of their knots, so that neighbours share their rows.
    #[inline(always)]
    fn sort(&self, draws: &[Drivers], scratch: &mut KernelScratch) {
        let KernelScratch { places, order, starts, beyond, .. } = scratch;
        let knots = self.delays.len();
        places.clear();
        beyond.clear();
        starts.clear();
        starts.resize(knots + 2, 0);
        let (first, last) = (self.delays[0], self.delays[knots - 1]);
        let per_month = (knots - 1) as f64 / (last - first).max(f64::MIN_POSITIVE);
        for (index, drivers) in draws.iter().enumerate() {
            let delay = drivers[Driver::PowerDelay];
            let place = if delay >= first && delay <= last {
                self.place(delay, (delay - first) * per_month)
            } else {
                beyond.push(index);
                (u32::MAX, 0.0)
            };
            places.push(place);
            if place.0 != u32::MAX {
                starts[place.0 as usize + 2] += 1;
            }
        }
        for knot in 2..starts.len() {
            starts[knot] += starts[knot - 1];
        }
        order.clear();
        order.resize(draws.len() - beyond.len(), 0);
        for (index, (knot, _)) in places.iter().enumerate() {
            if *knot != u32::MAX {
                let next = &mut starts[*knot as usize + 1];
                order[*next as usize] = u32::try_from(index).unwrap_or(u32::MAX);
                *next += 1;
            }
        }
    }

    /// The knot below a delay and the share of the way to the next one, from a guess of it.
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the guess lies between 0 and the number of knots"
    )]
    fn place(&self, delay: f64, guess: f64) -> (u32, f64) {
        let last = self.delays.len() - 1;
        if last == 0 {
            return (0, 0.0);
        }
        let mut knot = (guess as usize).min(last - 1);
        while knot > 0 && self.delays[knot] > delay {
            knot -= 1;
        }
        while knot < last - 1 && self.delays[knot + 1] <= delay {
            knot += 1;
        }
        let (left, right) = (self.delays[knot], self.delays[knot + 1]);
        (knot as u32, (delay - left) / (right - left))
    }

    #[inline(always)]
    fn rates(&self, drivers: &Drivers, share: f64) -> (DrawRates, bool) {
        let rates = self.calibration.rates(&self.plan.programme, drivers);
        let (kept, shipped) = drivers.kept_and_shipped();
        let capped = rates.capped;
        let rates = DrawRates {
            by_curve: self.curves.rates(&rates),
            capacity_cost: drivers[Driver::CapacityCost],
            kept,
            shipped,
            erosion: drivers[Driver::PriceErosion],
            share,
        };
        (rates, capped)
    }

    /// Multiplies the factors of each scenario with the rows at both knots.
    #[inline(always)]
    fn multiply<S: Simd>(
        &self,
        simd: S,
        knot: usize,
        rates: &[DrawRates; TOGETHER],
        scratch: &mut KernelScratch,
    ) {
        let Tables { main, sales, .. } = &self.tables;
        let (earned, sold, _) = self.curves.counts();
        let knots = self.delays.len().min(2);
        let stride = self.columns.width_with_sales();
        let KernelScratch { factors, products, .. } = scratch;
        self.set_factors(rates, knots, factors, true, |rates| &rates.by_curve.main[..earned]);
        product(simd, (main.from(knot, knots), main.width), factors, products, (0, stride));
        if self.columns.sales.is_empty() {
            return;
        }
        if sold == 0 {
            for lane in 0..TOGETHER {
                products[lane * stride + main.width..(lane + 1) * stride].fill(0.0);
            }
            return;
        }
        self.set_factors(rates, knots, factors, false, |rates| &rates.by_curve.sales[..sold]);
        let rows = (sales.from(knot, knots), sales.width);
        product(simd, rows, factors, products, (main.width, stride));
    }

    /// The factors of curves at the knots, for each row those of all scenarios; `rates_of` says the
    /// rate of each curve. `with_rest` adds the curve that no rate changes.
    #[inline(always)]
    fn set_factors(
        &self,
        rates: &[DrawRates; TOGETHER],
        knots: usize,
        factors: &mut Vec<[f64; TOGETHER]>,
        with_rest: bool,
        rates_of: impl Fn(&DrawRates) -> &[f64],
    ) {
        let (volume, rest) = (self.stress.rows(false), self.stress.rows(true));
        let curves = rates_of(&rates[0]).len();
        let rows = curves * volume + if with_rest { rest } else { 0 };
        factors.resize(knots * rows, [0.0; TOGETHER]);
        for (lane, rates) in rates.iter().enumerate() {
            let stress = self.stress.factors(rates.kept, rates.shipped);
            let mut row = 0;
            for side in 0..knots {
                let weight = if side == 0 { 1.0 - rates.share } else { rates.share };
                for rate in rates_of(rates) {
                    for factor in &stress[..volume] {
                        factors[row][lane] = weight * rate * factor;
                        row += 1;
                    }
                }
                if with_rest {
                    for factor in &stress[..rest] {
                        factors[row][lane] = weight * factor;
                        row += 1;
                    }
                }
            }
        }
    }

    /// Adds revenue at prices of their own to every scenario's products.
    #[inline(always)]
    fn sell<S: Simd>(
        &self,
        simd: S,
        knot: usize,
        rates: &[DrawRates; TOGETHER],
        scratch: &mut KernelScratch,
    ) {
        let market = &self.tables.market;
        let curves = self.curves.counts().2;
        let (months, stride) = (self.plan.months, self.columns.width_with_sales());
        let knots = self.delays.len().min(2);
        let KernelScratch { factors, products, sold, .. } = scratch;
        self.set_factors(rates, knots, factors, false, |rates| &rates.by_curve.market[..curves]);
        sold.resize(TOGETHER * market.width, 0.0);
        let rows = (market.from(knot, knots), market.width);
        product(simd, rows, factors, sold, (0, market.width));
        for (lane, rates) in rates.iter().enumerate() {
            let sold = &mut sold[lane * market.width..][..months];
            let products = &mut products[lane * stride..][..stride];
            self.sell_one(rates.erosion, sold, products);
        }
    }

    /// Turns revenue at a price of 1 into cumulative revenue, and adds it to every column.
    #[inline(always)]
    fn sell_one(&self, erosion: f64, sold: &mut [f64], products: &mut [f64]) {
        let kept_of_tax = 1.0 - self.plan.programme.tax_rate;
        let monthly = (1.0 - erosion).powf(1.0 / 12.0);
        let (mut price, mut total, mut discounted) = (monthly.sqrt(), 0.0, 0.0);
        let place = |curve| self.columns.curves.contains(&curve).then(|| self.columns.curve(curve));
        let [of_cash, at_discount, of_equity] =
            [Curve::Cash, Curve::DiscountedCash, Curve::EquityCash].map(place);
        for (t, (sold, factor)) in sold.iter_mut().zip(&self.plan.discount).enumerate() {
            let revenue = *sold * price;
            price *= monthly;
            total += revenue;
            discounted += revenue * factor;
            *sold = total;
            if let Some(from) = of_cash {
                products[from + t] += kept_of_tax * total;
            }
            if let Some(from) = at_discount {
                products[from + t] += kept_of_tax * discounted;
            }
            if let Some(from) = of_equity {
                products[from + t] += kept_of_tax * total;
            }
        }
        let within = |span: MonthSpan| {
            let until = |month: usize| if month == 0 { 0.0 } else { sold[month - 1] };
            until(span.to) - until(span.from)
        };
        for figure in self.columns.figures.iter().chain(&self.columns.sales) {
            let adds = match figure {
                LinearFigure::Sum(FlowSeries::Income | FlowSeries::Revenue, span, times) => {
                    times * within(*span)
                }
                LinearFigure::Sum(FlowSeries::Cover, span, _)
                | LinearFigure::Yearly(FlowSeries::Cover, span) => kept_of_tax * within(*span),
                LinearFigure::Npv => kept_of_tax * discounted,
                LinearFigure::DiscountedRevenue => discounted,
                LinearFigure::Sum(
                    FlowSeries::Depreciation
                    | FlowSeries::Spend
                    | FlowSeries::InService
                    | FlowSeries::Backlog
                    | FlowSeries::DebtService,
                    ..,
                )
                | LinearFigure::Yearly(..)
                | LinearFigure::Book(_)
                | LinearFigure::Residual
                | LinearFigure::EquityResidual => continue,
            };
            products[self.columns.figure(*figure)] += adds;
        }
    }
}

fn pricing(plan: &Plan, (low, high): &(Drivers, Drivers)) -> Pricing {
    let erosion = Driver::PriceErosion;
    if low[erosion].to_bits() != high[erosion].to_bits() {
        Pricing::Varying
    } else if low[erosion] == 0.0 {
        Pricing::Level
    } else {
        let mut price = vec![0.0; plan.months];
        set_prices(low[erosion], &mut price);
        Pricing::Falling(price)
    }
}

/// How many knots the tables of these ranges have; `None` where there can't be any.
pub(super) fn knot_count(plan: &Plan, ranges: &(Drivers, Drivers)) -> Option<usize> {
    let knots = knots_between(plan, ranges).len();
    is_sum_of_curves(plan, ranges, knots).then_some(knots)
}

fn knots_between(plan: &Plan, (low, high): &(Drivers, Drivers)) -> Vec<f64> {
    knots(plan, low[Driver::PowerDelay], high[Driver::PowerDelay])
}

/// Whether scenarios in these ranges, with so many knots, are sums of curves.
fn is_sum_of_curves(plan: &Plan, ranges: &(Drivers, Drivers), knots: usize) -> bool {
    let delay_varies = ranges.0[Driver::PowerDelay] < ranges.1[Driver::PowerDelay];
    let is_one_schedule = knots == 1 && matches!(Stress::new(ranges), Stress::Fixed { .. });
    is_one_schedule || is_linear(plan, delay_varies)
}

/// Whether everything is a sum of curves that the delay moves along straight lines and the stresses
/// scale; not so where something is held at 0, where the lesser of two is taken, or where the length
/// of a life follows from the delay.
fn is_linear(plan: &Plan, delay_varies: bool) -> bool {
    let Plan { programme, uses, .. } = plan;
    // Ramped capital is never less than what was energised this many months before, so retirement
    // or a contract's end that comes later never takes more than there is.
    let behind = programme.ramp_months + 2.0;
    let (life, contract) = (12.0 * programme.server_life, 12.0 * programme.contracts_years);
    let life = if uses.ageing { life.min(12.0) } else { life };
    let retires_what_is_there = !uses.retirement || life >= behind;
    // Of a contract's end and retirement the earlier counts, unless the same is always later.
    let contracts = !uses.contracts
        || contract >= behind
            && !uses.fading
            && (!uses.retirement
                || contract <= life
                || programme.renewal_share == 0.0 && !uses.ageing);
    retires_what_is_there && contracts && !(uses.ageing && delay_varies)
}
