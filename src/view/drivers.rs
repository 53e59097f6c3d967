//! The Drivers screen: what drives the figure, as a tornado, a spider, every input by ±10 %, or an
//! exact attribution of the scenarios' difference.
//!
//! ```text
//! Tornado  FIGURE of ● base  11.3 y    each from its lowest to its highest value
//!
//!                             ▒ at its lowest   █ at its highest
//! ▸ Utilization  45–80 %        9.6 ████│▒▒▒▒▒▒▒▒ none at 45 %
//!   …
//! ↕ the figure turns around between the ends
//! ```

mod attribution;
mod spider;

use super::canvas::{Canvas, below, foot, row};
use super::regions::Target;
use super::vocabulary::names;
use super::words::{input_label, range_words};
use super::{format, title};
use crate::analysis::{Bar, Tornado as Answer};
use crate::model::Input;
use crate::session::DriversView;
use crate::widgets::{Tornado, TornadoRow};
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

/// A row's label, and what stands at either end of its bars.
fn texts(answer: &Answer, bar: &Bar<Input>) -> [String; 3] {
    let end = |input_at: f64, value: Option<f64>| match value {
        Some(value) => format::bare_figure(answer.metric.spec().unit, value),
        None => format!("none at {}", format::short_setting(bar.input.spec().unit, input_at)),
    };
    let range = range_words(bar.input, bar.low, bar.high);
    [
        format!("{}  {range}", input_label(bar.input)),
        end(bar.low, bar.at_low),
        end(bar.high, bar.at_high),
    ]
}

fn draw_tornado(canvas: &mut Canvas, answer: &Answer, area: Rect) {
    let look = canvas.look;
    let none = format!("no {} at either end", names(answer.metric).short);
    let texts: Vec<[String; 3]> = answer.rows.iter().map(|row| texts(answer, &row.bar)).collect();
    let rows: Vec<TornadoRow> = answer
        .rows
        .iter()
        .zip(&texts)
        .map(|(row, [label, low_text, high_text])| TornadoRow {
            label,
            low: row.bar.at_low,
            high: row.bar.at_high,
            low_text,
            high_text,
            turning: !row.bar.monotonic,
            none: &none,
        })
        .collect();
    let tornado = Tornado {
        rows: &rows,
        centre: answer.at.unwrap_or_default(),
        legend: Some(("at its lowest", "at its highest")),
        selected: Some(canvas.session.screens.drivers.selected.min(rows.len().saturating_sub(1))),
        paint: look.paint(),
    };
    let (bars, notes) = foot(area, 1);
    for line in 0..bars.height {
        if let Some(index) = tornado.row_at(line, bars.height) {
            canvas.on_click(row(bars, line), Target::Line(index));
        }
    }
    canvas.render(tornado, bars);
    let mut words = Vec::new();
    if answer.rows.iter().any(|row| !row.bar.monotonic) {
        words.push(format!("{} the figure turns around between the ends", look.glyphs.turning));
    }
    if answer.margin_capped {
        words.push("the reference margin is capped in places".to_owned());
    }
    canvas.text(notes, words.join("; "), look.theme.dim);
}
