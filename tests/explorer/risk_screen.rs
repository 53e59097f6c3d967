//! The Risk screen: what it shows at every size, targets, settings, and answers that come in parts.

use crate::support::Desk;
use payback::analysis::Shape;
use payback::analysis::risk::{Reused, Staging, Threads};
use payback::analysis::{Inquiry, InquiryAnswer};
use payback::key::parse_keys;
use payback::model::{Driver, Metric};
use payback::session::{Action, Effect, Message, RiskView, Screen};
use payback::view::Look;
use std::sync::atomic::AtomicBool;

fn at_risk() -> Desk {
    let mut desk = Desk::at("apec-40b");
    desk.keys("4");
    desk
}

/// To the second setting from the top, and so on.
fn at_setting(line: usize) -> Desk {
    let mut desk = at_risk();
    desk.keys("v v").keys(&format!("Down*{line}"));
    assert_eq!(desk.session.screens.risk.view, RiskView::Settings);
    desk
}

#[test]
fn the_screen_reads_well_at_every_size() {
    let sizes = [(60, 20), (80, 24), (70, 60), (120, 40), (160, 50), (200, 60)];
    for (columns, rows) in sizes {
        let mut desk = at_risk().sized(columns, rows);
        insta::assert_snapshot!(format!("risk_{columns}x{rows}"), desk.screen());
        desk.keys("v v");
        insta::assert_snapshot!(format!("risk_settings_{columns}x{rows}"), desk.screen());
    }
    for (name, columns, rows) in [("risk_ascii_80x24", 80, 24), ("risk_ascii", 120, 40)] {
        let mut plain = at_risk().looking(Look::new(true, false)).sized(columns, rows);
        let screen = plain.screen();
        assert!(screen.is_ascii());
        insta::assert_snapshot!(name, screen);
    }
    let to_npv = format!("m Down*{} Enter", Metric::Npv as usize - Metric::PaybackYears as usize);
    let mut spread = at_risk();
    spread.keys("v").keys(&to_npv);
    insta::assert_snapshot!("risk_shapley_80x24", spread.screen());
    let mut spread = at_setting(1);
    spread.keys("H H").pause();
    spread.keys("v v").keys(&to_npv);
    insta::assert_snapshot!("risk_spread_80x24", spread.screen());
}

#[test]
fn bounds_have_units_and_nothing_that_matters_is_cut() {
    for (columns, rows) in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = at_risk().sized(columns, rows);
        desk.keys("Down*3").assert_shows("Run-rate revenue $8.0–10.0 bn/yr");
        desk.keys("Down*2").assert_shows("Run-rate op. income $2.4–3.2 bn/yr");
        // Percentiles are left out rather than cut.
        let figures = desk.line("P50 11.7 y");
        let has_last = figures.contains("P95 never") || figures.contains("P95  never");
        assert!(has_last && !figures.contains('…'), "{figures}");
        let places = desk.line("bear P69");
        assert!(places.contains("bull P4 6.4 y") && !places.contains('…'), "{places}");
        desk.keys("v v");
        for shape in Shape::ALL {
            let line = desk.line(&format!("Shape                        {}", shape.id()));
            assert!(!line.contains('…'), "{line}");
            desk.keys("Right");
        }
    }
    let mut wide = at_risk().sized(120, 40);
    assert!(wide.line("Run-rate op. income").contains("bn/yr  base "));
    wide.assert_shows("Where the spread comes from");
    wide.assert_shows("Shapley effect        error");
}

/// Three in ten draws of the announced programme never pay back: the latest paybacks.
#[test]
fn never_stands_among_the_percentiles_and_the_bear_behind_all_that_pay_back() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = at_risk().sized(columns, rows);
        desk.assert_shows("69.5 % of draws pay back by 2040; half by 11.7 y");
        desk.assert_shows("P5  6.4 y · ");
        desk.assert_shows("P50 11.7 y · P75  never · ");
        desk.assert_shows("P95  never");
        desk.assert_shows("never in 30.5 %");
        desk.assert_shows("bear P69 never by 2040");
        desk.assert_shows("base P43 11.3 y");
    }
    at_risk().sized(160, 50).assert_shows("mean 10.6 y  sd 1.9 y of those that have one");
    // A target on it says how many draws have no payback, as does one on another figure.
    let mut desk = at_risk().sized(120, 40);
    desk.keys("= text:<=10 Enter").pause();
    assert!(desk.line("Payback ≤ 10 y").contains("never in 30.5 %"));
    desk.keys("= text:>30 Enter").pause();
    let line = desk.line("Payback > 30 y");
    assert!(line.contains(" 30.5 % ±"), "never takes more than thirty years: {line}");
}

#[test]
fn a_mean_of_multiples_of_next_to_nothing_is_left_out() {
    let mut desk = at_risk().sized(120, 40);
    desk.session.metric = Metric::CashMultipleYears;
    desk.keys("5 4").pause();
    desk.assert_shows("P50  6.0 y");
    desk.assert_shows("99.3 % of draws pay back at all; half within 6.0 y");
    desk.assert_lacks(" sd ");
    desk.assert_lacks(" mean ");
}

#[test]
fn another_figure_has_other_odds() {
    let mut desk = at_risk();
    desk.assert_shows("of draws pay back by 2040");
    desk.assert_shows("never in 30.");
    desk.assert_shows("bear P69 never by 2040");
    desk.keys("m Home Down Enter");
    desk.assert_shows("half of draws give $2.1 bn or more");
    let figures = desk.line("P50  $2.1 bn");
    assert!(!figures.contains("none in") && !figures.contains("have one"), "{figures}");
    desk.assert_shows("bear P7 −$1.1 bn");
    desk.keys(&format!("m Home Down*{} Enter", Metric::Irr as usize));
    desk.assert_shows("IRR  ");
    desk.assert_shows("20,480 draws");
}

#[test]
fn a_target_typed_in_has_its_odds_until_it_is_deleted() {
    let mut desk = at_risk();
    desk.keys("= < = 1 0 Enter");
    let line = desk.line("Payback ≤ 10 y");
    assert!(line.contains("target") && line.contains("18.7 % ±0.27 %"), "{line}");
    desk.keys("=").paste("npv >= 0").keys("Enter");
    assert!(desk.line("NPV ≥ $0 bn").contains("36."));
    // The chosen one goes; claims stay.
    desk.keys("D");
    desk.assert_lacks("NPV ≥ $0 bn");
    desk.keys("Home D").assert_lacks("Payback ≤ 10 y");
    // Those that were there to begin with go as well.
    desk.keys("D*3").assert_shows("payback_years<=6 is no longer a target");
    desk.assert_lacks("Payback ≤");
    desk.keys("D").assert_shows("no target is chosen");
    assert!(desk.session.screens.risk.targets.is_empty() && !desk.session.is_unsaved());
    for (typed, said) in [
        ("payback<=3", "there is no metric of that name"),
        ("10", "a figure, one of <= >= < > and a bound"),
        ("<=ten", "the bound is not a number"),
        (">=5%", "the % out"),
    ] {
        desk.keys("=").paste(typed).keys("Enter");
        desk.assert_shows(said);
        desk.keys("Esc Esc");
    }
}

/// Round figures near the three scenarios' own, of which the bear's 'never' is the horizon.
#[test]
fn the_headline_figure_has_targets_by_default() {
    let mut desk = at_risk();
    for (bound, of) in [("≤ 15 y", "bear"), ("≤ 11 y", "base"), ("≤ 6 y", "bull")] {
        let line = desk.line(&format!("Payback {bound}  {of} case"));
        assert!(line.contains(" % ±"), "{line}");
    }
    // They stay put while sliders move, and are no change.
    desk.keys("Left*3").pause();
    desk.assert_shows("Payback ≤ 11 y");
    desk.keys("u");
    assert!(!desk.session.is_unsaved());
    desk.keys("D").assert_lacks("Payback ≤ 15 y");
    // One that is typed in is one of the typed ones from then on.
    desk.keys("=").paste("<=11").keys("Enter");
    assert!(desk.line("Payback ≤ 11 y").contains("  target"));
    desk.keys(&format!("m Down*{} Enter", Metric::Npv as usize - Metric::PaybackYears as usize));
    desk.keys("End Home");
    for bound in ["≥ −$20 bn", "≥ $15 bn"] {
        assert!(desk.line(&format!("NPV {bound}")).contains(" % ±"), "{bound}");
    }
    // What a claim says already isn't said twice.
    desk.assert_lacks("NPV ≥ $0 bn  base case");
    desk.assert_lacks("Payback ≤ 6 y");
}

#[test]
fn shape_comovement_and_correlations_are_edited_and_undone() {
    let mut desk = at_setting(0);
    let opened = desk.session.preset.clone();
    let mean = |desk: &Desk| {
        let answer = desk.session.answers.risk.clone().expect("an answer");
        answer.result.metric(Metric::PaybackYears).and_then(|risk| risk.mean).expect("a mean")
    };
    let before = mean(&desk);
    desk.keys("Right");
    assert_eq!(desk.session.preset.risk.shape, Shape::Pert);
    assert_ne!(mean(&desk).to_bits(), before.to_bits());
    desk.assert_shows("Risk shape: Percentiles → Pert");
    desk.pause().keys("Down Right*2");
    assert!((desk.session.preset.risk.comovement - 0.4).abs() < 1e-12);
    desk.pause().keys("Down Left*3");
    let pair = (Driver::Utilization, Driver::Margin, 0.25);
    assert_eq!(desk.session.preset.risk.correlations, [pair]);
    assert!(desk.line("Utilization – Ref. margin").contains("on its own"));
    desk.pause().keys("=").paste("−0.2").keys("Enter");
    assert_eq!(desk.session.preset.risk.correlations[0].2.to_bits(), (-0.2_f64).to_bits());
    desk.pause().keys("r");
    assert!(desk.session.preset.risk.correlations.is_empty());
    assert!(desk.line("Utilization – Ref. margin").contains("by comovement"));
    assert_eq!(desk.undo_all(), 5);
    assert!(desk.session.preset == opened);
    assert_eq!(mean(&desk).to_bits(), before.to_bits());
}

#[test]
fn correlations_that_cannot_hold_are_refused_with_a_sentence() {
    let mut desk = at_setting(1);
    desk.keys("=").paste("1").keys("Enter");
    desk.assert_shows("at most 0.99");
    desk.keys("Esc Esc");
    desk.keys("=").paste("1.5").keys("Enter").assert_shows("valid is 0..1");
    desk.keys("Esc Esc L L L");
    assert!((desk.session.preset.risk.comovement - 0.95).abs() < 1e-12, "the last that holds");
    let before = desk.session.preset.risk.clone();
    desk.pause().keys("Down H H H H");
    let said = desk.session.message.clone();
    assert!(
        matches!(&said, Some(Message::Error(why)) if why.contains("not positive definite")),
        "{said:?}"
    );
    assert!(desk.session.preset.risk != before || said.is_some());
    desk.assert_shows("draws");
}

#[test]
fn a_refusal_is_read_to_its_end_and_the_history_names_both_values() {
    let mut desk = at_setting(2);
    desk.keys("=").paste("0.99").keys("Enter").pause();
    desk.keys("Down =").paste("0.99").keys("Enter");
    desk.assert_shows("▸ value");
    desk.assert_shows("can't hold together");
    desk.assert_shows("definite)");
    desk.keys("Esc Esc z");
    desk.assert_shows("Utilization – Ref. margin: by comovement → 0.99");
}

#[test]
fn settings_that_no_longer_fit_the_inputs_say_so_in_place_of_the_charts() {
    let mut desk = at_setting(4);
    desk.keys("Right");
    let named = desk.session.preset.risk.correlations.clone();
    assert_eq!(named.len(), 1);
    let attach = named[0].1;
    assert_eq!(attach, Driver::Attach);
    // All three scenarios attach alike: nothing to correlate.
    for key in ["1", "Down*3", "= 3 0 Enter", "Tab = 3 0 Enter", "Tab = 3 0 Enter", "4"] {
        desk.keys(key);
    }
    desk.assert_shows("attach is 0.3 in all three scenarios");
    // The pair is still listed, and goes with r.
    let line = desk.session.risk_settings().len();
    desk.keys(&format!("Home Down*{line} r"));
    assert!(desk.session.preset.risk.correlations.is_empty());
    desk.assert_lacks("in all three scenarios");
}

#[test]
fn a_slider_moves_from_here_and_the_axes_hold_still_meanwhile() {
    let mut desk = at_risk();
    desk.keys(&format!("m Home Down*{} Enter", Metric::Npv as usize));
    let axes = |desk: &Desk| desk.session.screens.risk.axes.expect("axes");
    let odds = |desk: &Desk| {
        let answer = desk.session.answers.risk.clone().expect("an answer");
        answer.result.metric(Metric::Npv).and_then(|risk| risk.mean).expect("a mean")
    };
    let (before, first) = (axes(&desk), odds(&desk));
    desk.keys("[ [ [");
    assert!(odds(&desk) < first);
    let moved = axes(&desk);
    for (before, moved) in before.iter().zip(&moved) {
        assert!(moved.0 <= before.0 && moved.1 >= before.1, "{before:?} {moved:?}");
    }
    // Another move begins: the axes fit again.
    desk.pause().keys("Tab ]");
    assert_ne!(axes(&desk), moved);
}

#[test]
fn parts_of_an_answer_are_shown_until_the_next_and_late_ones_are_dropped() {
    let mut desk = Desk::at("apec-40b");
    desk.answering = false;
    let inquiry = |desk: &mut Desk, keys: &str| {
        let mut asked = Vec::new();
        for key in parse_keys(keys).expect("keys") {
            let action = desk.session.action_of(key);
            let now = desk.now();
            asked.extend(desk.session.apply(action, now));
        }
        let mut last = asked.into_iter().filter_map(|effect| match effect {
            Effect::Inquire(generation, inquiry) => Some((generation, inquiry)),
            _ => None,
        });
        last.next_back()
    };
    let (generation, asked) = inquiry(&mut desk, "4").expect("a question");
    desk.assert_shows("simulating…");
    // The parts as the background sends them, until it is told to stop.
    let parts = |asked: &Inquiry, wanted: usize| {
        let cancelled = AtomicBool::new(false);
        let mut parts = Vec::new();
        let last = asked.answer_in_parts(
            Staging::refined(&Threads(2), &Reused::default()),
            &cancelled,
            &mut |part| {
                parts.push(part);
                if parts.len() == wanted {
                    cancelled.store(true, std::sync::atomic::Ordering::Relaxed);
                }
            },
        );
        assert!(last.is_none(), "it was cancelled");
        parts
    };
    let coarse = parts(&asked, 1);
    assert_eq!(coarse.len(), 1);
    desk.apply(Action::Answered(generation, coarse[0].clone()));
    desk.assert_shows("8,192 draws, refining");
    // A newer question makes older answers void.
    let (newer, again) = inquiry(&mut desk, "]").expect("a question");
    assert!(newer > generation);
    let refined = parts(&again, 2);
    desk.apply(Action::Answered(generation, coarse[0].clone()));
    desk.apply(Action::Answered(newer, refined[1].clone()));
    desk.assert_shows("131,072 draws, refining");
    let InquiryAnswer::Risk(answer) = &refined[1] else { panic!("not the odds") };
    assert!(!answer.finished && answer.spread.is_some());
}

#[test]
fn nothing_is_simulated_while_the_screen_is_not_shown() {
    let mut desk = at_risk();
    let seen = desk.session.answers.risk.clone().expect("an answer");
    desk.keys("1 Right*3 5");
    assert_eq!(desk.session.screen, Screen::Cash);
    let still = desk.session.answers.risk.clone().expect("an answer");
    assert!(std::sync::Arc::ptr_eq(&seen, &still));
    desk.keys("4");
    let now = desk.session.answers.risk.clone().expect("an answer");
    assert!(!std::sync::Arc::ptr_eq(&seen, &now));
}
