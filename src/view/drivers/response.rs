//! The chosen driver's response curve: the figure over the driver's whole range, a line for each
//! scenario.
//!
//! ```text
//! Payback, y, over Utilization 20–95 %             ▼ bear  ● base  ▲ bull
//!     ▼╱╱╱╱╱╱╱╱╱╱╱╱╱ never up to 68 %
//!     ●╱╱╱╱╱╱╱ never up to 55 %
//!  15 ┤                 (lines of dots, the scenarios' settings in brackets,
//!  10 ┤                  the claim as a band)
//!     20      40      60      80
//! ```

use crate::analysis::{Claim, Measure};
use crate::model::{Input, Metric, Scenario, Scenarios, Unit};
use crate::session::Response;
use crate::view::canvas::{Canvas, Piece, below, cut, piece, row, width};
use crate::view::charts::axis_format;
use crate::view::format;
use crate::view::scales::{round_values, stretches_across};
use crate::view::vocabulary::{input_names, names};
use crate::view::words::{bound_with_unit, range_words};
use crate::widgets::text::columns;
use crate::widgets::{Axes, Band, Chart, ChartSeries, Drawing, Plot};
use ratatui::layout::Rect;

/// The fewest rows that a response is drawn in, its heading included.
pub(super) const FEWEST: u16 = 8;

/// Rows of a chart from which on every scenario has a row of its own for where it has no figure.
const ALL_LANES: u16 = 10;

pub(super) fn draw(canvas: &mut Canvas, response: &Response, area: Rect) {
    draw_heading(canvas, response, row(area, 0));
    let lanes: Vec<Scenario> = Scenario::ALL
        .into_iter()
        .filter(|scenario| !response.absent(*scenario).is_empty())
        .filter(|scenario| area.height >= ALL_LANES || *scenario == canvas.session.scenario)
        .collect();
    let lane_rows = u16::try_from(lanes.len()).unwrap_or(0);
    let chart_area = below(area, 1 + lane_rows);
    let Some(scale) = scale(canvas, response) else {
        let none = format!("no {} at any value", names(response.metric).in_sentence());
        canvas.centred(chart_area, &none, canvas.look.theme.dim);
        return;
    };
    let plot = draw_chart(canvas, response, scale, chart_area);
    for (index, scenario) in (1..).zip(&lanes) {
        draw_lane(canvas, response, *scenario, &plot, row(area, index));
    }
    for scenario in Scenario::ALL {
        let (setting, figure) = settings(canvas, response)[scenario];
        let lane = lanes.iter().position(|lane| *lane == scenario);
        let line = match (figure, lane) {
            (Some(figure), _) => {
                plot.row_of(figure).map(|line| row(chart_area, plot.area.y + line))
            }
            (None, Some(lane)) => u16::try_from(lane + 1).ok().map(|line| row(area, line)),
            (None, None) => None,
        };
        if let Some((column, line)) = column(response, &plot, setting).zip(line) {
            draw_setting(canvas, scenario, (column, plot.area.x), line);
        }
    }
}

/// What is drawn over which input, and whose the lines are.
fn draw_heading(canvas: &mut Canvas, response: &Response, area: Rect) {
    let (look, theme) = (canvas.look, &canvas.look.theme);
    let heads = headings(canvas, response.metric, response.input, response.range);
    let legend = |named: bool| -> Vec<Piece> {
        let of = |scenario| {
            let words = if named { look.name(scenario) } else { look.mark(scenario).to_owned() };
            [piece("  ", theme.text), piece(words, canvas.style_of(scenario))]
        };
        Scenario::ALL.into_iter().flat_map(of).collect()
    };
    let (names, marks) = (legend(true), legend(false));
    let fits = |head: &&String| columns(head) + width(&names) < usize::from(area.width);
    let (head, legend) = match heads.iter().find(fits) {
        Some(head) => (Some(head), &names),
        None => (heads.last(), &marks),
    };
    canvas.both(area, &[piece(head.map_or("", String::as_str), theme.title)], legend);
}

/// Names of a figure over an input's range, the longest first.
pub(super) fn headings(
    canvas: &Canvas,
    metric: Metric,
    input: Input,
    range: (f64, f64),
) -> [String; 4] {
    let money = canvas.money();
    let unit = format::axis_unit(canvas.shown(metric.spec().unit));
    let programme = &canvas.session.preset.inputs.programme;
    let ([_, label, _], name) = (input_names(input, programme, money), names(metric));
    let range = range_words(money, input, range);
    [
        format!("{}, {unit}, over {label} {range}", name.long),
        format!("{}, {unit}, over {label} {range}", name.short),
        format!("{}, {unit}, over {label}", name.short),
        format!("{}, {unit}", name.tiny),
    ]
}

/// The scenarios' own settings of the input and their figures there.
fn settings(canvas: &Canvas, response: &Response) -> Scenarios<(f64, Option<f64>)> {
    let session = canvas.session;
    Scenarios::from_fn(|scenario| {
        let figure = canvas.outcome(scenario).metrics[response.metric];
        (session.value(response.input, scenario), figure)
    })
}

/// What is claimed of the figure, of the chosen scenario before any other.
fn claim<'a>(canvas: &Canvas<'a>, response: &Response) -> Option<&'a Claim> {
    let (session, measure) = (canvas.session, Measure::Metric(response.metric));
    let any = || session.preset.claims.iter().find(|claim| claim.measure == measure);
    canvas.claim_on(session.scenario, measure).or_else(any)
}

/// How much longer than what matters a number of years may be and still be drawn: near where a
/// figure becomes absent it goes beyond all bounds.
const LONGEST: f64 = 2.5;

/// The lowest and the highest value that is drawn; `None` where no scenario has any.
fn scale(canvas: &Canvas, response: &Response) -> Option<(f64, f64)> {
    let own = settings(canvas, response);
    let own = own.iter().filter_map(|(_, (_, figure))| *figure);
    let all = || response.values.iter().flat_map(|(_, values)| values.iter().copied().flatten());
    let (low, mut high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > high {
        return None;
    }
    if response.metric.spec().unit == Unit::Years {
        let matters = own.fold(low, f64::max);
        high = high.min(matters.max(1.0) * LONGEST);
    }
    // A claim within reach is part of the picture.
    let reach = (high - low).max(high.abs() * 0.05);
    let (mut ends, near) = ((low, high), |end: f64| end > low - reach && end < high + reach);
    if let Some((from, to)) = claim(canvas, response).map(|claim| claim.bound.ends()) {
        for end in [from, to].into_iter().filter(|end| near(*end)) {
            ends = (ends.0.min(end), ends.1.max(end));
        }
    }
    let flat = ends.1 - ends.0 <= 1e-9 * ends.1.abs();
    let margin = if flat { (ends.1.abs() * 0.05).max(0.5) } else { 0.0 };
    Some((ends.0 - margin, ends.1 + margin))
}

fn draw_chart(canvas: &mut Canvas, response: &Response, scale: (f64, f64), area: Rect) -> Plot {
    let unit = response.input.spec().unit;
    let values = response
        .values
        .map(|values| values.iter().map(|value| value.unwrap_or(f64::NAN)).collect::<Vec<f64>>());
    let points = values[Scenario::Base].len();
    let at = |value: f64| place(response, value);
    let ticks: Vec<(f64, String)> =
        round_values(unit, response.range, stretches_across(area.width))
            .into_iter()
            .map(|tick| (at(tick), format::on_axis(unit, tick, 2)))
            .collect();
    let x_labels: Vec<(f64, &str)> =
        ticks.iter().map(|(place, words)| (*place, words.as_str())).collect();
    let claimed = claim(canvas, response);
    let ends = claimed.map_or((f64::NAN, f64::NAN), |claim| claim.bound.ends());
    let (low, high) = (vec![ends.0.max(scale.0); points], vec![ends.1.min(scale.1); points]);
    let band = if claimed.is_some() { Band { low: &low, high: &high } } else { Band::default() };
    // The chosen one last, so that it lies above the others.
    let mut order = Scenario::ALL.to_vec();
    order.sort_by_key(|scenario| *scenario == canvas.session.scenario);
    let series: Vec<ChartSeries> = order
        .into_iter()
        .map(|scenario| ChartSeries {
            values: &values[scenario],
            mark: scenario as usize,
            style: canvas.style_of(scenario),
            ..ChartSeries::default()
        })
        .collect();
    let chart = Chart {
        series: &series,
        bands: [band, Band::default()],
        drawing: Drawing::Curves,
        axes: Axes {
            scale,
            x_labels: &x_labels,
            format: axis_format(response.metric.spec().unit),
            ..Axes::default()
        },
        paint: canvas.look.paint(),
    };
    let plot = chart.plot(area);
    canvas.render(chart, area);
    if let Some(claim) = claimed {
        let words = bound_with_unit(claim.bound, canvas.shown(response.metric.spec().unit));
        name_claim(canvas, &plot, (ends, &format!(" claim {words} ")), area);
    }
    plot
}

/// Where an input's value lies among the points.
fn place(response: &Response, value: f64) -> f64 {
    let (low, high) = response.range;
    let last = response.values[Scenario::Base].len().saturating_sub(1);
    (value - low) / (high - low) * last as f64
}

/// The column of the screen at which an input's value lies, where it is on the axis.
fn column(response: &Response, plot: &Plot, value: f64) -> Option<u16> {
    let column = plot.column_of_place(place(response, value))?;
    Some(plot.area.x + column)
}

/// Names the claim's band within it, at the right end, where no line runs.
fn name_claim(canvas: &mut Canvas, plot: &Plot, (ends, words): ((f64, f64), &str), area: Rect) {
    let (low, high) = plot.ends();
    let middle = f64::midpoint(ends.0.max(low), ends.1.min(high));
    if !(low..=high).contains(&middle) {
        return;
    }
    let Some(line) = plot.row_of(middle) else { return };
    let line = row(area, plot.area.y + line);
    let wide = u16::try_from(columns(words)).unwrap_or(u16::MAX);
    let (bands, width) = (canvas.look.glyphs.bands, plot.area.width);
    let starts = (0..=width.saturating_sub(wide)).rev().map(|start| plot.area.x + start);
    let is_free = |start: &u16| {
        (0..wide).all(|step| {
            let cell = canvas.buffer.cell((line.x + start + step, line.y));
            cell.is_some_and(|cell| cell.symbol() == " " || bands.contains(&cell.symbol()))
        })
    };
    if let Some(start) = starts.filter(|_| wide <= width).find(is_free) {
        canvas.text(cut(line, start, wide), words, canvas.look.theme.text);
    }
}

/// A row that says over which values a scenario has no figure: hatched, and in words.
fn draw_lane(
    canvas: &mut Canvas,
    response: &Response,
    scenario: Scenario,
    plot: &Plot,
    area: Rect,
) {
    let (look, style) = (canvas.look, canvas.style_of(scenario));
    let mark = cut(area, plot.area.x.saturating_sub(1), 1);
    canvas.text(mark, look.mark(scenario), style);
    let money = canvas.money();
    let unit = money.of(response.input.spec().unit);
    let word = format::absent_word(response.metric);
    let (low, high) = response.range;
    let said = |(from, to): (f64, f64)| {
        let end = |end| format::short_setting(unit, end);
        match (from <= low, to >= high) {
            (true, true) => word.to_owned(),
            (true, false) => format!("{word} up to {}", end(to)),
            (false, true) => format!("{word} from {}", end(from)),
            (false, false) => {
                format!("{word} {}", range_words(money, response.input, (from, to)))
            }
        }
    };
    // In its lane stands the scenario's own setting where it has no figure.
    let (setting, figure) = settings(canvas, response)[scenario];
    let marked = column(response, plot, setting).filter(|_| figure.is_none());
    let mut free = plot.area.x;
    for (from, to) in response.absent(scenario) {
        let ends = column(response, plot, from).zip(column(response, plot, to));
        let Some((start, end)) = ends else { continue };
        let hatched = cut(area, start, end + 1 - start);
        canvas.text(hatched, look.glyphs.missing.repeat(usize::from(hatched.width)), style);
        let words = said((from, to));
        let wide = u16::try_from(columns(&words)).unwrap_or(u16::MAX);
        // Behind the hatching or before it, where there is room; else inside, in the middle or at
        // either end.
        let behind = (end + 2 + wide <= plot.area.x + plot.area.width).then_some(end + 2);
        let before = (start > free + wide).then(|| start - wide - 1);
        let outside = [behind, before].into_iter().flatten().map(|start| (start, false));
        let spare = hatched.width.checked_sub(wide + 2).into_iter();
        let inside = spare.flat_map(|spare| [spare / 2, spare / 8, spare]);
        let inside = inside.map(|skipped| (start + 1 + skipped, true));
        let is_free = |(start, _): &(u16, bool)| {
            marked.is_none_or(|marked| marked + 3 < *start || marked > start + wide + 2)
        };
        if let Some((start, is_inside)) = outside.chain(inside).find(is_free) {
            let (start, words) =
                if is_inside { (start - 1, format!(" {words} ")) } else { (start, words) };
            canvas.text(cut(area, start, area.width), words, style);
        }
        free = end + 1;
    }
}

/// Marks a scenario's own setting in a row, in brackets; nothing is drawn left of a column.
fn draw_setting(canvas: &mut Canvas, scenario: Scenario, (column, left): (u16, u16), line: Rect) {
    let (style, mark) = (canvas.style_of(scenario), canvas.look.mark(scenario));
    let (start, words) = match column.checked_sub(1).filter(|start| *start >= left) {
        Some(start) => (start, format!("[{mark}]")),
        None => (column, format!("{mark}]")),
    };
    canvas.text(cut(line, start, 3), words, style);
}
