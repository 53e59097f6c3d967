//! The drivers: what each scenario assumes of demand, price, power and policy.

use super::spec::Range;
use std::ops::{Index, IndexMut};

numbers! {
    /// An assumption that differs between the scenarios: the main sliders, then the stresses,
    /// neutral in the base.
    Driver {
    "utilization" => Utilization(Share, Range::SHARE, (0.2, 0.95, 0.01)), "Utilization",
        "billable share of energised, ramped-up capacity";
    "margin" => Margin(Share, Range::new(-0.5, 0.9), (0.0, 0.6, 0.005)), "Margin at reference",
        "operating margin at reference load: ramped up, at the reference utilization and attach rate; calibrates the cash costs";
    "power_delay" => PowerDelay(Months, Range::new(0.0, 120.0), (0.0, 36.0, 1.0)), "Power delay",
        "months between 'built' and 'energised'";
    "attach" => Attach(Share, Range::SHARE, (0.0, 0.9, 0.01)), "Attach rate",
        "share of compute revenue that also buys platform services, such as managed models and databases";
    "capex_cut" => CapexCut(Share, Range::SHARE, (0.0, 0.6, 0.05)) = 0.0, "Capex cut",
        "share of the spend from stress_from on that is cancelled";
    "export_block" => ExportBlock(Share, Range::SHARE, (0.0, 1.0, 0.05)) = 0.0, "Export block",
        "share of the servers from stress_from on that can't be shipped";
    "price_erosion" => PriceErosion(PerYear, Range::new(-0.2, 0.5), (0.0, 0.25, 0.005)) = 0.0, "Price erosion",
        "yearly fall of the price of a unit of compute, from month 0, net of the fall of its unit cost; negative for a rise";
    "capacity_cost" => CapacityCost(Ratio, Range::new(0.5, 3.0), (0.8, 2.0, 0.01)) = 1.0, "Capacity cost",
        "what a unit of capacity costs relative to the plan: at 1.1 the same money buys 1/1.1 of the capacity";
    }
}

impl Driver {
    /// The main sliders: the first of [`ALL`](Self::ALL).
    pub const MAIN: [Self; 4] = *Self::ALL.first_chunk().unwrap();

    /// The stresses, neutral in the base: the last of [`ALL`](Self::ALL).
    pub const STRESSES: [Self; 4] = *Self::ALL.last_chunk().unwrap();
}

/// One scenario's driver values; the power delay in months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drivers(pub [f64; Driver::COUNT]);

impl Default for Drivers {
    /// The stresses neutral, the others 0.
    fn default() -> Self {
        Self(Driver::ALL.map(|driver| driver.spec().default.unwrap_or_default()))
    }
}

impl Drivers {
    /// The share of stressed spend that is kept, and of it the servers that are shipped.
    pub(super) fn kept_and_shipped(&self) -> (f64, f64) {
        let kept = 1.0 - self[Driver::CapexCut];
        (kept, kept * (1.0 - self[Driver::ExportBlock]))
    }
}

impl Index<Driver> for Drivers {
    type Output = f64;

    fn index(&self, driver: Driver) -> &f64 {
        &self.0[driver as usize]
    }
}

impl IndexMut<Driver> for Drivers {
    fn index_mut(&mut self, driver: Driver) -> &mut f64 {
        &mut self.0[driver as usize]
    }
}
