//! What a screen looks like: the theme's styles and the marks to draw with.

use super::theme::Theme;
use crate::model::Scenario;
use crate::widgets::{Glyphs, Paint};

/// The theme's styles and the marks to draw with.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Styles by role.
    pub theme: Theme,
    /// Marks, in Unicode or in ASCII.
    pub glyphs: &'static Glyphs,
    /// Whether text may hold what isn't ASCII.
    pub unicode: bool,
}

impl Look {
    /// The look of a bundled theme, with or without colours, in Unicode or in ASCII.
    pub fn new(colour: bool, unicode: bool) -> Self {
        Self::of(if colour { Theme::dark() } else { Theme::monochrome() }, unicode)
    }

    /// The look of a theme, in Unicode or in ASCII.
    pub const fn of(theme: Theme, unicode: bool) -> Self {
        Self { theme, glyphs: if unicode { &Glyphs::UNICODE } else { &Glyphs::ASCII }, unicode }
    }

    /// The same without reverse video, which a picture of text alone would lose.
    #[must_use]
    pub fn for_plain_text(self) -> Self {
        let glyphs = if self.unicode { &Glyphs::PICTURE } else { self.glyphs };
        Self { glyphs, ..self }
    }

    /// The mark of a scenario: ▼ bear, ● base, ▲ bull.
    pub fn mark(&self, scenario: Scenario) -> &'static str {
        self.glyphs.mark(scenario as usize)
    }

    /// A scenario's mark and name: `● base`.
    pub(super) fn name(&self, scenario: Scenario) -> String {
        format!("{} {}", self.mark(scenario), scenario.id())
    }

    /// What widgets are drawn with.
    pub(super) fn paint(&self) -> Paint {
        let theme = &self.theme;
        Paint {
            glyphs: self.glyphs,
            text: theme.text,
            dim: theme.dim,
            title: theme.title,
            accent: theme.accent,
            selected: theme.selected,
            negative: theme.negative,
            ghost: theme.ghost,
            warning: theme.fails,
            error: theme.error,
        }
    }
}
