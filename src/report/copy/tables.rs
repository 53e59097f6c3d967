//! The tables of each screen, and what they are of.

use crate::model::{Inputs, Metric, Scenario, Unit};
use crate::report::evaluation::Evaluation;
use crate::report::paybacks::SideBySide;
use crate::report::table::{Cell, Table};
use crate::report::{attribution, claims, comparison, grid, risk, solve, tornado};
use crate::session::{Against, DriversView, Row, Screen, Session};
use crate::view::format;
use crate::view::words::input_label;

/// What a screen's tables are of, in words.
pub(super) fn title(session: &Session) -> String {
    let (metric, scenario) = (session.metric.spec().label, session.scenario.id());
    let figure = format!("{metric} of {scenario}");
    match session.screen {
        Screen::Explore => "inputs and figures of bear, base and bull".to_owned(),
        Screen::Drivers => match session.screens.drivers.view {
            DriversView::Attribution => format!("{metric}, what each driver adds"),
            _ => format!("{figure}, one input at a time"),
        },
        Screen::Grid => figure,
        Screen::Risk => {
            let draws = session.answers.risk.as_deref().map_or(0, |answer| answer.result.draws);
            format!("{} draws; bear, base and bull among them", format::decimal(draws as f64, 0))
        }
        Screen::Cash if session.screens.cash.side_by_side => {
            "bear, base and bull by year".to_owned()
        }
        Screen::Cash => format!("{scenario} by year"),
        Screen::Claims => "claims against the model".to_owned(),
        Screen::Numbers => format!("numbers of {scenario}"),
        Screen::Compare => "compared; A is what was, B what is now".to_owned(),
        Screen::Paybacks => "paybacks of bear, base and bull".to_owned(),
        Screen::Solve => {
            let target = session.screens.solve.target.unwrap_or_default();
            let target = format::setting(session.metric.spec().unit, target);
            format!("what it takes for {figure} to be {target}")
        }
        Screen::Explain => format!("{figure}, derived"),
    }
}

/// The tables of the screen that a session is on; none where it waits for an answer.
pub(super) fn of(session: &Session) -> Vec<Table> {
    let (preset, answers) = (&session.preset, &session.answers);
    match session.screen {
        Screen::Explore => vec![explore(session)],
        Screen::Drivers => match session.screens.drivers.view {
            DriversView::Attribution => {
                let ways = answers.attribution.as_deref().into_iter().flatten().flatten();
                vec![attribution::table(ways, true)]
            }
            _ => answers.drivers.iter().map(|tornado| tornado::bars(preset, tornado)).collect(),
        },
        Screen::Grid => answers.grid.iter().map(|answer| grid::table(preset, answer)).collect(),
        Screen::Risk => {
            let answer = answers.risk.iter();
            answer.flat_map(|answer| risk::tables(preset, &answer.result)).collect()
        }
        Screen::Cash => {
            let is_shown = |scenario: &Scenario| {
                session.screens.cash.side_by_side || *scenario == session.scenario
            };
            let scenarios: Vec<_> = Scenario::ALL.into_iter().filter(is_shown).collect();
            vec![Evaluation::new(preset).years(&scenarios)]
        }
        Screen::Claims => vec![claims::table(&[claims::CheckedPreset::new(preset)])],
        Screen::Numbers => vec![numbers(session)],
        Screen::Compare => compared(session),
        Screen::Paybacks => vec![SideBySide::new(preset).wide_table()],
        Screen::Solve => {
            let answer = answers.solve.iter().map(|answer| &answer.0);
            let table = answer.map(|answer| {
                solve::table(preset, session.metric, &answer.alone, answer.joint.as_ref())
            });
            table.collect()
        }
        Screen::Explain => vec![explain(session)],
    }
}

fn setting(unit: Unit, value: Option<f64>) -> Cell {
    Cell::or_absent(value, |value| Cell::setting(unit, value))
}

fn explore(session: &Session) -> Table {
    let inputs =
        Row::all(session.screens.explore.drawer).into_iter().filter_map(Row::input).map(|input| {
            let unit = input.spec().unit;
            let values = Scenario::ALL
                .map(|scenario| setting(unit, session.preset.inputs.get(input, scenario)));
            [Cell::input(input), Cell::unit(unit)].into_iter().chain(values)
        });
    let metrics = Metric::ALL.into_iter().map(|metric| {
        let values = Scenario::ALL.map(|scenario| {
            let outcome = &session.results.scenarios[scenario].outcome;
            let value = outcome.metrics[metric];
            Cell::value(metric, value, outcome.flags, session.horizon_year())
        });
        [Cell::metric(metric), Cell::unit(metric.spec().unit)].into_iter().chain(values)
    });
    Table::new("", ["", "unit", "bear", "base", "bull"]).with_rows(inputs).with_rows(metrics)
}

fn numbers(session: &Session) -> Table {
    let sites = session.preset.inputs.programme.sites.len();
    let rows = Row::numbers(sites).into_iter().filter_map(Row::input).map(|input| {
        let unit = input.spec().unit;
        let value = setting(unit, session.preset.inputs.get(input, session.scenario));
        [Cell::text(input_label(input)), Cell::unit(unit), value]
    });
    Table::new("", ["number", "unit", "value"]).with_rows(rows)
}

fn compared(session: &Session) -> Vec<Table> {
    let Some(answer) = &session.screens.compare.comparison else { return Vec::new() };
    let year = |inputs: &Inputs| inputs.programme.horizon.year();
    let against = match &session.screens.compare.against {
        Against::Preset(preset) => year(&preset.inputs),
        Against::Pin(pin) => year(&pin.snapshot.inputs),
        Against::Saved => year(&session.file.saved.inputs),
    };
    comparison::tables(answer, [against, session.horizon_year()])
}

/// The lines in sight, each with its depth in the derivation.
fn explain(session: &Session) -> Table {
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let rows = session.screens.explain.lines().into_iter().map(|line| {
        let node = line.node;
        let value = match node.value {
            None if line.depth == 0 => {
                Cell::value(session.metric, None, outcome.flags, session.horizon_year())
            }
            None => Cell::Absent("n/a".to_owned()),
            Some(value) => Cell::Figure { value, unit: node.unit, shown: format::of_node(node) },
        };
        let label = Cell::text(&node.label);
        [Cell::count(line.depth as f64), label, value, Cell::unit(node.unit)]
    });
    Table::new("", ["depth", "figure", "value", "unit"]).with_rows(rows)
}
