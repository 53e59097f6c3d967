//! What `ron` reads in a text, as plain values.

use ron::Options;
use ron::extensions::Extensions;
use serde_json::Value;

fn read(text: &str) -> Result<Value, ron::error::SpannedError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // `ron` takes a lone carriage return for a blank, so that a comment would never end.
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(&lines)
}

/// Asserts that every value that `ron` reads in a text is that of a full text, whatever is left out.
pub fn assert_alike(text: &str, full: &str, told: &dyn Fn() -> String) {
    let found = read(text).unwrap_or_else(|error| panic!("ron: {error}\n{}", told()));
    let full = read(full).expect("what is written is read");
    if let Err(path) = is_part(&found, &full) {
        panic!("ron reads another {path}\n{}", told());
    }
}

fn is_part(part: &Value, whole: &Value) -> Result<(), String> {
    match (part, whole) {
        (Value::Object(part), Value::Object(whole)) => {
            // A field that holds `None` is as good as none.
            for (key, value) in part.iter().filter(|(_, value)| !value.is_null()) {
                let other = whole.get(key).ok_or_else(|| key.clone())?;
                is_part(value, other).map_err(|path| format!("{key}.{path}"))?;
            }
            Ok(())
        }
        (Value::Array(part), Value::Array(whole)) if part.len() == whole.len() => {
            let mut pairs = part.iter().zip(whole).enumerate();
            pairs.try_for_each(|(place, (part, whole))| {
                is_part(part, whole).map_err(|path| format!("{place}.{path}"))
            })
        }
        (Value::Number(part), Value::Number(whole)) if part.as_f64() == whole.as_f64() => Ok(()),
        (part, whole) if part == whole => Ok(()),
        (part, whole) => Err(format!(": {part} for {whole}")),
    }
}
