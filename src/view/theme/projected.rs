//! A theme made stronger for slides, which are read from the back of a room and off a projector.

use super::{Background, ROLES, Theme};
use ratatui::style::{Color, Modifier, Style};

/// The contrast of WCAG 2 that every colour has with the ground: its level AAA.
const LEAST_CONTRAST: f64 = 7.0;

/// The grounds nearest to the text on which a dark and a light theme are still read.
const DARK_GROUND: [u8; 3] = [0x30, 0x34, 0x46];
const LIGHT_GROUND: [u8; 3] = [0xee, 0xe8, 0xd5];

/// Steps from a colour to white or to black.
const STEPS: u16 = 64;

impl Theme {
    /// The same with nothing faint, and with colours that stand out from the ground.
    pub(in crate::view) fn projected(&self) -> Self {
        let mut theme = *self;
        for faint in [&mut theme.dim, &mut theme.bar, &mut theme.ghost] {
            *faint = self.text;
        }
        for role in ROLES.iter().filter(|role| role.id != "selected") {
            if let Some(style) = theme.style(role.id) {
                let style = style.remove_modifier(Modifier::DIM);
                theme.set(role.id, Style { fg: style.fg.map(|ink| self.stronger(ink)), ..style });
            }
        }
        theme
    }

    /// A colour, or the nearest one on its way to white or to black that is far enough from the
    /// ground. Where colours are the terminal's own, it decides.
    fn stronger(&self, ink: Color) -> Color {
        let Color::Rgb(red, green, blue) = ink else { return ink };
        let (ground, end) = match self.background {
            Some(Background::Dark) => (DARK_GROUND, 255),
            Some(Background::Light) => (LIGHT_GROUND, 0),
            None => return ink,
        };
        let towards = |from: u8, step: u16| {
            let (from, end) = (u16::from(from), u16::from(end));
            let mixed = (from * (STEPS - step) + end * step) / STEPS;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let steps = (0..=STEPS).map(|step| [red, green, blue].map(|from| towards(from, step)));
        let enough = |mixed: &[u8; 3]| contrast(*mixed, ground) >= LEAST_CONTRAST;
        let [red, green, blue] = steps.clone().find(enough).unwrap_or([end; 3]);
        Color::Rgb(red, green, blue)
    }
}

/// The contrast of two colours as WCAG 2 has it, 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = |[red, green, blue]: [u8; 3]| {
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}
