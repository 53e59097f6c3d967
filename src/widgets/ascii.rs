//! A last pass that leaves nothing but ASCII on a frame, whatever text was drawn on it.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// The nearest ASCII character to a cell's symbol; `?` where there is none.
pub fn nearest(symbol: &str) -> &str {
    if symbol.is_ascii() {
        return symbol;
    }
    match symbol {
        "−" | "–" | "—" | "‐" | "‑" | "─" | "╌" | "━" => "-",
        "…" | "≈" => "~",
        "·" | "•" | "∙" | "░" => ".",
        "×" => "x",
        "÷" => "/",
        "✓" => "y",
        "✗" => "n",
        "↕" => "!",
        "‘" | "’" | "′" => "'",
        "“" | "”" | "″" => "\"",
        "←" | "◂" | "‹" | "«" | "≤" => "<",
        "→" | "▸" | "›" | "»" | "≥" => ">",
        "↑" | "▲" | "▴" => "^",
        "↓" | "▼" | "▾" => "v",
        "●" | "○" | "°" => "o",
        "◆" => "*",
        "│" | "┆" | "┊" => "|",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" | "╭" | "╮" | "╰" | "╯" | "±" => {
            "+"
        }
        "€" => "E",
        "£" => "L",
        "█" | "▓" => "#",
        "▒" => ":",
        dots if is_braille(dots, |bits| bits == 0) => " ",
        dots if is_braille(dots, |bits| bits & 0b1110_0100 == 0) => "'",
        dots if is_braille(dots, |bits| bits & 0b0001_1011 == 0) => ".",
        dots if is_braille(dots, |_| true) => ":",
        "\u{a0}" | "\u{2007}" | "\u{2009}" | "\u{202f}" => " ",
        _ => "?",
    }
}

/// Whether it is a braille cell whose dots are so: bits 0, 1, 3 and 4 are its upper half.
fn is_braille(symbol: &str, dots: fn(u32) -> bool) -> bool {
    let mut characters = symbol.chars().map(u32::from);
    characters.next().is_some_and(|code| (0x2800..0x2900).contains(&code) && dots(code - 0x2800))
}

/// A text with every character that isn't ASCII replaced by its [`nearest`], column by column.
pub fn ascii_text(text: &str) -> String {
    let replaced = super::text::graphemes(text).map(|(symbol, columns)| match symbol {
        "\n" => "\n".to_owned(),
        symbol => nearest(symbol).repeat(if symbol.is_ascii() { 1 } else { columns }),
    });
    replaced.collect()
}

/// Replaces every symbol on the frame that isn't ASCII by its [`nearest`]; a wide one becomes `?`
/// and the blank cell behind it stays.
pub fn only_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let replacement = nearest(cell.symbol()).to_owned();
            debug_assert_eq!(replacement.width(), 1);
            cell.set_symbol(&replacement);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{layout::Rect, style::Style};

    use super::*;

    #[test]
    fn a_text_keeps_its_columns_and_lines() {
        assert_eq!(ascii_text("−$1.1 bn\n中 → é\n"), "-$1.1 bn\n?? > ?\n");
    }

    #[test]
    fn dots_stay_above_or_below() {
        assert_eq!(ascii_text("⠒⣀⠉⡇\u{2800}"), "'.': ");
    }

    #[test]
    fn a_frame_keeps_its_columns() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 14, 1));
        buffer.set_string(0, 0, "−$1.1 bn 中 é →", Style::new());
        only_ascii(&mut buffer);
        assert_eq!(buffer, Buffer::with_lines(["-$1.1 bn ?  ? "]));
    }
}
