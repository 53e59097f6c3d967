//! What moves the figure most: a tornado's widest bars, high enough to be seen.

use super::figures::Figures;
use crate::view::canvas::Canvas;
use crate::view::drivers::bars::{centre, row_of};
use crate::view::vocabulary::{input_names, names};
use crate::widgets::{TornadoBars, TornadoChart};
use ratatui::layout::Rect;

/// The most bars, and the most lines of one.
const MOST: u16 = 5;
const THICKEST: u16 = 4;

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let Some(answer) = &session.answers.drivers else { return };
    let room = area.height.saturating_sub(1);
    let count = usize::from((room / 2).clamp(1, MOST)).min(answer.rows.len());
    let each = room / u16::try_from(count).unwrap_or(1).max(1);
    let thickness = each.saturating_sub(1).clamp(1, THICKEST);
    let programme = &session.preset.inputs.programme;
    let rows: Vec<TornadoBars> = answer.rows[..count]
        .iter()
        .map(|row| {
            let bars = row_of(canvas.money(), answer.metric, &row.bar);
            let [_, short, tiny] = input_names(row.bar.input, programme, canvas.money());
            // Where a figure never comes about, a word says so.
            let word = |text: &str| text.split(' ').next().unwrap_or_default().to_owned();
            let [low, high] = [word(&bars.low_text), word(&bars.high_text)];
            let are_shown = figures.allow_all([&*low, &*high]);
            let shown = |text: String, value: Option<f64>| {
                if are_shown || value.is_none() { text } else { String::new() }
            };
            TornadoBars {
                labels: vec![short.into(), tiny.into()],
                low_text: shown(low, bars.low).into(),
                high_text: shown(high, bars.high).into(),
                turning: false,
                ..bars
            }
        })
        .collect();
    let none = format!("no {} at either end", names(answer.metric).in_sentence());
    let tornado = TornadoChart {
        rows: &rows,
        centre: centre(answer),
        legend: ("at its lowest", "at its highest"),
        none: &none,
        none_is_right: answer.metric.absent_is_latest(),
        selected: None,
        thickness,
        gap: each.saturating_sub(thickness).min(2),
        style: look.theme.scenario(session.scenario),
        paint: look.paint(),
    };
    canvas.render(tornado, area);
}
