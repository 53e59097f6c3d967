//! Names of metrics and series that are shorter than the model's own, for where these have no room.

use crate::model::{Metric, Programme, Series};

/// A metric's names, the longest first.
pub(super) struct Names {
    /// The model's own, for lists and titles.
    pub(super) long: &'static str,
    /// Within a sentence.
    pub(super) short: &'static str,
    /// Before a figure on a line of its own.
    pub(super) line: &'static str,
    /// Likewise, where the figure's change leaves little room.
    pub(super) tiny: &'static str,
}

pub(super) const fn names(metric: Metric) -> Names {
    let long = metric.spec().label;
    let [short, line, tiny] = match metric {
        Metric::OperatingIncome => ["op. income", "Op. income", "Op. income"],
        Metric::OperatingMargin => [long, "margin", "margin"],
        Metric::EbitdaMargin => [long, "ebitda margin", "ebitda margin"],
        Metric::RunRateRevenue => [long, "run-rate revenue", "rr revenue"],
        Metric::RunRateOperatingIncome => [long, "run-rate income", "rr income"],
        Metric::RunRateMargin => [long, "run-rate margin", "rr margin"],
        Metric::PaybackYears => ["payback", long, long],
        Metric::IncomeMultipleYears => [long, "income multiple", "income multiple"],
        Metric::EbitdaMultipleYears => [long, "ebitda multiple", "ebitda multiple"],
        Metric::CashMultipleYears => ["steady payback", "steady state", "steady"],
        Metric::PeakDraw => ["peak draw", long, long],
        Metric::PeakIdleCapital => [long, long, "Peak idle"],
        Metric::GdpContribution => [long, "GDP", "GDP"],
        Metric::RevenueVsGroup => [long, long, "vs group"],
        Metric::BreakevenRevenueRatio => [long, long, "break-even"],
        Metric::EquityPaybackYears => ["equity payback", long, long],
        Metric::BacklogInService => [long, "Backlog", "Backlog"],
        Metric::ItMwInService => [long, "IT power", "IT power"],
        Metric::MinDscr => ["lowest cover", "Lowest cover", "cover"],
        Metric::Revenue
        | Metric::LastingPaybackYears
        | Metric::DiscountedPaybackYears
        | Metric::PaybackFromServiceYears
        | Metric::Capital
        | Metric::NpvPerCapital
        | Metric::Npv
        | Metric::Irr
        | Metric::Roic
        | Metric::MinAnnualFcf
        | Metric::HorizonCash
        | Metric::EquityIrr
        | Metric::PeakEquity
        | Metric::RevenuePerMw
        | Metric::SpendVsGroupCapex => [long; 3],
    };
    Names { long, short, line, tiny }
}

/// The name before a figure, with the year that it is of where it has one of its own.
pub(super) fn dated_name(metric: Metric, programme: &Programme) -> String {
    let line = names(metric).line;
    match metric {
        Metric::OperatingIncome => format!("{line} {}", programme.headline_year),
        Metric::GdpContribution => format!("{line} by {}", programme.gdp_by.year()),
        _ => line.to_owned(),
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
