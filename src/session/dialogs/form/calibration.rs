//! The form of what can be set but not varied: when the financial year ends, and the values at
//! which the reference margin was read off.

use super::{Dialog, Fate, FormDialog, FormSubject};
use crate::model::{Access, FieldSpec, InputError, InputSpec, Lens, Programme};
use crate::preset::Currency;
use crate::session::Session;
use crate::session::entry::{Typed, parse_entry, typed};

/// A number that the form sets.
struct Setting {
    field: &'static FieldSpec<Programme>,
    spec: &'static InputSpec,
    lens: &'static Lens<Programme, f64>,
}

fn settings() -> impl Iterator<Item = Setting> {
    Programme::FIELDS.iter().filter_map(|field| match &field.access {
        Access::Setting(spec, lens) => Some(Setting { field, spec, lens }),
        _ => None,
    })
}

impl Session {
    /// Opens the form.
    pub(in crate::session) fn edit_calibration(&mut self) {
        let programme = &self.preset.inputs.programme;
        let form = settings().fold(FormDialog::new(FormSubject::Calibration), |form, setting| {
            let Setting { field, spec, lens } = setting;
            let value = typed(spec.unit, (lens.get)(programme));
            form.with_text(field.label, &value, field.meaning)
        });
        self.dialog = Some(Dialog::Form(form));
    }

    /// Takes all of its numbers, or says which can't be taken.
    pub(super) fn take_calibration(&mut self, form: &mut FormDialog) -> Fate {
        let mut values = Vec::new();
        for (index, setting) in settings().enumerate() {
            match number(form.text(index), self.preset.money(), &setting) {
                Ok(value) => values.push(value),
                Err(why) => {
                    form.refuse(index, why);
                }
            }
        }
        if values.len() < form.fields.len() {
            return Fate::Stays;
        }
        self.fill_in(form, |preset| {
            for (Setting { lens, .. }, value) in settings().zip(values) {
                (lens.set)(&mut preset.inputs.programme, value);
            }
        })
    }
}

/// A typed number, if the field may have it; of two readings that as a fraction.
fn number(
    text: &str,
    currency: Currency,
    Setting { field, spec, .. }: &Setting,
) -> Result<f64, String> {
    let (Typed::Value(value) | Typed::Either { fraction: value, .. }) =
        parse_entry(text, currency.of(spec.unit))?;
    if spec.valid.contains(value) {
        return Ok(value);
    }
    let field = field.label.to_owned();
    Err(InputError::OutOfRange { field, value, valid: spec.valid }.to_string())
}
