//! What the terminal can show, told from the environment: what it says of
//! itself comes later, and may correct that.

use super::color::ColorDepth;
use super::identity::{Identity, Multiplexer};

/// What the environment says about the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "facts that are independent of each other")]
pub struct Capabilities {
    /// The value of `TERM`, or empty.
    pub term: String,
    /// Whether the terminal can't even move its cursor: `TERM` is unset or
    /// `dumb`.
    pub dumb: bool,
    /// Whether box, block and braille glyphs can be shown.
    pub unicode: bool,
    /// What told so.
    pub unicode_because: String,
    /// How many colours the terminal has, whatever `NO_COLOR` asks for.
    pub palette: ColorDepth,
    /// What told so.
    pub palette_because: String,
    /// Whether `NO_COLOR` asks for none.
    pub no_color: bool,
    /// Whether the background is light, where `COLORFGBG` tells.
    pub light: Option<bool>,
    /// Whether the environment names a Ghostty that draws octants.
    pub octants: bool,
    /// Whether `COLORTERM` promises every colour. Whoever started the terminal may have set it.
    pub true_color: bool,
    /// Whether tmux is among what this process descends from.
    pub tmux: bool,
    /// Whether GNU screen is.
    pub screen: bool,
    /// Whether the terminal is at the other end of an SSH connection.
    pub remote: bool,
}

impl Capabilities {
    /// What the process's own environment says.
    pub fn from_environment() -> Self {
        Self::detect(|name| std::env::var(name).ok())
    }

    /// Whether it can be asked what it is: of the DEC terminals and the Linux console, which have few
    /// glyphs and no clipboard, some show what they don't know.
    pub fn may_be_asked(&self) -> bool {
        has_glyphs(&self.term)
    }

    /// The innermost multiplexer as far as the environment tells, which may be wrong.
    pub fn multiplexer(&self) -> Option<Multiplexer> {
        match (self.tmux, self.screen) {
            (true, true) if !self.term.starts_with("tmux") => Some(Multiplexer::Screen),
            (true, _) => Some(Multiplexer::Tmux),
            (false, true) => Some(Multiplexer::Screen),
            (false, false) => None,
        }
    }

    /// Whether a terminal that says what it is draws octants by itself. Ghostty says 1 and 10, as
    /// others may; the environment tells its version.
    pub fn draws_octants(&self, identity: Identity) -> bool {
        let is_ghostty = (identity.kind, identity.version) == (1, 10) && self.octants;
        identity.draws_octants() || is_ghostty
    }

    /// How many colours a terminal has that says what it is.
    pub fn palette_of(&self, identity: Identity) -> ColorDepth {
        let promised = if self.true_color { Some(TRUE_COLOR) } else { None };
        match identity.multiplexer() {
            _ if identity.lacks_true_color() => color_depth(&self.term, None).0,
            Some(Multiplexer::Screen) => self.palette,
            _ => color_depth(&self.term, promised).0,
        }
    }

    /// What an environment of these variables says.
    #[cfg(test)]
    pub(crate) fn of(variables: &[(&str, &str)]) -> Self {
        Self::detect(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    /// What an environment says whose variables `variable` looks up by name.
    /// An empty variable counts as one that isn't set.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| variable(name).filter(|value| !value.is_empty());
        let is_set = |name: &str| get(name).is_some();
        let term = get("TERM").unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| get(name).map(|value| (name, value)));
        let (tmux, screen) = (is_set("TMUX"), is_set("STY"));
        let colorterm = get("COLORTERM");
        let true_color = matches!(colorterm.as_deref(), Some("truecolor" | "24bit"));
        // GNU screen 4 passes the variable on and drops the colours.
        let dropped = true_color && screen && term.starts_with("screen");
        let promised = colorterm.as_deref().filter(|_| !dropped);
        let (palette, mut palette_because) = color_depth(&term, promised);
        if dropped {
            palette_because += ", and STY is set: GNU screen may not know what COLORTERM promises";
        }
        let (unicode, unicode_because) = unicode(&term, locale);
        Self {
            dumb: is_dumb(&term),
            unicode,
            unicode_because,
            palette,
            palette_because,
            no_color: is_set("NO_COLOR"),
            light: get("COLORFGBG").and_then(|colors| is_light(&colors)),
            octants: get("TERM_PROGRAM").is_some_and(|program| program == "ghostty")
                && get("TERM_PROGRAM_VERSION").is_some_and(|version| is_since(&version, (1, 2))),
            true_color,
            tmux,
            screen,
            remote: is_set("SSH_CONNECTION") || is_set("SSH_TTY"),
            term,
        }
    }
}

/// Whether a version `1.2.3` is that one or a later one.
fn is_since(version: &str, first: (u32, u32)) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
    let mut next = || numbers.next().flatten();
    next().zip(next()).is_some_and(|version| version >= first)
}

const TRUE_COLOR: &str = "truecolor";

fn is_dumb(term: &str) -> bool {
    matches!(term, "" | "dumb")
}

/// The DEC terminals and the Linux console have too few glyphs, whatever the
/// locale says.
fn has_glyphs(term: &str) -> bool {
    !is_dumb(term) && !is_dec(term) && term != "linux"
}

fn is_dec(term: &str) -> bool {
    let digits = term.strip_prefix("vt").unwrap_or_default();
    digits.starts_with(|c: char| c.is_ascii_digit())
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Whether glyphs beyond ASCII are shown, and what tells so.
fn unicode(term: &str, locale: Option<(&str, String)>) -> (bool, String) {
    if !has_glyphs(term) {
        return (false, format!("TERM {} has too few glyphs", shown(term)));
    }
    match locale {
        None => (false, "LC_ALL, LC_CTYPE and LANG are unset".to_owned()),
        Some((name, value)) if is_utf8(&value) => (true, format!("{name} is {}", shown(&value))),
        Some((name, value)) => (false, format!("{name} is {}, not UTF-8", shown(&value))),
    }
}

/// A variable's value that a terminal obeys nothing of.
fn shown(value: &str) -> String {
    if value.is_empty() { "unset".to_owned() } else { value.escape_debug().to_string() }
}

/// How many colours there are, and what tells so.
fn color_depth(term: &str, colorterm: Option<&str>) -> (ColorDepth, String) {
    let direct = ["-direct", "-truecolor"];
    let because = format!("TERM is {}", shown(term));
    match colorterm {
        _ if is_dumb(term) || is_dec(term) => (ColorDepth::None, because),
        Some(colorterm @ (TRUE_COLOR | "24bit")) => {
            (ColorDepth::True, format!("COLORTERM is {colorterm}"))
        }
        _ if direct.iter().any(|suffix| term.ends_with(suffix)) => (ColorDepth::True, because),
        _ if term.contains("256color") => (ColorDepth::Indexed, because),
        _ => (ColorDepth::Sixteen, because),
    }
}

/// Whether the background that `COLORFGBG` names last is light: white or light grey.
fn is_light(colors: &str) -> Option<bool> {
    match colors.rsplit(';').next()?.parse().ok()? {
        7 | 15 => Some(true),
        0_u8..=15 => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_needs_a_utf8_locale_and_a_terminal_with_glyphs() {
        let table: [(&[(&str, &str)], bool); 9] = [
            (&[("TERM", "xterm"), ("LANG", "en_GB.UTF-8")], true),
            (&[("TERM", "xterm"), ("LANG", "C.utf8")], true),
            (&[("TERM", "xterm"), ("LANG", "C")], false),
            (&[("TERM", "xterm")], false),
            (&[("TERM", "xterm"), ("LANG", "C.UTF-8"), ("LC_ALL", "C")], false),
            (&[("TERM", "xterm"), ("LC_CTYPE", "C.UTF-8"), ("LC_ALL", "")], true),
            (&[("TERM", "linux"), ("LANG", "C.UTF-8")], false),
            (&[("TERM", "vt100"), ("LANG", "C.UTF-8")], false),
            (&[("TERM", "dumb"), ("LANG", "C.UTF-8")], false),
        ];
        for (variables, expected) in table {
            assert_eq!(Capabilities::of(variables).unicode, expected, "{variables:?}");
        }
    }

    #[test]
    fn colours_follow_term_and_its_exceptions() {
        let table: [(&[(&str, &str)], ColorDepth); 6] = [
            (&[("TERM", "xterm")], ColorDepth::Sixteen),
            (&[("TERM", "tmux-256color")], ColorDepth::Indexed),
            (&[("TERM", "xterm-direct")], ColorDepth::True),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], ColorDepth::True),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], ColorDepth::None),
            (&[("TERM", "vt220")], ColorDepth::None),
        ];
        for (variables, expected) in table {
            assert_eq!(Capabilities::of(variables).palette, expected, "{variables:?}");
        }
    }

    #[test]
    fn gnu_screen_4_has_no_true_colour_whatever_colorterm_promises() {
        let identity = |kind, version| Identity { kind, version, revision: 0 };
        let screen4 = identity(83, 40_900);
        let promised = ("COLORTERM", "truecolor");
        let in_screen = Capabilities::of(&[("TERM", "screen"), ("STY", "1.x"), promised]);
        assert_eq!(in_screen.palette, ColorDepth::Sixteen);
        assert_eq!(in_screen.palette_of(screen4), ColorDepth::Sixteen);
        let wide = Capabilities::of(&[("TERM", "screen-256color"), ("STY", "1.x"), promised]);
        assert_eq!(wide.palette, ColorDepth::Indexed);
        assert_eq!(wide.palette_of(screen4), ColorDepth::Indexed);
        assert_eq!(wide.palette_of(identity(83, 50_000)), ColorDepth::Indexed);
        // In a tmux or a terminal that was started from there.
        assert_eq!(wide.palette_of(identity(84, 0)), ColorDepth::True);
        assert_eq!(wide.palette_of(identity(41, 390)), ColorDepth::True);
        let xterm = Capabilities::of(&[("TERM", "xterm-256color"), ("STY", "1.x"), promised]);
        assert_eq!(xterm.palette, ColorDepth::True);
        // Behind SSH nothing but the answer tells.
        let far = Capabilities::of(&[("TERM", "screen.xterm-256color"), promised]);
        assert_eq!((far.palette, far.palette_of(screen4)), (ColorDepth::True, ColorDepth::Indexed));
    }

    #[test]
    fn octants_are_drawn_by_terminals_that_are_known_to() {
        let ghostty = |version| {
            Capabilities::of(&[("TERM_PROGRAM", "ghostty"), ("TERM_PROGRAM_VERSION", version)])
        };
        let elsewhere = Capabilities::of(&[("TERM", "xterm-256color")]);
        for (environment, [kind, version, revision], expected) in [
            (&elsewhere, [1, 4000, 40], true),
            (&elsewhere, [1, 4000, 39], false),
            (&elsewhere, [1, 12_000, 0], true),
            (&elsewhere, [1, 11_900, 0], false),
            // Konsole.
            (&elsewhere, [1, 240_802, 0], false),
            (&elsewhere, [65, 7800, 1], true),
            (&elsewhere, [65, 7600, 1], false),
            (&elsewhere, [1, 10, 0], false),
            (&ghostty("1.2.0"), [1, 10, 0], true),
            (&ghostty("1.1.3"), [1, 10, 0], false),
            (&ghostty("tip"), [1, 10, 0], false),
            // A terminal or a tmux that was started from there.
            (&ghostty("1.2.0"), [84, 0, 0], false),
            (&ghostty("1.2.0"), [41, 390, 0], false),
        ] {
            let identity = Identity { kind, version, revision };
            assert_eq!(environment.draws_octants(identity), expected, "{identity:?}");
        }
    }

    #[test]
    fn a_light_background_is_told_by_colorfgbg_alone() {
        for (value, expected) in [
            ("15;0", Some(false)),
            ("0;15", Some(true)),
            ("0;default;7", Some(true)),
            ("0;8", Some(false)),
            ("0;default", None),
            ("", None),
        ] {
            let found = Capabilities::of(&[("TERM", "rxvt"), ("COLORFGBG", value)]);
            assert_eq!(found.light, expected, "{value}");
        }
    }

    #[test]
    fn what_is_told_says_by_what() {
        let found =
            Capabilities::of(&[("TERM", "xterm"), ("COLORTERM", "truecolor"), ("LANG", "C")]);
        assert_eq!(found.palette_because, "COLORTERM is truecolor");
        assert_eq!(found.unicode_because, "LANG is C, not UTF-8");
        let found = Capabilities::of(&[("TERM", "x\u{1b}"), ("NO_COLOR", "1")]);
        assert_eq!(found.palette_because, "TERM is x\\u{1b}");
        assert_eq!((found.palette, found.no_color), (ColorDepth::Sixteen, true));
        // As the convention has it, an empty one asks for nothing.
        let found = Capabilities::of(&[("TERM", "xterm"), ("NO_COLOR", "")]);
        assert!(!found.no_color);
    }
}
