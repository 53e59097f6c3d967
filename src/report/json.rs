//! What JSON of several reports has in common.

use crate::analysis::{Bound, InputValue};
use serde_json::{Map, Value, json};

/// An object with its fields in the order given.
pub fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(key, value)| (key.into(), value)).collect::<Map<_, _>>())
}

/// The version of the command line's JSON: it rises when a name goes away or comes to mean something
/// else, and not for a new one.
pub const VERSION: u32 = 1;

/// An answer with the version before everything else in it; a list stays a list.
pub fn versioned(answer: Value) -> Value {
    match answer {
        Value::Object(fields) => {
            object([("version".to_owned(), json!(VERSION))].into_iter().chain(fields))
        }
        answer => answer,
    }
}

/// An answer, with its flags in it only where any was met.
pub(super) fn flagged(mut answer: Value, margin_capped: bool) -> Value {
    if margin_capped {
        answer["flags"] = json!(["margin_capped"]);
    }
    answer
}

pub(super) fn of_setting(setting: InputValue) -> Value {
    match setting {
        InputValue::Number(value, _) => json!(value),
        InputValue::Month(month) => json!(month.to_string()),
        InputValue::Year(year) => json!(year),
    }
}

pub(super) fn of_bound(bound: Bound) -> Value {
    match bound {
        Bound::Within(low, high) => json!({ "within": [low, high] }),
        Bound::AtLeast(low) => json!({ "at_least": low }),
        Bound::AtMost(high) => json!({ "at_most": high }),
    }
}
