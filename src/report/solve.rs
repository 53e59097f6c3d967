//! Solve: what has to change for a target, in words with a curve or tracks, as JSON, as CSV.

use super::answer::{
    capped_note, cell, csv_table, figure_of, flag_capped, head, label, paragraph, setting, value,
};
use super::json::{number, object};
use super::response::response;
use super::table::Table;
use crate::analysis::{JointMove, Jump, Question, Solution, Solutions};
use crate::model::{Driver, Input, Unit};
use crate::preset::Preset;
use crate::view::format;
use serde_json::{Value, json};

/// Columns of a track.
const TRACK: usize = 30;

/// One input's answer as text: where the target is met, leapt over or out of reach, and the curve.
pub fn text(preset: &Preset, question: Question, target: f64, solution: &Solution) -> String {
    let mut out = asked(preset, question, question.value(), target);
    let input = solution.input;
    let (from, to) = solution.between;
    out += &format!(
        "\n{} between {} and {}{}:\n",
        label(input),
        setting(input, from),
        setting(input, to),
        preset
            .inputs
            .get(input, question.scenario)
            .map_or_else(String::new, |now| format!(", now {}", setting(input, now)))
    );
    out += &findings(preset, question, target, solution);
    out.push('\n');
    out += &response(preset, question, target, solution);
    out + capped_note(solution.margin_capped)
}

fn asked(preset: &Preset, question: Question, at: Option<f64>, target: f64) -> String {
    let Question { metric, scenario, .. } = question;
    head(
        preset,
        &format!(
            "{}: {} now; what it takes for {}.",
            figure_of(metric, scenario),
            value(preset, metric, at),
            format::setting(metric.spec().unit, target)
        ),
    )
}

/// Where the target is met, a line each; then its reach where it isn't.
fn findings(preset: &Preset, question: Question, target: f64, solution: &Solution) -> String {
    let (input, metric) = (solution.input, question.metric);
    let wanted = format::setting(metric.spec().unit, target);
    let mut out = String::new();
    for root in &solution.roots {
        out += &format!("  {} gives {wanted}\n", precise(input, *root));
    }
    for (from, to) in &solution.stretches {
        out +=
            &format!("  {} to {} all give {wanted}\n", precise(input, *from), precise(input, *to));
    }
    for jump in &solution.jumps {
        out += &format!("  {}\n", jump_words(preset, question, input, jump));
    }
    for (before, edge) in (0..).zip(&solution.edges) {
        out += &format!("  {}\n", edge_words(input, before, edge));
    }
    if solution.roots.is_empty() && solution.stretches.is_empty() {
        out += &format!("  no value gives {wanted}: {}\n", reach(question, solution));
    }
    out
}

fn jump_words(preset: &Preset, question: Question, input: Input, jump: &Jump) -> String {
    let metric = question.metric;
    let (before, after) = (value(preset, metric, jump.before), value(preset, metric, jump.after));
    let label = metric.spec().label;
    format!("{label} leaps from {before} to {after} at {}", precise(input, jump.at))
}

/// Where the metric begins or ceases to have a value, behind so many other such places.
fn edge_words(input: Input, before: usize, edge: &Jump) -> String {
    let at = precise(input, edge.at);
    match (edge.after, before) {
        (None, _) => format!("no value from {at} on"),
        (Some(_), 0) => format!("has a value only from {at} on"),
        (Some(_), _) => format!("has a value again from {at} on"),
    }
}

/// An input's value with the digits that tell two roots apart.
fn precise(input: Input, root: f64) -> String {
    let unit = input.spec().unit;
    let digits = format::setting(unit, (root * 1e5).round() / 1e5);
    if digits.len() > 16 { format::short_setting(unit, root) } else { digits }
}

fn reach(question: Question, solution: &Solution) -> String {
    let unit = question.metric.spec().unit;
    solution.reach.map_or_else(
        || "it has no value here".to_owned(),
        |(low, high)| {
            let (low, high) = (format::figure(unit, low), format::figure(unit, high));
            if low == high {
                format!("it stays at {low}")
            } else {
                format!("it goes from {low} to {high}")
            }
        },
    )
}

/// Every driver alone and the joint move, as text.
pub fn drivers_text(preset: &Preset, question: Question, solutions: &Solutions) -> String {
    let target = solutions.target;
    let mut out = asked(preset, question, solutions.at, target);
    out += "\nEach driver alone, over its slider (● now, ◆ meets the target):\n";
    for solution in &solutions.alone {
        let now = preset.inputs.get(solution.input, question.scenario);
        let (from, to) = solution.between;
        out += &format!(
            "\n{}{}\n  {:>8} {} {}\n",
            label(solution.input),
            now.map_or_else(String::new, |now| format!(", now {}", setting(solution.input, now))),
            setting(solution.input, from),
            track(solution, now),
            setting(solution.input, to)
        );
        out += &findings(preset, question, target, solution);
    }
    out += &joint_text(preset, question, target, solutions.joint.as_ref());
    out + capped_note(solutions.margin_capped)
}

/// A line from one end of the slider to the other with what stands on it.
fn track(solution: &Solution, now: Option<f64>) -> String {
    let (from, to) = solution.between;
    let mut cells = vec!['─'; TRACK];
    let mut put = |at: f64, mark: char| {
        let share = (at - from) / (to - from);
        if (0.0..=1.0).contains(&share) {
            let place = (0..TRACK).min_by(|a, b| {
                let distance = |cell: usize| (cell as f64 / (TRACK - 1) as f64 - share).abs();
                distance(*a).total_cmp(&distance(*b))
            });
            if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
                *cell = mark;
            }
        }
    };
    if let Some(now) = now {
        put(now, '●');
    }
    for root in &solution.roots {
        put(*root, '◆');
    }
    cells.into_iter().collect()
}

fn joint_text(
    preset: &Preset,
    question: Question,
    target: f64,
    joint: Option<&JointMove>,
) -> String {
    let Some(joint) = joint else {
        return "\nNo joint move of the four main drivers within their sliders gets there.\n"
            .to_owned();
    };
    let mut table = Table::new();
    table.title("The smallest joint move of the main drivers");
    table.row(["", "now", "moved to", "change"]);
    for (driver, to) in &joint.moves {
        let input = Input::Driver(*driver);
        let now = preset.inputs.scenarios[question.scenario].drivers()[*driver];
        table.row([
            format!("  {}", label(input)),
            setting(input, now),
            format::moved_setting(driver.spec().unit, now, *to),
            moved(driver.spec().unit, to - now),
        ]);
    }
    let distance = format!(
        "Distance {:.2}, counting each driver's move in units of the distance between its lowest \
         and highest scenario value.",
        joint.distance
    );
    table.text(18, 10)
        + &paragraph(&distance, "  ")
        + &joint_leap(preset, question, target, joint)
            .map_or_else(String::new, |leap| paragraph(&leap, "  "))
}

/// How the metric leaps over the target at the end of the joint move.
fn joint_leap(
    preset: &Preset,
    question: Question,
    target: f64,
    joint: &JointMove,
) -> Option<String> {
    let metric = question.metric;
    let [before, after] = joint.leap?.map(|figure| value(preset, metric, figure));
    let wanted = format::setting(metric.spec().unit, target);
    Some(format!("{} leaps from {before} to {after} there, past {wanted}.", metric.spec().label))
}

/// By how much an input moves, with a decimal where it has one; shares by percentage points.
fn moved(unit: Unit, by: f64) -> String {
    let digits = format::short_setting(unit, by);
    match unit {
        Unit::Share | Unit::PerYear => format::change(unit, by),
        _ if digits.starts_with('−') => digits,
        _ => format!("+{digits}"),
    }
}

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
        ("reach", reach_json(solution)),
    ];
    // Where the metric begins or ceases to have a value beside the target.
    if !solution.edges.is_empty() {
        fields.push(("edges", jumps_json(&solution.edges)));
    }
    object(fields)
}

fn jumps_json(jumps: &[Jump]) -> Value {
    jumps.iter().map(|jump| json!([jump.at, number(jump.before), number(jump.after)])).collect()
}

fn reach_json(solution: &Solution) -> Value {
    solution.reach.map_or(Value::Null, |(low, high)| json!([low, high]))
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
    let moves = |(driver, to): &(Driver, f64)| (driver.id(), number(Some(*to)));
    let mut fields =
        vec![("moves", object(joint.moves.iter().map(moves))), ("distance", json!(joint.distance))];
    if let Some(leap) = joint.leap {
        fields.push(("leap", json!(leap.map(number))));
    }
    object(fields)
}

/// The columns of both tables: `found` is root, stretch, jump, edge, joint or distance; `to` is a
/// stretch's end.
const COLUMNS: [&str; 7] = ["input", "unit", "found", "value", "to", "before", "after"];

fn csv_rows(solution: &Solution) -> Vec<Vec<String>> {
    let row = |found: &str, value: f64, rest: [Option<f64>; 3]| {
        let unit = solution.input.spec().unit.id();
        let mut row = vec![solution.input.to_string(), unit.to_owned(), found.to_owned()];
        row.push(value.to_string());
        row.extend(rest.map(cell));
        row
    };
    let roots = solution.roots.iter().map(|root| row("root", *root, [None; 3]));
    let stretches =
        solution.stretches.iter().map(|(from, to)| row("stretch", *from, [Some(*to), None, None]));
    let leap = |found: &str, jump: &Jump| row(found, jump.at, [None, jump.before, jump.after]);
    let jumps = solution.jumps.iter().map(|jump| leap("jump", jump));
    let edges = solution.edges.iter().map(|edge| leap("edge", edge));
    roots.chain(stretches).chain(jumps).chain(edges).collect()
}

/// A row for each finding of one input.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn csv(solution: &Solution) -> Result<String, csv::Error> {
    csv_table(COLUMNS, csv_rows(solution))
}

/// A row for each finding of every driver alone, then the joint move's and its distance, with the
/// leap at its end.
///
/// # Errors
/// Never for tables of ours; the writer's errors are passed on.
pub fn drivers_csv(solutions: &Solutions) -> Result<String, csv::Error> {
    let joint = solutions.joint.iter().flat_map(|joint| &joint.moves).map(|(driver, to)| {
        let unit = driver.spec().unit.id();
        let mut row: Vec<String> =
            [driver.id(), unit, "joint"].into_iter().map(str::to_owned).collect();
        row.push(to.to_string());
        row.extend([None; 3].map(cell));
        row
    });
    let distance = solutions.joint.iter().map(|joint| {
        let [before, after] = joint.leap.unwrap_or_default();
        let mut row: Vec<String> =
            ["joint", "", "distance"].into_iter().map(str::to_owned).collect();
        row.push(joint.distance.to_string());
        row.extend([None, before, after].map(cell));
        row
    });
    csv_table(COLUMNS, solutions.alone.iter().flat_map(csv_rows).chain(joint).chain(distance))
}
