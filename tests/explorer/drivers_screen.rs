//! The Drivers screen: bars that end in never, and the curve that follows the chosen row.

use crate::support::Desk;
use payback::analysis::{Evaluator, Question};
use payback::model::{Driver, Input, Metric, Scenario};
use payback::session::{Action, DriversView, Effect};
use payback::view::{Look, format};

fn at_drivers(columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::at("apec-40b").sized(columns, rows);
    desk.keys("2");
    desk
}

/// A figure as the model has it where one input alone is moved.
fn figure_at(desk: &Desk, scenario: Scenario, (driver, setting): (Driver, f64)) -> String {
    let (inputs, metric) = (&desk.session.preset.inputs, desk.session.metric);
    let mut evaluator = Evaluator::new(Question::new(inputs, scenario, metric));
    let value = evaluator.value_with(&[(Input::Driver(driver), setting)]);
    let unit = desk.session.preset.shown(metric.spec().unit);
    value.map_or_else(|| "never".to_owned(), |value| format::figure(unit, value))
}

#[test]
fn never_is_a_bar_to_the_edge_and_comes_first() {
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = at_drivers(columns, rows);
        let screen = desk.screen();
        let first = screen.lines().find(|line| line.starts_with('▸')).expect("a chosen row");
        assert!(first.contains("Utilization") && first.contains("9.6 █"), "{first}");
        assert!(first.contains("▒▸ never"), "{first}");
    }
    at_drivers(120, 40).assert_shows("▒▸ never at 45 %");
    // The bear never pays back: bars begin at never and go to what does.
    let mut bear = at_drivers(120, 40);
    bear.keys("BackTab");
    let line = bear.line("Utilization 45–80 %");
    assert!(line.contains("11.6 ███") && line.contains("█▸ never at 45 %"), "{line}");
}

#[test]
fn the_curve_follows_the_chosen_row_and_names_where_there_is_no_figure() {
    let mut desk = at_drivers(120, 40);
    desk.assert_shows("Payback, years, over Utilization");
    for said in ["never up to 61 %", "never up to 55 %", "never up to 51 %"] {
        desk.assert_shows(said);
    }
    for mark in ["[▼]", "[●]", "[▲]"] {
        desk.assert_shows(mark);
    }
    desk.keys("Down").assert_shows("Payback, years, over Power delay");
    desk.assert_lacks("over Utilization");
    desk.keys("m Home Enter").assert_shows("over Power delay");
    desk.assert_lacks("never up to");
}

#[test]
fn the_curve_in_figures_is_the_models_own() {
    let mut desk = at_drivers(120, 40);
    for setting in [20_u8, 55, 60, 80, 95] {
        let line = desk.line(&format!("  {setting} %  "));
        let (_, figures) = line.split_once('%').expect("a setting");
        let mut rest = figures;
        for scenario in Scenario::ALL {
            let at = (Driver::Utilization, f64::from(setting) / 100.0);
            let figure = figure_at(&desk, scenario, at);
            let (_, behind) = rest.split_once(&figure).unwrap_or_else(|| {
                panic!("{figure} of {} at {setting} % is not in {line}", scenario.id())
            });
            rest = behind;
        }
    }
}

/// Nothing is asked of the background for another row's curve, so that it keeps up with a held key.
#[test]
fn a_held_key_asks_nothing() {
    let mut desk = at_drivers(120, 40);
    let input =
        |desk: &Desk| desk.session.screens.drivers.response.as_ref().map(|response| response.input);
    let mut seen = vec![input(&desk)];
    for _ in 0..4 {
        let action = Action::Do(payback::session::Command::Choose(1));
        let now = desk.now();
        let effects = desk.session.apply(action, now);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Inquire(..))));
        assert!(!seen.contains(&input(&desk)), "the curve follows");
        seen.push(input(&desk));
    }
}

#[test]
fn where_there_is_no_room_beside_it_the_curve_lies_below_or_is_a_view_of_its_own() {
    let mut tall = at_drivers(70, 60);
    tall.assert_shows("Payback, years, over Utilization");
    tall.assert_shows("▸ Utilization");
    let mut small = at_drivers(60, 20);
    small.keys("v*4");
    assert_eq!(small.session.screens.drivers.view, DriversView::Response);
    small.assert_shows("over Utilization");
    small.keys("Down").assert_shows("driver 2 of 5");
    // The chosen row stays chosen where the rows are the same.
    small.keys("v").assert_shows("▸ Power delay");
}

#[test]
fn the_claim_is_a_band_and_everything_reads_in_ascii() {
    let mut desk = at_drivers(120, 40);
    desk.session.metric = Metric::CashMultipleYears;
    desk.keys("1 2");
    desk.assert_shows("claim 3–5 y");
    let mut plain = Desk::at("apec-40b").looking(Look::new(false, false));
    plain.keys("2");
    let screen = plain.screen();
    assert!(screen.is_ascii());
    for shown in ["[o]", "[^]", "never up to 55 %", "vvv", "ooo", "^^^"] {
        assert!(screen.contains(shown), "no {shown} in\n{screen}");
    }
}
