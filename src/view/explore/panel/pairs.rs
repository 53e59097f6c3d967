//! Lines of a panel that hold two figures.

use crate::analysis::Measure;
use crate::model::{Metric, Scenario};
use crate::session::Session;
use crate::view::explore::claims::verdict;
use crate::view::explore::figures::figure;
use crate::view::format;
use crate::view::line::{Piece, piece, put_both, put_left, put_right};
use crate::view::look::Look;
use crate::widgets::text::columns;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Capital as a multiple of income and of ebitda.
pub(super) fn draw_multiples(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    area: Rect,
    buffer: &mut Buffer,
) {
    let multiple = |metric| figure(session, look, scenario, Measure::Metric(metric), "");
    let income = multiple(Metric::IncomeMultipleYears);
    let ebitda = multiple(Metric::EbitdaMultipleYears);
    let text = look.theme.text;
    let left = [piece("multiple: income ", text), income.value_piece(look)];
    put_both(buffer, area, &left, &[piece("ebitda ", text), ebitda.value_piece(look)]);
}

/// Achieved margin at the left, the claim on operating income at the right.
pub(super) fn draw_margin(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    area: Rect,
    buffer: &mut Buffer,
) {
    let figure =
        figure(session, look, scenario, Measure::Metric(Metric::OperatingMargin), "margin");
    let (value, style) = figure.value_piece(look);
    let mut left = vec![piece("margin ", look.theme.text), (value, style)];
    let income = Measure::Metric(Metric::OperatingIncome);
    let claim: Vec<Piece> = verdict(session, look, scenario, income).into_iter().collect();
    let taken: usize = left.iter().chain(&claim).map(|(text, _)| columns(text)).sum();
    if !figure.change.is_empty() && taken + columns(&figure.change) + 2 <= usize::from(area.width) {
        left.push(piece(format!(" {}", figure.change), look.theme.change));
    }
    put_both(buffer, area, &left, &claim);
}

/// A figure in words, with a change or a claim where they fit.
pub(super) fn draw_value_and_return(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    let npv = figure(session, look, scenario, Measure::Metric(Metric::Npv), "NPV");
    let irr = figure(session, look, scenario, Measure::Metric(Metric::Irr), "IRR");
    let value = session.results.scenarios[scenario].outcome.metrics[Metric::Npv];
    let bare = value.map_or_else(
        || "n/a".to_owned(),
        |value| format::bare_figure(Metric::Npv.spec().unit, value),
    );
    let style = npv.value_piece(look).1;
    let mut left = vec![piece("NPV ", theme.text), piece(bare, style)];
    let mut right = vec![piece("IRR ", theme.text), irr.value_piece(look)];
    let taken: usize = left.iter().chain(&right).map(|(text, _)| columns(text)).sum();
    let mut taken = taken;
    let mut add = |words: &str, style| {
        let fits = taken + columns(words) + 2 <= usize::from(area.width);
        if fits {
            taken += columns(words) + 1;
            left.push(piece(format!(" {words}"), style));
        }
        fits
    };
    if !npv.change.is_empty() {
        add(&npv.change, theme.change);
    }
    if let Some((words, style)) = npv.claim {
        // Where the bound has no room, whether it is kept has: the last word.
        let verdict = words.rsplit(' ').next().unwrap_or_default();
        let _ = add(&words, style) || add(verdict, style);
    }
    if !irr.change.is_empty() && taken + columns(&irr.change) + 3 <= usize::from(area.width) {
        right.insert(1, piece(format!("{} ", irr.change), theme.change));
    }
    put_both(buffer, area, &left, &right);
}

pub(super) fn draw_draw_and_idle(
    session: &Session,
    look: &Look,
    scenario: Scenario,
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    let outcome = &session.results.scenarios[scenario].outcome;
    let dollars = |metric: Metric| {
        outcome.metrics[metric].map_or_else(
            || "n/a".to_owned(),
            |value| format!("${}", format::bare_figure(metric.spec().unit, value)),
        )
    };
    let part = |name: &str, metric: Metric, unit: &str| {
        let figure = figure(session, look, scenario, Measure::Metric(metric), name);
        let value = piece(format!("{}{unit}", dollars(metric)), theme.figure);
        (figure.change, vec![piece(format!("{name} "), theme.text), value])
    };
    let (draw_change, mut left) = part("Draw", Metric::PeakDraw, "");
    let (idle_change, mut right) = part("idle", Metric::PeakIdleCapital, " bn");
    let taken: usize = left.iter().chain(&right).map(|(text, _)| columns(text)).sum();
    let mut room = usize::from(area.width).saturating_sub(taken + 2);
    for (change, pieces) in [(draw_change, &mut left), (idle_change, &mut right)] {
        if !change.is_empty() && columns(&change) < room {
            room -= columns(&change) + 1;
            pieces.insert(1, piece(format!("{change} "), theme.change));
        }
    }
    put_left(buffer, area, &left);
    put_right(buffer, area, &right);
}
