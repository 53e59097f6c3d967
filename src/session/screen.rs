//! The screens: one table for keys, tabs and help.

/// A screen of the explorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    /// Sliders, three scenarios, everything live.
    Explore,
    /// What drives a figure.
    Drivers,
    /// Any two inputs against any metric.
    Grid,
    /// How likely it is.
    Risk,
    /// Cash by year.
    Cash,
    /// What was said, against the model.
    Claims,
    /// Every number of the programme as a slider.
    Numbers,
    /// What differs from another state.
    Compare,
    /// The ways to count payback, side by side.
    Paybacks,
    /// What must be true for a target.
    Solve,
    /// How a figure comes about.
    Explain,
}

impl Screen {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Explore,
        Self::Drivers,
        Self::Grid,
        Self::Risk,
        Self::Cash,
        Self::Claims,
        Self::Numbers,
        Self::Compare,
        Self::Paybacks,
        Self::Solve,
        Self::Explain,
    ];

    /// Its name on the tab.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Explore => "Explore",
            Self::Drivers => "Drivers",
            Self::Grid => "Grid",
            Self::Risk => "Risk",
            Self::Cash => "Cash",
            Self::Claims => "Claims",
            Self::Numbers => "Numbers",
            Self::Compare => "Compare",
            Self::Paybacks => "Paybacks",
            Self::Solve => "Solve",
            Self::Explain => "Explain",
        }
    }

    /// The key that goes there.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Explore => "1",
            Self::Drivers => "2",
            Self::Grid => "3",
            Self::Risk => "4",
            Self::Cash => "5",
            Self::Claims => "6",
            Self::Numbers => "7",
            Self::Compare => "c",
            Self::Paybacks => "b",
            Self::Solve => "t",
            Self::Explain => "x",
        }
    }

    /// Whether it has a tab of its own; the others are opened from one, and left back to it.
    pub const fn has_tab(self) -> bool {
        !matches!(self, Self::Compare | Self::Paybacks | Self::Solve | Self::Explain)
    }
}
