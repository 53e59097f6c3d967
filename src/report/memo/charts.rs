//! The charts of a memo, drawn for the form that it takes.

use super::sections::Part;
use crate::preset::Preset;
use crate::report::chart::{ChartLook, Subject, page_svg, svg};
use crate::view::theme::Background;

/// What charts are drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartForm {
    /// A page, whose colours they take.
    Page,
    /// Files of their own, on paper of a kind.
    Files(Background),
}

/// Width and height.
const SIZE: (u16, u16) = (800, 440);

/// Draws one chart after the other.
pub struct Charts {
    form: ChartForm,
    drawn: usize,
}

impl Charts {
    pub(super) const fn new(form: ChartForm) -> Self {
        Self { form, drawn: 0 }
    }

    /// A chart with the name of its file, and what it shows.
    pub(super) fn draw(
        &mut self,
        preset: &Preset,
        subject: Subject<'_>,
        (name, shows): (impl Into<String>, impl Into<String>),
    ) -> Part {
        self.drawn += 1;
        let svg = match self.form {
            ChartForm::Page => page_svg(preset, subject, SIZE, self.drawn),
            ChartForm::Files(background) => {
                svg(preset, subject, ChartLook { size: SIZE, background })
            }
        };
        Part::Chart { name: name.into(), shows: shows.into(), svg }
    }
}
