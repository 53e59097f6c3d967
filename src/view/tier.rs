//! Size tiers: what a screen of a given size has room for.

/// The smallest screen that is drawn: columns and rows.
pub const SMALLEST: (u16, u16) = (60, 20);

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// From 60×20: one table of three columns in place of the panels.
    Table,
    /// From 80×24: three panels with sparklines.
    Compact,
    /// From 120×40: charts with axes, every claim beside its figure.
    Roomy,
    /// From 160×50: wider charts and the cash table.
    Wide,
}

impl Tier {
    /// What Explore shows on it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Table => "Explore shows a table of three columns",
            Self::Compact => "Explore shows three panels with sparklines",
            Self::Roomy => "Explore shows charts with axes and every claim",
            Self::Wide => "Explore shows wide charts and the cash table",
        }
    }

    /// The tier of a screen; `None` where it is too small to be useful.
    pub const fn of(columns: u16, rows: u16) -> Option<Self> {
        if columns >= 160 && rows >= 50 {
            Some(Self::Wide)
        } else if columns >= 120 && rows >= 36 {
            Some(Self::Roomy)
        } else if columns >= 80 && rows >= 24 {
            Some(Self::Compact)
        } else if columns >= SMALLEST.0 && rows >= SMALLEST.1 {
            Some(Self::Table)
        } else {
            None
        }
    }
}
