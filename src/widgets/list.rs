//! A list with a chosen row.

use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};

use super::{
    paint::Paint,
    pen::{Pen, text_cells},
    text::leader,
};

/// Rows of text, of which one may be chosen: it has a mark before it and a style of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct List<'a> {
    /// Each row's text and what stands at its right end; the latter gives way to the former.
    pub rows: &'a [(&'a str, &'a str)],
    /// The chosen row.
    pub selected: Option<usize>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// The first row that is seen: the chosen row stands in the middle, except near the list's ends.
pub fn first_visible(selected: Option<usize>, rows: usize, height: u16) -> usize {
    let height = usize::from(height);
    let last = rows.saturating_sub(height);
    selected.unwrap_or(0).saturating_sub(height.saturating_sub(1) / 2).min(last)
}

/// The first row that is seen of a list scrolled to one row, moved as far as another one needs to
/// be seen as well.
pub fn first_holding(
    anchor: Option<usize>,
    selected: Option<usize>,
    rows: usize,
    height: u16,
) -> usize {
    let first = first_visible(anchor, rows, height);
    let selected = selected.unwrap_or(first);
    first.clamp((selected + 1).saturating_sub(height.max(1).into()), selected)
}

impl List<'_> {
    fn draw_row(&self, pen: &mut Pen<'_>, line: u16, index: usize) {
        let (text, detail) = self.rows[index];
        // The last column is kept for the signs that there is more.
        let end = pen.width().saturating_sub(1).max(pen.width().min(1));
        let (text_style, detail_style) = if self.selected == Some(index) {
            pen.rule(0, line, end, " ", self.paint.selected);
            let mark = self.paint.glyphs.selected;
            pen.put(0, line, mark, self.paint.selected);
            // One style over the whole row: a paler detail would break the reversed bar in two.
            let style = self.paint.text.patch(self.paint.selected);
            (style, style)
        } else {
            (self.paint.text, self.paint.dim)
        };
        let room = end.saturating_sub(2);
        let used = pen.text(2, line, room, text, text_style);
        let left = room - used.min(room);
        if left > text_cells(detail) + 1 {
            if !detail.is_empty() {
                let dots = leader(2 + used, left - text_cells(detail), self.paint.glyphs.leader);
                pen.text(2 + used, line, left, &dots, detail_style);
            }
            pen.text_before(end, line, left, detail, detail_style);
        }
    }
}

impl Widget for List<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let height = pen.height();
        let first = first_visible(self.selected, self.rows.len(), height);
        for (line, index) in (0..height).zip(first..self.rows.len()) {
            self.draw_row(&mut pen, line, index);
        }
        if pen.width() < 3 || height == 0 {
            return;
        }
        let edge = pen.width() - 1;
        if first > 0 {
            pen.put(edge, 0, self.paint.glyphs.more_above, self.paint.dim);
        }
        if first + usize::from(height) < self.rows.len() {
            pen.put(edge, height - 1, self.paint.glyphs.more_below, self.paint.dim);
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use ratatui::style::Style;

    use crate::widgets::picture::{modifiers, picture};

    const ROWS: [(&str, &str); 6] = [
        ("APEC $40bn, as announced", "bundled"),
        ("Slow power", "saved 09:41"),
        ("中文名字", "saved"),
        ("A name so long that its detail gives way", "saved"),
        ("Five", ""),
        ("Six", ""),
    ];

    fn list(rows: usize, selected: usize) -> List<'static> {
        List {
            rows: &ROWS[..rows],
            selected: Some(selected),
            paint: Paint { selected: Style::new().reversed(), ..Paint::default() },
        }
    }

    #[test]
    fn the_chosen_row_is_seen_without_colour() {
        assert_snapshot!(picture(list(6, 1), 40, 4), @r"
        |  APEC $40bn, as announced      bundled |
        |▸ Slow power                saved 09:41 |
        |  中文名字                        saved |
        |  A name so long that its detail gives…▾|
        ");
        assert_snapshot!(modifiers(list(6, 1), 40, 4), @r"
        |........................................|
        |RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR.|
        |........................................|
        |........................................|
        ");
    }

    #[test]
    fn the_chosen_row_is_always_in_sight() {
        for height in 1..9_u16 {
            for selected in 0..6 {
                let first = first_visible(Some(selected), 6, height);
                assert!((first..first + usize::from(height)).contains(&selected));
            }
        }
        assert_eq!(first_visible(None, 0, 0), 0);
    }
}
