//! Fullwidth forms of ASCII, as input methods for East Asian languages type them: `＝`, `７２％`.

/// The ASCII character of a fullwidth form; any other character as it is.
pub(super) fn folded(letter: char) -> char {
    match letter {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(letter) - 0xff01 + 0x21).unwrap_or(letter)
        }
        _ => letter,
    }
}

/// A text with ASCII in place of fullwidth forms.
pub fn in_ascii_forms(text: &str) -> String {
    text.chars().map(folded).collect()
}

#[cfg(test)]
mod tests {
    use super::in_ascii_forms;

    #[test]
    fn every_form_has_its_character() {
        assert_eq!(in_ascii_forms("＝　７２．５％！～"), "= 72.5%!~");
        assert_eq!(in_ascii_forms("72 %, é, 日本, −"), "72 %, é, 日本, −");
    }
}
