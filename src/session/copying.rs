//! Copying: what can be copied, the list to choose it from, and what became of it. The texts are
//! made by those who draw and report.

use super::action::Effect;
use super::dialog::Dialog;
use super::message::Message;
use super::{Screen, Session};

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The figure that the screens speak of, of the chosen scenario.
    Figure,
    /// The screen's table with tabs between its cells, figures in full.
    Table,
    /// The screen's table in Markdown, figures rounded.
    Markdown,
    /// The screen as text.
    Screen,
}

impl Copied {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Figure, Self::Table, Self::Markdown, Self::Screen];

    /// What messages call it.
    const fn noun(self) -> &'static str {
        match self {
            Self::Figure => "the figure",
            Self::Table | Self::Markdown => "the table",
            Self::Screen => "the screen",
        }
    }

    /// What it is called in the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Figure => "the figure",
            Self::Table => "the table, for a spreadsheet",
            Self::Markdown => "the table, in Markdown",
            Self::Screen => "the screen, as text",
        }
    }
}

/// What became of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyResult {
    /// It was sent to the terminal, which never says whether it took it.
    Sent {
        /// What it went through, if anything: `tmux`.
        through: Option<&'static str>,
    },
    /// It is in a file.
    Filed {
        file: String,
        /// Why it wasn't sent; empty where a file was asked for.
        why: String,
    },
    /// It is nowhere; the sentence says why.
    Failed(String),
}

impl Session {
    pub(super) fn ask_what_to_copy(&mut self) {
        let table = usize::from(self.screen != Screen::Explore);
        self.dialog = Some(Dialog::Copy(table));
    }

    /// Copies the chosen thing, to a file if that is asked for.
    pub(super) fn copy(&mut self, selected: usize, to_file: bool) -> Vec<Effect> {
        self.dialog = None;
        let chosen = Copied::ALL.get(selected).copied();
        chosen.map(|what| Effect::Copy { what, to_file }).into_iter().collect()
    }

    pub(super) fn copied(&mut self, what: Copied, result: CopyResult) {
        let noun = what.noun();
        self.message = Some(match result {
            CopyResult::Sent { through: None } => {
                Message::Note(format!("{noun}: sent to the terminal's clipboard"))
            }
            CopyResult::Sent { through: Some(through) } => {
                Message::Note(format!("{noun}: sent to the terminal's clipboard through {through}"))
            }
            CopyResult::Filed { file, why } if why.is_empty() => {
                Message::Note(format!("{noun} is in {file}"))
            }
            CopyResult::Filed { file, why } => Message::Note(format!("{why}; {noun} is in {file}")),
            CopyResult::Failed(why) => Message::Error(format!("{noun} was not copied: {why}")),
        });
    }

    pub(super) fn mouse_set(&mut self, on: bool) {
        self.message = Some(Message::Note(
            if on {
                "mouse on: it moves handles; Shift-drag selects text; M switches it off"
            } else {
                "mouse off: the terminal selects text with it; M switches it on"
            }
            .to_owned(),
        ));
    }
}
