//! A terminal that is fed with all that is sent shows, after every frame of somebody's random
//! session in the real views, just what was drawn.

use crate::shown::{DEPTHS, Random, assert_shows, seeds};
use crate::support::Desk;
use payback::terminal::{ColorDepth, Display, QUESTION};
use payback::view::Look;
use ratatui::layout::Size;
use vt100::Parser;

/// Every kind of key; those that mean nothing where they are pressed do nothing.
const KEYS: &str = "Right Left Up Down Right*7 Left*9 ShiftRight ShiftLeft Tab BackTab Enter Esc \
    Space Home End PageUp PageDown Backspace Delete 1 2 3 4 5 6 7 a b c d e f g h i k l m n o p r \
    s t u v w x z H L R S U P = ? [ ] + - / . 0 8 9 %";

/// What a person might paste. (`�`, which takes the place of what could steer a terminal, is left
/// out: the emulator doesn't show it.)
const PASTES: [&str; 4] = ["72 %", "国あ한 🚀 ❤\u{fe0f}", "e\u{301}xe\u{301}", "é─●▼█⣿"];

fn random_size(random: &mut Random) -> (u16, u16) {
    if random.one_in(4) {
        return random.pick(&[(80, 24), (120, 40), (160, 50), (60, 20), (200, 60)]);
    }
    (1 + random.below(170), 1 + random.below(60))
}

fn session(seed: u64, depth: ColorDepth) {
    let mut random = Random::new(seed);
    let preset = random.pick(&["apec-40b", "price-war", "grid-freeze"]);
    let look = Look::new(depth != ColorDepth::None, !random.one_in(5));
    let mut desk = Desk::at(preset).looking(look);
    let keys: Vec<&str> = KEYS.split_whitespace().collect();
    desk.size = random_size(&mut random);
    let size = |desk: &Desk| Size::new(desk.size.0, desk.size.1);
    let mut parser =
        Parser::new(desk.size.1.try_into().unwrap(), desk.size.0.try_into().unwrap(), 0);
    parser.process(b"\x1b[?1049h\x1b[?25l\x1b[?7l");
    let mut screen = Display::new(Vec::new(), size(&desk), depth);
    let mut pressed = Vec::new();
    for _ in 0..60 {
        if random.one_in(15) {
            desk.size = random_size(&mut random);
            let (columns, rows) = desk.size;
            parser.screen_mut().set_size(rows.try_into().unwrap(), columns.try_into().unwrap());
            screen.resize(size(&desk));
            pressed.push(format!("{columns}x{rows}"));
        }
        for _ in 0..=random.below(3) {
            if random.one_in(12) {
                desk.paste(random.pick(&PASTES));
                pressed.push("paste".to_owned());
            } else {
                let key = random.pick(&keys);
                desk.keys(key);
                pressed.push(key.to_owned());
            }
        }
        let (picture, _) = desk.frame();
        let after = if random.one_in(2) { QUESTION } else { &[] };
        screen.draw(|buffer| buffer.clone_from(&picture), after).unwrap();
        parser.process(&std::mem::take(screen.writer_mut()));
        let when = || format!("{depth:?}, seed {seed}, {}", pressed.join(" "));
        assert_shows(&parser, &picture, depth, &when());
        assert!(parser.screen().hide_cursor(), "{}", when());
        let again = screen.draw(|buffer| buffer.clone_from(&picture), after);
        assert_eq!(again.unwrap(), 0, "{}: the same frame again", when());
    }
}

/// `SESSION_SEEDS=100` has so many sessions for each depth of colour.
#[test]
fn after_every_frame_of_random_sessions_the_terminal_shows_what_was_drawn() {
    for seed in 0..seeds(4) {
        for depth in DEPTHS {
            session(seed, depth);
        }
    }
}
