//! Cash: the cash of each year or quarter.

use crate::session::Session;

/// What the Cash screen remembers.
#[derive(Debug, Clone, Default)]
pub struct CashState {
    /// Whether the three scenarios stand side by side.
    pub side_by_side: bool,
    /// Whether the table is by quarter rather than by year.
    pub by_quarter: bool,
    /// The first period that is shown.
    pub scroll: usize,
}

impl Session {
    pub(super) const fn toggle_cash_scenarios(&mut self) {
        let cash = &mut self.screens.cash;
        cash.side_by_side = !cash.side_by_side;
        cash.scroll = 0;
    }

    /// By year or by quarter, from the same year on.
    pub(in crate::session) fn toggle_quarters(&mut self) {
        let (years, quarters) = (self.results.years(), self.results.quarters());
        let years: Vec<String> = years.map(|year| year.to_string()).collect();
        let cash = &mut self.screens.cash;
        let (from, to) = if cash.by_quarter { (quarters, years) } else { (years, quarters) };
        let year = from.get(cash.scroll).map_or("", |shown| shown.split('-').next().unwrap_or(""));
        let place = to.iter().position(|other| other.split('-').next() == Some(year));
        cash.by_quarter = !cash.by_quarter;
        cash.scroll = place.unwrap_or(0);
    }

    /// How many rows the table has.
    pub(in crate::session) fn cash_rows(&self) -> usize {
        self.periods().len()
    }

    /// The names of its rows.
    pub fn periods(&self) -> Vec<String> {
        if self.screens.cash.by_quarter {
            self.results.quarters()
        } else {
            self.results.years().map(|year| year.to_string()).collect()
        }
    }
}
