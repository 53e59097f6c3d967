//! The three panels: each scenario's headline figures and charts, line by line alike, so that
//! they can be read across.
//!
//! ```text
//! ▼ BEAR ──────────  ● BASE ──────────  ▲ BULL ──────────
//! Op. income 2029 …  …                  …
//! operating income by year, $bn
//! (a line)
//! Payback …
//! cumulative cash by year, $bn
//! (a line, payback marked)
//! NPV …
//! ```
//!
//! Where they would have too few rows each, income and cash of all three stand below the panels.

use super::figures::{
    PanelMeasure, PanelVerdict, draw_draw_and_idle, draw_multiples, draw_value_and_return, figure,
};
use crate::model::{Driver, Metric, Scenario};
use crate::session::Session;
use crate::view::blocks::{Wish, grant};
use crate::view::canvas::{Canvas, Piece, below, foot, piece, row, width};
use crate::view::charts::{self, CASH, Charted, INCOME, Years};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::vocabulary::{column_names, driver_names, names, year_of};
use crate::widgets::text::{columns, pad_left};
use ratatui::layout::Rect;

/// A line of a panel, or a part that takes the room that is left.
#[derive(Clone, Copy)]
enum PanelPart {
    /// A figure with its claim, and its name.
    Figure(PanelMeasure, &'static str),
    /// Two figures, and the one of them that a click chooses.
    Pair(fn(&mut Canvas, Scenario, Rect), Option<Metric>),
    /// What a chart shows.
    Caption(Charted),
    Chart(Charted, Years),
}

impl PanelPart {
    const fn is_of_chart(&self) -> bool {
        matches!(self, Self::Caption(_) | Self::Chart(..))
    }
}

/// A part and its wishes for rows, each with its rank.
type Ranked = (PanelPart, Vec<(u8, u16)>);

/// From this width on every figure has a line of its own, and each panel charts of its own where
/// they are high enough.
const APART: u16 = 34;

/// The fewest rows of a chart.
const LEAST_ROWS: u16 = 4;

/// Whether three panels have room side by side.
pub(super) const fn fit(width: u16) -> bool {
    width >= 76
}

/// Draws the three panels side by side, under a rule with their names.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let gap = match area.width {
        0..102 => 1,
        102..150 => 3,
        _ => 2,
    };
    let width = area.width.saturating_sub(2 * gap) / 3;
    let (parts, shared) = parts(canvas.session, Rect { width, ..below(area, 1) });
    let (area, charts) = foot(area, shared);
    charts::draw_shared(canvas, charts);
    for (index, scenario) in (0..).zip(Scenario::ALL) {
        let panel = Rect { x: area.x + index * (width + gap), width, ..area };
        canvas.on_click(panel, ClickTarget::Scenario(scenario));
        draw_title(canvas, scenario, row(panel, 0));
        let mut rest = below(panel, 1);
        for (part, height) in &parts {
            let place = Rect { height: (*height).min(rest.height), ..rest };
            if !place.is_empty() {
                draw_part(canvas, scenario, *part, place);
            }
            if let PanelPart::Figure(PanelMeasure::Metric(metric), _)
            | PanelPart::Pair(_, Some(metric)) = part
            {
                canvas.on_click(place, ClickTarget::Figure(scenario, *metric));
            }
            rest = below(rest, *height);
        }
    }
}

/// The parts of a panel from the top, each with its height, and the rows that are left below the
/// panels for charts of all three scenarios, where none has charts of its own.
fn parts(session: &Session, panel: Rect) -> (Vec<(PanelPart, u16)>, u16) {
    if panel.width >= APART
        && let Some(parts) = with_charts(session, panel)
    {
        return (parts, 0);
    }
    let mut ranked = ranked_parts(session, panel.width);
    ranked.retain(|(part, _)| !part.is_of_chart());
    let block = ranked.len();
    let wishes = wishes(&ranked).chain([(3, 6), (7, 2), (8, 4)].map(|of| wish(block, of)));
    let (mut rows, left) = grant(&wishes.collect::<Vec<_>>(), block + 1, panel.height);
    let shared = rows.pop().filter(|rows| *rows > 0).map_or(0, |rows| rows + left);
    (ranked.into_iter().map(|(part, _)| part).zip(rows).collect(), shared)
}

/// The parts of a panel with charts of its own; `None` where these would have too few rows.
fn with_charts(session: &Session, panel: Rect) -> Option<Vec<(PanelPart, u16)>> {
    let ranked = ranked_parts(session, panel.width);
    let wishes: Vec<Wish> = wishes(&ranked).collect();
    let (mut rows, left) = grant(&wishes, ranked.len(), panel.height);
    let is_chart = |at: &usize| matches!(ranked[*at].0, PanelPart::Chart(..));
    let charts: Vec<usize> = (0..ranked.len()).filter(is_chart).collect();
    let [income, cash] = charts[..] else { return None };
    // Cash falls and rises: it has the greater part.
    let room = left + rows[income] + rows[cash];
    rows[income] = room * 2 / 5;
    rows[cash] = room - rows[income];
    let parts = || ranked.into_iter().map(|(part, _)| part);
    (rows[income] >= LEAST_ROWS).then(|| parts().zip(rows).collect())
}

fn wish(block: usize, (rank, rows): (u8, u16)) -> Wish {
    Wish { rank, block, rows }
}

fn wishes(ranked: &[Ranked]) -> impl Iterator<Item = Wish> {
    let all = ranked.iter().enumerate();
    all.flat_map(|(block, (_, wishes))| wishes.iter().map(move |of| wish(block, *of)))
}

/// Every part that a panel of a width may have, from the top.
fn ranked_parts(session: &Session, width: u16) -> Vec<Ranked> {
    let claims: Vec<Metric> = other_claims(session);
    let mut listed = LISTED.to_vec();
    listed.extend(claims.iter().copied());
    let drivers = claimed_drivers(session);
    let of_drivers = drivers.iter().map(|driver| driver_names(*driver));
    let named: Vec<_> = listed.iter().map(|metric| names(*metric)).chain(of_drivers).collect();
    let labels = column_names(&named, label_room(width));
    let label = |wanted: Metric| {
        let at = listed.iter().position(|metric| *metric == wanted);
        at.map_or(wanted.spec().label, |at| labels[at])
    };
    let line = |rank: u8, metric: Metric| -> Ranked {
        (PanelPart::Figure(PanelMeasure::Metric(metric), label(metric)), vec![(rank, 1)])
    };
    let chart = |charted, years| -> Ranked {
        (PanelPart::Chart(charted, years), vec![(3, 2), (7, 2), (8, 2), (8, 3)])
    };
    let caption = |charted| -> Ranked { (PanelPart::Caption(charted), vec![(7, 1)]) };
    let pair = |rank: u8, draw: fn(&mut Canvas, Scenario, Rect), metric| -> Ranked {
        (PanelPart::Pair(draw, metric), vec![(rank, 1)])
    };
    let apart = width >= APART;
    let mut parts = vec![
        line(1, Metric::OperatingIncome),
        // It gives way to the value and the return, of which it says less.
        line(if apart { 2 } else { 6 }, Metric::OperatingMargin),
        line(11, Metric::EbitdaMargin),
        line(9, Metric::RunRateRevenue),
        line(10, Metric::RunRateOperatingIncome),
        line(10, Metric::RunRateMargin),
        caption(INCOME),
        chart(INCOME, Years::Below),
        line(1, Metric::PaybackYears),
        line(2, Metric::CashMultipleYears),
    ];
    if apart {
        parts
            .extend([line(13, Metric::IncomeMultipleYears), line(13, Metric::EbitdaMultipleYears)]);
    } else {
        parts.push(pair(13, draw_multiples, None));
    }
    parts.extend([caption(CASH), chart(CASH, Years::Shown)]);
    if apart {
        parts.extend([line(5, Metric::Npv), line(5, Metric::Irr)]);
        parts.extend([line(6, Metric::PeakDraw), line(6, Metric::PeakIdleCapital)]);
    } else {
        parts.push(pair(5, draw_value_and_return, Some(Metric::Npv)));
        parts.push(pair(6, draw_draw_and_idle, Some(Metric::PeakDraw)));
    }
    parts.extend(claims.into_iter().map(|metric| line(9, metric)));
    parts.extend(drivers.into_iter().zip(&labels[listed.len()..]).map(|(driver, label)| {
        (PanelPart::Figure(PanelMeasure::Driver(driver), label), vec![(9, 1)])
    }));
    parts
}

/// The metrics that have a line, or a part of one, on every panel.
const LISTED: [Metric; 14] = [
    Metric::OperatingIncome,
    Metric::OperatingMargin,
    Metric::EbitdaMargin,
    Metric::RunRateRevenue,
    Metric::RunRateOperatingIncome,
    Metric::RunRateMargin,
    Metric::PaybackYears,
    Metric::CashMultipleYears,
    Metric::IncomeMultipleYears,
    Metric::EbitdaMultipleYears,
    Metric::Npv,
    Metric::Irr,
    Metric::PeakDraw,
    Metric::PeakIdleCapital,
];

/// The columns that a name may take on a panel of a width: beside it stand the figure, its change
/// and its claim.
const fn label_room(width: u16) -> usize {
    match width {
        0..APART => 11,
        APART..46 => 16,
        _ => 24,
    }
}

/// Metrics that a claim speaks of and that have no line yet; not what is claimed year by year.
fn other_claims(session: &Session) -> Vec<Metric> {
    let mut known = LISTED.to_vec();
    for claim in &session.preset.claims {
        if let Some(PanelMeasure::Metric(metric)) = PanelMeasure::of(claim.measure)
            && !known.contains(&metric)
        {
            known.push(metric);
        }
    }
    known.split_off(LISTED.len())
}

/// Drivers that a claim speaks of.
fn claimed_drivers(session: &Session) -> Vec<Driver> {
    let mut drivers = Vec::new();
    for claim in &session.preset.claims {
        if let Some(PanelMeasure::Driver(driver)) = PanelMeasure::of(claim.measure)
            && !drivers.contains(&driver)
        {
            drivers.push(driver);
        }
    }
    drivers
}

fn draw_part(canvas: &mut Canvas, scenario: Scenario, part: PanelPart, area: Rect) {
    let dim = canvas.look.theme.dim;
    match part {
        PanelPart::Figure(measure, label) => draw_figure(canvas, scenario, (measure, label), area),
        PanelPart::Pair(draw, _) => draw(canvas, scenario, area),
        PanelPart::Caption(charted) => {
            canvas.text(area, canvas.money().words(charted.caption), dim);
        }
        PanelPart::Chart(charted, years) => {
            // As wide in both charts of a panel, so that a year stands in the same column.
            let label = |value| pad_left(&format::trimmed(value, 1), 3);
            charts::draw_lines(canvas, &[scenario], (charted, years), label, area);
        }
    }
}

/// The scenario's name in a rule that parts the panels from the sliders.
fn draw_title(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let (look, capped) = (canvas.look, canvas.outcome(scenario).flags.margin_capped);
    let style = canvas.style_of(scenario);
    let title = piece(format!("{} {} ", look.mark(scenario), scenario.id().to_uppercase()), style);
    let flag = capped.then(|| piece(" margin capped", look.theme.fails));
    let taken = columns(&title.0) + flag.as_ref().map_or(0, |flag| columns(&flag.0));
    let rule = look.glyphs.horizontal.repeat(usize::from(area.width).saturating_sub(taken));
    let pieces: Vec<Piece> = [title, piece(rule, look.theme.dim)].into_iter().chain(flag).collect();
    canvas.left(area, &pieces);
}

fn draw_figure(
    canvas: &mut Canvas,
    scenario: Scenario,
    (measure, name): (PanelMeasure, &str),
    area: Rect,
) {
    let (session, theme) = (canvas.session, &canvas.look.theme);
    let payback = canvas.outcome(scenario).metrics[Metric::PaybackYears];
    let year = match measure {
        // Behind a payback stands the year in which it comes.
        PanelMeasure::Metric(Metric::PaybackYears) => {
            payback.map_or_else(String::new, |years| reached_in(session, years).to_string())
        }
        PanelMeasure::Metric(metric) => year_of(metric, &session.preset.inputs.programme),
        PanelMeasure::Driver(_) => String::new(),
    };
    let figure = figure(canvas, scenario, measure);
    let right = vec![figure.value];
    let mut room = usize::from(area.width).saturating_sub(columns(name) + width(&right) + 1);
    let change = figure.change.map(|change| change.piece(canvas));
    let change = change.filter(|change| columns(&change.0) < room);
    room -= change.as_ref().map_or(0, |change| columns(&change.0) + 1);
    // Whether a claim holds comes before the year, and the year before the claim's bound.
    let verdict = figure.claim.as_ref().map_or(0, PanelVerdict::least);
    let year = Some(year).filter(|year| !year.is_empty() && columns(year) + 1 + verdict <= room);
    room -= year.as_ref().map_or(0, |year| columns(year) + 1);
    let claim = figure.claim.and_then(|claim| claim.piece(room.saturating_sub(1)));
    let mut left: Vec<Piece> = vec![piece(name, theme.text)];
    left.extend(year.map(|year| piece(format!(" {year}"), theme.dim)));
    left.extend(change.into_iter().flat_map(|change| [piece(" ", theme.text), change]));
    let claim = claim.into_iter().flat_map(|claim| [claim, piece(" ", theme.text)]);
    canvas.led(area, &left, &claim.chain(right).collect::<Vec<_>>());
}

/// The financial year in which a number of years since the start has passed.
fn reached_in(session: &Session, years: f64) -> i32 {
    let programme = &session.preset.inputs.programme;
    programme.year_of(programme.month_after(years))
}
