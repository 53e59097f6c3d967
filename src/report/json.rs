//! Numbers and rows as JSON.

use serde_json::{Map, Value};

/// A number; one that is absent is `null`.
pub fn number(value: Option<f64>) -> Value {
    match value {
        None => Value::Null,
        Some(value) => serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number),
    }
}

/// An object with its fields in the order given.
pub fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map<_, _>>())
}
