//! The themes that come with the program, and a person's own, which stand on one of them.

use super::Theme;
use super::read::read_on;
use crate::preset::Diagnostics;

/// What a person's own theme stands on where it doesn't say.
const BASE: &str = "dark";

/// The theme of the terminal's own sixteen colours, which reads on every background.
pub const SIXTEEN: &str = "terminal";

/// The bundled themes: name and text, in the order in which they are listed.
pub const BUNDLED: [(&str, &str); 7] = [
    ("dark", include_str!("../../../assets/themes/dark.ron")),
    ("light", include_str!("../../../assets/themes/light.ron")),
    ("contrast-dark", include_str!("../../../assets/themes/contrast-dark.ron")),
    ("contrast-light", include_str!("../../../assets/themes/contrast-light.ron")),
    ("okabe-ito", include_str!("../../../assets/themes/okabe-ito.ron")),
    (SIXTEEN, include_str!("../../../assets/themes/terminal.ron")),
    ("monochrome", include_str!("../../../assets/themes/monochrome.ron")),
];

pub fn bundled(name: &str) -> Option<Theme> {
    let (name, text) = BUNDLED.iter().find(|(known, _)| *known == name)?;
    read_bundled(text, name).ok()
}

/// The bundled theme of that name, as far as a terminal shows it: where there are no more than
/// sixteen colours, one that needs more gives way to the one of sixteen.
pub fn within(name: &str, has_many: bool) -> Option<Theme> {
    let theme = bundled(name)?;
    let is_shown = has_many || !theme.is_rich();
    if is_shown { Some(theme) } else { Some(Theme::terminal()) }
}

/// Reads a theme for a terminal that has more than sixteen colours or not; the file's name is only
/// repeated in messages. A role that is left out is the bundled theme's that it names as its
/// `base`, else that of `dark`.
///
/// # Errors
/// Everything that is wrong with the file, each problem with its line.
pub fn read(text: &str, file: &str, has_many: bool) -> Result<Theme, Diagnostics> {
    read_on(text, file, |sheet| {
        let name = sheet.text("base").unwrap_or_else(|| BASE.to_owned());
        let background = bundled(&name).map(|theme| theme.background);
        let base = within(&name, has_many).zip(background);
        if base.is_none() {
            sheet.unknown("base", "bundled theme", &name, &BUNDLED.map(|(id, _)| id));
        }
        base.map_or(Theme::PLAIN, |(theme, background)| Theme { background, ..theme })
    })
}

/// A bundled theme stands on nothing: it says every role.
fn read_bundled(text: &str, name: &str) -> Result<Theme, Diagnostics> {
    read_on(text, name, |_| Theme::PLAIN)
}

impl Theme {
    /// For dark backgrounds, in any colours.
    pub fn dark() -> Self {
        bundled("dark").unwrap_or(Self::PLAIN)
    }

    /// For any background, in the terminal's own sixteen colours.
    pub fn terminal() -> Self {
        bundled(SIXTEEN).unwrap_or(Self::PLAIN)
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
    fn no_bundled_theme_paints_a_background_but_of_what_is_selected() {
        for (name, _) in BUNDLED {
            let theme = bundled(name).unwrap();
            for role in ROLES.iter().filter(|role| role.id != "selected") {
                assert_eq!(theme.style(role.id).unwrap().bg, None, "{name}: {}", role.id);
            }
        }
    }

    #[test]
    fn sixteen_colours_are_the_default_its_faint_form_and_six_hues() {
        let hues =
            [Color::Red, Color::Green, Color::Yellow, Color::Blue, Color::Magenta, Color::Cyan];
        for theme in [Theme::terminal(), Theme::monochrome()] {
            assert!(!theme.is_rich());
            for role in ROLES {
                let style = theme.style(role.id).unwrap();
                assert!(style.fg.is_none_or(|fg| hues.contains(&fg)), "{}", role.id);
                assert_eq!(style.bg, None, "{}", role.id);
            }
            assert!(theme.shades.into_iter().flatten().all(|shade| hues.contains(&shade)));
            assert_eq!(theme.dim, Style::new().add_modifier(Modifier::DIM));
        }
    }

    #[test]
    fn what_a_terminal_of_sixteen_colours_can_not_show_gives_way() {
        assert_eq!(within("light", true), bundled("light"));
        assert_eq!(within("light", false), Some(Theme::terminal()));
        assert_eq!(within("monochrome", false), Some(Theme::monochrome()));
        assert_eq!(within("drak", false), None);
        let own = |has_many| read("(base: \"light\", roles: ())", "own.ron", has_many).unwrap();
        assert_eq!(own(true), bundled("light").unwrap());
        assert_eq!(own(false).bear, Theme::terminal().bear);
        assert_eq!(own(false).background, own(true).background);
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
