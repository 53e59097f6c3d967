//! Back-test: modelled and reported by year, in words, in a list and on a chart.

use crate::support::{Desk, outcomes, preset};
use payback::analysis::{BacktestRow, Measure};
use payback::model::Scenario;
use payback::preset::library::BUNDLED;
use payback::report::copy;
use payback::session::{Copied, Screen};
use payback::view::{ClickTarget, Look};

#[test]
fn pictures_of_the_record_of_aws() {
    for (columns, rows) in [(60, 20), (70, 60), (80, 24), (120, 40), (160, 50), (200, 30)] {
        let look = Look::new(true, true).for_plain_text();
        let mut desk = Desk::at("aws-backtest").sized(columns, rows).looking(look);
        desk.keys("8 Down*4");
        insta::assert_snapshot!(format!("backtest_{columns}x{rows}"), desk.screen());
    }
    let mut desk = Desk::at("aws-backtest").looking(Look::new(true, false).for_plain_text());
    desk.keys("8 Down*4");
    insta::assert_snapshot!("backtest_ascii", desk.screen());
}

/// The answer in words, and what it is made of in the list, are what the model gives.
#[test]
fn the_answer_comes_first_and_is_that_of_the_chosen_figure() {
    let mut desk = Desk::at("aws-backtest").sized(120, 40);
    desk.keys("8");
    assert_eq!(desk.session.screen, Screen::Backtest);
    let answer = desk.session.screens.backtest.answer.clone().unwrap();
    for line in &answer.lines {
        let errors: Vec<f64> = line.rows.iter().filter_map(BacktestRow::error).collect();
        let mean = errors.iter().sum::<f64>() / errors.len() as f64 * 100.0;
        let side = if mean > 0.0 { "above" } else { "below" };
        let (figure, (first, last)) = (line.measure.label_without_year(), line.years());
        desk.assert_shows(&format!(
            "Back-test  {figure} of ● base: on average {:.1} % {side} reported, {first}–{last}",
            mean.abs()
        ));
        for row in &line.rows {
            if let Measure::MetricIn(metric, year) = row.measure {
                let mut preset = preset("aws-backtest");
                preset.inputs.programme.headline_year = year;
                assert_eq!(outcomes(&preset)[Scenario::Base].metrics[metric], row.modelled);
            }
            let chosen = desk.line(&format!("▸ {}", row.year()));
            assert!(chosen.contains(&format!("${:.1} bn", row.modelled.unwrap())), "{chosen}");
            assert!(chosen.contains(&format!("${:.1} bn", row.reported.unwrap())), "{chosen}");
            desk.keys("Down");
        }
    }
    // What moves the model moves the answer.
    let mut desk = Desk::at("aws-backtest").sized(120, 40);
    desk.keys("8").assert_shows("on average 9.3 % above");
    desk.keys("[").assert_lacks("on average 9.3 % above");
    desk.keys("u").assert_shows("on average 9.3 % above");
}

/// Marks stand at their years and values: the higher the figure, the higher its mark.
#[test]
fn every_reported_figure_has_its_mark_on_the_chart() {
    for unicode in [true, false] {
        let look = Look::new(true, unicode).for_plain_text();
        let mut desk = Desk::at("aws-backtest").sized(120, 40).looking(look);
        desk.keys("8 Down*4");
        let mark = if unicode { '◆' } else { '*' };
        let screen = desk.screen();
        let mut marks: Vec<(usize, usize)> = Vec::new();
        for (row, line) in screen.lines().enumerate().filter(|(_, line)| !line.contains("modelled"))
        {
            let found = line.chars().enumerate().filter(|(_, c)| *c == mark);
            marks.extend(found.map(|(column, _)| (column, row)));
        }
        marks.sort_unstable();
        let line = desk.session.screens.backtest.chosen().unwrap().0.clone();
        assert_eq!(marks.len(), line.rows.len(), "{screen}");
        for (one, next) in marks.iter().zip(&marks[1..]) {
            assert!(next.1 <= one.1, "revenue rose every year\n{screen}");
        }
        // Years are as far apart as each other.
        let gaps: Vec<usize> = marks.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        assert!(gaps.iter().max().unwrap() - gaps.iter().min().unwrap() <= 1, "{gaps:?}\n{screen}");
        assert_eq!(screen.matches(&format!("[{mark}]")).count(), 1, "{screen}");
    }
}

#[test]
fn a_bound_of_one_end_stands_where_nothing_was_reported() {
    let mut desk = Desk::at("microsoft-fy25").sized(120, 40);
    desk.keys("8 End").assert_shows("its bound holds, 2026");
    desk.assert_shows("≤ $19 bn");
    desk.assert_shows("[≤]");
    let mut desk = Desk::at("oracle-oci").sized(120, 40);
    desk.keys("8 /").keys("text:power Enter").assert_shows("≥ 3,600 MW");
    desk.assert_lacks("Spend of");
}

#[test]
fn a_preset_without_a_record_says_how_to_add_one() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("8").assert_shows("Back-test  nothing is reported yet");
    desk.assert_shows("press 6 for Claims and n for a new claim");
    desk.keys("Enter").assert_shows("6, then n makes a claim as of a year");
    // As it says: a claim of a year is all that it needs.
    desk.keys("m Home Enter 6 n text:as_said Down*4 text:2027 Enter 8");
    desk.assert_shows("Back-test  Revenue of ● base: its bound");
    desk.keys("u").assert_shows("nothing is reported yet");
    let record = BUNDLED.iter().find(|(id, _)| *id == "aws-backtest");
    assert!(record.is_some(), "the preset that it names");
}

#[test]
fn the_list_answers_to_keys_and_the_mouse_and_leads_to_its_claims() {
    let mut desk = Desk::at("aws-backtest").sized(120, 40);
    desk.keys("8");
    let (column, row) = desk.cell_of(ClickTarget::Line(8));
    desk.click(column, row);
    assert_eq!(desk.session.screens.backtest.selected, 8);
    desk.assert_shows("Back-test  Operating income of ● base");
    desk.keys("?").assert_shows("Claim income-2023");
    // Explained is the chosen figure as of its year.
    desk.keys("Esc x").assert_shows("Explain  Operating income 2023 of ● base");
    desk.keys("Esc Enter");
    assert_eq!(desk.session.screen, Screen::Claims);
    let chosen = &desk.session.preset.claims[desk.session.screens.claims.selected];
    assert_eq!(chosen.id, "income-2023");
    // A double click does what Enter does.
    desk.keys("8").pause();
    desk.click(column, row).click(column, row);
    assert_eq!(desk.session.screen, Screen::Claims);
    // The palette and the copies know the screen.
    let mut desk = Desk::at("aws-backtest").sized(120, 40);
    desk.keys(": text:back-test Enter");
    assert_eq!(desk.session.screen, Screen::Backtest);
    let marked = copy::preview(&desk.session, Copied::Markdown);
    assert!(marked.contains("modelled against reported") && marked.contains("| $104.7 bn |"));
    let tabbed = copy::preview(&desk.session, Copied::Table);
    let cells: Vec<usize> = tabbed.lines().map(|row| row.split('\t').count()).collect();
    assert_eq!(cells.len(), 1 + desk.session.screens.backtest.rows().len(), "{tabbed}");
    assert!(cells.iter().all(|count| *count == cells[0]), "{tabbed}");
}

#[test]
fn the_chart_shows_two_years_on_either_side_as_far_as_they_are_modelled() {
    let mut desk = Desk::at("oracle-oci").sized(120, 40);
    desk.keys("8");
    let line = &desk.session.screens.backtest.answer.as_ref().unwrap().lines[0];
    let (first, last) = (line.course.first().unwrap().0, line.course.last().unwrap().0);
    let start = desk.session.preset.inputs.programme.start.year();
    assert_eq!((line.years(), last), ((2026, 2030), 2032));
    assert!(first >= start && first <= 2026, "as far as it is modelled, from {start}: {first}");
}
