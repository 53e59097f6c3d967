//! The programme: what the three scenarios share.

use super::month::Month;
use super::record::{Access, Lens};
use super::site::Site;
use super::spec::{InputSpec, Range, Slider, Unit};

/// How many sites a programme may have.
pub const SITES: std::ops::RangeInclusive<usize> = 1..=64;

/// How many months may be modelled, first and last included.
pub const HORIZON_MONTHS: std::ops::RangeInclusive<i32> = 12..=600;

/// Fields whose keys share a beginning stand together in files: its name, what people call it,
/// and a sentence on it.
pub const GROUPS: [(&str, &str, &str); 4] = [
    ("calibration", "the calibration", "the values at which the reference margin was read off"),
    ("contracts", "the contracts", "what is let at a fixed price"),
    ("debt", "the debt", "what is borrowed"),
    ("gdp", "the GDP terms", "what the claim on gross domestic product counts"),
];

/// The group of the values that cash costs were calibrated at.
const CALIBRATION: &str = "calibration";

const YEAR_ENDS: InputSpec = InputSpec {
    id: "year_ends",
    label: "Year ends",
    unit: Unit::MonthOfYear,
    valid: Range::whole(1.0, 12.0),
    slider: Slider { min: 1.0, max: 12.0, step: 1.0 },
    default: Some(12.0),
    meaning: "last month of the financial year, which is named for the year it ends in",
};

const POSITIVE_SHARE: Range = Range::above(0.0, 1.0);
const POSITIVE: Range = Range::above(0.0, f64::INFINITY);

record! {
    /// The programme's dates and numbers: where and when money is spent, what it buys, what that
    /// earns and costs.
    Programme,
    /// A number of the programme as a whole, sites apart.
    ProgrammeNumber {
    start: Month = Month::new(2025, 11), "Start",
        "the first month, which months are counted from";
    horizon: Month = Month::new(2040, 12), "Horizon",
        "the last month; 12 to 600 months from the start are modelled";
    headline_year: Year = 2029, "Headline year",
        "the financial year of the headline figures, wholly inside the horizon";
    stress_from: Month = Month::new(2028, 1), "Stress from",
        "the month from which capex cuts and export blocks apply";
    year_ends: Setting[&YEAR_ENDS] = 12.0, "Year ends",
        "last month of the financial year, which is named for the year it ends in";
    sites: Sites = vec![Site::default()], "Sites",
        "where and when money is spent; 1 to 64 sites, their pledges above 0 in sum";
    growth_share: Number(GrowthShare, Share, POSITIVE_SHARE, (0.05, 1.0, 0.01)) = 1.0, "Growth share",
        "share of the pledge that buys new capacity; the rest is running cost and replacement that the pledge counts in";
    build_months: Number(BuildMonths, Months, Range::new(0.0, 60.0), (0.0, 36.0, 1.0)) = 6.0, "Build time",
        "months from spend to built";
    ramp_months: Number(RampMonths, Months, Range::new(0.0, 60.0), (0.0, 36.0, 1.0)) = 6.0, "Ramp",
        "months from energised to fully utilised, linear";
    revenue_yield: Number(RevenueYield, DollarsPerYearPerDollar, Range::above(0.0, 5.0), (0.05, 1.5, 0.005)) = 0.325, "Revenue yield",
        "compute revenue of a dollar of energised capital in a year at 100 % utilization";
    attach_uplift: Number(AttachUplift, Ratio, Range::new(0.0, 5.0), (0.0, 2.0, 0.05)) = 0.6, "Attach uplift",
        "platform revenue per dollar of compute revenue that attaches";
    attach_margin: Number(AttachMargin, Share, Range::SHARE, (0.0, 1.0, 0.01)) = 0.6, "Attach margin",
        "what platform revenue leaves after its own cash costs";
    reference_utilization: Number(ReferenceUtilization, Share, POSITIVE_SHARE, (0.2, 0.95, 0.01)) = 0.65, "Ref. utilization",
        "utilization at which the reference margin is defined";
    reference_attach: Number(ReferenceAttach, Share, Range::SHARE, (0.0, 0.9, 0.01)) = 0.3, "Ref. attach rate",
        "attach rate at which the reference margin is defined";
    fixed_opex_share: Number(FixedOpexShare, Share, Range::SHARE, (0.0, 1.0, 0.01)) = 0.5, "Fixed opex share",
        "share of compute's cash cost that doesn't move with volume";
    idle_cost_rate: Number(IdleCostRate, PerYear, Range::SHARE, (0.0, 0.2, 0.005)) = 0.04, "Idle cost rate",
        "yearly cash cost of built but idle capital";
    server_share: Number(ServerShare, Share, Range::SHARE, (0.0, 1.0, 0.01)) = 0.6, "Server share",
        "share of capital that is servers and network";
    server_life: Number(ServerLife, Years, Range::new(1.0, 20.0), (1.0, 12.0, 0.5)) = 6.0, "Server life",
        "straight-line life of servers and network";
    facility_life: Number(FacilityLife, Years, Range::new(1.0, 60.0), (5.0, 50.0, 1.0)) = 25.0, "Facility life",
        "straight-line life of buildings, power and cooling";
    server_deferral: Number(ServerDeferral, Share, Range::SHARE, (0.0, 1.0, 0.05)) = 0.0, "Server deferral",
        "share of server spend that waits for power when power is late";
    refresh_cost: Number(RefreshCost, Ratio, Range::new(0.0, 2.0), (0.0, 2.0, 0.05)) = 1.0, "Refresh cost",
        "cost of renewing a server generation, relative to its first cost";
    renewal_share: Number(RenewalShare, Share, Range::SHARE, (0.0, 1.0, 0.05)) = 1.0, "Renewal share",
        "share of the servers at the end of their life that is bought again; the rest is retired, with its capacity";
    idle_ageing: Number(IdleAgeing, Share, Range::SHARE, (0.0, 1.0, 0.05)) = 0.0, "Idle ageing",
        "share of the wait between built and energised that is lost from the life of the first servers";
    generation_fade: Number(GenerationFade, PerYear, Range::new(0.0, 0.5), (0.0, 0.3, 0.005)) = 0.0, "Generation fade",
        "yearly fall of what a server earns as it ages; a renewal starts afresh";
    cost_inflation: Number(CostInflation, PerYear, Range::new(0.0, 0.2), (0.0, 0.1, 0.005)) = 0.0, "Cost inflation",
        "yearly rise of cash costs";
    calibrated_server_life as "calibration.server_life": Setting[ProgrammeNumber::ServerLife.spec()] = default_of(ProgrammeNumber::ServerLife), "Calibrated at: server life",
        "the server life at which the reference margin was read off";
    calibrated_facility_life as "calibration.facility_life": Setting[ProgrammeNumber::FacilityLife.spec()] = default_of(ProgrammeNumber::FacilityLife), "Calibrated at: facility life",
        "the facility life at which the reference margin was read off";
    calibrated_server_share as "calibration.server_share": Setting[ProgrammeNumber::ServerShare.spec()] = default_of(ProgrammeNumber::ServerShare), "Calibrated at: server share",
        "the server share at which the reference margin was read off";
    calibrated_revenue_yield as "calibration.revenue_yield": Setting[ProgrammeNumber::RevenueYield.spec()] = default_of(ProgrammeNumber::RevenueYield), "Calibrated at: revenue yield",
        "the revenue yield at which the reference margin was read off";
    calibrated_attach_uplift as "calibration.attach_uplift": Setting[ProgrammeNumber::AttachUplift.spec()] = default_of(ProgrammeNumber::AttachUplift), "Calibrated at: attach uplift",
        "the attach uplift at which the reference margin was read off";
    calibrated_attach_margin as "calibration.attach_margin": Setting[ProgrammeNumber::AttachMargin.spec()] = default_of(ProgrammeNumber::AttachMargin), "Calibrated at: attach margin",
        "the attach margin at which the reference margin was read off";
    mw_per_bn: Number(MwPerBn, MegawattsPerBillion, Range::above(0.0, 200.0), (5.0, 100.0, 1.0)) = 25.0, "Power per $bn",
        "IT power that a billion dollars of capital buys";
    pue: Number(Pue, Ratio, Range::new(1.0, 3.0), (1.0, 2.0, 0.01)) = 1.25, "PUE",
        "facility power per IT power (power usage effectiveness)";
    power_price_rise: Number(PowerPriceRise, DollarsPerMegawattHour, Range::new(-50.0, 500.0), (-50.0, 200.0, 5.0)) = 0.0, "Power price rise",
        "what a megawatt hour costs beyond the price that the reference margin has in it";
    contracts_share as "contracts.share": Number(ContractsShare, Share, Range::SHARE, (0.0, 1.0, 0.05)) = 0.0, "Contracted share",
        "share of capacity let under take-or-pay contracts, at a fixed price";
    contracts_years as "contracts.years": Number(ContractsYears, Years, Range::new(1.0, 20.0), (1.0, 20.0, 0.5)) = 5.0, "Contract length",
        "years after it is energised for which capacity is let";
    contracts_load as "contracts.load": Number(ContractsLoad, Share, Range::SHARE, (0.2, 1.0, 0.01)) = 0.65, "Contracted load",
        "load that contracts pay for at least";
    debt_share as "debt.share": Number(DebtShare, Share, Range::new(0.0, 0.95), (0.0, 0.95, 0.05)) = 0.0, "Debt share",
        "share of spend and renewals that is borrowed";
    debt_rate as "debt.rate": Number(DebtRate, PerYear, Range::new(0.0, 0.3), (0.0, 0.2, 0.0025)) = 0.07, "Debt rate",
        "yearly interest on what is owed, paid from the start";
    debt_years as "debt.years": Number(DebtYears, Years, Range::new(1.0, 30.0), (1.0, 30.0, 0.5)) = 5.0, "Debt term",
        "years over which it is repaid in equal monthly parts, after the grace";
    debt_grace_months as "debt.grace_months": Number(DebtGraceMonths, Months, Range::whole(0.0, 60.0), (0.0, 36.0, 1.0)) = 0.0, "Debt grace",
        "months before repayment begins";
    tax_rate: Number(TaxRate, Share, Range::new(0.0, 0.9), (0.0, 0.5, 0.005)) = 0.18, "Tax rate",
        "tax on operating income; a loss shields the group";
    discount_rate: Number(DiscountRate, PerYear, Range::SHARE, (0.0, 0.3, 0.005)) = 0.09, "Discount rate",
        "yearly rate at which cash flows are discounted";
    residual_share: Number(ResidualShare, Share, Range::SHARE, (0.0, 1.0, 0.05)) = 1.0, "Residual share",
        "share of the last net book value credited to NPV and IRR";
    gdp_hardware_share as "gdp.hardware_share": Number(GdpHardwareShare, Share, Range::SHARE, (0.0, 1.0, 0.01)) = 0.45, "GDP: hardware",
        "share of servers' spend that buys domestically made equipment";
    gdp_service_share as "gdp.service_share": Number(GdpServiceShare, Share, Range::SHARE, (0.0, 1.0, 0.01)) = 0.5, "GDP: services",
        "share of revenue that is value added at home";
    gdp_domestic_share as "gdp.domestic_share": Number(GdpDomesticShare, Share, Range::SHARE, (0.0, 1.0, 0.01)) = 0.05, "GDP: domestic work",
        "share of all spend that is paid for work at home";
    gdp_multiplier as "gdp.multiplier": Number(GdpMultiplier, Ratio, Range::new(0.0, 10.0), (0.0, 5.0, 0.1)) = 1.5, "GDP: multiplier",
        "GDP per dollar of domestic content";
    gdp_by as "gdp.by": Month = Month::new(2028, 12), "GDP: by", "the last month that it counts";
    group_revenue: Number(GroupRevenue, BillionsPerYear, POSITIVE, (10.0, 1000.0, 5.0)) = 120.0, "Group revenue",
        "the group's revenue run rate, for materiality";
    group_capex: Number(GroupCapex, BillionsPerYear, POSITIVE, (10.0, 1000.0, 5.0)) = 120.0, "Group capex",
        "the group's yearly capital spending, for materiality";
    }
}

/// A number's value where a file says nothing.
const fn default_of(number: ProgrammeNumber) -> f64 {
    number.spec().default.unwrap()
}

/// A number that cash costs are calibrated at, and its value when they were: a field of the group
/// `calibration`.
#[derive(Debug)]
pub struct Calibrated {
    /// The key of its value at calibration: `calibration.server_life`.
    pub id: &'static str,
    /// The number.
    pub number: ProgrammeNumber,
    /// Its value at calibration.
    lens: &'static Lens<Programme, f64>,
}

impl Calibrated {
    /// Whether the number has another value than it was calibrated at.
    pub fn has_moved(&self, programme: &Programme) -> bool {
        (self.lens.get)(programme).to_bits() != self.number.get(programme).to_bits()
    }

    /// Calibrates at the number's present value.
    pub fn calibrate(&self, programme: &mut Programme) {
        (self.lens.set)(programme, self.number.get(programme));
    }
}

impl Programme {
    /// The numbers that cash costs are calibrated at.
    pub fn calibrated() -> impl Iterator<Item = Calibrated> {
        Self::FIELDS.iter().filter_map(|field| {
            let Access::Setting(_, lens) = &field.access else { return None };
            let (group, id) = field.id.split_once('.')?;
            let number = ProgrammeNumber::from_id(id).filter(|_| group == CALIBRATION)?;
            Some(Calibrated { id: field.id, number, lens })
        })
    }

    /// Calibrates cash costs at the present values.
    pub fn calibrate(&mut self) {
        for calibrated in Self::calibrated() {
            calibrated.calibrate(self);
        }
    }

    /// How many months are modelled, the horizon month included; 0 when the horizon precedes
    /// the start.
    pub fn months(&self) -> usize {
        usize::try_from(self.horizon.since(self.start) + 1).unwrap_or(0)
    }

    /// The financial year in which a month lies, named for the calendar year in which it ends.
    pub fn year_of(&self, month: Month) -> i32 {
        month.year() + i32::from(f64::from(month.month()) > self.year_ends)
    }

    /// The month in which a number of years since the start has passed.
    pub fn month_after(&self, years: f64) -> Month {
        #[expect(clippy::cast_possible_truncation, reason = "held within the longest horizon")]
        let months = (years * 12.0).clamp(0.0, f64::from(*HORIZON_MONTHS.end())).floor() as i32;
        self.start.plus(months)
    }

    /// The first and the last month of a financial year.
    pub fn months_of(&self, year: i32) -> (Month, Month) {
        #[expect(clippy::cast_possible_truncation, reason = "a month of the year")]
        let last = Month::new(year, self.year_ends.clamp(1.0, 12.0) as i32);
        (last.plus(-11), last)
    }

    /// Whether a financial year lies wholly inside the horizon.
    pub fn has_whole(&self, year: i32) -> bool {
        if !(1..=9999).contains(&year) {
            return false;
        }
        let (first, last) = self.months_of(year);
        first >= self.start && last <= self.horizon
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
    fn every_default_and_slider_is_valid() {
        for number in ProgrammeNumber::ALL {
            let spec = number.spec();
            assert!(spec.slider.min < spec.slider.max && spec.slider.step > 0.0, "{}", spec.id);
            for value in [number.get(&Programme::default()), spec.slider.min, spec.slider.max] {
                assert!(spec.valid.contains(value), "{} {value}", spec.id);
            }
            assert_eq!(ProgrammeNumber::from_id(number.id()), Some(number));
        }
    }

    #[test]
    fn every_field_is_reached_by_its_key_and_says_its_bounds() {
        let mut programme = Programme::default();
        for (index, field) in Programme::FIELDS.iter().enumerate() {
            let value = i32::try_from(index).unwrap() + 1;
            match &field.access {
                Access::Number(spec, lens) => {
                    assert_eq!(
                        (spec.id, spec.label, spec.meaning),
                        (field.id, field.label, field.meaning)
                    );
                    assert_eq!(spec.default, Some((lens.get)(&Programme::default())));
                    (lens.set)(&mut programme, f64::from(value));
                }
                Access::Setting(_, lens) => (lens.set)(&mut programme, f64::from(value)),
                Access::Month(lens) => (lens.set)(&mut programme, Month::new(value, 1)),
                Access::Year(lens) => (lens.set)(&mut programme, value),
                Access::Text(_) => panic!("{} is a text", field.id),
                Access::Sites => {}
            }
        }
        for (index, field) in Programme::FIELDS.iter().enumerate() {
            let value = i32::try_from(index).unwrap() + 1;
            match &field.access {
                Access::Number(_, lens) | Access::Setting(_, lens) => {
                    assert_eq!((lens.get)(&programme).to_bits(), f64::from(value).to_bits());
                }
                Access::Month(lens) => assert_eq!((lens.get)(&programme), Month::new(value, 1)),
                Access::Year(lens) => assert_eq!((lens.get)(&programme), value),
                Access::Text(_) | Access::Sites => {}
            }
            assert_eq!(Programme::field(field.id).map(|found| found.label), Some(field.label));
        }
        let says = |id: &str, least: String, most: String| {
            let meaning = Programme::field(id).unwrap().meaning;
            assert!(meaning.contains(&format!("{least} to {most} ")), "{meaning}");
        };
        says("horizon", HORIZON_MONTHS.start().to_string(), HORIZON_MONTHS.end().to_string());
        says("sites", SITES.start().to_string(), SITES.end().to_string());
    }
}
