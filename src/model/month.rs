//! Calendar months, written `YYYY-MM`.

use std::fmt;
use std::str::FromStr;

/// A calendar month; ordered, and counted in whole months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month of a year; `month` runs from 1 to 12.
    pub const fn new(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// The calendar year it lies in.
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of its year, 1 to 12.
    pub const fn month(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// How many months it lies after `earlier`; negative when before.
    pub const fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The month `months` later, earlier when negative.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Short English name with the year, as people write it: `Jan 2028`.
    pub fn name(self) -> String {
        const NAMES: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let index = usize::try_from(self.month() - 1).unwrap_or(0);
        format!("{} {}", NAMES[index], self.year())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

/// Why a text isn't a month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("‘{0}’ is not a month: write YYYY-MM, such as 2028-01")]
pub struct MonthError(pub String);

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || MonthError(text.to_owned());
        let (year, month) = text.split_once('-').ok_or_else(wrong)?;
        let digits = |part: &str, count: usize| {
            (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<i32>().ok())
                .flatten()
        };
        match (digits(year, 4), digits(month, 2)) {
            (Some(year), Some(month)) if (1..=12).contains(&month) => Ok(Self::new(year, month)),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_calendar_months() {
        for text in ["2025-11", "0001-01", "2040-12", "9999-12"] {
            assert_eq!(text.parse::<Month>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "2025",
            "2025-1",
            "2025-00",
            "2025-13",
            "25-01",
            "2025-+1",
            "2025-01-01",
            "２０２５-01",
        ] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
