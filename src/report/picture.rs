//! Pictures of a drawn frame: plain text, text with ANSI styles, SVG.

mod cells;
mod palette;
mod svg;

pub use svg::svg;

use palette::index_of;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write as _;

/// The cells of a row that begin a glyph: a wide one's second half is left out.
fn glyphs(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut covered = 0_usize;
    (0..buffer.area.width).filter_map(move |x| {
        let cell = &buffer[(buffer.area.x + x, buffer.area.y + y)];
        if covered > 0 {
            covered -= 1;
            return None;
        }
        covered = crate::widgets::text::columns(cell.symbol()).saturating_sub(1);
        Some((x, cell))
    })
}

/// The picture as text alone, without blanks at the lines' ends.
pub fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let line: String = glyphs(buffer, y).map(|(_, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A style's ANSI codes.
fn codes(cell: &Cell) -> String {
    let mut codes = Vec::new();
    for (modifier, code) in [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
    ] {
        if cell.modifier.contains(modifier) {
            codes.push(code.to_owned());
        }
    }
    codes.extend(colour_code(cell.fg, 30));
    codes.extend(colour_code(cell.bg, 40));
    codes.join(";")
}

fn colour_code(colour: Color, base: usize) -> Option<String> {
    let named = |index: usize| if index < 8 { base + index } else { base + 52 + index };
    match colour {
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(red, green, blue) => Some(format!("{};2;{red};{green};{blue}", base + 8)),
        _ => index_of(colour).map(|index| named(index).to_string()),
    }
}

/// The picture as text with ANSI colours and weights.
pub fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let mut present = String::new();
        for (_, cell) in glyphs(buffer, y) {
            let wanted = codes(cell);
            if wanted != present {
                let _ = if wanted.is_empty() {
                    write!(out, "\x1b[0m")
                } else {
                    write!(out, "\x1b[0;{wanted}m")
                };
                present = wanted;
            }
            out.push_str(cell.symbol());
        }
        if !present.is_empty() {
            out.push_str("\x1b[0m");
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn sample() -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 2));
        buffer.set_string(0, 0, "日a", Style::new().fg(Color::Cyan));
        buffer.set_string(3, 0, "<▄", Style::new().add_modifier(Modifier::REVERSED));
        buffer
    }

    #[test]
    fn text_keeps_wide_glyphs_whole_and_no_blanks_at_the_end() {
        assert_eq!(text(&sample()), "日a<▄\n\n");
    }

    #[test]
    fn ansi_styles_are_changed_only_where_they_differ() {
        assert_eq!(ansi(&sample()), "\x1b[0;36m日a\x1b[0;7m<▄\x1b[0m \n      \n");
    }
}
