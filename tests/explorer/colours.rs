//! What must hold of every theme's colours: that text can be read, and that hues which mean
//! different things are told apart in every kind of colour vision.

use crate::support::Desk;
use payback::report::picture::svg;
use payback::terminal::ColorDepth;
use payback::view::theme::{BUNDLED, Background, ROLES, SIXTEEN, bundled};
use payback::view::{Look, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

pub type Rgb = [u8; 3];

/// A colour written as `0xrrggbb`.
fn hex(colour: u32) -> Rgb {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

fn linear(colour: Rgb) -> [f64; 3] {
    colour.map(|channel| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The contrast of WCAG 2: 1 to 21; 4.5 is enough for text of this size.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let luminance = |colour| dot(linear(colour), [0.2126, 0.7152, 0.0722]) + 0.05;
    let (a, b) = (luminance(a), luminance(b));
    a.max(b) / a.min(b)
}

/// How a colour beyond the sixteen is painted.
pub fn painted(colour: Color) -> Rgb {
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index @ 16..=231) => {
            [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(level)
        }
        Color::Indexed(index @ 232..) => [8 + 10 * (index - 232); 3],
        other => panic!("{other} is not the theme's own"),
    }
}

/// The backgrounds between which a theme is made to be read: the middling one, and the other end.
pub fn grounds(theme: &Theme) -> [Rgb; 2] {
    match theme.background {
        Some(Background::Light) => [hex(0xee_e8d5), hex(0xff_ffff)],
        _ => [hex(0x30_3446), hex(0)],
    }
}

/// The themes that need many colours, and how many colours they are shown with.
fn rich() -> impl Iterator<Item = (&'static str, Theme, ColorDepth)> {
    let themes = BUNDLED.into_iter().map(|(name, _)| (name, bundled(name).unwrap()));
    let rich = themes.filter(|(_, theme)| theme.is_rich());
    rich.flat_map(|(name, theme)| {
        [ColorDepth::True, ColorDepth::Indexed].map(|depth| (name, theme, depth))
    })
}

/// The least contrast of a role with the background.
fn needed(role: &str) -> f64 {
    match role {
        "text" | "figure" | "title" | "accent" | "change" | "key" => 10.0,
        _ => 4.5,
    }
}

#[test]
fn every_role_can_be_read_where_there_are_many_colours() {
    for (name, theme, depth) in rich() {
        let shown = |colour| painted(depth.reduce(colour));
        for role in ROLES {
            let style = theme.style(role.id).unwrap();
            let ink =
                shown(style.fg.unwrap_or_else(|| panic!("{name}: {} has no colour", role.id)));
            let papers = style.bg.map_or(grounds(&theme).to_vec(), |paper| vec![shown(paper)]);
            for paper in papers {
                let contrast = contrast(ink, paper);
                let is_enough = contrast >= needed(role.id);
                assert!(is_enough, "{name}, {depth}, {}: {contrast:.1}", role.id);
            }
        }
        for shade in theme.shades {
            let contrast = contrast(shown(shade.expect("a shade")), grounds(&theme)[0]);
            assert!(contrast >= 4.5, "{name}, {depth}, a shade: {contrast:.1}");
        }
    }
}

/// Screens and dialogs, each by the keys that lead there.
const SCREENS: [&str; 16] = [
    "",
    "p Right*7",
    "Down*4 Enter",
    "2",
    "2 v",
    "2 v v v",
    "3 = text:10 Enter",
    "4",
    "5",
    "6",
    "7",
    "p Right*7 c",
    "b",
    "o",
    "?",
    "= text:172 Enter",
];

fn inked(buffer: &Buffer) -> impl Iterator<Item = &Cell> {
    buffer.content.iter().filter(|cell| !cell.symbol().trim().is_empty())
}

#[test]
fn whatever_meets_on_a_screen_can_be_read() {
    let themes: Vec<(&str, Theme)> =
        BUNDLED.into_iter().map(|(name, _)| (name, bundled(name).unwrap())).collect();
    for keys in SCREENS {
        let mut desk = Desk::at("apec-40b").sized(110, 36);
        desk.keys(keys);
        for (name, theme) in &themes {
            desk.look = Look::of(*theme, true);
            let buffer = desk.frame().0;
            let place = format!("{name}, ‘{keys}’");
            if theme.is_rich() {
                reads_in_many_colours(&buffer, theme, &place);
            } else {
                is_of_sixteen(&buffer, &place);
            }
            if matches!(*name, "dark" | "light" | SIXTEEN) {
                reads_as_a_drawing(&buffer, theme, &place);
            }
        }
    }
}

fn reads_in_many_colours(buffer: &Buffer, theme: &Theme, place: &str) {
    // Filled cells are told by their neighbours and by what is written on them, and so are the edges
    // of bands, which are blocks on a ground of their own.
    let fills = ["█", "▀"];
    let is_edge = |cell: &Cell| {
        let is_block = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"].contains(&cell.symbol());
        is_block && buffer.content.iter().any(|other| other.bg == cell.fg)
    };
    for (cell, depth) in inked(buffer)
        .filter(|cell| !fills.contains(&cell.symbol()) && !is_edge(cell))
        .flat_map(|cell| [ColorDepth::True, ColorDepth::Indexed].map(|depth| (cell, depth)))
    {
        let ink = painted(depth.reduce(cell.fg));
        let paper = match cell.bg {
            Color::Reset => grounds(theme)[0],
            paper => painted(depth.reduce(paper)),
        };
        let contrast = contrast(ink, paper);
        // Lines and marks over a band are no text: WCAG asks 3:1 of graphics.
        let is_over_a_band = cell.bg != Color::Reset && !cell.symbol().is_ascii();
        let needed = if is_over_a_band { 3.0 } else { 4.5 };
        assert!(contrast >= needed, "{place}, {depth}: {:?} {contrast:.1}", cell.symbol());
    }
}

const HUES: [Color; 6] =
    [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan];

/// The terminal's own text, that text faint, and six hues.
fn is_of_sixteen(buffer: &Buffer, place: &str) {
    for cell in &buffer.content {
        let symbol = cell.symbol();
        let is_hue = HUES.contains(&cell.fg);
        assert!(cell.fg == Color::Reset || is_hue, "{place}: {symbol:?} in {}", cell.fg);
        assert_eq!(cell.bg, Color::Reset, "{place}: {symbol:?}");
        // A faint hue would be fainter than the palette means it.
        assert!(!is_hue || !cell.modifier.contains(Modifier::DIM), "{place}: {symbol:?}");
    }
}

/// Palettes of terminals: text, background, and the six hues in the order of [`HUES`].
const PALETTES: [(&str, u32, u32, [u32; 6]); 9] = [
    ("xterm", 0xe5_e5e5, 0, [0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd]),
    (
        "xterm on white",
        0,
        0xff_ffff,
        [0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd],
    ),
    (
        "VS Code",
        0xcc_cccc,
        0x1e_1e1e,
        [0xcd_3131, 0x0d_bc79, 0xe5_e510, 0x24_72c8, 0xbc_3fbc, 0x11_a8cd],
    ),
    (
        "VS Code on white",
        0x33_3333,
        0xff_ffff,
        [0xcd_3131, 0x10_7c10, 0x94_9800, 0x04_51a5, 0xbc_05bc, 0x05_98bc],
    ),
    (
        "Ubuntu",
        0xff_ffff,
        0x30_0a24,
        [0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a],
    ),
    (
        "Windows",
        0xcc_cccc,
        0x0c_0c0c,
        [0xc5_0f1f, 0x13_a10e, 0xc1_9c00, 0x00_37da, 0x88_1798, 0x3a_96dd],
    ),
    (
        "Solarized dark",
        0x83_9496,
        0x00_2b36,
        [0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198],
    ),
    (
        "Solarized light",
        0x65_7b83,
        0xfd_f6e3,
        [0xdc_322f, 0x85_9900, 0xb5_8900, 0x26_8bd2, 0xd3_3682, 0x2a_a198],
    ),
    (
        "Linux console",
        0xaa_aaaa,
        0,
        [0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa],
    ),
];

/// Which roles have a hue: marks, bars, arrows and signs that say the same without. Everything else
/// has the palette's own text.
#[test]
fn on_every_palette_sixteen_colours_read_as_its_own_text_and_hues_do() {
    let theme = bundled(SIXTEEN).unwrap();
    for (name, text, paper, hues) in PALETTES {
        let (text, paper) = (hex(text), hex(paper));
        let own = contrast(text, paper);
        let weakest = hues.map(|hue| contrast(hex(hue), paper)).into_iter().fold(own, f64::min);
        for role in ROLES {
            let fg = theme.style(role.id).unwrap().fg;
            let hue = fg.map(|fg| HUES.iter().position(|hue| *hue == fg).expect("a hue"));
            let shown = contrast(hue.map_or(text, |hue| hex(hues[hue])), paper);
            match role.id {
                "bear" | "base" | "bull" | "negative" | "better" | "worse" | "holds" | "fails" => {
                    assert!(shown >= weakest, "{name}, {}: {shown:.1}", role.id);
                }
                _ => assert!(shown >= own, "{name}, {}: {shown:.1} for {own:.1}", role.id),
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

/// How far two colours are apart for the kind of vision that tells them apart least.
fn distance(a: Rgb, b: Rgb) -> (f64, &'static str) {
    let apart = |(vision, matrix): (&'static str, [[f64; 3]; 3])| {
        let seen = |colour| oklab(matrix.map(|row| dot(row, linear(colour)).clamp(0.0, 1.0)));
        let (a, b) = (seen(a), seen(b));
        let difference = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
        (dot(difference, difference).sqrt(), vision)
    };
    VISIONS.map(apart).into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).expect("a vision")
}

/// Roles between which a hue alone could decide at a glance, and those that are told apart by a
/// sign, a shape or a place as well.
const TOLD_APART: [(&str, &str); 4] =
    [("bear", "base"), ("bear", "bull"), ("base", "bull"), ("better", "worse")];

#[test]
fn hues_are_told_apart_in_every_kind_of_colour_vision() {
    let hues = ["bear", "base", "bull", "better", "worse", "negative"];
    for (name, theme, depth) in rich() {
        let shown = |role| painted(depth.reduce(theme.style(role).unwrap().fg.unwrap()));
        for (index, a) in hues.into_iter().enumerate() {
            for b in hues.into_iter().skip(index + 1) {
                let least = if TOLD_APART.contains(&(a, b)) { 0.08 } else { 0.03 };
                let (apart, vision) = distance(shown(a), shown(b));
                assert!(apart >= least, "{name}, {depth}, {vision}: {a} and {b}, {apart:.3}");
            }
        }
    }
}

/// Of sixteen colours the palette decides, Solarized's blue and cyan least for those who see no blue.
#[test]
fn hues_of_sixteen_colours_are_told_apart_on_every_palette() {
    let theme = bundled(SIXTEEN).unwrap();
    for (name, _, _, hues) in PALETTES {
        let shown = |role| {
            let fg = theme.style(role).unwrap().fg;
            hex(hues[HUES.iter().position(|hue| Some(*hue) == fg).expect("a hue")])
        };
        for (a, b) in TOLD_APART {
            let (apart, vision) = distance(shown(a), shown(b));
            assert!(apart >= 0.03, "{name}, {vision}: {a} and {b}, {apart:.3}");
        }
    }
}

/// The ink of every text and line of a drawing; filled cells have none.
fn inks(svg: &str) -> impl Iterator<Item = &str> {
    let lines = svg.lines().filter(|line| line.starts_with("<text") || line.starts_with("<path"));
    lines.filter_map(|line| {
        let (_, rest) = line.split_once("fill=\"").or_else(|| line.split_once("stroke=\""))?;
        rest.split_once('"').map(|(ink, _)| ink)
    })
}

fn reads_as_a_drawing(buffer: &Buffer, theme: &Theme, place: &str) {
    let colour = |text: &str| hex(u32::from_str_radix(text.trim_start_matches('#'), 16).unwrap());
    let drawn = svg(buffer, theme.background.unwrap_or(Background::Dark));
    // What fills its cell is never left to a font.
    let is_shape = |letter: char| matches!(letter, '─'..='▟' | '⠀'..='⣿');
    let written = drawn.lines().find(|line| line.starts_with("<text") && line.contains(is_shape));
    assert_eq!(written, None, "{place}");
    let paper = drawn.split("rx=\"8\" fill=\"").nth(1).and_then(|rest| rest.split('"').next());
    let paper = paper.expect("a ground");
    // What is chosen has a ground of its own, and reversed text stands on a bar of its colour.
    let chosen = [theme.selected.fg, theme.selected.bg]
        .map(|colour| colour.map_or_else(String::new, |colour| colour.to_string().to_lowercase()));
    let plain = |ink: &&str| *ink != paper && !chosen.iter().any(|chosen| chosen == ink);
    for ink in inks(&drawn).filter(plain) {
        let contrast = contrast(colour(ink), colour(paper));
        assert!(contrast >= 4.5, "{place}: {ink} on {paper} is {contrast:.1}");
    }
}
