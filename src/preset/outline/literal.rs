//! Numbers and texts as RON writes them.

use super::node::Extent;

/// The number that a literal stands for, `NaN` and infinities included; `None` for what is none.
///
/// Underscores may stand behind a digit.
pub fn number(literal: &str) -> Option<f64> {
    let unsigned = literal.trim_start_matches(['+', '-']);
    if matches!(unsigned, "NaN" | "inf") {
        return literal.parse().ok();
    }
    let mut digits = String::with_capacity(literal.len());
    let mut may_be_parted = false;
    for c in literal.chars() {
        match c {
            '_' if may_be_parted => continue,
            '0'..='9' | 'e' | 'E' => may_be_parted = true,
            '.' => may_be_parted = false,
            '+' | '-' => {}
            _ => return None,
        }
        digits.push(c);
    }
    digits.parse().ok()
}

/// A number without a fraction, no larger than fits.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and to fit")]
pub fn whole(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && number.abs() <= f64::from(i32::MAX)).then_some(number as i32)
}

/// A number as files have it: with a point or an exponent, and no sign before a zero.
pub fn decimal(value: f64) -> String {
    // Adding 0 takes a zero's sign away.
    format!("{:?}", value + 0.0)
}

/// The text that a literal in quotation marks stands for.
///
/// # Errors
/// The place of an escape that doesn't exist, within the literal.
pub fn text(literal: &str) -> Result<String, Extent> {
    if let Some(raw) = literal.strip_prefix('r') {
        let inner = raw.trim_start_matches('#').len();
        let hashes = raw.len() - inner;
        let inner = raw.get(hashes + 1..raw.len().saturating_sub(hashes + 1));
        return Ok(inner.unwrap_or_default().to_owned());
    }
    let inner = literal.get(1..literal.len().saturating_sub(1)).unwrap_or_default();
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((c, length)) = escaped(rest) else {
            let start = 1 + inner.len() - rest.len();
            let next = rest[1..].chars().next().map_or(0, char::len_utf8);
            return Err(Extent { start, end: start + 1 + next });
        };
        text.push(c);
        rest = &rest[length..];
    }
    Ok(text + rest)
}

/// The escape that a text begins with: what it stands for, and its length.
fn escaped(text: &str) -> Option<(char, usize)> {
    let simple = match text.as_bytes().get(1)? {
        c @ (b'\'' | b'"' | b'\\') => char::from(*c),
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'0' => '\0',
        b'x' => return bytes_of_one(text),
        b'u' => {
            let (hex, _) = text[2..].strip_prefix('{')?.split_once('}')?;
            let is_hex = (1..=6).contains(&hex.len()) && hex.bytes().all(|c| c.is_ascii_hexdigit());
            let code = u32::from_str_radix(hex, 16).ok().filter(|_| is_hex)?;
            return Some((char::from_u32(code)?, hex.len() + 4));
        }
        _ => return None,
    };
    Some((simple, 2))
}

/// A character that is written as the bytes of its UTF-8: `\xc3\xa9`.
fn bytes_of_one(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    let mut rest = text;
    while bytes.len() < 4 {
        let hex = rest.strip_prefix("\\x")?.get(..2)?;
        let is_hex = hex.bytes().all(|c| c.is_ascii_hexdigit());
        bytes.push(u8::from_str_radix(hex, 16).ok().filter(|_| is_hex)?);
        rest = &rest[4..];
        if let Ok(one) = std::str::from_utf8(&bytes) {
            return Some((one.chars().next()?, text.len() - rest.len()));
        }
    }
    None
}

/// A text in quotation marks, with what can't be seen written as escapes.
pub fn quote(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            // Within quotation marks an apostrophe is no danger.
            ' '..='~' => literal.push(c),
            _ => literal.extend(c.escape_debug()),
        }
    }
    literal.push('"');
    literal
}

/// A text in quotation marks, word for word, over as many lines as it has.
pub fn quote_raw(text: &str) -> String {
    let longest = text.split(|c| c != '#').map(str::len).max().unwrap_or(0);
    let hashes = "#".repeat(longest + 1);
    format!("r{hashes}\"{text}\"{hashes}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every literal means what it means to `ron`, or is refused by both.
    #[test]
    fn literals_are_read_as_ron_reads_them() {
        let numbers = "0 1_000.0 4e1 +0.5 -.5 1. .5 1e-_5 1_ _1 1._5 1__0 -_1 1e999 NaN -NaN +inf \
                       -inf infinity -infinity nan 1f 0x1f 1-2 --1 1e e1 1E5 5.0_0";
        for literal in numbers.split(' ').chain([""]) {
            let read = number(literal).map(f64::to_bits);
            assert_eq!(read, ron::from_str::<f64>(literal).ok().map(f64::to_bits), "{literal}");
        }
        let texts = r##""" "a\"b\\c\n\t\r\0\'" "\u{e9}\u{10ffff}" "\u{110000}" "\u{}" "\u{1234567}"
            "\u{+41}" "\xc3\xa9\x41" "\xc3" "\xff\xff" "\x4" "\C:" r#"a\"b"# r"" r"\""##;
        for literal in texts.split_whitespace().chain(["\"a\nb\""]) {
            assert_eq!(text(literal).ok(), ron::from_str(literal).ok(), "{literal}");
        }
        assert_eq!(text(r#""C:\Small""#), Err(Extent { start: 3, end: 5 }));
    }

    #[test]
    fn what_is_written_is_read_alike_by_ron() {
        for value in
            [0.0, -0.0, 40.0, -1.5, 1e300, 1e-7, 0.1 + 0.2, 123_456_789.25, f64::MIN_POSITIVE]
        {
            let written = decimal(value);
            assert_eq!(
                ron::from_str::<f64>(&written).map(|read| read + 0.0),
                Ok(value + 0.0),
                "{written}"
            );
            assert_eq!(number(&written).map(f64::to_bits), Some((value + 0.0).to_bits()));
        }
        assert_eq!((decimal(-0.0), decimal(40.0)), ("0.0".to_owned(), "40.0".to_owned()));
        for plain in
            ["", "it's \"so\", \\'", "é\u{301}\u{202e}\0\u{feff}\r\n\t", "r#\"x\"##", "日本"]
        {
            for literal in [quote(plain), quote_raw(plain)] {
                assert_eq!(ron::from_str::<String>(&literal).as_deref(), Ok(plain), "{literal}");
                assert_eq!(text(&literal).as_deref(), Ok(plain), "{literal}");
            }
        }
    }
}
