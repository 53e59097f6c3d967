//! What a simulation leaves behind: every series, month by month and year by year.

use super::plan::{Plan, Quarter};
use std::ops::Range;

/// How a series adds up over a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally {
    /// A flow: months are summed.
    Sum,
    /// A stock: the last month's value stands for the year.
    Last,
}

/// Declares the series once: the enum, the table and the timeline's columns.
macro_rules! series {
    ($($name:ident = $field:ident, $label:literal, $tally:ident, $meaning:literal;)+) => {
        /// A series of the timeline, in $bn.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Series { $(#[doc = $meaning] $name),+ }

        const SPECS: &[(&str, &str, Tally, &str)] =
            &[$((stringify!($field), $label, Tally::$tally, $meaning)),+];

        impl Series {
            /// All of them, in the order of tables.
            pub const ALL: [Self; SPECS.len()] = [$(Self::$name),+];
        }

        /// Every series of one scenario, a value for each month.
        #[derive(Debug, Clone, Default)]
        pub struct Timeline {
            $(pub(super) $field: Vec<f64>,)+
            /// Whether anything is borrowed; without debt the owners' cash is the programme's.
            pub(super) is_levered: bool,
        }

        impl Timeline {
            /// Makes room for that many months, all at 0; allocates only when there are more than
            /// ever.
            pub(super) fn clear(&mut self, months: usize) {
                $(self.$field.clear();
                self.$field.resize(months, 0.0);)+
            }

            /// A series' monthly values, $bn.
            pub fn months(&self, series: Series) -> &[f64] {
                match series {
                    Series::EquityFcf if !self.is_levered => &self.fcf,
                    Series::CumulativeEquityFcf if !self.is_levered => &self.cumulative_fcf,
                    $(Series::$name => &self.$field,)+
                }
            }
        }
    };
}

series! {
    Spend = spend, "Spend", Sum, "capital spent on new capacity";
    Refresh = refresh, "Renewals", Sum, "capital spent on renewing servers and facilities";
    Built = built, "Built", Last, "capital that is built, average of the month";
    Energised = energised, "Energised", Last, "capital that has power, average of the month";
    Ramped = ramped, "Ramped", Last, "energised capital that is ramped up, what was later retired included, average of the month";
    Retired = retired, "Retired", Last, "capital whose servers weren't bought again at the end of their life, average of the month";
    IdleCapital = idle_capital, "Idle capital", Last, "capital that is built but not energised, average of the month";
    ComputeRevenue = compute_revenue, "Compute revenue", Sum, "revenue of compute, contracted or not";
    ContractRevenue = contract_revenue, "Contract revenue", Sum, "revenue of capacity under take-or-pay contracts";
    AttachRevenue = attach_revenue, "Attach revenue", Sum, "revenue of platform services";
    Revenue = revenue, "Revenue", Sum, "compute and platform revenue";
    CashCost = cash_cost, "Cash cost", Sum, "cash costs of compute and platform";
    IdleCost = idle_cost, "Idle cost", Sum, "cash cost of idle capital";
    Depreciation = depreciation, "Depreciation", Sum, "straight-line depreciation, from energising on";
    OperatingIncome = operating_income, "Operating income", Sum, "revenue less costs and depreciation";
    Tax = tax, "Tax", Sum, "tax on operating income; negative where a loss shields the group";
    Fcf = fcf, "Free cash flow", Sum, "operating income less tax, plus depreciation, less spend and renewals";
    CumulativeFcf = cumulative_fcf, "Cumulative cash", Last, "free cash flow summed from the first month";
    NetBookValue = net_book_value, "Net book value", Last, "spend and renewals less depreciation, summed";
    DebtDraw = debt_draw, "Borrowed", Sum, "what is borrowed of spend and renewals";
    Repayment = repayment, "Repaid", Sum, "debt that is repaid";
    Interest = interest, "Interest", Sum, "interest on what is owed at the month's start";
    DebtBalance = debt_balance, "Debt", Last, "what is owed at the month's end";
    EquityFcf = equity_fcf, "Equity cash flow", Sum, "free cash flow with what is borrowed, less repayment and interest after tax";
    CumulativeEquityFcf = cumulative_equity_fcf, "Cumulative equity cash", Last, "equity cash flow summed from the first month";
}

impl Series {
    /// Name in JSON and CSV.
    pub const fn id(self) -> &'static str {
        SPECS[self as usize].0
    }

    /// Name on screen.
    pub const fn label(self) -> &'static str {
        SPECS[self as usize].1
    }

    /// How it adds up over a year.
    pub const fn tally(self) -> Tally {
        SPECS[self as usize].2
    }

    /// One sentence on what it is.
    pub const fn meaning(self) -> &'static str {
        SPECS[self as usize].3
    }
}

impl Timeline {
    /// A series by financial year, $bn: flows summed, stocks as of the year's last month.
    pub fn annual(&self, plan: &Plan, series: Series) -> Vec<f64> {
        plan.years().iter().map(|year| self.over(series, year.months.clone())).collect()
    }

    /// A series by these quarters of the financial year, $bn, likewise.
    pub fn quarterly(&self, quarters: &[Quarter], series: Series) -> Vec<f64> {
        quarters.iter().map(|quarter| self.over(series, quarter.months.clone())).collect()
    }

    /// A flow's sum over some months, $bn; of a stock what it is in the last of them.
    fn over(&self, series: Series, span: Range<usize>) -> f64 {
        let months = self.months(series);
        match series.tally() {
            Tally::Sum => months[span].iter().sum(),
            Tally::Last => months[span.end - 1],
        }
    }
}
