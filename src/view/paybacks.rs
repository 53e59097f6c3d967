//! The Paybacks screen: every way to count payback side by side, and where they differ.
//!
//! ```text
//! Paybacks side by side
//!                             ▼ bear        ● base        ▲ bull
//! Payback             never by 2040        11.3 y         6.4 y
//!   what it counts
//! …
//! In base 3 pairs differ by more than two years, among them:
//!   …
//! ```

use super::canvas::{Canvas, below, cut, row};
use super::regions::ClickTarget;
use crate::analysis::{Disagreement, PaybackComparison, paybacks};
use crate::model::{Metric, Scenario};
use ratatui::layout::Rect;

/// Where the scenarios' columns begin, and how wide they are.
const LABEL: u16 = 22;
const COLUMN: u16 = 14;
/// Where what a payback counts stands, if it stands beside the figures.
const BESIDE: u16 = LABEL + 3 * COLUMN + 2;

/// Rows that the sentences at the foot keep.
const LEAST_SENTENCES: usize = 3;

pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, look) = (canvas.session, canvas.look);
    let theme = &look.theme;
    canvas.text(row(area, 0), "Paybacks side by side", theme.title);
    for scenario in Scenario::ALL {
        let place = column(row(area, 1), scenario);
        canvas.text_right(place, look.name(scenario), canvas.style_of(scenario));
        canvas.on_click(place, ClickTarget::Scenario(scenario));
    }
    let chosen = paybacks(&session.preset.inputs, session.scenario);
    let mut rest = below(area, 2);
    let shown = session.screen_lines(chosen.rows.len());
    let beneath = usize::from(rest.height) >= 2 * chosen.rows.len() + LEAST_SENTENCES;
    for payback in shown.iter().filter_map(|place| chosen.rows.get(*place)) {
        draw_figures(canvas, payback.metric, row(rest, 0));
        canvas.mark_screen_words(cut(row(rest, 0), 0, LABEL));
        // Beside the figures where there is room for it, else beneath them.
        let (counts, taken) = if area.width >= BESIDE + 60 {
            (cut(row(rest, 0), BESIDE, area.width), 1)
        } else if beneath {
            (cut(row(rest, 1), 2, area.width), 2)
        } else {
            (Rect::ZERO, 1)
        };
        canvas.text(counts, payback.counts, theme.dim);
        rest = below(rest, taken);
    }
    draw_disagreements(canvas, &chosen, rest);
}

fn draw_figures(canvas: &mut Canvas, metric: Metric, area: Rect) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    canvas.text(cut(area, 0, LABEL), metric.spec().label, theme.text);
    for scenario in Scenario::ALL {
        let value = canvas.metric(scenario, metric);
        let style = if scenario == session.scenario { theme.figure } else { theme.text };
        canvas.text_right(column(area, scenario), value, style);
        canvas.on_click(column(area, scenario), ClickTarget::Figure(scenario, metric));
    }
}

/// Where they differ by more than two years; what the usual payback has against the others first.
fn draw_disagreements(canvas: &mut Canvas, chosen: &PaybackComparison, area: Rect) {
    let theme = &canvas.look.theme;
    let name = canvas.session.scenario.id();
    let told = match chosen.disagreements.len() {
        0 => format!("In {name} they all agree to within two years."),
        1 => format!("In {name} two of them differ by more than two years:"),
        count => format!("In {name} {count} pairs differ by more than two years, among them:"),
    };
    canvas.text(row(area, 0), told, theme.title);
    let mut sorted: Vec<&Disagreement> = chosen.disagreements.iter().collect();
    sorted.sort_by_key(|pair| {
        let usual = [pair.shorter, pair.longer].contains(&Metric::PaybackYears);
        // Two figures apart say more than one that has no value.
        (!usual, usual && pair.longer_years.is_none())
    });
    let mut rest = cut(below(area, 1), 2, area.width);
    // What has no value at all differs from every other in the same way: said once.
    let mut without: Vec<Metric> = Vec::new();
    for pair in sorted {
        if pair.longer_years.is_none() {
            if without.contains(&pair.longer) {
                continue;
            }
            without.push(pair.longer);
        }
        rest = below(rest, canvas.wrapped(rest, &pair.sentence(), theme.text));
    }
}

fn column(area: Rect, scenario: Scenario) -> Rect {
    cut(area, LABEL + COLUMN * scenario as u16, COLUMN)
}
