//! The sequences that switch the terminal's modes.

use super::QUESTION;
use super::glyph::is_harmless;
use super::identity::Multiplexer;

/// How the terminal is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Modes {
    /// Whether the mouse is reported: presses, drags and the wheel. Text can
    /// then be selected only with Shift held.
    pub mouse: bool,
    /// The title of the terminal's window while it is held; characters that
    /// could control the terminal are left out. Its old title returns after.
    pub title: Option<String>,
}

/// Longest title that is sent, in characters.
const LONGEST_TITLE: usize = 100;

const SAVE_TITLE: &str = "\x1b[22;0t";
const RESTORE_TITLE: &str = "\x1b[23;0t";
const ALTERNATE_SCREEN: &str = "\x1b[?1049h";
const MAIN_SCREEN: &str = "\x1b[?1049l";
const HIDE_CURSOR: &str = "\x1b[?25l";
const SHOW_CURSOR: &str = "\x1b[?25h";
const WRAP_OFF: &str = "\x1b[?7l";
const WRAP_ON: &str = "\x1b[?7h";
const PASTE_ON: &str = "\x1b[?2004h";
const PASTE_OFF: &str = "\x1b[?2004l";
const END_OF_UPDATE: &str = "\x1b[?2026l";
const RESET_STYLE: &str = "\x1b[m";

/// Presses, drags and the wheel, with coordinates of any size; not the mere
/// motion of the mouse, which would send a report for every cell it crosses.
const MOUSE_ON: &str = "\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l";

impl Modes {
    /// What takes the terminal.
    pub(super) fn enter(&self) -> String {
        let title = self.title.as_deref().map(|title| format!("{SAVE_TITLE}{}", set_title(title)));
        let mouse = if self.mouse { MOUSE_ON } else { "" };
        let title = title.unwrap_or_default();
        [&title, ALTERNATE_SCREEN, HIDE_CURSOR, WRAP_OFF, PASTE_ON, mouse].concat()
    }

    /// What gives it back as it was, wherever a frame was cut short.
    ///
    /// The mouse is switched off on both screens, since some terminals keep
    /// that mode for each.
    pub(super) fn leave(&self) -> String {
        let first = [END_OF_UPDATE, RESET_STYLE, MOUSE_OFF, PASTE_OFF, WRAP_ON].concat();
        let title = if self.title.is_some() { RESTORE_TITLE } else { "" };
        [&first, MAIN_SCREEN, MOUSE_OFF, SHOW_CURSOR, title].concat()
    }
}

/// Has the terminal send nothing of its own accord any more, and say when it has got so far: what it
/// sent before comes in before the reply. GNU screen answers at once, while reports may still be on
/// their way to it from the terminal, so there that one is asked.
pub(super) fn hush(innermost: Option<Multiplexer>) -> String {
    let question = String::from_utf8_lossy(QUESTION);
    let asked = match innermost {
        Some(Multiplexer::Screen) => format!("\x1bP{question}\x1b\\"),
        Some(Multiplexer::Tmux) | None => question.into_owned(),
    };
    [END_OF_UPDATE, MOUSE_OFF, &asked].concat()
}

pub(super) fn set_mouse(on: bool) -> &'static str {
    if on { MOUSE_ON } else { MOUSE_OFF }
}

fn set_title(title: &str) -> String {
    let title = title.chars().filter(|&character| is_harmless(character));
    let title: String = title.take(LONGEST_TITLE).collect();
    format!("\x1b]2;{title}\x1b\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_controls_nothing() {
        assert_eq!(set_title("a\x1b]0;b\x07c\u{9c}d\u{202e}e\n国"), "\x1b]2;a]0;bcde国\x1b\\");
        assert_eq!(set_title(&"x".repeat(500)).len(), 100 + 6);
    }

    #[test]
    fn the_mouse_goes_before_and_after_the_alternate_screen() {
        let left = Modes::default().leave();
        let (before, after) = left.split_once(MAIN_SCREEN).unwrap();
        assert!(before.contains(MOUSE_OFF) && after.contains(MOUSE_OFF));
    }

    #[test]
    fn every_mode_that_is_entered_is_left() {
        let modes = Modes { mouse: true, title: Some(String::new()) };
        let left = modes.leave();
        for mode in ["1049", "2004", "1002", "1006"] {
            assert!(modes.enter().contains(&format!("\x1b[?{mode}h")));
            assert!(left.contains(&format!("\x1b[?{mode}l")));
        }
        for mode in ["25", "7"] {
            assert!(modes.enter().contains(&format!("\x1b[?{mode}l")));
            assert!(left.contains(&format!("\x1b[?{mode}h")));
        }
    }
}
