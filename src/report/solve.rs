//! Solve: what has to change for a target, as a report to read, as JSON, as a table.

pub mod text;

use super::answer::cell;
use super::json::{flagged, object};
use super::table::{Cell, Table};
use crate::analysis::{JointMove, Jump, Question, Solution, Solutions};
use crate::model::{Input, Metric};
use crate::preset::{Preset, ShownUnit};
use crate::view::format;
use serde_json::{Value, json};

/// The command line's JSON for one input.
pub fn json(solution: &Solution) -> Value {
    flagged(solution_json(solution), solution.margin_capped)
}

fn solution_json(solution: &Solution) -> Value {
    let mut fields = json!({
        "input": solution.input.to_string(),
        "roots": solution.roots,
        "jumps": jumps_json(&solution.jumps),
        "stretches": solution.stretches,
        "reach": solution.reach,
    });
    // Where the metric begins or ceases to have a value beside the target.
    if !solution.edges.is_empty() {
        fields["edges"] = jumps_json(&solution.edges);
    }
    fields
}

fn jumps_json(jumps: &[Jump]) -> Value {
    jumps.iter().map(|jump| json!((jump.at, jump.before, jump.after))).collect()
}

/// The command line's JSON for every driver alone and the joint move.
pub fn drivers_json(solutions: &Solutions) -> Value {
    let answer = json!({
        "alone": solutions.alone.iter().map(solution_json).collect::<Vec<_>>(),
        "joint": solutions.joint.as_ref().map(joint_json),
    });
    flagged(answer, solutions.margin_capped)
}

fn joint_json(joint: &JointMove) -> Value {
    let moves = object(joint.moves.iter().map(|(driver, to)| (driver.id(), json!(to))));
    let mut fields = json!({ "moves": moves, "distance": joint.distance });
    if let Some(leap) = joint.leap {
        fields["leap"] = json!(leap);
    }
    fields
}

/// A row for each finding: root, stretch, jump, edge. A stretch has a second end; a jump and an
/// edge have the metric before and after.
fn findings(preset: &Preset, metric: Metric, solution: &Solution) -> Vec<[Cell; 7]> {
    let (input, unit) = (solution.input, preset.shown(solution.input.spec().unit));
    let at = |value| Cell::Figure { value, unit, shown: format::found_setting };
    let row = |found: &str, value: f64, to: Cell, [before, after]: [Cell; 2]| {
        [
            Cell::input(unit.currency, input),
            Cell::unit(unit),
            Cell::text(found),
            at(value),
            to,
            before,
            after,
        ]
    };
    let none = || [Cell::Blank, Cell::Blank];
    let leap = |found: &str, jump: &Jump| {
        let ends = [jump.before, jump.after].map(|end| cell(preset, metric, end));
        row(found, jump.at, Cell::Blank, ends)
    };
    let roots = solution.roots.iter().map(|root| row("root", *root, Cell::Blank, none()));
    let stretches = solution.stretches.iter();
    let stretches = stretches.map(|(from, to)| row("stretch", *from, at(*to), none()));
    let jumps = solution.jumps.iter().map(|jump| leap("jump", jump));
    let edges = solution.edges.iter().map(|edge| leap("edge", edge));
    roots.chain(stretches).chain(jumps).chain(edges).collect()
}

/// The joint move's inputs, then its distance, with the leap at its end.
fn joint_rows(preset: &Preset, question: Question, joint: &JointMove) -> Vec<[Cell; 7]> {
    let moves = joint.moves.iter().map(|(driver, to)| {
        let unit = preset.shown(driver.spec().unit);
        let now = preset.inputs.scenarios[question.scenario].drivers()[*driver];
        let (input, to) =
            (Cell::input(unit.currency, Input::Driver(*driver)), moved(unit, now, *to));
        [input, Cell::unit(unit), Cell::text("joint"), to, Cell::Blank, Cell::Blank, Cell::Blank]
    });
    let distance =
        Cell::Number { value: joint.distance, shown: |distance| format::decimal(distance, 2) };
    let ends = joint.leap.map(|leap| leap.map(|end| cell(preset, question.metric, end)));
    let [before, after] = ends.unwrap_or([Cell::Blank, Cell::Blank]);
    let (name, found) = (Cell::text("joint"), Cell::text("distance"));
    moves.chain([[name, Cell::Blank, found, distance, Cell::Blank, before, after]]).collect()
}

/// Where an input moves to; people are shown the digits that still get there.
fn moved(unit: ShownUnit, now: f64, to: f64) -> Cell {
    let shown = match to - now {
        by if by.abs() < 1e-12 => format::setting,
        by if by > 0.0 => |unit, to| format::moved_setting(unit, f64::NEG_INFINITY, to),
        _ => |unit, to| format::moved_setting(unit, f64::INFINITY, to),
    };
    Cell::Figure { value: to, unit, shown }
}

/// A row for each finding of inputs alone, then the joint move.
pub fn table<'a>(
    preset: &Preset,
    question: Question,
    alone: impl IntoIterator<Item = &'a Solution>,
    joint: Option<&JointMove>,
) -> Table {
    let columns = ["input", "unit", "found", "value", "to", "before", "after"];
    let alone = alone.into_iter().flat_map(|solution| findings(preset, question.metric, solution));
    let joint = joint.into_iter().flat_map(|joint| joint_rows(preset, question, joint));
    Table::new("", columns).with_rows(alone.chain(joint))
}
