//! How much room each block of a stack gets: what matters most first, so that a screen that grows
//! by a row gains a row, and nothing leaps.

use super::canvas::{below, cut};
use ratatui::layout::Rect;

/// A block's wish for more rows; wishes with a lower rank are granted first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wish {
    pub(super) rank: u8,
    /// The block's place in the stack.
    pub(super) block: usize,
    /// Rows that it wants beyond what it has.
    pub(super) rows: u16,
}

/// Grants wishes by rank, each whole or not at all; gives the rows of each block and what is left.
pub(super) fn grant(wishes: &[Wish], blocks: usize, room: u16) -> (Vec<u16>, u16) {
    let mut rows = vec![0; blocks];
    let mut left = room;
    let mut sorted: Vec<&Wish> = wishes.iter().collect();
    sorted.sort_by_key(|wish| wish.rank);
    for wish in sorted {
        if wish.rows <= left {
            rows[wish.block] += wish.rows;
            left -= wish.rows;
        }
    }
    (rows, left)
}

/// Columns from which on a chart stands beside a list, the fewest that it needs, and those between.
const BESIDE: u16 = 110;
const CHART_WIDTH: u16 = 42;
const GAP: u16 = 3;
/// The fewest rows of a chart below a list.
const CHART_ROWS: u16 = 10;

/// The room of a list of such a least and best width and so many rows, and that of a chart: beside
/// it in an area that is wide enough for both, else below it where it leaves enough rows; the
/// chart's is empty where there is none.
pub(super) fn list_and_chart(area: Rect, (least, best): (u16, u16), rows: u16) -> (Rect, Rect) {
    let room = area.width.saturating_sub(GAP + CHART_WIDTH);
    if area.width >= BESIDE && least <= room {
        let width = best.min(room);
        return (cut(area, 0, width), cut(area, width + GAP, area.width));
    }
    let list = if rows + 1 + CHART_ROWS <= area.height { rows } else { area.height };
    (Rect { height: list, ..area }, below(area, list + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_stands_beside_a_list_or_below_it_or_nowhere() {
        let area = |width, height| Rect::new(1, 2, width, height);
        let (list, chart) = list_and_chart(area(120, 30), (50, 60), 40);
        assert_eq!((list, chart), (area(60, 30), Rect::new(64, 2, 57, 30)));
        let (list, chart) = list_and_chart(area(110, 30), (65, 70), 40);
        assert_eq!((list.width, chart.width), (65, 42));
        let (list, chart) = list_and_chart(area(110, 30), (66, 70), 40);
        assert_eq!((list.width, chart.height), (110, 0));
        let (list, chart) = list_and_chart(area(80, 30), (30, 60), 19);
        assert_eq!((list.height, chart), (19, Rect::new(1, 22, 80, 10)));
        let (list, chart) = list_and_chart(area(80, 30), (30, 60), 20);
        assert_eq!((list.height, chart.height), (30, 0));
    }

    #[test]
    fn what_matters_most_has_room_first_and_every_row_is_given_or_left() {
        let wish = |rank, block, rows| Wish { rank, block, rows };
        let wishes = [wish(2, 0, 4), wish(1, 1, 3), wish(3, 1, 5), wish(4, 2, 1)];
        assert_eq!(grant(&wishes, 3, 0), (vec![0, 0, 0], 0));
        assert_eq!(grant(&wishes, 3, 4), (vec![0, 3, 1], 0));
        assert_eq!(grant(&wishes, 3, 7), (vec![4, 3, 0], 0));
        assert_eq!(grant(&wishes, 3, 15), (vec![4, 8, 1], 2));
        for room in 0..20 {
            let (rows, left) = grant(&wishes, 3, room);
            assert_eq!(rows.iter().sum::<u16>() + left, room);
        }
    }
}
