//! The speaker's view: the note on the slide that is shown, what comes next, and the time.

use super::look::Look;
use crate::widgets::ascii::only_ascii;
use crate::widgets::text::{harmless, truncate, wrap};
use ratatui::buffer::Buffer;
use ratatui::style::Style;
use std::time::Duration;

/// What is said of a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerNote {
    pub title: String,
    pub note: String,
    /// The title of the slide after it.
    pub next: Option<String>,
    /// Which slide of how many.
    pub place: Option<(usize, usize)>,
    /// How long the presentation has lasted.
    pub elapsed: Duration,
}

/// Columns of a margin at either side.
const MARGIN: u16 = 2;

/// The widest line that reads easily.
const WIDEST: u16 = 88;

/// Draws a note, or what is waited for.
pub fn draw_notes(note: Option<&SpeakerNote>, look: &Look, buffer: &mut Buffer) {
    let (theme, area) = (&look.theme, buffer.area);
    let room = usize::from(area.width.saturating_sub(2 * MARGIN).min(WIDEST));
    let mut line = |row: u16, text: &str, style: Style| {
        if row < area.height && room > 0 {
            let text = truncate(&harmless(text), room, look.glyphs.ellipsis).into_owned();
            buffer.set_stringn(area.x + MARGIN, area.y + row, text, room, style);
        }
    };
    match note {
        None => {
            line(1, "Waiting for a presentation.", theme.title);
            line(
                3,
                "‘payback present’ in another terminal of this account begins one.",
                theme.text,
            );
            line(4, "q ends.", theme.dim);
        }
        Some(note) => {
            let place = note.place.map(|(slide, of)| format!("slide {slide} of {of}"));
            let head = [Some(clock(note.elapsed)), place].into_iter().flatten();
            line(0, &head.collect::<Vec<_>>().join("   "), theme.accent);
            line(2, &note.title, theme.title);
            let foot = area.height.saturating_sub(2);
            let lines = wrap(&harmless(&note.note), room);
            for (row, text) in (4..foot.saturating_sub(1)).zip(&lines) {
                line(row, text, theme.text);
            }
            let next = note.next.as_deref().map_or_else(
                || "This is the last slide.".to_owned(),
                |next| format!("Next: {next}"),
            );
            line(foot, &next, theme.dim);
        }
    }
    if !look.unicode {
        only_ascii(buffer);
    }
}

/// A time as on a clock: `2:05`, `1:02:05`.
fn clock(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
