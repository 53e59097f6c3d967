//! What a line was found by, in bold and underlined: it reads without colour.

use super::canvas::Canvas;
use crate::widgets::text::columns;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

const MATCHED: Modifier = Modifier::BOLD.union(Modifier::UNDERLINED);

impl Canvas<'_> {
    /// Marks the words by which the screen's lines are filtered in some of these.
    pub(super) fn mark_screen_words(&mut self, area: Rect) {
        self.mark_words(area, self.session.screen_words());
    }

    /// Marks words, in capitals or not, wherever they stand in an area.
    pub(super) fn mark_words(&mut self, area: Rect, words: &str) {
        let words = words.to_lowercase();
        if words.trim().is_empty() {
            return;
        }
        for line in area.intersection(self.buffer.area).rows() {
            let (mut text, mut starts) = (String::new(), Vec::new());
            for column in self.letters(line) {
                starts.push(text.len());
                text += &self.buffer[(column, line.y)].symbol().to_lowercase();
            }
            for word in words.split_whitespace() {
                for (start, found) in text.match_indices(word) {
                    let range = start..start + found.len();
                    let inside = |place: &usize| range.contains(&starts[*place]);
                    let places: Vec<usize> = (0..starts.len()).filter(inside).collect();
                    self.mark_letters(line, &places);
                }
            }
        }
    }

    /// Marks letters of a row by their places in it.
    pub(super) fn mark_letters(&mut self, line: Rect, places: &[usize]) {
        for (place, column) in self.letters(line).into_iter().enumerate() {
            if places.contains(&place) {
                self.buffer[(column, line.y)].modifier.insert(MATCHED);
            }
        }
    }

    /// The columns in which a row's letters begin: one that is two columns wide counts once.
    fn letters(&self, line: Rect) -> Vec<u16> {
        let line = line.intersection(self.buffer.area);
        let (mut found, mut column) = (Vec::new(), line.left());
        while line.height > 0 && column < line.right() {
            found.push(column);
            let wide = columns(self.buffer[(column, line.y)].symbol()).max(1);
            column = column.saturating_add(u16::try_from(wide).unwrap_or(1));
        }
        found
    }
}
