//! Many scenarios of one programme at once.
//!
//! What a scenario does to a programme is linear almost throughout: the series of a simulation are
//! sums of a few curves that no driver changes, each times a figure that the drivers decide, and
//! straight lines in the power delay between the delays at which a curve has a knot. A [`Batch`]
//! has those curves worked out once, by the model's own simulation (`schedule`), and from them a
//! table of everything that is asked for (`table`); a scenario is then a row of factors times that
//! table (`kernel`), and what isn't linear, such as payback, is read off the products (`reading`).
//!
//! The results are those of [`evaluate`](super::evaluate) to 1e-9, which the tests hold against random programmes.
//! Every sum is made in the same order on every processor, so results don't differ between them.

mod columns;
mod energised;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod kernel;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod product;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod reading;
mod request;
mod schedule;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod stress;
#[expect(clippy::inline_always, reason = "it is compiled for several kinds of processor")]
mod table;

use super::drivers::Drivers;
use super::evaluation::evaluate_for;
use super::plan::Plan;
use super::simulation::Workspace;
use super::timeline::Series;
pub use kernel::KernelScratch;
use kernel::{Kernel, knot_count};
pub use request::Request;
use std::sync::Arc;
use table::NoTables;

/// A programme made ready to evaluate many scenarios side by side.
///
/// ```
/// use payback::model::{Batch, Driver, Drivers, Metric, Plan, Programme, Request, Scratch};
///
/// let (mut low, mut high) = (Drivers::default(), Drivers::default());
/// (low[Driver::Utilization], high[Driver::Utilization]) = (0.45, 0.8);
/// (low[Driver::Margin], high[Driver::Margin]) = (0.31, 0.31);
/// let request = Request { metrics: vec![Metric::Revenue, Metric::Npv], by_year: false };
/// let batch = Batch::new(&Plan::new(&Programme::default()), (low, high), request);
/// let mut figures = [0.0; 4];
/// let margin_capped = batch.evaluate(&[low, high], &mut Scratch::default(), &mut figures);
/// let [revenue_low, revenue_high, npv_low, npv_high] = figures;
/// assert!(revenue_low < revenue_high && npv_low < npv_high && !margin_capped);
/// ```
#[derive(Debug)]
pub struct Batch {
    plan: Plan,
    request: Request,
    /// Without one, scenarios are evaluated one by one.
    kernel: Result<Kernel, NoTables>,
}

/// Scenarios evaluated at once, whose figures fit into a core's cache. With a power of two all
/// figures of one scenario would compete for the same few places there.
const PIECE: usize = 820;

/// The same with tables of so many knots that they don't fit there: scenarios that lie between the
/// same two share what is read from memory.
const LARGE_PIECE: usize = 2100;
const MANY_KNOTS: usize = 200;

/// Scenarios in one call where they are evaluated one by one: these take about as long.
const ONE_BY_ONE: usize = 64;

/// How many scenarios evaluated one by one take as long as the tables take to make for one knot of
/// the delay, and for everything else.
const WORTH_A_KNOT: usize = 5;

/// Memory for evaluations, to be used again and again; one for each thread.
#[derive(Debug, Clone, Default)]
pub struct Scratch {
    kernel: KernelScratch,
    workspace: Workspace,
}

impl Batch {
    /// Makes a plan ready for scenarios whose drivers lie between `ranges.0` and `ranges.1`, or
    /// mostly do: one beyond them is evaluated all the same, only slower. A driver whose two ends
    /// are equal never varies.
    ///
    /// Programmes with more knots than a table has room for are left to
    /// [`evaluate`](super::evaluate), and so are those in which a draw's figures aren't a sum of
    /// curves: where ramping takes longer than servers or contracts last, where contracts outlive
    /// servers of which a part is renewed, where contracted servers fade, and where servers age in a
    /// wait that varies.
    pub fn new(plan: &Plan, ranges: (Drivers, Drivers), request: Request) -> Self {
        let kernel = Kernel::new(plan, ranges, &request);
        Self { plan: plan.clone(), request, kernel }
    }

    /// The same, or an earlier one where it has these tables already: they are so as long as neither
    /// the programme nor the ends of delay and stresses change.
    pub fn reusing(
        earlier: Option<Arc<Self>>,
        plan: &Plan,
        ranges: (Drivers, Drivers),
        request: Request,
    ) -> Arc<Self> {
        let has_these = |earlier: &Arc<Self>| {
            let kernel = earlier.kernel.as_ref();
            earlier.request == request && kernel.is_ok_and(|kernel| kernel.fits(plan, &ranges))
        };
        // Another one's tables go before there are new ones.
        earlier.filter(has_these).unwrap_or_else(|| Arc::new(Self::new(plan, ranges, request)))
    }

    /// Whether evaluating so many scenarios in these ranges outweighs making the tables; not where
    /// there can be none.
    pub fn is_worthwhile(plan: &Plan, ranges: (Drivers, Drivers), count: usize) -> bool {
        // Knots, which are many of some programmes, are counted for what could be worth them alone.
        count > 2 * WORTH_A_KNOT
            && knot_count(plan, &ranges).is_some_and(|knots| count > WORTH_A_KNOT * (1 + knots))
    }

    /// How many scenarios are best evaluated in one call.
    pub const fn piece(&self) -> usize {
        match &self.kernel {
            Ok(kernel) if kernel.knots() >= MANY_KNOTS => LARGE_PIECE,
            Ok(_) => PIECE,
            Err(_) => ONE_BY_ONE,
        }
    }

    /// How many figures are read off a scenario.
    pub fn outputs(&self) -> usize {
        let years = if self.request.by_year { 2 * self.plan.years.len() } else { 0 };
        self.request.metrics.len() + years
    }

    /// Whether scenarios are evaluated side by side.
    pub const fn is_side_by_side(&self) -> bool {
        self.kernel.is_ok()
    }

    /// Whether they would be, if there were more memory.
    pub const fn is_short_of_memory(&self) -> bool {
        matches!(self.kernel, Err(NoTables::NoMemory))
    }

    /// Numbers in its tables.
    pub fn table_size(&self) -> usize {
        self.kernel.as_ref().map_or(0, Kernel::table_size)
    }

    /// Products that are added up for a scenario, for benchmarks; 0 where scenarios are evaluated one
    /// by one.
    pub fn multiply_adds(&self) -> usize {
        self.kernel.as_ref().map_or(0, Kernel::multiply_adds)
    }

    /// Evaluates scenarios. Figure `o` of scenario `i` goes to `out[o·scenarios + i]`, NaN where a
    /// metric has no value. Returns whether any met `margin_capped`.
    ///
    /// # Panics
    /// When `out` hasn't a place for each figure of each scenario.
    pub fn evaluate(&self, draws: &[Drivers], scratch: &mut Scratch, out: &mut [f64]) -> bool {
        assert_eq!(out.len(), self.outputs() * draws.len(), "a place for each figure");
        let Ok(kernel) = &self.kernel else {
            return (0..draws.len()).fold(false, |capped, index| {
                self.evaluate_one(draws, index, &mut scratch.workspace, out) | capped
            });
        };
        let mut capped = kernel.evaluate(draws, &mut scratch.kernel, out);
        for index in &scratch.kernel.beyond {
            capped |= self.evaluate_one(draws, *index, &mut scratch.workspace, out);
        }
        capped
    }

    /// Evaluates one scenario by the simulation itself.
    fn evaluate_one(
        &self,
        draws: &[Drivers],
        index: usize,
        workspace: &mut Workspace,
        out: &mut [f64],
    ) -> bool {
        let outcome = evaluate_for(&self.request.metrics, &self.plan, &draws[index], workspace);
        let mut places = out.iter_mut().skip(index).step_by(draws.len());
        let mut put = |figure: f64| {
            if let Some(place) = places.next() {
                *place = figure;
            }
        };
        for metric in &self.request.metrics {
            put(outcome.metrics[*metric].unwrap_or(f64::NAN));
        }
        if self.request.by_year {
            for series in [Series::OperatingIncome, Series::CumulativeFcf] {
                workspace.timeline.annual(&self.plan, series).into_iter().for_each(&mut put);
            }
        }
        outcome.flags.margin_capped
    }
}

/// What this processor can be taken for.
#[cfg(test)]
pub(crate) fn processors() -> Vec<pulp::Arch> {
    let mut all = vec![pulp::Arch::Scalar];
    #[cfg(target_arch = "x86_64")]
    {
        all.extend(pulp::x86::V3::try_new().map(pulp::Arch::V3));
        all.extend(pulp::x86::V4::try_new().map(pulp::Arch::V4));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Driver, Metric, Programme};

    const SPANS: [(Driver, f64, f64); 5] = [
        (Driver::Utilization, 0.3, 0.9),
        (Driver::Margin, 0.2, 0.4),
        (Driver::PowerDelay, 0.0, 30.0),
        (Driver::CapexCut, 0.0, 0.4),
        (Driver::PriceErosion, 0.0, 0.1),
    ];

    fn ranges() -> (Drivers, Drivers) {
        let (mut low, mut high) = (Drivers::default(), Drivers::default());
        for (driver, from, to) in SPANS {
            (low[driver], high[driver]) = (from, to);
        }
        (low, high)
    }

    /// Five drivers vary, one of them the price.
    fn batch(metrics: &[Metric], by_year: bool) -> Batch {
        let programme = Programme { debt_share: 0.4, ..Programme::default() };
        let request = Request { metrics: metrics.to_vec(), by_year };
        Batch::new(&Plan::new(&programme), ranges(), request)
    }

    /// Every bit of its figures for some draws.
    fn figures(batch: &Batch) -> Vec<u64> {
        let draw = |index| {
            let mut drivers = Drivers::default();
            let steps = [0.618, 0.755, 0.569, 0.324, 0.177];
            for ((driver, from, to), step) in SPANS.into_iter().zip(steps) {
                drivers[driver] = from + (f64::from(index) * step).fract() * (to - from);
            }
            drivers
        };
        let draws: Vec<Drivers> = (0..203).map(draw).collect();
        let mut out = vec![0.0; batch.outputs() * draws.len()];
        batch.evaluate(&draws, &mut Scratch::default(), &mut out);
        out.into_iter().map(f64::to_bits).collect()
    }

    #[test]
    fn every_processor_finds_the_same_figures() {
        let mut batch = batch(&Metric::ALL, true);
        let mut found = processors().into_iter().map(|arch| {
            batch.kernel.as_mut().expect("side by side").arch = arch;
            figures(&batch)
        });
        let first = found.next().expect("a processor");
        assert!(found.all(|other| other == first));
    }

    /// A metric has only the columns that it needs.
    #[test]
    fn a_metric_alone_is_what_it_is_among_all() {
        let all = figures(&batch(&Metric::ALL, false));
        for (metric, figures_among_all) in Metric::ALL.into_iter().zip(all.chunks_exact(203)) {
            let alone = batch(&[metric], false);
            assert!(alone.is_side_by_side());
            assert_eq!(figures(&alone), figures_among_all, "{}", metric.id());
        }
    }

    /// Tables go on serving exactly where new ones would be no others.
    #[test]
    fn tables_serve_again_unless_what_they_are_made_of_changes() {
        let programme = Programme { debt_share: 0.4, ..Programme::default() };
        let request = Request { metrics: vec![Metric::Npv, Metric::PaybackYears], by_year: true };
        let first = Arc::new(Batch::new(&Plan::new(&programme), ranges(), request.clone()));
        let again = |programme: &Programme, ranges, request: &Request| {
            let (plan, request) = (Plan::new(programme), request.clone());
            let next = Batch::reusing(Some(Arc::clone(&first)), &plan, ranges, request.clone());
            assert_eq!(figures(&next), figures(&Batch::new(&plan, ranges, request)));
            Arc::ptr_eq(&next, &first)
        };
        let moved = |driver: Driver, [from, to]: [f64; 2]| {
            let (mut low, mut high) = ranges();
            (low[driver], high[driver]) = (from, to);
            (low, high)
        };
        for (driver, ends) in [
            (Driver::Utilization, [0.2, 0.8]),
            (Driver::Margin, [0.1, 0.1]),
            (Driver::CapexCut, [0.0, 0.2]),
            (Driver::PriceErosion, [0.05, 0.1]),
        ] {
            assert!(again(&programme, moved(driver, ends), &request), "{driver:?}");
        }
        for (driver, ends) in [
            (Driver::PowerDelay, [0.0, 30.5]),
            (Driver::PowerDelay, [1.0, 30.0]),
            (Driver::CapexCut, [0.2, 0.2]),
            (Driver::ExportBlock, [0.0, 0.2]),
            (Driver::PriceErosion, [0.1, 0.1]),
            (Driver::PriceErosion, [0.0, 0.0]),
        ] {
            assert!(!again(&programme, moved(driver, ends), &request), "{driver:?}");
        }
        let other = Programme { tax_rate: 0.2, ..programme.clone() };
        assert!(!again(&other, ranges(), &request));
        assert!(!again(&programme, ranges(), &Request { by_year: false, ..request.clone() }));
    }
}
