//! Settings that are one of several words.

/// Declares words once: the enum, its list and the words themselves.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// The words, the default first.
            pub const WORDS: &[&str] = &[$($word),+];

            /// The choice of that word.
            pub fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

choices! {
    /// How many colours are used.
    ColorChoice {
        /// As many as the terminal says it has.
        Auto = "auto",
        /// Colours even where `NO_COLOR` or the terminal says none.
        Always = "always",
        /// None: weight and reverse video only.
        Never = "never",
        /// The sixteen named ones.
        Sixteen = "16",
        /// The 256 of xterm.
        Indexed = "256",
        /// 24 bits each.
        True = "truecolor",
    }
}

choices! {
    /// Whether only ASCII is drawn.
    AsciiChoice {
        /// Where the locale or the terminal has nothing else.
        Auto = "auto",
        /// Everywhere.
        Always = "always",
        /// Nowhere.
        Never = "never",
    }
}

choices! {
    /// Whether lines are drawn in octants, the blocks of Unicode 16, in place of braille.
    OctantChoice {
        /// Where the terminal is known to draw them.
        Auto = "auto",
        /// Everywhere.
        Always = "always",
        /// Nowhere.
        Never = "never",
    }
}

choices! {
    /// Where a copy goes.
    CopyChoice {
        /// To the terminal's clipboard; to a file where it is known to have none.
        Auto = "auto",
        /// To the terminal's clipboard, whatever is known of it.
        Terminal = "terminal",
        File = "file",
    }
}
