//! How the drivers vary: the shape of their spread, and how they move together.

use super::lists::draw_head;
use crate::analysis::Shape;
use crate::session::{RiskSetting, RiskView};
use crate::view::canvas::{Canvas, piece};
use crate::view::format;
use crate::view::vocabulary::tiny_name;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Columns of a setting before what is said of it: mark, name, value.
const SETTING: usize = 2 + 29 + 12;

struct SettingLine {
    label: String,
    value: String,
    note: &'static str,
    /// Where the value lies, 0 to 1, if it has a track.
    place: Option<f64>,
}

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let hint = "arrows adjust, = types, r resets";
    let list = draw_head(canvas, RiskView::Settings, hint, area);
    let settings = canvas.session.risk_settings();
    let selected = canvas.session.screens.risk.selected.min(settings.len().saturating_sub(1));
    canvas.list(list, (settings.len(), selected), |canvas, index, row| {
        let theme = &canvas.look.theme;
        // A track where there is room for one.
        let track = usize::from(row.width.saturating_sub(58)).min(32);
        let (mark, style) = canvas.mark(index == selected);
        let line = line(canvas, settings[index], usize::from(row.width));
        let left = [
            piece(format!("{mark} {:<29}", line.label), style),
            piece(format!("{:<12}", line.value), theme.figure),
            piece(line.note, theme.dim),
        ];
        let place = line.place.filter(|_| track >= 8);
        let right = place.map(|place| piece(track_words(canvas, place, track), style));
        canvas.both(row, &left, &Vec::from_iter(right));
    });
}

fn line(canvas: &Canvas, setting: RiskSetting, room: usize) -> SettingLine {
    let risk = &canvas.session.preset.risk;
    match setting {
        RiskSetting::Shape => {
            let (means, short) = match risk.shape {
                Shape::Percentiles => ("three values as P10, median, P90", "P10, P50, P90"),
                Shape::Pert => ("beta between the extremes, mode at base", "beta"),
                Shape::Triangular => ("triangle between the extremes", "triangle"),
                Shape::Uniform => ("evenly between the extremes", "evenly spread"),
            };
            let note = if SETTING + columns(means) <= room { means } else { short };
            let (label, value) = ("Shape".to_owned(), risk.shape.id().to_owned());
            SettingLine { label, value, note, place: None }
        }
        RiskSetting::Comovement => SettingLine {
            label: "Comovement".to_owned(),
            value: format::trimmed(risk.comovement, 3),
            note: "for all pairs",
            place: Some(risk.comovement),
        },
        RiskSetting::Pair(a, b) => {
            let (value, own) = canvas.session.correlation(a, b);
            SettingLine {
                label: format!("{} – {}", tiny_name(a), tiny_name(b)),
                value: format::trimmed(value, 3),
                note: if own { "on its own" } else { "by comovement" },
                place: Some(f64::midpoint(value, 1.0)),
            }
        }
    }
}

/// A place between 0 and 1 on a track.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..width")]
fn track_words(canvas: &Canvas, place: f64, width: usize) -> String {
    let glyphs = canvas.look.glyphs;
    let at = (place.clamp(0.0, 1.0) * (width - 1) as f64).round() as usize;
    let mark = |cell| if cell == at { glyphs.handles[1] } else { glyphs.horizontal };
    (0..width).map(mark).collect()
}
