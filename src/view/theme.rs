//! Styles by role, not by widget: a title, what is chosen, a loss, a claim that doesn't hold.
//!
//! The roles are one table, from which come the [`Theme`]'s fields, the theme files' format, its
//! diagnostics and the documents. The bundled themes are RON files in `assets/themes`, part of the
//! program; a person's own are read by the same reader.

mod bundled;
mod color;
mod projected;
mod read;

pub use bundled::{BUNDLED, SIXTEEN, bundled, read, within};

use crate::model::Scenario;
use crate::preset::sheet::{FieldForm, ValueForm};
use ratatui::style::{Color, Style};

/// What a theme is made to be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
}

/// Most colours of the heat map.
const MOST_SHADES: usize = 3;

/// How many shades those colours are spread over; their densities differ as well.
const SHADES: usize = 4;

/// A role, as documents and messages name it.
#[derive(Debug, Clone, Copy)]
pub struct Role {
    /// Its name in a theme file.
    pub id: &'static str,
    /// What it is the style of.
    pub meaning: &'static str,
}

/// Declares the roles once: the theme's fields, their list, their fields in a file.
macro_rules! roles {
    ($($name:ident = $meaning:literal,)+) => {
        /// A style for each role. Every role differs by shape, sign or weight as well as by colour.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Theme {
            $(#[doc = $meaning] pub $name: Style,)+
            /// The heat map's colours from the lowest value to the highest.
            pub shades: [Option<Color>; SHADES],
            /// What it is made to be read on; any where it doesn't say.
            pub background: Option<Background>,
        }

        /// Every role but the heat map's shades.
        pub const ROLES: &[Role] = &[$(Role { id: stringify!($name), meaning: $meaning }),+];

        /// The roles as a theme file has them.
        const FIELDS: &[FieldForm] = &[
            $(FieldForm { name: stringify!($name), form: ValueForm::Record(&read::STYLE), required: false },)+
            FieldForm { name: "shades", form: ValueForm::List(&ValueForm::Text), required: false },
        ];

        impl Theme {
            /// Without any style.
            const PLAIN: Self = Self {
                $($name: Style::new(),)+
                shades: [None; SHADES],
                background: None,
            };

            pub fn style(&self, role: &str) -> Option<Style> {
                match role {
                    $(stringify!($name) => Some(self.$name),)+
                    _ => None,
                }
            }

            fn set(&mut self, role: &str, style: Style) {
                match role {
                    $(stringify!($name) => self.$name = style,)+
                    _ => {}
                }
            }
        }
    };
}

roles! {
    text = "ordinary text",
    dim = "what stands behind: labels, rules, sources",
    figure = "headline figures",
    title = "the program's name and titles",
    accent = "what is chosen: the slider, the scenario's name, the tab",
    selected = "a line chosen in a list, the cursor",
    bear = "the bear scenario: its mark, name, bars and curves",
    base = "the base scenario, likewise",
    bull = "the bull scenario, likewise",
    bar = "a bar that belongs to no scenario",
    negative = "a figure below zero: a loss",
    better = "a change for the better",
    worse = "a change for the worse",
    change = "a change that is neither, a value that differs from the saved one",
    holds = "a claim that holds",
    fails = "a claim that doesn't hold; a contour, a cliff, a cap that acts",
    ghost = "what stood before a change",
    error = "an error",
    key = "a key in a hint",
}

impl Theme {
    /// The hue of a scenario.
    pub const fn scenario(&self, scenario: Scenario) -> Style {
        match scenario {
            Scenario::Bear => self.bear,
            Scenario::Base => self.base,
            Scenario::Bull => self.bull,
        }
    }

    /// Whether it needs more colours than the terminal's own sixteen.
    pub fn is_rich(&self) -> bool {
        let is_rich =
            |color: Option<Color>| matches!(color, Some(Color::Rgb(..) | Color::Indexed(16..)));
        let mut styles = ROLES.iter().filter_map(|role| self.style(role.id));
        styles.any(|style| is_rich(style.fg) || is_rich(style.bg))
            || self.shades.into_iter().any(is_rich)
    }
}
