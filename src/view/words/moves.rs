//! What must be true, in words: where inputs have to go for a figure to get to a target.

use super::input_label;
use crate::analysis::JointMove;
use crate::model::{Input, Scenario};
use crate::session::Session;
use crate::view::format;
use crate::view::vocabulary::in_sentence;
use crate::widgets::text::NO_BREAK;

/// A move below this is none.
const NOTHING: f64 = 1e-12;

/// An input's move from where a scenario has it: `utilization 65 → 73.8 %`, its figures on one line.
fn move_words(session: &Session, scenario: Scenario, (input, to): (Input, f64)) -> String {
    let currency = session.preset.money();
    let (unit, now) = (currency.of(input.spec().unit), session.value(input, scenario));
    let name = in_sentence(&input_label(currency, input));
    format!("{name} {}", format::move_words(unit, now, to).replace(' ', NO_BREAK))
}

/// The smallest move of the main drivers together: `all four together: utilization 65 → 73.8 %, …`.
pub(in crate::view) fn together_words(
    session: &Session,
    scenario: Scenario,
    joint: Option<&JointMove>,
) -> String {
    let Some(joint) = joint else {
        return "no move of the four main drivers within their sliders gets there".to_owned();
    };
    let moves = joint.moves.iter().map(|(driver, to)| (Input::Driver(*driver), *to));
    let moves = moves.filter(|(input, to)| (session.value(*input, scenario) - to).abs() > NOTHING);
    let words: Vec<String> = moves.map(|to| move_words(session, scenario, to)).collect();
    let how = match words.len() {
        0 => return "nothing has to move: it is there".to_owned(),
        1 => "one driver is enough",
        2 => "two together",
        3 => "three together",
        _ => "all four together",
    };
    format!("{how}: {}", words.join(", "))
}
