//! The table: every column's value for every curve of the sum, at every knot of the delay.

use super::columns::{Columns, LANES, Months, read_figure};
use super::schedule::Schedule;
use super::stress::{Parts, Stress};
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
    fn push(&mut self, stress: Stress, with_kept: bool, parts: &Parts<Vec<f64>>) {
        let at = self.filled;
        let rows = stress.rows(with_kept);
        self.filled += rows * self.width;
        for column in 0..parts.plain.len() {
            let folded = stress.fold(&Parts {
                plain: parts.plain[column],
                shipped: parts.shipped[column],
                kept: parts.kept[column],
            });
            for (row, value) in folded.into_iter().take(rows).enumerate() {
                self.values[at + row * self.width + column] = value;
            }
        }
    }
}

/// Most numbers that tables may have together: 16 MiB, of which a session has one at a time.
const MOST_NUMBERS: usize = 2 << 20;

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
    /// It is 1 throughout: revenue and volume costs share their curve.
    Level,
    /// It falls as it always does: the price in each month.
    Falling(Vec<f64>),
    /// It varies from draw to draw.
    Varying,
}

/// Every table that draws are multiplied with.
#[derive(Debug)]
pub(super) struct Tables {
    /// Curves and figures. Its curves are volume (one, or priced and unpriced), energised capital
    /// and the rest.
    pub main: KnotTable,
    /// Figures of revenue, per unit of its rate, where draws don't have prices of their own.
    pub sales: KnotTable,
    /// Ramped capital by month, where each draw has prices of its own.
    pub ramped: KnotTable,
}

impl Tables {
    /// With room for so many knots, if there is any.
    pub(super) fn new(
        columns: &Columns,
        stress: Stress,
        pricing: &Pricing,
        knots: usize,
    ) -> Result<Self, NoTables> {
        let volume = stress.rows(false);
        let curves = match pricing {
            Pricing::Level | Pricing::Varying => 2,
            Pricing::Falling(_) => 3,
        };
        let rows = curves * volume + stress.rows(true);
        let months = columns.months.next_multiple_of(LANES);
        let (sold, ramped) = if *pricing == Pricing::Varying { (0, volume) } else { (volume, 0) };
        let shapes = [
            (rows, columns.width()),
            (sold, columns.width_with_sales() - columns.width()),
            (ramped, months),
        ];
        let numbers = knots * shapes.iter().map(|(rows, width)| rows * width).sum::<usize>();
        if numbers > MOST_NUMBERS {
            return Err(NoTables::Unfit);
        }
        if !can_have(numbers * size_of::<f64>()) {
            return Err(NoTables::NoMemory);
        }
        let [main, sales, ramped] = shapes
            .map(|(rows, width)| KnotTable::new(rows, width, knots).ok_or(NoTables::NoMemory));
        Ok(Self { main: main?, sales: sales?, ramped: ramped? })
    }

    /// Adds a knot.
    pub(super) fn push(
        &mut self,
        plan: &Plan,
        columns: &Columns,
        (stress, pricing): (Stress, &Pricing),
        schedule: &Schedule,
    ) {
        let kept_of_tax = 1.0 - plan.programme.tax_rate;
        // A curve that is earned: all of it is income, and cash after tax.
        let earned = |curve: &[f64]| Months {
            income: curve.to_vec(),
            flows: curve.iter().map(|value| kept_of_tax * value).collect(),
            ..Months::new(plan.months)
        };
        let read = |months: &Months| {
            let mut row = vec![0.0; columns.width()];
            columns.read(months, plan, &mut row);
            row
        };
        let read_earned = |curve: &Parts<Vec<f64>>| curve.map(|part| read(&earned(part)));
        if let Pricing::Falling(price) = pricing {
            let priced = schedule.ramped.map(|part| times(part, price));
            self.main.push(stress, false, &read_earned(&priced));
        }
        self.main.push(stress, false, &read_earned(&schedule.ramped));
        self.main.push(stress, false, &read_earned(&schedule.energised));
        self.main.push(stress, true, &schedule.rest.map(read));
        if *pricing == Pricing::Varying {
            self.ramped.push(stress, false, &schedule.ramped);
            return;
        }
        let sold = |curve: &Vec<f64>| {
            let revenue = match pricing {
                Pricing::Falling(price) => times(curve, price),
                Pricing::Level | Pricing::Varying => curve.clone(),
            };
            let months = Months { revenue, ..Months::new(plan.months) };
            columns.sales.iter().map(|figure| read_figure(*figure, &months, plan)).collect()
        };
        self.sales.push(stress, false, &schedule.ramped.map(sold));
    }
}

impl<T> Parts<T> {
    fn map<U>(&self, change: impl Fn(&T) -> U) -> Parts<U> {
        Parts {
            plain: change(&self.plain),
            shipped: change(&self.shipped),
            kept: change(&self.kept),
        }
    }
}

fn times(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}
