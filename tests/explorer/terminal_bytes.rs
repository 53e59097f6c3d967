//! What frames cost on the wire, against ratatui's own backend.

use crate::support::Desk;
use crate::wire::Wire;
use payback::terminal::{ColorDepth, Display, QUESTION};
use ratatui::{
    Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    buffer::Buffer,
    layout::{Constraint, Layout, Rect},
    style::{Color, Modifier, Style},
    symbols::Marker,
    text::{Line, Span},
    widgets::{Axis, Chart, Dataset, GraphType, Row, Table, Widget},
};

/// Ten sliders, of which the first stands at `step`, a chart and a table that
/// follow it.
fn explorer(buffer: &mut Buffer, step: u16) {
    let [top, middle, bottom] =
        Layout::vertical([Constraint::Length(10), Constraint::Fill(1), Constraint::Length(5)])
            .areas(buffer.area);
    for (row, area) in (0..).zip(top.rows()) {
        slider(area, row, if row == 0 { step } else { 40 }).render(area, buffer);
    }
    let value = f64::from(step) / 100.0;
    let curve = |steepness: f64| -> Vec<(f64, f64)> {
        (0..120)
            .map(|t| f64::from(t) / 8.0)
            .map(|t| (t, -6.0 + t * steepness * (1.0 + value / 10.0)))
            .collect()
    };
    let cases = [(0.6, Color::Red), (1.2, Color::Yellow), (2.0, Color::Green)];
    let curves = cases.map(|(steepness, color)| (curve(steepness), color));
    let datasets = curves.iter().map(|(curve, color)| {
        Dataset::default()
            .data(curve)
            .marker(Marker::Braille)
            .graph_type(GraphType::Line)
            .style(*color)
    });
    let chart = Chart::new(datasets.collect())
        .x_axis(Axis::default().bounds([0.0, 15.0]))
        .y_axis(Axis::default().bounds([-10.0, 20.0]));
    chart.render(middle, buffer);
    let colors = cases.map(|(_, color)| color);
    let rows = ["payback", "npv", "irr", "margin"].map(|name| {
        Row::new(colors.map(|color| {
            let figure = value * f64::from(u8::try_from(name.len()).unwrap());
            Line::from(vec![
                Span::raw(format!("{name:<12}")),
                Span::styled(format!("{figure:.2}"), Style::new().fg(color).bold()),
                Span::styled(format!(" {:+.2}", figure - 2.0), Color::DarkGray),
            ])
        }))
    });
    let table = Table::new(rows, [Constraint::Fill(1); 3])
        .header(Row::new(["BEAR", "BASE", "BULL"]).style(Style::new().bold()));
    Widget::render(table, bottom, buffer);
}

fn slider(area: Rect, row: u16, step: u16) -> Line<'static> {
    let track = usize::from(area.width.saturating_sub(26));
    let at = track * usize::from(step) / 100;
    let style = if row == 0 { Style::new().add_modifier(Modifier::BOLD) } else { Style::new() };
    Line::from(vec![
        Span::styled(format!("Driver {row:<2} {step:>5} %  "), style),
        Span::styled("─".repeat(at), Color::DarkGray),
        Span::styled("●", Style::new().fg(Color::Cyan).bold()),
        Span::styled("─".repeat(track.saturating_sub(at + 1)), Color::DarkGray),
    ])
}

fn stock(area: Rect, steps: [u16; 2]) -> usize {
    // It leaves out colours where NO_COLOR is set, which would be no comparison.
    crossterm::style::force_color_output(true);
    let wire = Wire::default();
    let viewport = Viewport::Fixed(area);
    let mut terminal =
        Terminal::with_options(CrosstermBackend::new(wire.clone()), TerminalOptions { viewport })
            .unwrap();
    for step in steps {
        wire.take();
        terminal.draw(|frame| explorer(frame.buffer_mut(), step)).unwrap();
    }
    wire.take().iter().sum()
}

/// The sizes of the writes for the second step.
fn ours(area: Rect, steps: [u16; 2]) -> Vec<usize> {
    let wire = Wire::default();
    let mut screen = Display::new(wire.clone(), area.as_size(), ColorDepth::Sixteen);
    for step in steps {
        wire.take();
        screen.draw(|buffer| explorer(buffer, step), &[]).unwrap();
    }
    wire.take()
}

#[test]
fn a_step_costs_about_half_and_one_write() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let area = Rect::new(0, 0, width, height);
        let stock = stock(area, [40, 41]);
        let ours = ours(area, [40, 41]);
        assert_eq!(ours.len(), 1, "one write a frame");
        println!("{width}×{height}: {} of {stock} bytes, {} %", ours[0], ours[0] * 100 / stock);
        assert!(ours[0] * 100 <= stock * 55, "{} of {stock}", ours[0]);
    }
}

/// Explore in the real view, its slider moved twenty times: the mean of what a step costs, with
/// the question at its end that a slow link makes every frame carry.
fn slider_step(columns: u16, rows: u16) -> usize {
    const STEPS: usize = 20;
    let mut desk = Desk::at("apec-40b").sized(columns, rows);
    let size = Rect::new(0, 0, columns, rows).as_size();
    let mut screen = Display::new(Wire::default(), size, ColorDepth::Sixteen);
    let mut step = || {
        let (picture, _) = desk.keys("Right").frame();
        screen.draw(|buffer| buffer.clone_from(&picture), QUESTION).unwrap()
    };
    step();
    step();
    (0..STEPS).map(|_| step()).sum::<usize>() / STEPS
}

/// Where the bytes of a slider step are recorded, as `columns rows bytes` a line.
const BUDGET: &str = "tests/explorer/slider_step_bytes.txt";

/// `UPDATE_BUDGET=1 cargo test --test explorer terminal_bytes` records them anew, when a screen was meant
/// to change.
#[test]
fn a_slider_step_costs_no_more_than_five_percent_above_its_budget() {
    let sizes = [(80, 24), (120, 40), (200, 60)];
    let now = sizes.map(|(columns, rows)| (columns, rows, slider_step(columns, rows)));
    if std::env::var_os("UPDATE_BUDGET").is_some() {
        let lines = now.map(|(columns, rows, bytes)| format!("{columns} {rows} {bytes}\n"));
        std::fs::write(BUDGET, lines.concat()).unwrap();
    }
    let recorded = std::fs::read_to_string(BUDGET).unwrap();
    assert_eq!(recorded.lines().count(), now.len());
    for (line, (columns, rows, bytes)) in recorded.lines().zip(now) {
        let (size, budget) = line.rsplit_once(' ').unwrap();
        let budget: usize = budget.parse().unwrap();
        assert_eq!(size, format!("{columns} {rows}"));
        println!("{columns}×{rows}: {bytes} bytes, budget {budget}");
        assert!(bytes * 100 <= budget * 105, "{columns}×{rows}: {bytes} bytes, budget {budget}");
    }
}

#[test]
fn an_unchanged_frame_costs_nothing() {
    let area = Rect::new(0, 0, 120, 40);
    assert_eq!(ours(area, [40, 40]), [0_usize; 0]);
}

#[test]
fn a_first_frame_is_one_write() {
    let wire = Wire::default();
    let area = Rect::new(0, 0, 200, 60);
    let mut screen = Display::new(wire.clone(), area.as_size(), ColorDepth::Sixteen);
    let sent = screen.draw(|buffer| explorer(buffer, 40), &[]).unwrap();
    assert_eq!(wire.take(), [sent]);
    println!("first frame at 200×60: {sent} bytes");
}

#[test]
fn a_screen_without_room_is_no_trouble() {
    for (width, height) in [(0, 0), (0, 5), (5, 0), (1, 1)] {
        let area = Rect::new(0, 0, width, height);
        let mut screen = Display::new(Vec::new(), area.as_size(), ColorDepth::True);
        screen.draw(|_| (), &[]).unwrap();
        screen.resize(Rect::new(0, 0, 3, 1).as_size());
        screen.draw(|buffer| buffer.set_string(0, 0, "abc", Style::new()), &[]).unwrap();
        assert!(screen.writer_mut().ends_with(b"abc\x1b[?2026l"));
    }
}
