//! A scenario's assumptions as a file holds them.

use crate::model::{Assumptions, Driver, Drivers, Indicator, Indicators, Scenario, Scenarios};
use serde::{Deserialize, Serialize};

/// The three scenarios.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Scenarios", deny_unknown_fields)]
pub struct ScenariosFile {
    bear: ScenarioFile,
    base: ScenarioFile,
    bull: ScenarioFile,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename = "Scenario", deny_unknown_fields)]
struct ScenarioFile {
    #[serde(default = "even_weight")]
    weight: f64,
    utilization: f64,
    margin: f64,
    power_delay: DelayFile,
    attach: f64,
    #[serde(default)]
    capex_cut: f64,
    #[serde(default)]
    export_block: f64,
    #[serde(default)]
    price_erosion: f64,
}

/// The power delay: in months, or as it follows from the leading indicators.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename = "PowerDelay", deny_unknown_fields)]
enum DelayFile {
    Months(f64),
    Indicators {
        ppa_coverage: f64,
        queue_months: f64,
        transformer_weeks: f64,
        ordered_ahead_months: f64,
    },
}

const fn even_weight() -> f64 {
    1.0
}

impl From<&Assumptions> for ScenarioFile {
    fn from(assumptions: &Assumptions) -> Self {
        let drivers = assumptions.drivers();
        let power_delay = match assumptions.indicators() {
            Some(indicators) => DelayFile::Indicators {
                ppa_coverage: indicators.get(Indicator::PpaCoverage),
                queue_months: indicators.get(Indicator::QueueMonths),
                transformer_weeks: indicators.get(Indicator::TransformerWeeks),
                ordered_ahead_months: indicators.get(Indicator::OrderedAheadMonths),
            },
            None => DelayFile::Months(drivers[Driver::PowerDelay]),
        };
        Self {
            weight: assumptions.weight,
            utilization: drivers[Driver::Utilization],
            margin: drivers[Driver::Margin],
            power_delay,
            attach: drivers[Driver::Attach],
            capex_cut: drivers[Driver::CapexCut],
            export_block: drivers[Driver::ExportBlock],
            price_erosion: drivers[Driver::PriceErosion],
        }
    }
}

impl From<&ScenarioFile> for Assumptions {
    fn from(file: &ScenarioFile) -> Self {
        let mut drivers = Drivers::default();
        drivers[Driver::Utilization] = file.utilization;
        drivers[Driver::Margin] = file.margin;
        drivers[Driver::Attach] = file.attach;
        drivers[Driver::CapexCut] = file.capex_cut;
        drivers[Driver::ExportBlock] = file.export_block;
        drivers[Driver::PriceErosion] = file.price_erosion;
        let mut assumptions = Self::new(drivers, file.weight);
        match file.power_delay {
            DelayFile::Months(months) => assumptions.set_driver(Driver::PowerDelay, months),
            DelayFile::Indicators {
                ppa_coverage,
                queue_months,
                transformer_weeks,
                ordered_ahead_months,
            } => {
                let mut indicators = Indicators::default();
                for (indicator, value) in [
                    (Indicator::PpaCoverage, ppa_coverage),
                    (Indicator::QueueMonths, queue_months),
                    (Indicator::TransformerWeeks, transformer_weeks),
                    (Indicator::OrderedAheadMonths, ordered_ahead_months),
                ] {
                    indicators.0[indicator as usize] = value;
                }
                assumptions.set_indicators(indicators);
            }
        }
        assumptions
    }
}

impl From<&Scenarios<Assumptions>> for ScenariosFile {
    fn from(scenarios: &Scenarios<Assumptions>) -> Self {
        let file = |scenario| ScenarioFile::from(&scenarios[scenario]);
        Self { bear: file(Scenario::Bear), base: file(Scenario::Base), bull: file(Scenario::Bull) }
    }
}

impl From<&ScenariosFile> for Scenarios<Assumptions> {
    fn from(file: &ScenariosFile) -> Self {
        Self::from_fn(|scenario| {
            Assumptions::from(match scenario {
                Scenario::Bear => &file.bear,
                Scenario::Base => &file.base,
                Scenario::Bull => &file.bull,
            })
        })
    }
}
