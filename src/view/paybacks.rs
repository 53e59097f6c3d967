//! The Paybacks screen: every way to count payback side by side, and where they part.

use super::Canvas;
use super::format;
use super::line::{cut, piece, put_left, put_right, row};
use super::regions::Target;
use super::tier::Tier;
use crate::analysis::{Disagreement, Paybacks, paybacks};
use crate::model::{Metric, Scenario};
use crate::widgets::text::wrap;
use ratatui::layout::Rect;

/// Where the scenarios' columns begin, and how wide they are.
const LABEL: u16 = 22;
const COLUMN: u16 = 14;

/// Draws the screen.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let (session, theme) = (canvas.session, canvas.look.theme);
    put_left(canvas.buffer, row(area, 0), &[piece("Paybacks side by side", theme.title)]);
    let head = row(area, 1);
    for scenario in Scenario::ALL {
        let place = column(head, scenario);
        let style = if scenario == session.scenario { theme.accent } else { theme.text };
        let name = format!("{} {}", canvas.look.mark(scenario), scenario.id());
        put_right(canvas.buffer, place, &[piece(name, style)]);
        canvas.regions.add(place, Target::Scenario(scenario));
    }
    let chosen = paybacks(&session.preset.inputs, session.scenario);
    // Beside the figures where there is room for it, else beneath them.
    let beside = LABEL + 3 * COLUMN + 2;
    let wide = canvas.tier >= Tier::Wide;
    let told = canvas.tier > Tier::Table;
    let mut line = 2;
    for payback in &chosen.rows {
        let place = row(area, line);
        put_left(
            canvas.buffer,
            cut(place, 0, LABEL),
            &[piece(payback.metric.spec().label, theme.text)],
        );
        for scenario in Scenario::ALL {
            let outcome = &session.results.scenarios[scenario].outcome;
            let value = format::metric(outcome, payback.metric, session.horizon_year());
            let style = if scenario == session.scenario { theme.figure } else { theme.text };
            put_right(canvas.buffer, column(place, scenario), &[piece(value, style)]);
            canvas.regions.add(column(place, scenario), Target::Figure(scenario, payback.metric));
        }
        let counts = if wide {
            cut(place, beside, area.width)
        } else {
            cut(row(area, line + 1), 2, area.width)
        };
        if told {
            put_left(canvas.buffer, counts, &[piece(payback.counts, theme.dim)]);
        }
        line += if told && !wide { 2 } else { 1 };
    }
    let rest = Rect { y: area.y + line, height: area.height.saturating_sub(line), ..area };
    draw_disagreements(canvas, &chosen, rest);
}

/// Where they part by more than two years; what the usual payback has against the others first.
fn draw_disagreements(canvas: &mut Canvas, chosen: &Paybacks, area: Rect) {
    let theme = canvas.look.theme;
    let name = canvas.session.scenario.id();
    let told = match chosen.disagreements.len() {
        0 => format!("In {name} they agree to within two years."),
        1 => format!("In {name} two of them part by more than two years:"),
        count => format!("In {name} {count} pairs part by more than two years, among them:"),
    };
    put_left(canvas.buffer, row(area, 0), &[piece(told, theme.title)]);
    let usual = |disagreement: &&Disagreement| {
        [disagreement.shorter, disagreement.longer].contains(&Metric::PaybackYears)
    };
    // Two figures apart say more than one that has no value.
    let (first, others): (Vec<&Disagreement>, Vec<_>) =
        chosen.disagreements.iter().partition(usual);
    let (told, absent): (Vec<_>, Vec<_>) =
        first.into_iter().partition(|disagreement| disagreement.longer_years.is_some());
    let mut line = 1;
    // What has no value at all differs from every other in the same way: said once.
    let mut without: Vec<Metric> = Vec::new();
    for disagreement in told.into_iter().chain(absent).chain(others) {
        if disagreement.longer_years.is_none() {
            if without.contains(&disagreement.longer) {
                continue;
            }
            without.push(disagreement.longer);
        }
        for words in wrap(&disagreement.sentence(), usize::from(area.width).saturating_sub(2)) {
            put_left(
                canvas.buffer,
                cut(row(area, line), 2, area.width),
                &[piece(words, theme.text)],
            );
            line = line.saturating_add(1);
        }
    }
}

fn column(area: Rect, scenario: Scenario) -> Rect {
    cut(area, LABEL + COLUMN * scenario as u16, COLUMN)
}
