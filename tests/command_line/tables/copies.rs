//! What is copied from each screen, against the JSON of what the screen shows.

use super::cells::{Cell, Row, Table, assert_markdown, assert_tabbed, setting, text};
use super::expected;
use crate::support::Desk;
use payback::analysis::{InputDifference, Question, explain};
use payback::model::{Input, Metric, Scenario};
use payback::preset::Currency;
use payback::report::evaluation::Evaluation;
use payback::report::risk::Answered;
use payback::report::{
    attribution, claims, comparison, explanation, grid, paybacks, risk, solve, tornado,
};
use payback::session::{Copied, FieldValue, Row as Slider};
use payback::view::format;
use payback::view::words::input_label;
use serde_json::Value;
use std::time::Duration;

fn desk(keys: &str) -> Desk {
    let mut desk = Desk::at("apec-40b");
    desk.keys(keys);
    desk
}

fn copied(desk: &Desk, what: Copied) -> String {
    desk.copied(what).unwrap()
}

#[track_caller]
fn assert_copied(what: &str, desk: &Desk, table: &Table) {
    assert_tabbed(what, &copied(desk, Copied::Table), table);
    assert_markdown(what, &copied(desk, Copied::Markdown), table);
}

fn evaluation(desk: &Desk) -> Value {
    Evaluation::new(&desk.session.preset).json(false, false)
}

#[test]
fn what_is_copied_from_explore_is_what_an_evaluation_says() {
    for (keys, drivers) in [("Right*5", 4), ("Down*5 Enter", 5)] {
        let desk = desk(keys);
        let json = evaluation(&desk);
        let of = |part: &str, id: &str| {
            ["bear", "base", "bull"].map(|scenario| json["scenarios"][scenario][part][id].clone())
        };
        let shown =
            Slider::all(desk.session.screens.explore.drawer).into_iter().filter_map(Slider::input);
        let mut rows: Vec<Row> = shown
            .map(|input| {
                let values = match input {
                    Input::Driver(driver) => of("drivers", driver.id()),
                    // Delays are given in months here.
                    _ => [const { Value::Null }; 3],
                };
                let unit = text(input.spec().unit.id());
                let values = values.iter().map(setting);
                [text(&input_label(Currency::DOLLAR, input)), unit]
                    .into_iter()
                    .chain(values)
                    .collect()
            })
            .collect();
        assert!(rows.len() >= drivers, "{} drivers", rows.len());
        rows.extend(Metric::ALL.map(|metric| {
            let values = of("metrics", metric.id());
            let (label, unit) = (text(metric.spec().label), text(metric.spec().unit.id()));
            [label, unit].into_iter().chain(values.iter().map(Cell::from)).collect()
        }));
        let table = Table::new(["", "unit", "bear", "base", "bull"], rows);
        assert_copied(keys, &desk, &table);
    }
}

#[test]
fn what_is_copied_from_drivers_is_the_tornado_or_the_attribution() {
    for keys in ["2", "2 v", "2 v v"] {
        let desk = desk(keys);
        let mut json = tornado::json(desk.session.answers.drivers.as_ref().unwrap());
        for row in json["rows"].as_array_mut().unwrap() {
            // Of a spider the ends are copied, as the screen names them.
            row.as_object_mut().unwrap().remove("points");
        }
        assert_copied(keys, &desk, &expected::tornado(&json));
    }
    let desk = desk("m Home Down Enter 2 v v v");
    let ways = desk.session.answers.attribution.as_deref().unwrap();
    let rows = ways.iter().flat_map(|way| {
        let json = attribution::json(way.as_ref().unwrap());
        let ends = [(&json["from"]).into(), (&json["to"]).into()];
        let rows = expected::attribution(&json, desk.session.metric.id()).rows;
        rows.into_iter().map(move |row| ends.iter().cloned().chain(row).collect())
    });
    let table = Table::new(["from", "to", "driver", "effect", "unit"], rows.collect());
    assert_copied("attribution", &desk, &table);
}

#[test]
fn what_is_copied_from_grid_risk_claims_paybacks_and_solve_is_their_answer() {
    let desk_of_grid = desk("3");
    let json = grid::json(desk_of_grid.session.answers.grid.as_ref().unwrap());
    assert_copied("grid", &desk_of_grid, &expected::grid(&json));

    let desk_of_risk = desk("4");
    let answer = desk_of_risk.session.answers.risk.as_deref().unwrap();
    let json = risk::json(&Answered {
        result: &answer.result,
        asked: answer.result.draws,
        complete: true,
        spreads: &[],
        elapsed: Duration::ZERO,
    });
    let mut table = expected::risk(&json);
    let targets = table.rows.iter_mut().skip(answer.result.metrics.len());
    for (row, risk) in targets.zip(&answer.result.targets) {
        let spec = risk.target.metric.spec();
        let bound = format::setting(Currency::DOLLAR.of(spec.unit), risk.target.bound);
        row[1] = text(&format!("{} {} {bound}", spec.label, risk.target.relation.shown()));
    }
    assert_copied("risk", &desk_of_risk, &table);

    let desk_of_claims = desk("6");
    let checked = [claims::CheckedPreset::new(&desk_of_claims.session.preset)];
    let table = expected::claims(&claims::json(&checked));
    assert_copied("claims", &desk_of_claims, &table);

    let desk_of_paybacks = desk("b");
    let json = paybacks::SideBySide::new(&desk_of_paybacks.session.preset).json();
    assert_copied("paybacks", &desk_of_paybacks, &expected::paybacks_by_scenario(&json));

    let desk_of_solve = desk("t text:8 Enter");
    let (drivers, _) = &**desk_of_solve.session.answers.solve.as_ref().unwrap();
    let mut table = expected::solutions(&solve::drivers_json(drivers));
    assert_tabbed("solve", &copied(&desk_of_solve, Copied::Table), &table);
    // People are shown a joint move to the digits that still get there.
    let moves = &drivers.joint.as_ref().expect("a joint move").moves;
    let now = desk_of_solve.session.preset.inputs.scenarios[Scenario::Base].drivers();
    let rows = table
        .rows
        .iter_mut()
        .filter(|row| matches!(&row[2], Cell::Text(found) if found == "joint"));
    for (row, (driver, to)) in rows.zip(moves) {
        let beyond = if *to > now[*driver] { f64::NEG_INFINITY } else { f64::INFINITY };
        row[3] = text(&format::moved_setting(Currency::DOLLAR.of(driver.spec().unit), beyond, *to));
    }
    assert_markdown("solve", &copied(&desk_of_solve, Copied::Markdown), &table);
}

#[test]
fn what_is_copied_from_cash_is_the_years_of_one_scenario_or_of_all() {
    for (keys, scenarios) in [("5", &["base"][..]), ("5 v", &["bear", "base", "bull"])] {
        let desk = desk(keys);
        let table = expected::series(&evaluation(&desk), scenarios, "annual", "year");
        assert_copied(keys, &desk, &table);
    }
}

#[test]
fn what_is_copied_from_programme_is_the_preset() {
    let desk = desk("7");
    let inputs = &desk.session.preset.inputs;
    let row = |title: &str, row: Slider| match row {
        Slider::Slider(input) => {
            let value = inputs.get(input, Scenario::Base).map_or(Cell::Empty, Cell::Setting);
            vec![text(title), text(input.spec().label), text(input.spec().unit.id()), value]
        }
        Slider::Field(field) => {
            let (unit, value) = match field.value(&desk.session.preset).expect("it is there") {
                FieldValue::Number(spec, value) => (spec.unit.id(), Cell::Setting(value)),
                FieldValue::Text(text) => ("", Cell::Text(text)),
                FieldValue::Month(month) => ("", Cell::Text(month.name())),
                FieldValue::Year(year) => ("", Cell::Text(year.to_string())),
            };
            vec![text(title), text(field.label()), text(unit), value]
        }
        Slider::Stresses => unreachable!("no row of the programme"),
    };
    let sections = desk.session.sections();
    let rows = sections.iter().flat_map(|section| {
        section.rows.iter().map(|of| row(&section.title, *of)).collect::<Vec<_>>()
    });
    let table = Table::new(["part", "field", "unit", "value"], rows.collect());
    assert_copied("programme", &desk, &table);
}

#[test]
fn what_is_copied_from_compare_is_the_comparison() {
    let desk = desk("Right*5 c");
    let json = comparison::json(desk.session.screens.compare.comparison.as_ref().unwrap());
    assert!(!json["inputs"].as_array().unwrap().is_empty());
    let mut table = expected::comparison(&json);
    let answer = desk.session.screens.compare.comparison.as_ref().unwrap();
    let inputs = answer.inputs.iter().map(InputDifference::name);
    let names = inputs.chain(answer.metrics.iter().map(|row| row.metric.spec().label.to_owned()));
    for (row, name) in table.rows.iter_mut().zip(names) {
        row[1] = Cell::Text(name);
    }
    assert_copied("compare", &desk, &table);
}

#[test]
fn what_is_copied_from_explain_is_the_derivation_as_far_as_it_is_open() {
    for keys in ["x", "x Right Down Right Down Right"] {
        let desk = desk(keys);
        let preset = &desk.session.preset;
        let explanation =
            explain(Question::new(&preset.inputs, Scenario::Base, desk.session.metric));
        let origins = explanation::Origins { preset, saved: &preset.inputs };
        let whole = expected::derivation(&explanation::json(&origins, &explanation));
        // The lines in sight, in their order.
        let mut whole = whole.into_iter();
        let rows = desk.session.screens.explain.lines().into_iter().map(|line| {
            // One label can stand at several places of a depth, of which not all are in sight.
            let is_it = |row: &Row| match (&row[0], &row[1], &row[2]) {
                (Cell::Setting(depth), Cell::Text(label), value) => {
                    depth.to_string() == line.depth.to_string()
                        && *label == line.node.label
                        && value.number() == line.node.value
                }
                _ => false,
            };
            whole.find(is_it).unwrap_or_else(|| panic!("{} isn't derived", line.node.label))
        });
        let table = Table::new(["depth", "figure", "value", "unit"], rows.collect());
        assert!(table.rows.len() > 2, "{keys}");
        assert_copied(keys, &desk, &table);
    }
}
