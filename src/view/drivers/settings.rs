//! The chosen driver's response in figures: at round settings, of the three scenarios.

use crate::model::Scenario;
use crate::session::Response;
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::format;
use crate::view::vocabulary::input_names;
use crate::widgets::text::{columns, pad_left};
use ratatui::layout::Rect;

/// The fewest rows worth it.
pub(super) const FEWEST: u16 = 6;

/// Columns of a setting, and the fewest of a figure.
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
    canvas.text(cut(head, 0, SETTING + 6), name, theme.title);
    let settings = response.at_round_settings(usize::from(area.height.saturating_sub(2)));
    let of = money.of(response.metric.spec().unit);
    let all = settings.iter().flat_map(|(_, figures)| figures.0.iter().flatten());
    let widest = all.map(|value| columns(&format::figure(of, *value))).max().unwrap_or_default();
    // With the unit where that has room; the chart's caption has it as well.
    let most = area.width.saturating_sub(SETTING) / 3;
    let wanted = u16::try_from(widest + 1).unwrap_or(most).max(FIGURE);
    let (width, has_unit) = if wanted <= most { (wanted, true) } else { (FIGURE, false) };
    let column = |line: Rect, of: Scenario| cut(line, SETTING + width * of as u16, width);
    for scenario in Scenario::ALL {
        canvas.text_right(column(head, scenario), look.name(scenario), canvas.style_of(scenario));
    }
    let unit = money.of(response.input.spec().unit);
    let word = format::absent_word(response.metric);
    let lines = below(area, 2);
    for (index, (setting, figures)) in (0..lines.height).zip(settings) {
        let line = row(lines, index);
        let words = pad_left(&format::short_setting(unit, setting), usize::from(SETTING));
        canvas.text(line, words, theme.text);
        for scenario in Scenario::ALL {
            let value = figures[scenario];
            let shown = |value: f64| {
                if has_unit { format::figure(of, value) } else { format::bare_figure(of, value) }
            };
            let figure = value.map_or_else(|| word.to_owned(), shown);
            let style = if value.is_some() { theme.text } else { theme.dim };
            canvas.text_right(column(line, scenario), figure, style);
        }
    }
}
