//! How much room each block of a stack gets: what matters most first, so that a screen that grows
//! by a row gains a row, and nothing leaps.

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

#[cfg(test)]
mod tests {
    use super::*;

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
