//! `--theme`, `--color` and `--ascii`, and what looks the way it does because of them: what is
//! asked for on the command line comes before the environment, that before the settings file, and
//! what the terminal says of itself last.

use super::{CommandError, CommandResult};
use crate::app::{Surroundings, Themes, find_theme};
use crate::settings::{
    AsciiChoice, ColorChoice, Folders, OctantChoice, Settings, THEME_BY_BACKGROUND,
};
use crate::terminal::{Capabilities, ColorDepth};
use crate::view::{Look, Theme};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct AppearanceArguments {
    /// A theme: auto, dark, light, contrast-dark, contrast-light, okabe-ito, terminal, monochrome, one
    /// of your own, or a file.
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) theme: Option<String>,
    /// How many colours are used.
    #[arg(
        long,
        value_name = "WHEN",
        value_parser = PossibleValuesParser::new(ColorChoice::WORDS)
            .map(|word| ColorChoice::of(&word).unwrap_or(ColorChoice::Auto))
    )]
    pub(super) color: Option<ColorChoice>,
    /// Draw with ASCII characters only.
    #[arg(long)]
    pub(super) ascii: bool,
}

/// Something that was decided, and by what.
#[derive(Debug, Clone)]
pub(super) struct Decided<T> {
    pub(super) value: T,
    pub(super) because: String,
}

fn decided<T>(value: T, because: impl Into<String>) -> Decided<T> {
    Decided { value, because: because.into() }
}

/// What the screen looks like.
#[derive(Debug, Clone)]
pub(super) struct Appearance {
    /// The theme, and the name by which it was chosen.
    pub(super) theme: Decided<(String, Theme)>,
    pub(super) colors: Decided<ColorDepth>,
    pub(super) unicode: Decided<bool>,
    pub(super) octants: OctantChoice,
    /// What of the terminal the theme follows.
    pub(super) here: Surroundings,
    /// What a setting asked for and couldn't have.
    pub(super) complaint: Option<String>,
}

impl Appearance {
    /// For a terminal.
    ///
    /// # Errors
    /// When the command line names a theme that isn't there or can't be read.
    pub(super) fn of_terminal(
        arguments: &AppearanceArguments,
        settings: &Settings,
        folders: &Folders,
        capabilities: &Capabilities,
    ) -> CommandResult<Self> {
        let colors = colors(arguments, settings, capabilities);
        let here = Surroundings { colors: colors.value, light: capabilities.light };
        let mut complaint = None;
        let theme = match &arguments.theme {
            Some(name) => {
                let theme = find_theme(name, folders, here).map_err(CommandError)?;
                decided((name.clone(), theme), "--theme")
            }
            None if colors.value == ColorDepth::None => by_terminal(here),
            None => {
                let name = settings.theme();
                match find_theme(&name, folders, here) {
                    Ok(_) if name == THEME_BY_BACKGROUND => by_terminal(here),
                    Ok(theme) => decided((name, theme), "by the settings"),
                    Err(error) => {
                        let first = error.lines().next().unwrap_or_default();
                        complaint = Some(format!("settings: {first}"));
                        by_terminal(here)
                    }
                }
            }
        };
        let unicode = match settings.ascii() {
            _ if arguments.ascii => decided(false, "--ascii"),
            AsciiChoice::Always => decided(false, "the settings say ascii: \"always\""),
            AsciiChoice::Never => decided(true, "the settings say ascii: \"never\""),
            AsciiChoice::Auto => {
                decided(capabilities.unicode, capabilities.unicode_because.clone())
            }
        };
        let octants = settings.octants();
        Ok(Self { theme, colors, unicode, octants, here, complaint })
    }

    /// For a picture, which is for documents and scripts: it doesn't depend on the terminal that
    /// made it nor on settings, only on what is asked for where it is made, and on its ground where
    /// it has one of its own.
    ///
    /// # Errors
    /// When the command line names a theme that isn't there or can't be read.
    pub(super) fn of_picture(
        arguments: &AppearanceArguments,
        folders: &Folders,
        capabilities: &Capabilities,
        light: Option<bool>,
    ) -> CommandResult<Self> {
        let any = Capabilities {
            palette: ColorDepth::True,
            palette_because: "a picture has every colour".to_owned(),
            unicode: true,
            unicode_because: "a picture has every glyph".to_owned(),
            light,
            ..capabilities.clone()
        };
        Self::of_terminal(arguments, &Settings::default(), folders, &any)
    }

    /// Every theme there is, for the key that goes round, beginning with the present one.
    pub(super) fn themes(&self, folders: Folders) -> Themes {
        Themes::new(self.theme.value.0.clone(), folders, self.here)
    }

    /// What to draw with.
    pub(super) fn look(&self) -> Look {
        let look = Look::of(self.theme.value.1, self.unicode.value);
        match self.octants {
            OctantChoice::Always => look.with_octants(),
            OctantChoice::Auto | OctantChoice::Never => look,
        }
    }
}

fn colors(
    arguments: &AppearanceArguments,
    settings: &Settings,
    capabilities: &Capabilities,
) -> Decided<ColorDepth> {
    let palette = capabilities.palette;
    let (choice, by) = match arguments.color {
        Some(choice) => (choice, "--color"),
        None if capabilities.no_color => return decided(ColorDepth::None, "NO_COLOR is set"),
        None => (settings.color(), "the settings"),
    };
    let depth = match choice {
        // Asked for on the command line, the terminal decides, not the environment.
        ColorChoice::Auto => return decided(palette, capabilities.palette_because.clone()),
        ColorChoice::Always => palette.max(ColorDepth::Sixteen),
        ColorChoice::Never => ColorDepth::None,
        ColorChoice::Sixteen => ColorDepth::Sixteen,
        ColorChoice::Indexed => ColorDepth::Indexed,
        ColorChoice::True => ColorDepth::True,
    };
    decided(depth, by)
}

/// The theme that follows the terminal.
fn by_terminal(here: Surroundings) -> Decided<(String, Theme)> {
    let because = match (here.colors, here.light) {
        (ColorDepth::None, _) => "no colours are used",
        (ColorDepth::Sixteen, _) => "there are no more colours than sixteen",
        (_, Some(_)) => "the background is known",
        (_, None) => "nothing tells of the background",
    };
    decided((THEME_BY_BACKGROUND.to_owned(), here.theme()), because)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn appearance(
        arguments: &AppearanceArguments,
        settings: &str,
        variables: &[(&str, &str)],
    ) -> (String, ColorDepth, bool, bool) {
        let settings = Settings::read(settings, "settings.ron");
        let capabilities = Capabilities::of(variables);
        let found =
            Appearance::of_terminal(arguments, &settings, &Folders::default(), &capabilities)
                .unwrap_or_else(|error| panic!("{}", error.0));
        let name = match found.theme.value.0.as_str() {
            THEME_BY_BACKGROUND => format!("auto: {}", found.here.theme_name()),
            name => name.to_owned(),
        };
        (name, found.colors.value, found.unicode.value, found.complaint.is_some())
    }

    #[test]
    fn the_command_line_goes_before_the_environment_before_the_settings_before_the_terminal() {
        use ColorChoice as C;
        use ColorDepth as D;
        const DARK: &[(&str, &str)] = &[("TERM", "xterm-256color"), ("COLORFGBG", "15;0")];
        const XTERM: &[(&str, &str)] = &[("TERM", "xterm-256color"), ("LANG", "C.UTF-8")];
        const BARE: &[(&str, &str)] =
            &[("TERM", "xterm"), ("LANG", "C"), ("NO_COLOR", "1"), ("COLORFGBG", "0;15")];
        let none = AppearanceArguments::default;
        let with = |color| AppearanceArguments { color: Some(color), ..none() };
        let theme = |name: &str| AppearanceArguments { theme: Some(name.to_owned()), ..none() };
        for (arguments, settings, variables, expected) in [
            (none(), "()", DARK, ("auto: dark", D::Indexed, false, false)),
            (none(), "()", XTERM, ("auto: terminal", D::Indexed, true, false)),
            (none(), "()", BARE, ("auto: monochrome", D::None, false, false)),
            (none(), r#"(color: "truecolor")"#, BARE, ("auto: monochrome", D::None, false, false)),
            (
                with(C::Always),
                r#"(color: "never")"#,
                BARE,
                ("auto: terminal", D::Sixteen, false, false),
            ),
            (
                with(C::Auto),
                r#"(color: "never")"#,
                XTERM,
                ("auto: terminal", D::Indexed, true, false),
            ),
            (with(C::Never), "()", XTERM, ("auto: monochrome", D::None, true, false)),
            (
                none(),
                r#"(color: "16", ascii: "always")"#,
                XTERM,
                ("auto: terminal", D::Sixteen, false, false),
            ),
            (
                none(),
                r#"(theme: "light", ascii: "never")"#,
                XTERM,
                ("light", D::Indexed, true, false),
            ),
            (none(), r#"(theme: "lihgt")"#, XTERM, ("auto: terminal", D::Indexed, true, true)),
            (theme("okabe-ito"), r#"(theme: "light")"#, BARE, ("okabe-ito", D::None, false, false)),
            (
                theme("auto"),
                r#"(theme: "dark")"#,
                &BARE[..2],
                ("auto: terminal", D::Sixteen, false, false),
            ),
        ] {
            let (name, depth, unicode, complains) = appearance(&arguments, settings, variables);
            assert_eq!((name.as_str(), depth, unicode, complains), expected, "{settings}");
        }
    }
}
