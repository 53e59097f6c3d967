//! Cash: the cash of each year.

use crate::session::Session;

/// What the Cash screen remembers.
#[derive(Debug, Clone, Default)]
pub struct CashState {
    /// Whether the three scenarios stand side by side.
    pub side_by_side: bool,
    /// The first year that is shown.
    pub scroll: usize,
}

impl Session {
    pub(in crate::session) const fn toggle_side_by_side(&mut self) {
        let cash = &mut self.screens.cash;
        cash.side_by_side = !cash.side_by_side;
        cash.scroll = 0;
    }
}
