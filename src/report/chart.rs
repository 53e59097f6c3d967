//! Charts as scalable vector drawings for documents: the same figures, scales, ticks and hues as on
//! screen, with a title, units, axis labels and the source, and text that can be selected.
//!
//! They are written here rather than by a plotting library: a payback that never comes, a cliff, a
//! band and a claim's range are drawn as on screen, on the round values that the screens have, and
//! no library's charts know of these.

mod bars;
mod frame;
mod lines;
mod map;
mod svg;

use crate::analysis::risk::RiskResult;
use crate::analysis::{Backtest, Grid, Tornado, paybacks};
use crate::model::{Scenario, Series};
use crate::preset::Preset;
use crate::view::theme::{Background, Theme, bundled};
use svg::{Hues, Svg};

/// What charts are drawn on and how large.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartLook {
    /// Width and height in pixels of a screen.
    pub size: (u16, u16),
    /// Whether for dark or for light paper.
    pub background: Background,
}

impl Default for ChartLook {
    fn default() -> Self {
        Self { size: (800, 450), background: Background::Light }
    }
}

/// The smallest and the largest width and height of a chart.
pub const CHART_SIDES: std::ops::RangeInclusive<u16> = 240..=4000;

/// What is drawn.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A yearly series of the three scenarios.
    Years(Series),
    /// How far each driver moves a figure.
    Tornado(&'a Tornado),
    /// A figure along each driver's way.
    Spider(&'a Tornado),
    /// A figure over two inputs.
    Grid(&'a Grid),
    /// Cumulative cash of many draws.
    Fan(&'a RiskResult),
    /// The first figure of many draws.
    Histogram(&'a RiskResult),
    /// The years of every way to count payback.
    Paybacks,
    /// What the model gives beside what was reported.
    Backtest(&'a Backtest),
}

/// The chart of a preset as an SVG document.
pub fn svg(preset: &Preset, subject: Subject<'_>, look: ChartLook) -> String {
    let theme = bundled(match look.background {
        Background::Dark => "dark",
        Background::Light => "light",
    });
    let hues = Hues::of(&theme.unwrap_or_else(Theme::dark), look.background);
    let drawing = Svg::new(look.size, hues);
    match subject {
        Subject::Years(series) => lines::years(drawing, preset, series),
        Subject::Tornado(tornado) => bars::tornado(drawing, preset, tornado),
        Subject::Spider(spider) => lines::spider(drawing, preset, spider),
        Subject::Grid(grid) => map::grid(drawing, preset, grid),
        Subject::Fan(risk) => lines::fan(drawing, preset, risk),
        Subject::Histogram(risk) => bars::histogram(drawing, preset, risk),
        Subject::Paybacks => {
            let of = Scenario::ALL.map(|scenario| paybacks(&preset.inputs, scenario));
            bars::paybacks(drawing, preset, &of)
        }
        Subject::Backtest(backtest) => lines::backtest(drawing, preset, backtest),
    }
}

/// What stands below every chart.
fn source(preset: &Preset) -> String {
    format!("payback, preset ‘{}’. A model, not investment advice.", preset.name)
}
