//! Charts as scalable vector drawings for documents: the same figures, scales, ticks and hues as on
//! screen, with a title, units, axis labels and the source, and text that can be selected.
//!
//! They are written here rather than by a plotting library: a payback that never comes, a cliff, a
//! band and a claim's range are drawn as on screen, on the round values that the screens have, and
//! no library's charts know of these.

mod bars;
mod frame;
mod hues;
mod league;
mod lines;
mod map;
mod svg;

use crate::analysis::risk::RiskResult;
use crate::analysis::{Axis, Backtest, Grid, LeagueEntry, LeagueOrder, Tornado, paybacks};
use crate::model::{Input, Scenario, Series};
use crate::preset::{Currency, Preset};
use crate::view::theme::{Background, Theme, bundled};
use hues::Hues;
use svg::Svg;

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
    /// Presets ranked by a figure; `own` is what the chart's own preset is opened by.
    League { entries: &'a [&'a LeagueEntry<Currency>], order: LeagueOrder, own: &'a str },
}

/// The chart of a preset as an SVG document.
pub fn svg(preset: &Preset, subject: Subject<'_>, look: ChartLook) -> String {
    drawn(preset, subject, Svg::new(look.size, hues_on(look.background)))
}

/// The chart of a preset as a part of a page, in the colours that [`page_colours`] names; its number
/// tells it from other charts there.
pub fn page_svg(preset: &Preset, subject: Subject<'_>, size: (u16, u16), number: usize) -> String {
    drawn(preset, subject, Svg::new(size, Hues::of_page(number)))
}

/// The colours of a page's charts: their names, and what they are on paper of a kind.
pub fn page_colours(background: Background) -> Vec<(String, String)> {
    hues_on(background).named()
}

fn hues_on(background: Background) -> Hues {
    let theme = bundled(match background {
        Background::Dark => "dark",
        Background::Light => "light",
    });
    Hues::of(&theme.unwrap_or_else(Theme::dark), background)
}

fn drawn(preset: &Preset, subject: Subject<'_>, drawing: Svg) -> String {
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
        Subject::League { entries, order, own } => {
            league::league(drawing, (preset, own), entries, order)
        }
    }
}

/// An axis of a map over an input's slider, as far as the scenario's own value lies.
pub fn own_axis(preset: &Preset, scenario: Scenario, input: Input, count: usize) -> Axis {
    let slider = input.spec().slider;
    let value = preset.inputs.get(input, scenario).unwrap_or(slider.min);
    Axis { input, from: slider.min.min(value), to: slider.max.max(value), count }
}

/// What stands below every chart.
fn source(preset: &Preset) -> String {
    format!("payback, preset ‘{}’. A model, not investment advice.", preset.name)
}
