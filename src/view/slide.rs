//! A slide: one message, made for the back of a room, in place of the screens.
//!
//! ```text
//! APEC $40bn: the base pays back after
//!  ▄██    ▄█▀▀█▄     ▀▀▀▀██
//!   ██    ██  ██       ▄█▀             ▼0.6 better
//! ▄▄██▄▄  ▀█▄▄█▀ ██    ██    years     ✗ claimed 3–5 y
//!
//! cumulative cash by year                              ▲ bull
//!   (one chart, in bold lines)                         ● base
//! Utilization  65 %  ────────●────────
//! message                                               2/7
//! ```
//!
//! It shows at most seven figures: what comes later does without its own once they are used up. A
//! figure that stands twice is one, and the digits in a preset's name are none.

mod bars;
mod claims;
mod figures;
mod headline;
mod large;
mod league;
mod moves;
mod odds;
mod paybacks;
mod record;
mod slider;
mod years;

use super::canvas::{Canvas, below, cut, foot, piece, row};
use super::look::Look;
use super::words::filled::filled;
use super::words::sentence;
use super::{charts, grid};
use crate::session::{Message, Presentation, Screen};
use crate::widgets::text::wrap;
use figures::Figures;
use headline::Headline;
use ratatui::layout::Rect;

/// Rows from which on there is room beneath the title, and around the other parts.
const LEAST_GAP: u16 = 24;
const ROOMY: u16 = 30;

pub(super) fn draw(canvas: &mut Canvas, presentation: &Presentation, area: Rect) {
    if presentation.is_blank {
        return;
    }
    let look = Look { theme: canvas.look.theme.projected(), ..*canvas.look };
    let mut canvas = Canvas {
        session: canvas.session,
        look: &look,
        buffer: &mut *canvas.buffer,
        regions: &mut *canvas.regions,
    };
    draw_slide(&mut canvas, presentation, area);
}

fn draw_slide(canvas: &mut Canvas, presentation: &Presentation, area: Rect) {
    let margin = if area.width < 100 { 2 } else { 4 };
    let inner = cut(below(area, 1), margin, area.width.saturating_sub(2 * margin));
    let (inner, last) = foot(inner, 1);
    draw_last(canvas, presentation, last);
    let gap = u16::from(area.height >= ROOMY);
    let (inner, slider) = foot(inner, 1 + gap);
    let mut figures = Figures::new();
    let headline = Headline::of(canvas);
    let written = filled(&presentation.title, &canvas.session.preset);
    let written = written.unwrap_or_else(|_| presentation.title.clone());
    let title = if written.is_empty() { &headline.sentence } else { &written };
    figures.spend(if written.is_empty() { &headline.words } else { &written });
    let beneath = u16::from(area.height >= LEAST_GAP);
    let rest = below(inner, draw_title(canvas, title, inner) + beneath);
    let figure = headline.lay(canvas, &mut figures, rest);
    slider::draw(canvas, row(slider, gap.min(slider.height.saturating_sub(1))));
    let taken = figure.draw(canvas, rest);
    draw_chart(canvas, &mut figures, foot(below(rest, taken + 1), 1).0);
}

/// A title in bold, on as many rows as it needs; gives how many there are.
fn draw_title(canvas: &mut Canvas, title: &str, area: Rect) -> u16 {
    let lines = wrap(title, usize::from(area.width));
    canvas
        .lines(Rect { height: area.height.min(2), ..area }, &lines, canvas.look.theme.title)
        .min(2)
}

/// The chart of the screen that is presented.
fn draw_chart(canvas: &mut Canvas, figures: &mut Figures, area: Rect) {
    let session = canvas.session;
    if let Some(why) = &session.answers.refused {
        return canvas.centred(area, why, canvas.look.theme.fails);
    }
    match session.screen {
        Screen::Drivers => bars::draw(canvas, figures, area),
        Screen::Grid => grid::draw_bare(canvas, area),
        Screen::Risk => odds::draw(canvas, figures, area),
        Screen::Claims => claims::draw(canvas, figures, area),
        Screen::Solve => moves::draw(canvas, figures, area),
        Screen::Paybacks => paybacks::draw(canvas, figures, area),
        Screen::Backtest => record::draw(canvas, figures, area),
        Screen::League => league::draw(canvas, figures, area),
        Screen::Explore | Screen::Cash | Screen::Programme | Screen::Compare | Screen::Explain => {
            let charted = charts::years_of(session.metric);
            let is_there = charted.is_there(canvas, session.scenario);
            let charted = if is_there { charted } else { charts::CASH };
            years::draw(canvas, charted, figures, area);
        }
    }
}

/// What is said, and in the corner the number that is typed, or which slide of how many it is. A
/// change of a slider is seen at the figure.
fn draw_last(canvas: &mut Canvas, presentation: &Presentation, area: Rect) {
    let theme = &canvas.look.theme;
    let place = presentation.place.map(|(number, count)| format!("{number}/{count}"));
    let corner = if presentation.number.is_empty() {
        piece(place.unwrap_or_default(), theme.text)
    } else {
        piece(format!("to {}", presentation.number), theme.accent)
    };
    let message = canvas.session.message.as_ref();
    let said = message.filter(|said| !matches!(said, Message::Changed(_))).map(sentence);
    let (words, is_error) = said.unwrap_or_default();
    let style = if is_error { theme.error } else { theme.text };
    canvas.both(area, &[piece(words, style)], &[corner]);
}
