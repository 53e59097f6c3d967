//! What can be copied of what is on screen.

use super::copied::Copied;
use super::{DriversView, Screen, Session};

/// A chart of a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreenChart {
    /// Operating income by year.
    Income,
    /// How far each input moves the figure.
    Tornado,
    /// The figure along each driver's way.
    Spider,
    /// The figure over two inputs.
    Grid,
    /// How often draws give what figure.
    Histogram,
    /// Cumulative cash by year.
    Cash,
    /// Every way to count payback.
    Paybacks,
    /// Modelled and reported by year.
    Backtest,
    /// Presets by a figure.
    League,
}

impl Session {
    /// What can be copied here, in the order of the list.
    pub fn copies(&self) -> Vec<Copied> {
        let is_there = |what: &Copied| match what {
            Copied::Chart => self.screen_chart().is_some(),
            Copied::Fan => self.screen == Screen::Risk,
            Copied::Figure
            | Copied::Table
            | Copied::Markdown
            | Copied::Screen
            | Copied::Picture
            | Copied::Report
            | Copied::Command => true,
        };
        Copied::ALL.into_iter().filter(is_there).collect()
    }

    /// The chart of what is on screen that there is for documents.
    pub const fn screen_chart(&self) -> Option<ScreenChart> {
        match self.screen {
            Screen::Explore => Some(ScreenChart::Income),
            Screen::Drivers => match self.screens.drivers.view {
                DriversView::Tornado | DriversView::PlusMinus => Some(ScreenChart::Tornado),
                DriversView::Spider => Some(ScreenChart::Spider),
                DriversView::Attribution | DriversView::Response => None,
            },
            Screen::Grid => Some(ScreenChart::Grid),
            Screen::Risk => Some(ScreenChart::Histogram),
            Screen::Cash => Some(ScreenChart::Cash),
            Screen::Paybacks => Some(ScreenChart::Paybacks),
            Screen::Backtest => Some(ScreenChart::Backtest),
            Screen::League => Some(ScreenChart::League),
            Screen::Claims
            | Screen::Programme
            | Screen::Compare
            | Screen::Solve
            | Screen::Explain => None,
        }
    }
}
