//! A map: a figure over two inputs, in shades, with 'never', the target's contour and its cliffs.

use super::frame::{Scale, caption, framed, ticks, widest};
use super::source;
use super::svg::{Anchor, Area, Svg, TEXT};
use crate::analysis::Grid;
use crate::model::{Better, Flags};
use crate::preset::Preset;
use crate::view::format;
use crate::view::vocabulary::names;
use crate::view::words::input_label;

pub(super) fn grid(mut drawing: Svg, preset: &Preset, grid: &Grid) -> String {
    let (metric, money) = (grid.metric, preset.money());
    let unit = preset.shown(metric.spec().unit);
    let title = format!("{}: {} of {}", preset.name, names(metric).long, grid.scenario.id());
    let axes = [grid.x.input, grid.y.input].map(|input| {
        let shown = preset.shown(input.spec().unit);
        (format!("{}, {}", input_label(money, input), format::axis_unit(shown)), shown)
    });
    let [(across, x_unit), (upwards, y_unit)] = &axes;
    let better = match metric.spec().better {
        Better::Higher | Better::Lower => "; better is brighter",
        Better::Neither => "",
    };
    let of = format!("{}{better}; upwards: {upwards}", format::axis_unit(unit));
    let frame = framed(&mut drawing, &title, &of, &source(preset));
    let (xs, ys) = (&grid.x.values, &grid.y.values);
    let ends =
        |values: &[f64]| values.first().copied().zip(values.last().copied()).unwrap_or((0.0, 1.0));
    let y_ticks = ticks(Scale { values: ends(ys), places: (frame.height, 0.0) }, *y_unit);
    let left = widest(y_ticks.iter().map(|(_, label)| label.as_str())) + 10.0;
    let plot = Area {
        left: frame.left + left,
        width: frame.width - left - 96.0,
        height: frame.height - 3.2 * TEXT,
        ..frame
    };
    // Cells are centred on their values, so that half a cell lies beyond each end.
    let (width, height) = (plot.width / xs.len() as f64, plot.height / ys.len() as f64);
    let x =
        Scale { values: ends(xs), places: (plot.left + width / 2.0, plot.right() - width / 2.0) };
    let y =
        Scale { values: ends(ys), places: (plot.bottom() - height / 2.0, plot.top + height / 2.0) };
    let values = grid.cells.iter().flatten().flatten();
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(*value), high.max(*value))
    });
    let share = |value: f64| {
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        if metric.spec().better == Better::Lower { 1.0 - share } else { share }
    };
    let has_never = shade(&mut drawing, grid, plot, (width, height), &share);
    if has_never {
        hatch(&mut drawing, grid, plot, (width, height));
    }
    let dim = drawing.hues.dim.clone();
    crossings(&mut drawing, grid, x, y);
    for (value, label) in y_ticks {
        let place = (plot.left - 6.0, y.place(value) + 0.35 * TEXT);
        drawing.words(place, &label, Anchor::End, &dim);
    }
    for (value, label) in ticks(x, *x_unit) {
        let place = (x.place(value), plot.bottom() + 1.4 * TEXT);
        drawing.words(place, &label, Anchor::Middle, &dim);
    }
    caption(&mut drawing, plot, across);
    legend(&mut drawing, plot, (&share, (low, high)), &|value| format::figure(unit, value));
    key(&mut drawing, preset, grid, plot, has_never);
    drawing.mark(
        (
            x.held(own(preset, grid, true).unwrap_or(x.values.0)),
            y.held(own(preset, grid, false).unwrap_or(y.values.0)),
        ),
        grid.scenario,
        6.0,
    );
    drawing.finished()
}

/// Fills every cell that has a value, a stretch of one shade at a time; whether one has none.
fn shade(
    drawing: &mut Svg,
    grid: &Grid,
    plot: Area,
    (width, height): (f64, f64),
    share: &dyn Fn(f64) -> f64,
) -> bool {
    for (row, cells) in grid.cells.iter().enumerate() {
        let fills: Vec<Option<String>> =
            cells.iter().map(|cell| cell.map(|value| drawing.hues.shade(share(value)))).collect();
        let mut column = 0;
        for stretch in fills.chunk_by(|one, other| one == other) {
            if let Some(fill) = &stretch[0] {
                let area = Area {
                    left: plot.left + width * column as f64,
                    top: plot.bottom() - height * (row as f64 + 1.0),
                    // No seam is left between two cells.
                    width: width * stretch.len() as f64 + 0.4,
                    height: height + 0.4,
                };
                drawing.rectangle(area, fill, 1.0);
            }
            column += stretch.len();
        }
    }
    grid.cells.iter().flatten().any(Option::is_none)
}

/// The line on which the target is met, and the cliffs, drawn double as on screen.
fn crossings(drawing: &mut Svg, grid: &Grid, x: Scale, y: Scale) {
    let (paper, fails) = (drawing.hues.paper.clone(), drawing.hues.fails.clone());
    let ink = drawing.hues.ink.clone();
    let points = |line: &[(f64, f64)]| -> Vec<Option<(f64, f64)>> {
        line.iter().map(|point| Some((x.place(point.0), y.place(point.1)))).collect()
    };
    for line in &grid.contour {
        // It crosses dark shades and bright ones.
        drawing.line(&points(line), (&paper, 4.5), "");
        drawing.line(&points(line), (&ink, 1.8), "");
    }
    for line in &grid.cliffs {
        drawing.line(&points(line), (&fails, 4.0), "");
        drawing.line(&points(line), (&paper, 1.4), "");
    }
}

/// What hatching and the line stand for.
fn key(drawing: &mut Svg, preset: &Preset, grid: &Grid, plot: Area, has_never: bool) {
    let ink = drawing.hues.ink.clone();
    let (right, mut below) = (plot.right() + 12.0, plot.top + 9.5 * TEXT);
    if has_never {
        let swatch = Area { left: right, top: below - TEXT, width: 16.0, height: TEXT };
        drawing.hatched(swatch);
        let horizon = preset.inputs.programme.horizon.year();
        let absent = format::absent(grid.metric, Flags::default(), horizon);
        let short = absent.split(" by ").next().unwrap_or(&absent);
        drawing.words((right + 22.0, below - 2.0), short, Anchor::Start, &ink);
        below += 1.6 * TEXT;
    }
    if let Some(target) = grid.target {
        let unit = preset.shown(grid.metric.spec().unit);
        let words = format!("line: {}", format::figure(unit, target));
        drawing.words((right, below), &words, Anchor::Start, &ink);
    }
}

/// The scenario's own value of an axis's input.
fn own(preset: &Preset, grid: &Grid, is_across: bool) -> Option<f64> {
    let input = if is_across { grid.x.input } else { grid.y.input };
    preset.inputs.get(input, grid.scenario)
}

/// Hatches the cells without a value, a stretch of a row at a time.
fn hatch(drawing: &mut Svg, grid: &Grid, plot: Area, (width, height): (f64, f64)) {
    for (row, cells) in grid.cells.iter().enumerate() {
        let mut from = None;
        for column in 0..=cells.len() {
            let is_empty = cells.get(column).is_some_and(Option::is_none);
            match (from, is_empty) {
                (None, true) => from = Some(column),
                (Some(first), false) => {
                    drawing.hatched(Area {
                        left: plot.left + width * first as f64,
                        top: plot.bottom() - height * (row as f64 + 1.0),
                        width: width * (column - first) as f64,
                        height: height + 0.4,
                    });
                    from = None;
                }
                _ => {}
            }
        }
    }
}

/// The shades with the values that they stand for.
fn legend(
    drawing: &mut Svg,
    plot: Area,
    (share, (low, high)): (&dyn Fn(f64) -> f64, (f64, f64)),
    words: &dyn Fn(f64) -> String,
) {
    if low > high {
        return;
    }
    let ink = drawing.hues.ink.clone();
    for step in 0..5 {
        let value = high + (low - high) * f64::from(step) / 4.0;
        let top = plot.top + 1.5 * TEXT * f64::from(step);
        let fill = drawing.hues.shade(share(value));
        let swatch = Area { left: plot.right() + 12.0, top, width: 16.0, height: 1.5 * TEXT };
        drawing.rectangle(swatch, &fill, 1.0);
        let place = (plot.right() + 34.0, top + 1.1 * TEXT);
        drawing.words(place, &words(value), Anchor::Start, &ink);
    }
}
