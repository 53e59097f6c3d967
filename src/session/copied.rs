//! The forms in which something can be copied.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The figure that the screens speak of, of the chosen scenario.
    Figure,
    /// The screen's table with tabs between its cells, figures in full.
    Table,
    /// The screen's table in Markdown, figures rounded.
    Markdown,
    /// The screen's chart as a drawing for documents.
    Chart,
    /// The other chart of Risk, the fan of cash, likewise.
    Fan,
    /// The screen as text.
    Screen,
    /// The screen as a drawing.
    Picture,
    /// A report on what is open, as a page.
    Report,
    /// The command that shows the same.
    Command,
}

impl Copied {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 9] = [
        Self::Figure,
        Self::Table,
        Self::Markdown,
        Self::Chart,
        Self::Fan,
        Self::Screen,
        Self::Picture,
        Self::Report,
        Self::Command,
    ];

    /// What messages call it.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Figure => "the figure",
            Self::Table | Self::Markdown => "the table",
            Self::Chart | Self::Fan => "the chart",
            Self::Screen | Self::Picture => "the screen",
            Self::Report => "the report",
            Self::Command => "the command",
        }
    }

    /// What it is called in the list.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Figure => "the figure",
            Self::Table => "the table, for a spreadsheet",
            Self::Markdown => "the table, in Markdown",
            Self::Chart => "the chart, as SVG",
            Self::Fan => "the fan of cash, as SVG",
            Self::Screen => "the screen, as text",
            Self::Picture => "the screen, as SVG",
            Self::Report => "a report, as HTML",
            Self::Command => "the command that shows this",
        }
    }

    /// Whether it is a document, which goes to a file wherever other copies go.
    pub const fn is_document(self) -> bool {
        match self {
            Self::Chart | Self::Fan | Self::Picture | Self::Report => true,
            Self::Figure | Self::Table | Self::Markdown | Self::Screen | Self::Command => false,
        }
    }
}
