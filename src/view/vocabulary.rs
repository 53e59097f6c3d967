//! Names of metrics and series in three lengths, and which of them a column uses.

use super::format;
use crate::analysis::Measure;
use crate::model::{Driver, Input, Metric, Programme, ProgrammeNumber, Series, SiteNumber, Unit};
use crate::preset::Currency;
use crate::widgets::text::columns;

/// A metric's names, the longest first.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The model's own.
    pub long: &'static str,
    /// For panels and narrow tables.
    pub short: &'static str,
    /// At most eleven columns.
    pub tiny: &'static str,
}

impl Names {
    /// Within a sentence: `payback`, but `NPV`.
    pub(super) fn in_sentence(self) -> String {
        in_sentence(self.short)
    }

    /// The three of them.
    pub const fn all(self) -> [&'static str; 3] {
        [self.long, self.short, self.tiny]
    }
}

/// A name within a sentence: `power delay`, but `GDP: multiplier`.
pub fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    let (first, second) = (letters.next(), letters.next());
    if second.is_some_and(char::is_uppercase) {
        return name.to_owned();
    }
    first.into_iter().flat_map(char::to_lowercase).chain(name.chars().skip(1)).collect()
}

/// A metric's names.
pub const fn names(metric: Metric) -> Names {
    let long = metric.spec().label;
    let [short, tiny] = match metric {
        Metric::Revenue => ["Revenue", "Revenue"],
        Metric::OperatingIncome => ["Op. income", "Op. income"],
        Metric::OperatingMargin => ["Op. margin", "Op. margin"],
        Metric::EbitdaMargin => ["Ebitda margin", "Ebitda m."],
        Metric::RunRateRevenue => ["Run-rate revenue", "RR revenue"],
        Metric::RunRateOperatingIncome => ["Run-rate income", "RR income"],
        Metric::RunRateMargin => ["Run-rate margin", "RR margin"],
        Metric::PaybackYears => ["Payback", "Payback"],
        Metric::LastingPaybackYears => ["Lasting payback", "Lasting"],
        Metric::DiscountedPaybackYears => ["Disc. payback", "Discounted"],
        Metric::PaybackFromServiceYears => ["From service", "In service"],
        Metric::IncomeMultipleYears => ["Income multiple", "Income mult"],
        Metric::EbitdaMultipleYears => ["Ebitda multiple", "Ebitda mult"],
        Metric::CashMultipleYears => ["Steady payback", "Steady"],
        Metric::Capital => ["Capital", "Capital"],
        Metric::NpvPerCapital => ["NPV / capital", "NPV/capital"],
        Metric::Npv => ["NPV", "NPV"],
        Metric::BreakevenRevenueRatio => ["Break-even", "Break-even"],
        Metric::Irr => ["IRR", "IRR"],
        Metric::Roic => ["ROIC", "ROIC"],
        Metric::PeakDraw => ["Peak draw", "Peak draw"],
        Metric::PeakIdleCapital => ["Peak idle", "Peak idle"],
        Metric::MinAnnualFcf => ["Lowest year", "Lowest year"],
        Metric::HorizonCash => ["Cash at horizon", "At horizon"],
        Metric::GdpContribution => ["GDP", "GDP"],
        Metric::RevenueVsGroup => ["Revenue vs group", "Rev/group"],
        Metric::SpendVsGroupCapex => ["Spend vs capex", "Spend/capex"],
        Metric::EquityPaybackYears => ["Equity payback", "Equity pb"],
        Metric::EquityIrr => ["Equity IRR", "Equity IRR"],
        Metric::PeakEquity => ["Peak equity", "Peak equity"],
        Metric::MinDscr => ["Lowest cover", "Low cover"],
        Metric::BacklogInService => ["Backlog", "Backlog"],
        Metric::ItMwInService => ["IT power", "IT power"],
        Metric::RevenuePerMw => ["Revenue per MW", "Rev per MW"],
    };
    Names { long, short, tiny }
}

/// Names for one column: those of the greatest length of which each has room.
pub(super) fn column_names(names: &[Names], room: usize) -> Vec<&'static str> {
    let of = |length: usize| -> Vec<&'static str> {
        names.iter().map(|names| names.all()[length]).collect()
    };
    let fits = |column: &Vec<&str>| column.iter().all(|name| columns(name) <= room);
    [0, 1].map(of).into_iter().find(fits).unwrap_or_else(|| of(2))
}

/// An input's names, the longest first. The margin's says at which load it is read off: a scenario
/// of another utilization achieves another margin.
pub fn input_names(input: Input, programme: &Programme, currency: Currency) -> [String; 3] {
    let label = currency.words(input.label()).into_owned();
    if input == Input::Driver(Driver::Margin) {
        let share = |value| format::setting(currency.of(Unit::Share), value);
        let load = share(programme.reference_utilization);
        let attach = share(programme.reference_attach);
        let new = if programme.generation_fade > 0.0 { ", as new" } else { "" };
        return [
            format!("Margin at {load} load, {attach} attach{new}"),
            label,
            tiny_name(Driver::Margin).to_owned(),
        ];
    }
    let tiny = match input {
        Input::Driver(driver) => tiny_name(driver).to_owned(),
        Input::Programme(number) => {
            tiny_number(number).map_or_else(|| label.clone(), str::to_owned)
        }
        Input::Site(site, number) => format!("Site {} {}", site + 1, tiny_site_number(number)),
        Input::Indicator(_) | Input::Weight => label.clone(),
    };
    [label.clone(), label, tiny]
}

/// A programme number's name in narrow columns, where its label is longer than those have room for.
const fn tiny_number(number: ProgrammeNumber) -> Option<&'static str> {
    Some(match number {
        ProgrammeNumber::RevenueYield => "Yield",
        ProgrammeNumber::ReferenceUtilization => "Ref. load",
        ProgrammeNumber::ReferenceAttach => "Ref. attach",
        ProgrammeNumber::FixedOpexShare => "Fixed opex",
        ProgrammeNumber::IdleCostRate => "Idle cost",
        ProgrammeNumber::GenerationFade => "Fade",
        ProgrammeNumber::CostInflation => "Inflation",
        ProgrammeNumber::PowerPriceRise => "Power price",
        ProgrammeNumber::ServerDeferral => "Deferral",
        ProgrammeNumber::ContractsShare => "Contr. share",
        ProgrammeNumber::ContractsYears => "Contr. term",
        ProgrammeNumber::ContractsLoad => "Contr. load",
        ProgrammeNumber::GdpDomesticShare => "GDP: work",
        ProgrammeNumber::GdpMultiplier => "GDP: mult.",
        _ => return None,
    })
}

/// A site number's name behind the site's own.
const fn tiny_site_number(number: SiteNumber) -> &'static str {
    match number {
        SiteNumber::Pledge => "pledge",
        SiteNumber::Months => "months",
        SiteNumber::ExtraDelay => "delay",
        SiteNumber::YieldFactor => "yield",
    }
}

/// A driver's name where two stand side by side.
pub(super) const fn tiny_name(driver: Driver) -> &'static str {
    match driver {
        Driver::Margin => "Ref. margin",
        Driver::Utilization
        | Driver::PowerDelay
        | Driver::Attach
        | Driver::CapexCut
        | Driver::ExportBlock
        | Driver::PriceErosion
        | Driver::CapacityCost => driver.spec().label,
    }
}

/// A driver's names, for a column that has metrics' as well.
pub(super) const fn driver_names(driver: Driver) -> Names {
    let label = driver.spec().label;
    Names { long: label, short: label, tiny: tiny_name(driver) }
}

/// What a claim is about.
pub(super) fn measure_names(measure: Measure) -> [String; 3] {
    let of = match measure {
        Measure::Metric(metric) | Measure::MetricIn(metric, _) => names(metric),
        Measure::SeriesIn(series, _) => {
            Names { long: series.label(), short: series.label(), tiny: series.label() }
        }
        Measure::Driver(driver) => driver_names(driver),
    };
    let year = measure.year().map_or_else(String::new, |year| format!(" {year}"));
    of.all().map(|name| format!("{name}{year}"))
}

/// The year that a metric is of, where it has one of its own: `2029`, `by 2030`.
pub(super) fn year_of(metric: Metric, programme: &Programme) -> String {
    match metric {
        Metric::OperatingIncome => programme.headline_year.to_string(),
        Metric::GdpContribution => format!("by {}", programme.gdp_by.year()),
        _ => String::new(),
    }
}

/// A series' name over a narrow column.
pub(super) const fn head(series: Series) -> &'static str {
    match series {
        Series::Spend => "spend",
        Series::Refresh => "renewals",
        Series::Revenue => "revenue",
        Series::OperatingIncome => "income",
        Series::Fcf => "cash",
        Series::CumulativeFcf => "total",
        Series::Energised => "energised",
        Series::IdleCapital => "idle",
        Series::NetBookValue => "book",
        Series::ContractRevenue => "contracts",
        Series::DebtDraw => "drawn",
        Series::Repayment => "repaid",
        Series::Interest => "interest",
        Series::DebtBalance => "debt",
        Series::EquityFcf => "equity",
        Series::CumulativeEquityFcf => "eq. total",
        Series::Built
        | Series::Ramped
        | Series::Retired
        | Series::ComputeRevenue
        | Series::AttachRevenue
        | Series::CashCost
        | Series::IdleCost
        | Series::Depreciation
        | Series::Tax => series.label(),
    }
}
