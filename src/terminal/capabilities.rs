//! What the terminal can show, told from the environment alone.

use std::fmt;

use super::color::ColorDepth;

/// A program between this one and the terminal that shows several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

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
    /// How many colours are shown.
    pub colors: ColorDepth,
    /// How many colours the terminal has, whatever `NO_COLOR` asks for.
    pub palette: ColorDepth,
    /// What told so.
    pub palette_because: String,
    /// Whether `NO_COLOR` asks for none.
    pub no_color: bool,
    /// Whether the background is light, where `COLORFGBG` tells.
    pub light: Option<bool>,
    /// The multiplexer in between, if any.
    pub multiplexer: Option<Multiplexer>,
    /// Whether the terminal is at the other end of an SSH connection.
    pub remote: bool,
}

impl Capabilities {
    /// What the process's own environment says.
    pub fn from_environment() -> Self {
        Self::detect(|name| std::env::var(name).ok())
    }

    /// Whether the terminal may have a clipboard: the DEC terminals and the Linux console, which
    /// have few glyphs, have none.
    pub(super) fn has_clipboard(&self) -> bool {
        has_glyphs(&self.term)
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
        let multiplexer = if is_set("TMUX") {
            Some(Multiplexer::Tmux)
        } else if is_set("STY") {
            Some(Multiplexer::Screen)
        } else {
            None
        };
        let (palette, palette_because) = color_depth(&term, get("COLORTERM").as_deref());
        let (unicode, unicode_because) = unicode(&term, locale);
        let no_color = is_set("NO_COLOR");
        Self {
            dumb: is_dumb(&term),
            unicode,
            unicode_because,
            colors: if no_color { ColorDepth::None } else { palette },
            palette,
            palette_because,
            no_color,
            light: get("COLORFGBG").and_then(|colors| is_light(&colors)),
            multiplexer,
            remote: is_set("SSH_CONNECTION") || is_set("SSH_TTY"),
            term,
        }
    }
}

impl fmt::Display for Capabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let term = if self.term.is_empty() { "unset" } else { &self.term };
        let glyphs = if self.unicode { "Unicode" } else { "ASCII" };
        let colors = self.colors;
        write!(f, "TERM {}, {glyphs}, {colors}", term.escape_debug())?;
        match self.multiplexer {
            Some(Multiplexer::Tmux) => f.write_str(", in tmux")?,
            Some(Multiplexer::Screen) => f.write_str(", in GNU screen")?,
            None => {}
        }
        if self.remote {
            f.write_str(", over SSH")?;
        }
        Ok(())
    }
}

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
        Some(colorterm @ ("truecolor" | "24bit")) => {
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

    fn detect(variables: &[(&str, &str)]) -> Capabilities {
        Capabilities::detect(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

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
            assert_eq!(detect(variables).unicode, expected, "{variables:?}");
        }
    }

    #[test]
    fn colours_follow_term_and_its_exceptions() {
        let table: [(&[(&str, &str)], ColorDepth); 8] = [
            (&[("TERM", "xterm")], ColorDepth::Sixteen),
            (&[("TERM", "tmux-256color")], ColorDepth::Indexed),
            (&[("TERM", "xterm-direct")], ColorDepth::True),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], ColorDepth::True),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], ColorDepth::None),
            (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], ColorDepth::Indexed),
            (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], ColorDepth::None),
            (&[("TERM", "vt220")], ColorDepth::None),
        ];
        for (variables, expected) in table {
            assert_eq!(detect(variables).colors, expected, "{variables:?}");
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
            assert_eq!(
                detect(&[("TERM", "rxvt"), ("COLORFGBG", value)]).light,
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn what_is_told_says_by_what() {
        let found = detect(&[("TERM", "xterm"), ("COLORTERM", "truecolor"), ("LANG", "C")]);
        assert_eq!(found.palette_because, "COLORTERM is truecolor");
        assert_eq!(found.unicode_because, "LANG is C, not UTF-8");
        let found = detect(&[("TERM", "x\u{1b}"), ("NO_COLOR", "1")]);
        assert_eq!(found.palette_because, "TERM is x\\u{1b}");
        assert_eq!((found.palette, found.colors), (ColorDepth::Sixteen, ColorDepth::None));
    }

    #[test]
    fn the_whole_is_a_line() {
        let line = detect(&[
            ("TERM", "screen-256color"),
            ("LANG", "C.UTF-8"),
            ("TMUX", "/tmp/tmux"),
            ("SSH_TTY", "/dev/pts/1"),
        ]);
        assert_eq!(
            line.to_string(),
            "TERM screen-256color, Unicode, 256 colours, in tmux, over SSH"
        );
        assert_eq!(detect(&[]).to_string(), "TERM unset, ASCII, no colours");
        assert!(detect(&[]).dumb);
    }
}
