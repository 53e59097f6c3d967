//! The themes that come with the program, and a person's own, which stand on one of them.

use super::Theme;
use super::read::read_on;
use crate::preset::Diagnostics;

/// The theme of a terminal that says nothing of its background.
pub const DEFAULT: &str = "dark";

/// The bundled themes: name and text, in the order in which they are listed.
pub const BUNDLED: [(&str, &str); 4] = [
    ("dark", include_str!("../../../assets/themes/dark.ron")),
    ("light", include_str!("../../../assets/themes/light.ron")),
    ("monochrome", include_str!("../../../assets/themes/monochrome.ron")),
    ("okabe-ito", include_str!("../../../assets/themes/okabe-ito.ron")),
];

pub fn bundled(name: &str) -> Option<Theme> {
    let (name, text) = BUNDLED.iter().find(|(known, _)| *known == name)?;
    read_bundled(text, name).ok()
}

/// Reads a theme; the file's name is only repeated in messages. A role that is left out is the
/// bundled theme's that it names as its `base`, else that of `dark`.
///
/// # Errors
/// Everything that is wrong with the file, each problem with its line.
pub fn read(text: &str, file: &str) -> Result<Theme, Diagnostics> {
    read_on(text, file, |sheet| {
        let name = sheet.text("base").unwrap_or_else(|| DEFAULT.to_owned());
        bundled(&name).unwrap_or_else(|| {
            sheet.unknown("base", "bundled theme", &name, &BUNDLED.map(|(id, _)| id));
            Theme::PLAIN
        })
    })
}

/// A bundled theme stands on nothing: it says every role.
fn read_bundled(text: &str, name: &str) -> Result<Theme, Diagnostics> {
    read_on(text, name, |_| Theme::PLAIN)
}

impl Theme {
    /// For dark backgrounds, in the terminal's sixteen colours.
    pub fn dark() -> Self {
        bundled("dark").unwrap_or(Self::PLAIN)
    }

    /// Without colours: weight and reverse video only.
    pub fn monochrome() -> Self {
        bundled("monochrome").unwrap_or(Self::PLAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::theme::ROLES;
    use ratatui::style::{Color, Modifier, Style};

    #[test]
    fn every_bundled_theme_reads_and_says_all_roles_itself() {
        for (name, text) in BUNDLED {
            assert_eq!(read_bundled(text, name).err(), None);
            for role in ROLES {
                assert!(text.contains(&format!("\n        {}:", role.id)), "{name}: {}", role.id);
            }
        }
    }

    #[test]
    fn no_bundled_theme_paints_a_background() {
        for (name, _) in BUNDLED {
            let theme = bundled(name).unwrap();
            let mut styles = ROLES.iter().filter_map(|role| theme.style(role.id));
            assert!(styles.all(|style| style.bg.is_none()));
        }
    }

    #[test]
    fn dark_and_light_use_the_terminals_own_sixteen_colours() {
        for name in ["dark", "light"] {
            let theme = bundled(name).unwrap();
            for style in ROLES.iter().filter_map(|role| theme.style(role.id)) {
                assert!(!matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_))), "{name}");
            }
        }
    }

    #[test]
    fn monochrome_tells_the_chosen_and_the_failing_by_weight() {
        let theme = Theme::monochrome();
        let bold = Style::new().add_modifier(Modifier::BOLD);
        for role in ["figure", "title", "accent", "fails", "change", "error", "key"] {
            assert_eq!(theme.style(role), Some(bold), "{role}");
        }
        assert!(theme.selected.add_modifier.contains(Modifier::REVERSED));
        assert!(theme.shades == [None; 4]);
    }
}
