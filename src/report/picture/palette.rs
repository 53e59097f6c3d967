//! The colours of drawings, on dark and on light.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// A named colour's place among the sixteen.
pub(super) const fn index_of(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => return None,
    })
}

/// What the terminal's own colours look like.
pub(super) struct Palette {
    /// The ground.
    pub(super) paper: &'static str,
    /// Text without a colour.
    ink: &'static str,
    /// The sixteen named colours in the order of their numbers.
    named: [&'static str; 16],
}

pub(super) const DARK: Palette = Palette {
    paper: "#1c1f26",
    ink: "#c8ccd4",
    named: [
        "#1c1f26", "#dc6b6b", "#5fa96a", "#c9a24b", "#5b87d6", "#a779c4", "#4fa7b3", "#c8ccd4",
        "#808898", "#f07f7f", "#86d492", "#f0cd74", "#86adf5", "#cfa3ea", "#7fd3df", "#ffffff",
    ],
};

pub(super) const LIGHT: Palette = Palette {
    paper: "#fbfbf8",
    ink: "#1c1f26",
    named: [
        "#1c1f26", "#b3261e", "#1f7a33", "#8a6100", "#1f4fb3", "#7b3fa0", "#0f6f7c", "#8a8f98",
        "#6b7280", "#d0453c", "#2f9a48", "#a87a10", "#3f6fd6", "#9b5fc0", "#2f8f9c", "#b8bcc4",
    ],
};

impl Palette {
    fn colour(&self, colour: Color, default: &str) -> String {
        match colour {
            Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
            _ => {
                index_of(colour).map_or(default, |index| self.named[usize::from(index)]).to_owned()
            }
        }
    }

    /// A cell's foreground and background as they are seen, reverse video applied.
    pub(super) fn seen(&self, cell: &Cell) -> (String, String) {
        let ink = self.colour(cell.fg, self.ink);
        let paper = self.colour(cell.bg, self.paper);
        if cell.modifier.contains(Modifier::REVERSED) { (paper, ink) } else { (ink, paper) }
    }
}
