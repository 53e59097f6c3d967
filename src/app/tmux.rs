//! What tmux itself says of copies, and handing one over to it.
//!
//! By default tmux drops OSC 52 from a program within it (`set-clipboard external`) and what is
//! wrapped to be passed through (`allow-passthrough off`), and says nothing of either. Its own
//! command fills the terminal's clipboard all the same.

use crate::terminal::is_multiplexer;
use std::io::{self, Write};
use std::process::{Command, Stdio};

/// What a tmux does with copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tmux {
    /// It can't be asked: it runs on another machine, or is older than 3.2.
    Untold,
    /// It fills the clipboard of the terminal that it is shown in.
    Fills,
    /// It would, but is shown in another multiplexer, which nobody can ask.
    Nested,
    /// It doesn't, but passes on what is wrapped.
    Passes,
    /// Nothing reaches that terminal's clipboard.
    Keeps,
}

impl Tmux {
    /// Asks the tmux that this process runs in.
    pub fn ask() -> Self {
        if std::env::var_os("TMUX").is_none_or(|socket| socket.is_empty()) {
            return Self::Untold;
        }
        let wanted =
            "#{client_termfeatures}/#{allow-passthrough}/#{set-clipboard}/#{client_termname}";
        let mut command = Command::new("tmux");
        match command.args(["display-message", "-p", wanted]).stdin(Stdio::null()).output() {
            Ok(answer) if answer.status.success() => {
                Self::of(&String::from_utf8_lossy(&answer.stdout))
            }
            _ => Self::Untold,
        }
    }

    /// What the terminal's features, `allow-passthrough`, `set-clipboard` and the terminal's name
    /// come to.
    fn of(answer: &str) -> Self {
        let mut settings = answer.trim_end().split('/');
        let mut next = || settings.next().unwrap_or_default();
        let (features, passthrough, clipboard, term) = (next(), next(), next(), next());
        let fills = features.split(',').any(|feature| feature == "clipboard");
        let nested = is_multiplexer(term);
        match passthrough {
            _ if clipboard.is_empty() => Self::Untold,
            _ if fills && clipboard != "off" && nested => Self::Nested,
            _ if fills && clipboard != "off" => Self::Fills,
            "1" | "on" | "all" if !nested => Self::Passes,
            _ => Self::Keeps,
        }
    }

    /// Has the tmux that this process runs in keep a text and fill the clipboard with it.
    ///
    /// # Errors
    /// When it can't be started, or says that it failed.
    pub fn load(text: &str) -> io::Result<()> {
        let mut child = Command::new("tmux")
            .args(["load-buffer", "-w", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text.as_bytes())?;
        }
        match child.wait()? {
            status if status.success() => Ok(()),
            status => Err(io::Error::other(format!("tmux load-buffer ended with {status}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tmux_says_is_understood() {
        for (answer, expected) in [
            ("256,bpaste,clipboard,cstyle,focus,title/0/external/xterm-256color\n", Tmux::Fills),
            ("clipboard/off/on/foot", Tmux::Fills),
            ("256,clipboard/0/external/tmux-256color", Tmux::Nested),
            ("256,clipboard/1/on/screen.xterm", Tmux::Nested),
            ("256,clipboard/0/off/xterm", Tmux::Keeps),
            ("256,clipboard/1/off/xterm", Tmux::Passes),
            ("256,title/all/external/xterm", Tmux::Passes),
            ("/1/external/vt220", Tmux::Passes),
            ("/1/external/tmux", Tmux::Keeps),
            ("/0/external/vt220", Tmux::Keeps),
            ("title/off/on/screen", Tmux::Keeps),
            // Nobody is shown it.
            ("/0/external/", Tmux::Keeps),
            // Before 3.2 there are no such names.
            ("///xterm\n", Tmux::Untold),
            ("", Tmux::Untold),
        ] {
            assert_eq!(Tmux::of(answer), expected, "{answer}");
        }
    }
}
