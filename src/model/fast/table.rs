//! The table: every column's value for every curve of the sum, at every knot of the delay.

use super::columns::{Columns, LANES, Months, read_figure};
use super::schedule::{Base, Schedule};
use super::stress::{Parts, Stress};
use crate::model::calibration::Rates;
use crate::model::plan::Plan;
use crate::pages::{Pages, can_have};

/// Rows of numbers for each knot, one knot's after another's, so that the rows of two neighbouring
/// knots are one stretch.
#[derive(Debug)]
pub(super) struct KnotTable {
    /// Rows of one knot.
    pub rows: usize,
    pub width: usize,
    values: Pages<f64>,
    /// How many of them are filled.
    filled: usize,
}

impl KnotTable {
    /// With room for so many knots, if there is any.
    fn new(rows: usize, width: usize, knots: usize) -> Option<Self> {
        Some(Self { rows, width, values: Pages::zeros(rows * width * knots)?, filled: 0 })
    }

    /// The rows of so many knots from one on.
    #[inline(always)]
    pub(super) fn from(&self, knot: usize, knots: usize) -> &[f64] {
        let size = self.rows * self.width;
        &self.values[knot * size..(knot + knots) * size]
    }

    /// Adds a curve's rows at the knot that is being filled, folded by the stresses.
    fn push(&mut self, stress: Stress, with_kept: bool, parts: Parts<&[f64]>) {
        for weights in &stress.weights()[..stress.rows(with_kept)] {
            let row = &mut self.values[self.filled..self.filled + self.width];
            let Parts { plain, shipped, kept } = weights.zip(parts);
            for (weight, part) in [Some(plain), shipped, kept].into_iter().flatten() {
                if weight != 0.0 {
                    for (sum, value) in row.iter_mut().zip(part) {
                        *sum += weight * value;
                    }
                }
            }
            self.filled += self.width;
        }
    }
}

/// Most numbers that tables may have together: 64 MiB, of which a session has one at a time. So many
/// has a programme of many sites with delays of their own, of which each adds knots.
const MOST_NUMBERS: usize = 8 << 20;

/// Why scenarios have to be evaluated one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoTables {
    /// What is asked for isn't read off tables, or they would be too large.
    Unfit,
    /// There is no memory for them now.
    NoMemory,
}

/// How the price of compute comes in.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pricing {
    /// It is 1 throughout.
    Level,
    /// It falls as it always does: the price in each month.
    Falling(Vec<f64>),
    /// It varies from draw to draw.
    Varying,
}

/// What a base's capital is multiplied with, month by month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Times {
    One,
    Price,
    Inflation,
}

/// The curves that scenarios earn and pay by, each once, and which of them each rate belongs to.
#[derive(Debug, Clone)]
pub(super) struct EarnedCurves {
    main: Vec<(Base, Times)>,
    sales: Vec<(Base, Times)>,
    market: Vec<Base>,
    /// Where each of a scenario's rates goes, with its sign.
    main_of: [Option<usize>; Base::COUNT],
    sales_of: [Option<usize>; Base::COUNT],
    market_of: [Option<usize>; Base::COUNT],
}

/// A scenario's rates, gathered by curve.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CurveRates {
    pub main: [f64; Base::COUNT],
    pub sales: [f64; Base::COUNT],
    pub market: [f64; Base::COUNT],
}

impl EarnedCurves {
    pub(super) fn new(plan: &Plan, pricing: &Pricing) -> Self {
        let mut curves = Self {
            main: Vec::new(),
            sales: Vec::new(),
            market: Vec::new(),
            main_of: [None; Base::COUNT],
            sales_of: [None; Base::COUNT],
            market_of: [None; Base::COUNT],
        };
        let price = if *pricing == Pricing::Level { Times::One } else { Times::Price };
        let inflation = if plan.uses.inflation { Times::Inflation } else { Times::One };
        for (base, times, earns) in [
            (Base::Free, price, true),
            (Base::Aged, price, true),
            (Base::Contracted, Times::One, true),
            (Base::InUse, inflation, false),
            (Base::Sellable, inflation, false),
            (Base::InService, inflation, false),
        ] {
            if base == Base::Contracted && !plan.uses.contracts {
                continue;
            }
            let (rate, base) = (base as usize, base.of(plan.uses));
            if times == Times::Price && *pricing == Pricing::Varying {
                curves.market_of[rate] = Some(place_of(&mut curves.market, base));
                continue;
            }
            curves.main_of[rate] = Some(place_of(&mut curves.main, (base, times)));
            if earns {
                curves.sales_of[rate] = Some(place_of(&mut curves.sales, (base, times)));
            }
        }
        curves
    }

    /// A scenario's rates by curve: what is earned counts as it is, what is paid against it.
    #[inline(always)]
    pub(super) fn rates(&self, rates: &Rates) -> CurveRates {
        let mut by_curve = CurveRates::default();
        let signed = [
            rates.free,
            rates.aged,
            rates.contracted,
            -rates.in_use,
            -rates.sellable,
            -rates.in_service,
        ];
        for (index, rate) in signed.into_iter().enumerate() {
            for (of, to) in [
                (&self.main_of, &mut by_curve.main),
                (&self.sales_of, &mut by_curve.sales),
                (&self.market_of, &mut by_curve.market),
            ] {
                if let Some(curve) = of[index] {
                    to[curve] += rate;
                }
            }
        }
        by_curve
    }

    /// How many curves each table has.
    #[inline(always)]
    pub(super) const fn counts(&self) -> (usize, usize, usize) {
        (self.main.len(), self.sales.len(), self.market.len())
    }
}

fn place_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|known| *known == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// Every table that draws are multiplied with.
#[derive(Debug)]
pub(super) struct Tables {
    /// Curves and figures: of what is earned and paid, then of the rest.
    pub main: KnotTable,
    /// Figures of revenue, per unit of its rate, but for what draws have prices of their own for.
    pub sales: KnotTable,
    /// Capital by month that each draw sells at prices of its own.
    pub market: KnotTable,
    /// What a unit of stressed spend that is kept and not shipped adds to the columns, whatever the
    /// delay.
    kept: Option<Vec<f64>>,
}

impl Tables {
    /// With room for so many knots, if there is any.
    pub(super) fn new(
        columns: &Columns,
        stress: Stress,
        curves: &EarnedCurves,
        knots: usize,
    ) -> Result<Self, NoTables> {
        let volume = stress.rows(false);
        let (main, sales, market) = curves.counts();
        let months = columns.months.next_multiple_of(LANES);
        let shapes = [
            (main * volume + stress.rows(true), columns.width()),
            (sales * volume, columns.width_with_sales() - columns.width()),
            (market * volume, months),
        ];
        let numbers = knots * shapes.iter().map(|(rows, width)| rows * width).sum::<usize>();
        if numbers > MOST_NUMBERS {
            return Err(NoTables::Unfit);
        }
        if !can_have(numbers * size_of::<f64>()) {
            return Err(NoTables::NoMemory);
        }
        let [main, sales, market] = shapes
            .map(|(rows, width)| KnotTable::new(rows, width, knots).ok_or(NoTables::NoMemory));
        Ok(Self { main: main?, sales: sales?, market: market?, kept: None })
    }

    /// Numbers for each knot.
    pub(super) const fn numbers_of_knot(&self) -> usize {
        let Self { main, sales, market, .. } = self;
        main.rows * main.width + sales.rows * sales.width + market.rows * market.width
    }

    /// Sets what spend adds that is kept and not shipped.
    pub(super) fn set_kept(&mut self, plan: &Plan, columns: &Columns, kept: Option<&Months>) {
        self.kept = kept.map(|kept| row(kept, plan, columns));
    }

    /// Adds a knot.
    pub(super) fn push(
        &mut self,
        plan: &Plan,
        columns: &Columns,
        (stress, pricing, curves): (Stress, &Pricing, &EarnedCurves),
        schedule: &Schedule,
    ) {
        let kept_of_tax = 1.0 - plan.programme.tax_rate;
        // A curve that is earned: all of it is income, and cash after tax.
        let earned = |curve: Vec<f64>| {
            let after_tax: Vec<f64> = curve.iter().map(|value| kept_of_tax * value).collect();
            let mut months = Months::default();
            if plan.uses.debt {
                months.equity.clone_from(&after_tax);
                months.cover.clone_from(&after_tax);
            }
            Months { income: curve, flows: after_tax, ..months }
        };
        let series = |(base, by): (Base, Times)| {
            let base = schedule.base(base).as_ref();
            match (by, pricing) {
                (Times::Price, Pricing::Falling(price)) => base.map(|part| times(part, price)),
                (Times::Inflation, _) => base.map(|part| times(part, &plan.inflation)),
                (Times::One | Times::Price, _) => base.map(Vec::clone),
            }
        };
        for curve in &curves.main {
            let rows = series(*curve).map(|part| row(&earned(part), plan, columns));
            self.main.push(stress, false, rows.as_ref().map(|row| &row[..]));
        }
        let rest = schedule.rest.as_ref().map(|months| row(months, plan, columns));
        let rest = Parts { kept: self.kept.as_deref(), ..rest.as_ref().map(|row| &row[..]) };
        self.main.push(stress, true, rest);
        for base in &curves.market {
            self.market.push(stress, false, schedule.base(*base).as_ref().map(|part| &part[..]));
        }
        for (base, by) in &curves.sales {
            let is_contracted = *base == Base::Contracted;
            let sold = |(curve, backlog): (Vec<f64>, &Vec<f64>)| {
                let mut months = Months { revenue: curve, ..Months::default() };
                if is_contracted {
                    months.backlog.clone_from(backlog);
                }
                let figures = columns.sales.iter();
                figures.map(|figure| read_figure(*figure, &months, plan)).collect::<Vec<_>>()
            };
            let rows = series((*base, *by)).zip(schedule.backlog.as_ref()).map(sold);
            self.sales.push(stress, false, rows.as_ref().map(|row| &row[..]));
        }
    }
}

/// What one curve of the sum adds to every column.
fn row(months: &Months, plan: &Plan, columns: &Columns) -> Vec<f64> {
    let mut row = vec![0.0; columns.width()];
    columns.read(months, plan, &mut row);
    row
}

fn times(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}
