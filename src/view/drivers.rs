//! The Drivers screen: what drives the figure, as a tornado, a spider, every input by ±10 %, or an
//! exact attribution of the scenarios' difference.
//!
//! ```text
//! Tornado  FIGURE of ● base  11.3 y    each from its lowest to its highest value
//!
//!                             ▒ at its lowest   █ at its highest
//! ▸ Utilization  45–80 %        9.6 ████│▒▒▒▒▒▒▒▒ never at 45 %
//!   …
//! ↕ the figure turns around between the ends
//! ```

mod attribution;
mod spider;

use super::canvas::{Canvas, below, foot, row};
use super::regions::ClickTarget;
use super::vocabulary::names;
use super::words::{input_label, range_words};
use super::{format, title};
use crate::analysis::{Bar, Tornado};
use crate::model::Metric;
use crate::preset::Currency;
use crate::session::DriversView;
use crate::widgets::{TornadoBars, TornadoChart};
use ratatui::layout::Rect;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let (what, note) = match session.screens.drivers.view {
        DriversView::Tornado => ("Tornado", "each from its lowest to its highest value"),
        DriversView::Spider => ("Spider", "each from its lowest to its highest value"),
        DriversView::PlusMinus => ("Every input ±10 %", "of its value"),
        DriversView::Attribution => ("Attribution", "exact: mean over all orders"),
    };
    title::draw(canvas, row(area, 0), what, note);
    let area = below(area, 2);
    let answers = &session.answers;
    if let Some(why) = &answers.refused {
        canvas.centred(area, why, canvas.look.theme.dim);
        return;
    }
    match (session.screens.drivers.view, &answers.drivers, &answers.attribution) {
        (DriversView::Attribution, _, Some(ways)) => attribution::draw(canvas, ways, area),
        (DriversView::Spider, Some(answer), _) => spider::draw(canvas, answer, area),
        (DriversView::Tornado | DriversView::PlusMinus, Some(answer), _) => {
            draw_tornado(canvas, answer, area);
        }
        // Still being worked out.
        (_, None, _) | (DriversView::Attribution, _, None) => {}
    }
}

/// A row's label and bars, and what stands at either end of these.
fn bars(currency: Currency, metric: Metric, bar: &Bar) -> TornadoBars<'static> {
    let absent = if metric.absent_is_latest() { "never" } else { "none" };
    let end = |input_at: f64, value: Option<f64>| {
        let setting = || format::short_setting(currency.of(bar.input.spec().unit), input_at);
        value.map_or_else(
            || format!("{absent} at {}", setting()),
            |value| format::bare_figure(metric.spec().unit, value),
        )
    };
    let range = range_words(currency, bar.input, (bar.low, bar.high));
    TornadoBars {
        label: format!("{}  {range}", input_label(currency, bar.input)).into(),
        low: bar.at_low,
        high: bar.at_high,
        low_text: end(bar.low, bar.at_low).into(),
        high_text: end(bar.high, bar.at_high).into(),
        turning: !bar.monotonic,
    }
}

fn draw_tornado(canvas: &mut Canvas, answer: &Tornado, area: Rect) {
    let look = canvas.look;
    let none = format!("no {} at either end", names(answer.metric).in_sentence());
    let shown = canvas.session.screen_lines(answer.rows.len());
    let rows: Vec<TornadoBars> = shown
        .iter()
        .map(|index| bars(canvas.money(), answer.metric, &answer.rows[*index].bar))
        .collect();
    let selected = canvas.session.screens.drivers.selected.min(answer.rows.len().saturating_sub(1));
    let tornado = TornadoChart {
        rows: &rows,
        centre: answer.at.unwrap_or_default(),
        legend: ("at its lowest", "at its highest"),
        none: &none,
        selected: shown.iter().position(|index| *index == selected),
        style: look.theme.scenario(canvas.session.scenario),
        paint: look.paint(),
    };
    let (bars, notes) = foot(area, 1);
    for line in 0..bars.height {
        if let Some(index) = tornado.row_at(line, bars.height) {
            canvas.on_click(row(bars, line), ClickTarget::Line(shown[index]));
        }
    }
    canvas.render(tornado, bars);
    canvas.mark_screen_words(bars);
    let mut words = Vec::new();
    if answer.rows.iter().any(|row| !row.bar.monotonic) {
        words.push(format!("{} the figure turns around between the ends", look.glyphs.turning));
    }
    if answer.margin_capped {
        words.push("the reference margin is capped in places".to_owned());
    }
    canvas.text(notes, words.join("; "), look.theme.dim);
}
