//! The names and signs of a source, as far as imports need them.

/// The names and signs of a source; comments, texts and lifetimes left out.
pub fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(first) = chars.get(at).copied() {
        at = match past_text(&chars, at) {
            Some(past) => past,
            None if is_part(first) => {
                let name: String = chars[at..].iter().take_while(|sign| is_part(**sign)).collect();
                let past = at + name.chars().count();
                tokens.push(name);
                past
            }
            None if chars[at..].starts_with(&[':', ':']) => {
                tokens.push("::".to_owned());
                at + 2
            }
            None => {
                if !first.is_whitespace() {
                    tokens.push(first.to_string());
                }
                at + 1
            }
        };
    }
    tokens
}

/// Where a comment, a text, a character or a lifetime that begins here ends.
fn past_text(chars: &[char], at: usize) -> Option<usize> {
    let sign = |ahead: usize| chars.get(at + ahead).copied().unwrap_or(' ');
    let past = |from: usize, end: &str| {
        let end: Vec<char> = end.chars().collect();
        let found = (from..chars.len()).find(|at| chars[*at..].starts_with(&end));
        found.map_or(chars.len(), |at| at + end.len())
    };
    match (sign(0), sign(1), sign(2)) {
        ('/', '/', _) => Some(past(at, "\n")),
        ('/', '*', _) => Some(past(at, "*/")),
        ('r', '"', _) | ('r', '#', '"' | '#') => {
            let marks = chars[at + 1..].iter().take_while(|sign| **sign == '#').count();
            Some(past(at + 2 + marks, &format!("\"{}", "#".repeat(marks))))
        }
        ('"', ..) => {
            let mut end = at + 1;
            while end < chars.len() && chars[end] != '"' {
                end += if chars[end] == '\\' { 2 } else { 1 };
            }
            Some(end + 1)
        }
        ('\'', '\\', _) => Some(past(at + 3, "'")),
        ('\'', _, '\'') => Some(at + 3),
        ('\'', ..) => Some(at + 1 + chars[at + 1..].iter().take_while(|at| is_part(**at)).count()),
        _ => None,
    }
}

fn is_part(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The tokens of a module without what is there for tests alone, and the files that are.
pub fn without_tests(tokens: &[String], module: &str) -> (Vec<String>, Vec<String>) {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let (mut kept, mut tests) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].iter().map(String::as_str).take(MARK.len()).eq(MARK) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += MARK.len();
        let start = at;
        let mut depth = 0_usize;
        while at < tokens.len() {
            let token = tokens[at].as_str();
            at += 1;
            match token {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(token, "}" | ";") {
                break;
            }
        }
        let item = &tokens[start..at];
        if let Some(place) = item.iter().position(|token| token == "mod") {
            tests.push(format!("{module}::{}", item[place + 1]));
        }
    }
    (kept, tests)
}
