//! Pictures of a drawn frame: plain text, text with ANSI styles, SVG.

mod palette;

use super::xml::xml_text;
use crate::view::theme::Background;
use crate::widgets::dots_of;
use palette::{DARK, LIGHT, Palette, index_of};
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

/// A cell's width and height in the drawing, and where its text stands.
const CELL: (f64, f64) = (9.0, 19.0);
const BASELINE: f64 = 14.0;
const MARGIN: f64 = 12.0;

/// The picture as a scalable drawing on a dark or a light ground.
pub fn svg(buffer: &Buffer, background: Background) -> String {
    let palette = match background {
        Background::Dark => &DARK,
        Background::Light => &LIGHT,
    };
    let width = f64::from(buffer.area.width) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(buffer.area.height) * CELL.1 + 2.0 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\" shape-rendering=\"crispEdges\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\"/>\n",
        palette.paper
    );
    for y in 0..buffer.area.height {
        for run in runs(buffer, y) {
            draw_run(&mut out, y, &run, palette);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// Neighbouring cells that are drawn as one.
struct Run<'a> {
    from: u16,
    columns: u16,
    text: String,
    /// The cell that stands for all of them.
    cell: &'a Cell,
}

/// The lower block that a cell shows, in eighths.
fn block(cell: &Cell) -> Option<u32> {
    let code = cell.symbol().chars().next().map(u32::from)?;
    (0x2581..=0x2588).contains(&code).then(|| code - 0x2580)
}

fn is_braille(cell: &Cell) -> bool {
    matches!(cell.symbol().chars().next(), Some('\u{2800}'..='\u{28ff}'))
}

/// A row's cells, those of one style together; blocks and braille only with their like.
fn runs(buffer: &Buffer, y: u16) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cell) in glyphs(buffer, y) {
        let columns =
            u16::try_from(crate::widgets::text::columns(cell.symbol())).unwrap_or(1).max(1);
        let goes_on = |run: &Run| {
            run.from + run.columns == x
                && run.cell.style() == cell.style()
                && block(run.cell) == block(cell)
                && is_braille(run.cell) == is_braille(cell)
        };
        match runs.last_mut().filter(|run| goes_on(run)) {
            Some(run) => {
                run.columns += columns;
                run.text.push_str(cell.symbol());
            }
            None => runs.push(Run { from: x, columns, text: cell.symbol().to_owned(), cell }),
        }
    }
    runs
}

/// The dots of a run, each as wide as a part of its cell leaves it; empty where there are none.
fn dots(run: &Run, (left, top): (f64, f64)) -> String {
    let apart = (CELL.0 / 2.0, CELL.1 / 4.0);
    let size = 0.56 * apart.0.min(apart.1);
    let mut path = String::new();
    for (index, symbol) in run.text.chars().enumerate() {
        for (across, down) in dots_of(symbol.encode_utf8(&mut [0; 4])) {
            let x = left + CELL.0 * index as f64 + apart.0 * (f64::from(across) + 0.5);
            let y = top + apart.1 * (f64::from(down) + 0.5);
            let _ = write!(
                path,
                "M{:.1} {:.1}h{size:.1}v{size:.1}h-{size:.1}z",
                x - size / 2.0,
                y - size / 2.0
            );
        }
    }
    path
}

/// Draws a run; blocks as rectangles and braille as dots, so that they meet whatever the font.
fn draw_run(out: &mut String, y: u16, run: &Run, palette: &Palette) {
    let left = MARGIN + f64::from(run.from) * CELL.0;
    let top = MARGIN + f64::from(y) * CELL.1;
    let width = f64::from(run.columns) * CELL.0;
    let (ink, paper) = palette.seen(run.cell);
    let mut rectangle = |top: f64, height: f64, fill: &str| {
        if fill != palette.paper && height > 0.0 {
            let _ = writeln!(
                out,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
            );
        }
    };
    if let Some(eighths) = block(run.cell) {
        // Above and below the block's edge, never one over the other: no seam is left between.
        let filled = CELL.1 * f64::from(eighths) / 8.0;
        rectangle(top, CELL.1 - filled, &paper);
        rectangle(top + CELL.1 - filled, filled, &ink);
        return;
    }
    rectangle(top, CELL.1, &paper);
    let path = dots(run, (left, top));
    if !path.is_empty() {
        let _ = writeln!(out, "<path d=\"{path}\" fill=\"{ink}\"/>");
    } else if !run.text.trim().is_empty() {
        let escaped = xml_text(&run.text);
        let bold = run.cell.modifier.contains(Modifier::BOLD);
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            out,
            "<text x=\"{left}\" y=\"{}\" textLength=\"{width}\" fill=\"{ink}\"{weight}>{escaped}</text>",
            top + BASELINE
        );
    }
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
    fn faint_text_lies_between_text_and_ground() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.set_string(0, 0, "x", Style::new().add_modifier(Modifier::DIM));
        assert!(svg(&buffer, Background::Dark).contains("fill=\"#8e929a\""));
        assert!(svg(&buffer, Background::Light).contains("fill=\"#66686c\""));
    }

    #[test]
    fn ansi_styles_are_changed_only_where_they_differ() {
        assert_eq!(ansi(&sample()), "\x1b[0;36m日a\x1b[0;7m<▄\x1b[0m \n      \n");
    }

    #[test]
    fn braille_is_drawn_as_the_dots_that_it_has() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        buffer.set_string(0, 0, "a⠁⣿b", Style::new());
        let drawn = svg(&buffer, Background::Dark);
        let path = drawn.split("<path d=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(path.map(|path| path.matches('M').count()), Some(9));
        assert!(drawn.contains(">a</text>") && drawn.contains(">b</text>"), "{drawn}");
    }

    #[test]
    fn svg_is_escaped_and_blocks_are_rectangles() {
        let drawn = svg(&sample(), Background::Dark);
        assert!(drawn.contains("&lt;") && drawn.contains("fill=\"#4fa7b3\""));
        // A half block in reverse video is the upper half, drawn once.
        assert_eq!(drawn.matches("height=\"9.5\" fill=\"#c8ccd4\"").count(), 1);
    }
}
