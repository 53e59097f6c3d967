use insta::assert_snapshot;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::widgets::glyphs::Glyphs;
use crate::widgets::picture::picture;
use crate::widgets::scale::extent;

const BEAR: [f64; 11] = [0.0, -4.0, -9.0, -14.0, -19.0, -22.0, -23.0, -22.0, -20.0, -17.0, -14.0];
const BASE: [f64; 11] = [0.0, -4.0, -8.0, -10.0, -9.0, -6.0, -2.0, 2.0, 7.0, 12.0, 17.0];
const BULL: [f64; 11] = [0.0, -3.0, -4.0, -2.0, 3.0, 9.0, 15.0, 21.0, 26.0, 30.0, 34.0];

fn years() -> Vec<(f64, String)> {
    (0..11).map(|index| (f64::from(index), (2026 + index).to_string())).collect()
}

fn lines(glyphs: &'static Glyphs, drawing: Drawing) -> String {
    let years = years();
    let labels: Vec<(f64, &str)> = years.iter().map(|(at, year)| (*at, year.as_str())).collect();
    let series = [&BEAR, &BASE, &BULL].map(<[f64; 11]>::as_slice);
    let series: Vec<ChartSeries> = (0..)
        .zip(series)
        .map(|(mark, values)| ChartSeries { values, mark, ..ChartSeries::default() })
        .collect();
    let chart = Chart {
        series: &series,
        drawing,
        axes: Axes {
            scale: (-23.0, 34.0),
            x_labels: &labels,
            format: |value| format!("{value:.0}"),
            ..Axes::default()
        },
        paint: glyphs.into(),
        ..Chart::default()
    };
    picture(chart, 44, 10)
}

#[test]
fn lines_are_dots_with_marks_of_their_own_on_round_even_axes() {
    assert_snapshot!("lines_unicode", lines(&Glyphs::UNICODE, Drawing::Curves));
    assert_snapshot!("lines_ascii", lines(&Glyphs::ASCII, Drawing::Curves));
}

#[test]
fn bold_lines_are_two_cells_wide_and_the_last_is_in_front() {
    assert_snapshot!("bold_lines_unicode", lines(&Glyphs::UNICODE, Drawing::BoldCurves));
    assert_snapshot!("bold_lines_ascii", lines(&Glyphs::ASCII, Drawing::BoldCurves));
}

#[test]
fn bands_are_shades_of_whole_cells_behind_lines() {
    let spread = |by: f64| -> [Vec<f64>; 2] {
        [-by, by].map(|by| (0..11).map(|at| BASE[at] + by * at as f64).collect())
    };
    let ([p5, p95], [p25, p75]) = (spread(2.0), spread(0.8));
    for (glyphs, name) in [(&Glyphs::UNICODE, "unicode"), (&Glyphs::ASCII, "ascii")] {
        let chart = Chart {
            series: &[ChartSeries { values: &BASE, bare: true, ..ChartSeries::default() }],
            bands: [Band { low: &p5, high: &p95 }, Band { low: &p25, high: &p75 }],
            drawing: Drawing::Curves,
            axes: Axes { scale: (-20.0, 40.0), ..Axes::default() },
            paint: glyphs.into(),
        };
        assert_snapshot!(format!("bands_{name}"), picture(chart, 44, 10));
    }
}

/// A chart as a reader sees it, of its cells alone: where values and points lie by the axes' labels.
struct Reader {
    /// The dots, as columns and rows of dots.
    dots: Vec<(f64, f64)>,
    /// Two ticks: value and row of dots.
    ticks: [(f64, f64); 2],
    /// Two labels: point and column of dots.
    points: [(f64, f64); 2],
    ticks_are_even: bool,
}

impl Reader {
    fn of(text: &str) -> Self {
        let rows: Vec<Vec<char>> =
            text.lines().map(|line| line.trim_matches('|').chars().collect()).collect();
        let mut dots = Vec::new();
        let mut ticks = Vec::new();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let Some(bits) = u32::from(*cell).checked_sub(0x2800).filter(|bits| *bits < 256)
                else {
                    continue;
                };
                let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
                for (bit, (x, y)) in places.into_iter().enumerate() {
                    if bits >> bit & 1 == 1 {
                        dots.push(((2 * column + x) as f64, (4 * row + y) as f64));
                    }
                }
            }
            if let Some(line) = cells.iter().position(|cell| "┤┼".contains(*cell)) {
                let label: String = cells[..line].iter().collect();
                ticks.push((label.trim().parse().unwrap(), 4.0 * row as f64 + 1.5));
            }
        }
        let labels = rows.last().unwrap();
        let mut points = Vec::new();
        for (column, cell) in labels.iter().enumerate() {
            if *cell != ' ' && (column == 0 || labels[column - 1] == ' ') {
                let label: String =
                    labels[column..].iter().take_while(|cell| **cell != ' ').collect();
                let centre = column + label.len() / 2;
                points.push((label.parse().unwrap(), 2.0 * centre as f64));
            }
        }
        let even = |places: &[(f64, f64)]| {
            let gaps: Vec<_> =
                places.windows(2).map(|two| (two[1].0 - two[0].0, two[1].1 - two[0].1)).collect();
            gaps.windows(2)
                .all(|two| (two[0].0 - two[1].0).abs() < 1e-6 && (two[0].1 - two[1].1).abs() < 1e-9)
        };
        Self {
            dots,
            ticks_are_even: even(&ticks) && even(&points),
            ticks: [ticks[0], ticks[ticks.len() - 1]],
            points: [points[0], points[points.len() - 1]],
        }
    }
}

/// The place of a number on a line through two known ones.
fn on(line: [(f64, f64); 2], number: f64) -> f64 {
    let [(from, at), (to, end)] = line;
    at + (number - from) / (to - from) * (end - at)
}

proptest! {
    /// Every value has a dot within half a dot of where the axes say that it lies, and every dot
    /// is within half a dot of the line between the values.
    #[test]
    fn values_can_be_read_back_from_the_dots(
        values in vec(-100.0..100.0_f64, 3..60), width in 40_u16..140, height in 6_u16..40,
        from in prop_oneof![Just(0.0), Just(0.5)],
    ) {
        let (low, high) = extent(values.iter().copied()).unwrap();
        prop_assume!(high - low > 0.1);
        let names: Vec<String> = (0..values.len()).map(|index| index.to_string()).collect();
        let labels: Vec<(f64, &str)> =
            (0_u32..).zip(&names).map(|(index, name)| (f64::from(index), name.as_str())).collect();
        let chart = Chart {
            series: &[ChartSeries { values: &values, from, bare: true, ..ChartSeries::default() }],
            drawing: Drawing::Curves,
            axes: Axes {
                scale: (low, high),
                x_labels: &labels,
                format: |value| format!("{value:.4}"),
                ..Axes::default()
            },
            paint: (&Glyphs::UNICODE).into(),
            ..Chart::default()
        };
        let drawn = picture(chart, width, height);
        let Reader { dots, ticks, points, ticks_are_even } = Reader::of(&drawn);
        prop_assert!(ticks_are_even, "{drawn}");
        let places: Vec<(f64, f64)> = (0..)
            .zip(&values)
            .map(|(index, value)| (on(points, from + f64::from(index)), on(ticks, *value)))
            .collect();
        let half = 0.5 + 1e-3;
        for place in &places {
            let near = |dot: &(f64, f64)| (dot.0 - place.0).abs() <= half && (dot.1 - place.1).abs() <= half;
            prop_assert!(dots.iter().any(near), "{place:?} in\n{drawn}");
        }
        for (x, y) in dots {
            let near = |two: &[(f64, f64)]| {
                let (from, to) = ((x - half).max(two[0].0), (x + half).min(two[1].0));
                let ends = [from, to].map(|x| on([two[0], two[1]], x));
                from <= to && y >= ends[0].min(ends[1]) - half && y <= ends[0].max(ends[1]) + half
            };
            prop_assert!(places.windows(2).any(near), "({x}, {y}) in\n{drawn}");
        }
    }

    /// Every value lies on its bold line, whose halves of cells are nowhere farther from it than the
    /// line is thick.
    #[test]
    fn bold_lines_run_through_their_values(
        values in vec(-50.0..50.0_f64, 2..16), width in 40_u16..100, height in 6_u16..24,
    ) {
        let (low, high) = extent(values.iter().copied()).unwrap();
        prop_assume!(high - low > 0.1);
        let chart = Chart {
            series: &[ChartSeries { values: &values, ..ChartSeries::default() }],
            drawing: Drawing::BoldCurves,
            axes: Axes { scale: (low, high), y_labels: &[(low, "")], ..Axes::default() },
            paint: (&Glyphs::UNICODE).into(),
            ..Chart::default()
        };
        let plot = chart.plot(Rect::new(0, 0, width, height));
        let pitch = f64::from(plot.area.width) / values.len() as f64;
        let drawn = picture(chart, width, height);
        let cells: Vec<Vec<char>> =
            drawn.lines().map(|row| row.trim_matches('|').chars().collect()).collect();
        let at = |column: u16, row: u16| cells[usize::from(plot.area.y + row)][usize::from(plot.area.x + column)];
        for (index, value) in values.iter().enumerate() {
            let (column, row) = (plot.column_of_point(index), plot.row_of(*value).unwrap());
            prop_assert!("█▀▄".contains(at(column, row)), "{index} in\n{drawn}");
        }
        for column in 0..plot.area.width {
            let Some(place) = plot.place_at(column) else { continue };
            let near = |by: f64| {
                let place = (place + by / pitch).clamp(0.0, values.len() as f64 - 1.0);
                crate::widgets::curve::interpolate(&values, place).unwrap()
            };
            // Between two steps the line may turn at a value.
            let reach = place - 2.5 / pitch..=place + 2.5 / pitch;
            let turns = (0..).zip(&values).filter(|(index, _)| reach.contains(&f64::from(*index)));
            let course: Vec<f64> = (-4..=4)
                .map(|step| near(f64::from(step) / 2.0))
                .chain(turns.map(|(_, value)| *value))
                .collect();
            let (low, high) = extent(course).unwrap();
            let (top, foot) = (plot.nearest_row(high).unwrap(), plot.nearest_row(low).unwrap());
            for row in (0..plot.area.height).filter(|row| "█▀▄".contains(at(column, *row))) {
                prop_assert!(row + 1 >= top && row <= foot + 1, "{column}, {row} in\n{drawn}");
            }
        }
    }
}
