//! Help: what is chosen and the keys, and on another page the words and marks.

use super::{Acts, Dialog, Fate};
use crate::session::{Context, Session};

/// A page of help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HelpPage {
    /// What is chosen, then every key.
    Keys,
    /// What words and marks mean.
    Marks,
}

/// Help, as far as it is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    pub page: HelpPage,
    /// The first line that is shown.
    pub scroll: usize,
}

impl Acts for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    /// Its lines are the view's: how a sentence is broken depends on the room.
    fn texts(&self, _: &Session) -> Option<Vec<String>> {
        Some(Vec::new())
    }

    fn scroll(&mut self, session: &mut Session, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(session.help_end);
    }

    fn accept(&mut self, _: &mut Session) -> Fate {
        Fate::Closes
    }
}

impl Session {
    pub(in crate::session) fn show_help(&mut self) {
        self.help_end = usize::MAX;
        self.dialog = Some(Dialog::Help(Help { page: HelpPage::Keys, scroll: 0 }));
    }

    /// Turns to the other page.
    pub(super) fn turn_help(&mut self) {
        if let Some(Dialog::Help(help)) = &mut self.dialog {
            let page = match help.page {
                HelpPage::Keys => HelpPage::Marks,
                HelpPage::Marks => HelpPage::Keys,
            };
            *help = Help { page, scroll: 0 };
            self.help_end = usize::MAX;
        }
    }

    /// How far help can be scrolled.
    pub(in crate::session) fn set_help_end(&mut self, end: usize) {
        self.help_end = end;
        if matches!(self.dialog, Some(Dialog::Help(_))) {
            self.scroll(0);
        }
    }
}
