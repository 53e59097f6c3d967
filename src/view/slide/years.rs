//! Years as bold lines of the three scenarios, each with its name at its end.

use super::figures::Figures;
use crate::model::Scenario;
use crate::view::canvas::{Canvas, below, cut, row};
use crate::view::charts::{Charted, payback_name, year_labels};
use crate::widgets::text::columns;
use crate::widgets::{Axes, Chart, ChartSeries, Drawing, Marker};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns between a line's end and its name.
const GAP: u16 = 2;

/// A line's name and style, its values and where they begin.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) style: Style,
    pub(super) mark: usize,
    pub(super) values: Vec<f64>,
    pub(super) from: f64,
    /// Its values before a change.
    pub(super) before: Vec<f64>,
}

pub(super) fn draw(canvas: &mut Canvas, charted: Charted, figures: &mut Figures, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    // Without figures at its axis, it needs no unit.
    let caption = canvas.money().words(charted.caption).into_owned();
    let caption = caption.rsplit_once(',').map_or(&*caption, |(caption, _)| caption);
    canvas.text(row(area, 0), caption, theme.text);
    // The chosen one in front.
    let chosen = session.scenario;
    let order = Scenario::ALL.into_iter().filter(|of| *of != chosen).chain([chosen]);
    let lines: Vec<Line> = order
        .map(|of| {
            let (now, before) = charted.values(canvas, of);
            let (now, before) = (charted.over_years(now), charted.over_years(before));
            Line {
                name: canvas.look.name(of),
                style: canvas.style_of(of),
                mark: of as usize,
                values: now.values,
                from: now.from,
                before: if of == chosen { before.values } else { Vec::new() },
            }
        })
        .collect();
    let payback = charted.payback(canvas, chosen);
    let label = payback_name(session.metric);
    let marker = payback.map(|place| Marker { place, label, style: theme.accent });
    let scale = charted.scale(canvas);
    let years = year_labels(session);
    draw_lines(canvas, &lines, (scale, &years, marker.as_slice()), figures, below(area, 1));
}

/// Draws lines, with the first and the last year below them where these may be shown. Gives where
/// they stand.
pub(super) fn draw_lines(
    canvas: &mut Canvas,
    lines: &[Line],
    (scale, years, markers): ((f64, f64), &[String], &[Marker]),
    figures: &mut Figures,
    area: Rect,
) -> crate::widgets::Plot {
    let ends = match years {
        [first, .., last] => vec![(0.0, &**first), (years.len() as f64 - 1.0, &**last)],
        _ => Vec::new(),
    };
    let is_allowed = figures.allow_all(ends.iter().map(|(_, year)| *year));
    let x_labels = if is_allowed { ends } else { Vec::new() };
    let zero = if scale.0 < 0.0 && figures.allow("0") { "0" } else { "" };
    let series: Vec<ChartSeries> = lines
        .iter()
        .map(|line| ChartSeries {
            values: &line.values,
            from: line.from,
            ghost: &line.before,
            mark: line.mark,
            style: line.style,
            ..ChartSeries::default()
        })
        .collect();
    let chart = Chart {
        series: &series,
        drawing: Drawing::BoldCurves,
        axes: Axes {
            scale,
            x_labels: &x_labels,
            y_labels: &[(0.0, zero)],
            markers,
            ..Axes::default()
        },
        paint: canvas.look.paint(),
        ..Chart::default()
    };
    let widest = lines.iter().map(|line| columns(&line.name)).max().unwrap_or(0);
    let names = u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(GAP);
    let place = cut(area, 0, area.width.saturating_sub(names));
    canvas.render(chart, place);
    let plot = chart.plot(place);
    let end = plot.area.right() + GAP;
    let ends = lines.iter().filter_map(|line| {
        let last = line.values.iter().rev().find(|value| value.is_finite())?;
        Some((plot.nearest_row(*last)?, line))
    });
    let mut ends: Vec<(u16, &Line)> = ends.collect();
    ends.sort_by_key(|(row, _)| *row);
    let rows = apart(&ends.iter().map(|(row, _)| *row).collect::<Vec<_>>(), plot.area.height);
    for (down, (_, line)) in rows.into_iter().zip(ends) {
        canvas.text(cut(row(area, plot.area.y + down), end, names), &line.name, line.style);
    }
    plot
}

/// Rows as near to wanted ones, which rise, as it takes for none to be another's.
fn apart(wanted: &[u16], height: u16) -> Vec<u16> {
    let mut rows = Vec::new();
    let mut free = 0;
    for (index, row) in wanted.iter().enumerate() {
        let behind = u16::try_from(wanted.len() - index).unwrap_or(u16::MAX);
        let row = (*row).min(height.saturating_sub(behind)).max(free);
        free = row + 1;
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_out_of_each_others_way() {
        assert_eq!(apart(&[0, 0, 5], 9), [0, 1, 5]);
        assert_eq!(apart(&[8, 8, 8], 9), [6, 7, 8]);
        assert_eq!(apart(&[2, 4, 6], 9), [2, 4, 6]);
    }
}
