//! A terminal that is fed with all that the encoder sends shows, after every
//! frame of a random session, just what was drawn.

use std::num::NonZeroU16;

use crate::shown::{DEPTHS, Random, assert_shows, seeds};
use payback::terminal::{ColorDepth, Display};
use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect, Size},
    style::{Color, Modifier},
};
use vt100::Parser;

fn random_symbol(random: &mut Random) -> &'static str {
    if random.one_in(3) {
        return " ";
    }
    let narrow = [
        "a", "b", "7", "-", "─", "●", "▼", "█", "⣿", "é", "e\u{301}", "\x1b", "\x1b[2J", "\u{9b}",
        "\n", "", "\u{301}", "\u{202e}",
    ];
    let wide = ["国", "あ", "한", "🚀", "❤\u{fe0f}"];
    if random.1 && random.one_in(3) { random.pick(&wide) } else { random.pick(&narrow) }
}

fn random_color(random: &mut Random) -> Color {
    match random.below(8) {
        0 => Color::Indexed(random.byte()),
        1 => Color::Rgb(random.byte(), random.byte(), random.byte()),
        2 => random.pick(&[Color::Red, Color::LightBlue, Color::DarkGray, Color::White]),
        3 => random.pick(&[Color::Black, Color::Gray, Color::Cyan]),
        _ => Color::Reset,
    }
}

fn random_modifier(random: &mut Random) -> Modifier {
    if random.one_in(2) {
        return Modifier::empty();
    }
    Modifier::from_bits_truncate(random.below(512))
        & Modifier::from_bits_truncate(random.below(512))
}

fn random_cell(random: &mut Random) -> Cell {
    let mut cell = Cell::default();
    cell.set_symbol(random_symbol(random))
        .set_fg(random_color(random))
        .set_bg(random_color(random));
    cell.modifier = random_modifier(random);
    cell
}

/// Changes a picture as programs do: here a cell, there a stretch, a row or
/// all of it.
fn change(picture: &mut Buffer, random: &mut Random) {
    let Rect { width, height, .. } = picture.area;
    for _ in 0..random.below(6) {
        let (x, y) = (random.below(width), random.below(height));
        match random.below(12) {
            0 => picture.reset(),
            1..=3 => {
                for x in x..width {
                    picture[(x, y)].reset();
                }
            }
            4..=6 => {
                let like = random_cell(random);
                for x in x..(x + random.below(12)).min(width) {
                    picture[(x, y)] = like.clone();
                    if random.one_in(3) {
                        picture[(x, y)].set_symbol(random_symbol(random));
                    }
                }
            }
            7 => {
                for x in 0..width {
                    picture[(x, y)] = random_cell(random);
                }
            }
            _ => picture[(x, y)] = random_cell(random),
        }
    }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn session(seed: u64, depth: ColorDepth) {
    let mut random = Random::new(seed);
    let mut size = Size::new(1 + random.below(40), 1 + random.below(12));
    let mut parser = Parser::new(nonzero(size.height), nonzero(size.width), 0);
    parser.process(b"\x1b[?1049h\x1b[?25l\x1b[31;44;1mdirt\x1b[?7l");
    let mut screen = Display::new(Vec::new(), size, depth);
    let mut picture = Buffer::empty(Rect::from((Position::ORIGIN, size)));
    for frame in 0..60 {
        if random.one_in(20) {
            size = Size::new(1 + random.below(40), 1 + random.below(12));
            parser.screen_mut().set_size(nonzero(size.height), nonzero(size.width));
            screen.resize(size);
            picture.resize(Rect::from((Position::ORIGIN, size)));
        }
        if random.one_in(30) {
            parser.process(b"\x1b[Hscribbles\x1b[7;32m");
            screen.invalidate();
        }
        change(&mut picture, &mut random);
        let draw = |screen: &mut Display<Vec<u8>>| {
            screen.draw(|buffer| buffer.clone_from(&picture), &[]).unwrap()
        };
        let sent = draw(&mut screen);
        let bytes = std::mem::take(screen.writer_mut());
        assert_eq!(bytes.len(), sent);
        parser.process(&bytes);
        let when = format!("{depth:?}, seed {seed}, frame {frame}, {size}");
        assert_shows(&parser, &picture, depth, &when);
        assert!(parser.screen().hide_cursor(), "{when}");
        assert_eq!(draw(&mut screen), 0, "{when}: the same frame again");
    }
}

/// `SESSION_SEEDS=1000` has so many sessions for each depth of colour.
#[test]
fn the_terminal_shows_what_was_drawn() {
    for seed in 0..seeds(50) {
        for depth in DEPTHS {
            session(seed, depth);
        }
    }
}

#[test]
fn nothing_but_text_and_our_own_sequences_is_sent() {
    let area = Rect::new(0, 0, 40, 12);
    let mut random = Random::new(7);
    let mut screen = Display::new(Vec::new(), area.as_size(), ColorDepth::True);
    let mut picture = Buffer::empty(area);
    for _ in 0..300 {
        change(&mut picture, &mut random);
        screen.draw(|buffer| buffer.clone_from(&picture), &[]).unwrap();
    }
    let sent = String::from_utf8(std::mem::take(screen.writer_mut())).unwrap();
    for sequence in sent.split('\x1b').skip(1) {
        let body = sequence.strip_prefix('[').expect("a control sequence");
        let end = body.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        assert!("ABCDGHJKmhl".contains(&body[end..=end]), "{sequence:?}");
    }
    let controls = sent.chars().filter(|c| c.is_control());
    assert!(controls.clone().all(|c| "\x1b\r\x08".contains(c)));
}
