//! Copies of presets' files, whole or without claims and sources.

use super::{Library, LibraryError, Origin};
use crate::preset::files::Expected;
use crate::preset::rewritten;

/// What of a preset comes along with a copy of it, beside its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyScope {
    /// The file as it is.
    Everything,
    /// Its claims alone.
    Claims,
    /// Its sources alone.
    Sources,
    /// Neither.
    Inputs,
}

impl CopyScope {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Everything, Self::Claims, Self::Sources, Self::Inputs];

    /// The one with claims, with sources, with both or with neither.
    pub const fn of(claims: bool, sources: bool) -> Self {
        match (claims, sources) {
            (true, true) => Self::Everything,
            (true, false) => Self::Claims,
            (false, true) => Self::Sources,
            (false, false) => Self::Inputs,
        }
    }

    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Everything => "claims and sources",
            Self::Claims => "claims alone",
            Self::Sources => "sources alone",
            Self::Inputs => "neither",
        }
    }
}

impl Library {
    /// Copies a preset's file to a place of [`Library::target`]. Everything is copied byte by byte,
    /// also of a file with something wrong in it; else what is left out is taken from its text, and
    /// the rest of that stays, comments included. One that no other can take the place of is written
    /// into.
    ///
    /// # Errors
    /// When the file can't be read, or the place isn't as expected (usually [`Expected::Nothing`])
    /// or can't be written to; where something is left out, also when the file is none of a preset.
    pub fn duplicate(
        &self,
        from: &Origin,
        to: &Origin,
        scope: CopyScope,
        expected: Expected,
    ) -> Result<(), LibraryError> {
        let bytes = match scope {
            CopyScope::Everything => self.bytes(from)?,
            CopyScope::Claims | CopyScope::Sources | CopyScope::Inputs => {
                let mut opened = self.open_at(from)?;
                if scope != CopyScope::Claims {
                    opened.preset.claims.clear();
                }
                if scope != CopyScope::Sources {
                    opened.preset.sources.clear();
                }
                rewritten(&opened.bytes, &opened.preset).into_bytes()
            }
        };
        self.save_either_way(to, &bytes, expected).map(|_| ())
    }
}
