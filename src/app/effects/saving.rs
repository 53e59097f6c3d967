//! Saving what is open: over the file that it came from, or to another place.

use super::{Files, KnownFile, path_of, sentence};
use crate::preset::files::Expected;
use crate::preset::{LibraryError, Origin, Preset, SaveError};
use crate::session::{May, SaveResult, SaveTarget, There, Why};

impl Files {
    /// Saves, or says what a person must be asked first. A file that is there is replaced unasked
    /// only if it is the open preset's own, as it was read or written last, without comments.
    pub(super) fn save(&mut self, target: SaveTarget, preset: &Preset, may: May) -> SaveResult {
        let origin = match target {
            SaveTarget::At(origin) => origin,
            SaveTarget::Typed(text) => match self.library.target(&text) {
                Ok(origin) => origin,
                Err(error) => return SaveResult::Failed(sentence(&error)),
            },
        };
        let known = self.known.as_ref().filter(|known| is_same(&known.origin, &origin));
        let expected = match (may, known) {
            (May::Replace(Some(stamp)) | May::InPlace(Some(stamp)), _) => {
                Expected::Unchanged(stamp)
            }
            (May::Replace(None) | May::InPlace(None), _) => Expected::Anything,
            (May::Ask | May::LoseComments, Some(known)) => Expected::Unchanged(known.stamp),
            (May::Anew, _) | (_, None) => Expected::Nothing,
        };
        if let (May::Ask, Some(known)) = (may, known)
            && known.comments > 0
            && self.library.stamp(&origin).is_ok_and(|stamp| stamp == Some(known.stamp))
        {
            return self.ask(Why::Comments(known.comments), origin);
        }
        // Who has said once that it may be written into isn't asked again.
        let in_place = matches!(may, May::InPlace(_)) || known.is_some_and(|known| known.in_place);
        let saved = if in_place && expected != Expected::Nothing {
            self.library.save_in_place(&origin, preset, expected)
        } else {
            self.library.save(&origin, preset, expected)
        };
        let why = match saved {
            Ok(stamp) => {
                self.note(&origin);
                let origin = origin.clone();
                self.known =
                    Some(KnownFile { origin: origin.clone(), stamp, comments: 0, in_place });
                return SaveResult::Done(origin);
            }
            Err(LibraryError::Save(SaveError::Busy { .. })) => Why::Busy,
            Err(LibraryError::Save(SaveError::Exists { .. })) => Why::Taken,
            Err(LibraryError::Save(SaveError::Changed { .. })) => Why::Changed,
            Err(LibraryError::Save(SaveError::Vanished { .. })) => Why::Vanished,
            Err(error) => return SaveResult::Failed(sentence(&error)),
        };
        self.ask(why, origin)
    }

    fn ask(&self, why: Why, origin: Origin) -> SaveResult {
        let there = match self.library.open_at(&origin) {
            Ok(opened) => There {
                preset: Ok(opened.preset),
                comments: opened.comment_lines.len(),
                stamp: opened.stamp,
            },
            Err(error) => There {
                preset: Err(sentence(&error)),
                comments: 0,
                stamp: self.library.stamp(&origin).ok().flatten(),
            },
        };
        SaveResult::Ask { why, origin, there: Box::new(there) }
    }
}

/// Whether two places are one file.
fn is_same(one: &Origin, other: &Origin) -> bool {
    one == other || path_of(one).is_some_and(|path| path_of(other) == Some(path))
}
