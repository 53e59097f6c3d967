//! What the texts of a brief say, and the inputs that follow.

use crate::model::{Assumptions, Driver, Drivers, Month, Programme, Scenario, Scenarios, Site};

/// What an expected figure is, and what of it is claimed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Forecast {
    pub(super) low: f64,
    pub(super) high: f64,
    /// Whether both ends were given.
    pub(super) is_range: bool,
}

impl Forecast {
    pub(super) fn middle(self) -> f64 {
        if self.is_range { rounded(f64::midpoint(self.low, self.high)) } else { self.low }
    }
}

/// Without the digits that decimal fractions leave in the last places.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

/// To so many significant digits.
pub(super) fn significant(value: f64, digits: f64) -> f64 {
    let scale = 10f64.powf(digits - 1.0 - value.abs().log10().floor());
    (value * scale).round() / scale
}

/// What the texts say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values {
    pub(super) pledge: f64,
    pub(super) first: Month,
    pub(super) months: f64,
    pub(super) horizon: Month,
    pub(super) headline_year: i32,
    pub(super) revenue: Forecast,
    pub(super) margin: Forecast,
    pub(super) utilization: f64,
    pub(super) power_delay: f64,
    pub(super) spread: f64,
    pub(super) delay_spread: f64,
    pub(super) group_revenue: f64,
    pub(super) group_capex: f64,
}

impl Values {
    #[expect(clippy::cast_possible_truncation, reason = "whole, from 1 to 240")]
    fn whole_months(&self) -> i32 {
        self.months as i32
    }

    pub(super) fn programme(&self) -> Programme {
        let site =
            Site { pledge: self.pledge, first: self.first, months: self.months, ..Site::default() };
        let months = self.whole_months();
        let spent = self.first.plus(months - 1);
        Programme {
            start: self.first,
            horizon: self.horizon,
            headline_year: self.headline_year,
            // Late enough that most of the money is spent, early enough to stop the rest.
            stress_from: self.first.plus(months * 4 / 5),
            sites: vec![site],
            reference_utilization: self.utilization,
            reference_attach: 0.0,
            gdp_by: Month::new(spent.year(), 12),
            group_revenue: self.group_revenue,
            group_capex: self.group_capex,
            ..Programme::default()
        }
    }

    pub(super) fn scenarios(&self) -> Scenarios<Assumptions> {
        Scenarios::from_fn(|scenario| {
            let (side, weight) = match scenario {
                Scenario::Bear => (-1.0, 0.25),
                Scenario::Base => (0.0, 0.5),
                Scenario::Bull => (1.0, 0.25),
            };
            let margin = match (self.margin.is_range, scenario) {
                (true, Scenario::Bear) => self.margin.low,
                (true, Scenario::Bull) => self.margin.high,
                _ => self.margin.middle() + side * self.spread * self.margin.middle().abs(),
            };
            let mut drivers = Drivers::default();
            let mut set = |driver: Driver, value: f64| {
                let valid = driver.spec().valid;
                drivers[driver] = rounded(value.clamp(valid.min, valid.max));
            };
            set(Driver::Utilization, self.utilization * (1.0 + side * self.spread));
            set(Driver::Margin, margin);
            set(Driver::PowerDelay, self.power_delay - side * self.delay_spread);
            set(Driver::Attach, 0.0);
            Assumptions::new(drivers, weight)
        })
    }
}
