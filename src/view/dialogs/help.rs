//! The help overlay: every key, those of this screen first.

use super::{Popup, popup};
use crate::session::{BINDINGS, Context, Session};
use crate::view::look::Look;
use crate::widgets::text::{fit, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The columns of help's frame, and of the keys in it.
const HELP: u16 = 88;

const KEYS: usize = 29;

/// Help's lines on a screen of that width: every binding, longer sentences under themselves.
fn help_lines(here: Context, columns: u16) -> Vec<String> {
    let room = usize::from(columns.min(HELP)).saturating_sub(4 + 2 + KEYS);
    let mut lines = Vec::new();
    let first = here.lookups();
    let others =
        Context::ALL.into_iter().filter(|context| !here.lookups().any(|acting| acting == *context));
    for context in first.chain(others) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(context.title().to_owned());
        for binding in BINDINGS.iter().filter(|binding| binding.context == context) {
            let keys = binding.all_keys();
            for (index, words) in wrap(binding.help, room).iter().enumerate() {
                let keys = if index == 0 { keys.as_str() } else { "" };
                lines.push(format!("  {}{words}", fit(keys, KEYS, "…")));
            }
        }
    }
    lines.extend(
        [
            "",
            "Mouse",
            "  click a handle or a track, drag, turn the wheel over a row",
            "  while it is on, Shift-drag selects text; M switches it off and on",
            "",
            "This is a model, not investment advice.",
        ]
        .map(str::to_owned),
    );
    lines
}

fn help<'a>(look: &Look, lines: &'a [&'a str], area: Rect) -> Popup<'a> {
    let mut popup = popup(look, Context::Help, "Keys", lines, HELP);
    popup.height =
        area.height.saturating_sub(2).min(u16::try_from(lines.len()).unwrap_or(u16::MAX) + 2);
    popup
}

pub(super) fn draw_help(
    session: &Session,
    look: &Look,
    scroll: usize,
    area: Rect,
    buffer: &mut Buffer,
) {
    let lines = help_lines(Context::of(session.screen), area.width);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut popup = help(look, &lines, area);
    popup.scroll = scroll.min(popup.dialog().last_scroll(area));
    popup.render(area, buffer);
}

/// How far help can be scrolled on that screen, whatever it begins with.
pub(in crate::view) fn help_end(area: Rect) -> usize {
    let lines = help_lines(Context::Everywhere, area.width);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    help(&Look::new(false, true), &lines, area).dialog().last_scroll(area)
}
