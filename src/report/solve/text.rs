//! Solve as a report to read: where the target is met, in words with a curve or tracks.

use crate::analysis::{Consequence, JointMove, Jump, Question, Solution, Solutions, Unmoved};
use crate::model::{Input, Metric, Unit};
use crate::preset::{Preset, ShownUnit};
use crate::report::answer::{capped_note, figure_of, head, paragraph, setting, value};
use crate::report::response::response;
use crate::report::table::text;
use crate::view::format;
use crate::view::words::{consequence_words, input_label};

/// Columns of a track.
const TRACK: usize = 30;

/// One input's answer as text: where the target is met, leapt over or out of reach, and the curve.
pub fn of_input(preset: &Preset, question: Question, target: f64, solution: &Solution) -> String {
    let mut out = asked(preset, question, question.value(), target);
    let input = solution.input;
    let (from, to) = solution.between;
    out += &format!(
        "\n{} between {} and {}{}:\n",
        input_label(preset.money(), input),
        setting(preset, input, from),
        setting(preset, input, to),
        preset
            .inputs
            .get(input, question.scenario)
            .map_or_else(String::new, |now| format!(", now {}", setting(preset, input, now)))
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
            format::setting(preset.shown(metric.spec().unit), target)
        ),
    )
}

/// Where the target is met, a line each; then its reach where it isn't.
fn findings(preset: &Preset, question: Question, target: f64, solution: &Solution) -> String {
    let (input, metric) = (solution.input, question.metric);
    let wanted = format::setting(preset.shown(metric.spec().unit), target);
    let mut out = String::new();
    let unmoved = Unmoved::new(question.inputs, question.scenario, &preset.claims);
    let cost = |to: f64| cost_text(preset, question, unmoved.after([(input, to)]), "    ");
    for root in &solution.roots {
        out += &format!("  {} gives {wanted}\n{}", found(preset, input, *root), cost(*root));
    }
    for (from, to) in &solution.stretches {
        out += &format!(
            "  {} to {} all give {wanted}\n",
            found(preset, input, *from),
            found(preset, input, *to)
        );
    }
    for jump in &solution.jumps {
        out += &format!("  {}\n{}", jump_words(preset, question, input, jump), cost(jump.at));
    }
    for (before, edge) in (0..).zip(&solution.edges) {
        out += &format!("  {}\n", edge_words(preset, input, before, edge));
    }
    if solution.roots.is_empty() && solution.stretches.is_empty() {
        out += &format!("  no value gives {wanted}: {}\n", reach(preset, question, solution));
    }
    out
}

/// What a way costs, a line below it: NPV, unless that is the figure, and the fitted claims that it
/// breaks.
fn cost_text(preset: &Preset, question: Question, then: Consequence, indent: &str) -> String {
    let npv = if question.metric == Metric::Npv { [None; 2] } else { then.npv };
    consequence_words(preset.money(), Consequence { npv, ..then })
        .map_or_else(String::new, |words| paragraph(&format!("there {words}"), indent))
}

fn jump_words(preset: &Preset, question: Question, input: Input, jump: &Jump) -> String {
    let metric = question.metric;
    let (before, after) = (value(preset, metric, jump.before), value(preset, metric, jump.after));
    let label = metric.spec().label;
    format!("{label} leaps from {before} to {after} at {}", found(preset, input, jump.at))
}

/// Where the metric begins or ceases to have a value, behind so many other such places.
fn edge_words(preset: &Preset, input: Input, before: usize, edge: &Jump) -> String {
    let at = found(preset, input, edge.at);
    match (edge.after, before) {
        (None, _) => format!("no value from {at} on"),
        (Some(_), 0) => format!("has a value only from {at} on"),
        (Some(_), _) => format!("has a value again from {at} on"),
    }
}

/// An input's value where something was found.
fn found(preset: &Preset, input: Input, value: f64) -> String {
    format::found_setting(preset.shown(input.spec().unit), value)
}

fn reach(preset: &Preset, question: Question, solution: &Solution) -> String {
    let unit = preset.shown(question.metric.spec().unit);
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
pub fn of_drivers(preset: &Preset, question: Question, solutions: &Solutions) -> String {
    let target = solutions.target;
    let mut out = asked(preset, question, solutions.at, target);
    out += "\nEach driver alone, over its slider (● now, ◆ meets the target):\n";
    for solution in &solutions.alone {
        let now = preset.inputs.get(solution.input, question.scenario);
        let (from, to) = solution.between;
        out += &format!(
            "\n{}{}\n  {:>8} {} {}\n",
            input_label(preset.money(), solution.input),
            now.map_or_else(String::new, |now| format!(
                ", now {}",
                setting(preset, solution.input, now)
            )),
            setting(preset, solution.input, from),
            track(solution, now),
            setting(preset, solution.input, to)
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
    let roots = solution.roots.iter().map(|root| (*root, '◆'));
    for (at, mark) in now.map(|now| (now, '●')).into_iter().chain(roots) {
        let share = (at - from) / (to - from);
        let distance = |cell: &usize| (*cell as f64 / (TRACK - 1) as f64 - share).abs();
        let nearest = (0..TRACK).min_by(|a, b| distance(a).total_cmp(&distance(b)));
        if let Some(cell) = nearest.filter(|_| (0.0..=1.0).contains(&share)) {
            cells[cell] = mark;
        }
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
    let rows = joint.moves.iter().map(|(driver, to)| {
        let (input, unit) = (Input::Driver(*driver), preset.shown(driver.spec().unit));
        let now = preset.inputs.scenarios[question.scenario].drivers()[*driver];
        [
            format!("  {}", input_label(preset.money(), input)),
            setting(preset, input, now),
            format::moved_setting(unit, now, *to),
            moved(unit, to - now),
        ]
    });
    let title = "The smallest joint move of the main drivers";
    let table = text::words(title, ["", "now", "moved to", "change"], rows);
    let distance = format!(
        "Distance {:.2}, counting each driver's move in units of the distance between its lowest \
         and highest scenario value.",
        joint.distance
    );
    // How the metric leaps over the target at the end.
    let leap = joint.leap.map_or_else(String::new, |leap| {
        let [before, after] = leap.map(|figure| value(preset, question.metric, figure));
        let spec = question.metric.spec();
        let wanted = format::setting(preset.shown(spec.unit), target);
        let said = format!("{} leaps from {before} to {after} there, past {wanted}.", spec.label);
        paragraph(&said, "  ")
    });
    let unmoved = Unmoved::new(question.inputs, question.scenario, &preset.claims);
    let moves = joint.moves.iter().map(|(driver, to)| (Input::Driver(*driver), *to));
    let cost = cost_text(preset, question, unmoved.after(moves), "  ");
    text::aligned(&[table], 18, 10) + &paragraph(&distance, "  ") + &leap + &cost
}

/// By how much an input moves, with a decimal where it has one; shares by percentage points.
fn moved(unit: ShownUnit, by: f64) -> String {
    let digits = format::short_setting(unit, by);
    match unit.unit {
        Unit::Share | Unit::PerYear => format::change(unit, by),
        _ if digits.starts_with('−') => digits,
        _ => format!("+{digits}"),
    }
}
