//! A programme made ready to be simulated many times: what no driver changes is worked out once.

use super::curve;
use super::generations::Fading;
use super::programme::Programme;
use std::ops::Range;

/// A curve of planned spend, cumulative by knot, in the parts before stresses begin and from then
/// on.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub unstressed: Vec<f64>,
    pub stressed: Vec<f64>,
}

impl Planned {
    fn new(knots: usize) -> Self {
        Self { unstressed: vec![0.0; knots], stressed: vec![0.0; knots] }
    }

    /// `out = unstressed + kept·stressed`: planned spend as a scenario's stresses leave it.
    pub(super) fn blend(&self, out: &mut [f64], kept: f64) {
        for ((value, before), after) in out.iter_mut().zip(&self.unstressed).zip(&self.stressed) {
            *value = before + kept * after;
        }
    }
}

/// Sites that wait for power equally long.
#[derive(Debug, Clone)]
pub(super) struct DelayGroup {
    /// Months added to the power delay.
    pub extra_delay: f64,
    /// Cumulative planned spend, knots 0..=H.
    pub planned: Planned,
    /// The same, each site's times its yield factor; empty where all factors are 1.
    pub weighted: Planned,
}

/// A financial year and the months of it that are modelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Its number, such as 2029: the calendar year in which it ends.
    pub year: i32,
    /// Its modelled months, counted from the programme's first, which is 0.
    pub months: Range<usize>,
}

/// A quarter of a financial year and the months of it that are modelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarter {
    /// The financial year.
    pub year: i32,
    /// Which of its quarters, 1 to 4.
    pub number: i32,
    /// Its modelled months, counted from the programme's first, which is 0.
    pub months: Range<usize>,
}

impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}

/// What of the model a programme makes use of; the rest costs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one part is in use")]
pub struct Uses {
    /// Sites differ in what a dollar earns.
    pub yields: bool,
    /// Some servers are retired at the end of their life.
    pub retirement: bool,
    /// Servers age while they wait for power.
    pub ageing: bool,
    /// Servers earn less as they age.
    pub fading: bool,
    /// Cash costs rise.
    pub inflation: bool,
    /// Some capacity is let under contracts.
    pub contracts: bool,
    /// Something is borrowed.
    pub debt: bool,
}

impl Uses {
    /// What this programme makes use of.
    pub fn of(programme: &Programme) -> Self {
        Self {
            yields: programme
                .sites
                .iter()
                .any(|site| site.yield_factor.to_bits() != 1.0_f64.to_bits()),
            retirement: programme.renewal_share < 1.0,
            ageing: programme.idle_ageing > 0.0 && programme.server_deferral < 1.0,
            fading: programme.generation_fade > 0.0,
            inflation: programme.cost_inflation > 0.0,
            contracts: programme.contracts_share > 0.0,
            debt: programme.debt_share > 0.0,
        }
    }
}

/// A programme made ready to be simulated.
///
/// Capex cuts and export blocks scale everything planned from `stress_from` on, so each curve of
/// planned spend is kept in two parts, before and after; a scenario is then a sum of the two.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) programme: Programme,
    pub(super) months: usize,
    pub(super) uses: Uses,
    /// Planned spend in each month.
    pub(super) flow: Planned,
    pub(super) groups: Vec<DelayGroup>,
    /// Planned spend that is built by each knot.
    pub(super) built: Planned,
    /// What servers earn as they age; empty where they don't fade.
    pub(super) fading: Fading,
    /// `(1 + discount_rate)^−((t+½)/12)` for each month.
    pub(super) discount: Vec<f64>,
    /// `(1 + cost_inflation)^((t+½)/12)` for each month.
    pub(super) inflation: Vec<f64>,
    pub(super) years: Vec<Year>,
    /// The headline year's months.
    pub(super) headline: Range<usize>,
    /// How many months the claim on gross domestic product counts.
    pub(super) gdp_months: usize,
}

impl Plan {
    /// Makes a valid programme ready.
    pub fn new(programme: &Programme) -> Self {
        let months = programme.months();
        let uses = Uses::of(programme);
        let stress_from = index_within(programme, programme.stress_from, months);
        let mut total = Planned::new(months);
        let mut groups: Vec<DelayGroup> = Vec::new();
        let mut flow = vec![0.0; months];
        let mut cumulative = vec![0.0; months + 1];
        for site in &programme.sites {
            planned_spend(&mut flow, programme, site);
            let same_delay =
                |group: &DelayGroup| group.extra_delay.to_bits() == site.extra_delay.to_bits();
            let group = groups.iter().position(same_delay).unwrap_or_else(|| {
                groups.push(DelayGroup {
                    extra_delay: site.extra_delay,
                    planned: Planned::new(months + 1),
                    weighted: Planned::new(if uses.yields { months + 1 } else { 0 }),
                });
                groups.len() - 1
            });
            let DelayGroup { planned, weighted, .. } = &mut groups[group];
            for (part, total, curve, weighted) in [
                (
                    0..stress_from,
                    &mut total.unstressed,
                    &mut planned.unstressed,
                    &mut weighted.unstressed,
                ),
                (
                    stress_from..months,
                    &mut total.stressed,
                    &mut planned.stressed,
                    &mut weighted.stressed,
                ),
            ] {
                let mut masked = vec![0.0; months];
                masked[part.clone()].copy_from_slice(&flow[part]);
                curve::accumulate(&mut cumulative, &masked);
                add(total, &masked, 1.0);
                add(curve, &cumulative, 1.0);
                add(weighted, &cumulative, site.yield_factor);
            }
        }
        let built = |part: fn(&Planned) -> &Vec<f64>| {
            let mut knots = vec![0.0; months + 1];
            for group in &groups {
                curve::add_delayed(&mut knots, part(&group.planned), programme.build_months, 1.0);
            }
            knots
        };
        let built = Planned {
            unstressed: built(|planned| &planned.unstressed),
            stressed: built(|planned| &planned.stressed),
        };
        let years = financial_years(programme, months);
        let headline = years
            .iter()
            .find(|year| year.year == programme.headline_year)
            .map_or(0..0, |year| year.months.clone());
        let compounded = |rate: f64, sign: f64| {
            (0..months).map(|t| (1.0 + rate).powf(sign * (t as f64 + 0.5) / 12.0)).collect()
        };
        Self {
            months,
            uses,
            flow: total,
            groups,
            built,
            fading: if uses.fading { Fading::new(programme, months) } else { Fading::default() },
            discount: compounded(programme.discount_rate, -1.0),
            inflation: compounded(programme.cost_inflation, 1.0),
            years,
            headline,
            gdp_months: index_within(programme, programme.gdp_by.plus(1), months),
            programme: programme.clone(),
        }
    }

    /// How many months are modelled.
    pub const fn months(&self) -> usize {
        self.months
    }

    /// What of the model the programme makes use of.
    pub const fn uses(&self) -> Uses {
        self.uses
    }

    /// The financial years that are modelled, the first and the last perhaps in part.
    pub fn years(&self) -> &[Year] {
        &self.years
    }

    /// The quarters of the financial years, the first and the last perhaps in part.
    pub fn quarters(&self) -> Vec<Quarter> {
        let mut quarters: Vec<Quarter> = Vec::new();
        for t in 0..self.months {
            let month = self.programme.start.plus(i32::try_from(t).unwrap_or(i32::MAX));
            let year = self.programme.year_of(month);
            let (first, _) = self.programme.months_of(year);
            let number = month.since(first) / 3 + 1;
            match quarters.last_mut() {
                Some(last) if (last.year, last.number) == (year, number) => last.months.end = t + 1,
                _ => quarters.push(Quarter { year, number, months: t..t + 1 }),
            }
        }
        quarters
    }
}

/// A month's index, held between the first month and the end of the horizon.
fn index_within(programme: &Programme, month: super::month::Month, months: usize) -> usize {
    usize::try_from(programme.index(month)).unwrap_or(0).min(months)
}

/// Planned spend of a site in each month: its pledge's growth share, evenly over its window.
fn planned_spend(flow: &mut [f64], programme: &Programme, site: &super::site::Site) {
    let monthly = site.pledge * programme.growth_share / site.months;
    let first = f64::from(programme.index(site.first));
    for (t, spend) in flow.iter_mut().enumerate() {
        let t = t as f64;
        let overlap = (t + 1.0).min(first + site.months) - t.max(first);
        *spend = monthly * overlap.max(0.0);
    }
}

fn add(total: &mut [f64], part: &[f64], times: f64) {
    for (sum, value) in total.iter_mut().zip(part) {
        *sum += times * value;
    }
}

fn financial_years(programme: &Programme, months: usize) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let mut month = programme.start;
    for t in 0..months {
        let number = programme.year_of(month);
        match years.last_mut() {
            Some(year) if year.year == number => year.months.end = t + 1,
            _ => years.push(Year { year: number, months: t..t + 1 }),
        }
        month = month.plus(1);
    }
    years
}
