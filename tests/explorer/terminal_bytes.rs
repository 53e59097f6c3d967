//! What frames cost on the wire, against ratatui's own backend.

use crate::support::Desk;
use crate::wire::Wire;
use payback::terminal::{ColorDepth, Display, QUESTION};
use payback::view::Look;
use payback::view::theme::{SIXTEEN, bundled};
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
    for (width, height) in SIZES {
        let area = Rect::new(0, 0, width, height);
        let stock = stock(area, [40, 41]);
        let ours = ours(area, [40, 41]);
        assert_eq!(ours.len(), 1, "one write a frame");
        println!("{width}×{height}: {} of {stock} bytes, {} %", ours[0], ours[0] * 100 / stock);
        assert!(ours[0] * 100 <= stock * 55, "{} of {stock}", ours[0]);
    }
}

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// How many colours there are, the theme that is drawn with then, and how much of what ratatui's own
/// backend sends a slider step may cost, in percent.
const DEPTHS: [(ColorDepth, &str, usize); 2] =
    [(ColorDepth::Sixteen, SIXTEEN, 55), (ColorDepth::True, "dark", 65)];

/// Explore in the real view: twenty steps of its slider, and the frame before them.
fn slider_steps(columns: u16, rows: u16, theme: &str) -> Vec<Buffer> {
    let look = Look::of(bundled(theme).unwrap(), true);
    let mut desk = Desk::at("apec-40b").sized(columns, rows).looking(look);
    desk.keys("Right*2");
    (0..=20).map(|_| desk.keys("Right").frame().0).collect()
}

/// The mean of what a step costs, with `question` at its end.
fn step_cost(pictures: &[Buffer], depth: ColorDepth, question: &[u8]) -> usize {
    let mut screen = Display::new(Wire::default(), pictures[0].area.as_size(), depth);
    let mut show =
        |picture: &Buffer| screen.draw(|buffer| buffer.clone_from(picture), question).unwrap();
    show(&pictures[0]);
    let steps = &pictures[1..];
    steps.iter().map(show).sum::<usize>() / steps.len()
}

/// The same of ratatui's own backend.
fn stock_step_cost(pictures: &[Buffer]) -> usize {
    crossterm::style::force_color_output(true);
    let wire = Wire::default();
    let options = TerminalOptions { viewport: Viewport::Fixed(pictures[0].area) };
    let mut terminal =
        Terminal::with_options(CrosstermBackend::new(wire.clone()), options).unwrap();
    let mut show = |picture: &Buffer| {
        terminal.draw(|frame| frame.buffer_mut().clone_from(picture)).unwrap();
        wire.take().iter().sum::<usize>()
    };
    show(&pictures[0]);
    let steps = &pictures[1..];
    steps.iter().map(show).sum::<usize>() / steps.len()
}

#[test]
fn a_slider_step_costs_about_half_of_what_ratatui_sends() {
    for (depth, theme, most) in DEPTHS {
        for (columns, rows) in SIZES {
            let pictures = slider_steps(columns, rows, theme);
            let (ours, stock) = (step_cost(&pictures, depth, &[]), stock_step_cost(&pictures));
            let share = ours * 100 / stock;
            println!("{columns}×{rows}, {depth}: {ours} of {stock} bytes, {share} %");
            assert!(ours * 100 <= stock * most, "{columns}×{rows}, {depth}: {ours} of {stock}");
        }
    }
}

/// Where the bytes of a slider step are recorded, as `columns rows theme bytes` a line.
const BUDGET: &str = "tests/explorer/slider_step_bytes.txt";

/// With the question at its end that a slow link makes every frame carry.
///
/// `UPDATE_BUDGET=1 cargo test --test explorer terminal_bytes` records them anew, when a screen was meant
/// to change.
#[test]
fn a_slider_step_costs_no_more_than_five_percent_above_its_budget() {
    let mut now = Vec::new();
    for (depth, theme, _) in DEPTHS {
        for (columns, rows) in SIZES {
            let bytes = step_cost(&slider_steps(columns, rows, theme), depth, QUESTION);
            now.push((format!("{columns} {rows} {theme}"), bytes));
        }
    }
    if std::env::var_os("UPDATE_BUDGET").is_some() {
        let lines = now.iter().map(|(size, bytes)| format!("{size} {bytes}\n"));
        std::fs::write(BUDGET, lines.collect::<String>()).unwrap();
    }
    let recorded = std::fs::read_to_string(BUDGET).unwrap();
    assert_eq!(recorded.lines().count(), now.len());
    for (line, (known, bytes)) in recorded.lines().zip(now) {
        let (size, budget) = line.rsplit_once(' ').unwrap();
        let budget: usize = budget.parse().unwrap();
        assert_eq!(size, known);
        println!("{size}: {bytes} bytes, budget {budget}");
        assert!(bytes * 100 <= budget * 105, "{size}: {bytes} bytes, budget {budget}");
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
