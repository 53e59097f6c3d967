//! Marks and styles to draw with, one style for each role.

use ratatui::style::{Color, Style};

use super::glyphs::Glyphs;

/// The marks and the style of each role. Without styles, shape alone carries the meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paint {
    /// The marks to draw with.
    pub glyphs: &'static Glyphs,
    /// Text.
    pub text: Style,
    /// Axes, labels, tracks, prompts, shading: what stands behind.
    pub dim: Style,
    /// A title in a border.
    pub title: Style,
    /// What stands out: the chosen handle, the marked place, borders. Added to what is beneath it.
    pub accent: Style,
    /// Added to the chosen row and to the cell under a cursor; reversed reads without colour.
    pub selected: Style,
    /// The hues of up to three handles or series: first, second, third.
    pub series: [Style; 3],
    /// The grounds of a fan's outer and inner band, where there are colours for them.
    pub bands: Option<[Color; 2]>,
    /// What stood before a change.
    pub ghost: Style,
    /// Contours, cliffs, and the sign that a row turns around.
    pub warning: Style,
    /// What is wrong with a text.
    pub error: Style,
}

impl From<&'static Glyphs> for Paint {
    fn from(glyphs: &'static Glyphs) -> Self {
        Self { glyphs, ..Self::default() }
    }
}
