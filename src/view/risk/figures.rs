//! The rows of figures: the odds in words, percentiles, mean and deviation; where each scenario's own value lies.

use crate::analysis::risk::{PERCENTS, RiskAnswer};
use crate::model::{Metric, Scenario, Unit};
use crate::session::Command;
use crate::view::canvas::{Canvas, Piece, cut, piece, width};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::names;
use crate::view::words::odds::odds_sentences;
use crate::widgets::text::{columns, pad_left};
use ratatui::layout::Rect;

/// What the odds come to in a sentence, and how many draws it rests on.
pub(super) fn draw_odds_in_words(canvas: &mut Canvas, answer: Option<&RiskAnswer>, area: Rect) {
    let theme = &canvas.look.theme;
    let metric = canvas.session.metric;
    let name = names(metric);
    let right = answer.map_or_else(String::new, draws_words);
    let head = |label: &str| [piece(label, theme.title), piece("  ", theme.text)];
    let risk = answer.and_then(|answer| answer.result.metric(answer.metric));
    let sentences = risk.map_or_else(Vec::new, |risk| {
        odds_sentences(canvas.money(), canvas.session.horizon_year(), risk)
    });
    let room = usize::from(area.width).saturating_sub(columns(&right) + 1);
    let all = sentences
        .iter()
        .flat_map(|words| [name.long, name.short, name.tiny].map(|label| (label, words)));
    let fits = |(label, words): &(&str, &String)| columns(label) + 2 + columns(words) <= room;
    let fitting = all.clone().find(fits).or_else(|| all.last());
    let [mut left, words] = match fitting {
        Some((label, words)) => [head(label).to_vec(), vec![piece(words, theme.figure)]],
        None => [head(name.long).to_vec(), Vec::new()],
    };
    let label = u16::try_from(width(&left)).unwrap_or(u16::MAX);
    left.extend(words);
    canvas.both(area, &left, &[piece(right, theme.dim)]);
    canvas.on_click(cut(area, 0, label), ClickTarget::Command(Command::PickMetric));
}

fn draws_words(answer: &RiskAnswer) -> String {
    let capped = if answer.result.margin_capped { "margin capped in places; " } else { "" };
    let draws = format::decimal(answer.result.draws as f64, 0);
    let going_on = match answer {
        RiskAnswer { finished: false, .. } => ", refining",
        RiskAnswer { result, .. } if result.short_of_memory => " (limited by memory)",
        RiskAnswer { .. } => "",
    };
    format!("{capped}{draws} draws{going_on}")
}

/// Percentiles in one row, each in columns of its own, so that they hold still while refined; mean
/// and deviation where there is room.
pub(super) fn draw_percentiles(canvas: &mut Canvas, answer: &RiskAnswer, area: Rect) {
    let theme = &canvas.look.theme;
    let Some(risk) = answer.result.metric(answer.metric) else { return };
    if risk.defined == 0.0 {
        return;
    }
    let unit = canvas.shown(answer.metric.spec().unit);
    let absent = if answer.metric.absent_is_latest() { "never" } else { "–" };
    let shown: Vec<(u8, String)> = PERCENTS
        .into_iter()
        .zip(risk.percentiles)
        .map(|(percent, value)| {
            (percent, value.map_or_else(|| absent.to_owned(), |value| format::figure(unit, value)))
        })
        .collect();
    let widest = shown.iter().map(|(_, words)| columns(words)).max().unwrap_or(0);
    let dot = format!(" {} ", if canvas.look.unicode { "·" } else { "|" });
    let percentiles = |wanted: &[u8], aligned: bool| -> Vec<Piece> {
        let mut words = Vec::new();
        for (percent, value) in shown.iter().filter(|(percent, _)| wanted.contains(percent)) {
            if !words.is_empty() {
                words.push(piece(&dot, theme.dim));
            }
            let style = if *percent == 50 { theme.figure } else { theme.text };
            words.push(piece(format!("P{percent} "), theme.dim));
            let value = if aligned { pad_left(value, widest) } else { value.clone() };
            words.push(piece(value, style));
        }
        words
    };
    let missing = lacking_share(answer.metric, risk.defined);
    let fits = |words: &[Piece]| width(words) + 2 + columns(&missing) <= usize::from(area.width);
    let all = [(&PERCENTS[..], true), (&[5, 25, 50, 75, 95], true), (&[5, 25, 50, 75, 95], false)];
    // Where there is no room for all, the ends say more than the quarters.
    let mut words = all
        .into_iter()
        .map(|(wanted, aligned)| percentiles(wanted, aligned))
        .find(|words| fits(words))
        .unwrap_or_else(|| percentiles(&[5, 50, 95], false));
    if let Some(mean) = risk.mean.filter(|_| !risk.is_singular) {
        let figure = |value: f64| format::figure(unit, value);
        // Both where there is room, or the mean alone; neither without saying whose they are.
        let whose = if risk.defined < 1.0 { " of those that have one" } else { "" };
        let mean = [piece("   mean ", theme.dim), piece(figure(mean), theme.text)];
        let deviation = risk.deviation.map_or_else(String::new, figure);
        let deviation = [piece("  sd ", theme.dim), piece(deviation, theme.text)];
        for moments in [[&mean[..], &deviation[..]].concat(), mean.to_vec()] {
            let longer = [&words[..], &moments[..], &[piece(whose, theme.dim)]].concat();
            if fits(&longer) {
                words = longer;
                break;
            }
        }
    }
    canvas.both(area, &words, &[piece(missing, theme.fails)]);
}

/// The share of draws without a value, where there are any.
pub(super) fn lacking_share(metric: Metric, defined: f64) -> String {
    let word = format::absent_word(metric);
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
