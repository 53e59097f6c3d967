//! The seven drivers: what each scenario assumes of demand, price, power and policy.

use super::spec::{InputSpec, Range, Slider, Unit};
use std::ops::{Index, IndexMut};

/// An assumption that differs between the scenarios. The first four are the main sliders, the
/// last three are stresses, zero in the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Driver {
    /// Billable share of energised, ramped-up capacity.
    Utilization,
    /// Operating margin at reference load.
    Margin,
    /// Months between 'built' and 'energised'.
    PowerDelay,
    /// Share of compute revenue that also buys platform services.
    Attach,
    /// Share of the later spend that is cancelled.
    CapexCut,
    /// Share of the later servers that can't be shipped.
    ExportBlock,
    /// Yearly fall of the price of a unit of compute.
    PriceErosion,
}

const fn driver(
    id: &'static str,
    label: &'static str,
    unit: Unit,
    valid: (f64, f64),
    slider: (f64, f64, f64),
    default: Option<f64>,
    meaning: &'static str,
) -> InputSpec {
    InputSpec {
        id,
        label,
        unit,
        valid: Range::new(valid.0, valid.1),
        slider: Slider { min: slider.0, max: slider.1, step: slider.2 },
        default,
        meaning,
    }
}

const SPECS: [InputSpec; Driver::COUNT] = [
    driver(
        "utilization",
        "Utilization",
        Unit::Share,
        (0.0, 1.0),
        (0.2, 0.95, 0.01),
        None,
        "billable share of energised, ramped-up capacity",
    ),
    driver(
        "margin",
        "Ref. margin",
        Unit::Share,
        (-0.5, 0.9),
        (0.0, 0.6, 0.005),
        None,
        "operating margin at reference load: ramped up, at the reference utilization and attach rate; calibrates the cash costs",
    ),
    driver(
        "power_delay",
        "Power delay",
        Unit::Months,
        (0.0, 120.0),
        (0.0, 36.0, 1.0),
        None,
        "months between 'built' and 'energised'",
    ),
    driver(
        "attach",
        "Attach rate",
        Unit::Share,
        (0.0, 1.0),
        (0.0, 0.9, 0.01),
        None,
        "share of compute revenue that also buys platform services (Bedrock, Trainium)",
    ),
    driver(
        "capex_cut",
        "Capex cut",
        Unit::Share,
        (0.0, 1.0),
        (0.0, 0.6, 0.05),
        Some(0.0),
        "share of the spend from stress_from on that is cancelled",
    ),
    driver(
        "export_block",
        "Export block",
        Unit::Share,
        (0.0, 1.0),
        (0.0, 1.0, 0.05),
        Some(0.0),
        "share of the servers from stress_from on that can't be shipped",
    ),
    driver(
        "price_erosion",
        "Price erosion",
        Unit::PerYear,
        (0.0, 0.5),
        (0.0, 0.25, 0.005),
        Some(0.0),
        "yearly fall of the price of a unit of compute, from month 0, net of the fall of its unit cost",
    ),
];

impl Driver {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// All of them, the main four first.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Utilization,
        Self::Margin,
        Self::PowerDelay,
        Self::Attach,
        Self::CapexCut,
        Self::ExportBlock,
        Self::PriceErosion,
    ];

    /// The four main sliders.
    pub const MAIN: [Self; 4] = [Self::Utilization, Self::Margin, Self::PowerDelay, Self::Attach];

    /// The three stresses, zero in the base.
    pub const STRESSES: [Self; 3] = [Self::CapexCut, Self::ExportBlock, Self::PriceErosion];

    /// Its entry in the table.
    pub const fn spec(self) -> &'static InputSpec {
        &SPECS[self as usize]
    }

    /// Name in files, keys and JSON.
    pub const fn id(self) -> &'static str {
        self.spec().id
    }

    /// The driver of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|driver| driver.id() == id)
    }
}

/// One scenario's seven driver values; the power delay in months.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Drivers(pub [f64; Driver::COUNT]);

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
