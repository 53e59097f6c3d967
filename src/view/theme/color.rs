//! Colours as a theme file names them.

use ratatui::style::Color;

/// The terminal's sixteen colours, whose looks its own theme decides, and its own text colour.
pub(super) const NAMED: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("gray", Color::Gray),
    ("dark-gray", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
];

/// The colour of a text: a name, `#rrggbb`, or a number of the 256.
pub(super) fn color(text: &str) -> Option<Color> {
    if let Some((_, color)) = NAMED.iter().find(|(name, _)| *name == text) {
        return Some(*color);
    }
    if let Some(digits) = text.strip_prefix('#') {
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        let sound = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        return sound.then(|| Some(Color::Rgb(part(0)?, part(2)?, part(4)?)))?;
    }
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number).map(Color::Indexed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_names_numbers_and_hexadecimal() {
        assert_eq!(color("dark-gray"), Some(Color::DarkGray));
        assert_eq!(color("default"), Some(Color::Reset));
        assert_eq!(color("#d55e00"), Some(Color::Rgb(0xd5, 0x5e, 0)));
        assert_eq!(color("208"), Some(Color::Indexed(208)));
        for text in ["", "#", "#12345", "#1234567", "#+1+2+3", "#éé", "256", "-1", "+1", "Red"] {
            assert_eq!(color(text), None, "{text}");
        }
    }
}
