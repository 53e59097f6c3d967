//! The values of a preset: its name, and its inputs within their ranges and without contradiction.

use crate::model::spec::Plain;
use crate::model::{Access, Driver, FieldSpec, Indicator, InputError, Month, Programme, Site};
use crate::preset::Preset;
use crate::preset::currency::{SIGN, is_sign};
use crate::preset::diagnostics::Findings;
use crate::preset::outline::{At, Extent, Outline};
use crate::text::{quoted, shortened};

/// Notes what is wrong with the values of a preset, as it was read from an outline; nothing is said
/// of what was left out.
pub fn values<'t>(
    outline: &Outline<'t>,
    preset: &Preset,
    left_out: &[Extent],
    found: &mut Findings<'t>,
) {
    let mut values = Values { outline, found, left_out };
    if preset.name.trim().is_empty() {
        values.wrong("name", "The preset has no name.", "people choose it by its name");
    }
    let dates_are_sound = values.inputs(preset);
    values.risk();
    values.currency(&preset.currency);
    values.claims(dates_are_sound.then_some(&preset.inputs.programme));
    values.views(preset, dates_are_sound);
    // Which sites there are decides what a source can speak of.
    if !values.root_lacks() && !values.field_lacks("programme") && !values.field_lacks("sources") {
        values.sources(preset);
        // And which form the delays have, how many values an indicator's speaks of.
        if !values.field_lacks("scenarios") {
            values.source_values(preset);
        }
    }
}

/// Notes what is wrong with a view that stands on a preset, in a file of its own.
pub fn view<'t>(
    outline: &Outline<'t>,
    view: At<'_, 't>,
    on: &Preset,
    (left_out, found): (&[Extent], &mut Findings<'t>),
) {
    Values { outline, found, left_out }.view(view, on, true);
}

pub(super) struct Values<'o, 't> {
    pub(super) outline: &'o Outline<'t>,
    pub(super) found: &'o mut Findings<'t>,
    /// What of the text the values don't come from: nothing is said about it, nor about what holds
    /// some of it.
    left_out: &'o [Extent],
}

impl<'o, 't> Values<'o, 't> {
    /// The value at a path from the root.
    pub(super) fn at(&self, path: &str) -> At<'o, 't> {
        self.outline.start().at(path)
    }

    /// Notes a problem with the value that a path leads to.
    pub(super) fn wrong(&mut self, path: &str, reason: impl Into<String>, help: impl Into<String>) {
        self.note(path, reason, Some(help.into()));
    }

    fn note(&mut self, path: &str, reason: impl Into<String>, help: Option<String>) {
        let node = self.outline.find(path);
        if !self.lacks(node.span) {
            let span = if node.children.is_empty() { node.span } else { node.beginning() };
            self.found.add(span, reason, help);
        }
    }

    /// Notes a value outside of what is valid, as the file writes it.
    pub(super) fn out_of_range(&mut self, path: &str, name: &str, value: f64, valid: &str) {
        let written = shortened(self.outline.text(self.outline.find(path).span));
        let reason = if value.is_nan() {
            format!("{name} is {written}, which is not a number.")
        } else if value.is_infinite() {
            format!("{name} is {written}, which is not a finite number.")
        } else {
            format!("{name} is {}, which is not valid.", Plain(value))
        };
        self.wrong(path, reason, format!("valid: {valid}"));
    }

    /// Whether a part of the text is left out, or something in it or around it.
    pub(super) fn lacks(&self, span: Extent) -> bool {
        self.left_out.iter().any(|left| left.start < span.end && span.start < left.end)
    }

    /// Whether the outermost fields are not what they should be: one is missing, or something that
    /// is no field stands among them.
    fn root_lacks(&self) -> bool {
        let root = self.outline.root();
        self.left_out.iter().any(|left| left.start == root.span.start)
            || self.outline.children(root).any(|node| self.left_out.contains(&node.span))
    }

    /// Whether a field or something in it is left out.
    fn field_lacks(&self, name: &str) -> bool {
        self.at(name).node().is_some_and(|node| self.lacks(node.span))
    }

    fn currency(&mut self, currency: &str) {
        if !is_sign(currency) {
            let reason = format!("{} can't stand for a currency.", quoted(currency));
            self.wrong("currency", reason, format!("valid: {SIGN}"));
        }
    }

    /// Notes what is wrong with the inputs; whether it is known which months are modelled.
    fn inputs(&mut self, preset: &Preset) -> bool {
        let lacks_some =
            self.field_lacks("programme") || self.field_lacks("scenarios") || self.root_lacks();
        let bad_months = self.months(preset.inputs.programme.sites.len());
        let mut dates_are_sound = !lacks_some && !bad_months;
        for violation in preset.inputs.violations() {
            let path = path_of(violation.field());
            dates_are_sound &= path != "programme.horizon";
            match violation {
                InputError::OutOfRange { field, value, valid } => {
                    self.out_of_range(&path, &field, value, &valid.to_string());
                }
                // A value that is left out may be one that the contradiction is with.
                InputError::Contradiction { .. } if lacks_some => {}
                InputError::Contradiction { field, .. }
                    if bad_months && DATED.iter().any(|dated| field.ends_with(dated)) => {}
                InputError::Contradiction { reason, .. } => {
                    let (what, valid) = match reason.split_once("; ") {
                        Some((what, valid)) => (what, Some(valid.to_owned())),
                        None => (reason.as_str(), None),
                    };
                    let (first, rest) =
                        what.split_at(what.chars().next().map_or(0, char::len_utf8));
                    self.note(&path, format!("{}{rest}.", first.to_uppercase()), valid);
                }
            }
        }
        dates_are_sound
    }

    /// Notes texts that should be months and aren't; whether there are any.
    fn months(&mut self, sites: usize) -> bool {
        let dates = months(Programme::FIELDS).map(|id| format!("programme.{id}"));
        let of_sites = (0..sites).flat_map(|site| {
            months(Site::FIELDS).map(move |id| format!("programme.sites.{site}.{id}"))
        });
        let mut any = false;
        for path in dates.chain(of_sites) {
            let Some(text) = self.at(&path).text() else { continue };
            if text.parse::<Month>().is_err() {
                any = true;
                let reason = format!("{} is not a month.", quoted(&text));
                self.wrong(&path, reason, "write YYYY-MM, such as 2028-01");
            }
        }
        any
    }
}

/// The fields that hold months.
fn months<R>(fields: &'static [FieldSpec<R>]) -> impl Iterator<Item = &'static str> {
    let is_month = |field: &&FieldSpec<R>| matches!(field.access, Access::Month(_));
    fields.iter().filter(is_month).map(|field| field.id)
}

/// Fields of which a contradiction follows from a month that isn't one.
const DATED: [&str; 3] = ["horizon", "headline_year", "first"];

/// Where a file holds the input of that name: `bear.margin` stands in `scenarios.bear.margin`.
fn path_of(field: &str) -> String {
    let Some((scenario, name)) = field.split_once('.').filter(|(first, _)| *first != "programme")
    else {
        return field.to_owned();
    };
    if Indicator::from_id(name).is_some() {
        format!("scenarios.{scenario}.power_delay.{name}")
    } else if name == Driver::PowerDelay.id() {
        // `Months( … )` holds the number as its first entry; `Indicators( … )` has no such entry.
        format!("scenarios.{scenario}.{name}.0")
    } else {
        format!("scenarios.{scenario}.{name}")
    }
}
