//! What a simulation leaves behind: every series, month by month and year by year.

use super::plan::Plan;

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
        pub struct Timeline { $(pub(super) $field: Vec<f64>),+ }

        impl Timeline {
            /// Makes room for that many months; allocates only when there are more than ever.
            pub(super) fn resize(&mut self, months: usize) {
                $(self.$field.resize(months, 0.0);)+
            }

            /// A series' monthly values, $bn.
            pub fn months(&self, series: Series) -> &[f64] {
                match series { $(Series::$name => &self.$field),+ }
            }
        }
    };
}

series! {
    Spend = spend, "Spend", Sum, "capital spent on new capacity";
    Refresh = refresh, "Renewals", Sum, "capital spent on renewing servers";
    Built = built, "Built", Last, "capital that is built, average of the month";
    Energised = energised, "Energised", Last, "capital that has power, average of the month";
    Ramped = ramped, "Ramped", Last, "energised capital that is ramped up, average of the month";
    IdleCapital = idle_capital, "Idle capital", Last, "capital that is built but not energised, average of the month";
    ComputeRevenue = compute_revenue, "Compute revenue", Sum, "revenue of compute";
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
    /// A series by calendar year, $bn: flows summed, stocks as of the year's last month.
    pub fn annual(&self, plan: &Plan, series: Series) -> Vec<f64> {
        let months = self.months(series);
        plan.years()
            .iter()
            .map(|year| match series.tally() {
                Tally::Sum => months[year.months.clone()].iter().sum(),
                Tally::Last => months[year.months.end - 1],
            })
            .collect()
    }
}
