//! The keys, to be read.

use super::{Acts, Fate};
use crate::session::{Context, Moment, Session};

/// The keys, scrolled by so many lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    /// The first line that is shown.
    pub scroll: usize,
}

impl Acts for Help {
    fn context(&self) -> Context {
        Context::Help
    }

    fn list(&mut self, session: &Session) -> Option<(&mut usize, usize)> {
        Some((&mut self.scroll, session.help_end.saturating_add(1)))
    }

    fn accept(&mut self, _: &mut Session, _: Moment) -> Fate {
        Fate::Closes
    }
}
