//! The foot: what was just said or where the chosen value comes from, and the keys.

use super::canvas::{Canvas, cut, row};
use super::dialogs::differences;
use super::difference::{currencies, difference_rows};
use super::hints::{Hint, filter_words, hints};
use super::regions::ClickTarget;
use super::words::{sentence, source_note};
use crate::analysis::Measure;
use crate::session::{Command, Context, Message, Offer, Screen, Session};
use crate::widgets::text::{harmless, wrap};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

/// Most lines that a message takes; the longest that the program makes itself needs no more.
const MOST_LINES: usize = 4;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    match &session.message {
        Some(message) => {
            let (words, error) = sentence(message);
            let style = if error { theme.error } else { theme.text };
            // A change is seen where it was made; what to do about an error is said at its end.
            let whole =
                matches!(message, Message::Error(_) | Message::Note(_) | Message::Passing(_));
            if whole && session.dialog.is_none() {
                say(canvas, row(area, 0), &words, style);
            } else if whole {
                // A dialog may cover the row above.
                canvas.text(row(area, 1), words, style);
            } else {
                canvas.text(row(area, 0), words, style);
            }
        }
        None => match session.small_offer() {
            Some(offer) => draw_offer(canvas, offer, row(area, 0)),
            None => {
                canvas.text(row(area, 0), standing(session), theme.dim);
            }
        },
    }
    // A dialog shows its keys and its filter itself.
    if session.dialog.is_none() {
        let rest = draw_filter(canvas, row(area, 1));
        draw_hints(canvas, session.context(), rest);
    }
}

/// Says something on a row, and on those above it as far as there is no room on one: over what is
/// drawn there, for as long as it stands.
fn say(canvas: &mut Canvas, last: Rect, words: &str, style: Style) {
    let mut lines = wrap(&harmless(words), usize::from(last.width));
    if let Some(rest) = lines.get(MOST_LINES - 1..).filter(|rest| rest.len() > 1) {
        let rest = rest.join(" ");
        lines.truncate(MOST_LINES - 1);
        lines.push(rest);
    }
    for (line, above) in lines.into_iter().rev().zip(0..=last.y) {
        let row = Rect { y: last.y - above, ..last };
        canvas.render(Clear, row);
        canvas.text(row, line, style);
    }
}

/// What an earlier run left, in a line: what differs, where that is one thing; a click shows it.
fn draw_offer(canvas: &mut Canvas, offer: &Offer, area: Rect) {
    const LEFT: &str = "Unsaved changes from an earlier run";
    let work = &offer.work;
    let (name, at) = (harmless(&work.open.name).into_owned(), &work.at);
    let found = &offer.differences;
    let count = differences::count(found.len());
    let rows = difference_rows(found, currencies(found, work.saved.money()));
    let what = match &rows[..] {
        [only] => harmless(&format!("{} {} → {}", only.label, only.a, only.b)).into_owned(),
        _ => count.clone(),
    };
    let lines = [
        format!("{LEFT}: {what}; {name}, {at}. Ctrl-T restores or discards"),
        format!("{LEFT}: {what}; {at}. Ctrl-T restores or discards"),
        format!("{LEFT}: {what}. Ctrl-T restores or discards"),
        format!("{LEFT}: {what}. Ctrl-T"),
        format!("{LEFT}: {count}. Ctrl-T"),
    ];
    canvas.first_fitting(area, &lines, canvas.look.theme.accent);
    canvas.on_click(area, ClickTarget::Command(Command::Restore));
}

/// What stands there while nothing is to be said: where the chosen value comes from, on other
/// screens what the figure is that they speak of.
fn standing(session: &Session) -> String {
    if session.screen == Screen::Explore {
        return source_note(session, session.row, session.scenario).unwrap_or_default();
    }
    let claim = session.preset.claims.get(session.screens.claims.selected);
    let claim = claim.filter(|_| session.screen == Screen::Claims);
    let chosen = session.screens.backtest.chosen().filter(|_| session.screen == Screen::Backtest);
    let payback = session.screens.paybacks.chosen();
    let payback = payback.filter(|_| session.screen == Screen::Paybacks).map(Measure::Metric);
    let measure = claim.map(|claim| claim.measure).or(chosen.map(|(_, row)| row.measure));
    let measure = measure.or(payback);
    let (label, meaning) = match measure {
        Some(measure) => (measure.label(), measure.meaning()),
        None => (session.metric.spec().label.into(), session.metric.spec().meaning),
    };
    format!("{label}: {meaning}")
}

/// What the screen's list is filtered by; gives the room that is left beside it.
fn draw_filter(canvas: &mut Canvas, area: Rect) -> Rect {
    let Some(words) = filter_words(canvas.session) else { return area };
    let theme = &canvas.look.theme;
    let (accent, style) = (theme.accent, if words.finds_nothing { theme.error } else { theme.dim });
    let taken = canvas.text(area, &words.typed, accent);
    if canvas.session.filter().is_typing {
        canvas.text(cut(area, taken, 1), " ", canvas.look.paint().selected);
    }
    let counted = canvas.text(cut(area, taken + 2, area.width), &words.count, style);
    let taken = taken + 2 + counted;
    canvas.on_click(cut(area, 0, taken), ClickTarget::Command(Command::Filter));
    cut(area, taken + 3, area.width)
}

/// The hint bar: the most useful keys first, help in any case.
fn draw_hints(canvas: &mut Canvas, context: Context, area: Rect) {
    let theme = &canvas.look.theme;
    let hinted = context.lookups().flat_map(Context::bindings);
    let (help, others): (Vec<_>, Vec<_>) = hinted
        .filter(|binding| !binding.hint.is_empty())
        .map(|binding| Hint::of(binding, binding.hint))
        .partition(|hint| hint.command() == Some(Command::Help));
    let hints = hints(others.into_iter().chain(help).collect(), usize::from(area.width));
    canvas.hints(area, &hints, theme.key, theme.dim);
}
