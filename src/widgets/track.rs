//! The track of a slider with up to three handles.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{paint::Paint, pen::Pen, scale::rounded};

/// A slider's track, one row high: handles at positions from 0 (first cell) to 1 (last cell).
///
/// Handles that share a cell are drawn as one mark, and a handle off the track as an arrow at the
/// edge that it is beyond.
#[derive(Debug, Clone, Copy, Default)]
pub struct Track {
    /// Where the handles stand: 0 to 1, or beyond; `None` for a handle that isn't there.
    pub handles: [Option<f64>; 3],
    /// The handle that is drawn bright and above the others.
    pub chosen: Option<usize>,
    /// Where the handles stood before; drawn on cells that hold no handle.
    pub ghosts: [Option<f64>; 3],
    /// The stretch, as positions from and to, that is drawn broken.
    pub hatched: Option<(f64, f64)>,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// The cell of a position from 0 to 1 on a track of `width` cells; beyond it, the edge's cell.
///
/// Both ends of the slider are on the first and the last cell: `round(position × (width − 1))`.
pub fn cell_of(position: f64, width: u16) -> u16 {
    let last = width.saturating_sub(1);
    rounded(position * f64::from(last), last)
}

/// The position, 0 to 1, at the centre of a cell: `cell / (width − 1)`.
pub fn position_of(cell: u16, width: u16) -> f64 {
    match width.saturating_sub(1) {
        0 => 0.0,
        last => f64::from(cell.min(last)) / f64::from(last),
    }
}

impl Track {
    /// The handle drawn in this cell, arrows included; the chosen one goes before the others.
    pub fn handle_at(&self, cell: u16, width: u16) -> Option<usize> {
        let chosen_first = self.chosen.into_iter().chain(0..3);
        chosen_first.into_iter().find(|&index| self.cell_of_handle(index, width) == Some(cell))
    }

    fn cell_of_handle(&self, index: usize, width: u16) -> Option<u16> {
        let position = self.handles.get(index).copied().flatten()?;
        (width > 0).then(|| cell_of(position, width))
    }

    fn draw_line(&self, pen: &mut Pen<'_>) {
        let width = pen.width();
        for cell in 0..width {
            let hatched = self.hatched.is_some_and(|(from, to)| {
                (cell_of(from, width)..=cell_of(to, width)).contains(&cell) && from <= 1.0
            });
            let (symbol, style) = if hatched {
                (self.paint.glyphs.hatch, self.paint.dim)
            } else {
                (self.paint.glyphs.horizontal, self.paint.dim)
            };
            pen.put(cell, 0, symbol, style);
        }
        for ghost in self.ghosts.into_iter().flatten() {
            if (0.0..=1.0).contains(&ghost) {
                let cell = cell_of(ghost, width);
                pen.put(cell, 0, self.paint.glyphs.broken, self.paint.ghost);
            }
        }
    }

    /// The mark and style of a cell that holds handles: `here` are their indices.
    fn mark(&self, here: &[usize]) -> (&'static str, Style) {
        let chosen = self.chosen.filter(|index| here.contains(index));
        let arrow = |index: usize| match self.handles[index] {
            Some(position) if position < 0.0 => Some(self.paint.glyphs.off_left),
            Some(position) if position > 1.0 => Some(self.paint.glyphs.off_right),
            _ => None,
        };
        // A chosen handle on the edge's own cell must not look as if it were beyond it.
        let beyond = match chosen {
            Some(index) => arrow(index),
            None => here.iter().find_map(|&index| arrow(index)),
        };
        let mark = match (beyond, here) {
            (Some(arrow), _) => arrow,
            (None, &[only]) => self.paint.glyphs.mark(only),
            (None, _) => self.paint.glyphs.merged,
        };
        let Paint { text, accent, series, .. } = self.paint;
        // A mark that stands for several has the hue of none.
        let style = match here {
            &[only] => series[only],
            _ => text,
        };
        (mark, if chosen.is_some() { accent.patch(style) } else { style })
    }
}

impl Widget for Track {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        self.draw_line(&mut pen);
        let width = pen.width();
        for cell in 0..width {
            let here: Vec<usize> =
                (0..3).filter(|&index| self.cell_of_handle(index, width) == Some(cell)).collect();
            if !here.is_empty() {
                let (mark, style) = self.mark(&here);
                pen.put(cell, 0, mark, style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;
    use proptest::prelude::*;
    use ratatui::style::Modifier;

    use super::*;
    use crate::widgets::glyphs::Glyphs;
    use crate::widgets::picture::{modifiers, picture};

    fn track(handles: [f64; 3]) -> Track {
        Track {
            handles: handles.map(Some),
            chosen: Some(1),
            paint: Paint { accent: Style::new().add_modifier(Modifier::BOLD), ..Paint::default() },
            ..Track::default()
        }
    }

    #[test]
    fn handles_stand_to_scale() {
        assert_snapshot!(picture(track([0.333, 0.6, 0.8]), 40, 1), @"|─────────────▼─────────●───────▲────────|");
        assert_snapshot!(modifiers(track([0.333, 0.6, 0.8]), 40, 1), @"|.......................B................|");
    }

    #[test]
    fn shared_cells_arrows_ghosts_and_hatching() {
        let shared = Track {
            hatched: Some((0.8, 1.0)),
            ghosts: [Some(0.1), None, Some(0.9)],
            ..track([0.5, 0.5, 1.2])
        };
        assert_snapshot!(picture(shared, 21, 1), @"|──┆───────◆─────╌╌┆╌▸|");
        let ascii = Track { paint: (&Glyphs::ASCII).into(), ..shared };
        assert_snapshot!(picture(ascii, 21, 1), @"|--:-------*-----==:=>|");
        assert_snapshot!(picture(track([-1.0, 0.0, 2.0]), 9, 1), @"|◆───────▸|");
        assert_snapshot!(picture(track([-1.0, 0.5, 2.0]), 9, 1), @"|◂───●───▸|");
    }

    #[test]
    fn a_click_finds_the_handle_under_it() {
        let track = track([0.0, 0.5, 0.5]);
        assert_eq!(track.handle_at(10, 21), Some(1));
        assert_eq!(track.handle_at(3, 21), None);
        assert_eq!(track.handle_at(0, 0), None);
    }

    proptest! {
        #[test]
        fn a_cells_position_leads_back_to_it(width in 1_u16..300, cell in 0_u16..300) {
            let cell = cell.min(width - 1);
            prop_assert_eq!(cell_of(position_of(cell, width), width), cell);
        }
    }
}
