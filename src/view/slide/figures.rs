//! How many figures a slide shows.

/// More are not taken in while somebody speaks.
const MOST: usize = 7;

/// The figures that a slide may still show.
pub(super) struct Figures(usize);

impl Figures {
    pub(super) const fn new() -> Self {
        Self(MOST)
    }

    /// Takes the figures of words that are shown in any case.
    pub(super) fn spend(&mut self, words: &str) {
        self.0 = self.0.saturating_sub(count(words));
    }

    /// Whether words may be shown; if so, it takes their figures.
    pub(super) fn allow(&mut self, words: &str) -> bool {
        let is_allowed = count(words) <= self.0;
        if is_allowed {
            self.spend(words);
        }
        is_allowed
    }

    /// The same of several that make no sense without each other.
    pub(super) fn allow_all<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) -> bool {
        self.allow(&words.into_iter().collect::<Vec<_>>().join(" "))
    }

    /// Keeps one for later, where another one is left besides.
    pub(super) const fn keep_one(&mut self) -> bool {
        let is_kept = self.0 > 1;
        self.0 -= is_kept as usize;
        is_kept
    }
}

/// The figures in words: runs of digits; a range is one.
fn count(words: &str) -> usize {
    let is_part = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '–');
    let runs = words.split(|sign| !is_part(sign));
    runs.filter(|run| run.contains(|sign: char| sign.is_ascii_digit())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_counted_as_they_are_read() {
        for (words, figures) in [
            ("", 0),
            ("never", 0),
            ("APEC $40bn", 1),
            ("−$1,234.5 bn", 1),
            ("claimed 3–5 y", 1),
            ("65 → 73.8 %", 2),
            ("2 of 5, 2026.", 3),
        ] {
            assert_eq!(count(words), figures, "{words}");
        }
        let mut left = Figures::new();
        left.spend("1 2 3 4 5");
        assert!(
            !left.allow("1 2 3") && left.allow("1 2") && left.allow("never") && !left.allow("1")
        );
    }
}
