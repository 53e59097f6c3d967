//! Lines: the years of the three scenarios, the spider, the fan, the back-test.

use super::frame::{Scale, caption, framed, round_scale, ticks, upright, widest};
use super::source;
use super::svg::{Anchor, Area, Svg, TEXT};
use crate::analysis::risk::RiskResult;
use crate::analysis::{Backtest, Tornado};
use crate::model::{Inputs, Plan, Scenario, Series, Tally, Unit, Workspace, evaluate};
use crate::preset::{Preset, ShownUnit};
use crate::view::format;
use crate::view::vocabulary::names;
use crate::view::words::{input_label, range_words};

/// The room of a plot within the frame: the labels' at the left and below, the names' at the right.
fn plot(frame: Area, scale: Scale, unit: ShownUnit, right: f64) -> Area {
    let labels = ticks(scale, unit);
    let left = widest(labels.iter().map(|(_, label)| label.as_str())) + 10.0;
    Area {
        left: frame.left + left,
        top: frame.top + 4.0,
        width: (frame.width - left - right).max(10.0),
        height: (frame.height - 3.2 * TEXT).max(10.0),
    }
}

/// The same axis over a plot's height, the lowest value at its foot.
fn over(scale: Scale, plot: Area) -> Scale {
    Scale { places: (plot.bottom(), plot.top), ..scale }
}

/// Names at lines' right ends, as far apart as they need to be.
fn end_names(drawing: &mut Svg, x: f64, mut ends: Vec<(f64, String, String)>) {
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut least = f64::NEG_INFINITY;
    for (y, name, hue) in ends {
        let y = y.max(least);
        drawing.words((x, y + 0.35 * TEXT), &name, Anchor::Start, &hue);
        least = y + 1.15 * TEXT;
    }
}

/// A series in time, $bn: a year counts from its beginning. A flow stands in the middle of its year,
/// a stock at its end, from nothing at the beginning of the first.
type Yearly = Vec<(f64, f64)>;

/// Values by year in time.
fn in_time(series: Series, years: &[(i32, f64)]) -> Yearly {
    let later = match series.tally() {
        Tally::Sum => 0.5,
        Tally::Last => 1.0,
    };
    let first = years.first().filter(|_| series.tally() == Tally::Last);
    let start = first.map(|(year, _)| (f64::from(*year), 0.0));
    start
        .into_iter()
        .chain(years.iter().map(|(year, value)| (f64::from(*year) + later, *value)))
        .collect()
}

/// Where an axis of years begins and ends.
fn span(years: impl Iterator<Item = i32> + Clone) -> (f64, f64) {
    let ends = years.clone().min().zip(years.max());
    ends.map_or((0.0, 1.0), |(first, last)| (f64::from(first), f64::from(last) + 1.0))
}

/// A series of each scenario.
fn yearly(inputs: &Inputs, series: Series) -> [Yearly; 3] {
    let (plan, mut workspace) = (Plan::new(&inputs.programme), Workspace::new());
    let of = inputs.scenarios.map(|assumptions| {
        evaluate(&plan, assumptions.drivers(), &mut workspace);
        let values = workspace.timeline.annual(&plan, series);
        let years: Vec<(i32, f64)> =
            plan.years().iter().map(|year| year.year).zip(values).collect();
        in_time(series, &years)
    });
    of.0
}

/// A yearly series of the three scenarios, each with its mark at its end.
pub(super) fn years(mut drawing: Svg, preset: &Preset, series: Series) -> String {
    let unit = preset.shown(Unit::Billions);
    let of = yearly(&preset.inputs, series);
    let title = format!("{}: {}", preset.name, series.label());
    let caption = format!("{} by financial year", format::axis_unit(unit));
    let frame = framed(&mut drawing, &title, &caption, &source(preset));
    let values = of.iter().flatten().map(|(_, value)| *value);
    let scale = round_scale(values, (frame.bottom(), frame.top));
    let plot = plot(frame, scale, unit, 64.0);
    let scale = over(scale, plot);
    upright(&mut drawing, plot, scale, unit);
    let plan = Plan::new(&preset.inputs.programme);
    let ends = span(plan.years().iter().map(|year| year.year));
    let x = Scale { values: ends, places: (plot.left, plot.right()) };
    super::frame::years(&mut drawing, plot, x);
    let mut names = Vec::new();
    for scenario in Scenario::ALL {
        let hue = drawing.hues.scenarios[scenario as usize].clone();
        let points: Vec<(f64, f64)> = of[scenario as usize]
            .iter()
            .map(|(year, value)| (x.place(*year), scale.held(*value)))
            .collect();
        let line: Vec<Option<(f64, f64)>> = points.iter().copied().map(Some).collect();
        drawing.line(&line, (&hue, 2.5), "");
        for point in points.iter().step_by(3) {
            drawing.mark(*point, scenario, 4.0);
        }
        if let Some((x, y)) = points.last() {
            drawing.mark((*x, *y), scenario, 5.0);
            names.push((*y, scenario.id().to_owned(), hue));
        }
    }
    end_names(&mut drawing, plot.right() + 12.0, names);
    drawing.finished()
}

/// A figure along each driver's way from its lowest to its highest value.
pub(super) fn spider(mut drawing: Svg, preset: &Preset, spider: &Tornado) -> String {
    let unit = preset.shown(spider.metric.spec().unit);
    let title =
        format!("{}: {} of {}", preset.name, names(spider.metric).long, spider.scenario.id());
    let of = format!(
        "{}, each driver alone from its lowest to its highest value",
        format::axis_unit(unit)
    );
    let frame = framed(&mut drawing, &title, &of, &source(preset));
    let values =
        spider.rows.iter().flat_map(|row| row.points.iter().filter_map(|(_, value)| *value));
    let values: Vec<f64> = values.collect();
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
    // A figure far from zero keeps its slopes.
    let scale = if low.is_finite() && low > 0.5 * high && high > 0.0 {
        Scale { values: (low.floor(), high.ceil()), places: (frame.bottom(), frame.top) }
    } else {
        round_scale(values, (frame.bottom(), frame.top))
    };
    let money = preset.money();
    let labels: Vec<String> =
        spider.rows.iter().map(|row| input_label(money, row.bar.input)).collect();
    let right = widest(labels.iter().map(String::as_str)) + 18.0;
    let plot = plot(frame, scale, unit, right.min(frame.width * 0.4));
    let scale = over(scale, plot);
    upright(&mut drawing, plot, scale, unit);
    let hue = drawing.hues.scenarios[spider.scenario as usize].clone();
    let dim = drawing.hues.dim.clone();
    let mut ends = Vec::new();
    for (index, (row, label)) in spider.rows.iter().zip(&labels).enumerate() {
        let x = Scale { values: (row.bar.low, row.bar.high), places: (plot.left, plot.right()) };
        let points: Vec<Option<(f64, f64)>> = row
            .points
            .iter()
            .map(|(input, value)| value.map(|value| (x.place(*input), scale.held(value))))
            .collect();
        // Told apart without colour: the widest swing first, whole; then dashes.
        let dashes = ["", "8 4", "3 3", "10 3 2 3", "2 5"][index.min(4)];
        let stroke = if index == 0 { (&*hue, 2.5) } else { (&*dim, 1.6) };
        drawing.line(&points, stroke, dashes);
        let last = points.iter().rev().flatten().next();
        if let Some((_, y)) = last {
            let hue = if index == 0 { hue.clone() } else { dim.clone() };
            ends.push((*y, label.clone(), hue));
        }
    }
    end_names(&mut drawing, plot.right() + 8.0, ends);
    let ranges: Vec<String> = spider
        .rows
        .iter()
        .take(3)
        .map(|row| {
            let range = range_words(money, row.bar.input, (row.bar.low, row.bar.high));
            format!("{} {range}", input_label(money, row.bar.input))
        })
        .collect();
    caption(&mut drawing, Area { height: plot.height - 1.2 * TEXT, ..plot }, &ranges.join(" · "));
    drawing.finished()
}

/// Cumulative cash of many draws: the middle half, nine in ten, and the median.
pub(super) fn fan(mut drawing: Svg, preset: &Preset, risk: &RiskResult) -> String {
    let unit = preset.shown(Unit::Billions);
    let title = format!("{}: cumulative cash", preset.name);
    let draws = format::decimal(risk.draws as f64, 0);
    let of = format!("{} by financial year, {draws} draws", format::axis_unit(unit));
    let frame = framed(&mut drawing, &title, &of, &source(preset));
    let bands = &risk.cumulative_fcf;
    let values = bands.iter().flat_map(|band| band.percentiles);
    let scale = round_scale(values, (frame.bottom(), frame.top));
    let plot = plot(frame, scale, unit, 64.0);
    let scale = over(scale, plot);
    let x = Scale {
        values: span(bands.iter().map(|band| band.year)),
        places: (plot.left, plot.right()),
    };
    let hue = drawing.hues.scenarios[Scenario::Base as usize].clone();
    let along = |place: usize| -> Vec<(f64, f64)> {
        let years: Vec<(i32, f64)> =
            bands.iter().map(|band| (band.year, band.percentiles[place])).collect();
        let in_time = in_time(Series::CumulativeFcf, &years);
        in_time.into_iter().map(|(year, value)| (x.place(year), scale.held(value))).collect()
    };
    drawing.between(&along(4), &along(0), (&hue, 0.18));
    drawing.between(&along(3), &along(1), (&hue, 0.30));
    upright(&mut drawing, plot, scale, unit);
    super::frame::years(&mut drawing, plot, x);
    let median: Vec<Option<(f64, f64)>> = along(2).into_iter().map(Some).collect();
    drawing.line(&median, (&hue, 2.5), "");
    let ink = drawing.hues.ink.clone();
    let names = [(0, "P5"), (1, "P25"), (2, "median"), (3, "P75"), (4, "P95")];
    let ends = names
        .into_iter()
        .filter_map(|(place, name)| Some((along(place).last()?.1, name.to_owned(), ink.clone())));
    let ends = ends.collect();
    end_names(&mut drawing, plot.right() + 8.0, ends);
    drawing.finished()
}

/// What the model gives by year, and what was reported: the first figure of the back-test.
pub(super) fn backtest(mut drawing: Svg, preset: &Preset, backtest: &Backtest) -> String {
    let Some(line) = backtest.lines.first() else { return drawing.finished() };
    let unit = preset.shown(line.measure.unit());
    let title =
        format!("{}: {} of {}", preset.name, line.measure.label_without_year(), line.scenario.id());
    let of = format!("{}: modelled (line), reported (squares)", format::axis_unit(unit));
    let frame = framed(&mut drawing, &title, &of, &source(preset));
    let modelled = line.course.iter().filter_map(|(_, value)| *value);
    let reported = line.rows.iter().filter_map(|row| row.reported);
    let scale = round_scale(modelled.chain(reported), (frame.bottom(), frame.top));
    let plot = plot(frame, scale, unit, 20.0);
    let scale = over(scale, plot);
    upright(&mut drawing, plot, scale, unit);
    let ends = line.course.first().zip(line.course.last());
    let ends = ends.map_or((0.0, 1.0), |(first, last)| (f64::from(first.0), f64::from(last.0)));
    let x = Scale { values: ends, places: (plot.left, plot.right()) };
    super::frame::years(&mut drawing, plot, x);
    let hue = drawing.hues.scenarios[line.scenario as usize].clone();
    let ink = drawing.hues.ink.clone();
    let points: Vec<Option<(f64, f64)>> = line
        .course
        .iter()
        .map(|(year, value)| value.map(|value| (x.place(f64::from(*year)), scale.held(value))))
        .collect();
    drawing.line(&points, (&hue, 2.5), "");
    for row in &line.rows {
        if let Some(value) = row.reported {
            let (x, y) = (x.place(f64::from(row.year())), scale.held(value));
            let square = Area { left: x - 4.0, top: y - 4.0, width: 8.0, height: 8.0 };
            drawing.rectangle(square, &ink, 1.0);
        }
    }
    drawing.finished()
}
