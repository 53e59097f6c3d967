//! What is known of every number that can be put in or read off: id, label, unit, range, step.

use std::fmt;

/// What a number counts; decides how it is written for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A fraction, shown as a percentage.
    Share,
    /// A fraction per year, shown as a percentage.
    PerYear,
    /// Months, which may be parts of one.
    Months,
    /// Years of twelve months.
    Years,
    /// Weeks, of which a mean month has 4.348125.
    Weeks,
    /// Billions of US dollars.
    Billions,
    /// Billions of US dollars a year.
    BillionsPerYear,
    /// A plain ratio.
    Ratio,
    /// Dollars a year per dollar.
    DollarsPerYearPerDollar,
    /// A month of the year, 1 to 12.
    MonthOfYear,
    /// Megawatts of IT power.
    Megawatts,
    /// Megawatts per billion dollars.
    MegawattsPerBillion,
    /// Dollars per megawatt hour.
    DollarsPerMegawattHour,
    /// Millions of dollars a year per megawatt.
    MillionsPerYearPerMegawatt,
}

impl Unit {
    /// The unit's name in schemas and derivations.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::PerYear => "per year",
            Self::Months => "months",
            Self::Years => "years",
            Self::Weeks => "weeks",
            Self::Billions => "$bn",
            Self::BillionsPerYear => "$bn/yr",
            Self::Ratio => "ratio",
            Self::DollarsPerYearPerDollar => "$/yr per $",
            Self::MonthOfYear => "month of the year",
            Self::Megawatts => "MW",
            Self::MegawattsPerBillion => "MW per $bn",
            Self::DollarsPerMegawattHour => "$/MWh",
            Self::MillionsPerYearPerMegawatt => "$m/yr per MW",
        }
    }

    /// Whether what it counts is another amount in another currency.
    pub const fn counts_currency(self) -> bool {
        match self {
            Self::Billions
            | Self::BillionsPerYear
            | Self::MegawattsPerBillion
            | Self::DollarsPerMegawattHour
            | Self::MillionsPerYearPerMegawatt => true,
            Self::Share
            | Self::PerYear
            | Self::Months
            | Self::Years
            | Self::Weeks
            | Self::Ratio
            | Self::DollarsPerYearPerDollar
            | Self::MonthOfYear
            | Self::Megawatts => false,
        }
    }

    /// Whether it counts money, which can be weighted across scenarios.
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Billions | Self::BillionsPerYear)
    }
}

/// The values that are valid: from `min` (itself valid unless `above_min`) to `max`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lowest valid value; the one that values lie above where it is `above_min`.
    pub min: f64,
    /// Upper end, valid itself; infinite where there is none.
    pub max: f64,
    /// Whether the lower end itself is not valid.
    pub above_min: bool,
    /// Whether only whole numbers are valid.
    pub whole: bool,
}

impl Range {
    /// A fraction of a whole.
    pub const SHARE: Self = Self::new(0.0, 1.0);

    /// From `min` to `max`, both valid.
    pub const fn new(min: f64, max: f64) -> Self {
        Self { min, max, above_min: false, whole: false }
    }

    /// From above `min` to `max`.
    pub const fn above(min: f64, max: f64) -> Self {
        Self { min, max, above_min: true, whole: false }
    }

    /// Whole numbers from `min` to `max`.
    pub const fn whole(min: f64, max: f64) -> Self {
        Self { min, max, above_min: false, whole: true }
    }

    /// Whether the value is finite and valid.
    pub fn contains(&self, value: f64) -> bool {
        let above = if self.above_min { value > self.min } else { value >= self.min };
        value.is_finite() && above && value <= self.max && !(self.whole && value.fract() != 0.0)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole {
            f.write_str("whole numbers ")?;
        }
        let above = if self.above_min { "above " } else { "" };
        if self.max.is_finite() {
            write!(f, "{above}{}..{}", Plain(self.min), Plain(self.max))
        } else if self.above_min {
            write!(f, "above {}", Plain(self.min))
        } else {
            write!(f, "at least {}", Plain(self.min))
        }
    }
}

/// A number written with a real minus sign and no more digits than it has.
pub struct Plain(pub f64);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0.0 { write!(f, "−{}", -self.0) } else { write!(f, "{}", self.0) }
    }
}

/// A slider's reach and its step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slider {
    /// The value at the track's left end.
    pub min: f64,
    /// The value at the track's right end.
    pub max: f64,
    /// What one key press moves.
    pub step: f64,
}

impl Slider {
    /// From its left end, its right end and its step.
    pub const fn new((min, max, step): (f64, f64, f64)) -> Self {
        Self { min, max, step }
    }

    /// A value put on the slider's steps and rid of binary dust: 0.1 + 0.2 is 0.3.
    ///
    /// Only the dust is removed; a value typed between two steps keeps its digits.
    pub fn tidy(&self, value: f64) -> f64 {
        let scale = 1e9;
        (value * scale).round() / scale
    }

    /// The value `steps` steps away, on the grid of whole steps, within the slider.
    ///
    /// A value between two steps goes to the next one in the direction of the move.
    pub fn stepped(&self, value: f64, steps: i32) -> f64 {
        let position = (value - self.min) / self.step;
        let on_grid = (position - position.round()).abs() < 1e-6;
        let from = if on_grid {
            position.round()
        } else if steps > 0 {
            position.floor()
        } else {
            position.ceil()
        };
        let moved = self.min + (from + f64::from(steps)) * self.step;
        // A value already beyond the end stays where it is rather than jump back.
        let (low, high) = (self.min.min(value), self.max.max(value));
        self.tidy(moved.clamp(low, high))
    }

    /// Where a value lies between the ends, 0 to 1; outside of that when off the track.
    pub fn position(&self, value: f64) -> f64 {
        (value - self.min) / (self.max - self.min)
    }
}

/// One input's entry in the tables: everything that the command line, files, sliders, help
/// and messages say of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputSpec {
    /// Name in files, keys and JSON.
    pub id: &'static str,
    /// Name on screen.
    pub label: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// What is valid in a file or typed.
    pub valid: Range,
    /// What a slider covers.
    pub slider: Slider,
    /// The value where a file says nothing; `None` where it must.
    pub default: Option<f64>,
    /// One sentence on what it is.
    pub meaning: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_say_themselves() {
        assert_eq!(Range::new(-0.5, 0.9).to_string(), "−0.5..0.9");
        assert_eq!(Range::above(0.0, 1.0).to_string(), "above 0..1");
        assert_eq!(Range::above(0.0, f64::INFINITY).to_string(), "above 0");
        assert_eq!(Range::whole(1.0, 240.0).to_string(), "whole numbers 1..240");
        for wrong in [f64::NAN, f64::INFINITY, 0.0, -1.0] {
            assert!(!Range::above(0.0, f64::INFINITY).contains(wrong));
        }
        assert!(!Range::whole(1.0, 240.0).contains(1.5));
    }

    #[test]
    fn steps_stay_on_the_grid_and_within_the_slider() {
        let slider = Slider { min: 0.2, max: 0.95, step: 0.01 };
        let mut value = 0.2;
        for _ in 0..75 {
            value = slider.stepped(value, 1);
        }
        assert_eq!(value.to_bits(), 0.95f64.to_bits());
        assert_eq!(slider.stepped(value, 1).to_bits(), 0.95f64.to_bits());
        assert_eq!(slider.stepped(0.653, 1).to_bits(), 0.66f64.to_bits());
        assert_eq!(slider.stepped(0.653, -1).to_bits(), 0.65f64.to_bits());
        assert_eq!(slider.stepped(0.10, -1).to_bits(), 0.10f64.to_bits());
        assert_eq!(slider.stepped(0.99, 1).to_bits(), 0.99f64.to_bits());
    }
}
