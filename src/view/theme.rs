//! Styles by role, not by widget: a title, what is chosen, a loss, a claim that doesn't hold.

use ratatui::style::{Color, Modifier, Style};

/// A style for each role. Colours are the terminal's own sixteen, so that they fit a dark and a
/// light background; every role differs by shape, sign or weight as well.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// What stands behind: labels, rules, sources.
    pub dim: Style,
    /// Headline figures.
    pub figure: Style,
    /// The program's name and titles.
    pub title: Style,
    /// The chosen slider, scenario, tab: the one accent.
    pub accent: Style,
    /// A line chosen in a list.
    pub selected: Style,
    /// A loss, cash below zero.
    pub negative: Style,
    /// A bar above zero in a panel that isn't chosen.
    pub bar: Style,
    /// A claim that holds.
    pub holds: Style,
    /// A claim that doesn't hold.
    pub fails: Style,
    /// By how much a figure changed.
    pub change: Style,
    /// What stood before a change.
    pub ghost: Style,
    /// An error.
    pub error: Style,
    /// A key in a hint.
    pub key: Style,
    /// The heat map's shades from the lowest; their densities differ as well.
    pub shades: &'static [Style],
}

const PLAIN: Style = Style::new();
const BLUE: Style = PLAIN.fg(Color::Blue);
const CYAN: Style = PLAIN.fg(Color::Cyan);
const BOLD: Style = Style::new().add_modifier(Modifier::BOLD);

impl Theme {
    /// With the terminal's sixteen colours.
    pub const COLOUR: Self = Self {
        text: PLAIN,
        dim: PLAIN.fg(Color::DarkGray),
        figure: BOLD,
        title: BOLD,
        accent: PLAIN.fg(Color::Cyan).add_modifier(Modifier::BOLD),
        selected: PLAIN.add_modifier(Modifier::REVERSED),
        negative: PLAIN.fg(Color::Red),
        bar: PLAIN,
        holds: PLAIN.fg(Color::DarkGray),
        fails: PLAIN.fg(Color::Yellow).add_modifier(Modifier::BOLD),
        change: PLAIN.fg(Color::Cyan),
        ghost: PLAIN.fg(Color::DarkGray),
        error: PLAIN.fg(Color::Red).add_modifier(Modifier::BOLD),
        key: BOLD,
        shades: &[BLUE, BLUE, BLUE, CYAN, CYAN],
    };

    /// Without colours: weight and reverse video only.
    pub const MONOCHROME: Self = Self {
        text: PLAIN,
        dim: PLAIN,
        figure: BOLD,
        title: BOLD,
        accent: BOLD,
        selected: PLAIN.add_modifier(Modifier::REVERSED),
        negative: PLAIN,
        bar: PLAIN,
        holds: PLAIN,
        fails: BOLD,
        change: BOLD,
        ghost: PLAIN,
        error: BOLD,
        key: BOLD,
        shades: &[],
    };
}
