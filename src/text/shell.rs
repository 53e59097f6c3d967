//! Words of a command line.

/// A word as it is typed into a shell to be taken as it is.
pub fn shell_word(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./=:,@%+".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_taken_as_it_is() {
        for (word, typed) in [
            ("apec-40b", "apec-40b"),
            ("base.utilization=0.7", "base.utilization=0.7"),
            ("my case", "'my case'"),
            ("it's $HOME", r"'it'\''s $HOME'"),
            ("", "''"),
            ("~/x", "'~/x'"),
        ] {
            assert_eq!(shell_word(word), typed);
        }
    }
}
