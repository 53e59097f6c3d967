//! The chosen driver's response in figures: at round settings, of the three scenarios.

use crate::model::Scenario;
use crate::session::Response;
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::format;
use crate::view::vocabulary::input_names;
use crate::widgets::text::pad_left;
use ratatui::layout::Rect;

/// The fewest rows worth it.
pub(super) const FEWEST: u16 = 6;

/// Columns of a setting, and of a figure.
const SETTING: u16 = 12;
const FIGURE: u16 = 11;

pub(super) fn draw(canvas: &mut Canvas, response: &Response, area: Rect) {
    if area.height < FEWEST {
        return;
    }
    let (look, theme) = (canvas.look, &canvas.look.theme);
    let money = canvas.money();
    let programme = &canvas.session.preset.inputs.programme;
    let [_, name, _] = input_names(response.input, programme, money);
    let head = row(area, 1);
    canvas.text(cut(head, 2, SETTING + 4), name, theme.title);
    let column = |line: Rect, of: Scenario| cut(line, SETTING + FIGURE * of as u16, FIGURE);
    for scenario in Scenario::ALL {
        canvas.text_right(column(head, scenario), look.name(scenario), canvas.style_of(scenario));
    }
    let (unit, of) = (money.of(response.input.spec().unit), money.of(response.metric.spec().unit));
    let word = if response.metric.absent_is_latest() { "never" } else { "none" };
    let lines = below(area, 2);
    let settings = response.at_round_settings(usize::from(lines.height));
    for (index, (setting, figures)) in (0..lines.height).zip(settings) {
        let line = row(lines, index);
        let words = pad_left(&format::short_setting(unit, setting), usize::from(SETTING));
        canvas.text(line, words, theme.text);
        for scenario in Scenario::ALL {
            let value = figures[scenario];
            let figure = value.map_or_else(|| word.to_owned(), |value| format::figure(of, value));
            let style = if value.is_some() { theme.text } else { theme.dim };
            canvas.text_right(column(line, scenario), figure, style);
        }
    }
}
