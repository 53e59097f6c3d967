//! What the model gives by year as a bold line, and what was reported as marks on it.

use super::figures::Figures;
use super::years::{Line, draw_lines};
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::charts::fitting;
use ratatui::layout::Rect;
use ratatui::widgets::Clear;

pub(super) fn draw(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let (look, session) = (canvas.look, canvas.session);
    let Some((line, _)) = session.screens.backtest.chosen() else {
        return canvas.centred(area, "nothing is reported yet", look.theme.text);
    };
    let sign = look.glyphs.merged;
    canvas.text(
        row(area, 0),
        format!("by year: the line is modelled, {sign} reported"),
        look.theme.text,
    );
    let area = below(area, 1);
    let values: Vec<f64> = line.course.iter().map(|(_, value)| value.unwrap_or(f64::NAN)).collect();
    let reported = || line.rows.iter().filter_map(|row| row.reported);
    let all = values.iter().copied().filter(|value| value.is_finite()).chain(reported());
    let scale = fitting(all);
    let years: Vec<String> = line.course.iter().map(|(year, _)| year.to_string()).collect();
    let modelled = Line {
        name: "modelled".to_owned(),
        style: look.theme.scenario(line.scenario),
        mark: line.scenario as usize,
        values,
        from: 0.0,
        before: Vec::new(),
    };
    let plot = draw_lines(canvas, &[modelled], (scale, &years, &[]), figures, area);
    for year in &line.rows {
        let point = line.course.iter().position(|(of, _)| *of == year.year());
        let at = year.reported.and_then(|value| plot.row_of(value)).zip(point);
        let Some((down, point)) = at else { continue };
        let column = plot.area.x + plot.column_of_point(point);
        // A blank on either side sets it off from the line.
        let place = cut(row(area, plot.area.y + down), column.saturating_sub(1), 3);
        canvas.render(Clear, place);
        canvas.text(cut(row(area, plot.area.y + down), column, 1), sign, look.theme.figure);
    }
}
