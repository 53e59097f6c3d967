//! Bars read back from the cells that were drawn: what is above zero is seen, segments add up, and
//! no mark stands in a bar.

use crate::support::{Desk, preset};
use payback::model::{Metric, Scenario, Series};
use payback::report::picture;
use payback::widgets::{
    Axes, Chart, ChartSeries, Drawing, Glyphs, Marker, Sparkline, TornadoBars, TornadoChart,
    Waterfall, WaterfallStep,
};
use proptest::prelude::*;
use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};
use std::collections::BTreeSet;

fn drawn(widget: impl Widget, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    buffer
}

fn column(buffer: &Buffer, x: u16) -> Vec<String> {
    (0..buffer.area.height).map(|y| buffer[(x, y)].symbol().to_owned()).collect()
}

fn glyphs() -> impl Strategy<Value = &'static Glyphs> {
    prop::sample::select(vec![&Glyphs::UNICODE, &Glyphs::PICTURE, &Glyphs::ASCII])
}

/// Zero, or anything down to a ten-thousandth of the largest.
fn amount() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 2 => 0.01..1.0, 3 => 1.0..100.0]
}

fn signed() -> impl Strategy<Value = f64> {
    prop_oneof![amount(), amount().prop_map(|value| 0.0 - value)]
}

/// How many cells of a column belong to a bar; in the zero line's row a line is none.
fn bar_rows(cells: &[String], glyphs: &'static Glyphs, zero: Option<usize>) -> usize {
    let is_bar = |(row, cell): &(usize, &String)| {
        let is_line = Some(*row) == zero && cell.as_str() == glyphs.horizontal;
        !is_line && ![" ", glyphs.none].contains(&cell.as_str())
    };
    cells.iter().enumerate().filter(is_bar).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_segment_of_a_stack_is_seen_and_they_add_up(
        stacks in prop::collection::vec((amount(), amount()), 1..20),
        glyphs in glyphs(),
        rows in 4_u16..20,
    ) {
        let low: Vec<f64> = stacks.iter().map(|(low, _)| *low).collect();
        let high: Vec<f64> = stacks.iter().map(|(_, high)| *high).collect();
        let highest = stacks.iter().map(|(low, high)| low + high).fold(1.0, f64::max);
        let series = [
            ChartSeries { values: &low, mark: 0, ..ChartSeries::default() },
            ChartSeries { values: &high, mark: 1, ..ChartSeries::default() },
        ];
        let axes = Axes { scale: (0.0, highest), ..Axes::default() };
        let chart =
            Chart { series: &series, drawing: Drawing::Stacked, axes, paint: glyphs.into(), ..Chart::default() };
        let area = Rect::new(0, 0, 80, rows);
        let plot = chart.plot(area);
        let buffer = drawn(chart, 80, rows);
        let zero = usize::from(plot.zero_row().unwrap());
        for (index, (low, high)) in stacks.iter().enumerate() {
            let cells = column(&buffer, plot.area.x + plot.column_of_point(index));
            let upper = cells.iter().filter(|cell| *cell == glyphs.bodies[1]).count();
            prop_assert_eq!(upper > 0, *high > 0.0, "{:?} in {:?}", (low, high), cells);
            let whole = bar_rows(&cells, glyphs, Some(zero));
            prop_assert_eq!(whole - upper > 0, *low > 0.0, "{:?} in {:?}", (low, high), cells);
            // No gap, the lower one below.
            let bar = &cells[(zero + 1).saturating_sub(whole)..=zero];
            prop_assert!(bar.iter().take(upper).all(|cell| cell == glyphs.bodies[1]), "{cells:?}");
            // As high as its sum, but for a row that a segment needs to be seen.
            let top = plot.nearest_row(low + high).unwrap();
            let reached = zero + 1 - whole;
            if whole > 0 {
                prop_assert!(usize::from(top).abs_diff(reached) <= 1, "{cells:?}: {top}");
            }
        }
    }

    #[test]
    fn no_bar_vanishes_and_a_marker_bites_no_hole(
        values in prop::collection::vec(signed(), 1..24),
        place in 0.0..24.0_f64,
        glyphs in glyphs(),
        width in 20_u16..70,
        rows in 5_u16..20,
    ) {
        let series = [ChartSeries { values: &values, ..ChartSeries::default() }];
        let markers = [Marker { place, label: "payback", ..Marker::default() }];
        let axes = |markers| Axes { scale: (-100.0, 100.0), markers, ..Axes::default() };
        let chart = |markers| {
            Chart { series: &series, axes: axes(markers), paint: glyphs.into(), ..Chart::default() }
        };
        let plot = chart(&[]).plot(Rect::new(0, 0, width, rows));
        let bare = drawn(chart(&[]), width, rows);
        let marked = drawn(chart(&markers), width, rows);
        let zero = plot.area.y + plot.zero_row().unwrap();
        for x in plot.area.x..width {
            for y in 0..rows {
                let (before, after) = (bare[(x, y)].symbol(), marked[(x, y)].symbol());
                let free = before == " " || y == zero && before == glyphs.horizontal;
                prop_assert!(free || before == after, "{before} became {after} at {x}, {y}");
            }
        }
        if values.len() <= usize::from(plot.area.width) {
            for (index, value) in values.iter().enumerate() {
                let cells = column(&bare, plot.area.x + plot.column_of_point(index));
                let seen = bar_rows(&cells, glyphs, Some(usize::from(zero)));
                prop_assert_eq!(seen > 0, *value != 0.0, "{}", value);
            }
        }
    }

    #[test]
    fn a_sparkline_keeps_every_bar_whole(
        values in prop::collection::vec(signed(), 1..24),
        glyphs in glyphs(),
        width in 24_u16..60,
        rows in 1_u16..8,
    ) {
        let line = Sparkline { values: &values, scale: (-100.0, 100.0), paint: glyphs.into(), ..Sparkline::default() };
        let bare = drawn(line, width, rows);
        let each = width / u16::try_from(values.len()).unwrap();
        for (index, value) in (0..).zip(&values) {
            let cells = column(&bare, index * each);
            prop_assert_eq!(bar_rows(&cells, glyphs, None) > 0, *value != 0.0, "{}", value);
        }
    }

    #[test]
    fn steps_of_a_waterfall_are_seen_and_lead_on(
        changes in prop::collection::vec(signed(), 1..9),
        glyphs in glyphs(),
    ) {
        let steps: Vec<_> = changes
            .iter()
            .map(|value| WaterfallStep { value: *value, ..WaterfallStep::default() })
            .collect();
        let waterfall = Waterfall { steps: &steps, paint: glyphs.into(), ..Waterfall::default() };
        let buffer = drawn(waterfall, 60, 9);
        for (row, value) in (0..).zip(&changes) {
            let bodies = [glyphs.bodies[1], glyphs.bodies[2], glyphs.off_left, glyphs.off_right];
            let seen = (0..60).filter(|x| bodies.contains(&buffer[(*x, row)].symbol())).count();
            prop_assert_eq!(seen > 0, *value != 0.0, "{}", value);
        }
    }

    #[test]
    fn both_bars_of_a_tornados_row_are_seen(
        low in signed(),
        high in signed(),
        glyphs in glyphs(),
        width in 30_u16..90,
    ) {
        prop_assume!((low - high).abs() > 1e-6);
        let bars = |low, high| TornadoBars { low: Some(low), high: Some(high), ..TornadoBars::default() };
        // The second row is not in sight: it makes the scale.
        let rows = [bars(low, high), bars(-100.0, 100.0)];
        let tornado = TornadoChart { rows: &rows, paint: glyphs.into(), ..TornadoChart::default() };
        let buffer = drawn(tornado, width, 1);
        let count = |marks: &[&str]| {
            (0..width).filter(|x| marks.contains(&buffer[(*x, 0)].symbol())).count()
        };
        let solid = count(&[glyphs.bodies[0], glyphs.half_left, glyphs.half_right]);
        prop_assert_eq!(solid > 0, high != 0.0, "{} {}", low, high);
        prop_assert_eq!(count(&[glyphs.bodies[1]]) > 0, low != 0.0, "{} {}", low, high);
    }
}

/// The chart of capital on Cash holds what the table beside it says.
#[test]
fn idle_capital_is_drawn_in_every_year_in_which_there_is_any() {
    for id in payback::preset::library::BUNDLED.map(|(id, _)| id) {
        for (size, unicode) in [((80, 24), true), ((60, 20), true), ((120, 40), false)] {
            for scenario in Scenario::ALL {
                let mut desk = Desk::at(id).sized(size.0, size.1);
                desk.look = payback::view::Look::new(true, unicode).for_plain_text();
                desk.session.scenario = scenario;
                let screen = desk.keys("5").screen();
                let annual = &desk.session.results.scenarios[scenario].annual;
                let idle = annual.of(Series::IdleCapital);
                // The stacks stand at the right, above their years and the table.
                let lines: Vec<Vec<char>> = screen
                    .lines()
                    .skip_while(|line| !line.contains("energised"))
                    .map(|line| line.chars().collect())
                    .collect();
                let end = lines
                    .iter()
                    .position(|line| line.iter().collect::<String>().starts_with("year"));
                let chart = &lines[..end.unwrap()];
                let axis = chart
                    .iter()
                    .filter_map(|line| line.iter().rposition(|cell| "┤┼+".contains(*cell)))
                    .max()
                    .unwrap();
                let width = usize::from(size.0) - axis - 1;
                let body = if unicode { '▒' } else { '=' };
                for (index, idle) in idle.iter().enumerate() {
                    let cells = payback::widgets::points::cells_of_point(
                        index,
                        annual.of(Series::Built).len(),
                        u16::try_from(width).unwrap(),
                    );
                    let x = axis + 1 + usize::from(cells.start);
                    // The legend's own mark stands in the first row.
                    let seen = chart[1..].iter().filter(|line| line.get(x) == Some(&body)).count();
                    assert_eq!(
                        seen > 0,
                        *idle > 1e-9,
                        "{id} {scenario:?} {index}: {idle}\n{screen}"
                    );
                }
            }
        }
    }
}

#[test]
fn renewals_and_payback_stand_beside_the_cash_curve() {
    for size in [(80, 24), (120, 40), (160, 50)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        let screen = desk.keys("5").screen();
        let is_marks = |line: &&str| {
            let left: String = line.chars().take(usize::from(size.0 / 2 - 2)).collect();
            left.contains('r') && left.chars().all(|letter| matches!(letter, ' ' | 'r'))
        };
        let half = |line: &str| line.chars().take(usize::from(size.0 / 2 - 2)).collect::<String>();
        let marks = half(screen.lines().find(is_marks).expect("a row of marks"));
        let zero = screen.lines().find(|line| line.contains("0┼")).unwrap();
        let renewed = desk.session.results.scenarios.0[1].annual.of(Series::Refresh);
        let years = renewed.iter().filter(|spent| **spent > 0.0).count();
        assert_eq!(marks.matches('r').count(), years, "{screen}");
        let zero = half(zero);
        assert!(!zero.contains('r'), "{screen}");
        // Payback stands where the line crosses zero, in its own year: each label is where its year
        // begins.
        if let Some(mark) = zero.chars().position(|letter| letter == '◆') {
            let labels = half(screen.lines().find(|line| line.trim().starts_with("202")).unwrap());
            let column = |year: &str| {
                let before = labels.split(year).next().unwrap().chars().count();
                (before + 2) as f64
            };
            let (from, to) = (column("2030"), column("2040"));
            let year = 2030.0 + 10.0 * (mark as f64 - from) / (to - from);
            let payback = desk.session.results.scenarios.0[1].outcome.metrics[Metric::PaybackYears];
            let paid = 2025.0 + 10.0 / 12.0 + payback.unwrap();
            let columns = (to - from) / 10.0;
            assert!((year - paid).abs() * columns <= 1.0, "{year} for {paid}\n{screen}");
        } else {
            assert_eq!(size, (80, 24), "{screen}");
        }
    }
}

#[test]
fn a_picture_of_cash_in_ascii_tells_losses_from_the_zero_line() {
    let mut small = preset("apec-40b");
    small.inputs.programme.sites[0].pledge = 40.0;
    let mut desk = Desk::on(small).sized(120, 40);
    desk.look = payback::view::Look::new(true, false);
    let (buffer, _) = desk.keys("5").frame();
    let screen = picture::text(&buffer);
    let below = screen.lines().skip_while(|line| !line.contains(" 0+")).skip(1);
    let curve = below.take_while(|line| !line.contains("2030"));
    // 2025 to 2035 lie below zero.
    let columns: BTreeSet<usize> =
        curve.flat_map(|line| line[..58].match_indices('#').map(|(column, _)| column)).collect();
    assert!(columns.len() >= 20, "{screen}");
}

#[test]
fn payback_is_marked_where_the_cash_curve_comes_back_to_zero() {
    for size in [(80, 24), (120, 40), (160, 50), (200, 60)] {
        for scenario in [Scenario::Base, Scenario::Bull] {
            let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
            desk.session.scenario = scenario;
            let screen = desk.keys("5").screen();
            let half = usize::from(size.0 / 2 - 2);
            let place = |wanted: &dyn Fn(char) -> bool, line: &str| {
                line.chars().take(half).collect::<Vec<_>>().iter().rposition(|cell| wanted(*cell))
            };
            let marker = screen.lines().find_map(|line| place(&|cell| cell == '┆', line));
            let zero = screen.lines().find(|line| line.contains("0┼")).expect("a zero line");
            let marker = marker.expect("a marker");
            // The curve passes there through the zero line's row.
            let near: String = zero.chars().skip(marker - 1).take(3).collect();
            assert!(near.contains(|cell| ('⠀'..='⣿').contains(&cell)), "{scenario:?}\n{screen}");
        }
    }
}
