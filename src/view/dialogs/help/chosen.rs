//! What is chosen, explained: what it is in a sentence, and how it comes about.

use crate::analysis::{Claim, Question, explain};
use crate::model::{Input, Metric, Scenario};
use crate::session::{DriversView, Field, LeagueLine, OddsLine, Row, Screen, Session, WayThere};
use crate::view::format;
use crate::view::vocabulary::{in_sentence, names};
use crate::view::words::league::{before, ordinal};
use crate::view::words::{
    capital, field_valid_words, field_words, input_label, source_note, valid_words,
};

/// A title, and what is said below it.
type Said = (String, Vec<String>);

/// What is chosen on the screen, and the figure that the screens speak of.
pub(super) fn explained(session: &Session) -> Vec<Said> {
    let (scenario, metric) = (session.scenario, session.metric);
    let chosen = match session.screen {
        Screen::Explore | Screen::Programme => Some(row(session, session.row)),
        Screen::Drivers => chosen_driver(session).map(|input| of_input(session, input)),
        Screen::Claims => session
            .preset
            .claims
            .get(session.screens.claims.selected)
            .map(|claim| of_claim(session, claim)),
        Screen::Backtest => {
            let chosen = session.screens.backtest.chosen();
            let claim = chosen.and_then(|(_, row)| session.preset.claims.get(row.claim?));
            claim.map(|claim| of_claim(session, claim))
        }
        Screen::League => session.screens.league.chosen().map(|line| ranked_preset(session, line)),
        Screen::Solve => match session.solutions().get(session.screens.solve.selected) {
            Some(WayThere::Alone(solution)) => Some(of_input(session, solution.input)),
            Some(WayThere::Together(_)) | None => None,
        },
        Screen::Explain => explained_line(session),
        Screen::Risk => match session.odds_lines().get(session.screens.risk.selected) {
            Some(OddsLine::Claim(index)) => {
                session.preset.claims.get(*index).map(|claim| of_claim(session, claim))
            }
            Some(OddsLine::Target(_) | OddsLine::Near(..)) | None => None,
        },
        Screen::Paybacks => {
            session.screens.paybacks.chosen().map(|payback| of_metric(session, payback, scenario))
        }
        Screen::Grid | Screen::Cash | Screen::Compare => None,
    };
    let figure = of_metric(session, metric, scenario);
    let is_new = chosen.as_ref().is_none_or(|(title, _)| *title != figure.0);
    chosen.into_iter().chain(is_new.then_some(figure)).collect()
}

fn row(session: &Session, row: Row) -> Said {
    match row {
        Row::Slider(input) => of_input(session, input),
        Row::Field(field) => of_field(session, field),
        Row::Stresses => (
            "Stresses".to_owned(),
            vec!["What can go wrong beside the main drivers; Enter opens them.".to_owned()],
        ),
    }
}

/// A field that no analysis varies: what it is, what it holds, what it may and where that comes from.
fn of_field(session: &Session, field: Field) -> Said {
    let value = field_words(session, field).unwrap_or_default();
    let valid = field_valid_words(session.preset.money(), field);
    let mut said = vec![
        sentence(field.meaning()),
        format!("It is {value}; valid: {valid}. In files: {}.", field.key()),
    ];
    let source = source_note(session, Row::Field(field), session.scenario);
    said.extend(source.filter(|note| !note.is_empty()).map(|note| sentence(&note)));
    (field.long_label().to_owned(), said)
}

fn chosen_driver(session: &Session) -> Option<Input> {
    let selected = session.screens.drivers.selected;
    if session.screens.drivers.view == DriversView::Attribution {
        return session.attributed_drivers().get(selected).copied().map(Input::Driver);
    }
    let tornado = session.answers.drivers.as_ref()?;
    tornado.rows.get(selected).map(|row| row.bar.input)
}

/// An input: what it is, its value, what it may be and where it comes from.
fn of_input(session: &Session, input: Input) -> Said {
    let (spec, scenario) = (input.spec(), session.scenario);
    let currency = session.preset.money();
    let unit = currency.of(spec.unit);
    let value = format::short_setting(unit, session.value(input, scenario));
    let whose =
        if input.is_per_scenario() { format!(" in {}", scenario.id()) } else { String::new() };
    let valid = valid_words(currency, spec, format::short_setting);
    let mut said =
        vec![sentence(spec.meaning), format!("It is {value}{whose}; {valid}. In files: {input}.")];
    let source = source_note(session, Row::Slider(input), scenario);
    said.extend(source.filter(|note| !note.is_empty()).map(|note| sentence(&note)));
    (input_label(currency, input), said)
}

/// A preset of the league table.
fn ranked_preset(session: &Session, line: &LeagueLine) -> Said {
    let (id, metric) = (line.origin.id(), session.metric);
    let said = match &line.found {
        Some(Ok(entry)) => {
            let (ranked, before) = (session.ranked_with(line), before(metric));
            let figure = || {
                let outcome = &entry.outcomes[session.scenario];
                format::metric(entry.money, outcome, metric, entry.horizon_year)
            };
            let name = in_sentence(names(metric).long);
            let rank = match line.rank {
                None => format!("It isn't ranked: its {name} is {}.", figure()),
                Some(1) => format!("It ranks first of {ranked} by {name}."),
                Some(2) => format!("It ranks 2nd of {ranked} by {name}: one is {before}."),
                Some(rank) => {
                    let (place, others) = (ordinal(rank), rank - 1);
                    format!("It ranks {place} of {ranked} by {name}: {others} are {before}.")
                }
            };
            return (entry.name.clone(), vec![format!("Opened by the name {id}."), rank]);
        }
        Some(Err(why)) => format!("It can't be read: {why}"),
        None => "It is still being read.".to_owned(),
    };
    (id, vec![said])
}

/// A figure: what it is, and how it follows from its parts.
fn of_metric(session: &Session, metric: Metric, scenario: Scenario) -> Said {
    let spec = metric.spec();
    let root = explain(Question::new(&session.preset.inputs, scenario, metric)).root;
    let outcome = &session.results.scenarios[scenario].outcome;
    let value = format::metric(session.preset.money(), outcome, metric, session.horizon_year());
    let formula = format!("{} = {} = {value} in {}", spec.label, root.formula, scenario.id());
    let note = root.note.map(sentence);
    (
        spec.label.to_owned(),
        [sentence(&session.preset.money().words(spec.meaning)), formula]
            .into_iter()
            .chain(note)
            .collect(),
    )
}

fn of_claim(session: &Session, claim: &Claim) -> Said {
    let mut said =
        vec![claim.says.clone(), sentence(&session.preset.money().words(claim.measure.meaning()))];
    said.push(format!("{}: {}", claim.kind.id(), claim.kind.meaning()));
    if let Some(value) = session.claim_value(claim) {
        let value = format::figure(session.preset.money().of(claim.measure.unit()), value);
        said.push(format!("The model gives {value} in {}.", claim.scenario.id()));
    }
    said.retain(|text| !text.is_empty());
    (format!("Claim {}", claim.id), said)
}

fn explained_line(session: &Session) -> Option<Said> {
    let state = &session.screens.explain;
    let lines = state.lines();
    let node = lines.get(state.selected)?.node;
    if let Some(input) = node.input {
        return Some(of_input(session, input));
    }
    let formula = format!(
        "{} = {} = {}",
        node.label,
        node.formula,
        format::node(session.preset.money(), node)
    );
    let note = node.note.map(sentence);
    Some((node.label.clone(), std::iter::once(formula).chain(note).collect()))
}

/// A sentence begins with a capital letter and ends in a full stop.
fn sentence(words: &str) -> String {
    let end = if words.ends_with('.') { "" } else { "." };
    capital(words) + end
}
