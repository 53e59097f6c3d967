//! What a person does on Explore, key by key and with the mouse, and what it shows.

use crate::support::{ATTACH, Desk, MARGIN, POWER_DELAY, UTILIZATION, outcomes, preset, preset_in};
use payback::key::{Key, KeyCode};
use payback::model::{Driver, Indicator, Input, Metric, Scenario, Series};
use payback::preset::{Library, Origin, read_file};
use payback::session::{BINDINGS, Context, Dialog, Message, Row, Session};
use payback::view::{self, ClickTarget, Look, Pointer, PointerKind};
use ratatui::style::Modifier;
use std::collections::BTreeSet;
use std::ops::Range;

#[track_caller]
fn assert_near(ours: &[f64], expected: &[f64]) {
    let near = ours.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(near && ours.len() == expected.len(), "{ours:?} is not {expected:?}");
}

// Opening

#[test]
fn the_default_preset_is_there_without_a_question() {
    let mut desk = Desk::at("apec-40b");
    assert_eq!(desk.session.dialog, None);
    for part in
        ["[● base]", "65 %", "$2.7 bn", "11.3 y", "never by 2040", "NPV −$2.0 bn", "IRR 8.0 %"]
    {
        desk.assert_shows(part);
    }
    desk.assert_lacks("unsaved");
}

#[test]
fn a_note_says_where_the_chosen_value_comes_from() {
    let mut desk = Desk::at("apec-40b");
    desk.assert_shows("below the 75–95 % observed");
    desk.keys("Right Down Up");
    desk.assert_shows("for 65 %; now 66 %");
    desk.assert_lacks("below the 75–95 % observed");
    desk.keys("Left");
    desk.keys("Down Up");
    desk.assert_shows("below the 75–95 % observed");
}

// Steps

#[test]
fn arrows_take_a_step_and_shift_ten() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.66, 0.80]);
    desk.keys("L ShiftLeft H l h Left");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.55, 0.80]);
    desk.keys("Right*200");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.95, 0.80]);
    desk.keys("Down Right Tab Left*2");
    assert_near(&desk.values(Driver::Margin), &[0.29, 0.315, 0.31]);
}

#[test]
fn tab_goes_round_the_scenarios_and_arrows_stop_at_the_rows_ends() {
    let mut desk = Desk::at("apec-40b");
    for (keys, chosen) in [("Tab", "▲ bull]"), ("Tab", "[▼ bear"), ("BackTab BackTab", "[● base]")]
    {
        desk.keys(keys).assert_shows(chosen);
    }
    desk.keys("Up*3");
    assert_eq!(desk.session.row, UTILIZATION);
    desk.keys("Down*9");
    assert_eq!(desk.session.row, Row::Stresses);
}

#[test]
fn figures_on_screen_are_those_of_a_fresh_evaluation() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*5 Down Left*3 Tab Down Right*2 Down L a Right*4");
    let fresh = outcomes(&desk.session.preset);
    for (scenario, result) in desk.session.results.scenarios.iter() {
        assert_eq!(result.outcome, fresh[scenario]);
    }
    for scenario in Scenario::ALL {
        let income = fresh[scenario].metrics[Metric::OperatingIncome].unwrap();
        let shown = view::format::figure(
            desk.session.preset.shown(Metric::OperatingIncome.spec().unit),
            income,
        );
        assert!(desk.line("Op. income").contains(&shown), "{shown}\n{}", desk.screen());
    }
}

// Link

#[test]
fn linked_scenarios_move_together_and_remember_distances_through_the_ends() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("a").assert_shows("LINK on");
    desk.keys("Right*10");
    assert_near(&desk.values(Driver::Utilization), &[0.55, 0.75, 0.90]);
    desk.keys("Right*15");
    assert_near(&desk.values(Driver::Utilization), &[0.70, 0.90, 0.95]);
    desk.keys("Left*25");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.65, 0.80]);
    // Until the last one is at its end; from there the way back begins at once.
    desk.keys("Left*200");
    assert_near(&desk.values(Driver::Utilization), &[0.20, 0.20, 0.20]);
    desk.keys("Right");
    assert_near(&desk.values(Driver::Utilization), &[0.20, 0.20, 0.21]);
    desk.keys("Right*59");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.65, 0.80]);
    desk.keys("a Right").assert_shows("LINK off");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.66, 0.80]);
}

#[test]
fn unlinking_forgets_the_distances() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("a Right*25 a a Left*25");
    // The bull had come to its end: from there it goes back with the others.
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.65, 0.70]);
}

#[test]
fn distances_are_remembered_whichever_scenario_is_chosen() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("a Right*25 Tab Left*25");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.65, 0.80]);
}

#[test]
fn a_value_typed_while_linked_is_taken_as_typed() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("a Down = text:70% Enter");
    assert_near(&[desk.value(Driver::Margin, Scenario::Base)], &[0.70]);
    assert_near(&desk.values(Driver::Margin), &[0.60, 0.70, 0.60]);
    // Off its track, which an arrow at the edge shows.
    assert!(desk.line("Ref. margin").ends_with('▸'), "{}", desk.screen());
}

// Reset

#[test]
fn r_resets_the_value_and_capital_r_the_row() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*5 Tab Right*5 r");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.70, 0.80]);
    desk.keys("Right*5 R");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.65, 0.80]);
    assert!(!desk.session.is_unsaved());
    desk.keys("R").assert_shows("this is the saved value");
    desk.keys("u u");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.70, 0.80]);
}

#[test]
fn reset_brings_a_delay_by_indicators_back_in_its_form() {
    let mut desk = Desk::at("grid-freeze");
    desk.keys("Down*2 Right*3");
    assert!(desk.session.preset.inputs.scenarios[Scenario::Base].indicators().is_none());
    desk.keys("r");
    desk.assert_open("grid-freeze");
}

// Exact entry

#[test]
fn equals_takes_percentages_and_numbers_as_people_mean_them() {
    for (typed, utilization) in [("72", 0.72), ("72%", 0.72), ("72.5_%", 0.725), ("0.72%", 0.0072)]
    {
        let mut desk = Desk::at("apec-40b");
        desk.keys(&format!("= text:{typed} Enter"));
        assert_eq!(desk.session.dialog, None, "{typed}");
        assert_near(&desk.values(Driver::Utilization), &[0.45, utilization, 0.80]);
    }
    let mut desk = Desk::at("apec-40b");
    desk.keys("Down*2 = text:18_mo Enter");
    assert_near(&desk.values(Driver::PowerDelay), &[18.0, 18.0, 0.0]);
}

#[test]
fn equals_asks_what_a_fraction_means() {
    for (answer, utilization) in [("y", 0.72), ("Enter", 0.72), ("n", 0.0072), ("%", 0.0072)] {
        let mut desk = Desk::at("apec-40b");
        desk.keys("= text:0.72 Enter").assert_shows("‘0.72’: did you mean 72 % or 0.72 %?");
        desk.keys(answer);
        assert_near(&desk.values(Driver::Utilization), &[0.45, utilization, 0.80]);
    }
    let mut desk = Desk::at("apec-40b");
    desk.keys("= text:0.72 Enter Esc Backspace*4 text:80 Enter");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.80, 0.80]);
}

#[test]
fn equals_says_what_is_wrong_and_keeps_what_was_typed() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("= text:abc Enter").assert_shows("is not a number");
    desk.keys("Backspace*3 text:172 Enter").assert_shows("that is outside the valid range");
    desk.assert_shows("172");
    desk.keys("Esc");
    desk.assert_open("apec-40b");
    desk.keys("= Enter").assert_shows("type a number");
    desk.keys("Esc =").paste("6\x1b[A8\n").keys("Enter");
    assert_eq!(desk.value(Driver::Utilization, Scenario::Base).to_bits(), 0.65_f64.to_bits());
    desk.assert_shows("is not a number");
}

// Undo

#[test]
fn a_held_key_is_one_change_and_a_pause_begins_another() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*20").pause().keys("Right*3");
    desk.keys("u");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.85, 0.80]);
    desk.assert_shows("undone: Utilization of base");
    desk.keys("u");
    desk.assert_open("apec-40b");
    desk.keys("u").assert_shows("nothing to undo");
    desk.keys("ctrl-r U");
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.88, 0.80]);
    desk.keys("U").assert_shows("nothing to redo");
}

#[test]
fn a_key_and_a_drag_are_two_changes_however_close() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    let drag = |desk: &mut Desk, by: u16| {
        let handle = track.x + 23;
        desk.mouse(PointerKind::Down, handle, track.y);
        desk.mouse(PointerKind::Drag, handle + by, track.y);
    };
    desk.keys("Right");
    drag(&mut desk, 4);
    assert_eq!(desk.session.history.place(), 2);
    // The button still held, a key is a change of its own again.
    desk.keys("Right*2");
    assert_eq!(desk.session.history.place(), 3);
    assert_eq!(desk.undo_all(), 3);
    desk.assert_open("apec-40b");
}

#[test]
fn a_new_change_ends_what_could_be_redone() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right Down Right u Up Left U").assert_shows("nothing to redo");
    assert_near(&desk.values(Driver::Margin), &[0.29, 0.31, 0.32]);
}

#[test]
fn there_and_back_again_leaves_nothing_to_undo() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Down Right").pause().keys("Up Right*3 Left*3 u");
    desk.assert_open("apec-40b");
}

// Comparison

#[test]
fn differences_are_shown_since_the_moves_begin() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*7").assert_shows("Op. income ▲0.9  ✗ $3.6 bn");
    desk.assert_shows("[● BASE] 10.4 y ▼0.9");
    // Time alone doesn't end a move; a step of another slider begins one of its own.
    desk.pause().keys("Right").assert_shows("Op. income ▲1.0");
    desk.keys("Down Right").assert_lacks("Op. income ▲1.");
}

#[test]
fn a_pin_holds_the_comparison_until_it_is_taken_away() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("p").assert_shows("pin 09:41");
    desk.keys("Right*7 Down Down").assert_shows("Op. income ▲0.9  ✗ $3.6 bn");
    desk.keys("Up Up Left*7 Down").assert_lacks("Op. income ▲");
    desk.keys("Up Right p").assert_shows("pinned at");
    desk.assert_lacks("Op. income ▲");
    desk.keys("p").assert_shows("no pin");
}

#[test]
fn a_value_that_comes_or_goes_says_so() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("p H*3");
    // Of the bear and of the base, in the verdict and on the panels; and on the strip.
    assert_eq!(desk.screen().matches("never by 2040").count(), 5, "{}", desk.screen());
    let mut roomy = Desk::at("apec-40b").sized(120, 40);
    roomy.keys("p H*3").assert_shows("was 11.3 y");
    let mut back = Desk::at("apec-40b").sized(120, 40);
    back.keys("H*3").pause().keys("p L*3").assert_shows("was never");
}

#[test]
fn a_rate_that_several_claim_is_ambiguous_on_every_screen_that_shows_it() {
    let mut desk = Desk::on(ambiguous()).sized(160, 50);
    assert!(desk.session.results.scenarios.0[1].outcome.flags.irr_ambiguous);
    let line = desk.line("ambiguous");
    assert!(line.contains("IRR"), "{line}");
    let irr = Metric::ALL.iter().position(|metric| *metric == Metric::Irr).unwrap();
    desk.keys(&format!("m Home Down*{irr}"));
    let screen = desk.screen();
    let mut rows = screen.lines().flat_map(|line| line.split('│'));
    assert!(rows.any(|row| row.contains("▸ IRR") && row.contains("ambiguous")), "{screen}");
    desk.keys("Enter t").assert_shows("now ambiguous");
    let copied = desk.copied(payback::session::Copied::Figure).unwrap();
    assert!(copied.contains(": ambiguous ("), "{copied}");
}

/// A programme that spends, earns it back and spends again near its horizon, so that two rates claim
/// to be its IRR.
fn ambiguous() -> payback::preset::Preset {
    let mut preset = preset("apec-40b");
    let programme = &mut preset.inputs.programme;
    programme.build_months = 0.0;
    programme.ramp_months = 0.0;
    programme.server_life = 10.0;
    programme.refresh_cost = 2.0;
    programme.residual_share = 0.0;
    programme.horizon = "2039-01".parse().unwrap();
    for scenario in Scenario::ALL {
        preset.inputs.set(Input::Driver(Driver::Utilization), scenario, 0.9);
    }
    preset
}

#[test]
fn ghosts_stand_where_handles_and_bars_were() {
    let mut desk = Desk::at("apec-40b");
    assert!(!desk.line("Utilization").contains('┆'));
    desk.keys("p Right*7");
    assert!(desk.line("Utilization").contains('┆'), "{}", desk.screen());
}

/// The levels of dots, in quarters of a row, in each column of some rows of a screen.
fn dots(screen: &str, rows: Range<usize>) -> Vec<BTreeSet<usize>> {
    let mut columns = vec![BTreeSet::new(); 200];
    for (row, line) in screen.lines().enumerate().filter(|(row, _)| rows.contains(row)) {
        for (column, symbol) in line.chars().enumerate() {
            let bits = (symbol as u32).checked_sub(0x2800).filter(|bits| *bits < 0x100);
            let levels = [0x09, 0x12, 0x24, 0xc0];
            let is_set = |level: &usize| bits.is_some_and(|bits| bits & levels[*level] > 0);
            columns[column].extend((0..4).filter(is_set).map(|level| 4 * row + level));
        }
    }
    columns
}

#[test]
fn what_was_before_is_a_whole_second_line_however_few_the_rows() {
    for size in [(80, 24), (70, 60), (100, 40), (120, 40), (200, 60)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        let before = desk.screen();
        // Income rises by less than a quarter.
        let income = |desk: &Desk| {
            outcomes(&desk.session.preset)[Scenario::Base].metrics[Metric::OperatingIncome]
        };
        let was = income(&desk).expect("an income");
        desk.keys("Right*5");
        let rise = income(&desk).expect("an income") / was - 1.0;
        assert!((0.15..0.25).contains(&rise), "{rise}");
        let after = desk.screen();
        let from = before.lines().position(|line| line.contains("operating income by year"));
        let from = from.unwrap_or_else(|| panic!("no chart at {size:?}\n{before}"));
        // The zero line of income is the one that begins in the first columns.
        let is_zero = |line: &str| line.chars().take(6).any(|symbol| symbol == '┼');
        let rows = before.lines().skip(from).position(is_zero).expect("a zero line");
        let [before, after] = [&before, &after].map(|screen| dots(screen, from..from + rows));
        let lines_more = |(before, after): (&BTreeSet<_>, &BTreeSet<_>)| after.len() > before.len();
        let second = before.iter().zip(&after).filter(|columns| lines_more(*columns)).count();
        // Along the years of its plateau.
        assert!(second >= 12, "{second} columns at {size:?}\n{}", desk.screen());
    }
}

#[test]
fn few_rows_carry_one_chart_of_all_three_scenarios() {
    // A panel each where there is room, one together where there isn't.
    for (size, charts) in
        [((120, 40), 3), ((160, 50), 3), ((80, 24), 1), ((70, 60), 1), ((120, 30), 1)]
    {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        let screen = desk.screen();
        assert_eq!(screen.matches("cumulative cash by year").count(), charts, "{size:?}\n{screen}");
    }
    // On Cash, likewise.
    let mut desk = Desk::at("apec-40b").sized(60, 20);
    desk.keys("5");
    let screen = desk.screen();
    let chart = screen.lines().skip(4).take(6).collect::<String>();
    assert!(["▼", "●", "▲"].iter().all(|mark| chart.contains(mark)), "{screen}");
}

#[test]
fn axes_hold_still_during_a_move_and_fit_again_after_it() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Tab");
    let before = desk.session.scales;
    desk.keys("Left*40");
    assert_eq!(desk.session.scales, before, "axes shrank under the eye");
    // The levels before the change are shown until Esc, and have to fit as long.
    desk.keys("Tab");
    assert_eq!(desk.session.scales, before);
    desk.keys("Esc BackTab");
    assert!(desk.session.scales.income.max < before.income.max);
    let settled = desk.session.scales;
    // Nor do they grow: what is beyond them ends in a mark until the move is over.
    desk.keys("Right*60");
    assert_eq!(desk.session.scales, settled);
    desk.keys("Tab");
    assert!(desk.session.scales.income.max > settled.income.max);
}

#[test]
fn a_year_stands_in_the_same_column_of_both_charts() {
    for size in [(120, 40), (160, 50), (200, 60)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        let screen = desk.screen();
        let axes: Vec<usize> = screen
            .lines()
            .filter(|line| line.contains("┼"))
            .map(|line| line.chars().position(|letter| letter == '┼').unwrap())
            .collect();
        assert!(axes.len() == 2 && axes[0] == axes[1], "{axes:?}\n{screen}");
    }
}

#[test]
fn the_three_panels_share_one_scale() {
    let desk = Desk::at("apec-40b");
    let years = |scenario: Scenario, series| {
        desk.session.results.scenarios[scenario].annual.of(series).to_vec()
    };
    let lowest = Scenario::ALL
        .into_iter()
        .flat_map(|scenario| years(scenario, Series::CumulativeFcf))
        .fold(0.0, f64::min);
    assert_eq!(desk.session.scales.cash.min.to_bits(), lowest.to_bits());
}

// Claims, weighted figures, response strip

#[test]
fn claims_stand_beside_their_figures_and_say_whether_they_hold() {
    let mut desk = Desk::at("apec-40b");
    assert!(desk.line("Op. income").contains("✓ $2.7 bn"), "{}", desk.screen());
    assert!(desk.line("Steady").contains("✗ high 5.6 y"), "{}", desk.screen());
    let mut roomy = Desk::at("apec-40b").sized(200, 60);
    for claim in [
        "$2.5–3.0 bn ✓",
        "$8.0–10.0 bn/yr ✓",
        "30–32 % ✓",
        "$2.4–3.2 bn/yr ✓",
        "≤ 62 % ✗ high",
        "≤ 39.5 % ✗ high",
        "≥ $0 bn ✗ low",
        "≥ $45 bn ✗ low",
        "≤ 10 % ✓",
        "≤ 50 % ✓",
        "≤ $0 bn ✓",
    ] {
        roomy.assert_shows(claim);
    }
    roomy.keys("Right*7").assert_shows("$2.5–3.0 bn ✗ high");
}

#[test]
fn weighted_figures_follow_the_weights() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6").assert_shows("weighted income $2.5 bn");
    let outcomes = outcomes(&desk.session.preset);
    let income = outcomes.map(|outcome| outcome.metrics[Metric::OperatingIncome].unwrap());
    let expected = 0.25 * income.0[0] + 0.5 * income.0[1] + 0.25 * income.0[2];
    let weighted = desk.session.preset.inputs.weighted(Metric::OperatingIncome, &outcomes);
    assert_near(&[weighted.unwrap()], &[expected]);
    desk.keys("1 Right*20 6").assert_lacks("weighted income $2.5 bn");
}

#[test]
fn the_response_strip_tells_what_a_move_would_bring() {
    let mut desk = Desk::at("apec-40b");
    desk.frame();
    let strip = desk.session.strip.clone();
    assert_eq!(strip.values.len(), 40);
    assert_eq!(strip.values[0], None, "no payback at 20 % utilization");
    // What it says for the last cell is what happens at the track's right end.
    desk.keys("= text:95 Enter");
    let last = strip.values.last().copied().flatten().unwrap();
    assert_near(&[desk.figure(Metric::PaybackYears).unwrap()], &[last]);
    desk.keys("m Up*6 Enter").assert_shows("op. income here");
    desk.keys("m Down*6 Enter").assert_shows("payback if moved here");
    // Where no move on this row would pay back, it says so.
    let mut war = Desk::at("price-war");
    war.keys("Down*4 Enter");
    let line = war.line("payback if moved here");
    assert!(line.contains("never by 2040"), "{line}");
}

// Drawers

#[test]
fn indicators_work_the_power_delay_out() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("Down*2 Enter").assert_shows("PPA coverage");
    desk.assert_shows("set in months");
    desk.keys("Down = text:40% Enter");
    let scenarios = &desk.session.preset.inputs.scenarios;
    let indicators = *scenarios[Scenario::Base].indicators().expect("indicators");
    assert_near(&[indicators.get(Indicator::PpaCoverage)], &[0.40]);
    assert_near(
        &[scenarios[Scenario::Base].drivers()[Driver::PowerDelay]],
        &[indicators.delay_months()],
    );
    desk.assert_shows("set by ");
    desk.keys("Up Right");
    assert!(desk.session.preset.inputs.scenarios[Scenario::Base].indicators().is_none());
    desk.keys("Enter").assert_lacks("PPA coverage");
}

#[test]
fn stresses_open_and_say_what_they_are() {
    let mut desk = Desk::at("export-controls");
    // Too much for 80 columns: each stress in bear, base and bull.
    desk.assert_shows("capex −25/0/0 %, servers −90/−50/−25 %");
    desk.size = (200, 60);
    desk.assert_shows("base: servers −50 % from Jan 2027; bull: servers −25 % from Jan 2027");
    desk.keys("Down*4 Enter");
    assert_eq!(desk.session.row, Row::Slider(Input::Driver(Driver::CapexCut)));
    desk.assert_shows("Price erosion");
    desk.keys("Down*2 Right*4");
    assert_near(&desk.values(Driver::PriceErosion), &[0.0, 0.02, 0.0]);
    desk.keys("Enter").assert_lacks("Price erosion");
    assert_eq!(desk.session.row, Row::Stresses);
    desk.assert_shows("price −2 % a year");
}

// Mouse

#[test]
fn the_wheel_moves_the_chosen_slider_over_its_track_alone() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    desk.mouse(PointerKind::Wheel(1), track.x + 3, track.y);
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.66, 0.80]);
    // Its strip belongs to it.
    desk.mouse(PointerKind::Wheel(-1), track.x + 3, track.y + 1);
    desk.assert_open("apec-40b");
    let attach = desk.track(ATTACH);
    for (column, row) in [(attach.x + 3, attach.y), (2, track.y), (70, 20)] {
        desk.mouse(PointerKind::Wheel(1), column, row);
        desk.assert_open("apec-40b");
        assert_eq!(desk.session.row, UTILIZATION);
    }
}

#[test]
fn a_drag_goes_to_the_cell_and_arrows_do_the_fine_work() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    // The bull's handle is grabbed and becomes the chosen one.
    let handle = track.x + 31;
    assert!(desk.line("Utilization").chars().nth(usize::from(handle)) == Some('▲'));
    desk.mouse(PointerKind::Down, handle, track.y);
    assert_eq!(desk.session.scenario, Scenario::Bull);
    for column in (track.x + 10..handle).rev() {
        // Off the row a held handle still follows.
        desk.mouse(PointerKind::Drag, column, track.y + 3);
    }
    desk.mouse(PointerKind::Up, track.x + 10, track.y + 3);
    let dragged = desk.value(Driver::Utilization, Scenario::Bull);
    assert_near(&[dragged], &[(20.0 + 75.0 * 10.0 / 39.0_f64).round() / 100.0]);
    assert_eq!(desk.session.grabbed(), None);
    desk.mouse(PointerKind::Drag, track.x, track.y);
    assert_near(&[desk.value(Driver::Utilization, Scenario::Bull)], &[dragged]);
    desk.keys("Right*2");
    assert_near(&[desk.value(Driver::Utilization, Scenario::Bull)], &[dragged + 0.02]);
    // However slow, a drag is one change, and the arrows after it another.
    let handle = track.x + 11;
    desk.mouse(PointerKind::Down, handle, track.y).mouse(PointerKind::Up, handle, track.y);
    desk.mouse(PointerKind::Down, handle, track.y);
    for column in track.x..handle {
        desk.pause().mouse(PointerKind::Drag, column, track.y);
    }
    desk.mouse(PointerKind::Up, track.x, track.y);
    assert_eq!(desk.undo_all(), 3);
}

#[test]
fn a_drag_goes_to_the_ends_and_no_further() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    let handle = track.x + 23;
    desk.mouse(PointerKind::Down, handle, track.y).mouse(PointerKind::Drag, 79, 23);
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.95, 0.80]);
    desk.mouse(PointerKind::Drag, 0, 0);
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.20, 0.80]);
}

#[test]
fn a_press_beside_the_handles_brings_the_chosen_one() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    desk.click(track.right() - 1, track.y);
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.95, 0.80]);
    // A press on a handle grabs it without moving it off a value between cells.
    let mut between = Desk::at("apec-40b");
    between.keys("Tab").click(track.x + 23, track.y);
    assert_eq!(between.session.scenario, Scenario::Base);
    between.assert_open("apec-40b");
}

#[test]
fn where_handles_meet_the_chosen_one_moves() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("R = text:80 Enter");
    assert!(desk.line("Utilization").contains('◆'), "{}", desk.screen());
    let track = desk.track(UTILIZATION);
    desk.mouse(PointerKind::Down, track.x + 31, track.y);
    desk.mouse(PointerKind::Drag, track.x, track.y);
    assert_near(&desk.values(Driver::Utilization), &[0.45, 0.20, 0.80]);
}

#[test]
fn clicks_choose_rows_scenarios_and_presets() {
    let mut desk = Desk::at("apec-40b");
    let (column, row) = desk.cell_of(ClickTarget::Row(MARGIN));
    desk.click(column, row);
    assert_eq!(desk.session.row, MARGIN);
    desk.click(70, 13);
    assert_eq!(desk.session.scenario, Scenario::Bull);
    let (column, row) = desk.cell_of(ClickTarget::Scenario(Scenario::Bear));
    desk.click(column, row);
    assert_eq!(desk.session.scenario, Scenario::Bear);
    let (column, row) = desk.cell_of(ClickTarget::Row(Row::Stresses));
    desk.click(column, row).assert_shows("Capex cut");
    desk.keys("o");
    let (column, row) = desk.cell_of(ClickTarget::Entry(6));
    desk.click(column, row).keys("Enter");
    desk.assert_open("price-war");
}

#[test]
fn a_handle_let_go_over_a_dialog_is_let_go() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    desk.mouse(PointerKind::Down, track.x + 23, track.y).keys("?");
    desk.mouse(PointerKind::Up, track.x + 23, track.y).keys("Esc");
    desk.mouse(PointerKind::Drag, track.x, track.y);
    desk.assert_open("apec-40b");
}

#[test]
fn a_held_handle_stays_the_one_that_moves_whatever_keys_are_pressed() {
    let mut desk = Desk::at("apec-40b");
    let track = desk.track(UTILIZATION);
    desk.mouse(PointerKind::Down, track.x + 23, track.y).keys("Tab");
    desk.mouse(PointerKind::Drag, track.x, track.y);
    assert_eq!(desk.value(Driver::Utilization, Scenario::Bull).to_bits(), 0.80_f64.to_bits());
}

// Saving, opening, leaving

#[test]
fn a_bundled_preset_is_saved_under_a_name_and_read_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = folder.path().join("payback/presets");
    let mut desk = Desk::saving_in(&shelf, "apec-40b");
    desk.keys("Right*7 s").assert_shows("apec-40b-mine");
    desk.keys("Backspace*13 text:my_view Enter").assert_shows("saved as my view");
    assert!(!desk.session.is_unsaved());
    let path = shelf.join("my view.ron");
    let read = |path: &std::path::Path| read_file(path).unwrap();
    assert_eq!(read(&path), desk.session.preset);
    // From then on s saves there at once, and nothing but that file is in the folder.
    desk.keys("Left Down s").assert_shows("saved as my view");
    assert_eq!(read(&path), desk.session.preset);
    let files = std::fs::read_dir(&shelf).unwrap().map(|entry| entry.unwrap().path());
    assert_eq!(files.filter(|path| path.is_file()).count(), 1);
    desk.keys("s").assert_shows("nothing has changed");
    // The change stays undoable, and a value says what it was when it was saved.
    desk.keys("u");
    assert!(desk.session.is_unsaved());
}

#[test]
fn a_taken_name_is_asked_about_and_a_bad_one_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    let library = Library::at(folder.path());
    library.save_as("apec-40b-mine", &preset("price-war")).unwrap();
    desk.keys("Right s").assert_shows("already exists");
    desk.keys("Enter").assert_shows("Overwrite?");
    desk.assert_shows("bear: Price erosion");
    let file = folder.path().join("apec-40b-mine.ron");
    let first = std::fs::read(&file).unwrap();
    desk.keys("Esc").assert_shows("Save as");
    assert_eq!(std::fs::read(&file).unwrap(), first);
    desk.keys("Enter r").assert_shows("saved as apec-40b-mine");
    assert_ne!(std::fs::read(&file).unwrap(), first);
    desk.keys("S Backspace*13 text:.out Enter").assert_shows("Save as");
    assert!(!folder.path().join(".out.ron").exists());
    desk.keys("Esc S Backspace*13 text:price-war Enter").assert_shows("Save as");
    desk.keys("Esc");
    assert_eq!(desk.session.dialog, None);
    // Its own name is no other one's.
    desk.keys("Right S Enter").assert_shows("saved as apec-40b-mine");
}

#[test]
fn a_file_that_somebody_else_changed_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.ron");
    payback::preset::save(&path, &preset("apec-40b")).unwrap();
    let mut desk =
        Desk::with(preset("apec-40b"), Origin::File(path.clone()), Library::bundled_only());
    payback::preset::save(&path, &preset("price-war")).unwrap();
    desk.keys("Right s").assert_says("has changed on disk");
    desk.keys("Enter Esc");
    assert_eq!(read_file(&path).unwrap(), preset("price-war"));
    assert!(desk.session.is_unsaved());
}

#[test]
fn a_preset_is_opened_from_the_list_and_unsaved_changes_are_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    desk.keys("o Down*5 Enter").assert_shows("opened APEC $40bn in a grid freeze");
    desk.keys("Right o Up*5 Enter").assert_shows("unsaved changes");
    desk.keys("Esc");
    assert_eq!((desk.session.dialog.as_ref(), desk.session.is_unsaved()), (None, true));
    // Saving first asks for the name, then goes on to what was to be opened.
    desk.keys("o Up*5 Enter s Enter").assert_shows("opened APEC $40bn, as announced");
    assert!(folder.path().join("grid-freeze-mine.ron").exists());
    // What was used lately comes first.
    desk.keys("o PageUp Enter");
    assert!(
        matches!(&desk.session.file.origin, Origin::Saved { name, .. } if name == "grid-freeze-mine")
    );
    // A broken file is listed, and says what is wrong when it is opened.
    std::fs::write(folder.path().join("torn.ron"), "(format: 1,").unwrap();
    let open = desk.session.preset.clone();
    desk.keys("o text:torn").assert_shows("This ( is never closed");
    desk.keys("Enter").assert_shows("Open a preset");
    desk.keys("Esc");
    assert_eq!(desk.session.preset, open);
}

#[test]
fn quitting_asks_only_when_something_is_unsaved() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("q");
    assert!(desk.ended);

    let mut desk = Desk::at("apec-40b");
    desk.keys("Right q").assert_shows("unsaved changes");
    desk.keys("q");
    assert!(!desk.ended && desk.session.dialog.is_none(), "a second q stays");
    desk.keys("ctrl-c d");
    assert!(desk.ended);

    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    desk.keys("Right q s Esc");
    assert!(!desk.ended, "no name, no leaving");
    desk.keys("q s Enter");
    assert!(desk.ended && folder.path().join("apec-40b-mine.ron").exists());

    let mut desk = Desk::at("apec-40b");
    desk.keys("Right u q");
    assert!(desk.ended, "nothing is unsaved after undoing");
}

#[test]
fn a_lone_esc_or_a_pasted_letter_discards_nothing() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right Esc Esc").paste("q").paste("d\nq\n");
    assert!(!desk.ended && desk.session.is_unsaved() && desk.session.dialog.is_none());
    desk.keys("q").paste("d");
    assert!(!desk.ended);
}

#[test]
fn linked_scenarios_remember_their_distances_across_undo_and_other_rows() {
    let mut desk = Desk::at("apec-40b");
    let values = |desk: &Desk| {
        let input = Input::Driver(Driver::Utilization);
        Scenario::ALL.map(|scenario| desk.session.value(input, scenario))
    };
    let before = values(&desk);
    desk.keys("a Right*25");
    assert_ne!(values(&desk)[1].to_bits(), before[1].to_bits());
    desk.keys("Down Tab Up Left*25");
    assert_near(&values(&desk), &before);
    // Once a value was changed on its own, that is the distance that counts.
    desk.keys("a Left*5 a Right*5 Left*5");
    assert_near(&values(&desk)[..2], &before[..2]);
}

// Keys

#[test]
fn help_lists_every_binding_and_scrolls_back_at_once() {
    let mut desk = Desk::at("apec-40b").sized(120, 600);
    desk.keys("?");
    let screen = desk.screen();
    let assert_shows = |part: &str| assert!(screen.contains(part), "no ‘{part}’ on\n{screen}");
    for binding in BINDINGS {
        assert_shows(&binding.all_keys());
        binding.help.split(' ').for_each(assert_shows);
    }
    assert_shows("not investment advice");
    let mut small = Desk::at("apec-40b");
    small.keys("? PageDown*60").assert_shows("not investment advice");
    small.keys("Up").assert_lacks("not investment advice");
    small.keys("q");
    assert!(small.session.dialog.is_none() && !small.ended);
}

#[test]
fn every_hint_on_the_bar_is_a_key_that_acts() {
    let mut desk = Desk::at("apec-40b").sized(200, 60);
    let screen = desk.screen();
    let bar = screen.lines().last().unwrap().to_owned();
    for binding in Context::Sliders.bindings() {
        if !binding.hint.is_empty() {
            let keys: String = binding.shown().into_iter().map(|(name, _)| name).collect();
            let hint = format!("{keys} {}", binding.hint);
            assert!(bar.contains(&hint), "{hint} in {bar}");
        }
    }
    // In the narrowest bar help is still named.
    let narrow = Desk::at("apec-40b").sized(60, 20).screen();
    assert!(narrow.lines().last().unwrap().ends_with("? help"), "{narrow}");
}

// Every look and size

#[test]
fn without_colour_the_selection_is_seen_by_weight_and_reverse_video() {
    let mut desk = Desk::at("apec-40b").looking(Look::new(false, true));
    let bold = |desk: &mut Desk, text: &str| {
        let (buffer, _) = desk.frame();
        let screen = payback::report::picture::text(&buffer);
        let (y, line) =
            (0..).zip(screen.lines()).find(|(_, line)| line.contains(text)).expect("the text");
        let x = u16::try_from(line[..line.find(text).unwrap()].chars().count()).unwrap();
        buffer[(x, y)].modifier.contains(Modifier::BOLD)
    };
    assert!(bold(&mut desk, "▸ Utilization") && !bold(&mut desk, "Ref. margin"));
    desk.keys("Down");
    assert!(bold(&mut desk, "▸ Ref. margin") && !bold(&mut desk, "Utilization"));
    desk.keys("Tab");
    assert!(bold(&mut desk, "▲ BULL"));
    desk.keys("o Down");
    let (buffer, _) = desk.frame();
    let reversed = buffer.content.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED));
    assert!(reversed.count() > 10, "the chosen line of the list is in reverse video");
    let coloured = buffer.content.iter().any(|cell| {
        cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset
    });
    assert!(!coloured);
}

#[test]
fn in_ascii_nothing_else_is_drawn_whatever_is_open() {
    for keys in ["", "Right*9", "?", "o", "Right q", "= text:0.7 Enter", "s", "Down*2 Enter", "p H"]
    {
        let mut desk = Desk::at("grid-freeze").looking(Look::new(true, false));
        let screen = desk.keys(keys).screen();
        assert!(screen.is_ascii(), "{keys}\n{screen}");
    }
}

#[test]
fn too_small_a_screen_says_which_size_is_needed() {
    let mut desk = Desk::at("apec-40b").sized(59, 20);
    desk.assert_shows("payback needs 60×20; this terminal has 59×20");
}

#[test]
fn every_size_is_survived_with_every_dialog() {
    for keys in ["", "?", "o", "s", "=", "Right q", "Down*2 Enter Down", "Down*4 Enter"] {
        let mut desk = Desk::at("grid-freeze");
        desk.keys(keys);
        for columns in 0..=30 {
            for rows in 0..=10 {
                desk.size = (columns, rows);
                desk.frame();
            }
        }
        for size in [(60, 20), (61, 21), (79, 24), (80, 23), (119, 36), (500, 20), (60, 300)] {
            desk.size = size;
            desk.frame();
        }
    }
}

#[test]
fn a_long_name_leaves_room_for_what_is_unsaved() {
    let mut named = preset("apec-40b");
    named.name = "A very long name of a preset ".repeat(8);
    let mut desk = Desk::on(named);
    desk.keys("Right p");
    for size in [(60, 20), (80, 24), (120, 40)] {
        desk.size = size;
        let screen = desk.screen();
        let header = screen.lines().next().unwrap();
        assert!(header.contains("…   unsaved"), "{header}");
        assert!(header.ends_with("pin 09:41"), "{header}");
    }
}

// Random walks

/// Small and fast; its seed makes a walk repeatable.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 20).unwrap() % sides
    }

    fn side(&mut self, most: u16) -> u16 {
        u16::try_from(self.roll(usize::from(most))).unwrap()
    }
}

const SIZES: [(u16, u16); 8] =
    [(0, 0), (1, 1), (20, 5), (60, 20), (80, 24), (81, 60), (120, 40), (200, 60)];

fn random_key(dice: &mut Dice) -> Key {
    if dice.roll(3) == 0 {
        let text = ['0', '5', '7', '.', '%', 'x', '日', 'e'];
        return Key::plain(KeyCode::Char(text[dice.roll(text.len())]));
    }
    let named: Vec<&str> =
        BINDINGS.iter().flat_map(|binding| binding.keys.iter().map(|(name, _)| *name)).collect();
    Key::from_name(named[dice.roll(named.len())]).unwrap()
}

fn random_walk(seed: u64, id: &str, steps: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), id);
    let mut dice = Dice(seed);
    let (mut regions, mut opened) = (desk.frame().1, desk.session.preset.clone());
    for step in 0..steps {
        match dice.roll(20) {
            0 => desk.size = SIZES[dice.roll(SIZES.len())],
            1 => drop(desk.paste(["q", "72%", "\x1b[A", "日本"][dice.roll(4)])),
            2 => drop(desk.pause()),
            3..=8 => {
                let kind = match dice.roll(5) {
                    0 => PointerKind::Down,
                    1 => PointerKind::Up,
                    2 | 3 => PointerKind::Drag,
                    _ => PointerKind::Wheel(if dice.roll(2) == 0 { 1 } else { -1 }),
                };
                let pointer = Pointer { column: dice.side(210), row: dice.side(30), kind };
                // With the regions of a screen that may be out of date, as a resize makes them.
                if let Some(action) = pointer.action(&regions, &desk.session) {
                    desk.apply(action);
                }
            }
            _ => desk.key(random_key(&mut dice)),
        }
        if dice.roll(4) == 0 {
            regions = desk.frame().1;
        }
        if step % 50 == 0 {
            let fresh = outcomes(&desk.session.preset);
            assert_eq!(desk.session.outcomes(), fresh, "seed {seed}, step {step}");
            assert_eq!(desk.session.preset.inputs.violations(), [], "seed {seed}, step {step}");
        }
        // Opening another preset begins anew.
        if matches!(&desk.session.message, Some(Message::Note(note)) if note.starts_with("opened "))
        {
            opened = desk.session.preset.clone();
        }
    }
    // Out of what takes letters, a filter as well as a dialog.
    while desk.session.dialog.is_some() || desk.session.context() == Context::Filter {
        desk.keys("Esc");
    }
    desk.undo_all();
    assert!(desk.session.preset.inputs == opened.inputs, "seed {seed}: not undone all the way");
    assert_eq!(desk.session.outcomes(), outcomes(&opened), "seed {seed}");
}

#[test]
fn random_walks_never_panic_and_can_be_undone_all_the_way() {
    for (seed, id) in (1..).zip(["apec-40b", "grid-freeze", "export-controls", "apec-plus-korea"]) {
        random_walk(seed * 0x9e37_79b9, id, 1500);
    }
}

#[test]
fn a_session_is_the_same_however_often_it_is_drawn() {
    let mut drawn = Desk::at("grid-freeze");
    let mut undrawn = Desk::at("grid-freeze");
    undrawn.apply(view::room(80, 24));
    for keys in ["Right*3", "Down*2 Enter", "Down Right*2", "p L", "Tab u", "a Left*9"] {
        drawn.keys(keys);
        for _ in 0..3 {
            drawn.frame();
        }
        undrawn.keys(keys);
    }
    assert_eq!(drawn.screen(), undrawn.screen());
    let open = |session: &Session| matches!(session.dialog, Some(Dialog::Help(_)));
    assert!(!open(&drawn.session));
    assert_eq!(drawn.session.row, Row::Slider(Input::Indicator(Indicator::ALL[0])));
    assert_eq!(POWER_DELAY.input(), Some(Input::Driver(Driver::PowerDelay)));
}

#[test]
fn every_figure_of_a_narrow_panel_has_its_unit() {
    for id in ["apec-40b", "price-war", "aws-backtest"] {
        for currency in ["$", "EUR"] {
            let mut desk = Desk::on(preset_in(currency, id)).sized(80, 24);
            let line = desk.line("NPV ");
            assert_eq!(line.matches("NPV ").count(), 3, "{line}");
            assert_eq!(line.matches(" bn").count(), 3, "{line}");
            assert_eq!(line.matches(currency).count(), 3, "{line}");
            let mut desk = Desk::on(preset_in(currency, id)).sized(80, 60);
            let line = desk.line("Draw ");
            // A long currency leaves no room for the second figure.
            let expected = if currency == "$" { 6 } else { 3 };
            let found = [" bn", currency].map(|part| line.matches(part).count());
            assert_eq!(found, [expected; 2], "{line}");
        }
    }
}
