//! The words of a league table.

/// A rank in words: `1st`, `2nd`, `11th`.
pub fn ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_read_as_people_say_them() {
        let ranks = [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 123].map(ordinal);
        assert_eq!(
            ranks,
            [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st",
                "111th", "123rd"
            ]
        );
    }
}
