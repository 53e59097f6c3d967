//! The colours of drawings, on dark and on light.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The named colours in the order of their numbers, and what each looks like on dark and on light.
const NAMED: [(Color, [&str; 2]); 16] = [
    (Color::Black, ["#1c1f26", "#1c1f26"]),
    (Color::Red, ["#dc6b6b", "#b3261e"]),
    (Color::Green, ["#5fa96a", "#1f7a33"]),
    (Color::Yellow, ["#c9a24b", "#8a6100"]),
    (Color::Blue, ["#5b87d6", "#1f4fb3"]),
    (Color::Magenta, ["#a779c4", "#7b3fa0"]),
    (Color::Cyan, ["#4fa7b3", "#0f6f7c"]),
    (Color::Gray, ["#c8ccd4", "#8a8f98"]),
    (Color::DarkGray, ["#808898", "#6b7280"]),
    (Color::LightRed, ["#f07f7f", "#d0453c"]),
    (Color::LightGreen, ["#86d492", "#2f9a48"]),
    (Color::LightYellow, ["#f0cd74", "#a87a10"]),
    (Color::LightBlue, ["#86adf5", "#3f6fd6"]),
    (Color::LightMagenta, ["#cfa3ea", "#9b5fc0"]),
    (Color::LightCyan, ["#7fd3df", "#2f8f9c"]),
    (Color::White, ["#ffffff", "#b8bcc4"]),
];

/// A named colour's place among the sixteen.
pub(super) fn index_of(colour: Color) -> Option<usize> {
    NAMED.iter().position(|(named, _)| *named == colour)
}

/// Ink that is faint: two thirds of the way from the ground to the ink.
fn between(paper: &str, ink: &str) -> String {
    let channel = |colour: &str, from: usize| {
        let digits = colour.get(from..from + 2).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or(0)
    };
    let mixed = [1, 3, 5].map(|from| (channel(paper, from) + 2 * channel(ink, from)) / 3);
    mixed.iter().fold("#".to_owned(), |colour, mixed| format!("{colour}{mixed:02x}"))
}

/// What the terminal's own colours look like.
pub(super) struct Palette {
    /// The ground.
    pub(super) paper: &'static str,
    /// Text without a colour.
    ink: &'static str,
    /// Which of the looks of the named colours is meant.
    look: usize,
}

pub(super) const DARK: Palette = Palette { paper: "#1c1f26", ink: "#c8ccd4", look: 0 };

pub(super) const LIGHT: Palette = Palette { paper: "#fbfbf8", ink: "#1c1f26", look: 1 };

impl Palette {
    fn colour(&self, colour: Color, default: &str) -> String {
        match colour {
            Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
            _ => index_of(colour).map_or(default, |index| NAMED[index].1[self.look]).to_owned(),
        }
    }

    /// A cell's foreground and background as they are seen, reverse video applied.
    pub(super) fn seen(&self, cell: &Cell) -> (String, String) {
        let paper = self.colour(cell.bg, self.paper);
        let ink = self.colour(cell.fg, self.ink);
        let is_faint = cell.modifier.contains(Modifier::DIM);
        let ink = if is_faint { between(&paper, &ink) } else { ink };
        if cell.modifier.contains(Modifier::REVERSED) { (paper, ink) } else { (ink, paper) }
    }
}
