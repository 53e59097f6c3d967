//! What the chosen line of a list of presets holds:
//!
//! ```text
//! APEC $40bn, 55 % growth capital
//! What the preset says of itself, on a few rows.
//! Payback  ▼ 12.9 y  ● 6.7 y  ▲ 4.9 y
//! 3 differences from the open preset
//! Growth capital                100 % → 55 %
//! ```

use super::differences;
use crate::model::Scenario;
use crate::preset::Difference;
use crate::session::{Headline, Preview};
use crate::view::canvas::{Canvas, below, piece, row, width};
use crate::view::format;
use crate::view::vocabulary::names;
use crate::widgets::text::{harmless, truncate, wrap};
use ratatui::layout::Rect;

/// What the chosen line holds, against what is open.
pub(super) fn draw_preview(canvas: &mut Canvas, preview: Option<&Preview>, area: Rect) {
    let theme = &canvas.look.theme;
    match preview {
        Some(Preview::Preset { name, summary, headline, differences, .. }) => {
            canvas.text(row(area, 0), name, theme.title);
            let rest = below(area, 1);
            let rest = below(rest, draw_summary(canvas, summary, rest));
            let rest = below(rest, draw_headline(canvas, headline, rest));
            draw_differences(canvas, differences, rest);
        }
        Some(Preview::Wrong(lines)) => {
            let lines = lines.iter().flat_map(|line| wrap(&harmless(line), area.width.into()));
            let lines: Vec<String> = lines.collect();
            let (first, rest) = lines.split_at(lines.len().min(1));
            canvas.lines(area, first, theme.error);
            canvas.lines(below(area, 1), rest, theme.text);
        }
        Some(Preview::Reading) => {
            canvas.text(row(area, 0), "reading…", theme.dim);
        }
        None => {}
    }
}

/// What a preset says of itself, on at most a third of the rows; gives how many it takes.
fn draw_summary(canvas: &mut Canvas, summary: &str, area: Rect) -> u16 {
    let mut lines = wrap(&harmless(summary), area.width.into());
    let most = usize::from(area.height / 3);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = truncate(&format!("{last} …"), area.width.into(), "…").into_owned();
        }
    }
    canvas.lines(area, &lines, canvas.look.theme.text)
}

/// The headline figure of its three scenarios: on a row, or on one for each where that is too
/// narrow; gives how many rows there are.
fn draw_headline(canvas: &mut Canvas, headline: &Headline, area: Rect) -> u16 {
    let metric = canvas.session.metric;
    let Headline { outcomes, currency, horizon_year } = headline;
    let figure = |of| {
        let value = format::metric(*currency, &outcomes[of], metric, *horizon_year);
        piece(format!("{} {value}", canvas.look.mark(of)), canvas.look.theme.scenario(of))
    };
    let figures = Scenario::ALL.map(figure);
    let name = names(metric).short;
    let gap = || piece("  ", canvas.look.theme.text);
    let label = piece(name, canvas.look.theme.dim);
    let [bear, base, bull] = figures.clone();
    let beside = [label.clone(), gap(), bear, gap(), base, gap(), bull];
    let room = usize::from(area.width);
    if width(&beside) <= room {
        canvas.left(row(area, 0), &beside);
        return 1;
    }
    canvas.left(row(area, 0), &[label]);
    if width(&beside[2..]) <= room {
        canvas.left(row(area, 1), &beside[2..]);
        return 2;
    }
    for (line, figure) in (1..).zip(figures) {
        canvas.left(row(area, line), &[figure]);
    }
    4
}

fn draw_differences(canvas: &mut Canvas, found: &[Difference], area: Rect) {
    let dim = canvas.look.theme.dim;
    if found.is_empty() {
        canvas.text(row(area, 0), "same as the open preset", dim);
        return;
    }
    let head = format!("{} from the open preset", differences::count(found.len()));
    canvas.text(row(area, 0), head, dim);
    differences::draw(canvas, found, 0, below(area, 1));
}
