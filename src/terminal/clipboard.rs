//! The terminal's clipboard: OSC 52, which also reaches it from the far end of an SSH connection.
//!
//! A terminal never says whether it took what was sent.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::capabilities::Capabilities;
use super::identity::{Identity, Multiplexer};

/// Longest text that is sent, in bytes: as OSC 52 it has just under 100 kB, beyond which xterm and
/// others drop all of it.
pub(super) const LONGEST: usize = 74_994;

/// Bytes of a sequence that GNU screen passes on at once.
const SCREEN_PIECE: usize = 240;

/// How a text gets to the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clipboard {
    /// Straight to the terminal.
    Straight,
    /// To tmux, and through it to the terminal: whichever of `set-clipboard on` and
    /// `allow-passthrough on` it has takes it.
    Tmux,
    /// To a tmux that may be within GNU screen, whose display would be damaged by what tmux passes
    /// through.
    TmuxAlone,
    /// Through GNU screen to the terminal.
    Screen,
    /// To a GNU screen that may be shown in another multiplexer.
    ScreenAlone,
    /// Through tmux or GNU screen, but nobody says which.
    Unknown,
    /// The terminal is known to have none.
    None,
}

/// Whether a terminal of that name is a multiplexer's.
pub fn is_multiplexer(term: &str) -> bool {
    term.starts_with("screen") || term.starts_with("tmux")
}

impl Clipboard {
    /// What the process's environment says, and the terminal, if it has.
    pub fn from_environment(capabilities: &Capabilities, identity: Option<Identity>) -> Self {
        let program = std::env::var("TERM_PROGRAM").unwrap_or_default();
        Self::of(capabilities, &program, identity)
    }

    /// What is known of a terminal whose `TERM_PROGRAM` is that. The environment names a
    /// multiplexer that may be further out, or none where one is; only the answer names the one
    /// that takes what is sent.
    pub fn of(capabilities: &Capabilities, program: &str, identity: Option<Identity>) -> Self {
        match identity.map(Identity::multiplexer) {
            Some(Some(Multiplexer::Tmux)) if capabilities.screen => Self::TmuxAlone,
            Some(Some(Multiplexer::Tmux)) => Self::Tmux,
            // GNU screen appends the name of the terminal that it is shown in, where it can.
            Some(Some(Multiplexer::Screen)) => match capabilities.term.strip_prefix("screen.") {
                Some(outer) if !is_multiplexer(outer) => Self::Screen,
                _ => Self::ScreenAlone,
            },
            None if capabilities.multiplexer().is_some() => Self::Unknown,
            // Apple's Terminal has no OSC 52, nor have the Linux console and DEC's terminals.
            _ if program == "Apple_Terminal" || !capabilities.may_be_asked() => Self::None,
            _ => Self::Straight,
        }
    }

    /// What it goes through, by name.
    pub const fn through(self) -> Option<&'static str> {
        match self {
            Self::Tmux | Self::TmuxAlone => Some("tmux"),
            Self::Screen | Self::ScreenAlone => Some("GNU screen"),
            Self::Straight | Self::Unknown | Self::None => None,
        }
    }

    /// Whether what is sent is wrapped for something in between, which may show part of it.
    pub const fn wraps(self) -> bool {
        matches!(self, Self::Tmux | Self::Screen | Self::ScreenAlone)
    }

    /// The bytes that put a text on the clipboard; `None` where it is too long.
    pub fn sequence(self, text: &str) -> Option<String> {
        if text.len() > LONGEST {
            return None;
        }
        let plain = format!("\x1b]52;c;{}\x07", BASE64_STANDARD.encode(text));
        Some(match self {
            Self::Straight | Self::TmuxAlone | Self::Unknown | Self::None => plain,
            Self::Tmux => {
                let escaped = plain.replace('\x1b', "\x1b\x1b");
                format!("{plain}\x1bPtmux;{escaped}\x1b\\")
            }
            Self::Screen | Self::ScreenAlone => {
                plain.as_bytes().chunks(SCREEN_PIECE).fold(String::new(), |pieces, piece| {
                    pieces + "\x1bP" + &String::from_utf8_lossy(piece) + "\x1b\\"
                })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TMUX: Option<Identity> = Some(Identity { kind: 84, version: 0, revision: 0 });
    const SCREEN: Option<Identity> = Some(Identity { kind: 83, version: 40_900, revision: 0 });
    const XTERM: Option<Identity> = Some(Identity { kind: 41, version: 390, revision: 0 });

    fn of(variables: &[(&str, &str)], program: &str, identity: Option<Identity>) -> Clipboard {
        Clipboard::of(&Capabilities::of(variables), program, identity)
    }

    #[test]
    fn the_way_is_told_by_the_terminal_itself() {
        let xterm = ("TERM", "xterm-256color");
        let (tmux, sty) = (("TMUX", "/tmp/x"), ("STY", "1.x"));
        assert_eq!(of(&[xterm], "", XTERM), Clipboard::Straight);
        assert_eq!(of(&[xterm], "", None), Clipboard::Straight);
        assert_eq!(of(&[xterm], "Apple_Terminal", None), Clipboard::None);
        for term in ["linux", "vt220", "dumb", ""] {
            assert_eq!(of(&[("TERM", term)], "", None), Clipboard::None, "{term}");
        }
        for (term, expected) in [
            ("screen.xterm-256color", Clipboard::Screen),
            ("screen.screen", Clipboard::ScreenAlone),
            ("screen.tmux-256color", Clipboard::ScreenAlone),
        ] {
            assert_eq!(of(&[("TERM", term), sty], "", SCREEN), expected, "{term}");
        }
        // Each within the other, a terminal started from either, and either behind SSH.
        for variables in [&[tmux][..], &[sty], &[tmux, sty], &[]] {
            let variables = [&[("TERM", "screen")], variables].concat();
            assert_eq!(of(&variables, "", SCREEN), Clipboard::ScreenAlone, "{variables:?}");
            assert_eq!(of(&variables, "", XTERM), Clipboard::Straight, "{variables:?}");
            let has_screen = variables.contains(&sty);
            let in_tmux = if has_screen { Clipboard::TmuxAlone } else { Clipboard::Tmux };
            assert_eq!(of(&variables, "tmux", TMUX), in_tmux, "{variables:?}");
            let untold =
                if variables.len() == 1 { Clipboard::Straight } else { Clipboard::Unknown };
            assert_eq!(of(&variables, "", None), untold, "{variables:?}");
        }
    }

    #[test]
    fn a_text_is_sent_in_base64_and_wrapped_for_what_lies_between() {
        let sent = |clipboard: Clipboard| clipboard.sequence("11.3 y").unwrap();
        assert_eq!(sent(Clipboard::Straight), "\x1b]52;c;MTEuMyB5\x07");
        assert_eq!(
            sent(Clipboard::Tmux),
            "\x1b]52;c;MTEuMyB5\x07\x1bPtmux;\x1b\x1b]52;c;MTEuMyB5\x07\x1b\\"
        );
        assert_eq!(sent(Clipboard::Screen), "\x1bP\x1b]52;c;MTEuMyB5\x07\x1b\\");
    }

    #[test]
    fn screen_gets_pieces_that_join_to_the_whole() {
        let text = "x".repeat(1000);
        let pieces = Clipboard::Screen.sequence(&text).unwrap();
        for piece in pieces.split("\x1bP").skip(1) {
            assert!(piece.len() <= SCREEN_PIECE + 2);
        }
        let joined = pieces.replace("\x1b\\\x1bP", "");
        let whole = format!("\x1bP{}\x1b\\", Clipboard::Straight.sequence(&text).unwrap());
        assert_eq!(joined, whole);
    }

    #[test]
    fn what_terminals_drop_is_not_sent() {
        assert!(Clipboard::Straight.sequence(&"x".repeat(LONGEST)).unwrap().len() <= 100_000);
        assert_eq!(Clipboard::Straight.sequence(&"x".repeat(LONGEST + 1)), None);
    }
}
