//! Generations of servers: how long each lives, what renewing them costs, what is retired, how they
//! are written off, and what they earn as they age.
//!
//! The first generation of a site lives `L_i = max(12, L − idle_ageing·(1−server_deferral)·delay)`
//! months, every later one `L`; generation g begins at the age `a_g = L_i + (g−1)·L`.

use super::curve;
use super::programme::Programme;

/// Servers whose first generation lives equally long.
#[derive(Debug, Clone, Default)]
pub(super) struct Cohort {
    /// Months that the first generation lives.
    pub life: f64,
    /// Energised capital, by knot.
    pub energised: Vec<f64>,
    /// The same times the sites' yield factors, by knot; left as it is where all are 1.
    pub weighted: Vec<f64>,
    /// Energised capital, each month's average.
    pub average: Vec<f64>,
}

impl Cohort {
    pub(super) fn resize(&mut self, months: usize) {
        self.energised.resize(months + 1, 0.0);
        self.weighted.resize(months + 1, 0.0);
        self.average.resize(months, 0.0);
    }
}

/// Months that the first generation lives after waiting so long for power.
pub(super) fn first_life(programme: &Programme, delay: f64) -> f64 {
    let lost = programme.idle_ageing * (1.0 - programme.server_deferral) * delay;
    (12.0 * programme.server_life - lost).max(12.0)
}

/// Ages at which later generations begin, and the share of the first one's servers that each is:
/// `(a_g, ρ^g)` for `g ≥ 1`, within so many months.
fn renewals(programme: &Programme, life: f64, months: usize) -> impl Iterator<Item = (f64, f64)> {
    let (next, kept) = (12.0 * programme.server_life, programme.renewal_share);
    let first = (life, kept);
    std::iter::successors(Some(first), move |(age, share)| Some((age + next, share * kept)))
        .take_while(move |(age, _)| *age < (months + 1) as f64)
}

/// Adds cumulative spend on renewing servers, by knot.
pub(super) fn add_renewals(out: &mut [f64], programme: &Programme, life: f64, energised: &[f64]) {
    let cost = programme.refresh_cost * programme.server_share;
    for (age, share) in renewals(programme, life, energised.len() - 1) {
        curve::add_delayed(out, energised, age, cost * share);
    }
}

/// Adds cumulative spend on renewing facilities, by knot: in full, at the end of their life.
pub(super) fn add_facility_renewals(out: &mut [f64], programme: &Programme, energised: &[f64]) {
    let life = 12.0 * programme.facility_life;
    let mut age = life;
    while age < energised.len() as f64 {
        curve::add_delayed(out, energised, age, 1.0 - programme.server_share);
        age += life;
    }
}

/// Adds capital whose servers aren't bought again, by knot: `(1−ρ)·ρ^(g−1)` of it at each end of a
/// life.
pub(super) fn add_retired(out: &mut [f64], programme: &Programme, life: f64, energised: &[f64]) {
    let gone = 1.0 - programme.renewal_share;
    let mut share = gone;
    for (age, renewed) in renewals(programme, life, energised.len() - 1) {
        curve::add_delayed(out, energised, age, share);
        share = gone * renewed;
    }
}

/// The monthly charge of a first generation that lives so long, per dollar energised.
pub(super) fn first_charge(programme: &Programme, life: f64) -> f64 {
    programme.server_share / life
}

/// Adds what straight-line depreciation of servers changes by at each end of a life.
///
/// Generations follow each other without a gap, so their sum folds into one reading there: one
/// charge ends and the next, of what is renewed, begins.
pub(super) fn add_later_charges(
    out: &mut [f64],
    programme: &Programme,
    life: f64,
    average: &[f64],
) {
    let servers = programme.server_share;
    let first = first_charge(programme, life);
    let later = programme.refresh_cost * servers / (12.0 * programme.server_life);
    let mut ending = first;
    for (age, share) in renewals(programme, life, average.len()) {
        let begins = later * share;
        if begins.to_bits() != ending.to_bits() {
            curve::add_delayed(out, average, age, begins - ending);
        }
        ending = begins;
    }
}

/// What servers earn as they age, where they fade.
#[derive(Debug, Clone, Default)]
pub(super) struct Fading {
    /// `(1 − generation_fade)^(1/12)`.
    monthly: f64,
    /// `monthly^n` for whole months.
    powers: Vec<f64>,
    /// `h(n)`: what is ramped up, in month n, of a dollar energised evenly during month 0.
    ramped: Vec<f64>,
    /// `w(n)` of a first generation that lives as long as the later ones.
    pub weights: Vec<f64>,
}

impl Fading {
    pub(super) fn new(programme: &Programme, months: usize) -> Self {
        let monthly = (1.0 - programme.generation_fade).powf(1.0 / 12.0);
        let powers =
            std::iter::successors(Some(1.0), |power| Some(power * monthly)).take(months).collect();
        let dollar: Vec<f64> = (0..=months).map(|knot| if knot == 0 { 0.0 } else { 1.0 }).collect();
        let mut ramped = vec![0.0; months];
        let (mut totals, mut knots) = (vec![0.0; months + 1], vec![0.0; months + 1]);
        let mut average = vec![0.0; months];
        curve::average(&mut average, &dollar);
        curve::ramp(
            &mut ramped,
            (&dollar, &average),
            programme.ramp_months,
            (&mut totals, &mut knots),
        );
        let mut fading = Self { monthly, powers, ramped, weights: Vec::new() };
        let mut weights = vec![0.0; months];
        fading.set_weights(&mut weights, programme, first_life(programme, 0.0));
        fading.weights = weights;
        fading
    }

    /// `w(n)`: what a dollar of capital earns, n whole months after it is energised, relative to a
    /// new one that is ramped up.
    ///
    /// `w(n) = (h(n) − m¹(n−L_i))·q^n + Σ_g (m¹(n−a_g) − m¹(n−a_g−L))·ρ^g·q^max(0, n−a_g)`.
    pub(super) fn set_weights(&self, out: &mut [f64], programme: &Programme, life: f64) {
        let months = out.len();
        for (n, weight) in out.iter_mut().enumerate() {
            *weight = (self.ramped[n] - dollar(n as f64 - life)) * self.powers[n];
        }
        let next = 12.0 * programme.server_life;
        for (age, share) in renewals(programme, life, months) {
            if share == 0.0 {
                break;
            }
            // The first whole month that isn't before the generation begins, and its age then.
            let first = age.ceil();
            let mut power = self.monthly.powf(first - age) * share;
            let (from, until) = (index(first - 1.0), index(age + next + 2.0).min(months));
            for (n, weight) in out.iter_mut().enumerate().take(until).skip(from) {
                let since = n as f64 - age;
                let alive = dollar(since) - dollar(since - next);
                if since < 0.0 {
                    *weight += alive * share;
                } else {
                    *weight += alive * power;
                    power *= self.monthly;
                }
            }
        }
    }

    /// Adds what capital earns as it ages, month by month:
    /// `Σ_{j ≤ t} (E(j+1) − E(j))·w(t−j)`.
    pub(super) fn add_earning(out: &mut [f64], energised: &[f64], weights: &[f64]) {
        for (j, ends) in energised.windows(2).enumerate() {
            let added = ends[1] - ends[0];
            if added != 0.0 {
                for (sum, weight) in out[j..].iter_mut().zip(weights) {
                    *sum += added * weight;
                }
            }
        }
    }
}

/// `m¹(x) = max(0, min(1, (x+1)/2))`: the month's average of a dollar energised evenly during month
/// 0, read at x.
fn dollar(x: f64) -> f64 {
    (0.5 * (x + 1.0)).clamp(0.0, 1.0)
}

/// A month that isn't negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held to 0 and saturating"
)]
fn index(month: f64) -> usize {
    month.max(0.0) as usize
}
