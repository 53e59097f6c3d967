//! Bringing the text of an older format up to the present one, a format at a time.
//!
//! A step says which places of the text it replaces by what, so that whatever is wrong with the
//! result is still shown where it stands in the file.

use super::FORMAT;
use crate::preset::locate::{Outline, ScanError, Span};

/// A place of a text and what takes it.
pub struct Edit {
    /// The place.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The step from one format to the next.
pub struct Step {
    /// The format that it starts from.
    pub from: u32,
    /// What it replaces, in any order, no place within another. What it doesn't recognize it
    /// leaves: that is reported as in any other file.
    pub edits: fn(&Outline<'_>) -> Vec<Edit>,
}

/// Every step that there is. Format 1 is the first, so that there is none yet; a format 2 adds
/// the step from 1, and so on.
pub const STEPS: &[Step] = &[];

/// A text of the present format, made from an older one.
#[derive(Debug)]
pub struct Migrated {
    /// The text.
    pub text: String,
    /// For each step, the places that it replaced: before, and after.
    replaced: Vec<Vec<(Span, Span)>>,
}

impl Migrated {
    /// The place in the file that a place of the text comes from; the whole of what was replaced,
    /// for a place in what replaced it.
    pub fn original(&self, span: Span) -> Span {
        self.replaced.iter().rev().fold(span, |span, replaced| before_step(replaced, span))
    }
}

/// Why a text can't be brought up to the present format.
#[derive(Debug)]
pub enum MigrationError {
    /// No step starts from its format.
    NoStep,
    /// A step made something of it that is no preset's text.
    Torn(ScanError),
}

/// Brings a text of an older format up to the present one.
///
/// # Errors
/// When no step starts from a format on the way, or the text doesn't survive one.
pub fn migrated(text: &str, format: u32, steps: &[Step]) -> Result<Migrated, MigrationError> {
    let mut made = Migrated { text: text.to_owned(), replaced: Vec::new() };
    for format in format..FORMAT {
        let step = steps.iter().find(|step| step.from == format).ok_or(MigrationError::NoStep)?;
        let outline = Outline::of(&made.text).map_err(MigrationError::Torn)?;
        let mut edits = (step.edits)(&outline);
        edits.sort_by_key(|edit| edit.span.start);
        let (mut text, mut replaced, mut copied) = (String::new(), Vec::new(), 0);
        for edit in edits {
            text += &made.text[copied..edit.span.start];
            let start = text.len();
            text += &edit.text;
            replaced.push((edit.span, Span { start, end: text.len() }));
            copied = edit.span.end;
        }
        text += &made.text[copied..];
        made.text = text;
        made.replaced.push(replaced);
    }
    Ok(made)
}

fn before_step(replaced: &[(Span, Span)], span: Span) -> Span {
    let place = |at: usize, is_end: bool| {
        let mut shift = (0, 0);
        for (before, after) in replaced {
            let is_in = if is_end {
                after.start < at && at <= after.end
            } else {
                after.start <= at && at < after.end
            };
            if is_in {
                return if is_end { before.end } else { before.start };
            }
            if after.end > at {
                break;
            }
            shift = (before.end, after.end);
        }
        shift.0 + (at - shift.1)
    };
    let start = place(span.start, false);
    Span { start, end: place(span.end.max(span.start), true).max(start) }
}
