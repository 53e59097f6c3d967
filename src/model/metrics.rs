//! The metrics: one figure each that sums a scenario up, and the table of them.

use super::spec::Unit;
use std::ops::{Index, IndexMut};

/// A metric's entry in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricSpec {
    /// Name in files, keys and JSON.
    pub id: &'static str,
    /// Name on screen.
    pub label: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Whether more of it is better, less is, or neither.
    pub better: Better,
    /// Whether it is a quotient whose denominator the drivers move: where that comes near zero the
    /// quotient leaps, and a mean of it says nothing.
    pub has_moving_denominator: bool,
    /// Whether another headline year gives it another value.
    pub is_of_headline_year: bool,
    /// One sentence on what it is.
    pub meaning: &'static str,
}

/// Which way a metric improves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The more the better.
    Higher,
    /// The less the better.
    Lower,
    /// Neither: it measures size.
    Neither,
}

/// Declares the metrics, a row each: the enum and its table. `moving` marks a quotient whose
/// denominator the drivers move, `in year` what another headline year gives another value.
macro_rules! metrics {
    ($(
        $name:ident = $id:literal, $label:literal, $unit:ident, $better:ident $(/ $moving:ident)? $(in $year:ident)?,
            $meaning:literal;
    )+) => {
        /// A figure that sums a scenario up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Metric { $(#[doc = $meaning] $name),+ }

        const SPECS: &[MetricSpec] = &[$(MetricSpec {
            id: $id,
            label: $label,
            unit: Unit::$unit,
            better: Better::$better,
            has_moving_denominator: metrics!(@has $($moving)?),
            is_of_headline_year: metrics!(@has $($year)?),
            meaning: $meaning,
        }),+];

        impl Metric {
            /// All of them, in the order in which they are listed.
            pub const ALL: [Self; SPECS.len()] = [$(Self::$name),+];
        }
    };
    (@has) => { false };
    (@has $mark:ident) => { true };
}

metrics! {
    Revenue = "revenue", "Revenue", Billions, Higher in year,
        "compute and platform revenue of the headline year";
    OperatingIncome = "operating_income", "Operating income", Billions, Higher in year,
        "revenue less cash costs, idle costs and depreciation, headline year";
    OperatingMargin = "operating_margin", "Operating margin", Share, Higher / moving in year,
        "operating income over revenue, headline year";
    EbitdaMargin = "ebitda_margin", "Ebitda margin", Share, Higher / moving in year,
        "operating income before depreciation over revenue, headline year";
    RunRateRevenue = "run_rate_revenue", "Run-rate revenue", BillionsPerYear, Higher in year,
        "revenue of the headline year's last three months, times four";
    RunRateOperatingIncome = "run_rate_operating_income", "Run-rate op. income", BillionsPerYear, Higher in year,
        "operating income of the headline year's last three months, times four";
    RunRateMargin = "run_rate_margin", "Run-rate margin", Share, Higher / moving in year,
        "run-rate operating income over run-rate revenue";
    PaybackYears = "payback_years", "Payback", Years, Lower,
        "from the first month to the first time that cumulative free cash flow comes back to zero";
    LastingPaybackYears = "lasting_payback_years", "Lasting payback", Years, Lower,
        "from the first month to the last return to zero, if cash stays above it from then on";
    DiscountedPaybackYears = "discounted_payback_years", "Discounted payback", Years, Lower,
        "payback of the flows discounted at the discount rate";
    PaybackFromServiceYears = "payback_from_service_years", "Payback from service", Years, Lower,
        "payback counted from the first month with energised capital";
    IncomeMultipleYears = "income_multiple_years", "Income multiple", Years, Lower / moving in year,
        "capital over run-rate operating income";
    EbitdaMultipleYears = "ebitda_multiple_years", "Ebitda multiple", Years, Lower / moving in year,
        "capital over run-rate operating income before depreciation";
    CashMultipleYears = "cash_multiple_years", "Steady-state payback", Years, Lower / moving in year,
        "capital over run-rate operating income after tax plus depreciation";
    Capital = "capital", "Capital", Billions, Neither,
        "total spend without renewals";
    NpvPerCapital = "npv_per_capital", "NPV over capital", Ratio, Higher / moving,
        "NPV over total spend without renewals";
    Npv = "npv", "NPV", Billions, Higher,
        "free cash flows discounted at the discount rate, the last book value credited";
    BreakevenRevenueRatio = "breakeven_revenue_ratio", "Break-even revenue", Ratio, Lower / moving,
        "revenue at which NPV is 0, as a multiple of what is modelled";
    Irr = "irr", "IRR", PerYear, Higher,
        "the one yearly rate between −50 % and 200 % at which NPV changes sign";
    Roic = "roic", "ROIC", Share, Higher / moving in year,
        "headline-year operating income after tax over the mean net book value";
    PeakDraw = "peak_draw", "Peak draw", Billions, Lower,
        "depth of the lowest cumulative free cash flow";
    PeakIdleCapital = "peak_idle_capital", "Peak idle capital", Billions, Lower,
        "highest month's capital that is built but not energised";
    MinAnnualFcf = "min_annual_fcf", "Lowest year's cash", Billions, Higher,
        "lowest year's free cash flow";
    HorizonCash = "horizon_cash", "Cash at horizon", Billions, Higher,
        "cumulative free cash flow at the horizon";
    GdpContribution = "gdp_contribution", "GDP contribution", Billions, Higher,
        "gross domestic product that spend and revenue bring by the claim's date";
    RevenueVsGroup = "revenue_vs_group", "Revenue vs group", Share, Neither in year,
        "run-rate revenue over the group's";
    SpendVsGroupCapex = "spend_vs_group_capex", "Spend vs group capex", Share, Neither,
        "highest year's spend without renewals over the group's capital spending";
    EquityIrr = "equity_irr", "Equity IRR", PerYear, Higher,
        "IRR of what is left for the owners after debt service";
    EquityPaybackYears = "equity_payback_years", "Equity payback", Years, Lower,
        "from the first month to the first time that cumulative equity cash comes back to zero";
    PeakEquity = "peak_equity", "Peak equity", Billions, Lower,
        "depth of the lowest cumulative equity cash";
    MinDscr = "min_dscr", "Lowest debt cover", Ratio, Higher / moving,
        "lowest whole year's cash before debt service over interest and repayment, once the spending is over (debt service cover ratio)";
    BacklogInService = "backlog_in_service", "Backlog in service", Billions, Higher in year,
        "contract revenue still to come after the headline year from capacity energised by then";
    ItMwInService = "it_mw_in_service", "IT power in service", Megawatts, Neither in year,
        "IT power of energised capital in the headline year's last month";
    RevenuePerMw = "revenue_per_mw", "Revenue per MW", MillionsPerYearPerMegawatt, Higher / moving in year,
        "run-rate revenue over the mean IT power in service";
}

impl Metric {
    /// How many there are.
    pub const COUNT: usize = SPECS.len();

    /// Its entry in the table.
    pub const fn spec(self) -> &'static MetricSpec {
        &SPECS[self as usize]
    }

    /// Name in files, keys and JSON.
    pub const fn id(self) -> &'static str {
        self.spec().id
    }

    /// Whether a figure without a value is later than every other: 'never' is the worst payback,
    /// not a missing one.
    pub const fn absent_is_latest(self) -> bool {
        matches!(self.spec().unit, Unit::Years)
    }

    /// Whether it is an internal rate of return, which costs as much as all other metrics.
    pub const fn is_rate_of_return(self) -> bool {
        matches!(self, Self::Irr | Self::EquityIrr)
    }

    /// The metric of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.id() == id)
    }
}

/// A scenario's metrics; one that has no value (no payback before the horizon, a multiple of a
/// loss) is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics([Option<f64>; Metric::COUNT]);

impl Metrics {
    /// With no zero below zero: what is 0 reads 0.
    pub(super) fn without_negative_zero(self) -> Self {
        Self(self.0.map(|figure| figure.map(|figure| figure + 0.0)))
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self([None; Metric::COUNT])
    }
}

impl Index<Metric> for Metrics {
    type Output = Option<f64>;

    fn index(&self, metric: Metric) -> &Option<f64> {
        &self.0[metric as usize]
    }
}

impl IndexMut<Metric> for Metrics {
    fn index_mut(&mut self, metric: Metric) -> &mut Option<f64> {
        &mut self.0[metric as usize]
    }
}

/// What an evaluation met that a reader of its figures should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// Depreciation and platform costs take more than the reference margin leaves, so the
    /// remaining cash cost was held at 0.
    pub margin_capped: bool,
    /// NPV changes sign at more than one rate.
    pub irr_ambiguous: bool,
    /// That of the equity flows does.
    pub equity_irr_ambiguous: bool,
}

impl Flags {
    /// The names of those that are raised, as JSON gives them.
    pub fn ids(self) -> Vec<&'static str> {
        [
            (self.margin_capped, "margin_capped"),
            (self.irr_ambiguous, "irr_ambiguous"),
            (self.equity_irr_ambiguous, "equity_irr_ambiguous"),
        ]
        .into_iter()
        .filter_map(|(raised, id)| raised.then_some(id))
        .collect()
    }
}

/// A scenario's metrics with what was met on the way.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Outcome {
    /// Every metric, those without a value too.
    pub metrics: Metrics,
    /// What a reader should know.
    pub flags: Flags,
    /// Debt that is still owed at the end of the month in which equity is paid back, $bn; `None`
    /// where it isn't, or nothing is borrowed.
    pub owed_at_equity_payback: Option<f64>,
}
