//! Comments of a hand-written file, which the program can't keep when it saves over it.

use super::locate::Outline;

/// The lines, counted from 1, on which a preset's comments begin, in the order of the text. None
/// for a text that has no outline: that isn't opened, and so isn't saved over.
///
/// What looks like a comment within quotation marks is none.
pub fn comment_lines(text: &str) -> Vec<usize> {
    let Ok(outline) = Outline::of(text) else { return Vec::new() };
    let mut lines = Vec::new();
    let (mut line, mut counted) = (1, 0);
    for comment in outline.comments() {
        line += text[counted..comment.start].bytes().filter(|byte| *byte == b'\n').count();
        counted = comment.start;
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Whether a preset's text has comments.
pub fn has_comments(text: &str) -> bool {
    Outline::of(text).is_ok_and(|outline| !outline.comments().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_what_looks_like_them() {
        let text = "// one\n(\n  a: \"// none\", /* two /* inner */ */ b: r#\"/* none */\"#, // three\n\n  // four\n)\n// five";
        assert_eq!(comment_lines(text), [1, 3, 5, 7]);
        assert!(has_comments("(a: 1) // x") && !has_comments("(a: \"http://x\")"));
        assert!(!has_comments("(a: // never closed"));
    }

    #[test]
    fn what_the_program_writes_has_no_comments_and_the_bundled_presets_have_some() {
        for (id, text) in crate::preset::library::BUNDLED {
            let preset = crate::preset::read(text.as_bytes(), id).expect("bundled");
            assert!(!has_comments(&crate::preset::to_ron(&preset)), "{id}");
        }
        assert!(has_comments(crate::preset::library::BUNDLED[0].1));
    }
}
