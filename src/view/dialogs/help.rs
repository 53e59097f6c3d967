//! Help: what is chosen in a sentence with its formula, then every key, those of this screen first; on
//! the other page the words and marks.

mod chosen;
mod marks;

use super::popup::Popup;
use crate::session::{Context, Help, HelpPage, Session, has_words};
use crate::view::canvas::Canvas;
use crate::widgets::text::{fit, wrap};
use ratatui::layout::Rect;

/// The columns of help's frame, of the keys in it, and of the words and marks.
const HELP: u16 = 88;
const KEYS: usize = 32;
const MARKS: usize = 20;

/// What stands below the keys.
const END: [&str; 7] = [
    "Mouse",
    "  click or drag a handle or a track; turn the wheel over a row",
    "  click on a tab, a word of the header or a key in a hint: it acts",
    "  double-click on a row: as Enter; click beside a dialog: it closes",
    "  Shift-drag selects text while the mouse is on; M turns it off and on",
    "",
    "This is a model, not investment advice.",
];

/// Help's lines on a screen of that width.
fn lines(session: &Session, page: HelpPage, columns: u16) -> Vec<String> {
    let room = usize::from(columns.min(HELP)).saturating_sub(4);
    let filter = session.filter().field.text();
    let lines = match page {
        HelpPage::Keys => keys(session, filter, room),
        HelpPage::Marks => marks(filter, room),
    };
    if lines.is_empty() {
        vec![format!("nothing here has ‘{}’ in it", filter.trim())]
    } else {
        lines
    }
}

/// A section: its title and its lines, where there are any; a blank row before it.
fn add(lines: &mut Vec<String>, title: &str, section: Vec<String>) {
    if section.is_empty() {
        return;
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(title.to_owned());
    lines.extend(section);
}

/// A term and what is said of it beside it, on as many rows as that needs.
fn entry(term: &str, words: &str, width: usize, room: usize) -> Vec<String> {
    let words = wrap(words, room.saturating_sub(2 + width));
    let term = |index: usize| if index == 0 { term } else { "" };
    let line =
        |(index, words): (usize, &String)| format!("  {}{words}", fit(term(index), width, "…"));
    words.iter().enumerate().map(line).collect()
}

/// What is chosen, and every binding.
fn keys(session: &Session, filter: &str, room: usize) -> Vec<String> {
    let here = Context::of(session.screen);
    let mut lines = Vec::new();
    for (title, said) in chosen::explained(session) {
        let said: Vec<String> =
            said.iter().filter(|text| has_words(text, filter)).cloned().collect();
        let wrapped = said.iter().flat_map(|text| wrap(text, room.saturating_sub(2)));
        add(&mut lines, &title, wrapped.map(|line| format!("  {line}")).collect());
    }
    let others =
        Context::ALL.into_iter().filter(|context| !here.lookups().any(|acting| acting == *context));
    for context in here.lookups().chain(others) {
        let bindings = context.bindings().filter(|binding| {
            let text = format!("{} {} {}", binding.all_keys(), binding.help, context.title());
            has_words(&text, filter)
        });
        let entries =
            bindings.flat_map(|binding| entry(&binding.all_keys(), binding.help, KEYS, room));
        add(&mut lines, context.title(), entries.collect());
    }
    if filter.trim().is_empty() {
        lines.push(String::new());
        lines.extend(END.map(str::to_owned));
    }
    lines
}

fn marks(filter: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (title, section) in marks::SECTIONS {
        let section =
            section.iter().filter(|(term, words)| has_words(&format!("{term} {words}"), filter));
        let entries = section.flat_map(|(term, words)| entry(term, words, MARKS, room));
        add(&mut lines, title, entries.collect());
    }
    lines
}

fn popup<'a>(page: HelpPage, lines: &'a [&'a str], area: Rect) -> Popup<'a> {
    let around = Rect { height: area.height.saturating_sub(2), ..area };
    let title = match page {
        HelpPage::Keys => "Help: what is chosen, and the keys",
        HelpPage::Marks => "Help: words and marks",
    };
    // Both pages are as high as the screen, and stay so while they are filtered.
    Popup::new(Context::Help, title, HELP)
        .around(lines)
        .with_rows(usize::from(around.height), around)
}

pub(super) fn draw(canvas: &mut Canvas, help: Help, area: Rect) {
    let [falls, rises] = canvas.look.glyphs.changes;
    let lines: Vec<String> = lines(canvas.session, help.page, area.width)
        .into_iter()
        .map(|line| line.replace(marks::CHANGES, &format!("{rises} {falls} before")))
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let place = popup(help.page, &lines, area).scrolled(help.scroll, area).draw(canvas, area);
    canvas.mark_words(place, canvas.session.dialog_words());
}

/// How far help can be scrolled on that screen.
pub(in crate::view) fn help_end(session: &Session, help: Help, area: Rect) -> usize {
    let lines = lines(session, help.page, area.width);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    popup(help.page, &lines, area).last_scroll(area)
}
