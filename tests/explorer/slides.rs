//! Slides: what each kind of them shows at every size and in every look, and whether the back of a
//! room can read it.

use crate::colours::{contrast, grounds, painted};
use crate::support::{Desk, preset};
use payback::preset::library::BUNDLED;
use payback::report::picture;
use payback::session::{Presentation, Row, Screen};
use payback::view::theme::{BUNDLED as THEMES, bundled};
use payback::view::{ClickTarget, Look};
use payback::widgets::{Digits, Paint};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::widgets::Widget;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Every kind of slide: its name, and the keys that lead to its screen.
const KINDS: [(&str, &str); 10] = [
    ("explore", "Right*3"),
    ("never", "Tab Tab"),
    ("drivers", "2"),
    ("grid", "3"),
    ("risk", "4"),
    ("claims", "6"),
    ("record", "8"),
    ("league", "9 Right"),
    ("paybacks", "b"),
    ("solve", "t text:10 Enter"),
];

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (160, 50)];

/// A slide of a preset, alone.
fn slide_of(id: &str, keys: &str, (columns, rows): (u16, u16)) -> Desk {
    let mut desk = Desk::at(id).sized(columns, rows);
    desk.frame();
    desk.keys(keys);
    desk.session.message = None;
    desk.session.presentation = Some(Presentation::default());
    desk
}

fn slide((kind, keys): (&str, &str), size: (u16, u16)) -> Desk {
    slide_of(if kind == "record" { "aws-backtest" } else { "apec-40b" }, keys, size)
}

#[test]
fn every_kind_of_slide_at_every_size() {
    for kind in KINDS {
        for (columns, rows) in SIZES {
            let mut desk = slide(kind, (columns, rows));
            desk.look = desk.look.for_plain_text();
            insta::assert_snapshot!(format!("slide_{}_{columns}x{rows}", kind.0), desk.screen());
        }
        let mut plain = slide(kind, (80, 24)).looking(Look::new(true, false));
        let screen = plain.screen();
        assert!(screen.is_ascii());
        insta::assert_snapshot!(format!("slide_{}_ascii", kind.0), screen);
    }
    for (columns, rows) in [(60, 20), (200, 60)] {
        let mut desk = slide(KINDS[0], (columns, rows));
        desk.look = desk.look.for_plain_text();
        insta::assert_snapshot!(format!("slide_explore_{columns}x{rows}"), desk.screen());
    }
}

#[test]
fn a_slide_in_every_theme() {
    for name in ["dark", "light", "terminal", "monochrome"] {
        let look = Look::of(bundled(name).unwrap(), true);
        let mut desk = slide(KINDS[0], (80, 24)).looking(look);
        insta::assert_snapshot!(format!("slide_in_{name}"), picture::ansi(&desk.frame().0));
    }
}

/// Other screens have the slide of the figure, of whatever size.
#[test]
fn every_screen_has_a_slide_at_any_size() {
    let utilization = ["5", "Right*3 c", "x", "2 v v", "b", "4"].map(|keys| (keys, "Utilization"));
    for (keys, slider) in utilization.into_iter().chain([("7", "Pledge")]) {
        for size in [(60, 20), (61, 60), (200, 20), (99, 31)] {
            let mut desk = slide_of("apec-40b", keys, size);
            let screen = desk.screen();
            assert!(screen.contains("APEC $40bn, as announced: "), "{keys}\n{screen}");
            assert!(screen.contains(slider), "{keys}\n{screen}");
            for part in ["Explore", "Help", "│ Drivers"] {
                assert!(!screen.contains(part), "{keys}: {part}\n{screen}");
            }
        }
    }
}

#[test]
fn every_colour_has_a_contrast_of_seven() {
    let themes = THEMES.map(|(name, _)| (name, bundled(name).unwrap()));
    for kind in KINDS {
        let mut desk = slide(kind, (120, 40));
        for (name, theme) in themes.into_iter().filter(|(_, theme)| theme.is_rich()) {
            desk.look = Look::of(theme, true);
            let buffer = desk.frame().0;
            for cell in buffer.content.iter().filter(|cell| !cell.symbol().trim().is_empty()) {
                // A map's cells are told by their neighbours.
                let is_of_map = kind.0 == "grid" && ["█", "▀"].contains(&cell.symbol());
                if is_of_map && cell.bg != Color::Reset {
                    continue;
                }
                let paper =
                    if cell.bg == Color::Reset { grounds(&theme)[0] } else { painted(cell.bg) };
                let found = contrast(painted(cell.fg), paper);
                let is_enough = found >= 7.0 || kind.0 == "grid" && is_fill(cell.symbol());
                assert!(is_enough, "{name}, {}: {:?} {found:.1}", kind.0, cell.symbol());
            }
        }
        // Of sixteen colours nothing is faint.
        for name in ["terminal", "monochrome"] {
            desk.look = Look::of(bundled(name).unwrap(), true);
            let faint = |cell: &ratatui::buffer::Cell| {
                cell.modifier.contains(ratatui::style::Modifier::DIM)
            };
            assert!(!desk.frame().0.content.iter().any(faint), "{name}, {}", kind.0);
        }
    }
}

fn is_fill(symbol: &str) -> bool {
    ["█", "▀", "═", "║"].contains(&symbol)
}

/// What presets are called, which isn't counted.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let name = |id: &str| preset(id).name.replace('–', "-");
    BUNDLED.iter().flat_map(|(id, _)| [name(id), (*id).to_owned()]).collect()
});

/// The figures of a screen: runs of digits, of which a range is one; what stands twice is one as well.
fn figures(screen: &str) -> BTreeSet<String> {
    let unnamed = |screen: String, name: &String| screen.replace(name, "");
    let screen = NAMES.iter().fold(screen.to_owned(), unnamed);
    let is_part = |sign: char| sign.is_ascii_digit() || ".,-".contains(sign);
    let runs = screen.split(|sign| !is_part(sign)).map(str::to_owned);
    runs.filter(|run| run.contains(|sign: char| sign.is_ascii_digit())).collect()
}

/// Without blocks the headline is a text as well, so that all figures can be read.
#[test]
fn no_slide_shows_more_than_seven_figures() {
    let fast = KINDS.into_iter().filter(|(kind, _)| !matches!(*kind, "grid" | "risk"));
    for (kind, keys) in fast {
        // What asks a question takes long.
        let each = if matches!(kind, "drivers" | "solve") { 5 } else { 1 };
        for (id, _) in BUNDLED.iter().step_by(each) {
            let mut desk = slide_of(id, keys, (160, 50)).looking(Look::new(true, false));
            // Something moved.
            desk.keys("Right");
            desk.session.message = None;
            let title = "Of 1, 2, 3 and 4, the fifth is what matters";
            for title in ["", title] {
                desk.session.presentation.as_mut().unwrap().title = title.to_owned();
                let screen = desk.screen();
                assert!(
                    figures(&screen).len() <= 7,
                    "{id}, {kind}: {:?}\n{screen}",
                    figures(&screen)
                );
            }
        }
    }
    for kind in KINDS.into_iter().filter(|(kind, _)| matches!(*kind, "grid" | "risk")) {
        let mut desk = slide(kind, (160, 50)).looking(Look::new(true, false));
        let screen = desk.screen();
        assert!(figures(&screen).len() <= 7, "{}: {:?}\n{screen}", kind.0, figures(&screen));
    }
}

#[test]
fn the_title_is_what_a_deck_says_and_the_corner_which_slide_it_is() {
    let mut desk = slide(KINDS[0], (80, 24));
    desk.assert_shows("APEC $40bn, as announced: the base pays back after");
    let presentation = desk.session.presentation.as_mut().unwrap();
    presentation.title = "Eleven years, not five".to_owned();
    presentation.place = Some((2, 7));
    desk.assert_shows("Eleven years, not five");
    desk.assert_lacks("pays back after");
    let last = |desk: &mut Desk| desk.screen().lines().last().unwrap().trim().to_owned();
    assert_eq!(last(&mut desk), "2/7");
    desk.session.presentation.as_mut().unwrap().number = "12".to_owned();
    assert_eq!(last(&mut desk), "to 12");
    desk.session.presentation.as_mut().unwrap().is_blank = true;
    assert_eq!(desk.screen().trim(), "");
    // Whatever has to be answered is shown all the same.
    desk.session.presentation.as_mut().unwrap().is_blank = false;
    desk.keys("?").assert_shows("Help");
}

#[test]
fn a_slider_on_a_slide_is_live_and_says_what_it_moved() {
    let mut desk = slide_of("apec-40b", "", (120, 40));
    desk.assert_lacks("better");
    assert_eq!(desk.session.screen, Screen::Explore);
    let Row::Slider(_) = desk.session.row else { panic!("a slider is chosen first") };
    let row = desk.session.row;
    let track = desk.track(row);
    desk.click(track.right() - 4, track.y);
    desk.assert_shows("better");
    let (column, line) = desk.cell_of(ClickTarget::Row(row));
    assert!(line == track.y && column < track.x);
    // A change is seen at the figure alone.
    let said = desk.session.message.is_some();
    assert!(said && !desk.screen().contains("→"));
}

/// The side of a cell's pixels: 8 across, 16 down.
const CELL: (usize, usize) = (8, 16);

type Image = Vec<Vec<f64>>;

/// A digit as it is painted, its blocks filled.
fn painted_digit(digit: &str, height: u16) -> Image {
    let digits = Digits { text: digit, height, paint: Paint::default(), ..Digits::default() };
    let width = digits.width().expect("a large form");
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    digits.render(buffer.area, &mut buffer);
    let ink = |x: usize, y: usize| {
        let cell =
            &buffer[(u16::try_from(x / CELL.0).unwrap(), u16::try_from(y / CELL.1).unwrap())];
        let is_upper = y % CELL.1 < CELL.1 / 2;
        match cell.symbol() {
            "█" => true,
            "▀" => is_upper,
            "▄" => !is_upper,
            " " => false,
            other => panic!("{other} in a digit"),
        }
    };
    let (columns, rows) = (usize::from(width) * CELL.0, usize::from(height) * CELL.1);
    (0..rows).map(|y| (0..columns).map(|x| f64::from(u8::from(ink(x, y)))).collect()).collect()
}

/// The mean of the pixels around each of the points of a raster, of which what is beyond is blank.
fn averaged(image: &Image, step: usize, (before, behind): (usize, usize)) -> Image {
    let at = |y: usize, x: usize| {
        let inside = |place: usize, before: usize| place.checked_sub(before);
        let pixel = inside(y, before).zip(inside(x, before));
        pixel.and_then(|(y, x)| image.get(y)?.get(x).copied()).unwrap_or(0.0)
    };
    let side = before + behind + 1;
    let mean = |y: usize, x: usize| {
        let all = (0..side).flat_map(|down| (0..side).map(move |across| (down, across)));
        all.map(|(down, across)| at(y + down, x + across)).sum::<f64>() / (side * side) as f64
    };
    let rows = (0..image.len()).step_by(step);
    rows.map(|y| (0..image[0].len()).step_by(step).map(|x| mean(y, x)).collect()).collect()
}

/// A quarter of its size.
fn small(image: &Image) -> Image {
    averaged(image, 4, (0, 3))
}

/// With two blank pixels around it.
fn framed(image: &Image) -> Image {
    let width = image[0].len() + 4;
    let blank = vec![vec![0.0; width]; 2];
    let inner = image.iter().map(|row| [&[0.0; 2][..], row, &[0.0; 2]].concat());
    blank.clone().into_iter().chain(inner).chain(blank).collect()
}

/// How much two pictures are alike: their normalised correlation, 1 for the same.
fn likeness(a: &Image, b: &Image) -> f64 {
    let centred = |image: &Image| {
        let all = image.concat();
        let mean = all.iter().sum::<f64>() / all.len() as f64;
        all.into_iter().map(|value| value - mean).collect::<Vec<f64>>()
    };
    let (a, b) = (centred(a), centred(b));
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    product(&a, &b) / (product(&a, &a) * product(&b, &b)).sqrt()
}

/// What a back row sees of a digit, a quarter of its size and blurred, is like that digit and no
/// other.
#[test]
fn the_back_row_tells_every_digit_from_the_nine_others() {
    for height in Digits::HEIGHTS {
        let digits: Vec<String> = (0..10).map(|digit| digit.to_string()).collect();
        let templates: Vec<Image> =
            digits.iter().map(|digit| framed(&small(&painted_digit(digit, height)))).collect();
        for (digit, template) in templates.iter().enumerate() {
            let seen = averaged(template, 1, (1, 1));
            let own = likeness(&seen, template);
            let others = templates.iter().enumerate().filter(|(other, _)| *other != digit);
            let likest = others.map(|(_, other)| likeness(&seen, other)).fold(-1.0, f64::max);
            assert!(own > 0.8, "{digit} in {height} rows: {own:.2}");
            assert!(own - likest > 0.1, "{digit} in {height} rows: {own:.2}, another {likest:.2}");
        }
    }
}
