//! Presets ranked by a figure: a bar for each.

use super::frame::{across, caption, framed, round_scale, widest};
use super::svg::{Anchor, Area, Svg, TEXT};
use crate::analysis::{LeagueEntry, LeagueOrder, standings};
use crate::preset::{Currency, Preset};
use crate::view::format;
use crate::view::vocabulary::{in_sentence, names};
use crate::view::words::league::way;

/// The height of a row of bars, at the least and at the most.
const ROW: (f64, f64) = (18.0, 44.0);

/// Those whose money can be held against the preset's own; the others, and those that have no room,
/// are counted in the caption.
pub(super) fn league(
    mut drawing: Svg,
    (preset, own): (&Preset, &str),
    entries: &[&LeagueEntry<Currency>],
    order: LeagueOrder,
) -> String {
    let LeagueOrder { metric, scenario, .. } = order;
    let ranked = standings(entries, order);
    let lines: Vec<_> = ranked.iter().map(|of| (of.rank, entries[of.entry])).collect();
    let unit = preset.shown(metric.spec().unit);
    let figure = names(metric).long;
    let way = way(order);
    let title = format!("Presets by {} of {}", in_sentence(figure), scenario.id());
    let of = format!("{}, {way}", format::axis_unit(unit));
    let frame = framed(&mut drawing, &title, &of, "payback. A model, not investment advice.");
    let (alike, others): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|(_, entry)| unit.is_same_in(entry.money));
    let room = frame.height - 3.2 * TEXT;
    let count = (1..=alike.len().max(1)).rev().find(|count| *count as f64 * ROW.0 <= room);
    let count = count.unwrap_or(1).min(alike.len());
    let height = (room / count.max(1) as f64).min(ROW.1);
    let label = |(rank, entry): &(Option<usize>, &LeagueEntry<Currency>)| {
        rank.map_or_else(|| entry.name.clone(), |rank| format!("{rank}  {}", entry.name))
    };
    let labels: Vec<String> = alike.iter().take(count).map(label).collect();
    let left = (widest(labels.iter().map(String::as_str)) + 12.0).min(frame.width * 0.5);
    let plot = Area {
        left: frame.left + left,
        width: frame.width - left - 8.0,
        height: height * count as f64,
        ..frame
    };
    let value = |entry: &LeagueEntry<Currency>| entry.figure(scenario, metric);
    let values = alike.iter().filter_map(|(_, entry)| value(entry));
    // Figures stand behind their bars.
    let scale = round_scale(values, (plot.left + 64.0, plot.right() - 64.0));
    across(&mut drawing, plot, scale, unit);
    let (ink, fails) = (drawing.hues.ink.clone(), drawing.hues.fails.clone());
    let hue = drawing.hues.scenarios[scenario as usize].clone();
    for (index, ((_, entry), label)) in alike.iter().zip(&labels).enumerate() {
        let top = plot.top + height * index as f64 + 2.0;
        let middle = top + (height - 4.0) / 2.0 + 0.35 * TEXT;
        drawing.words((plot.left - 8.0, middle), label, Anchor::End, &ink);
        let zero = scale.place(0.0);
        let Some(value) = value(entry) else {
            let words = format::absent(metric, entry.outcomes[scenario].flags, entry.horizon_year);
            drawing.words((zero + 6.0, middle), &words, Anchor::Start, &fails);
            continue;
        };
        let end = scale.place(value);
        let bar = Area {
            left: zero.min(end),
            top,
            width: (end - zero).abs().max(1.0),
            height: height - 4.0,
        };
        let opacity = if entry.id == own { 1.0 } else { 0.55 };
        drawing.rectangle(bar, if value < 0.0 { &fails } else { &hue }, opacity);
        let (x, anchor) =
            if value < 0.0 { (end - 4.0, Anchor::End) } else { (end + 4.0, Anchor::Start) };
        drawing.words((x, middle), &format::figure(unit, value), anchor, &ink);
    }
    let mut notes = vec![format!("full: {}", preset.name)];
    if alike.len() > count {
        notes.push(format!("{} more have no room", alike.len() - count));
    }
    if !others.is_empty() {
        notes.push(format!("{} more are in other currencies", others.len()));
    }
    caption(&mut drawing, plot, &notes.join(" · "));
    drawing.finished()
}
