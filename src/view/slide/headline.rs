//! What a slide says: a sentence that a figure ends, and what is said beside that.

use super::figures::Figures;
use super::large::{Large, Message};
use crate::analysis::{ClaimKind, Measure};
use crate::model::{Better, Metric, Scenario, Unit};
use crate::session::Screen;
use crate::view::canvas::{Canvas, Piece, piece};
use crate::view::change::change;
use crate::view::format;
use crate::view::vocabulary::{in_sentence, names, year_of};
use crate::view::words::bound_with_unit;
use ratatui::layout::Rect;

/// A sentence, the figure that ends it, and lines beside this, those first that matter most.
pub(super) struct Headline {
    pub(super) sentence: String,
    /// The sentence without the preset's name.
    pub(super) words: String,
    figure: Large,
    beside: Vec<Vec<Piece>>,
}

/// A headline with its place.
pub(super) struct Laid {
    figure: Large,
    height: Option<u16>,
    beside: Vec<Vec<Piece>>,
}

impl Headline {
    /// The message of the screen that is presented.
    pub(super) fn of(canvas: &Canvas) -> Self {
        let other = match canvas.session.screen {
            Screen::Risk => super::odds::headline(canvas),
            Screen::Claims => of_claims(canvas),
            Screen::Solve => of_target(canvas),
            Screen::Backtest => of_record(canvas),
            Screen::League => super::league::headline(canvas),
            Screen::Explore
            | Screen::Drivers
            | Screen::Grid
            | Screen::Cash
            | Screen::Programme
            | Screen::Compare
            | Screen::Paybacks
            | Screen::Explain => None,
        };
        let (words, figure, beside) = other.unwrap_or_else(|| of_figure(canvas));
        let name = &canvas.session.preset.name;
        Self { sentence: format!("{name}: {words}"), words, figure, beside }
    }

    /// As many of its lines as may be shown, at the height that the area has room for.
    pub(super) fn lay(self, canvas: &Canvas, figures: &mut Figures, area: Rect) -> Laid {
        figures.spend(&self.figure.words());
        // The slider's own figure comes before what is said beside.
        figures.spend(&super::slider::words(canvas));
        let words =
            |line: &Vec<Piece>| line.iter().map(|(text, _)| text.as_str()).collect::<String>();
        let beside = self.beside.into_iter().filter(|line| figures.allow(&words(line))).collect();
        let wanted = match area.height {
            0..26 => 3,
            26..38 => 4,
            _ => 5,
        };
        let height = self.figure.height(canvas, wanted, area.width);
        Laid { figure: self.figure, height, beside }
    }
}

impl Laid {
    /// Gives the rows that it takes.
    pub(super) fn draw(&self, canvas: &mut Canvas, area: Rect) -> u16 {
        self.figure.draw(canvas, self.height, &self.beside, area)
    }
}

/// The headline figure of the chosen scenario, by how much it changed, and what was claimed.
fn of_figure(canvas: &Canvas) -> Message {
    let session = canvas.session;
    let (scenario, metric) = (session.scenario, session.metric);
    let value = canvas.outcome(scenario).metrics[metric];
    let theme = &canvas.look.theme;
    let style = if value.is_some_and(|value| value < 0.0) {
        theme.negative
    } else {
        canvas.style_of(scenario)
    };
    let figure = Large::of(&canvas.figure(scenario, metric), metric.spec().unit, style);
    let change = change(canvas, scenario, metric).map(|change| vec![change.full_piece(canvas)]);
    let beside = change.into_iter().chain(claimed(canvas)).collect();
    (figure_words(canvas, scenario, metric, value.is_some()), figure, beside)
}

/// How a payback is counted: what stands before ‘the base pays back’, and behind.
const fn pays_back(metric: Metric) -> Option<[&'static str; 2]> {
    match metric {
        Metric::PaybackYears => Some(["", ""]),
        Metric::LastingPaybackYears => Some(["", " for good"]),
        Metric::DiscountedPaybackYears => Some(["discounted, ", ""]),
        Metric::PaybackFromServiceYears => Some(["counted from first service, ", ""]),
        Metric::EquityPaybackYears => Some(["", " its equity"]),
        _ => None,
    }
}

/// What leads to a figure: `the base pays back after`.
fn figure_words(canvas: &Canvas, of: Scenario, metric: Metric, is_there: bool) -> String {
    let id = of.id();
    if let Some([before, how]) = pays_back(metric) {
        let after = if is_there { " after" } else { "" };
        return format!("{before}the {id} pays back{how}{after}");
    }
    let year = match year_of(metric, &canvas.session.preset.inputs.programme) {
        year if year.is_empty() || year.starts_with("by") => year,
        year => format!("in {year}"),
    };
    let name = in_sentence(names(metric).long);
    format!("{id}-case {name} {year} is").replace("  ", " ")
}

/// What was claimed of the figure, or of the payback that stands for it, and whether that holds.
fn claimed(canvas: &Canvas) -> Option<Vec<Piece>> {
    let session = canvas.session;
    let metric = session.claimed_headline()?;
    let claim = canvas.claim_on(session.scenario, Measure::Metric(metric))?;
    let (theme, [holds, fails]) = (&canvas.look.theme, canvas.look.glyphs.verdicts);
    let value = canvas.outcome(session.scenario).metrics[metric];
    let verdict =
        if claim.holds(value) { piece(holds, theme.holds) } else { piece(fails, theme.fails) };
    let of = match metric {
        metric if metric == session.metric => String::new(),
        metric => format!(", as {}", in_sentence(names(metric).long)),
    };
    let bound = bound_with_unit(claim.bound, canvas.shown(metric.spec().unit));
    Some(vec![verdict, piece(format!(" claimed {bound}{of}"), theme.text)])
}

/// How many of the tested claims hold; of all where none was tested.
fn of_claims(canvas: &Canvas) -> Option<Message> {
    let claims = super::claims::shown(canvas.session);
    if claims.is_empty() {
        return None;
    }
    let held = claims.iter().filter(|claim| claim.holds(canvas.session.claim_value(claim))).count();
    let is_tested = claims.iter().all(|claim| claim.kind == ClaimKind::Tested);
    let (what, kind) =
        if is_tested { ("put to the test", "tested claim") } else { ("as claimed", "claim") };
    let figure = Large::of(&held.to_string(), Unit::Ratio, canvas.look.theme.figure);
    let figure = figure.then(&hold_words(held, claims.len(), kind));
    Some((format!("{what},"), figure, Vec::new()))
}

/// The target for which something must be true.
fn of_target(canvas: &Canvas) -> Option<Message> {
    let session = canvas.session;
    let target = session.screens.solve.target?;
    let spec = session.metric.spec();
    let id = session.scenario.id();
    let words = if let Some([before, how]) = pays_back(session.metric) {
        format!("{before}what must be true for the {id} to pay back{how} within")
    } else {
        let relation = match spec.better {
            Better::Higher => "of at least",
            Better::Lower => "of at most",
            Better::Neither => "of",
        };
        let name = in_sentence(names(session.metric).long);
        format!("what must be true for {id}-case {name} {relation}")
    };
    let figure = format::figure(canvas.shown(spec.unit), target);
    let figure = Large::of(&figure, spec.unit, canvas.style_of(session.scenario));
    Some((words, figure, Vec::new()))
}

/// How far the model is from what was reported.
fn of_record(canvas: &Canvas) -> Option<Message> {
    let (line, _) = canvas.session.screens.backtest.chosen()?;
    let name = in_sentence(line.measure.label_without_year());
    let style = canvas.style_of(line.scenario);
    if let Some((bias, _, count)) = line.bias() {
        let average = if count > 1 { " on average" } else { "" };
        let side = if bias > 0.0 { "above" } else { "below" };
        let size = format!("{} %", format::decimal(bias.abs() * 100.0, 1));
        let figure =
            Large::of(&size, Unit::Share, style).then(&format!("{side} what was reported"));
        return Some((format!("modelled {name} is{average}"), figure, Vec::new()));
    }
    let held: Vec<bool> = line.rows.iter().filter_map(|row| row.holds).collect();
    let holding = held.iter().filter(|holds| **holds).count();
    let figure = Large::of(&holding.to_string(), Unit::Ratio, style);
    let figure = figure.then(&hold_words(holding, held.len(), "bound"));
    Some((format!("of what is said of {name},"), figure, Vec::new()))
}

/// What stands behind how many hold: `of 5 tested claims hold`.
fn hold_words(holding: usize, all: usize, what: &str) -> String {
    let plural = if all == 1 { "" } else { "s" };
    let hold = if holding == 1 { "holds" } else { "hold" };
    format!("of {all} {what}{plural} {hold}")
}
