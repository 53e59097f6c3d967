//! The three panels: each scenario's headline figures and charts, line by line alike, so that
//! they can be read across.
//!
//! ```text
//! ▼ BEAR             ● BASE             ▲ BULL
//! Op. income 2029 …  …                  …
//! operating income by year, $bn
//! (bars)
//! Payback …
//! cumulative cash by year, $bn
//! (bars, payback marked)
//! NPV …   IRR …
//! ```

use super::figures::{
    PanelMeasure, draw_draw_and_idle, draw_margin, draw_multiples, draw_value_and_return, figure,
};
use crate::model::{Metric, Scenario};
use crate::session::Session;
use crate::view::canvas::{Canvas, Piece, below, piece, width};
use crate::view::charts::{self, CASH, Charted, INCOME};
use crate::view::format;
use crate::view::regions::ClickTarget;
use crate::view::tier::Tier;
use crate::view::vocabulary::{dated_name, names};
use crate::view::year_table;
use crate::widgets::text::{columns, pad_left};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// A line of a panel, or a part that takes the room that is left.
#[derive(Clone, Copy)]
enum PanelPart {
    /// The scenario's name.
    Title,
    /// A figure with its claim.
    Figure(PanelMeasure),
    /// Two figures, and the one of them that a click chooses.
    Pair(fn(&mut Canvas, Scenario, Rect), Option<Metric>),
    /// What a chart shows.
    Caption(Charted),
    Chart(Charted),
    /// First and last year under a sparkline.
    Years,
    /// The yearly table.
    Table,
}

const MARGIN: PanelPart = PanelPart::Pair(draw_margin, Some(Metric::OperatingMargin));
const VALUE_AND_RETURN: PanelPart = PanelPart::Pair(draw_value_and_return, Some(Metric::Npv));
const DRAW_AND_IDLE: PanelPart = PanelPart::Pair(draw_draw_and_idle, Some(Metric::PeakDraw));

/// The figures above the chart of income, and those between the charts.
const INCOMES: [Metric; 6] = [
    Metric::OperatingIncome,
    Metric::OperatingMargin,
    Metric::EbitdaMargin,
    Metric::RunRateRevenue,
    Metric::RunRateOperatingIncome,
    Metric::RunRateMargin,
];
const PAYBACKS: [Metric; 2] = [Metric::PaybackYears, Metric::CashMultipleYears];
/// Those that share a line where there is little room.
const MULTIPLES: [Metric; 2] = [Metric::IncomeMultipleYears, Metric::EbitdaMultipleYears];
const VALUE_AND_CASH: [Metric; 4] =
    [Metric::Npv, Metric::Irr, Metric::PeakDraw, Metric::PeakIdleCapital];

/// The height from which on a panel has a line for every figure, and still room for the table.
const LINES_APART: u16 = 48;

/// Draws the three panels side by side.
pub(super) fn draw(canvas: &mut Canvas, area: Rect) {
    let gap = match canvas.tier {
        Tier::Compact => 1,
        Tier::Table | Tier::Roomy => 3,
        Tier::Wide => 2,
    };
    let width = area.width.saturating_sub(2 * gap) / 3;
    let parts = if canvas.tier == Tier::Compact {
        compact_parts(area.height)
    } else {
        parts(canvas.session, canvas.tier, Rect { width, ..area })
    };
    for (index, scenario) in (0..).zip(Scenario::ALL) {
        let panel = Rect { x: area.x + index * (width + gap), width, ..area };
        canvas.on_click(panel, ClickTarget::Scenario(scenario));
        let mut rest = panel;
        for (part, height) in &parts {
            let place = Rect { height: (*height).min(rest.height), ..rest };
            draw_part(canvas, scenario, *part, place);
            if let PanelPart::Figure(PanelMeasure::Metric(metric))
            | PanelPart::Pair(_, Some(metric)) = part
            {
                canvas.on_click(place, ClickTarget::Figure(scenario, *metric));
            }
            rest = below(rest, *height);
        }
    }
}

const fn line(metric: Metric) -> (PanelPart, u16) {
    (PanelPart::Figure(PanelMeasure::Metric(metric)), 1)
}

/// The parts of a panel with sparklines from the top, each with its height.
fn compact_parts(height: u16) -> Vec<(PanelPart, u16)> {
    let spare = height.saturating_sub(11);
    vec![
        (PanelPart::Title, 1),
        line(Metric::OperatingIncome),
        (MARGIN, 1),
        (PanelPart::Chart(INCOME), 1 + spare / 2),
        line(Metric::PaybackYears),
        line(Metric::CashMultipleYears),
        (PanelPart::Chart(CASH), 2 + spare - spare / 2),
        (PanelPart::Years, 1),
        (VALUE_AND_RETURN, 1),
        (DRAW_AND_IDLE, 1),
    ]
}

/// The parts of a panel with charts.
fn parts(session: &Session, tier: Tier, panel: Rect) -> Vec<(PanelPart, u16)> {
    let apart = tier == Tier::Wide && panel.height >= LINES_APART;
    let mut above = vec![(PanelPart::Title, 1)];
    above.extend(INCOMES.map(line));
    above.push((PanelPart::Caption(INCOME), 1));
    let mut between = PAYBACKS.map(line).to_vec();
    let mut under = Vec::new();
    if apart {
        between.extend(MULTIPLES.map(line));
        under.extend(VALUE_AND_CASH.map(line));
    } else {
        between.push((PanelPart::Pair(draw_multiples, None), 1));
        under.extend([(VALUE_AND_RETURN, 1), (DRAW_AND_IDLE, 1)]);
    }
    between.push((PanelPart::Caption(CASH), 1));
    under.extend(other_claims(session).into_iter().map(|measure| (PanelPart::Figure(measure), 1)));
    let lines = above.len() + between.len() + under.len();
    let room = panel.height.saturating_sub(u16::try_from(lines).unwrap_or(u16::MAX));
    let has_table = tier == Tier::Wide && panel.width >= year_table::PANEL_WIDTH;
    let table = if has_table { year_table::panel_height(session, room) } else { 0 };
    // The years stand under the lower chart for both.
    let income = (room - table) * 2 / 5;
    above.push((PanelPart::Chart(INCOME), income));
    between.push((PanelPart::Chart(CASH), room - table - income));
    under.push((PanelPart::Table, table));
    [above, between, under].concat()
}

/// Measures that a claim speaks of and that have no line yet, drivers that are claimed as well; not
/// what is claimed year by year.
fn other_claims(session: &Session) -> Vec<PanelMeasure> {
    let mut known: Vec<PanelMeasure> = [&INCOMES[..], &PAYBACKS, &MULTIPLES, &VALUE_AND_CASH]
        .concat()
        .into_iter()
        .map(PanelMeasure::Metric)
        .collect();
    let shown = known.len();
    for claim in &session.preset.claims {
        let measure = PanelMeasure::of(claim.measure);
        known.extend(measure.filter(|measure| !known.contains(measure)));
    }
    known.split_off(shown)
}

fn draw_part(canvas: &mut Canvas, scenario: Scenario, part: PanelPart, area: Rect) {
    let dim = canvas.look.theme.dim;
    match part {
        PanelPart::Title => draw_title(canvas, scenario, area),
        PanelPart::Figure(measure) => draw_figure(canvas, scenario, measure, area),
        PanelPart::Pair(draw, _) => draw(canvas, scenario, area),
        PanelPart::Caption(charted) => {
            canvas.text(area, canvas.money().words(charted.caption), dim);
        }
        PanelPart::Chart(charted) if canvas.tier == Tier::Compact || area.height < 3 => {
            charts::draw_sparkline(canvas, scenario, charted, area);
        }
        PanelPart::Chart(charted) => {
            // As wide in both charts of a panel, so that a year stands in the same column.
            let label = |value| pad_left(&format::trimmed(value, 1), 3);
            charts::draw_bars(canvas, scenario, charted, label, area);
        }
        PanelPart::Years => {
            let mut years = canvas.session.results.years();
            let [first, last] = [years.next(), years.last()]
                .map(|year| [piece(year.map_or_else(String::new, |year| year.to_string()), dim)]);
            canvas.both(area, &first, &last);
        }
        PanelPart::Table => year_table::draw_panel(canvas, scenario, area),
    }
}

fn draw_title(canvas: &mut Canvas, scenario: Scenario, area: Rect) {
    let (look, capped) = (canvas.look, canvas.outcome(scenario).flags.margin_capped);
    let style = canvas.style_of(scenario);
    let title = format!("{} {}", look.mark(scenario), scenario.id().to_uppercase());
    let flag = capped.then(|| piece("margin capped", look.theme.fails));
    canvas.both(area, &[piece(title, style)], &Vec::from_iter(flag));
}

fn draw_figure(canvas: &mut Canvas, scenario: Scenario, measure: PanelMeasure, area: Rect) {
    let (session, dim) = (canvas.session, canvas.look.theme.dim);
    let (label, tiny) = match measure {
        PanelMeasure::Metric(metric) => {
            (dated_name(metric, &session.preset.inputs.programme), names(metric).tiny)
        }
        PanelMeasure::Driver(driver) => (driver.spec().label.to_owned(), driver.spec().label),
    };
    let figure = figure(canvas, scenario, measure);
    let (value, style) = figure.value;
    let compact = canvas.tier == Tier::Compact;
    let mut right = Vec::new();
    // On the smallest panels operating income's claim has its own place on the next line.
    let claim_elsewhere = compact && measure == PanelMeasure::Metric(Metric::OperatingIncome);
    if let Some(claim) = figure.claim.filter(|_| !claim_elsewhere) {
        right.extend([claim, piece(" ", style)]);
    }
    right.push(piece(pad_left(&value, if compact { 0 } else { 10 }), style));
    // Behind a payback stands its year.
    let payback = canvas.outcome(scenario).metrics[Metric::PaybackYears]
        .filter(|_| measure == PanelMeasure::Metric(Metric::PaybackYears));
    right.extend(payback.map(|years| piece(format!("  {}", year_of(session, years)), dim)));
    let left = label_and_change(
        canvas,
        [&label, tiny],
        (&figure.change, figure.trend),
        area,
        width(&right),
    );
    canvas.both(area, &left, &right);
}

/// The financial year in which a number of years since the start has passed.
fn year_of(session: &Session, years: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "held within the horizon's 600 months")]
    let months = (years * 12.0).clamp(0.0, 600.0).floor() as i32;
    let programme = &session.preset.inputs.programme;
    programme.year_of(programme.start.plus(months))
}

/// A figure's label, and how it changed where there is room.
fn label_and_change(
    canvas: &Canvas,
    labels: [&str; 2],
    (change, trend): (&str, Style),
    area: Rect,
    taken: usize,
) -> Vec<Piece> {
    let theme = &canvas.look.theme;
    let room = usize::from(area.width).saturating_sub(taken + 1);
    let changed = if change.is_empty() { 0 } else { columns(change) + 1 };
    match labels.into_iter().find(|label| columns(label) + changed <= room) {
        Some(label) if change.is_empty() => vec![piece(label, theme.text)],
        Some(label) => vec![piece(format!("{label} "), theme.text), piece(change, trend)],
        None => vec![piece(labels[1], theme.text)],
    }
}
