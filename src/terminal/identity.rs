//! What the terminal says it is: its secondary device attributes.
//!
//! The environment names *a* multiplexer that this process descends from; the
//! answer names the one that it writes to.

/// What are you? tmux and GNU screen have a number of their own.
pub(super) const WHO_ARE_YOU: &[u8] = b"\x1b[>c";

/// A program between this one and the terminal that shows several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Multiplexer {
    Tmux,
    /// GNU screen.
    Screen,
}

/// A terminal's answer, `CSI > kind ; version ; … c`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// Which terminal, or the one that it is compatible with.
    pub kind: u32,
    /// Its version, as it counts them: 40900 is GNU screen 4.9.
    pub version: u32,
    /// What follows the version; 0 where nothing does.
    pub revision: u32,
}

impl Identity {
    pub const fn multiplexer(self) -> Option<Multiplexer> {
        match self.kind {
            84 => Some(Multiplexer::Tmux),
            83 => Some(Multiplexer::Screen),
            _ => None,
        }
    }

    /// Whether it is one that draws the octants of Unicode 16 by itself, whatever its fonts hold:
    /// kitty since 0.40, foot since 1.20, VTE since 0.78.
    pub const fn draws_octants(self) -> bool {
        match (self.kind, self.version) {
            // kitty adds 4000 to its first number and says the second one next.
            (1, 4000) => self.revision >= 40,
            // foot, two digits a number. Konsole says 1 as well, and a year.
            (1, 12_000..20_000) => true,
            (65, version) => version >= 7800,
            _ => false,
        }
    }

    /// Whether it is one that knows no true colour, and drops what is said in it.
    pub const fn lacks_true_color(self) -> bool {
        self.kind == 83 && self.version < 50_000
    }
}
