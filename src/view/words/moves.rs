//! What must be true, in words: where inputs have to go for a figure to get to a target.

use super::bounds::bound_with_unit;
use super::input_label;
use crate::analysis::{Claim, Consequence, JointMove};
use crate::model::{Input, Metric, Scenario};
use crate::preset::Currency;
use crate::session::{ClaimAnswer, Session};
use crate::view::format;
use crate::view::vocabulary::in_sentence;
use crate::widgets::text::NO_BREAK;
use std::cmp::Ordering;

/// Most inputs that are named one by one.
const NAMED: usize = 3;

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
    let but = session.screens.solve.consequences.together.map_or_else(String::new, |then| {
        cost_words(session.preset.money(), then)
            .map_or_else(String::new, |cost| format!("; but {cost}"))
    });
    format!("{how}: {}{but}", words.join(", "))
}

/// What a way costs, where it ruins something: `NPV falls to −$26.1 bn and it breaks 2 of the 5
/// fitted claims that hold`.
fn cost_words(money: Currency, then: Consequence) -> Option<String> {
    let falls = then.ruins().then(|| npv_words(money, then)).flatten();
    let words: Vec<String> = falls.into_iter().chain(breaks_words(then)).collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

fn breaks_words(then: Consequence) -> Option<String> {
    match (then.broken, then.held) {
        (0, _) => None,
        (1, 1) => Some("it breaks the one fitted claim that holds".to_owned()),
        (broken, held) => Some(format!("it breaks {broken} of the {held} fitted claims that hold")),
    }
}

/// How NPV moves: `NPV falls from −$2.0 bn to −$26.1 bn`.
fn npv_words(money: Currency, then: Consequence) -> Option<String> {
    let unit = money.of(Metric::Npv.spec().unit);
    let [now, after] = [then.npv[0]?, then.npv[1]?];
    let [from, to] = [now, after].map(|npv| format::figure(unit, npv));
    Some(match after.total_cmp(&now) {
        _ if from == to => format!("NPV stays at {to}"),
        Ordering::Less => format!("NPV falls from {from} to {to}"),
        Ordering::Equal | Ordering::Greater => format!("NPV rises from {from} to {to}"),
    })
}

/// What becomes of the project on a way, whether that is good or bad: `NPV rises from −$2.0 bn to
/// $0.4 bn, but it breaks 2 of the 5 fitted claims that hold`.
pub fn consequence_words(money: Currency, then: Consequence) -> Option<String> {
    let npv = npv_words(money, then);
    match (npv, breaks_words(then)) {
        (Some(npv), Some(breaks)) => {
            let joined = if then.ruins() { "and" } else { "but" };
            Some(format!("{npv}, {joined} {breaks}"))
        }
        (npv, breaks) => npv.or(breaks),
    }
}

/// What a claim is about, of which the figure on the screen has none: `the claim 3–5 y is about
/// steady-state payback`.
pub(in crate::view) fn claim_about_words(session: &Session, claim: &Claim) -> String {
    let bound = bound_with_unit(claim.bound, session.preset.money().of(claim.measure.unit()));
    let of = match claim.scenario {
        scenario if scenario == session.scenario => String::new(),
        scenario => format!(" of {}", scenario.id()),
    };
    format!("the claim {bound} is about {}{of}", in_sentence(&claim.measure.label()))
}

/// What must be true for a claim; nothing where it holds.
pub(in crate::view) fn claim_answer_words(session: &Session, claim: &Claim) -> Option<String> {
    let scenario = claim.scenario;
    let answer = match session.what_must_be_true(claim)? {
        ClaimAnswer::Assumption(input, to) => move_words(session, scenario, (input, to)),
        ClaimAnswer::OfYear(year) => {
            format!("asked of the headline year alone, and this is about {year}")
        }
        ClaimAnswer::Awaited => "being worked out…".to_owned(),
        ClaimAnswer::Ways { alone, together } => {
            let together_said = together_words(session, scenario, together);
            match (alone_words(session, scenario, &alone), together) {
                (Some(alone), Some(_)) => format!("{alone}; or {together_said}"),
                (Some(alone), None) => format!("{alone}; {together_said}"),
                (None, Some(_)) => together_said,
                (None, None) => format!("no input alone gets there, and {together_said}"),
            }
        }
    };
    Some(format!("What must be true: {answer}"))
}

/// The nearest inputs, one of which has to move, and how many others there are.
fn alone_words(session: &Session, scenario: Scenario, moves: &[(Input, f64)]) -> Option<String> {
    let consequences = &session.screens.solve.consequences;
    let named = moves.iter().take(NAMED).map(|to| {
        let words = move_words(session, scenario, *to);
        let cost = consequences.alone(to.0).filter(Consequence::ruins);
        match cost.and_then(|then| then.npv[1]) {
            Some(npv) => {
                let unit = session.preset.money().of(Metric::Npv.spec().unit);
                format!("{words} (NPV {})", format::figure(unit, npv).replace(' ', NO_BREAK))
            }
            None => words,
        }
    });
    let mut words: Vec<String> = named.collect();
    match moves.len() - words.len() {
        0 => {}
        1 => words.push("one other input".to_owned()),
        others => words.push(format!("one of {others} other inputs")),
    }
    (!words.is_empty()).then(|| words.join(", or "))
}
