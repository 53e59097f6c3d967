//! No widget panics, and none writes outside its area, at any size and any value.

use proptest::{collection::vec, option, prelude::*};
use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::*;

const BLANK: &str = "x";

/// Renders in the middle of a larger buffer and looks at what surrounds the area.
fn keeps_inside(widget: impl Widget, area: Rect) -> bool {
    let frame = Rect::new(0, 0, area.right() + 3, area.bottom() + 3);
    let mut buffer = Buffer::filled(frame, ratatui::buffer::Cell::new(BLANK));
    let before = buffer.clone();
    widget.render(area, &mut buffer);
    frame
        .positions()
        .filter(|&place| !area.contains(place))
        .all(|place| buffer[place] == before[place])
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -100.0..100.0,
        2 => -0.5..1.5,
        1 => prop::sample::select(vec![0.0, -0.0, 1e300, -1e300, 1e308, -1e308, 1e-300, 5e-324]),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ]
}

fn area() -> impl Strategy<Value = Rect> {
    (0..4_u16, 0..4_u16, 0..60_u16, 0..20_u16).prop_map(|(x, y, w, h)| Rect::new(x, y, w, h))
}

fn paint() -> impl Strategy<Value = Paint> {
    prop::sample::select(
        [&Glyphs::UNICODE, &Glyphs::PICTURE, &Glyphs::ASCII].map(Paint::from).to_vec(),
    )
}

fn words() -> impl Strategy<Value = String> {
    "[a-c中é \u{1b}\u{202e}\u{200d}\u{301}\n]{0,14}"
}

fn scale() -> impl Strategy<Value = (f64, f64)> {
    prop_oneof![(value(), value()), value().prop_map(|end| (end, end))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn tracks_and_strips(
        area in area(), paint in paint(), scale in scale(),
        handles in [option::of(value()), option::of(value()), option::of(value())],
        chosen in option::of(0_usize..5), values in vec(option::of(value()), 0..50),
    ) {
        let track = Track {
            handles, chosen, ghosts: handles, hatched: Some(scale), paint
        };
        prop_assert!(keeps_inside(track, area));
        let strip = ResponseStrip { values: &values, scale, none: "never", marked: chosen.map(|_| 3), paint, ..Default::default() };
        prop_assert!(keeps_inside(strip, area));
    }

    #[test]
    fn bullet_bars(
        area in area(), paint in paint(), scale in scale(), range in scale(), figure in option::of(value()),
    ) {
        let bar = BulletBar { scale, range, figure, mark: ("o", Style::new()), paint, ..BulletBar::default() };
        prop_assert!(keeps_inside(bar, area));
    }

    #[test]
    fn row_bars(area in area(), paint in paint(), scale in scale(), value in value()) {
        let bar = RowBar { value, scale, style: Style::new(), paint };
        prop_assert!(keeps_inside(bar, area));
    }

    #[test]
    fn sparklines(
        area in area(), paint in paint(), values in vec(value(), 0..80),
        scale in scale(),
    ) {
        let sparkline = Sparkline { values: &values, scale, paint, ..Sparkline::default() };
        prop_assert!(keeps_inside(sparkline, area));
    }

    #[test]
    fn charts(
        area in area(), paint in paint(), all in vec(vec(value(), 0..40), 1..6),
        scale in scale(), place in value(), label in words(), kind in 0_usize..3,
    ) {
        let series: Vec<ChartSeries> = all.iter().enumerate()
            .map(|(mark, values)| ChartSeries { name: &label, values, ghost: &all[0], mark, ..ChartSeries::default() })
            .collect();
        let markers = [0.0, 1.0, 2.0].map(|more| Marker { place: place + more, label: &label, style: Style::new() });
        let x_labels: Vec<(f64, &str)> =
            (0..40).map(|index| (f64::from(index), label.as_str())).collect();
        let axes = Axes { scale, x_labels: &x_labels, markers: &markers, ..Axes::default() };
        let drawing = [Drawing::Bars, Drawing::Curves, Drawing::BoldCurves][kind];
        let row = |index: usize| all.get(index).map_or(&[][..], Vec::as_slice);
        let bands = [Band { low: row(0), high: row(1) }, Band { low: row(2), high: row(3) }];
        let chart = Chart { series: &series, bands, drawing, axes, paint };
        prop_assert!(keeps_inside(chart, area));
    }

    #[test]
    fn large_digits(area in area(), paint in paint(), text in "[0-9.,−%$£€a-z]{0,9}", height in 0_u16..7) {
        let digits = Digits { text: &text, height, style: Style::new(), paint };
        prop_assert!(keeps_inside(digits, area));
    }

    #[test]
    fn heat_maps(
        area in area(), paint in paint(), values in vec(option::of(value()), 0..60),
        columns in 0_usize..12, halves in any::<bool>(), line in vec((value(), value()), 0..4),
        cursor in option::of((0_usize..12, 0_usize..12)), label in words(),
    ) {
        let labels: Vec<(f64, &str)> =
            (0..12_u8).map(|place| (f64::from(place), label.as_str())).collect();
        let numbers = vec![label.clone(); if halves { values.len() } else { 0 }];
        let marks = [GridMark { symbol: &label, column: 2.5, row: 0.0, style: Style::new() }];
        let lines = [line];
        let leaps = vec![[halves, true]; values.len()];
        let map = HeatMap {
            values: &values, leaps: &leaps, columns, levels: &labels, shades: &[], halves, none_is_last: !halves,
            numbers: &numbers, contours: &lines, cliffs: &lines, marks: &marks,
            cursor, x_labels: &labels, y_labels: &labels,
            legend: Legend { bounds: &["0", &label, ""], none: &label, contour: &label, cliff: &label },
            paint
        };
        prop_assert!(keeps_inside(map, area));
    }

    #[test]
    fn horizontal_bars(
        area in area(), paint in paint(), centre in value(), scale in option::of(scale()),
        rows in vec((option::of(value()), option::of(value()), words(), any::<bool>()), 0..9),
        selected in option::of(0_usize..9),
    ) {
        let bars: Vec<TornadoBars> = rows.iter().map(|(low, high, text, turning)| TornadoBars {
            labels: vec![text.into()], low: *low, high: *high, low_text: text.into(), high_text: text.into(), turning: *turning,
        }).collect();
        let legend = rows.first().map_or(("", ""), |row| (row.2.as_str(), row.2.as_str()));
        let tornado = TornadoChart { rows: &bars, centre, legend, none: legend.0, selected, paint, ..Default::default() };
        prop_assert!(keeps_inside(tornado, area));
        let steps: Vec<WaterfallStep> = rows.iter().map(|(value, _, text, total)| WaterfallStep {
            label: text.into(), value: value.unwrap_or(0.0), total: *total, text: text.into(),
            ..WaterfallStep::default()
        }).collect();
        let waterfall = Waterfall { steps: &steps, scale, selected, paint };
        prop_assert!(keeps_inside(waterfall, area));
    }

    #[test]
    fn dialogs_lists_and_fields(
        area in area(), paint in paint(), lines in vec(words(), 0..9), width in 0_u16..70,
        height in 0_u16..24, scroll in 0_usize..9, selected in option::of(0_usize..12),
    ) {
        let body: Vec<&str> = lines.iter().map(String::as_str).collect();
        let text = body.first().copied().unwrap_or("");
        let dialog = DialogBox { title: text, body: &body, footer: text, scroll, width, height, paint };
        prop_assert!(keeps_inside(dialog, area));
        let rows: Vec<(&str, &str)> = body.iter().map(|line| (*line, text)).collect();
        let list = List { rows: &rows, selected, paint };
        prop_assert!(keeps_inside(list, area));
        let field = InputLine {
            prompt: text, text: body.last().copied().unwrap_or(""), cursor: scroll, error: Some(text),
            paint
        };
        prop_assert!(keeps_inside(field, area));
    }
}
