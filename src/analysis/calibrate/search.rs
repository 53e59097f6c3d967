//! The search for the best values: down from the present ones, then from others.

use super::least_squares::{Bounds, Least, minimise, polish};
use super::residuals::{Problem, Standing};
use crate::model::Inputs;
use sobol_burley::sample;

/// How many further points the search starts from where claims are left unmet.
const STARTS: u32 = 16;

/// How often the way back to a present value is halved.
const HALVINGS: usize = 40;

/// How firmly claims are held within their ranges, step by step, where one pulls another out.
const FIRMNESS: [f64; 2] = [30.0, 1000.0];

/// The way to the best values.
pub(super) struct Search<'a> {
    problem: Problem<'a>,
    bounds: Vec<Bounds>,
    best: (Inputs, Standing),
    /// Where the best one is; the present values at first.
    at: Vec<f64>,
}

impl<'a> Search<'a> {
    pub(super) fn new(problem: Problem<'a>, inputs: &Inputs) -> Self {
        let (bounds, at) = (problem.bounds(), problem.present());
        let best = (inputs.clone(), problem.standing(inputs));
        Self { problem, bounds, best, at }
    }

    /// The inputs at the best values.
    pub(super) fn found(mut self) -> Inputs {
        let present = self.at.clone();
        self.descend(&present);
        if !self.best.1.all_hold {
            for start in 0..STARTS {
                let start = self.start(start, &present);
                self.descend(&start);
            }
            self.polish();
        }
        self.draw_back(&present);
        self.tidy();
        self.best.0
    }

    /// Goes down from a start, then holds claims within their ranges where that leaves one outside.
    fn descend(&mut self, start: &[f64]) {
        let Some(mut least) = self.minimise(start, 0.0) else { return };
        if self.offer(&least.at) {
            return;
        }
        for firmness in FIRMNESS {
            let Some(held) = self.minimise(&least.at, firmness) else { return };
            least = held;
            self.offer(&least.at);
        }
    }

    fn minimise(&mut self, start: &[f64], firmness: f64) -> Option<Least> {
        let Self { problem, bounds, .. } = self;
        minimise(bounds, start, &mut |at: &[f64]| problem.residuals(at, firmness))
    }

    /// Looks for what lies past a leap.
    fn polish(&mut self) {
        let from = Least { at: self.at.clone(), sum: self.best.1.sum };
        let Self { problem, bounds, .. } = self;
        let least = polish(bounds, from, &mut |at: &[f64]| problem.residuals(at, 0.0));
        self.descend(&least.at);
    }

    /// Takes a point that is better than all before; whether every claim holds there.
    fn offer(&mut self, at: &[f64]) -> bool {
        let inputs = self.problem.inputs_at(at);
        let standing = self.problem.standing(&inputs);
        if standing.beats(&self.best.1) {
            self.best = (inputs, standing);
            self.at = at.to_vec();
        }
        standing.all_hold
    }

    /// A point of a Sobol sequence over the sliders, widened to hold the present values.
    fn start(&self, index: u32, present: &[f64]) -> Vec<f64> {
        let place = |(dimension, (bounds, now)): (usize, (&Bounds, &f64))| {
            let slider = self.problem.slider(dimension);
            let (low, high) = (slider.min.min(*now), slider.max.max(*now));
            // A Sobol sequence has 256 dimensions; beyond those another seed begins anew.
            let dimension = u32::try_from(dimension).unwrap_or(u32::MAX);
            let share = f64::from(sample(index, dimension % 256, dimension / 256));
            bounds.held(low + share * (high - low))
        };
        self.bounds.iter().zip(present).enumerate().map(place).collect()
    }

    /// Brings each input back towards where it was, as far as that costs nothing: beyond a cap a
    /// figure stays the same however far an input goes.
    fn draw_back(&mut self, present: &[f64]) {
        for (index, now) in present.iter().enumerate() {
            let (mut near, mut far) = (*now, self.at[index]);
            let distance = (far - near).abs();
            for _ in 0..HALVINGS {
                let mut at = self.at.clone();
                at[index] = self.bounds[index].held(f64::midpoint(near, far));
                let standing = self.problem.standing(&self.problem.inputs_at(&at));
                let Standing { all_hold, sum } = self.best.1;
                if standing.all_hold == all_hold && standing.sum <= sum {
                    far = at[index];
                } else {
                    near = at[index];
                }
            }
            // A hair's breadth is rounding.
            if (self.at[index] - far).abs() > 1e-6 * distance {
                self.at[index] = far;
                let inputs = self.problem.inputs_at(&self.at);
                self.best = (inputs.clone(), self.problem.standing(&inputs));
            }
        }
    }

    /// Rids values of binary dust, where that costs nothing.
    fn tidy(&mut self) {
        let tidied = |(index, at): (usize, &f64)| {
            self.bounds[index].held(self.problem.slider(index).tidy(*at))
        };
        let at: Vec<f64> = self.at.iter().enumerate().map(tidied).collect();
        let inputs = self.problem.inputs_at(&at);
        let standing = self.problem.standing(&inputs);
        let Standing { all_hold, sum } = self.best.1;
        let is_unmoved = self.at == self.problem.present();
        if !is_unmoved
            && standing.all_hold == all_hold
            && standing.sum <= sum * (1.0 + 1e-6) + 1e-12
        {
            self.best = (inputs, standing);
        }
    }
}
