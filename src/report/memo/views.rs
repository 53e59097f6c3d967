//! A section for a view: its words with the model's figures put in, what it sets, its figures, what
//! its screen shows, and whether what it expects holds.

use super::charts::Charts;
use super::record::{changed, recorded};
use super::results::{self, mapped, moving};
use super::sections::{Part, Section};
use super::{odds, record};
use crate::analysis::risk::RiskResult;
use crate::analysis::{
    AnalysisError, Expectation, LEAGUE_METRICS, LeagueEntry, LeagueOrder, Question, Target,
    check_expectations, outcomes, solve_drivers,
};
use crate::model::{Driver, Input, Metric, Scenario, Series};
use crate::preset::{Currency, Preset, PresetView};
use crate::report::answer::{cell, figure_of};
use crate::report::chart::Subject;
use crate::report::league::League;
use crate::report::solve::table as solutions;
use crate::report::table::{Cell, Table};
use crate::view::format;
use crate::view::words::filled::filled;

/// A view with what it is of.
#[derive(Debug, Clone)]
pub struct MemoView<'a> {
    pub view: &'a PresetView,
    /// Its place among the views, from 1.
    pub number: usize,
    /// The preset that it stands on, and what that is called.
    pub base: Preset,
    pub base_name: String,
    /// The same with what the view sets.
    pub preset: Preset,
    /// Title and note, the model's figures put in.
    pub words: [String; 2],
    /// Many draws, where its screen is Risk.
    pub risk: Option<RiskResult>,
    /// Its own preset and then every other one, where its screen is League.
    pub league: Vec<LeagueEntry<Currency>>,
}

impl<'a> MemoView<'a> {
    /// A view put on the preset that it stands on; draws are still to be made.
    ///
    /// # Errors
    /// When what it sets doesn't fit that preset, or a figure in its words is none of it.
    pub fn new(
        view: &'a PresetView,
        number: usize,
        (base, base_name): (Preset, String),
    ) -> Result<Self, String> {
        let preset = Preset { inputs: view.inputs_on(&base)?, ..base.clone() };
        let words = [&view.title, &view.note];
        let [title, note] = words.map(|text| filled(text, &preset));
        Ok(Self {
            view,
            number,
            base,
            base_name,
            preset,
            words: [title?, note?],
            risk: None,
            league: Vec::new(),
        })
    }

    /// Whether draws are wanted.
    pub fn is_of_risk(&self) -> bool {
        self.view.screen == Some("Risk")
    }

    /// Whether all presets are wanted.
    pub fn is_of_league(&self) -> bool {
        self.view.screen == Some("League")
    }

    /// The figure that it speaks of.
    pub fn metric(&self) -> Metric {
        self.view.metric.unwrap_or(Metric::PaybackYears)
    }

    /// Its targets, as far as they can be read.
    pub fn targets(&self) -> Vec<Target> {
        self.view.targets.iter().filter_map(|target| target.parse().ok()).collect()
    }

    fn scenario(&self) -> Scenario {
        self.view.scenario.unwrap_or(Scenario::Base)
    }

    /// The bound of its own figure.
    fn bound(&self) -> Option<f64> {
        let own = self.targets().into_iter().find(|target| target.metric == self.metric());
        own.map(|target| target.bound)
    }
}

/// The section, whose title begins so.
pub(super) fn section(
    view: &MemoView<'_>,
    begin: &str,
    charts: &mut Charts,
) -> Result<Section, AnalysisError> {
    let [title, note] = &view.words;
    let title = if title.is_empty() { &view.view.name } else { title };
    let mut parts = Vec::new();
    if !note.is_empty() {
        parts.push(Part::words(note));
    }
    let set = changed(&view.base, &view.preset, &view.base_name);
    if !set.is_empty() {
        parts.push(Part::Table(set));
    }
    parts.push(Part::Table(figures(view)));
    parts.extend(shown(view, charts)?);
    if !view.view.expect.is_empty() {
        parts.push(Part::Table(expected(view)));
    }
    Ok(Section::new(format!("view-{}", view.number), format!("{begin}{title}"), parts))
}

/// The view's figure in the three scenarios.
fn figures(view: &MemoView<'_>) -> Table {
    let (preset, metric) = (&view.preset, view.metric());
    let outcomes = outcomes(&preset.inputs);
    let values = Scenario::ALL.map(|scenario| {
        let outcome = &outcomes[scenario];
        let horizon = preset.inputs.programme.horizon.year();
        Cell::value(preset.money(), metric, outcome.metrics[metric], outcome.flags, horizon)
    });
    let row = [Cell::metric(metric)].into_iter().chain(values);
    Table::new("", ["metric", "bear", "base", "bull"]).called(&[("metric", "")]).with_rows([row])
}

/// What its screen shows.
fn shown(view: &MemoView<'_>, charts: &mut Charts) -> Result<Vec<Part>, AnalysisError> {
    let preset = &view.preset;
    let of = (view.scenario(), view.metric());
    let name = |what: &str| format!("view-{}-{what}", view.number);
    Ok(match view.view.screen {
        Some("Drivers") => moving(preset, of, charts, &name("tornado"))?,
        Some("Grid") => {
            let axes = view
                .view
                .axes
                .as_ref()
                .and_then(|[x, y]| Some([Input::from_id(x)?, Input::from_id(y)?]));
            let own = [Driver::Utilization, Driver::PowerDelay].map(Input::Driver);
            let (axes, bound) = (axes.unwrap_or(own), view.bound());
            vec![mapped(preset, of, axes, bound, charts, &name("grid"))?]
        }
        Some("Risk") => match &view.risk {
            Some(risk) => odds::said(preset, risk, charts, &name("histogram")),
            None => Vec::new(),
        },
        Some("Claims") => record::claims(preset).parts,
        Some("Backtest") => recorded(preset, (of.0, &[]), charts, &name("backtest")),
        Some("Paybacks") => {
            let shows = (name("paybacks"), "Years of payback, by what is counted");
            vec![charts.draw(preset, Subject::Paybacks, shows)]
        }
        Some("League") => ranked(view, charts, &name("league")),
        Some("Compare") => results::scenarios(preset).parts,
        Some("Solve") => solved(view)?,
        // The others show the years, or what the tables above have.
        _ => {
            let series = Series::CumulativeFcf;
            vec![charts.draw(preset, Subject::Years(series), (name("cash"), series.label()))]
        }
    })
}

/// Every preset, ranked by its figure: a chart, and the table with other figures.
fn ranked(view: &MemoView<'_>, charts: &mut Charts, name: &str) -> Vec<Part> {
    let (metric, scenario) = (view.metric(), view.scenario());
    let order = LeagueOrder::best_first(metric, scenario);
    let entries: Vec<&LeagueEntry<Currency>> = view.league.iter().collect();
    let others = LEAGUE_METRICS.into_iter().filter(|other| *other != metric);
    let metrics: Vec<Metric> = [metric].into_iter().chain(others).collect();
    let scenarios = [scenario];
    let league = League {
        entries: &entries,
        unread: &[],
        metrics: &metrics,
        scenarios: &scenarios,
        order: Some(order),
    };
    let shows = (name, format!("Presets by {}", figure_of(metric, scenario)));
    let own = entries.first().map_or("", |entry| &*entry.id);
    let subject = Subject::League { entries: &entries, order, own };
    let chart = charts.draw(&view.preset, subject, shows);
    vec![chart, Part::Table(league.table())]
}

/// What would have to change for its figure to get to its target.
fn solved(view: &MemoView<'_>) -> Result<Vec<Part>, AnalysisError> {
    let Some(bound) = view.bound() else { return Ok(Vec::new()) };
    let (preset, metric) = (&view.preset, view.metric());
    let question = Question::new(&preset.inputs, view.scenario(), metric);
    let found = solve_drivers(question, bound)?;
    let bound = format::setting(preset.shown(metric.spec().unit), bound);
    let asked = format!("What gets {} to {bound}:", figure_of(metric, view.scenario()));
    let rows = solutions(preset, question, &found.alone, found.joint.as_ref());
    Ok(vec![Part::words(asked), Part::Table(rows)])
}

/// Each expectation, what the model gives, and whether it holds.
pub(super) fn expectations(view: &MemoView<'_>) -> Vec<(Expectation, Option<f64>, bool)> {
    let read: Vec<Expectation> =
        view.view.expect.iter().filter_map(|text| text.parse().ok()).collect();
    let checked = check_expectations(&view.preset.inputs, &read);
    read.into_iter()
        .zip(checked)
        .map(|(expected, (value, holds))| (expected, value, holds))
        .collect()
}

/// The same as a table.
fn expected(view: &MemoView<'_>) -> Table {
    let preset = &view.preset;
    let rows =
        expectations(view).into_iter().map(|(Expectation { figure, target }, value, holds)| {
            let unit = preset.shown(target.metric.spec().unit);
            let bound = format::setting(unit, target.bound);
            [
                Cell::text(format!("{} of {}", figure.measure.label(), figure.scenario.id())),
                Cell::text(format!("{} {bound}", target.relation.shown())),
                cell(preset, target.metric, value),
                Cell::text(if holds { "✓ holds" } else { "✗ doesn’t hold" }),
            ]
        });
    Table::new("Expected", ["figure", "expected", "model", "holds"]).with_rows(rows)
}
