//! The Drivers screen: what drives the figure, as a tornado with the chosen driver's response curve,
//! a spider, every input by ±10 %, or an exact attribution of the scenarios' difference.
//!
//! ```text
//! Tornado  FIGURE of ● base  11.3 y    each from its lowest to its highest value
//!
//!                  ▒ at its lowest   █ at its highest        │ Payback, y, over Utilization
//! ▸ Utilization  45–80 %   7.7 █████│▒▒▒▒▒▸ never at 45 %    │  (a line for each scenario)
//!   …                                                        │
//! (the chosen driver's curve in figures)                     │
//! ↕ the figure turns around between the ends
//! ```
//!
//! The spider and the attribution take the curve's place. Below 100 columns the curve lies under the tornado where there is room, else it is a view of its
//! own.

mod attribution;
pub(super) mod bars;
mod response;
mod settings;
mod spider;

use super::canvas::{Canvas, below, row};
use super::title;
use crate::analysis::Tornado;
use crate::session::DriversView;
use ratatui::layout::{Constraint, Layout, Rect};

/// From this width on the curve lies beside the tornado.
const BESIDE: u16 = 100;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let session = canvas.session;
    let view = session.screens.drivers.view;
    let (what, note) = match view {
        DriversView::Tornado => ("Tornado", "each from its lowest to its highest value"),
        DriversView::Response => ("Response", "over the driver's whole range"),
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
    match (view, &answers.drivers, &answers.attribution) {
        (DriversView::Attribution, Some(answer), Some(ways)) if area.width >= BESIDE => {
            let [left, right] = halves(area);
            draw_left(canvas, answer, left);
            attribution::draw(canvas, ways, right);
        }
        (DriversView::Attribution, _, Some(ways)) => attribution::draw(canvas, ways, area),
        (DriversView::Spider, Some(answer), _) if area.width >= BESIDE => {
            let [left, right] = halves(area);
            draw_left(canvas, answer, left);
            spider::draw(canvas, answer, right);
        }
        (DriversView::Spider, Some(answer), _) => spider::draw_with_list(canvas, answer, area),
        (DriversView::Response, Some(answer), _) => draw_response(canvas, answer, area),
        (DriversView::Tornado | DriversView::PlusMinus, Some(answer), _) => {
            draw_tornado(canvas, answer, area);
        }
        // Still being worked out.
        (_, None, _) | (DriversView::Attribution, _, None) => {}
    }
}

fn halves(area: Rect) -> [Rect; 2] {
    Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).spacing(3).areas(area)
}

/// Rows of all the bars that are shown.
fn bars_height(canvas: &Canvas, answer: &Tornado) -> u16 {
    bars::height(canvas.session.screen_lines(answer.rows.len()).len())
}

/// Bars, and the chosen one's curve in figures below them where they leave room.
fn draw_left(canvas: &mut Canvas, answer: &Tornado, area: Rect) {
    let spare = area.height.saturating_sub(bars_height(canvas, answer) + 1);
    let table = if spare >= settings::FEWEST { spare } else { 0 };
    let [top, bottom] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(table)]).areas(area);
    bars::draw(canvas, answer, top);
    if let Some(response) = &canvas.session.screens.drivers.response {
        settings::draw(canvas, response, bottom);
    }
}

/// Bars, and the chosen one's curve beside them, or below them where that leaves room for both.
fn draw_tornado(canvas: &mut Canvas, answer: &Tornado, area: Rect) {
    let response = canvas.session.screens.drivers.response.as_ref();
    let Some(response) = response else { return bars::draw(canvas, answer, area) };
    if area.width >= BESIDE {
        let [left, right] = halves(area);
        draw_left(canvas, answer, left);
        response::draw(canvas, response, right);
    } else {
        let needed = bars_height(canvas, answer).min(area.height / 2);
        let spare = area.height.saturating_sub(needed + 1);
        let curve = if spare >= response::FEWEST { spare } else { 0 };
        let [top, _, bottom] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(u16::from(curve > 0)),
            Constraint::Length(curve),
        ])
        .areas(area);
        bars::draw(canvas, answer, top);
        if curve > 0 {
            response::draw(canvas, response, bottom);
        }
    }
}

/// The chosen driver's curve alone, the whole screen high.
fn draw_response(canvas: &mut Canvas, answer: &Tornado, area: Rect) {
    let session = canvas.session;
    let Some(response) = session.screens.drivers.response.as_ref() else { return };
    let rows = answer.rows.len();
    let number = session.screens.drivers.selected.min(rows.saturating_sub(1)) + 1;
    let [curve, note] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    response::draw(canvas, response, curve);
    let words = format!("driver {number} of {rows} by what it moves; [ ] marks each setting");
    canvas.text(note, words, canvas.look.theme.dim);
}
