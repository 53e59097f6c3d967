//! Everything that is put into the model, addressable by name: three scenarios' assumptions
//! and the programme that they share.

use super::drivers::{Driver, Drivers};
use super::metrics::{Metric, Outcome};
use super::power::{Indicator, Indicators};
use super::programme::{Programme, ProgrammeNumber};
use super::scenario::{Scenario, Scenarios};
use super::site::SiteNumber;
use super::spec::{InputSpec, Range, Slider, Unit};
use std::fmt;

/// What a scenario's weight may be.
pub const WEIGHT: Range = Range::new(0.0, 1.0);

/// A scenario's weight in the tables.
const WEIGHT_SPEC: InputSpec = InputSpec {
    id: "weight",
    label: "Weight",
    unit: Unit::Share,
    valid: WEIGHT,
    slider: Slider { min: 0.0, max: 1.0, step: 0.05 },
    default: Some(1.0),
    meaning: "share in weighted figures, divided by the sum of all three",
};

/// One scenario's assumptions: its drivers, how its power delay is given, and its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumptions {
    drivers: Drivers,
    indicators: Option<Indicators>,
    /// Share in figures weighted across scenarios, before division by the sum; 0..1.
    pub weight: f64,
}

impl Assumptions {
    /// With the power delay given in months.
    pub const fn new(drivers: Drivers, weight: f64) -> Self {
        Self { drivers, indicators: None, weight }
    }

    /// The driver values; the power delay in months, however it was given.
    pub const fn drivers(&self) -> &Drivers {
        &self.drivers
    }

    /// The leading indicators, where the power delay follows from them.
    pub const fn indicators(&self) -> Option<&Indicators> {
        self.indicators.as_ref()
    }

    /// Replaces a driver's value, unchecked; the power delay is then given in months.
    pub fn set_driver(&mut self, driver: Driver, value: f64) {
        if driver == Driver::PowerDelay {
            self.indicators = None;
        }
        self.drivers[driver] = value;
    }

    /// Makes the power delay follow from indicators.
    pub fn set_indicators(&mut self, indicators: Indicators) {
        self.drivers[Driver::PowerDelay] = indicators.delay_months();
        self.indicators = Some(indicators);
    }

    /// Replaces an indicator's value, unchecked. A delay that was given in months follows from
    /// the indicators from then on, the other three such that they made that delay.
    pub fn set_indicator(&mut self, indicator: Indicator, value: f64) {
        let months = self.drivers[Driver::PowerDelay];
        let mut indicators = self.indicators.unwrap_or_else(|| Indicators::matching(months));
        indicators.0[indicator as usize] = value;
        self.set_indicators(indicators);
    }

    /// An input's value; `None` for an indicator where the delay is given in months, and for an
    /// input that isn't a scenario's.
    pub fn get(&self, input: Input) -> Option<f64> {
        match input {
            Input::Driver(driver) => Some(self.drivers[driver]),
            Input::Indicator(indicator) => {
                self.indicators.map(|indicators| indicators.get(indicator))
            }
            Input::Weight => Some(self.weight),
            Input::Programme(_) | Input::Site(..) => None,
        }
    }

    /// Replaces an input's value, unchecked. One that isn't a scenario's is left alone.
    pub fn set(&mut self, input: Input, value: f64) {
        match input {
            Input::Driver(driver) => self.set_driver(driver, value),
            Input::Indicator(indicator) => self.set_indicator(indicator, value),
            Input::Weight => self.weight = value,
            Input::Programme(_) | Input::Site(..) => {}
        }
    }

    /// Takes one input over from another set of assumptions; the power delay in the form that it
    /// has there. An input of the programme is left alone.
    pub fn take(&mut self, input: Input, from: &Self) {
        match (input, from.indicators) {
            (Input::Driver(Driver::PowerDelay), Some(indicators)) => {
                self.set_indicators(indicators);
            }
            (Input::Driver(driver), _) => self.set_driver(driver, from.drivers[driver]),
            (Input::Indicator(indicator), Some(indicators)) => {
                self.set_indicator(indicator, indicators.get(indicator));
            }
            (Input::Indicator(_), None) => {
                self.set_driver(Driver::PowerDelay, from.drivers[Driver::PowerDelay]);
            }
            (Input::Weight, _) => self.weight = from.weight,
            (Input::Programme(_) | Input::Site(..), _) => {}
        }
    }
}

/// The name of one number that can be put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Input {
    /// A scenario's driver.
    Driver(Driver),
    /// A scenario's leading indicator of power.
    Indicator(Indicator),
    /// A scenario's weight. No figure of a scenario depends on it: analyses neither list it nor
    /// know it by name.
    Weight,
    /// A number of the programme.
    Programme(ProgrammeNumber),
    /// A number of a site, counted from 0.
    Site(usize, SiteNumber),
}

impl Input {
    /// Its entry in the tables.
    pub const fn spec(self) -> &'static InputSpec {
        match self {
            Self::Driver(driver) => driver.spec(),
            Self::Indicator(indicator) => indicator.spec(),
            Self::Weight => &WEIGHT_SPEC,
            Self::Programme(number) => number.spec(),
            Self::Site(_, number) => number.spec(),
        }
    }

    /// The input that figures depend on, of that name: `utilization`, `ppa_coverage`, `programme.ramp_months`,
    /// `programme.sites.0.pledge`.
    pub fn from_id(id: &str) -> Option<Self> {
        let Some(within) = id.strip_prefix("programme.") else {
            return Driver::from_id(id)
                .map(Self::Driver)
                .or_else(|| Indicator::from_id(id).map(Self::Indicator));
        };
        match within.strip_prefix("sites.") {
            Some(site) => {
                let (index, number) = site.split_once('.')?;
                Some(Self::Site(index.parse().ok()?, SiteNumber::from_id(number)?))
            }
            None => ProgrammeNumber::from_id(within).map(Self::Programme),
        }
    }

    /// Whether each scenario has a value of its own.
    pub const fn is_per_scenario(self) -> bool {
        matches!(self, Self::Driver(_) | Self::Indicator(_) | Self::Weight)
    }

    /// Its name for people, with its site where it has one.
    pub fn label(self) -> String {
        match self {
            Self::Site(site, number) => format!("site {}: {}", site + 1, number.spec().label),
            Self::Driver(_) | Self::Indicator(_) | Self::Weight | Self::Programme(_) => {
                self.spec().label.to_owned()
            }
        }
    }

    /// Every input that figures depend on, of a programme with that many sites: drivers, indicators, programme numbers,
    /// sites.
    pub fn all(sites: usize) -> impl Iterator<Item = Self> {
        let numbers = ProgrammeNumber::ALL.iter().copied().map(Self::Programme);
        let sites = (0..sites).flat_map(|site| {
            SiteNumber::ALL.into_iter().map(move |number| Self::Site(site, number))
        });
        Driver::ALL
            .into_iter()
            .map(Self::Driver)
            .chain(Indicator::ALL.into_iter().map(Self::Indicator))
            .chain(numbers)
            .chain(sites)
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Driver(_) | Self::Indicator(_) | Self::Weight => f.write_str(self.spec().id),
            Self::Programme(number) => write!(f, "programme.{}", number.id()),
            Self::Site(site, number) => write!(f, "programme.sites.{site}.{}", number.id()),
        }
    }
}

/// Everything that is put into the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// What the scenarios share.
    pub programme: Programme,
    /// What they differ in.
    pub scenarios: Scenarios<Assumptions>,
}

impl Inputs {
    /// An input's value in a scenario; `None` for an indicator where the delay is given in
    /// months, and for a site that isn't there.
    pub fn get(&self, input: Input, scenario: Scenario) -> Option<f64> {
        match input {
            Input::Driver(_) | Input::Indicator(_) | Input::Weight => {
                self.scenarios[scenario].get(input)
            }
            Input::Programme(number) => Some(number.get(&self.programme)),
            Input::Site(site, number) => {
                self.programme.sites.get(site).map(|site| number.get(site))
            }
        }
    }

    /// Puts a value in, unchecked: for analyses, which stay within valid ranges by themselves.
    /// A site that isn't there is left alone.
    pub fn set(&mut self, input: Input, scenario: Scenario, value: f64) {
        match input {
            Input::Driver(_) | Input::Indicator(_) | Input::Weight => {
                self.scenarios[scenario].set(input, value);
            }
            Input::Programme(number) => number.set(&mut self.programme, value),
            Input::Site(site, number) => {
                if let Some(site) = self.programme.sites.get_mut(site) {
                    number.set(site, value);
                }
            }
        }
    }

    /// A $bn metric weighted across the scenarios, `Σ w·value / Σ w`; `None` for another unit, or
    /// where a scenario that counts has no value.
    pub fn weighted(&self, metric: Metric, outcomes: &Scenarios<Outcome>) -> Option<f64> {
        if !metric.spec().unit.is_money() {
            return None;
        }
        let (mut sum, mut weights) = (0.0, 0.0);
        for (scenario, assumptions) in self.scenarios.iter() {
            if assumptions.weight > 0.0 {
                sum += assumptions.weight * outcomes[scenario].metrics[metric]?;
                weights += assumptions.weight;
            }
        }
        Some(sum / weights).filter(|_| weights > 0.0)
    }
}
