//! The screens: one table for keys, tabs and help.

/// Declares the screens once: the enum, their list, their names on the tabs, where these are others
/// than their own, and the keys that go there.
macro_rules! screens {
    ($($(#[$doc:meta])* $name:ident $($label:literal)? = $key:literal,)+) => {
        /// A screen of the explorer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Screen { $($(#[$doc])* $name),+ }

        /// Each one's own name, that on its tab, and its key.
        const SCREENS: &[(&str, &str, &str)] =
            &[$((stringify!($name), [$($label,)? stringify!($name)][0], $key)),+];

        impl Screen {
            /// All of them.
            pub const ALL: [Self; SCREENS.len()] = [$(Self::$name),+];
        }
    };
}

screens! {
    /// Sliders, three scenarios, everything live.
    Explore = "1",
    /// What drives a figure.
    Drivers = "2",
    /// Any two inputs against any metric.
    Grid = "3",
    /// How likely it is.
    Risk = "4",
    /// Cash by year.
    Cash = "5",
    /// What was said, against the model.
    Claims = "6",
    /// The whole file: texts, dates, sites, every number of the programme.
    Programme = "7",
    /// What the model gives, against what was reported.
    Backtest "Back-test" = "8",
    /// Every preset, ranked by a figure.
    League = "9",
    /// What differs from another state.
    Compare = "c",
    /// The ways to count payback, side by side.
    Paybacks = "b",
    /// What must be true for a target.
    Solve = "t",
    /// How a figure comes about.
    Explain = "x",
}

impl Screen {
    /// Its name in views and on the command line.
    pub const fn id(self) -> &'static str {
        SCREENS[self as usize].0
    }

    /// The screen of that name, in capitals or not.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.id().eq_ignore_ascii_case(id))
    }

    /// Its name on the tab.
    pub const fn label(self) -> &'static str {
        SCREENS[self as usize].1
    }

    /// The key that goes there.
    pub const fn key(self) -> &'static str {
        SCREENS[self as usize].2
    }

    /// Whether it has a tab of its own; the others are opened from one, and left back to it.
    pub const fn has_tab(self) -> bool {
        !matches!(self, Self::Compare | Self::Paybacks | Self::Solve | Self::Explain)
    }
}
