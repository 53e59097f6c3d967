//! The rows of figures: percentiles, mean and deviation; where each scenario's own value lies.

use crate::analysis::risk::RiskAnswer;
use crate::model::{Flags, Metric, Scenario, Unit};
use crate::view::canvas::{Canvas, Piece, piece, width};
use crate::view::format;
use crate::widgets::text::columns;
use ratatui::layout::Rect;

/// Mean, deviation and percentiles.
pub(super) fn draw_percentiles(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let theme = &canvas.look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    let Some(mean) = risk.mean else {
        let year = canvas.session.horizon_year();
        let none = format::absent(answer.metric, Flags::default(), year);
        canvas.text(area, format!("{none} in every draw"), theme.text);
        return;
    };
    let unit = canvas.shown(answer.metric.spec().unit);
    let bare = |value: f64| format::bare_figure(unit, value);
    let absent = if answer.metric.absent_is_latest() { "never" } else { "–" };
    let shown = |index: usize, write: &dyn Fn(f64) -> String| {
        risk.percentiles[index].map_or_else(|| absent.to_owned(), write)
    };
    let percentiles = |others: &[(&str, usize)]| -> Vec<Piece> {
        let median = shown(3, &|value| format::figure(unit, value));
        let mut words = vec![piece("P50 ", theme.dim), piece(median, theme.figure)];
        for (label, index) in others {
            words.push(piece(format!("  {label} "), theme.dim));
            words.push(piece(shown(*index, &bare), theme.text));
        }
        words
    };
    let missing = lacking_share(answer.metric, risk.defined);
    let fits = |words: &[Piece]| width(words) + 2 + columns(&missing) <= usize::from(area.width);
    let mut words = percentiles(&[("P5", 0), ("P25", 2), ("P75", 4), ("P95", 6)]);
    // Where there is no room for all, the ends say more than the quarters.
    if !fits(&words) {
        words = percentiles(&[("P5", 0), ("P95", 6)]);
    }
    // Both where there is room, or the mean alone; neither without saying whose they are.
    let whose = if risk.defined < 1.0 { " of those that have one" } else { "" };
    let mean = [piece("  mean ", theme.dim), piece(bare(mean), theme.text)];
    let deviation = risk.deviation.map_or_else(String::new, bare);
    let deviation = [piece("  sd ", theme.dim), piece(deviation, theme.text)];
    for moments in [[&mean[..], &deviation[..]].concat(), mean.to_vec()] {
        let longer = [&words[..], &moments[..], &[piece(whose, theme.dim)]].concat();
        if !risk.is_singular && fits(&longer) {
            words = longer;
            break;
        }
    }
    canvas.both(area, &words, &[piece(missing, theme.fails)]);
}

/// The share of draws without a value, where there are any.
pub(super) fn lacking_share(metric: Metric, defined: f64) -> String {
    let word = if metric.absent_is_latest() { "never" } else { "none" };
    let share = 1.0 - defined;
    if share > 0.0 { format!("{word} in {}", format::odds(share)) } else { String::new() }
}

/// Where each scenario's own value lies.
pub(super) fn draw_scenarios(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let look = canvas.look;
    let theme = &look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    let unit = match answer.metric.spec().unit {
        // The year is in the figure's name already.
        Unit::BillionsPerYear => Unit::Billions,
        unit => unit,
    };
    let apart = if area.width >= 80 { "   " } else { "  " };
    let mut words = Vec::new();
    for scenario in Scenario::ALL {
        if !words.is_empty() {
            words.push(piece(apart, theme.text));
        }
        let style = canvas.style_of(scenario);
        words.push(piece(format!("{} ", look.name(scenario)), style));
        if let Some(rank) = risk.ranks[scenario] {
            words.push(piece(format!("{} ", format::percentile(rank)), theme.figure));
        }
        // The present figure: the draws may be those of a moment ago.
        let outcome = canvas.outcome(scenario);
        let own = match outcome.metrics[answer.metric] {
            Some(own) => format::figure(canvas.shown(unit), own),
            None => canvas.metric(scenario, answer.metric),
        };
        words.push(piece(own, theme.text));
    }
    canvas.left(area, &words);
}
