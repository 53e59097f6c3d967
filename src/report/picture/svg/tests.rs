use super::*;
use crate::widgets::Glyphs;
use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::pixel::OCTANTS;
use roxmltree::{Document, Node};

fn columns(symbol: char) -> u16 {
    if symbol == '日' { 2 } else { 1 }
}

/// A row of symbols, each in its style.
fn row(cells: &[(char, Style)]) -> Buffer {
    let width = cells.iter().map(|(symbol, _)| columns(*symbol)).sum();
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    cells.iter().fold(0, |x, (symbol, style)| {
        buffer.set_string(x, 0, symbol.to_string(), *style);
        x + columns(*symbol)
    });
    buffer
}

fn styled(text: &str, style: Style) -> Buffer {
    row(&text.chars().map(|symbol| (symbol, style)).collect::<Vec<_>>())
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_default()
}

/// The rectangles on the ground, in cells: left, top, width and height; and their colours.
fn rectangles_of(buffer: &Buffer) -> Vec<([f64; 4], String)> {
    let drawn = svg(buffer, Background::Dark);
    let document = Document::parse(&drawn).unwrap();
    let all = document.descendants().filter(|node| node.has_tag_name("rect")).skip(1);
    all.map(|node| {
        let [x, y] = ["x", "y"].map(|name| number(node, name) - 12.0);
        let area = [x / 9.0, y / 19.0, number(node, "width") / 9.0, number(node, "height") / 19.0];
        (area, node.attribute("fill").unwrap().to_owned())
    })
    .collect()
}

const RED: &str = "#dc6b6b";
const BLUE: &str = "#5b87d6";

fn red_on_blue() -> Style {
    Style::new().fg(Color::Red).bg(Color::Blue)
}

#[test]
fn a_block_and_its_rest_lie_side_by_side() {
    for (block, filled, rest) in [
        ("▌", [1.0, 0.0, 0.5, 1.0], [1.5, 0.0, 0.5, 1.0]),
        ("▐", [1.5, 0.0, 0.5, 1.0], [1.0, 0.0, 0.5, 1.0]),
        ("▃", [1.0, 0.625, 1.0, 0.375], [1.0, 0.0, 1.0, 0.625]),
        ("▔", [1.0, 0.0, 1.0, 0.125], [1.0, 0.125, 1.0, 0.875]),
    ] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer.set_string(1, 0, block, red_on_blue());
        let wanted = [(rest, BLUE.to_owned()), (filled, RED.to_owned())];
        assert_eq!(rectangles_of(&buffer), wanted, "{block}");
        // In reverse video, ink and ground are exchanged.
        buffer.set_string(1, 0, block, red_on_blue().add_modifier(Modifier::REVERSED));
        let wanted = [(rest, RED.to_owned()), (filled, BLUE.to_owned())];
        assert_eq!(rectangles_of(&buffer), wanted, "{block} reversed");
    }
}

#[test]
fn a_bar_is_one_rectangle_to_the_half_cell_at_its_end() {
    let bar = styled("a█████▌ ", Style::new().fg(Color::Red));
    assert_eq!(rectangles_of(&bar), [([1.0, 0.0, 5.5, 1.0], RED.to_owned())]);
    let shade = styled("▒▒▒", Style::new().fg(Color::Red));
    assert_eq!(rectangles_of(&shade), [([0.0, 0.0, 3.0, 1.0], RED.to_owned())]);
    assert!(svg(&shade, Background::Dark).contains("fill-opacity=\"0.5\""));
}

#[test]
fn lines_run_through_a_row_and_meet_at_corners() {
    let drawn = svg(&styled("┌──┐", Style::new()), Background::Dark);
    let path = drawn.split("<path d=\"").nth(1).and_then(|rest| rest.split('"').next());
    // Across from the middle of the first to that of the last, and down from both.
    let wanted = "M16 21h28v1h-28zM16 21h1v10h-1zM43 21h1v10h-1z";
    assert_eq!(path, Some(wanted));
}

#[test]
fn braille_is_drawn_as_the_dots_that_it_has() {
    let drawn = svg(&styled("a⠁⣿⠀b", Style::new()), Background::Dark);
    let path = drawn.split("<path d=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(path.map(|path| path.matches('M').count()), Some(9));
}

#[test]
fn faint_text_lies_between_text_and_ground() {
    let buffer = styled("x", Style::new().add_modifier(Modifier::DIM));
    assert!(svg(&buffer, Background::Dark).contains("fill=\"#8e929a\""));
    assert!(svg(&buffer, Background::Light).contains("fill=\"#66686c\""));
}

/// Whether a font isn't asked for it.
fn is_drawn(symbol: char) -> bool {
    let lines = ('─'..='▟').contains(&symbol);
    lines || ('⠀'..='⣿').contains(&symbol) || (!symbol.is_ascii() && OCTANTS.contains(&symbol))
}

#[test]
fn no_mark_that_fills_its_cell_is_left_to_a_font() {
    let marks = [Glyphs::UNICODE, Glyphs::PICTURE, Glyphs::OCTANTS].map(|set| format!("{set:?}"));
    let braille = (0x2800..=0x28ff).filter_map(char::from_u32);
    let all = marks.iter().flat_map(|set| set.chars()).chain(OCTANTS).chain(braille);
    for symbol in all.filter(|symbol| is_drawn(*symbol)) {
        let drawn = svg(&styled(&symbol.to_string(), Style::new()), Background::Dark);
        assert!(!drawn.contains("<text"), "{symbol}: {drawn}");
    }
}

proptest! {
    #[test]
    fn text_stands_at_its_cells_whatever_is_drawn_between(
        cells in prop::collection::vec(
            (prop::sample::select("ab<  日…▼█▄▌▒─│╱⠒𜴆".chars().collect::<Vec<_>>()), 0..3_usize),
            1..30,
        ),
    ) {
        let styles = [Style::new(), red_on_blue(), Style::new().add_modifier(Modifier::BOLD)];
        let cells: Vec<_> = cells.into_iter().map(|(symbol, style)| (symbol, styles[style])).collect();
        let buffer = row(&cells);
        let drawn = svg(&buffer, Background::Dark);
        let document = Document::parse(&drawn).unwrap();
        // Read back into a row of columns, a wide sign followed by nothing.
        let mut read = vec![String::from(" "); usize::from(buffer.area.width)];
        for text in document.descendants().filter(|node| node.has_tag_name("text")) {
            let length = |name| text.attribute(name).unwrap().parse::<usize>().unwrap();
            let (from, wide) = (length("x") - 12, length("textLength"));
            prop_assert_eq!((from % 9, wide % 9), (0, 0));
            let words = text.text().unwrap();
            prop_assert!(!words.contains("  ") && words.trim() == words, "{}", words);
            let mut at = from / 9;
            for symbol in words.chars() {
                read[at] = symbol.to_string();
                at += 1;
                if symbol == '日' {
                    read[at].clear();
                    at += 1;
                }
            }
            prop_assert_eq!(at, (from + wide) / 9);
        }
        let written = |(symbol, _): &(char, Style)| if is_drawn(*symbol) { ' ' } else { *symbol };
        prop_assert_eq!(read.concat(), cells.iter().map(written).collect::<String>());
    }
}
