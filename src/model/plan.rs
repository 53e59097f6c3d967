//! A programme made ready to be simulated many times: what no driver changes is worked out once.

use super::curve;
use super::programme::Programme;
use std::ops::Range;

/// Sites that wait for power equally long.
#[derive(Debug, Clone)]
pub(super) struct DelayGroup {
    /// Months added to the power delay.
    pub extra_delay: f64,
    /// Cumulative planned spend before stresses begin, knots 0..=H.
    pub unstressed: Vec<f64>,
    /// Cumulative planned spend from then on.
    pub stressed: Vec<f64>,
}

/// A calendar year and the months of it that are modelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Its number, such as 2029.
    pub year: i32,
    /// Its modelled months, counted from the programme's first, which is 0.
    pub months: Range<usize>,
}

/// A programme made ready to be simulated.
///
/// Capex cuts and export blocks scale everything planned from `stress_from` on, so each curve of
/// planned spend is kept in two parts, before and after; a scenario is then a sum of the two.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) programme: Programme,
    pub(super) months: usize,
    /// Planned spend in each month, in the two parts.
    pub(super) unstressed_flow: Vec<f64>,
    pub(super) stressed_flow: Vec<f64>,
    pub(super) groups: Vec<DelayGroup>,
    /// Planned spend that is built by each knot, in the two parts.
    pub(super) unstressed_built: Vec<f64>,
    pub(super) stressed_built: Vec<f64>,
    /// `(1 + discount_rate)^−((t+½)/12)` for each month.
    pub(super) discount: Vec<f64>,
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
        let stress_from = index_within(programme, programme.stress_from, months);
        let mut unstressed_flow = vec![0.0; months];
        let mut stressed_flow = vec![0.0; months];
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
                    unstressed: vec![0.0; months + 1],
                    stressed: vec![0.0; months + 1],
                });
                groups.len() - 1
            });
            let group = &mut groups[group];
            for (part, total, curve) in [
                (0..stress_from, &mut unstressed_flow, &mut group.unstressed),
                (stress_from..months, &mut stressed_flow, &mut group.stressed),
            ] {
                let mut masked = vec![0.0; months];
                masked[part.clone()].copy_from_slice(&flow[part]);
                curve::accumulate(&mut cumulative, &masked);
                add(total, &masked);
                add(curve, &cumulative);
            }
        }
        let built = |part: fn(&DelayGroup) -> &Vec<f64>| {
            let mut knots = vec![0.0; months + 1];
            for group in &groups {
                curve::add_delayed(&mut knots, part(group), programme.build_months, 1.0);
            }
            knots
        };
        let unstressed_built = built(|group| &group.unstressed);
        let stressed_built = built(|group| &group.stressed);
        let years = calendar_years(programme, months);
        let headline = years
            .iter()
            .find(|year| year.year == programme.headline_year)
            .map_or(0..0, |year| year.months.clone());
        Self {
            programme: programme.clone(),
            months,
            unstressed_flow,
            stressed_flow,
            groups,
            unstressed_built,
            stressed_built,
            discount: (0..months)
                .map(|t| (1.0 + programme.discount_rate).powf(-(t as f64 + 0.5) / 12.0))
                .collect(),
            years,
            headline,
            gdp_months: index_within(programme, programme.gdp_by.plus(1), months),
        }
    }

    /// How many months are modelled.
    pub const fn months(&self) -> usize {
        self.months
    }

    /// The calendar years that are modelled, the first and the last perhaps in part.
    pub fn years(&self) -> &[Year] {
        &self.years
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

fn add(total: &mut [f64], part: &[f64]) {
    for (sum, value) in total.iter_mut().zip(part) {
        *sum += value;
    }
}

fn calendar_years(programme: &Programme, months: usize) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    let mut month = programme.start;
    for t in 0..months {
        match years.last_mut() {
            Some(year) if year.year == month.year() => year.months.end = t + 1,
            _ => years.push(Year { year: month.year(), months: t..t + 1 }),
        }
        month = month.plus(1);
    }
    years
}
