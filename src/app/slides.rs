//! What the slides of a presentation are told to: the speaker's second terminal, and marks in a
//! recording.

use super::Setup;
use super::speaker::Speaker;
use crate::preset::Preset;
use crate::session::{Presentation, Session};
use crate::view::SpeakerNote;
use crate::view::words::filled::filled;
use std::time::Instant;

/// A slide: its place, its title and its note.
type Told = (Option<(usize, usize)>, String, String);

/// What was told last, and to whom.
#[derive(Debug, Default)]
pub(super) struct Slides {
    told: Option<Told>,
    begun: Option<Instant>,
    speaker: Option<Speaker>,
}

impl Slides {
    /// Tells what slide is shown now, if it is another one.
    pub(super) fn tell(&mut self, session: &Session, setup: &Setup) {
        let Some(shown) = &session.presentation else {
            *self = Self::default();
            return;
        };
        let preset = &session.preset;
        let [title, note] = [&shown.title, &shown.note].map(|text| with_figures(text, preset));
        let title = if title.is_empty() { preset.name.clone() } else { title };
        let slide = (shown.place, title.clone(), note.clone());
        if self.told.as_ref() == Some(&slide) {
            return;
        }
        let is_next = self.told.as_ref().is_none_or(|(place, ..)| *place != shown.place);
        let begun = *self.begun.get_or_insert_with(Instant::now);
        if self.told.is_none() && setup.speaks {
            // A presentation does without where no socket can be had.
            self.speaker = Speaker::start().ok().flatten();
        }
        if let Some(recording) = setup.recording.as_ref().filter(|_| is_next) {
            recording.mark(&title);
        }
        if let Some(speaker) = &self.speaker {
            let next = next_title(shown, preset);
            let (place, elapsed) = (shown.place, begun.elapsed());
            speaker.tell(&SpeakerNote { title, note, next, place, elapsed });
        }
        self.told = Some(slide);
    }
}

/// A text with the figures of what is shown; as it is written where one of them is none.
fn with_figures(text: &str, preset: &Preset) -> String {
    filled(text, preset).unwrap_or_else(|_| text.to_owned())
}

/// The title of the next slide, with its own figures where it stands on another preset.
fn next_title(shown: &Presentation, preset: &Preset) -> Option<String> {
    let (slide, count) = shown.place?;
    if slide >= count {
        return None;
    }
    let (title, preset) = shown.next(slide, preset)?;
    Some(with_figures(title, &preset))
}
