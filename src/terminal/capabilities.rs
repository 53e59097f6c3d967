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
pub struct Capabilities {
    /// The value of `TERM`, or empty.
    pub term: String,
    /// Whether the terminal can't even move its cursor: `TERM` is unset or
    /// `dumb`.
    pub dumb: bool,
    /// Whether box, block and braille glyphs can be shown.
    pub unicode: bool,
    /// How many colours are shown.
    pub colors: ColorDepth,
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

    /// What an environment says whose variables `variable` looks up by name.
    /// An empty variable counts as one that isn't set.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name: &str| variable(name).filter(|value| !value.is_empty());
        let is_set = |name: &str| get(name).is_some();
        let term = get("TERM").unwrap_or_default();
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(get);
        let multiplexer = if is_set("TMUX") {
            Some(Multiplexer::Tmux)
        } else if is_set("STY") {
            Some(Multiplexer::Screen)
        } else {
            None
        };
        let colors = if is_set("NO_COLOR") {
            ColorDepth::None
        } else {
            color_depth(&term, get("COLORTERM").as_deref())
        };
        Self {
            dumb: is_dumb(&term),
            unicode: has_glyphs(&term) && locale.is_some_and(|locale| is_utf8(&locale)),
            colors,
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
        let colors = match self.colors {
            ColorDepth::None => "no colours",
            ColorDepth::Sixteen => "16 colours",
            ColorDepth::Indexed => "256 colours",
            ColorDepth::True => "24-bit colours",
        };
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

fn color_depth(term: &str, colorterm: Option<&str>) -> ColorDepth {
    let direct = ["-direct", "-truecolor"];
    if is_dumb(term) || is_dec(term) {
        ColorDepth::None
    } else if matches!(colorterm, Some("truecolor" | "24bit"))
        || direct.iter().any(|suffix| term.ends_with(suffix))
    {
        ColorDepth::True
    } else if term.contains("256color") {
        ColorDepth::Indexed
    } else {
        ColorDepth::Sixteen
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
