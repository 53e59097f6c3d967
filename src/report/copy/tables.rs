//! The tables of each screen, and what they are of.

use crate::analysis::{Question, Solutions};
use crate::model::{Metric, Scenario};
use crate::preset::ShownUnit;
use crate::report::comparison::Side;
use crate::report::evaluation::Evaluation;
use crate::report::league::League;
use crate::report::paybacks::SideBySide;
use crate::report::table::{Cell, Table};
use crate::report::{attribution, backtest, claims, comparison, grid, risk, solve, tornado};
use crate::session::{Against, DriversView, FieldValue, Row, Screen, Session};
use crate::view::format;
use crate::view::words::value_words;

/// What a screen's tables are of, in words, and they themselves; none where it waits for an answer.
pub(super) fn of(session: &Session) -> (String, Vec<Table>) {
    let (preset, answers) = (&session.preset, &session.answers);
    let (metric, scenario) = (session.metric.spec().label, session.scenario.id());
    let figure = format!("{metric} of {scenario}");
    match session.screen {
        Screen::Explore => {
            ("inputs and figures of bear, base and bull".to_owned(), vec![explore(session)])
        }
        Screen::Drivers => match session.screens.drivers.view {
            DriversView::Attribution => {
                let ways = answers.attribution.as_deref().into_iter().flatten().flatten();
                let title = format!("{metric}, what each driver adds");
                (title, vec![attribution::table(preset, ways, true)])
            }
            DriversView::Tornado
            | DriversView::Response
            | DriversView::Spider
            | DriversView::PlusMinus => {
                let bars = answers.drivers.iter().map(|tornado| tornado::bars(preset, tornado));
                (format!("{figure}, one input at a time"), bars.collect())
            }
        },
        Screen::Grid => {
            (figure, answers.grid.iter().map(|answer| grid::table(preset, answer)).collect())
        }
        Screen::Risk => {
            let answer = answers.risk.as_deref();
            let draws = answer.map_or(0, |answer| answer.result.draws) as f64;
            let title =
                format!("{} draws; bear, base and bull among them", format::decimal(draws, 0));
            let tables = answer.map(|answer| risk::tables(preset, &answer.result).into());
            (title, tables.unwrap_or_default())
        }
        Screen::Cash => {
            let (scenarios, whose) = if session.screens.cash.side_by_side {
                (&Scenario::ALL[..], "bear, base and bull")
            } else {
                (std::slice::from_ref(&session.scenario), scenario)
            };
            (format!("{whose} by year"), vec![Evaluation::new(preset).years(scenarios)])
        }
        Screen::Claims => {
            let checked = [claims::CheckedPreset::new(preset)];
            ("claims against the model".to_owned(), vec![claims::table(&checked)])
        }
        Screen::Backtest => {
            let answer = session.screens.backtest.answer.as_ref();
            let answer = answer.filter(|answer| !answer.lines.is_empty());
            let tables = answer.map(|answer| backtest::table(preset, answer));
            ("modelled against reported, by year".to_owned(), tables.into_iter().collect())
        }
        Screen::League => league(session),
        Screen::Programme => (format!("programme of {scenario}"), vec![programme(session)]),
        Screen::Compare => ("compared; A is what was, B what is now".to_owned(), compared(session)),
        Screen::Paybacks => {
            let table = SideBySide::new(preset).wide_table();
            ("paybacks of bear, base and bull".to_owned(), vec![table])
        }
        Screen::Solve => {
            let question = Question::new(&preset.inputs, session.scenario, session.metric);
            let target = session.screens.solve.target.unwrap_or_default();
            let answer = session.solved((session.scenario, session.metric, target));
            let target = format::setting(preset.shown(session.metric.spec().unit), target);
            let table = |answer: &Solutions| {
                solve::table(preset, question, &answer.alone, answer.joint.as_ref())
            };
            let tables = answer.iter().map(|answer| table(&answer.0)).collect();
            (format!("what it takes for {figure} to be {target}"), tables)
        }
        Screen::Explain => (format!("{figure}, derived"), vec![explain(session)]),
    }
}

/// Presets ranked as they are on screen.
fn league(session: &Session) -> (String, Vec<Table>) {
    let (league, order) = (&session.screens.league, session.league_order());
    let table = League {
        entries: &league.entries(),
        unread: &[],
        metrics: &league.metrics,
        scenarios: &session.league_scenarios(),
        order: Some(order),
    };
    let (figure, scenario) = (order.metric.spec().label, order.scenario.id());
    (format!("presets by {figure} of {scenario}"), vec![table.table()])
}

fn setting(unit: ShownUnit, value: Option<f64>) -> Cell {
    Cell::or_absent(value, |value| Cell::setting(unit, value))
}

fn explore(session: &Session) -> Table {
    let currency = session.preset.money();
    let inputs =
        Row::all(session.screens.explore.drawer).into_iter().filter_map(Row::input).map(|input| {
            let unit = currency.of(input.spec().unit);
            let values = Scenario::ALL
                .map(|scenario| setting(unit, session.preset.inputs.get(input, scenario)));
            [Cell::input(currency, input), Cell::unit(unit)].into_iter().chain(values)
        });
    let metrics = Metric::ALL.into_iter().map(|metric| {
        let values = Scenario::ALL.map(|scenario| {
            let outcome = &session.results.scenarios[scenario].outcome;
            let value = outcome.metrics[metric];
            Cell::value(currency, metric, value, outcome.flags, session.horizon_year())
        });
        [Cell::metric(metric), Cell::unit(currency.of(metric.spec().unit))]
            .into_iter()
            .chain(values)
    });
    Table::new("", ["name", "unit", "bear", "base", "bull"])
        .called(&[("name", "")])
        .with_rows(inputs)
        .with_rows(metrics)
}

/// Every row of Programme, under its heading.
fn programme(session: &Session) -> Table {
    let currency = session.preset.money();
    let cells = |title: &str, row: Row| {
        let heading = Cell::text(title.to_owned());
        Some(match row {
            Row::Slider(input) => {
                let unit = currency.of(input.spec().unit);
                let value = setting(unit, session.preset.inputs.get(input, session.scenario));
                let label = Cell::text(currency.words(input.spec().label).into_owned());
                [heading, label, Cell::unit(unit), value]
            }
            Row::Field(field) => {
                let label = Cell::text(field.label().to_owned());
                match field.value(&session.preset)? {
                    FieldValue::Number(spec, value) => {
                        let unit = currency.of(spec.unit);
                        [heading, label, Cell::unit(unit), setting(unit, Some(value))]
                    }
                    value @ (FieldValue::Text(_) | FieldValue::Month(_) | FieldValue::Year(_)) => {
                        let words = Cell::text(value_words(currency, &value));
                        [heading, label, Cell::text(String::new()), words]
                    }
                }
            }
            Row::Stresses => return None,
        })
    };
    let sections = session.sections();
    let rows = sections.iter().flat_map(|section| {
        section.rows.iter().filter_map(|row| cells(&section.title, *row)).collect::<Vec<_>>()
    });
    Table::new("", ["part", "field", "unit", "value"]).with_rows(rows)
}

fn compared(session: &Session) -> Vec<Table> {
    let Some(answer) = &session.screens.compare.comparison else { return Vec::new() };
    let against = match &session.screens.compare.against {
        Against::Preset(preset) => Side::of(preset),
        Against::Pin(pin) => {
            let horizon = pin.snapshot.inputs.programme.horizon.year();
            Side { horizon, currency: pin.currency }
        }
        Against::Saved => Side::of(&session.file.saved),
    };
    comparison::tables(answer, [against, Side::of(&session.preset)])
}

/// The lines in sight, each with its depth in the derivation.
fn explain(session: &Session) -> Table {
    let outcome = &session.results.scenarios[session.scenario].outcome;
    let currency = session.preset.money();
    let rows = session.screens.explain.lines().into_iter().map(|line| {
        let node = line.node;
        let unit = currency.of(node.unit);
        let value = match node.value {
            None if line.depth == 0 => {
                let year = session.horizon_year();
                Cell::value(currency, session.metric, None, outcome.flags, year)
            }
            None => Cell::Absent("n/a".to_owned()),
            Some(value) => Cell::Figure { value, unit, shown: format::of_node(node) },
        };
        let label = Cell::text(format::label(currency, &node.label));
        [Cell::count(line.depth as f64), label, value, Cell::unit(unit)]
    });
    Table::new("", ["depth", "figure", "value", "unit"]).with_rows(rows)
}
