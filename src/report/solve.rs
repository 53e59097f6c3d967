//! Solve: what has to change for a target, as a report to read, as JSON, as a table.

pub mod text;

use super::answer::{cell, flag_capped};
use super::json::object;
use super::table::{Cell, Table};
use crate::analysis::{JointMove, Jump, Solution, Solutions};
use crate::model::{Driver, Input, Metric};
use crate::preset::Preset;
use crate::view::format;
use serde_json::{Value, json};

/// The command line's JSON for one input.
pub fn json(solution: &Solution) -> Value {
    let mut value = solution_json(solution);
    flag_capped(&mut value, solution.margin_capped);
    value
}

fn solution_json(solution: &Solution) -> Value {
    let mut fields = vec![
        ("input", json!(solution.input.to_string())),
        ("roots", json!(solution.roots)),
        ("jumps", jumps_json(&solution.jumps)),
        ("stretches", json!(solution.stretches)),
        ("reach", json!(solution.reach)),
    ];
    // Where the metric begins or ceases to have a value beside the target.
    if !solution.edges.is_empty() {
        fields.push(("edges", jumps_json(&solution.edges)));
    }
    object(fields)
}

fn jumps_json(jumps: &[Jump]) -> Value {
    jumps.iter().map(|jump| json!((jump.at, jump.before, jump.after))).collect()
}

/// The command line's JSON for every driver alone and the joint move.
pub fn drivers_json(solutions: &Solutions) -> Value {
    let mut value = json!({
        "alone": solutions.alone.iter().map(solution_json).collect::<Vec<_>>(),
        "joint": solutions.joint.as_ref().map(joint_json),
    });
    flag_capped(&mut value, solutions.margin_capped);
    value
}

fn joint_json(joint: &JointMove) -> Value {
    let moves = |(driver, to): &(Driver, f64)| (driver.id(), json!(*to));
    let mut fields =
        vec![("moves", object(joint.moves.iter().map(moves))), ("distance", json!(joint.distance))];
    if let Some(leap) = joint.leap {
        fields.push(("leap", json!(leap)));
    }
    object(fields)
}

/// A row for each finding: root, stretch, jump, edge. A stretch has a second end; a jump and an
/// edge have the metric before and after.
fn findings(preset: &Preset, metric: Metric, solution: &Solution) -> Vec<[Cell; 7]> {
    let (input, unit) = (solution.input, solution.input.spec().unit);
    let at = |value| Cell::Figure { value, unit, shown: format::found_setting };
    let row = |found: &str, value: f64, rest: [Cell; 3]| {
        let [to, before, after] = rest;
        [Cell::input(input), Cell::unit(unit), Cell::text(found), at(value), to, before, after]
    };
    let blank = || Cell::Blank;
    let leap = |found: &str, jump: &Jump| {
        let [before, after] = [jump.before, jump.after].map(|end| cell(preset, metric, end));
        row(found, jump.at, [blank(), before, after])
    };
    let roots = solution.roots.iter().map(|root| row("root", *root, [blank(), blank(), blank()]));
    let stretches = solution.stretches.iter();
    let stretches = stretches.map(|(from, to)| row("stretch", *from, [at(*to), blank(), blank()]));
    let jumps = solution.jumps.iter().map(|jump| leap("jump", jump));
    let edges = solution.edges.iter().map(|edge| leap("edge", edge));
    roots.chain(stretches).chain(jumps).chain(edges).collect()
}

/// The joint move's inputs, then its distance, with the leap at its end.
fn joint_rows(preset: &Preset, metric: Metric, joint: &JointMove) -> Vec<[Cell; 7]> {
    let blank = || Cell::Blank;
    let moves = joint.moves.iter().map(|(driver, to)| {
        let unit = driver.spec().unit;
        let (input, to) = (Cell::input(Input::Driver(*driver)), Cell::setting(unit, *to));
        [input, Cell::unit(unit), Cell::text("joint"), to, blank(), blank(), blank()]
    });
    let distance =
        Cell::Number { value: joint.distance, shown: |distance| format::decimal(distance, 2) };
    let [before, after] =
        joint.leap.map_or([blank(), blank()], |leap| leap.map(|end| cell(preset, metric, end)));
    let name = Cell::text("joint");
    let distance = [name, blank(), Cell::text("distance"), distance, blank(), before, after];
    moves.chain([distance]).collect()
}

/// A row for each finding of inputs alone, then the joint move.
pub fn table<'a>(
    preset: &Preset,
    metric: Metric,
    alone: impl IntoIterator<Item = &'a Solution>,
    joint: Option<&JointMove>,
) -> Table {
    let columns = ["input", "unit", "found", "value", "to", "before", "after"];
    let alone = alone.into_iter().flat_map(|solution| findings(preset, metric, solution));
    let joint = joint.into_iter().flat_map(|joint| joint_rows(preset, metric, joint));
    Table::new("", columns).with_rows(alone.chain(joint))
}
