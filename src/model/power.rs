//! The leading indicators of power, and the delay that follows from them.

use super::spec::Range;

/// Weeks in a mean month: 365.25 / 12 / 7, rounded as the model states it.
pub(crate) const WEEKS_PER_MONTH: f64 = 4.348_125;

// Together the defaults make three months, the announced base's delay.
numbers! {
    /// A leading indicator of when power arrives.
    Indicator {
    "ppa_coverage" => PpaCoverage(Share, Range::SHARE, (0.0, 1.0, 0.05)) = 0.85, "PPA coverage",
        "share of the programme's power that signed purchase agreements cover";
    "queue_months" => QueueMonths(Months, Range::new(0.0, 120.0), (0.0, 120.0, 1.0)) = 20.0, "Grid queue",
        "months in the grid's interconnection queue for what is not covered";
    "transformer_weeks" => TransformerWeeks(Weeks, Range::new(0.0, 520.0), (0.0, 520.0, 4.0)) = 128.0, "Transformers",
        "lead time of transformers";
    "ordered_ahead_months" => OrderedAheadMonths(Months, Range::new(0.0, 60.0), (0.0, 60.0, 1.0)) = 27.0, "Ordered ahead",
        "months by which transformers were ordered before the site is built";
    }
}

/// The four indicators of one scenario.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indicators(pub [f64; Indicator::COUNT]);

impl Default for Indicators {
    fn default() -> Self {
        Self(Indicator::ALL.map(|indicator| indicator.spec().default.unwrap_or_default()))
    }
}

impl Indicators {
    /// Indicators that make a delay of so many months (0..120): the default queue with the
    /// coverage that fits it, a longer queue where none does, transformers ordered in time.
    pub fn matching(delay_months: f64) -> Self {
        let mut indicators = Self::default();
        let queue = indicators.get(Indicator::QueueMonths).max(delay_months);
        indicators.0[Indicator::QueueMonths as usize] = queue;
        indicators.0[Indicator::PpaCoverage as usize] = 1.0 - delay_months / queue;
        let late = indicators.equipment_months() - delay_months;
        if late > 0.0 {
            indicators.0[Indicator::OrderedAheadMonths as usize] += late;
        }
        indicators
    }

    /// One indicator's value.
    pub const fn get(&self, indicator: Indicator) -> f64 {
        self.0[indicator as usize]
    }

    /// Months until the grid connects what no purchase agreement covers:
    /// `(1 − ppa_coverage)·queue_months`.
    pub fn grid_months(&self) -> f64 {
        (1.0 - self.get(Indicator::PpaCoverage)) * self.get(Indicator::QueueMonths)
    }

    /// Months by which transformers come after 'built':
    /// `transformer_weeks/4.348125 − ordered_ahead_months`; negative when they are early.
    pub fn equipment_months(&self) -> f64 {
        self.get(Indicator::TransformerWeeks) / WEEKS_PER_MONTH
            - self.get(Indicator::OrderedAheadMonths)
    }

    /// The power delay in months: the later of grid and equipment, never negative.
    pub fn delay_months(&self) -> f64 {
        self.grid_months().max(self.equipment_months()).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_delay_has_indicators_that_make_it() {
        for delay in [0.0, 0.5, 3.0, 17.25, 18.0, 36.0, 120.0] {
            let indicators = Indicators::matching(delay);
            assert!((indicators.delay_months() - delay).abs() < 1e-9, "{delay}: {indicators:?}");
            for indicator in Indicator::ALL {
                assert!(indicator.spec().valid.contains(indicators.get(indicator)), "{delay}");
            }
        }
    }
}
