//! Bars and marks along an axis: the tornado, the histogram, the ladder of paybacks.

use super::frame::{Scale, across, caption, framed, round_scale, upright, widest};
use super::source;
use super::svg::{Anchor, Area, Svg, TEXT};
use crate::analysis::risk::RiskResult;
use crate::analysis::{PaybackComparison, Tornado, TornadoRow};
use crate::model::{Metric, Scenario, Unit};
use crate::preset::{Preset, ShownUnit};
use crate::view::format;
use crate::view::vocabulary::{in_sentence, names};
use crate::view::words::{input_label, range_words};

/// The height of a row of bars, at the most.
const ROW: f64 = 56.0;

/// Rows that have room in an area, and how high each is.
fn rows(area: Area, count: usize) -> (usize, f64) {
    let shown = (1..=count.max(1)).rev().find(|shown| *shown as f64 * 18.0 <= area.height);
    let shown = shown.unwrap_or(1);
    (shown, (area.height / shown as f64).min(ROW))
}

/// What a scale ends in where 'never' has a place of its own.
fn with_never(scale: Scale) -> Scale {
    let (start, end) = scale.places;
    Scale { places: (start, end - 70.0), ..scale }
}

/// How far each driver alone moves a figure; 'never' is a bar to the edge.
pub(super) fn tornado(mut drawing: Svg, preset: &Preset, tornado: &Tornado) -> String {
    let (metric, money) = (tornado.metric, preset.money());
    let unit = preset.shown(metric.spec().unit);
    let title = format!(
        "{}: what moves {} of {}",
        preset.name,
        in_sentence(names(metric).long),
        tornado.scenario.id()
    );
    let of = format!(
        "{}, each driver alone from its lowest to its highest value",
        format::axis_unit(unit)
    );
    let frame = framed(&mut drawing, &title, &of, &source(preset));
    let labels: Vec<String> = tornado
        .rows
        .iter()
        .map(|row| {
            let range = range_words(money, row.bar.input, (row.bar.low, row.bar.high));
            format!("{} {range}", input_label(money, row.bar.input))
        })
        .collect();
    let left = (widest(labels.iter().map(String::as_str)) + 12.0).min(frame.width * 0.45);
    let plot = Area {
        left: frame.left + left,
        top: frame.top + 1.4 * TEXT,
        width: frame.width - left - 8.0,
        height: frame.height - 4.6 * TEXT,
    };
    let ends = |row: &TornadoRow| [row.bar.at_low, row.bar.at_high];
    let values: Vec<f64> =
        tornado.rows.iter().flat_map(ends).chain([tornado.at]).flatten().collect();
    let is_short = tornado.rows.iter().flat_map(ends).any(|end| end.is_none());
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
    // The axis need not hold zero: what counts is the distance from where the scenario is.
    let room = ((high - low) * 0.08).max(1e-9);
    let mut scale = Scale { values: (low - room, high + room), places: (plot.left, plot.right()) };
    if is_short {
        scale = with_never(scale);
    }
    let (shown, height) = rows(plot, tornado.rows.len());
    let body = Area { height: height * shown as f64, ..plot };
    across(&mut drawing, body, scale, unit);
    let ink = drawing.hues.ink.clone();
    let hue = drawing.hues.scenarios[tornado.scenario as usize].clone();
    let fails = drawing.hues.fails.clone();
    let never = format::absent(
        metric,
        crate::model::Flags::default(),
        preset.inputs.programme.horizon.year(),
    );
    let at = tornado.at.map(|at| scale.place(at));
    for (index, (row, label)) in tornado.rows.iter().zip(&labels).take(shown).enumerate() {
        let top = body.top + height * index as f64 + 3.0;
        let middle = top + (height - 6.0) / 2.0;
        drawing.words((plot.left - 8.0, middle + 0.35 * TEXT), label, Anchor::End, &ink);
        let from = at.unwrap_or(scale.places.1);
        for (end, opacity) in [(row.bar.at_low, 0.45), (row.bar.at_high, 0.9)] {
            let to = end.map_or(plot.right(), |end| scale.place(end));
            let bar = Area {
                left: from.min(to),
                top,
                width: (to - from).abs().max(1.0),
                height: height - 6.0,
            };
            if end.is_none() {
                drawing.hatched(bar);
                let place = (plot.right() - 4.0, middle + 0.35 * TEXT);
                drawing.words(place, &never, Anchor::End, &fails);
            } else {
                drawing.rectangle(bar, &hue, opacity);
            }
        }
        name_ends(&mut drawing, row, &TornadoAxis { at: from, scale, plot, unit, middle });
    }
    if let (Some(x), Some(at)) = (at, tornado.at) {
        drawing.line(&[Some((x, body.top)), Some((x, body.bottom()))], (&ink, 1.5), "");
        let words = format!("{} {}", tornado.scenario.id(), format::figure(unit, at));
        drawing.words((x, body.top - 4.0), &words, Anchor::Middle, &ink);
    }
    let pale = "pale: at the lowest value · full: at the highest";
    let note = match tornado.rows.len() - shown {
        0 => pale.to_owned(),
        more => format!("{pale} · {more} more drivers move it less"),
    };
    caption(&mut drawing, body, &note);
    drawing.finished()
}

/// Where a row of a tornado lies.
struct TornadoAxis {
    /// Where the scenario itself is.
    at: f64,
    scale: Scale,
    plot: Area,
    unit: ShownUnit,
    middle: f64,
}

/// The figures that a row's bars end in, beside their ends; one that comes to the scenario's own is
/// left out, and so is one that would stand on a bar.
fn name_ends(drawing: &mut Svg, row: &TornadoRow, axis: &TornadoAxis) {
    let dim = drawing.hues.dim.clone();
    let ends = [row.bar.at_low, row.bar.at_high];
    let places = ends.map(|end| end.map(|end| axis.scale.place(end)));
    let outermost = |left: bool| {
        let all = places.iter().enumerate().filter_map(|(end, place)| Some((end, (*place)?)));
        let beyond = all.filter(
            |(_, place)| if left { *place < axis.at - 1.0 } else { *place > axis.at + 1.0 },
        );
        if left {
            beyond.min_by(|a, b| a.1.total_cmp(&b.1))
        } else {
            beyond.max_by(|a, b| a.1.total_cmp(&b.1))
        }
    };
    let never_covers = ends.iter().any(Option::is_none);
    for (side, anchor) in [(true, Anchor::End), (false, Anchor::Start)] {
        let Some((end, place)) = outermost(side).filter(|_| side || !never_covers) else {
            continue;
        };
        let Some(value) = ends[end] else { continue };
        let words = format::bare_figure(axis.unit.unit, value);
        let room = if side { place - axis.plot.left } else { axis.plot.right() - place };
        if widest([words.as_str()]) + 6.0 <= room {
            let x = if side { place - 4.0 } else { place + 4.0 };
            drawing.words((x, axis.middle + 0.35 * TEXT), &words, anchor, &dim);
        }
    }
}

/// How often the first figure of the simulation falls where.
pub(super) fn histogram(mut drawing: Svg, preset: &Preset, risk: &RiskResult) -> String {
    let Some(of) = risk.metrics.first() else { return drawing.finished() };
    let unit = preset.shown(of.metric.spec().unit);
    let title = format!("{}: {}", preset.name, names(of.metric).long);
    let draws = format::decimal(risk.draws as f64, 0);
    let caption_words = format!("{}, share of {draws} draws", format::axis_unit(unit));
    let frame = framed(&mut drawing, &title, &caption_words, &source(preset));
    let histogram = &of.histogram;
    let is_never = of.metric.absent_is_latest() && histogram.absent > 0;
    let chunk = (histogram.counts.len() / 24).max(1);
    let counts: Vec<u64> =
        histogram.counts.chunks(chunk).map(|counts| counts.iter().sum()).collect();
    let all = (histogram.present() + if is_never { histogram.absent } else { 0 }).max(1) as f64;
    let share = |count: u64| count as f64 / all;
    let tallest = counts.iter().copied().chain(is_never.then_some(histogram.absent)).max();
    let percent = preset.shown(Unit::Share);
    let plot = Area {
        left: frame.left + 48.0,
        top: frame.top + 6.0,
        width: frame.width - 56.0,
        height: frame.height - 3.2 * TEXT - 6.0,
    };
    let y = round_scale([share(tallest.unwrap_or(1))], (plot.bottom(), plot.top));
    upright(&mut drawing, plot, y, percent);
    let x = Scale { values: (histogram.low, histogram.high), places: (plot.left, plot.right()) };
    let x = if is_never { with_never(x) } else { x };
    let hue = drawing.hues.bar.clone();
    let width = (x.places.1 - x.places.0) / counts.len() as f64;
    for (index, count) in counts.iter().enumerate() {
        let top = y.place(share(*count));
        let bar = Area {
            left: plot.left + width * index as f64 + 1.0,
            top,
            width: width - 2.0,
            height: plot.bottom() - top,
        };
        drawing.rectangle(bar, &hue, 0.9);
    }
    for (value, label) in super::frame::ticks(x, unit) {
        let dim = drawing.hues.dim.clone();
        let place = (x.place(value), plot.bottom() + 1.4 * TEXT);
        drawing.words(place, &label, Anchor::Middle, &dim);
    }
    if is_never {
        let top = y.place(share(histogram.absent));
        let bar = Area { left: plot.right() - 56.0, top, width: 48.0, height: plot.bottom() - top };
        drawing.hatched(bar);
        let fails = drawing.hues.fails.clone();
        let words = format!("never {}", format::odds(share(histogram.absent)));
        drawing.words((plot.right() - 32.0, top - 5.0), &words, Anchor::Middle, &fails);
    }
    for scenario in Scenario::ALL {
        if let Some(own) = of.own[scenario] {
            drawing.mark((x.held(own), plot.bottom() - 6.0), scenario, 6.0);
        }
    }
    caption(&mut drawing, plot, "▼ bear  ● base  ▲ bull: the scenarios’ own figures");
    drawing.finished()
}

/// Every way to count payback on one axis of years, a row for each.
pub(super) fn paybacks(mut drawing: Svg, preset: &Preset, of: &[PaybackComparison; 3]) -> String {
    let unit = preset.shown(Unit::Years);
    let title = format!("{}: years of payback, by what is counted", preset.name);
    let frame = framed(&mut drawing, &title, "years", &source(preset));
    let metrics: Vec<Metric> = of[0].rows.iter().map(|row| row.metric).collect();
    let labels: Vec<&str> = metrics.iter().map(|metric| names(*metric).long).collect();
    let left = (widest(labels.iter().copied()) + 12.0).min(frame.width * 0.5);
    let plot = Area {
        left: frame.left + left,
        width: frame.width - left - 8.0,
        height: frame.height - 3.2 * TEXT,
        ..frame
    };
    let (shown, height) = rows(plot, metrics.len());
    let body = Area { height: height * shown as f64, ..plot };
    let values = of.iter().flat_map(|of| of.rows.iter().filter_map(|row| row.years));
    let scale = round_scale(values, (plot.left, plot.right() - 70.0));
    across(&mut drawing, body, scale, unit);
    let (ink, fails) = (drawing.hues.ink.clone(), drawing.hues.fails.clone());
    let is_any = of.iter().any(|of| of.rows.iter().take(shown).any(|row| row.years.is_none()));
    if is_any {
        drawing.words((plot.right() - 26.0, body.top - 4.0), "never", Anchor::Middle, &fails);
        let lane =
            Area { left: plot.right() - 52.0, top: body.top, width: 52.0, height: body.height };
        drawing.hatched(lane);
    }
    for (index, label) in labels.iter().take(shown).enumerate() {
        let y = body.top + height * (index as f64 + 0.5);
        drawing.words((plot.left - 8.0, y + 0.35 * TEXT), label, Anchor::End, &ink);
        for (place, scenario) in Scenario::ALL.into_iter().enumerate() {
            let years = of[scenario as usize].rows[index].years;
            let beyond = plot.right() - 40.0 + 14.0 * place as f64;
            drawing.mark((years.map_or(beyond, |years| scale.held(years)), y), scenario, 6.0);
        }
    }
    caption(&mut drawing, body, "▼ bear  ● base  ▲ bull");
    drawing.finished()
}
