//! The three panels: each scenario's headline figures and charts, line by line alike, so that
//! they can be read across.

mod pairs;

use super::cash_table;
use super::charts::{self, Charted};
use super::figures::{Figure, figure};
use crate::analysis::Measure;
use crate::model::{Driver, Metric, Scenario};
use crate::session::Session;
use crate::view::line::{Piece, piece, put_both, put_left, row};
use crate::view::look::Look;
use crate::view::regions::{Regions, Target};
use crate::view::tier::Tier;
use crate::widgets::text::{columns, pad_left};
use pairs::{draw_draw_and_idle, draw_margin, draw_multiples, draw_value_and_return};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A line of a panel, or a part that takes the room that is left.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// The scenario's name.
    Title,
    /// A figure with its claim.
    Figure(Measure),
    /// Achieved margin, the claim on operating income beside it.
    MarginWithClaim,
    /// Two figures that go together.
    ValueAndReturn,
    DrawAndIdle,
    /// Capital as a multiple of income and of ebitda.
    Multiples,
    /// What a chart shows.
    Caption(Charted),
    /// A chart.
    Chart(Charted),
    /// First and last year under a sparkline.
    Years,
    /// The yearly table.
    Table,
}

impl Part {
    /// The figure that a click on it chooses.
    const fn metric(self) -> Option<Metric> {
        match self {
            Self::Figure(Measure::Metric(metric)) => Some(metric),
            Self::MarginWithClaim => Some(Metric::OperatingMargin),
            Self::ValueAndReturn => Some(Metric::Npv),
            Self::DrawAndIdle => Some(Metric::PeakDraw),
            _ => None,
        }
    }
}

/// Draws the three panels side by side.
pub(super) fn draw_all(
    session: &Session,
    look: &Look,
    tier: Tier,
    area: Rect,
    buffer: &mut Buffer,
    regions: &mut Regions,
) {
    let gap = match tier {
        Tier::Compact => 1,
        Tier::Wide => 2,
        _ => 3,
    };
    let width = area.width.saturating_sub(2 * gap) / 3;
    let parts = parts(session, tier, area.height, width);
    for (index, scenario) in (0..).zip(Scenario::ALL) {
        let panel = Rect { x: area.x + index * (width + gap), width, ..area };
        regions.add(panel, Target::Scenario(scenario));
        let mut top = 0;
        for (part, height) in &parts {
            let top_row = row(panel, top);
            let place = Rect { height: (*height).min(panel.height.saturating_sub(top)), ..top_row };
            draw_part(session, look, tier, scenario, *part, place, buffer);
            if let Some(metric) = part.metric() {
                regions.add(place, Target::Figure(scenario, metric));
            }
            top = top.saturating_add(*height);
        }
    }
}

/// The parts of a panel from the top, each with its height.
fn parts(session: &Session, tier: Tier, height: u16, width: u16) -> Vec<(Part, u16)> {
    let metric = |metric| (Part::Figure(Measure::Metric(metric)), 1);
    if tier == Tier::Compact {
        let spare = height.saturating_sub(11);
        return vec![
            (Part::Title, 1),
            metric(Metric::OperatingIncome),
            (Part::MarginWithClaim, 1),
            (Part::Chart(Charted::Income), 1 + spare / 2),
            metric(Metric::PaybackYears),
            metric(Metric::CashMultipleYears),
            (Part::Chart(Charted::Cash), 2 + spare - spare / 2),
            (Part::Years, 1),
            (Part::ValueAndReturn, 1),
            (Part::DrawAndIdle, 1),
        ];
    }
    let above = [
        Metric::OperatingIncome,
        Metric::OperatingMargin,
        Metric::EbitdaMargin,
        Metric::RunRateRevenue,
        Metric::RunRateOperatingIncome,
        Metric::RunRateMargin,
    ]
    .map(metric);
    let paybacks = [metric(Metric::PaybackYears), metric(Metric::CashMultipleYears)];
    let (multiples, value_and_cash) = if tier == Tier::Wide && height >= LINES_APART {
        (
            vec![metric(Metric::IncomeMultipleYears), metric(Metric::EbitdaMultipleYears)],
            [Metric::Npv, Metric::Irr, Metric::PeakDraw, Metric::PeakIdleCapital]
                .map(metric)
                .to_vec(),
        )
    } else {
        (vec![(Part::Multiples, 1)], vec![(Part::ValueAndReturn, 1), (Part::DrawAndIdle, 1)])
    };
    let others: Vec<_> =
        other_claims(session).into_iter().map(|measure| (Part::Figure(measure), 1)).collect();
    let lines = [&above[..], &paybacks, &multiples, &value_and_cash, &others]
        .iter()
        .map(|parts| parts.len())
        .sum::<usize>();
    // Besides them a title and two captions.
    let room = height.saturating_sub(u16::try_from(lines + 3).unwrap_or(u16::MAX));
    let table = if tier == Tier::Wide && width >= cash_table::WIDTH {
        cash_table::height(session, room)
    } else {
        0
    };
    // The years stand under the lower chart for both.
    let income = (room - table) * 2 / 5;
    let mut parts = vec![(Part::Title, 1)];
    parts.extend(above);
    parts.extend([(Part::Caption(Charted::Income), 1), (Part::Chart(Charted::Income), income)]);
    parts.extend(paybacks);
    parts.extend(multiples);
    parts.extend([
        (Part::Caption(Charted::Cash), 1),
        (Part::Chart(Charted::Cash), room - table - income),
    ]);
    parts.extend(value_and_cash);
    parts.extend(others);
    if table > 0 {
        parts.push((Part::Table, table));
    }
    parts
}

/// The height from which on a panel has a line for every figure, and still room for the table.
const LINES_APART: u16 = 48;

/// The metrics that every panel shows, whatever is claimed.
const SHOWN: [Metric; 14] = [
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

/// Measures that a claim speaks of and that have no line yet; drivers that are claimed as well.
fn other_claims(session: &Session) -> Vec<Measure> {
    let mut others: Vec<Measure> = Vec::new();
    for claim in &session.preset.claims {
        let shown = matches!(claim.measure, Measure::Metric(metric) if SHOWN.contains(&metric));
        if !shown && !others.contains(&claim.measure) {
            others.push(claim.measure);
        }
    }
    others
}

fn draw_part(
    session: &Session,
    look: &Look,
    tier: Tier,
    scenario: Scenario,
    part: Part,
    area: Rect,
    buffer: &mut Buffer,
) {
    match part {
        Part::Title => draw_title(session, look, scenario, area, buffer),
        Part::Figure(measure) => draw_figure(session, look, tier, scenario, measure, area, buffer),
        Part::MarginWithClaim => draw_margin(session, look, scenario, area, buffer),
        Part::ValueAndReturn => draw_value_and_return(session, look, scenario, area, buffer),
        Part::Multiples => draw_multiples(session, look, scenario, area, buffer),
        Part::DrawAndIdle => draw_draw_and_idle(session, look, scenario, area, buffer),
        Part::Caption(charted) => {
            put_left(buffer, area, &[piece(charted.caption(), look.theme.dim)]);
        }
        Part::Chart(charted) if tier == Tier::Compact || area.height < 3 => {
            charts::draw_sparkline(session, look, scenario, charted, area, buffer);
        }
        Part::Chart(charted) => charts::draw_chart(session, look, scenario, charted, area, buffer),
        Part::Years => {
            let mut years = session.results.years();
            let first = years.next().map_or_else(String::new, |year| year.to_string());
            let last = years.last().map_or_else(String::new, |year| year.to_string());
            put_both(buffer, area, &[piece(first, look.theme.dim)], &[piece(last, look.theme.dim)]);
        }
        Part::Table => cash_table::draw(session, look, scenario, area, buffer),
    }
}

fn draw_title(session: &Session, look: &Look, scenario: Scenario, area: Rect, buffer: &mut Buffer) {
    let chosen = scenario == session.scenario;
    let style = if chosen { look.theme.accent } else { look.theme.title };
    let title = format!("{} {}", look.mark(scenario), scenario.id().to_uppercase());
    let capped = session.results.scenarios[scenario].outcome.flags.margin_capped;
    let flag = if capped { vec![piece("margin capped", look.theme.fails)] } else { Vec::new() };
    put_both(buffer, area, &[piece(title, style)], &flag);
}

/// A figure's label and the short one that makes room for a change.
fn labels(session: &Session, measure: Measure) -> (String, String) {
    let year = session.preset.inputs.programme.headline_year;
    let with_short = |label: &str, short: &str| (label.to_owned(), short.to_owned());
    let both = |label: &str| with_short(label, label);
    match measure {
        Measure::Metric(Metric::OperatingIncome) => {
            (format!("Op. income {year}"), "Op. income".to_owned())
        }
        Measure::Metric(Metric::OperatingMargin) => both("margin"),
        Measure::Metric(Metric::EbitdaMargin) => both("ebitda margin"),
        Measure::Metric(Metric::RunRateRevenue) => with_short("run-rate revenue", "rr revenue"),
        Measure::Metric(Metric::RunRateOperatingIncome) => {
            with_short("run-rate income", "rr income")
        }
        Measure::Metric(Metric::RunRateMargin) => with_short("run-rate margin", "rr margin"),
        Measure::Metric(Metric::CashMultipleYears) => with_short("steady state", "steady"),
        Measure::Metric(Metric::RevenueVsGroup) => with_short("Revenue vs group", "vs group"),
        Measure::Metric(Metric::IncomeMultipleYears) => both("income multiple"),
        Measure::Metric(Metric::EbitdaMultipleYears) => both("ebitda multiple"),
        Measure::Metric(Metric::GdpContribution) => {
            let by = session.preset.inputs.programme.gdp_by.year();
            (format!("GDP by {by}"), "GDP".to_owned())
        }
        Measure::Driver(Driver::Utilization) => both("Utilization"),
        _ => both(measure.label()),
    }
}

/// What stands behind a figure: the calendar year of a payback.
fn behind(session: &Session, scenario: Scenario, measure: Measure) -> String {
    let payback = match measure {
        Measure::Metric(Metric::PaybackYears) => {
            session.results.scenarios[scenario].outcome.metrics[Metric::PaybackYears]
        }
        _ => None,
    };
    payback.map_or_else(String::new, |years| format!("  {}", charts::year_of(session, years)))
}

fn draw_figure(
    session: &Session,
    look: &Look,
    tier: Tier,
    scenario: Scenario,
    measure: Measure,
    area: Rect,
    buffer: &mut Buffer,
) {
    let (label, short) = labels(session, measure);
    let figure = figure(session, look, scenario, measure, &label);
    let after = behind(session, scenario, measure);
    let (value, style) = figure.value_piece(look);
    let mut right = Vec::new();
    // On the smallest panels operating income's claim has its own place on the next line.
    let claim_elsewhere =
        tier == Tier::Compact && measure == Measure::Metric(Metric::OperatingIncome);
    if let Some(claim) = figure.claim.clone().filter(|_| !claim_elsewhere) {
        right.extend([claim, piece(" ", style)]);
    }
    let wide = if tier == Tier::Compact { 0 } else { 10 };
    right.push((pad_left(&value, wide), style));
    if !after.is_empty() {
        right.push(piece(after, look.theme.dim));
    }
    put_figure(look, &figure, &short, &right, area, buffer);
}

/// Puts a figure on a line: its label, how it changed where there is room, its value.
fn put_figure(
    look: &Look,
    figure: &Figure,
    short: &str,
    right: &[Piece],
    area: Rect,
    buffer: &mut Buffer,
) {
    let theme = &look.theme;
    let taken: usize = right.iter().map(|(text, _)| columns(text)).sum();
    let room = usize::from(area.width).saturating_sub(taken + 1);
    let change = &figure.change;
    let changed = if change.is_empty() { 0 } else { columns(change) + 1 };
    let fits = |label: &&str| columns(label) + changed <= room;
    let left = match [figure.label.as_str(), short].into_iter().find(fits) {
        Some(label) if change.is_empty() => vec![piece(label, theme.text)],
        Some(label) => vec![piece(format!("{label} "), theme.text), piece(change, theme.change)],
        None => vec![piece(short, theme.text)],
    };
    put_both(buffer, area, &left, right);
}
