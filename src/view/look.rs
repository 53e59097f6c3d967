//! What a screen looks like: the theme's styles and the marks to draw with.

use super::theme::Theme;
use crate::model::{Better, Scenario};
use crate::widgets::{Glyphs, Paint};
use ratatui::style::Style;

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

    /// The same in another theme.
    #[must_use]
    pub const fn dressed(self, theme: Theme) -> Self {
        Self { theme, ..self }
    }

    /// The same with lines of octants, where there is Unicode.
    #[must_use]
    pub const fn with_octants(self) -> Self {
        Self { glyphs: if self.unicode { &Glyphs::OCTANTS } else { self.glyphs }, ..self }
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

    /// A change with an arrow in place of its sign: `▼0.6` for `−0.6`.
    pub(super) fn arrowed(&self, change: &str) -> String {
        let [falls, rises] = self.glyphs.changes;
        match (change.strip_prefix('−'), change.strip_prefix('+')) {
            (Some(rest), _) => format!("{falls}{rest}"),
            (_, Some(rest)) => format!("{rises}{rest}"),
            (None, None) => change.to_owned(),
        }
    }

    /// The style of a change: for the better, for the worse, or neither.
    pub(super) fn trend(&self, better: Better, difference: f64) -> Style {
        let is_better = match better {
            Better::Higher => difference > 0.0,
            Better::Lower => difference < 0.0,
            Better::Neither => return self.theme.change,
        };
        if is_better { self.theme.better } else { self.theme.worse }
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
            series: [theme.bear, theme.base, theme.bull],
            bands: None,
            ghost: theme.ghost,
            warning: theme.fails,
            error: theme.error,
        }
    }
}
