//! The help overlay: every key, those of this screen first.

use super::popup::Popup;
use crate::session::Context;
use crate::view::canvas::Canvas;
use crate::widgets::text::{fit, wrap};
use ratatui::layout::Rect;

/// The columns of help's frame, and of the keys in it.
const HELP: u16 = 88;
const KEYS: usize = 29;

/// What stands below the keys.
const END: [&str; 6] = [
    "",
    "Mouse",
    "  click or drag a handle or a track; turn the wheel over a row",
    "  Shift-drag selects text while it is on; M turns it off and on",
    "",
    "This is a model, not investment advice.",
];

/// Help's lines on a screen of that width: every binding, longer sentences under themselves.
fn lines(here: Context, columns: u16) -> Vec<String> {
    let room = usize::from(columns.min(HELP)).saturating_sub(4 + 2 + KEYS);
    let mut lines = Vec::new();
    let others =
        Context::ALL.into_iter().filter(|context| !here.lookups().any(|acting| acting == *context));
    for context in here.lookups().chain(others) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(context.title().to_owned());
        for binding in context.bindings() {
            let keys = binding.all_keys();
            for (index, words) in wrap(binding.help, room).iter().enumerate() {
                let keys = if index == 0 { keys.as_str() } else { "" };
                lines.push(format!("  {}{words}", fit(keys, KEYS, "…")));
            }
        }
    }
    lines.extend(END.map(str::to_owned));
    lines
}

fn popup<'a>(lines: &'a [&'a str], area: Rect) -> Popup<'a> {
    let around = Rect { height: area.height.saturating_sub(2), ..area };
    Popup::new(Context::Help, "Keys", HELP).around(lines).with_rows(lines.len(), around)
}

pub(super) fn draw(canvas: &mut Canvas, scroll: usize, area: Rect) {
    let lines = lines(Context::of(canvas.session.screen), area.width);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    popup(&lines, area).scrolled(scroll, area).draw(canvas, area);
}

/// How far help can be scrolled on that screen, whatever it begins with.
pub(in crate::view) fn help_end(area: Rect) -> usize {
    let lines = lines(Context::Everywhere, area.width);
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    popup(&lines, area).last_scroll(area)
}
