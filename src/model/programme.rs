//! The programme: what is shared by the three scenarios, and the table of its numbers.

use super::month::Month;
use super::spec::{InputSpec, Range, Slider, Unit};

/// Where and when money is spent.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// What people call it.
    pub name: String,
    /// Pledged money, $bn.
    pub pledge: f64,
    /// First month of spending.
    pub first: Month,
    /// Months over which the pledge is spent evenly.
    pub months: f64,
    /// Months added to every scenario's power delay here; negative where power is earlier.
    pub extra_delay: f64,
}

/// What the announcement's claim on gross domestic product counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Gdp {
    /// Share of the servers' spend that buys domestic equipment.
    pub hardware_share: f64,
    /// Share of revenue that is value added at home.
    pub service_share: f64,
    /// Share of all spend that is paid for work at home.
    pub domestic_share: f64,
    /// Product per dollar of that content.
    pub multiplier: f64,
    /// Last month counted.
    pub by: Month,
}

/// The programme's dates and numbers. See the table of [`ProgrammeNumber`] for units and ranges.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each number's meaning is in the table of ProgrammeNumber")]
pub struct Programme {
    pub start: Month,
    pub horizon: Month,
    pub headline_year: i32,
    pub stress_from: Month,
    pub sites: Vec<Site>,
    pub growth_share: f64,
    pub build_months: f64,
    pub ramp_months: f64,
    pub revenue_yield: f64,
    pub attach_uplift: f64,
    pub attach_margin: f64,
    pub reference_utilization: f64,
    pub reference_attach: f64,
    pub fixed_opex_share: f64,
    pub idle_cost_rate: f64,
    pub server_share: f64,
    pub server_life: f64,
    pub facility_life: f64,
    pub server_deferral: f64,
    pub refresh_cost: f64,
    pub tax_rate: f64,
    pub discount_rate: f64,
    pub residual_share: f64,
    pub gdp: Gdp,
    pub group_revenue: f64,
    pub group_capex: f64,
}

const fn number(
    id: &'static str,
    label: &'static str,
    unit: Unit,
    valid: Range,
    slider: (f64, f64, f64),
    default: f64,
    meaning: &'static str,
) -> InputSpec {
    let slider = Slider { min: slider.0, max: slider.1, step: slider.2 };
    InputSpec { id, label, unit, valid, slider, default: Some(default), meaning }
}

/// Declares the programme's numbers once: the enum, their table, and how to reach them.
macro_rules! programme_numbers {
    ($($name:ident = $($field:ident).+, $label:literal, $unit:ident, $valid:expr, $slider:expr, $default:literal, $meaning:literal;)+) => {
        /// A number of the programme as a whole, sites apart.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each number's meaning is in its table entry")]
        pub enum ProgrammeNumber { $($name),+ }

        const NUMBER_SPECS: &[InputSpec] = &[
            $(number(programme_numbers!(@id $($field).+), $label, Unit::$unit, $valid, $slider, $default, $meaning)),+
        ];

        impl ProgrammeNumber {
            /// All of them, in the order of files.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The value in a programme.
            pub const fn get(self, programme: &Programme) -> f64 {
                match self { $(Self::$name => programme.$($field).+),+ }
            }

            /// Replaces the value in a programme, unchecked.
            pub const fn set(self, programme: &mut Programme, value: f64) {
                match self { $(Self::$name => programme.$($field).+ = value),+ }
            }
        }
    };
    (@id $field:ident) => { stringify!($field) };
    (@id $outer:ident . $field:ident) => { concat!(stringify!($outer), ".", stringify!($field)) };
}

const SHARE: Range = Range::new(0.0, 1.0);
const POSITIVE_SHARE: Range = Range::above(0.0, 1.0);
const POSITIVE: Range = Range::above(0.0, f64::INFINITY);

programme_numbers! {
    GrowthShare = growth_share, "Growth share", Share, POSITIVE_SHARE, (0.05, 1.0, 0.01), 1.0,
        "share of the pledge that buys new capacity; the rest is running cost and replacement that the pledge counts in";
    BuildMonths = build_months, "Build time", Months, Range::new(0.0, 60.0), (0.0, 36.0, 1.0), 6.0,
        "months from spend to built";
    RampMonths = ramp_months, "Ramp", Months, Range::new(0.0, 60.0), (0.0, 36.0, 1.0), 6.0,
        "months from energised to fully utilised, linear";
    RevenueYield = revenue_yield, "Revenue yield", DollarsPerYearPerDollar, Range::above(0.0, 5.0), (0.05, 1.5, 0.005), 0.325,
        "compute revenue of a dollar of energised capital in a year at 100 % utilization";
    AttachUplift = attach_uplift, "Attach uplift", Ratio, Range::new(0.0, 5.0), (0.0, 2.0, 0.05), 0.6,
        "platform revenue per dollar of compute revenue that attaches";
    AttachMargin = attach_margin, "Attach margin", Share, SHARE, (0.0, 1.0, 0.01), 0.6,
        "what platform revenue leaves after its own cash costs";
    ReferenceUtilization = reference_utilization, "Ref. utilization", Share, POSITIVE_SHARE, (0.2, 0.95, 0.01), 0.65,
        "utilization at which the reference margin is defined";
    ReferenceAttach = reference_attach, "Ref. attach rate", Share, SHARE, (0.0, 0.9, 0.01), 0.3,
        "attach rate at which the reference margin is defined";
    FixedOpexShare = fixed_opex_share, "Fixed opex share", Share, SHARE, (0.0, 1.0, 0.01), 0.5,
        "share of compute's cash cost that doesn't move with volume";
    IdleCostRate = idle_cost_rate, "Idle cost rate", PerYear, SHARE, (0.0, 0.2, 0.005), 0.04,
        "yearly cash cost of built but idle capital";
    ServerShare = server_share, "Server share", Share, SHARE, (0.0, 1.0, 0.01), 0.6,
        "share of capital that is servers and network";
    ServerLife = server_life, "Server life", Years, Range::new(1.0, 20.0), (1.0, 12.0, 0.5), 6.0,
        "straight-line life of servers and network";
    FacilityLife = facility_life, "Facility life", Years, Range::new(1.0, 60.0), (5.0, 50.0, 1.0), 25.0,
        "straight-line life of buildings, power and cooling";
    ServerDeferral = server_deferral, "Server deferral", Share, SHARE, (0.0, 1.0, 0.05), 0.0,
        "share of server spend that waits for power when power is late";
    RefreshCost = refresh_cost, "Refresh cost", Ratio, Range::new(0.0, 2.0), (0.0, 2.0, 0.05), 1.0,
        "cost of renewing a server generation, relative to its first cost";
    TaxRate = tax_rate, "Tax rate", Share, Range::new(0.0, 0.9), (0.0, 0.5, 0.005), 0.18,
        "tax on operating income; a loss shields the group";
    DiscountRate = discount_rate, "Discount rate", PerYear, SHARE, (0.0, 0.3, 0.005), 0.09,
        "yearly rate at which cash flows are discounted";
    ResidualShare = residual_share, "Residual share", Share, SHARE, (0.0, 1.0, 0.05), 1.0,
        "share of the last net book value credited to NPV and IRR";
    GdpHardwareShare = gdp.hardware_share, "GDP: hardware", Share, SHARE, (0.0, 1.0, 0.01), 0.45,
        "share of servers' spend that buys equipment made at home";
    GdpServiceShare = gdp.service_share, "GDP: services", Share, SHARE, (0.0, 1.0, 0.01), 0.5,
        "share of revenue that is value added at home";
    GdpDomesticShare = gdp.domestic_share, "GDP: domestic work", Share, SHARE, (0.0, 1.0, 0.01), 0.05,
        "share of all spend that is paid for work at home";
    GdpMultiplier = gdp.multiplier, "GDP: multiplier", Ratio, Range::new(0.0, 10.0), (0.0, 5.0, 0.1), 1.5,
        "product per dollar of that content";
    GroupRevenue = group_revenue, "Group revenue", BillionsPerYear, POSITIVE, (10.0, 1000.0, 5.0), 120.0,
        "the group's revenue run rate, for materiality";
    GroupCapex = group_capex, "Group capex", BillionsPerYear, POSITIVE, (10.0, 1000.0, 5.0), 120.0,
        "the group's yearly capital spending, for materiality";
}

impl ProgrammeNumber {
    /// Its entry in the table.
    pub const fn spec(self) -> &'static InputSpec {
        &NUMBER_SPECS[self as usize]
    }

    /// Name within `programme`: `growth_share`, `gdp.multiplier`.
    pub const fn id(self) -> &'static str {
        self.spec().id
    }

    /// The number of that name within `programme`.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|number| number.id() == id)
    }
}

/// A number of one site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteNumber {
    /// Pledged money.
    Pledge,
    /// Months over which it is spent.
    Months,
    /// Months added to the power delay.
    ExtraDelay,
}

const SITE_SPECS: [InputSpec; 3] = [
    number(
        "pledge",
        "Pledge",
        Unit::Billions,
        Range::new(0.0, 10_000.0),
        (0.0, 200.0, 0.5),
        40.0,
        "money pledged for the site",
    ),
    number(
        "months",
        "Spending months",
        Unit::Months,
        Range::whole(1.0, 240.0),
        (1.0, 120.0, 1.0),
        32.0,
        "months over which the pledge is spent evenly",
    ),
    number(
        "extra_delay",
        "Extra delay",
        Unit::Months,
        Range::new(-60.0, 120.0),
        (-24.0, 60.0, 1.0),
        0.0,
        "months added to every scenario's power delay at the site",
    ),
];

impl SiteNumber {
    /// All of them, in the order of files.
    pub const ALL: [Self; 3] = [Self::Pledge, Self::Months, Self::ExtraDelay];

    /// Its entry in the table.
    pub const fn spec(self) -> &'static InputSpec {
        &SITE_SPECS[self as usize]
    }

    /// Name within the site.
    pub const fn id(self) -> &'static str {
        self.spec().id
    }

    /// The number of that name within a site.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|number| number.id() == id)
    }

    /// The value in a site.
    pub const fn get(self, site: &Site) -> f64 {
        match self {
            Self::Pledge => site.pledge,
            Self::Months => site.months,
            Self::ExtraDelay => site.extra_delay,
        }
    }

    /// Replaces the value in a site, unchecked.
    pub const fn set(self, site: &mut Site, value: f64) {
        match self {
            Self::Pledge => site.pledge = value,
            Self::Months => site.months = value,
            Self::ExtraDelay => site.extra_delay = value,
        }
    }
}

/// How many sites a programme may have.
pub const SITES: std::ops::RangeInclusive<usize> = 1..=64;

/// How many months may be modelled, first and last included.
pub const HORIZON_MONTHS: std::ops::RangeInclusive<i32> = 12..=600;

impl Default for Site {
    fn default() -> Self {
        let default = |number: SiteNumber| number.spec().default.unwrap_or_default();
        Self {
            name: "14 APEC economies".to_owned(),
            pledge: default(SiteNumber::Pledge),
            first: Month::new(2025, 11),
            months: default(SiteNumber::Months),
            extra_delay: default(SiteNumber::ExtraDelay),
        }
    }
}

impl Default for Programme {
    fn default() -> Self {
        let mut programme = Self {
            start: Month::new(2025, 11),
            horizon: Month::new(2040, 12),
            headline_year: 2029,
            stress_from: Month::new(2028, 1),
            sites: vec![Site::default()],
            growth_share: 0.0,
            build_months: 0.0,
            ramp_months: 0.0,
            revenue_yield: 0.0,
            attach_uplift: 0.0,
            attach_margin: 0.0,
            reference_utilization: 0.0,
            reference_attach: 0.0,
            fixed_opex_share: 0.0,
            idle_cost_rate: 0.0,
            server_share: 0.0,
            server_life: 0.0,
            facility_life: 0.0,
            server_deferral: 0.0,
            refresh_cost: 0.0,
            tax_rate: 0.0,
            discount_rate: 0.0,
            residual_share: 0.0,
            gdp: Gdp {
                hardware_share: 0.0,
                service_share: 0.0,
                domestic_share: 0.0,
                multiplier: 0.0,
                by: Month::new(2028, 12),
            },
            group_revenue: 0.0,
            group_capex: 0.0,
        };
        for number in ProgrammeNumber::ALL {
            number.set(&mut programme, number.spec().default.unwrap_or_default());
        }
        programme
    }
}

impl Programme {
    /// How many months are modelled, the horizon month included; 0 when the horizon precedes
    /// the start.
    pub fn months(&self) -> usize {
        usize::try_from(self.horizon.since(self.start) + 1).unwrap_or(0)
    }

    /// The index of a month, counted from the start; negative when before.
    pub const fn index(&self, month: Month) -> i32 {
        month.since(self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_valid_and_every_number_reaches_its_own_field() {
        let mut programme = Programme::default();
        for (index, number) in ProgrammeNumber::ALL.iter().enumerate() {
            let spec = number.spec();
            assert!(spec.valid.contains(number.get(&programme)), "{}", spec.id);
            assert!(spec.slider.min < spec.slider.max && spec.slider.step > 0.0, "{}", spec.id);
            assert!(spec.valid.contains(spec.slider.min), "{}", spec.id);
            assert!(spec.valid.contains(spec.slider.max), "{}", spec.id);
            number.set(&mut programme, index as f64);
        }
        for (index, number) in ProgrammeNumber::ALL.iter().enumerate() {
            assert_eq!(number.get(&programme).to_bits(), (index as f64).to_bits());
            assert_eq!(ProgrammeNumber::from_id(number.id()), Some(*number));
        }
    }
}
