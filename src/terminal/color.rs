//! Colours mapped to what the terminal knows.

use std::fmt;

use ratatui::style::Color;

/// Red, green and blue, each from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

/// What is your background? Changes nothing.
pub(super) const WHAT_BACKGROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// The colour that an answer to that question names: `ESC ] 11 ; … BEL`, or with `ESC \` at its
/// end.
pub(super) fn background_answer(answer: &[u8]) -> Option<Rgb> {
    let rest = answer.strip_prefix(b"\x1b]11;")?;
    Rgb::parse(rest.strip_suffix(b"\x07").or_else(|| rest.strip_suffix(b"\x1b\\"))?)
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Rgb {
    /// The colour in the terminal's answer, as X names colours: `rgb:` and one to four hexadecimal
    /// digits for each of the three, or `rgba:` and four times as many.
    fn parse(answer: &[u8]) -> Option<Self> {
        let text = str::from_utf8(answer).ok()?;
        let (kind, digits) = text.split_once(':')?;
        let channels: Vec<&str> = digits.split('/').collect();
        let is_sound = matches!((kind, channels.len()), ("rgb", 3) | ("rgba", 4));
        let channel = |index: usize| {
            let digits = channels.get(index).filter(|digits| (1..=4).contains(&digits.len()))?;
            let most = (1_u32 << (4 * digits.len())) - 1;
            let value = u32::from_str_radix(digits, 16).ok()?;
            u8::try_from((value * 255 + most / 2) / most).ok()
        };
        is_sound.then(|| Some(Self([channel(0)?, channel(1)?, channel(2)?])))?
    }

    /// How light it is as WCAG 2 has it: 0 is black, 1 is white.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Whether it is light or dark, if it is plainly one of them: themes for dark backgrounds are
    /// made for those up to #303446, those for light ones from #eee8d5 on.
    pub fn is_light(self) -> Option<bool> {
        match self.luminance() {
            dark if dark <= DARKEST_TO => Some(false),
            light if light >= LIGHTEST_FROM => Some(true),
            _ => None,
        }
    }
}

/// The luminances of #303446 and of #eee8d5, which few popular palettes lie between.
const DARKEST_TO: f64 = 0.036;
const LIGHTEST_FROM: f64 = 0.8;

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
    /// No colours: only modifiers such as bold and reverse.
    None,
    /// The 16 named colours, whose looks the user's own theme decides.
    Sixteen,
    /// The 256 colours of xterm.
    Indexed,
    /// 24-bit colours.
    True,
}

impl fmt::Display for ColorDepth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no colours",
            Self::Sixteen => "16 colours",
            Self::Indexed => "256 colours",
            Self::True => "24-bit colours",
        })
    }
}

impl ColorDepth {
    /// The colour nearest to `color` that this depth has.
    pub fn reduce(self, color: Color) -> Color {
        match (self, color) {
            (_, Color::Reset) | (Self::None, _) => Color::Reset,
            (Self::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(nearest_indexed([r, g, b])),
            (Self::Sixteen, Color::Rgb(r, g, b)) => nearest_named([r, g, b]),
            (Self::Sixteen, Color::Indexed(index)) => match NAMED.get(usize::from(index)) {
                Some((named, _)) => *named,
                None => nearest_named(indexed_rgb(index)),
            },
            (_, color) => color,
        }
    }
}

/// The named colours in the order of their numbers, as xterm paints them.
const NAMED: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// The levels of one channel in the 6×6×6 cube that starts at index 16.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn nearest_named(rgb: [u8; 3]) -> Color {
    NAMED
        .iter()
        .min_by_key(|(_, candidate)| distance(*candidate, rgb))
        .map_or(Color::Reset, |(named, _)| *named)
}

fn nearest_indexed(rgb: [u8; 3]) -> u8 {
    let [r, g, b] = rgb.map(nearest_level);
    let cube = 16 + 36 * r + 6 * g + b;
    let mean = rgb.iter().map(|&channel| u16::from(channel)).sum::<u16>() / 3;
    let step = mean.saturating_sub(3) / 10;
    let grey = 232 + u8::try_from(step.min(23)).unwrap_or(23);
    if distance(indexed_rgb(grey), rgb) < distance(indexed_rgb(cube), rgb) { grey } else { cube }
}

/// The index in [`CUBE`] of the level nearest to `channel`.
fn nearest_level(channel: u8) -> u8 {
    match channel {
        0..=47 => 0,
        48..=114 => 1,
        _ => (channel - 35) / 40,
    }
}

fn indexed_rgb(index: u8) -> [u8; 3] {
    match index {
        0..=15 => NAMED[usize::from(index)].1,
        16..=231 => {
            let index = index - 16;
            [index / 36, index / 6 % 6, index % 6].map(|level| CUBE[usize::from(level)])
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.iter().zip(b).map(|(&a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_background_is_read_as_terminals_tell_it() {
        let light = |answer: &str| Rgb::parse(answer.as_bytes()).map(Rgb::is_light);
        for (answer, expected) in [
            ("rgb:0000/0000/0000", Some(false)),
            ("rgb:1e1e/1e1e/1e1e", Some(false)),
            ("rgb:30/0a/24", Some(false)),
            ("rgb:f/f/f", Some(true)),
            ("rgba:fdfd/f6f6/e3e3/ffff", Some(true)),
            // In between neither theme could be read well.
            ("rgb:3f3f/3f3f/3f3f", None),
            ("rgb:8080/8080/8080", None),
        ] {
            assert_eq!(light(answer), Some(expected), "{answer}");
        }
        assert_eq!(Rgb::parse(b"rgb:ffff/8080/0000"), Some(Rgb([255, 128, 0])));
        for answer in
            ["", "rgb:", "rgb:0/0", "rgb:0/0/0/0", "rgb:00000/0/0", "rgb:-1/0/0", "#000000"]
        {
            assert_eq!(Rgb::parse(answer.as_bytes()), None, "{answer}");
        }
    }

    #[test]
    fn depths_map_down() {
        let rgb = Color::Rgb(250, 10, 5);
        assert_eq!(ColorDepth::True.reduce(rgb), rgb);
        assert_eq!(ColorDepth::Indexed.reduce(rgb), Color::Indexed(196));
        assert_eq!(ColorDepth::Sixteen.reduce(rgb), Color::LightRed);
        assert_eq!(ColorDepth::None.reduce(rgb), Color::Reset);
        assert_eq!(ColorDepth::Sixteen.reduce(Color::Indexed(4)), Color::Blue);
        assert_eq!(ColorDepth::Sixteen.reduce(Color::Indexed(196)), Color::LightRed);
        assert_eq!(ColorDepth::Indexed.reduce(Color::Cyan), Color::Cyan);
    }

    #[test]
    fn every_indexed_colour_is_nearest_to_itself() {
        for index in 16..=255 {
            let rgb = indexed_rgb(index);
            assert_eq!(indexed_rgb(nearest_indexed(rgb)), rgb, "{index}");
        }
    }
}
