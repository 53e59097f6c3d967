//! The fields that no analysis varies, in words.

use super::bounds::valid_words;
use crate::preset::Currency;
use crate::session::{Field, FieldValue, Session};
use crate::view::format;

/// What a field holds, as it is shown; `None` for a site that isn't there.
pub(in crate::view) fn field_words(session: &Session, field: Field) -> Option<String> {
    let value = field.value(&session.preset)?;
    Some(value_words(session.preset.money(), &value))
}

/// A field's value as it is shown.
pub fn value_words(currency: Currency, value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) => text.clone(),
        FieldValue::Month(month) => month.name(),
        FieldValue::Year(year) => year.to_string(),
        FieldValue::Number(spec, number) => format::setting(currency.of(spec.unit), *number),
    }
}

/// What is valid in a field.
pub(in crate::view) fn field_valid_words(currency: Currency, field: Field) -> String {
    let valid = match field {
        Field::Currency => "1 to 3 characters, such as EUR",
        Field::Summary => "one line; empty for none",
        _ if field.is_text() => "one line",
        Field::Programme("headline_year") => "a year, such as 2029",
        Field::Name | Field::Site(..) | Field::Programme(_) => "a month, as YYYY-MM",
    };
    match field.spec() {
        Some(spec) => valid_words(currency, spec, format::setting),
        None => valid.to_owned(),
    }
}
