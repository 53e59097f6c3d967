//! Energised capital from one knot of the delay to the next: a straight line, so that it need not be
//! added up anew of all sites that wait differently long. At a knot the line bends by the sites that
//! have theirs there.

use crate::model::capital::{energise, site_delay};
use crate::model::curve;
use crate::model::plan::{DelayGroup, Plan, Planned};
use crate::model::simulation::Workspace;

/// Knots after which it is added up anew all the same, before rounding adds up.
const ANEW: usize = 64;

/// Energised capital, where so much of stressed spend is shipped.
pub(super) struct Energised<'a> {
    plan: &'a Plan,
    shipped: f64,
    /// The delay of the last knot, and how many came since it was added up.
    last: Option<(f64, usize)>,
    /// Before how many whole months what is energised from here on was planned, by group of sites;
    /// none where power is there before it is needed.
    whole: Vec<Option<usize>>,
    capital: Line,
    /// The same times yield factors, where sites differ in them.
    weighted: Option<Line>,
}

/// Energised capital by month, and how it changes with the delay.
struct Line {
    /// What each group of sites plans, cumulative.
    planned: Vec<Vec<f64>>,
    at: Vec<f64>,
    slope: Vec<f64>,
}

impl<'a> Energised<'a> {
    pub(super) fn new(plan: &'a Plan, shipped: f64) -> Self {
        let line = |of: fn(&DelayGroup) -> &Planned| {
            let planned = plan.groups.iter().map(|group| {
                let mut planned = vec![0.0; plan.months + 1];
                of(group).blend(&mut planned, shipped);
                planned
            });
            let zeros = || vec![0.0; plan.months + 1];
            Line { planned: planned.collect(), at: zeros(), slope: zeros() }
        };
        Self {
            plan,
            shipped,
            last: None,
            whole: vec![None; plan.groups.len()],
            capital: line(|group| &group.planned),
            weighted: plan.uses.yields.then(|| line(|group| &group.weighted)),
        }
    }

    /// Puts what is energised at a delay into the workspace. Delays rise from call to call; `next` is
    /// that of the call after.
    pub(super) fn put(&mut self, delay: f64, next: Option<f64>, workspace: &mut Workspace) {
        let Self { plan, capital, weighted, .. } = self;
        let Workspace { capital: of, timeline, .. } = workspace;
        if let Some((last, knots)) = self.last.filter(|(_, knots)| *knots < ANEW) {
            capital.go_on(delay - last, &mut of.energised);
            curve::average(&mut timeline.energised, &of.energised);
            if let Some(weighted) = weighted {
                weighted.go_on(delay - last, &mut of.weighted);
            }
            self.last = Some((delay, knots + 1));
        } else {
            energise(plan, self.shipped, delay, (of, timeline));
            capital.begin(&of.energised);
            if let Some(weighted) = weighted {
                weighted.begin(&of.weighted);
            }
            self.whole.fill(None);
            self.last = Some((delay, 0));
        }
        if let Some(next) = next {
            self.bend(0.5 * (delay + next));
        }
    }

    /// Gives the lines the slopes that they have at a delay between knots.
    fn bend(&mut self, delay: f64) {
        let Plan { programme, groups, .. } = self.plan;
        for (index, (group, whole)) in groups.iter().zip(&mut self.whole).enumerate() {
            let wait = site_delay(delay, group.extra_delay);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a wait isn't negative here"
            )]
            let from = (wait > 0.0).then(|| (programme.build_months + wait).ceil() as usize);
            if *whole != from {
                for line in [Some(&mut self.capital), self.weighted.as_mut()].into_iter().flatten()
                {
                    line.add_slope(index, *whole, 1.0);
                    line.add_slope(index, from, -1.0);
                }
                *whole = from;
            }
        }
    }
}

impl Line {
    /// Begins where it was added up, level.
    fn begin(&mut self, at: &[f64]) {
        self.at.copy_from_slice(at);
        self.slope.fill(0.0);
    }

    /// Goes on by some months of delay.
    fn go_on(&mut self, by: f64, out: &mut [f64]) {
        for ((value, slope), out) in self.at.iter_mut().zip(&self.slope).zip(out) {
            *value += by * slope;
            *out = *value;
        }
    }

    /// Adds what a group spends in a month, so many whole months later.
    fn add_slope(&mut self, group: usize, whole: Option<usize>, sign: f64) {
        let planned = &self.planned[group];
        let later = whole.and_then(|whole| self.slope.get_mut(whole..)).unwrap_or_default();
        for ((slope, left), right) in later.iter_mut().zip(planned).zip(&planned[1..]) {
            *slope += sign * (right - left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Programme;

    #[test]
    fn what_goes_on_is_what_is_added_up_anew() {
        let mut programme = Programme::default();
        let whole = programme.sites[0].clone();
        programme.build_months = 6.4;
        programme.sites = (0..30_u8)
            .map(|site| {
                let mut part = whole.clone();
                part.extra_delay = 0.61 * f64::from(site) - 9.0;
                part.months = 3.0 + f64::from(site);
                part.yield_factor = 0.8 + 0.01 * f64::from(site);
                part
            })
            .collect();
        let plan = Plan::new(&programme);
        let knots = super::super::schedule::knots(&plan, 0.0, 20.0);
        assert!(knots.len() > 5 * ANEW, "{}", knots.len());
        let (mut ours, mut anew) = (Workspace::new(), Workspace::new());
        ours.fit(&plan);
        anew.fit(&plan);
        let mut energised = Energised::new(&plan, 0.7);
        for (index, knot) in knots.iter().enumerate() {
            energised.put(*knot, knots.get(index + 1).copied(), &mut ours);
            energise(&plan, 0.7, *knot, (&mut anew.capital, &mut anew.timeline));
            for (of_ours, of_anew) in [
                (&ours.capital.energised, &anew.capital.energised),
                (&ours.capital.weighted, &anew.capital.weighted),
                (&ours.timeline.energised, &anew.timeline.energised),
            ] {
                let close = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-13 * 30.0 * whole.pledge;
                assert!(of_ours.iter().zip(of_anew).all(close), "at {knot}");
            }
        }
    }
}
