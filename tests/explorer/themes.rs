//! Every theme as it looks, and what must hold of all of them: that nothing is told by colour
//! alone, that text can be read, and that colours are told apart in every kind of colour vision.

use crate::support::Desk;
use insta::assert_snapshot;
use payback::report::picture::svg;
use payback::view::theme::{BUNDLED, Background, ROLES, bundled};
use payback::view::{Look, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::collections::BTreeMap;

const MODIFIERS: [Modifier; 4] =
    [Modifier::BOLD, Modifier::DIM, Modifier::UNDERLINED, Modifier::REVERSED];

fn named(style: Style) -> String {
    let modifiers = MODIFIERS.into_iter().filter(|each| style.add_modifier.contains(*each));
    let modifiers: Vec<String> =
        modifiers.map(|each| format!(" {each:?}").to_lowercase()).collect();
    let color = |color: Option<Color>| color.unwrap_or(Color::Reset);
    format!("{} on {}{}", color(style.fg), color(style.bg), modifiers.concat())
}

fn style_of(cell: &Cell) -> Style {
    Style::new().fg(cell.fg).bg(cell.bg).add_modifier(cell.modifier)
}

/// The screen's text, and under it a letter for each cell's style, with the roles that have it.
fn with_styles(buffer: &Buffer, theme: &Theme) -> String {
    let plain = named(Style::new());
    let mut letters: BTreeMap<String, char> = BTreeMap::from([(plain, '.')]);
    let (mut text, mut map) = (String::new(), String::new());
    for row in buffer.content.chunks(usize::from(buffer.area.width)) {
        for cell in row {
            let next = char::from(b'a' + u8::try_from(letters.len() - 1).unwrap());
            map.push(*letters.entry(named(style_of(cell))).or_insert(next));
            text.push_str(cell.symbol());
        }
        text = text.trim_end().to_owned() + "\n";
        map = map.trim_end_matches('.').to_owned() + "\n";
    }
    let mut legend: Vec<(char, String)> =
        letters.into_iter().map(|(name, at)| (at, name)).collect();
    legend.sort();
    let legend = legend.into_iter().map(|(letter, name)| {
        let roles =
            ROLES.iter().filter(|role| theme.style(role.id).is_some_and(|it| named(it) == name));
        let roles: Vec<&str> = roles.map(|role| role.id).collect();
        format!("{letter}  {name}: {}\n", roles.join(", "))
    });
    format!("{text}\n{map}\n{}", legend.collect::<String>())
}

fn frame(look: Look, size: (u16, u16), keys: &str) -> Buffer {
    Desk::at("apec-40b").looking(look).sized(size.0, size.1).keys(keys).frame().0
}

#[test]
fn each_theme_on_explore_and_on_the_grid() {
    for (name, _) in BUNDLED {
        let theme = bundled(name).unwrap();
        let look = Look::of(theme, true);
        let explore = frame(look, (80, 24), "p Right*7 Tab");
        assert_snapshot!(format!("explore_{name}"), with_styles(&explore, &theme));
        let grid = frame(look, (80, 24), "3 = text:10 Enter");
        assert_snapshot!(format!("grid_{name}"), with_styles(&grid, &theme));
    }
    let theme = Theme::monochrome();
    let explore = frame(Look::of(theme, false), (80, 24), "p Right*7 Tab");
    assert_snapshot!("explore_monochrome_ascii", with_styles(&explore, &theme));
}

/// A cell's symbol, its weight, and its colours where they are looked at.
type Seen = (String, Modifier, Option<(Color, Color)>);

/// A screen with all that is seen of it with colours, or without.
fn seen(buffer: &Buffer, colours: bool) -> Vec<Seen> {
    let cell = |cell: &Cell| {
        (cell.symbol().to_owned(), cell.modifier, colours.then_some((cell.fg, cell.bg)))
    };
    buffer.content.iter().map(cell).collect()
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let screens =
        ["", "p Right*3", "a", "Down*4 Enter", "2", "2 v", "3", "5", "6", "7", "x", "c", "m"];
    let keys = [
        "Tab",
        "BackTab",
        "Down",
        "Up",
        "Right",
        "Left*5",
        "a",
        "p",
        "u",
        "v",
        "j",
        "Enter",
        "= text:12 Enter",
        "PageDown",
        "1",
        "3",
        "6",
        "?",
    ];
    // One session drawn in every look: what it asks of the model takes longer than the drawing.
    let drawn = |keys: &str| {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        [true, false].map(|unicode| {
            [Theme::dark(), Theme::monochrome()].map(|theme| {
                desk.look = Look::of(theme, unicode);
                desk.frame().0
            })
        })
    };
    let mut told = 0;
    for start in screens {
        let before = drawn(start);
        for key in keys {
            for (before, after) in before.iter().zip(&drawn(&format!("{start} {key}"))) {
                let [(dark_before, dark), (plain_before, plain)] =
                    [0, 1].map(|index| (&before[index], &after[index]));
                if seen(dark, true) == seen(dark_before, true) {
                    continue;
                }
                told += 1;
                assert_ne!(
                    seen(plain, false),
                    seen(plain_before, false),
                    "‘{start}’, then ‘{key}’"
                );
            }
        }
    }
    assert!(told > 200, "only {told} keys changed anything");
}

/// The ink of every text of a drawing.
fn inks(svg: &str) -> impl Iterator<Item = &str> {
    svg.lines().filter(|line| line.starts_with("<text")).filter_map(|line| {
        let (_, rest) = line.split_once("fill=\"")?;
        rest.split_once('"').map(|(ink, _)| ink)
    })
}

fn linear(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|from| {
        let channel = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    })
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The contrast of WCAG 2: 1 to 21; 4.5 is enough for text of this size.
fn contrast(a: &str, b: &str) -> f64 {
    let luminance = |colour| dot(linear(colour), [0.2126, 0.7152, 0.0722]) + 0.05;
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

#[test]
fn every_text_of_a_drawing_can_be_read_on_dark_and_on_light() {
    for (name, background) in [("dark", Background::Dark), ("light", Background::Light)] {
        let look = Look::of(bundled(name).unwrap(), true);
        for keys in ["p Right*7", "2", "3", "5", "6", "7", "x", "o", "= text:172 Enter"] {
            let drawn = svg(&frame(look, (120, 40), keys), background);
            let paper =
                drawn.split("rx=\"8\" fill=\"").nth(1).and_then(|rest| rest.split('"').next());
            let paper = paper.expect("a ground");
            // What is drawn in the ground's colour stands on a bar in that of text.
            for ink in inks(&drawn).filter(|ink| *ink != paper) {
                let contrast = contrast(ink, paper);
                assert!(contrast >= 4.5, "{name}, ‘{keys}’: {ink} on {paper} is {contrast:.1}");
            }
        }
    }
}

/// How colours are seen without one of the three kinds of cones: Machado, Oliveira and Fernandes,
/// ‘A Physiologically-based Model for Simulation of Color Vision Deficiency’ (2009), severity 1.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A colour in Oklab (Ottosson 2020), where distance is difference as it is seen.
fn oklab(rgb: [f64; 3]) -> [f64; 3] {
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| dot(row, rgb).max(0.0).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ]
    .map(|row| dot(row, cones))
}

/// The colours of the roles that mean different things, as a drawing shows them.
fn meaningful(theme: &Theme) -> Vec<(&'static str, String)> {
    let roles = ["text", "accent", "negative", "fails"];
    let drawn = |role| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.set_string(0, 0, "x", theme.style(role).unwrap());
        inks(&svg(&buffer, theme.background)).next().expect("a text").to_owned()
    };
    roles.map(|role| (role, drawn(role))).to_vec()
}

#[test]
fn colours_are_told_apart_in_every_kind_of_colour_vision() {
    for (name, _) in BUNDLED.into_iter().filter(|(name, _)| *name != "monochrome") {
        let roles = meaningful(&bundled(name).unwrap());
        for (vision, matrix) in VISIONS {
            let seen =
                |colour: &str| oklab(matrix.map(|row| dot(row, linear(colour)).clamp(0.0, 1.0)));
            for (index, (a, first)) in roles.iter().enumerate() {
                // Roles that share a colour differ in weight and in what stands there.
                for (b, second) in roles[index + 1..].iter().filter(|(_, other)| other != first) {
                    let (x, y) = (seen(first), seen(second));
                    let difference = [x[0] - y[0], x[1] - y[1], x[2] - y[2]];
                    let distance = dot(difference, difference).sqrt();
                    assert!(distance > 0.08, "{name}, {vision}: {a} and {b}, {distance:.3}");
                }
            }
        }
    }
}
