//! The dialogs over the screen.

mod copy;
mod differences;
mod form;
mod help;
mod lists;
mod open;
mod overwrite;
mod recover;
mod save_as;

pub(super) use help::help_end;

use super::format;
use super::look::Look;
use super::regions::{Regions, Target};
use super::words::input_label;
use crate::model::{Input, Metric, Unit};
use crate::session::{BINDINGS, Context, Dialog, ExactEntry, Exacted, Leave, PickList, Session};
use crate::widgets::dialog::inner;
use crate::widgets::list::first_visible;
use crate::widgets::text::columns;
use crate::widgets::{self, DialogStyles, InputLine, InputStyles, List, ListStyles};
use form::draw_form;
use help::draw_help;
use lists::{draw_history, draw_pins};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

/// Draws the dialog that is open.
pub(super) fn draw(
    session: &Session,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    match &session.dialog {
        Some(Dialog::Help(scroll)) => draw_help(session, look, *scroll, area, buffer),
        Some(Dialog::Exact(entry)) => draw_exact(session, look, entry, area, buffer),
        Some(Dialog::SaveAs(entry)) => save_as::draw(look, entry, area, buffer),
        Some(Dialog::Open(list)) => open::draw(look, list, area, buffer, regions),
        Some(Dialog::Pick(list)) => draw_pick(session, look, list, area, buffer, regions),
        Some(Dialog::Copy(selected)) => {
            copy::draw_copy(session, look, *selected, area, buffer, regions);
        }
        Some(Dialog::Form(form)) => draw_form(session, look, form, area, buffer, regions),
        Some(Dialog::History(place)) => draw_history(session, look, *place, area, buffer, regions),
        Some(Dialog::Pins(list)) => draw_pins(session, look, list, area, buffer, regions),
        Some(Dialog::Overwrite(question)) => {
            overwrite::draw(look, question, session.context(), area, buffer);
        }
        Some(Dialog::Unsaved(leave)) => {
            let before = match leave {
                Leave::Quit => "quitting",
                Leave::Open(_) => "opening another preset",
            };
            let name = &session.preset.name;
            let mut body = format!("‘{name}’ has unsaved changes. Save them before {before}?");
            if *leave == Leave::Quit && !session.pins.is_empty() {
                body += &format!(" Quitting also loses {}.", pins_words(session.pins.len()));
            }
            popup(look, Context::Unsaved, "Unsaved changes", &[&body], 60).render(area, buffer);
        }
        Some(Dialog::Pinned) => {
            let body = format!("Quitting loses {}. Quit?", pins_words(session.pins.len()));
            popup(look, Context::Pinned, "Pins", &[&body], 60).render(area, buffer);
        }
        Some(Dialog::Recover(list)) => recover::draw(look, list, area, buffer, regions),
        None => {}
    }
}

fn pins_words(count: usize) -> String {
    if count == 1 { "the pin".to_owned() } else { format!("the {count} pins") }
}

/// A popup with the keys of its context in the footer.
fn popup<'a>(
    look: &Look,
    context: Context,
    title: &'a str,
    body: &'a [&'a str],
    width: u16,
) -> Popup<'a> {
    let theme = &look.theme;
    let footer = footer(context, width);
    Popup {
        footer,
        title,
        body,
        width,
        height: 0,
        scroll: 0,
        look: *look,
        styles: DialogStyles {
            surface: theme.text,
            border: theme.accent,
            title: theme.title,
            body: theme.text,
            footer: theme.dim,
        },
    }
}

/// A popup that owns its footer.
struct Popup<'a> {
    footer: String,
    title: &'a str,
    body: &'a [&'a str],
    width: u16,
    height: u16,
    scroll: usize,
    look: Look,
    styles: DialogStyles,
}

impl Popup<'_> {
    fn dialog(&self) -> widgets::Dialog<'_> {
        widgets::Dialog {
            title: self.title,
            body: self.body,
            footer: &self.footer,
            scroll: self.scroll,
            width: self.width,
            height: self.height,
            styles: self.styles,
            glyphs: self.look.glyphs,
        }
    }

    /// Draws it, and gives the part that holds its contents.
    fn render(&self, area: Rect, buffer: &mut Buffer) -> Rect {
        let dialog = self.dialog();
        let place = dialog.area(area);
        dialog.render(area, buffer);
        inner(place)
    }
}

/// The keys of a context and what they do, in a line in the lower border of a popup this wide:
/// those that there is room for.
fn footer(context: Context, width: u16) -> String {
    let room = usize::from(width.saturating_sub(6));
    let mut line = String::new();
    let hinted =
        BINDINGS.iter().filter(|binding| binding.context == context && !binding.hint.is_empty());
    for binding in hinted {
        let gap = if line.is_empty() { "" } else { "  " };
        let hint = format!("{gap}{} {}", binding.shown(), binding.hint);
        if columns(&line) + columns(&hint) <= room {
            line += &hint;
        }
    }
    line
}

fn input(
    look: &Look,
    prompt: &str,
    entry: &crate::session::TextField,
    error: Option<&str>,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    InputLine {
        prompt,
        text: entry.text(),
        cursor: entry.cursor(),
        error,
        styles: InputStyles {
            prompt: theme.dim,
            text: theme.text,
            cursor: theme.selected,
            error: theme.error,
        },
        glyphs: look.glyphs,
    }
    .render(Rect { height: area.height.min(2), ..area }, buffer);
}

fn draw_exact(session: &Session, look: &Look, entry: &ExactEntry, area: Rect, buffer: &mut Buffer) {
    let unit = entry.exacted.unit();
    let title = match entry.exacted {
        Exacted::Input(input, scenario) if input.is_per_scenario() => {
            format!("{} of {}", input_label(input), scenario.id())
        }
        Exacted::Input(input, _) => input_label(input),
        Exacted::SolveTarget(metric) => {
            format!("{} of {}: what must be true?", metric.spec().label, session.scenario.id())
        }
        Exacted::GridTarget(metric) => format!("{}: draw the contour of", metric.spec().label),
    };
    if let Some((fraction, percentage)) = entry.question {
        let body = format!(
            "‘{}’: did you mean {} or {}?",
            entry.field.text(),
            format::setting(unit, fraction),
            format::setting(unit, percentage)
        );
        popup(look, Context::Question, &title, &[&body], 60).render(area, buffer);
        return;
    }
    let (now, meaning) = match entry.exacted {
        Exacted::Input(input, scenario) => {
            let spec = input.spec();
            let valid = if spec.valid.max.is_finite() {
                let low = format::setting(unit, spec.valid.min);
                format!("valid {low} to {}", format::setting(unit, spec.valid.max))
            } else {
                format!("valid {} {}", spec.valid, unit.id())
            };
            let now = format::setting(unit, session.value(input, scenario));
            (format!("now {now}; {valid}"), spec.meaning)
        }
        Exacted::SolveTarget(metric) | Exacted::GridTarget(metric) => {
            let outcome = &session.results.scenarios[session.scenario].outcome;
            let now = format::metric(outcome, metric, session.horizon_year());
            (format!("now {now}; in {}", unit_words(unit)), metric.spec().meaning)
        }
    };
    let lines = ["", "", &now, meaning];
    let popup = popup(look, Context::Text, &title, &lines, 60);
    let place = popup.render(area, buffer);
    let prompt = match entry.exacted {
        Exacted::Input(..) => "value ",
        Exacted::SolveTarget(_) | Exacted::GridTarget(_) => "target ",
    };
    input(look, prompt, &entry.field, entry.error.as_deref(), place, buffer);
}

/// The unit in which a number is typed.
const fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "%",
        Unit::PerYear => "% a year",
        _ => unit.id(),
    }
}

/// A metric or an input to choose.
fn draw_pick(
    session: &Session,
    look: &Look,
    list: &PickList,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let (title, rows): (&str, Vec<(String, String)>) = match list {
        PickList::Metric { .. } => {
            let outcome = &session.results.scenarios[session.scenario].outcome;
            let row = |metric: Metric| {
                let value = format::metric(outcome, metric, session.horizon_year());
                (metric.spec().label.to_owned(), value)
            };
            ("Which figure?", Metric::ALL.map(row).to_vec())
        }
        PickList::Axis { across, inputs, .. } => {
            let row = |input: &Input| {
                let value = session.value(*input, session.scenario);
                (input_label(*input), format::short_setting(input.spec().unit, value))
            };
            let title = if *across { "Which input across?" } else { "Which input upwards?" };
            (title, inputs.iter().map(row).collect())
        }
    };
    let rows: Vec<(&str, &str)> =
        rows.iter().map(|(text, value)| (text.as_str(), value.as_str())).collect();
    draw_list(look, Context::List, title, &rows, list.selected(), 52, area, buffer, regions);
}

/// A popup with lines to choose from.
#[expect(clippy::too_many_arguments, reason = "a list, and where to draw it")]
fn draw_list(
    look: &Look,
    context: Context,
    title: &str,
    rows: &[(&str, &str)],
    selected: usize,
    width: u16,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let mut popup = popup(look, context, title, &[], width);
    popup.height =
        u16::try_from(rows.len() + 2).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
    let place = popup.render(area, buffer);
    draw_rows(look, rows, selected, place, buffer, regions);
}

/// Lines to choose from.
fn draw_rows(
    look: &Look,
    rows: &[(&str, &str)],
    selected: usize,
    place: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let first = first_visible(Some(selected), rows.len(), place.height);
    for (line, index) in (0..place.height).zip(first..rows.len()) {
        regions.add(Rect { y: place.y + line, height: 1, ..place }, Target::Entry(index));
    }
    draw_lines(look, rows, Some(selected), place, buffer);
}

/// The lines alone, without what a click on one means.
fn draw_lines(
    look: &Look,
    rows: &[(&str, &str)],
    selected: Option<usize>,
    place: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    let styles = ListStyles {
        text: theme.text,
        detail: theme.dim,
        selected: theme.selected,
        more: theme.dim,
    };
    List { rows, selected, styles, glyphs: look.glyphs }.render(place, buffer);
}

/// What is left of an area below its first rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}
