//! A person's other RON files, such as settings and themes, read with the same care as a preset:
//! every deviation has its line, its reason and the nearest valid name, and what is sound of a
//! file can be used although something else in it isn't.

pub(crate) use super::form::{DerivedRecord, FieldForm, Record, ValueForm, fields_of};
pub(crate) use super::outline::literal::quote;

use super::diagnostics::{Diagnostics, Findings};
use super::files::LARGEST;
use super::form::{Holds, Variant};
use super::outline::{At, Outline};
use super::read::{contents, decoded};
use super::validate;
use crate::text::{did_you_mean, os_message, quoted, shortened_path};
use std::borrow::Cow;
use std::io;
use std::path::Path;

pub(crate) const FLAG: ValueForm = ValueForm::Choice(&[
    Variant { name: "true", holds: Holds::Nothing },
    Variant { name: "false", holds: Holds::Nothing },
]);

/// The text of a person's file; `what` it is, such as `settings file`, goes into messages.
///
/// # Errors
/// When there is no such file, or it can't be read as text.
pub(crate) fn text_of(path: &Path, what: &str) -> Result<String, Diagnostics> {
    let name = path.to_string_lossy();
    let whole = |reason: String, help: &str| Diagnostics::of_whole_file(&name, reason, help);
    let shown = shortened_path(path);
    let bytes = contents(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => whole(format!("There is no {what} {shown}."), "Check the path."),
        io::ErrorKind::PermissionDenied => {
            let message = os_message(&error);
            whole(format!("{shown} may not be read: {message}."), "Ask its owner for permission.")
        }
        io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => {
            whole(format!("{shown} is no {what}, but something else than a file."), "Name a file.")
        }
        _ => whole(
            format!("The {what} {shown} can't be read: {}.", os_message(&error)),
            "Check the disk.",
        ),
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(whole(format!("{shown} is larger than 1 MiB."), "Is it the right file?"));
    }
    decoded(&bytes, &name).map(Cow::into_owned)
}

/// A text with named values, and what was found wrong with it so far.
pub(crate) struct Sheet<'t> {
    outline: Outline<'t>,
    found: Findings<'t>,
}

impl<'t> Sheet<'t> {
    /// Reads a text that should be a record; what deviates from it is noted.
    ///
    /// # Errors
    /// When brackets, quotation marks or commas don't add up, so that nothing can be read.
    pub(crate) fn read(
        text: &'t str,
        file: &str,
        what: &str,
        form: ValueForm,
    ) -> Result<Self, Diagnostics> {
        let mut found = Findings::new(file, text);
        let outline = match Outline::of(text) {
            Ok(outline) => outline,
            Err(error) => {
                // The scanner speaks of what is read most often.
                let named = |words: &str| words.replace("preset", what);
                found.add(error.span, named(&error.reason), error.help.as_deref().map(named));
                return Err(found.into_diagnostics());
            }
        };
        validate::structure(&outline, form, &mut found);
        Ok(Self { outline, found })
    }

    fn at(&self, path: &str) -> At<'_, 't> {
        self.outline.start().at(path)
    }

    /// Whether something stands at a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.at(path).node().is_some()
    }

    /// How many values stand in the list or group at a path.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.at(path).entries().count()
    }

    /// A text; `None` where there is none.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        self.at(path).text()
    }

    /// A whole number; `None` where there is none.
    pub(crate) fn whole(&self, path: &str) -> Option<i64> {
        self.at(path).whole().map(i64::from)
    }

    /// `true` or `false`; `None` where there is neither.
    pub(crate) fn flag(&self, path: &str) -> Option<bool> {
        self.at(path).word()?.parse().ok()
    }

    /// Notes that the value at a path won't do.
    pub(crate) fn wrong(&mut self, path: &str, reason: impl Into<String>, help: Option<String>) {
        let span = self.outline.find(path).span;
        self.found.add(span, reason, help);
    }

    /// Notes that a text isn't one of those that are valid.
    pub(crate) fn unknown(&mut self, path: &str, what: &str, text: &str, valid: &[&str]) {
        let help = did_you_mean(text, valid);
        self.wrong(path, format!("There is no {what} {}.", quoted(text)), Some(help));
    }

    /// What was found wrong, if anything.
    pub(crate) fn diagnostics(self) -> Option<Diagnostics> {
        (!self.found.is_empty()).then(|| self.found.into_diagnostics())
    }
}
