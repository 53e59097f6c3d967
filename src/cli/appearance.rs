//! `--theme`, `--color` and `--ascii`, and what looks the way it does because of them: what is
//! asked for on the command line comes before the environment, that before the settings file, and
//! what the terminal says of itself last.

use super::{CommandError, CommandResult};
use crate::preset::sheet::text_of;
use crate::settings::{AsciiChoice, ColorChoice, Folders, Settings, THEME_BY_BACKGROUND};
use crate::terminal::{Capabilities, ColorDepth};
use crate::text::{did_you_mean, quoted};
use crate::view::theme::{self, BUNDLED, Background};
use crate::view::{Look, Theme};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::Path;

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
                (name.clone(), find(name, folders, capabilities).map_err(CommandError)?),
                "--theme",
            ),
            None if colors.value == ColorDepth::None => {
                decided(("monochrome".to_owned(), Theme::monochrome()), "no colours are used")
            }
            None => {
                let name = settings.theme();
                let by =
                    if settings.is_default("theme") { "by default" } else { "by the settings" };
                match find(&name, folders, capabilities) {
                    Ok(theme) if name == THEME_BY_BACKGROUND => by_background(&theme, capabilities),
                    Ok(theme) => decided((name, theme), by),
                    Err(error) => {
                        let first = error.lines().next().unwrap_or_default();
                        complaint = Some(format!("settings: {first}"));
                        by_background(&background_theme(capabilities), capabilities)
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

    /// Every theme there is by name, the present one first: the order in which a key goes round.
    pub(super) fn themes(
        &self,
        folders: &Folders,
        capabilities: &Capabilities,
    ) -> Vec<(String, Theme)> {
        let bundled = BUNDLED.iter().map(|(name, _)| (*name).to_owned());
        let names = bundled.chain(folders.theme_names());
        let found =
            names.filter_map(|name| find(&name, folders, capabilities).ok().map(|it| (name, it)));
        let mut all: Vec<(String, Theme)> = found.collect();
        let present = &self.theme.value;
        match all.iter().position(|(name, _)| *name == present.0) {
            Some(place) => all.rotate_left(place),
            None => all.insert(0, present.clone()),
        }
        all
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

fn background_theme(capabilities: &Capabilities) -> Theme {
    let name = if capabilities.light == Some(true) { "light" } else { theme::DEFAULT };
    theme::bundled(name).unwrap_or_else(Theme::dark)
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

/// The theme of a name or a file: `auto`, a bundled one, a file if the text holds a separator or
/// ends in `.ron`, else a person's own.
fn find(name: &str, folders: &Folders, capabilities: &Capabilities) -> Result<Theme, String> {
    if name == THEME_BY_BACKGROUND {
        return Ok(background_theme(capabilities));
    }
    if let Some(theme) = theme::bundled(name) {
        return Ok(theme);
    }
    let path = Path::new(name);
    let is_path = name.contains(std::path::is_separator)
        || path.extension().is_some_and(|extension| extension == "ron");
    let own = folders.theme_file(name).filter(|file| file.is_file());
    let is_path = is_path && !folders.confined;
    let Some(file) = (if is_path { Some(path.to_owned()) } else { own }) else {
        let own = folders.theme_names();
        let names: Vec<&str> = std::iter::once(THEME_BY_BACKGROUND)
            .chain(BUNDLED.iter().map(|(name, _)| *name))
            .chain(own.iter().map(String::as_str))
            .collect();
        return Err(format!("there is no theme {}; {}", quoted(name), did_you_mean(name, &names)));
    };
    let read =
        text_of(&file, "theme").and_then(|text| theme::read(&text, &folders.without_home(&file)));
    read.map_err(|diagnostics| match diagnostics.problems() {
        [only] if only.line == 0 => diagnostics.first_line(),
        _ => format!("{}\n{diagnostics}", diagnostics.first_line()),
    })
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

    #[test]
    fn a_theme_of_ones_own_is_found_by_name_and_by_path() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders { config: Some(home.path().to_owned()), ..Folders::default() };
        std::fs::create_dir(home.path().join("themes")).unwrap();
        let file = home.path().join("themes/mine.ron");
        std::fs::write(&file, "(base: \"light\", roles: (key: (fg: \"208\")))").unwrap();
        let capabilities = Capabilities::of(&[]);
        let mine = find("mine", &folders, &capabilities).unwrap();
        assert_eq!(mine.background, Background::Light);
        assert_eq!(find(file.to_str().unwrap(), &folders, &capabilities), Ok(mine));
        let error = find("mien", &folders, &capabilities).unwrap_err();
        assert!(error.contains("did you mean ‘mine’?"), "{error}");
        std::fs::write(&file, "(roles: (kye: (fg: \"208\")))").unwrap();
        let error = find("mine", &folders, &capabilities).unwrap_err();
        assert!(
            error.contains("mine.ron:1:10: ") && error.contains("did you mean ‘key’?"),
            "{error}"
        );
        assert!(
            find("gone.ron", &folders, &capabilities).unwrap_err().contains("no theme gone.ron")
        );
        let confined = Folders { confined: true, ..Folders::default() };
        let error = find(file.to_str().unwrap(), &confined, &capabilities).unwrap_err();
        assert!(error.contains("there is no theme") && !error.contains("kye"), "{error}");
    }
}
