//! Saving what is open: over the file that it came from, or to another place.

use super::{Files, KnownFile, path_of, sentence};
use crate::preset::files::Expected;
use crate::preset::{
    LibraryError, Opened, Origin, Preset, SaveError, SaveErrorKind as Kind, Stamp, rewritten,
};
use crate::session::{PresetRef, SaveResult, There, Why};

impl Files {
    /// Saves, or says what a person must be asked first. A file that is there is replaced unasked
    /// only if it is the open preset's own, as it was read or written last.
    pub(super) fn save(
        &mut self,
        target: PresetRef,
        preset: &Preset,
        agreed: Option<(Why, Option<Stamp>)>,
    ) -> SaveResult {
        let origin = match target {
            PresetRef::At(origin) => origin,
            PresetRef::Typed(text) => match self.library.target(&text) {
                Ok(origin) => origin,
                Err(error) => return SaveResult::Failed(sentence(&error)),
            },
        };
        let known = self.known.as_ref().filter(|known| is_same(&known.origin, &origin));
        let expected = match (agreed, known) {
            (Some((Why::Vanished, _)), _) | (None, None) => Expected::Nothing,
            (Some((_, Some(stamp))), _) => Expected::Unchanged(stamp),
            (Some((_, None)), _) => Expected::Anything,
            (None, Some(known)) => Expected::Unchanged(known.stamp()),
        };
        // Who has said once that it may be written into isn't asked again.
        let in_place =
            matches!(agreed, Some((Why::Busy, _))) || known.is_some_and(|known| known.in_place);
        let text = self.text(&origin, known.is_some() && agreed.is_some(), preset);
        let saved = if in_place && expected != Expected::Nothing {
            self.library.save_in_place(&origin, &text, expected)
        } else {
            self.library.save_text(&origin, &text, expected)
        };
        let why = match saved {
            Ok(_) => {
                self.let_go();
                self.note(&origin);
                let known = KnownFile::holding(origin.clone(), text.into_bytes());
                self.known = Some(KnownFile { in_place, ..known });
                return SaveResult::Done(origin);
            }
            Err(LibraryError::Save(SaveError { kind: Kind::Busy(_), .. })) => Why::Busy,
            Err(LibraryError::Save(SaveError { kind: Kind::Exists, .. })) => Why::Taken,
            Err(LibraryError::Save(SaveError { kind: Kind::Changed, .. })) => Why::Changed,
            Err(LibraryError::Save(SaveError { kind: Kind::Vanished, .. })) => Why::Vanished,
            Err(error) => return SaveResult::Failed(sentence(&error)),
        };
        self.ask(why, origin)
    }

    /// What is open as a text: that of its file as it was read or written last, with what differs
    /// changed; where a person agreed to replace what is there now, that one.
    fn text(&self, origin: &Origin, is_agreed: bool, preset: &Preset) -> String {
        let own = is_agreed.then(|| self.library.bytes(origin).ok()).flatten();
        let opened = self.known.as_ref().map(|known| known.bytes.as_slice());
        rewritten(own.as_deref().or(opened).unwrap_or_default(), preset)
    }

    fn ask(&self, why: Why, origin: Origin) -> SaveResult {
        // What is shown and what may be replaced are of one reading.
        let bytes = self.library.bytes(&origin);
        let stamp = bytes.as_deref().ok().map(Stamp::of);
        let opened = bytes.and_then(|bytes| Opened::of(&origin, bytes));
        let preset = opened.map(|opened| opened.preset).map_err(|error| sentence(&error));
        SaveResult::Ask { why, origin, there: Box::new(There { preset, stamp }) }
    }
}

/// Whether two places are one file.
fn is_same(one: &Origin, other: &Origin) -> bool {
    one == other || path_of(one).is_some_and(|path| path_of(other) == Some(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preset::Library;
    use crate::preset::library::{BUNDLED, DEFAULT};
    use crate::preset::recovery::{Recovery, Unsaved};
    use crate::session::Effect;
    use std::time::SystemTime;

    #[test]
    fn work_that_was_taken_up_outlives_a_save_of_something_else() {
        type Other = fn(&Recovery) -> Effect;
        let others: [(Option<Other>, usize); 3] = [
            (None, 0),
            (Some(|_| Effect::Load(Origin::Bundled(BUNDLED[1].0))), 1),
            (Some(|recovery| Effect::TakeUp(recovery.discarded()[0].file.clone())), 1),
        ];
        for (other, left) in others {
            let folder = tempfile::tempdir().unwrap();
            let library = Library::at(folder.path());
            let recovery = Recovery::of(&library);
            let (saved, origin) = library.find(DEFAULT).unwrap();
            let open = Preset { name: "Mine".to_owned(), ..saved.clone() };
            let unsaved = Unsaved { origin, saved, open, at: SystemTime::now().into() };
            recovery.keep_discarded(&unsaved).unwrap();
            recovery.journal().write(&unsaved).unwrap();
            let mut files = Files::new(library, None);
            files.offer(recovery.leftovers().collect(), 0);
            // The present journal can't be written, so that the one left behind stays.
            files.carry_out(Effect::Resume(0)).unwrap();
            if let Some(other) = other {
                files.carry_out(other(&recovery)).unwrap();
            }
            let target = PresetRef::Typed("mine".to_owned());
            let result = files.save(target, &unsaved.open, None);
            assert!(matches!(result, SaveResult::Done(_)));
            assert_eq!(recovery.leftovers().count(), left);
        }
    }
}
