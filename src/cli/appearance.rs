//! `--theme`, `--color` and `--ascii`, and what looks the way it does because of them: what is
//! asked for on the command line comes before the environment, that before the settings file, and
//! what the terminal says of itself last.

use super::{CommandError, CommandResult};
use crate::app::{Themes, background_theme, find_theme};
use crate::settings::{AsciiChoice, ColorChoice, Folders, Settings, THEME_BY_BACKGROUND};
use crate::terminal::{Capabilities, ColorDepth};
use crate::view::theme::Background;
use crate::view::{Look, Theme};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

#[derive(Debug, Default, Args)]
pub(super) struct AppearanceArguments {
    /// A theme: dark, light, monochrome, okabe-ito, one of your own, or a file.
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
        let mut complaint = None;
        let theme = match &arguments.theme {
            Some(name) => decided(
                (
                    name.clone(),
                    find_theme(name, folders, capabilities.light).map_err(CommandError)?,
                ),
                "--theme",
            ),
            None if colors.value == ColorDepth::None => {
                decided(("monochrome".to_owned(), Theme::monochrome()), "no colours are used")
            }
            None => {
                let name = settings.theme();
                let by =
                    if settings.is_default("theme") { "by default" } else { "by the settings" };
                match find_theme(&name, folders, capabilities.light) {
                    Ok(theme) if name == THEME_BY_BACKGROUND => by_background(&theme, capabilities),
                    Ok(theme) => decided((name, theme), by),
                    Err(error) => {
                        let first = error.lines().next().unwrap_or_default();
                        complaint = Some(format!("settings: {first}"));
                        by_background(&background_theme(capabilities.light), capabilities)
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
        Ok(Self { theme, colors, unicode, complaint })
    }

    /// For a picture, which is for documents and scripts: it doesn't depend on the terminal that
    /// made it nor on settings, only on what is asked for where it is made.
    ///
    /// # Errors
    /// When the command line names a theme that isn't there or can't be read.
    pub(super) fn of_picture(
        arguments: &AppearanceArguments,
        folders: &Folders,
        capabilities: &Capabilities,
    ) -> CommandResult<Self> {
        let any = Capabilities {
            palette: ColorDepth::True,
            palette_because: "a picture has every colour".to_owned(),
            unicode: true,
            unicode_because: "a picture has every glyph".to_owned(),
            light: None,
            ..capabilities.clone()
        };
        Self::of_terminal(arguments, &Settings::default(), folders, &any)
    }

    /// Every theme there is, for the key that goes round, beginning with the present one.
    pub(super) fn themes(&self, folders: Folders, capabilities: &Capabilities) -> Themes {
        Themes::new(self.theme.value.0.clone(), folders, capabilities.light)
    }

    /// What to draw with.
    pub(super) fn look(&self) -> Look {
        Look::of(self.theme.value.1, self.unicode.value)
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

fn by_background(theme: &Theme, capabilities: &Capabilities) -> Decided<(String, Theme)> {
    let name = match theme.background {
        Background::Dark => "dark",
        Background::Light => "light",
    };
    let because = match capabilities.light {
        Some(_) => "COLORFGBG tells of the background",
        None => "by default: nothing tells of the background",
    };
    decided((name.to_owned(), *theme), because)
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
        (found.theme.value.0, found.colors.value, found.unicode.value, found.complaint.is_some())
    }

    #[test]
    fn the_command_line_goes_before_the_environment_before_the_settings_before_the_terminal() {
        use ColorChoice as C;
        use ColorDepth as D;
        const XTERM: &[(&str, &str)] = &[("TERM", "xterm-256color"), ("LANG", "C.UTF-8")];
        const BARE: &[(&str, &str)] =
            &[("TERM", "xterm"), ("LANG", "C"), ("NO_COLOR", "1"), ("COLORFGBG", "0;15")];
        let none = AppearanceArguments::default;
        let with = |color| AppearanceArguments { color: Some(color), ..none() };
        let theme = |name: &str| AppearanceArguments { theme: Some(name.to_owned()), ..none() };
        for (arguments, settings, variables, expected) in [
            (none(), "()", XTERM, ("dark", D::Indexed, true, false)),
            (none(), "()", BARE, ("monochrome", D::None, false, false)),
            (none(), r#"(color: "truecolor")"#, BARE, ("monochrome", D::None, false, false)),
            (with(C::Always), r#"(color: "never")"#, BARE, ("light", D::Sixteen, false, false)),
            (with(C::Auto), r#"(color: "never")"#, XTERM, ("dark", D::Indexed, true, false)),
            (with(C::Never), "()", XTERM, ("monochrome", D::None, true, false)),
            (
                none(),
                r#"(color: "16", ascii: "always")"#,
                XTERM,
                ("dark", D::Sixteen, false, false),
            ),
            (
                none(),
                r#"(theme: "light", ascii: "never")"#,
                XTERM,
                ("light", D::Indexed, true, false),
            ),
            (none(), r#"(theme: "lihgt")"#, XTERM, ("dark", D::Indexed, true, true)),
            (theme("okabe-ito"), r#"(theme: "light")"#, BARE, ("okabe-ito", D::None, false, false)),
            (theme("auto"), r#"(theme: "dark")"#, &BARE[..2], ("auto", D::Sixteen, false, false)),
        ] {
            let (name, depth, unicode, complains) = appearance(&arguments, settings, variables);
            assert_eq!((name.as_str(), depth, unicode, complains), expected, "{settings}");
        }
    }
}
