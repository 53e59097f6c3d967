//! Editing a preset's weights, texts, sources and claims; the list of edits; pins by name.

use crate::support::{Desk, preset};
use payback::analysis::{Bound, ClaimKind};
use payback::model::{Input, Metric, Scenario, SiteNumber};
use payback::preset::{Library, Origin, Source, SourceValues, read_file};
use payback::session::{Dialog, Message, Row, Screen};
use payback::view::{ClickTarget, PointerKind};

/// The three weights in percent.
fn weights(desk: &Desk) -> [String; 3] {
    let percent = |scenario| format!("{:.1}%", desk.session.value(Input::Weight, scenario) * 100.0);
    Scenario::ALL.map(percent)
}

fn weighted_npv(desk: &Desk) -> f64 {
    let inputs = &desk.session.preset.inputs;
    inputs.weighted(Metric::Npv, &desk.session.outcomes()).expect("a weighted NPV")
}

// Weights

#[test]
fn weights_are_sliders_that_weigh_the_figures() {
    let mut desk = Desk::at("apec-40b");
    let before = weighted_npv(&desk);
    desk.keys("7 G").assert_shows("▸ Weight             25 %   50 %   25 %");
    desk.keys("Tab Right*5");
    assert_eq!(weights(&desk), ["25.0%", "50.0%", "50.0%"]);
    assert!(weighted_npv(&desk) > before, "more weight on the bull");
    desk.assert_shows("Weight of bull: 25 % → 50 %");
    desk.assert_shows("weighted NPV");
    desk.keys("= text:30% Enter r");
    assert_eq!(weights(&desk), ["25.0%", "50.0%", "25.0%"]);
    assert_eq!(desk.undo_all(), 3);
    desk.assert_open("apec-40b");
}

#[test]
fn the_strip_of_a_weight_is_the_weighted_figure_at_each_place() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("m Home");
    desk.keys("Esc 7 G").frame();
    let (first, last) = (desk.session.strip.values[0], *desk.session.strip.values.last().unwrap());
    desk.keys("Home");
    assert_eq!(Some(weighted_npv(&desk)), first);
    desk.keys("End");
    assert_eq!(Some(weighted_npv(&desk)), last);
}

#[test]
fn weights_that_are_all_nothing_are_refused() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7 G Home Tab Home Tab Home").assert_shows("the three weights are all 0");
    assert_eq!(weights(&desk), ["25.0%", "0.0%", "0.0%"]);
    desk.keys("= text:0 Enter");
    assert_eq!(weights(&desk), ["25.0%", "0.0%", "0.0%"]);
}

#[test]
fn a_click_on_the_weighted_figures_leads_to_the_weights() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6");
    let (column, row) = desk.cell_of(ClickTarget::Row(Row::Slider(Input::Weight)));
    desk.mouse(PointerKind::Wheel(1), column, row);
    desk.assert_open("apec-40b");
    desk.click(column, row).assert_shows("▸ Weight             25 %   50 %   25 %");
    let (column, row) = desk.cell_of(ClickTarget::Track(Row::Slider(Input::Weight)));
    desk.pause().mouse(PointerKind::Wheel(1), column, row);
    assert_eq!(weights(&desk), ["25.0%", "55.0%", "25.0%"]);
}

#[test]
fn analyses_do_not_vary_weights() {
    assert!(Input::all(1).all(|input| input != Input::Weight));
    assert_eq!(Input::from_id("weight"), None);
    let mut desk = Desk::at("apec-40b");
    desk.keys("3 i").assert_lacks("Weight");
}

// Texts

#[test]
fn name_and_summary_are_edited_and_undone() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("E Home text:My_ Down text:_Mine. Enter");
    assert!(desk.session.preset.name.starts_with("My APEC"));
    assert!(desk.session.preset.summary.ends_with(" Mine."));
    desk.assert_shows("payback  My APEC $40bn");
    desk.keys("u");
    desk.assert_open("apec-40b");
}

#[test]
fn a_preset_needs_a_name() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("E Backspace*40 Enter").assert_shows("The preset has no name:");
    desk.keys("text:x Enter");
    assert_eq!(desk.session.preset.name, "x");
}

#[test]
fn leaving_a_form_with_something_typed_asks_once() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("E Esc");
    assert!(desk.session.dialog.is_none(), "nothing was typed");
    desk.keys("E text:!! Esc").assert_shows("Press Esc again to discard what you typed");
    desk.keys("Left Esc Esc");
    assert!(desk.session.dialog.is_none());
    desk.assert_open("apec-40b");
    desk.keys("E Enter").assert_shows("nothing was changed");
}

#[test]
fn pasted_text_is_one_line_without_control_characters() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("E Down Home").paste("first\r\nsecond\tthird\u{1b}[2J\u{202e}\u{7} ").keys("Enter");
    assert!(desk.session.preset.summary.starts_with("first second third[2J "));
}

#[test]
fn a_text_that_was_not_touched_stays_as_the_file_has_it() {
    let mut own = preset("apec-40b");
    own.summary = "two\nlines\u{200d}, and more".to_owned() + &"x".repeat(5000);
    let mut desk = Desk::on(own.clone());
    desk.keys("E text:! Enter");
    assert_eq!(desk.session.preset.summary, own.summary);
    assert_eq!(desk.session.preset.name, own.name + "!");
}

// Sources

#[test]
fn a_changed_value_shows_the_source_that_was_typed_for_it() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*5").pause().keys("Down Up").assert_shows("for 65 %; now 70 %");
    desk.keys("e Home");
    let erase = "Delete*400";
    desk.keys(&format!(
        "{erase} text:measured_in_Osaka Tab Home {erase} Tab text:2026-02-01 Enter"
    ));
    desk.assert_shows("Source of base.utilization: note, cite, date edited");
    desk.keys("Down Up").assert_shows("measured in Osaka · as of 1 Feb 2026");
    let typed = Source {
        note: "measured in Osaka".into(),
        cite: String::new(),
        as_of: "2026-02-01".into(),
        // It speaks of the value that it was typed for.
        of: SourceValues { values: vec![Some(0.7)], is_given: false },
    };
    assert_eq!(desk.session.preset.sources["base.utilization"], typed);
    desk.keys("u Down Up").assert_shows("for 65 %; now 70 %");
}

#[test]
fn a_source_is_of_every_scenario_or_of_one() {
    let mut desk = Desk::at("apec-40b");
    let general = desk.session.preset.sources.get("attach").cloned();
    // Another key brings its own texts along, until something is typed.
    desk.keys("Down*3 Tab e Up");
    desk.assert_shows("for       < ");
    desk.keys("End").assert_shows("bull alone: bull.attach");
    desk.keys("Home").assert_shows("every scenario: attach");
    desk.keys("End Down Home Delete*400 text:a_contract Enter");
    assert_eq!(desk.session.preset.sources["bull.attach"].note, "a contract");
    assert_eq!(desk.session.preset.sources.get("attach").cloned(), general);
    // All three empty: there is none.
    desk.keys("e Home Delete*400 Down Home Delete*400 Down Home Delete*400 Enter");
    assert!(!desk.session.preset.sources.contains_key("bull.attach"));
    desk.assert_shows("Source of bull.attach: removed");
}

#[test]
fn a_date_that_is_none_is_refused_beside_its_field() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7 e Tab*2 Home Delete*40 text:2025-02-30 Tab Enter");
    desk.assert_shows("‘2025-02-30’ is not a date: write YYYY-MM-DD");
    desk.keys("Backspace*2 text:28 Enter");
    let source = &desk.session.preset.sources["programme.sites.0.pledge"];
    assert_eq!(source.as_of, "2025-02-28");
}

/// The announced $40 bn is no source of a pledge of 180, on no screen, saved or not.
#[test]
fn a_moved_pledge_never_cites_the_announcement() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    desk.keys("7").assert_shows("'we've invested and committed");
    desk.keys("= text:180 Enter").assert_shows("for $40 bn; now $180 bn");
    desk.keys("s Enter").assert_shows("saved as apec-40b-mine");
    desk.assert_shows("for $40 bn; now $180 bn");
    let Origin::Saved { path, .. } = &desk.session.file.origin else { panic!("not saved") };
    let own = read_file(path).expect("a sound file");
    let mut desk = Desk::on(own).sized(120, 40);
    desk.keys("7").assert_shows("for $40 bn; now $180 bn");
    desk.assert_lacks("Gyeongju");
    desk.assert_lacks("as of 29 Oct 2025");
    // In Explain.
    desk.keys("m").keys("Esc");
    desk.session.metric = Metric::Capital;
    desk.keys("x");
    for _ in 0..40 {
        desk.keys("Right Down");
    }
    let pledge = Some(Input::Site(0, SiteNumber::Pledge));
    let lines = desk.session.screens.explain.lines();
    let at = lines.iter().position(|line| line.node.input == pledge).expect("the pledge");
    desk.keys(&format!("Home Down*{at}")).assert_shows("for $40 bn; now $180 bn");
    desk.assert_lacks("we've invested");
    desk.assert_lacks("Gyeongju");
    // The form keeps the old text at hand, and says what it speaks of.
    desk.keys("Esc 7 e").assert_shows("for $40 bn; now $180 bn. Describe the current value");
    // Untouched, it goes on speaking of the old value; typed anew, it speaks of the present one.
    desk.keys("Enter").assert_shows("for $40 bn; now $180 bn");
    desk.keys("e Home text:Seoul_too: Enter").assert_shows("Seoul too:");
    desk.assert_lacks("for $40 bn");
    assert_eq!(desk.session.preset.stale_sources(), []);
    desk.keys("u Down Up").assert_shows("for $40 bn; now $180 bn");
}

/// Two sites may share a source, and a site may have its own.
#[test]
fn a_source_is_of_every_site_or_of_one() {
    let mut desk = Desk::at("apec-plus-korea");
    desk.keys("7 e").assert_shows("this site alone: programme.sites.0.pledge");
    desk.keys("Up Home").assert_shows("every site without its own: programme.sites.*.pledge");
    desk.keys("Down text:pledges Enter");
    let every = &desk.session.preset.sources["programme.sites.*.pledge"];
    assert_eq!(every.note, "pledges");
    // Both sites have a source of their own.
    assert_eq!(every.of.values, [None]);
    let site = "Home Delete*400 Down Home Delete*400 Down Home Delete*400 Enter";
    desk.keys(&format!("e {site}"));
    assert!(!desk.session.preset.sources.contains_key("programme.sites.0.pledge"));
    desk.keys("Down Up").assert_shows("pledges");
}

// Claims

#[test]
fn a_claim_is_made_of_the_present_figure() {
    let mut desk = Desk::at("apec-40b");
    let count = desk.session.preset.claims.len();
    desk.keys("6 n text:It_pays. Enter").assert_shows("Claim ‘base-payback-years’ added");
    let claim = desk.session.preset.claims.last().unwrap().clone();
    assert_eq!(desk.session.screens.claims.selected, count);
    assert_eq!((claim.says.as_str(), claim.kind), ("It pays.", ClaimKind::Tested));
    assert!(claim.holds(desk.figure(Metric::PaybackYears)));
    // A second one of the same figure has an id of its own.
    desk.keys("n Enter");
    assert_eq!(desk.session.preset.claims[count + 1].id, "base-payback-years-2");
    desk.keys("u u");
    desk.assert_open("apec-40b");
    assert_eq!(desk.session.screens.claims.selected, count - 1);
}

#[test]
fn a_claims_every_field_is_edited() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home e text:-b Tab End text:! Tab Right*3 Tab Left Tab");
    // A letter goes to the next figure that begins with it.
    desk.keys("u Tab Right*2 Tab");
    desk.keys("Home Delete*9 text:55% Tab End text:? Enter");
    let claim = &desk.session.preset.claims[0];
    assert_eq!(claim.id, "base-revenue-b");
    assert!(claim.says.ends_with('!') && claim.source.ends_with('?'));
    assert_eq!((claim.kind, claim.scenario), (ClaimKind::Input, Scenario::Bear));
    assert_eq!(claim.measure.to_string(), "utilization");
    assert_eq!(claim.bound, Bound::AtMost(0.55));
    desk.keys("u");
    desk.assert_open("apec-40b");
}

#[test]
fn a_claim_is_made_as_of_a_year() {
    let mut desk = Desk::at("apec-40b");
    // The figure is the run-rate revenue: of 2031.
    desk.keys("6 Home e Down*5 text:2031 Enter")
        .assert_shows("Run-rate revenue of base → Run-rate revenue 2031 of base");
    assert_eq!(desk.session.preset.claims[0].measure.to_string(), "run_rate_revenue@2031");
    desk.assert_shows("Run-rate revenue 2031");
    let explained = |desk: &mut Desk| desk.keys("x").screen();
    let screen = explained(&mut desk);
    assert!(screen.contains("Explain  Run-rate revenue 2031 of ● base"), "{screen}");
    desk.keys("Esc Enter").assert_shows("the claim is about 2031");
    // A series needs a year, which must be modelled.
    desk.keys("e Down*4 n n n Down Home Delete*4 Enter")
        .assert_shows("a series is claimed as of a year");
    desk.keys("text:2050 Enter").assert_shows("2050 is not modelled; valid: 2025 to 2040");
    desk.keys("Home Delete*4 text:2030 Enter");
    let measure = desk.session.preset.claims[0].measure.to_string();
    assert_eq!(measure, "net_book_value@2030");
    desk.assert_shows("Net book value 2030");
    // An assumption has none.
    desk.keys("e Down*4 u Enter");
    assert_eq!(desk.session.preset.claims[0].measure.to_string(), "utilization");
}

#[test]
fn what_a_file_may_not_hold_is_refused_beside_its_field() {
    let mut desk = Desk::at("apec-40b");
    let twice = desk.session.preset.claims[1].id.clone();
    desk.keys(&format!("6 Home e Home Delete*40 text:{twice} Enter"));
    desk.assert_shows(&format!("The claim id ‘{twice}’ is given twice:"));
    desk.keys("Home Delete*60 Enter").assert_shows("The claim has no id:");
    desk.keys("text:own Down*7 Home Delete*9 text:12 Enter");
    desk.assert_shows("The lower end of ‘within’ is above its upper end:");
    desk.keys("Home Delete*9 text:a_lot Enter").assert_shows("‘a lot’ is not a number");
    desk.keys("Home Delete*9 Enter").assert_shows("type a number, such as 40");
    desk.keys("text:8 Enter");
    assert!(desk.session.dialog.is_none(), "{}", desk.screen());
    assert_eq!(desk.session.preset.claims[0].id, "own");
}

#[test]
fn what_was_wrong_before_is_not_said_of_what_is_right_now() {
    let chosen = |desk: &Desk| {
        let Some(Dialog::Form(form)) = &desk.session.dialog else { panic!("no form") };
        form.fields[form.chosen].label
    };
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home e Down*7 Home Delete*9 text:12 Enter").assert_shows("The lower end of");
    desk.keys("Down Home Delete*9 text:a_lot Enter").assert_shows("‘a lot’ is not a number");
    desk.assert_lacks("The lower end of");
    assert_eq!(chosen(&desk), "to");
    // Both wrong: the first is chosen, each time.
    desk.keys("Up Home Delete*9 text:few Enter").assert_shows("‘few’ is not a number");
    desk.assert_shows("‘a lot’ is not a number");
    desk.keys("Down Home Delete*9 text:40 Enter").assert_shows("‘few’ is not a number");
    desk.assert_lacks("‘a lot’");
    assert_eq!(chosen(&desk), "from");
}

#[test]
fn a_share_with_two_readings_is_asked_for_with_its_sign() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home Down e Down*7 Home Delete*9 text:0.3 Enter");
    desk.assert_shows("write 30% or 0.3%: it may mean either");
    desk.keys("Esc").assert_shows("Esc again");
    desk.keys("Esc");
    desk.assert_open("apec-40b");
}

#[test]
fn an_end_that_was_not_touched_keeps_its_last_digit() {
    let mut own = preset("apec-40b");
    own.claims[1].bound = Bound::Within(0.1 + 0.2, 1.0 / 3.0);
    let mut desk = Desk::on(own.clone());
    desk.keys("6 Home Down e text:-b Enter");
    assert_eq!(desk.session.preset.claims[1].bound, own.claims[1].bound);
}

/// Marked claims are copied and deleted together, each as one edit.
#[test]
fn claims_are_marked_copied_and_deleted_in_bulk() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    let before = desk.session.preset.claims.clone();
    desk.keys("6 Home Space Space");
    let marked: Vec<&str> = desk.session.screens.claims.marked.iter().map(String::as_str).collect();
    let mut first: Vec<&str> = before[..2].iter().map(|claim| claim.id.as_str()).collect();
    first.sort_unstable();
    assert_eq!(marked, first);
    insta::assert_snapshot!("claims_marked", desk.screen());
    desk.keys("d");
    let claims = &desk.session.preset.claims;
    assert_eq!(claims.len(), before.len() + 2);
    for (place, of) in [(1, 0), (3, 1)] {
        let (copy, of) = (&claims[place], &before[of]);
        assert_eq!((&copy.measure, copy.bound, &copy.says), (&of.measure, of.bound, &of.says));
        assert_ne!((copy.scenario, &copy.id), (of.scenario, &of.id));
    }
    let ids: std::collections::HashSet<&str> =
        claims.iter().map(|claim| claim.id.as_str()).collect();
    assert_eq!(ids.len(), claims.len());
    desk.keys("u");
    assert_eq!(desk.session.preset.claims, before);
    // Of a filtered list, what is in sight.
    desk.keys("/ text:payback Enter a D");
    let left = &desk.session.preset.claims;
    assert!(left.len() < before.len() && !left.is_empty());
    assert!(left.iter().all(|claim| before.contains(claim)));
    desk.keys("u Esc a a");
    assert!(desk.session.screens.claims.marked.is_empty());
    desk.keys("a D").assert_shows("no claims");
    assert!(desk.session.preset.claims.is_empty());
    desk.keys("u");
    assert_eq!(desk.session.preset.claims, before);
}

/// A source whose value moved is confirmed by one key, where it is shown.
#[test]
fn a_stale_source_is_confirmed_in_one_key() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    let shown = |desk: &Desk| {
        let input = Input::from_id("utilization").unwrap();
        desk.session.preset.source_of(input, Scenario::Base).map(|(key, _)| key).unwrap()
    };
    let is_stale = |desk: &Desk| desk.session.preset.stale_source(&shown(desk)).is_some();
    desk.keys("Y").assert_shows("speaks of the present value already");
    desk.keys("Right*5 Down Up").assert_shows("for 65 %; now 70 %");
    assert!(is_stale(&desk));
    desk.keys("Y").assert_shows("confirmed");
    assert!(!is_stale(&desk));
    desk.keys("Down Up").assert_lacks("for 65 %; now 70 %");
    // Saved and read again it isn't either.
    let text = payback::preset::to_ron(&desk.session.preset);
    let read = payback::preset::read(text.as_bytes(), "").unwrap();
    assert!(read.stale_source(&shown(&desk)).is_none());
    desk.keys("u");
    assert!(is_stale(&desk));
    // In a derivation, on the line of the input.
    desk.keys("x / text:utilization Enter");
    let lines = desk.session.screens.explain.lines();
    let is_it = |input: Input| input.to_string() == "utilization";
    let place = lines.iter().position(|line| line.node.input.is_some_and(is_it));
    desk.apply(payback::session::Action::ChooseLine(place.expect("it is a part")));
    desk.keys("Y").assert_shows("confirmed");
    assert!(!is_stale(&desk));
    desk.keys("e").assert_shows("Source of Utilization");
}

/// A source of sites that differ has no one value to hold for: confirmed, it is the site's own.
#[test]
fn a_source_of_sites_that_differ_is_confirmed_for_one() {
    let mut preset = preset("microsoft-fy25");
    let months = Input::from_id("programme.sites.1.months").unwrap();
    preset.inputs.set(months, Scenario::Base, 18.0);
    let mut desk = Desk::on(preset).sized(120, 40);
    desk.keys("7");
    desk.session.row = Row::Slider(months);
    desk.assert_shows("for 12 mo; now 18 mo");
    desk.keys("Y").assert_shows("confirmed: the source programme.sites.1.months holds");
    desk.keys("Down Up").assert_lacks("for 12 mo");
    let of = |key: &str| desk.session.preset.sources[key].of.values.clone();
    assert_eq!(of("programme.sites.1.months"), [Some(18.0)]);
    assert_eq!(of("programme.sites.*.months"), [Some(12.0)]);
    desk.keys("u").assert_shows("for 12 mo; now 18 mo");
}

#[test]
fn undo_goes_to_the_claim_that_it_brings_back() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home Down*3 D Home u");
    assert_eq!(desk.session.screens.claims.selected, 3);
    desk.keys("Home U");
    assert_eq!(desk.session.screens.claims.selected, 0, "it is gone again");
}

#[test]
fn claims_are_deleted_to_the_last_and_come_back() {
    let mut desk = Desk::at("apec-40b");
    let count = desk.session.preset.claims.len();
    desk.keys(&format!("6 End D*{count}")).assert_shows("this preset has no claims");
    desk.keys("e").assert_shows("there is no claim yet: n makes one");
    desk.keys("D").assert_shows("there is no claim yet");
    assert_eq!(desk.undo_all(), count);
    desk.assert_open("apec-40b");
}

#[test]
fn a_click_chooses_a_field_and_turns_a_chosen_choice() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home e");
    let (column, row) = desk.cell_of(ClickTarget::Entry(6));
    desk.click(column, row).assert_shows("▸ bound     < within >");
    desk.click(column, row).assert_shows("▸ bound     < at least >");
    desk.assert_shows("  to        –");
}

#[test]
fn everything_edited_is_saved_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    desk.keys("E Home").paste("é \"quoted\" \\ ").keys("Enter");
    desk.keys("e End text:_by_hand Enter 7 Up Right 6 e text:-own Enter D n Enter");
    desk.keys("s Enter").assert_shows("saved as apec-40b-mine");
    let Origin::Saved { path, .. } = &desk.session.file.origin else { panic!("not saved") };
    assert!(read_file(path).expect("a sound file") == desk.session.preset);
    assert!(!desk.session.is_unsaved());
}

// History

#[test]
fn the_list_of_edits_jumps_to_any_of_them() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*5 Down Right*3").pause().keys("Tab Left*2 E text:! Enter");
    let edited = desk.session.preset.clone();
    desk.keys("z").assert_shows("now     09:41  Name: ‘APEC $40bn, as announced’ →");
    desk.assert_shows("done    09:41  Utilization of base: 65 % → 70 %");
    desk.keys("Home Down Enter").assert_shows("3 steps undone");
    assert_eq!(desk.session.history.place(), 1);
    assert!(desk.session.preset.name == preset("apec-40b").name);
    desk.keys("z").assert_shows("undone  09:41  Margin at reference of base");
    desk.keys("End Enter").assert_shows("3 steps redone");
    assert!(desk.session.preset == edited);
    desk.keys("z Home Enter").assert_shows("4 steps undone");
    desk.assert_open("apec-40b");
    desk.keys("z Enter").assert_shows("you are already there");
    desk.keys("z Down Esc");
    desk.assert_open("apec-40b");
}

#[test]
fn a_click_in_the_list_chooses_and_a_second_one_goes_there() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right Down Right z");
    let (column, row) = desk.cell_of(ClickTarget::Entry(0));
    desk.click(column, row);
    assert_eq!(desk.session.history.place(), 2);
    desk.click(column, row);
    desk.assert_open("apec-40b");
}

#[test]
fn the_list_says_where_the_preset_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = Desk::saving_in(folder.path(), "apec-40b");
    desk.keys("Right s Enter Right z");
    assert!(desk.line("65 % → 66 %").contains("saved"), "{}", desk.screen());
    desk.keys("Up Enter");
    assert!(!desk.session.is_unsaved());
    // Another edit from further back: what was saved can't be reached by undo any more.
    desk.keys("u Down Right z");
    assert!(!desk.line("31 % → 31.5 %").contains("saved"), "{}", desk.screen());
}

// Pins

#[test]
fn pins_have_names_and_any_can_be_compared_with() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("P").assert_shows("No pins yet");
    desk.keys("n text:as_it_was Enter Esc").assert_shows("pin as it was");
    desk.keys("Right*5 P n text:fuller Enter Esc Right*5").assert_shows("pin fuller");
    desk.keys("P Up").assert_shows("payback of base 11.3 y");
    desk.keys("Enter").assert_shows("figures show how they differ from the pin as it was");
    assert_eq!(desk.session.pins.compared.as_ref().map(|pin| pin.title()), Some("as it was"));
    // The same again: no longer.
    desk.keys("P Enter").assert_shows("no pin");
    desk.keys("P Down r Home text:even_ Enter Esc P").assert_shows("even fuller");
    desk.keys("D").assert_shows("press D again to delete");
    desk.keys("Up D").assert_shows("press D again to delete");
    desk.keys("D").assert_shows("deleted the pin as it was");
    assert_eq!(desk.session.pins.all.len(), 1);
}

#[test]
fn a_pin_needs_a_name_of_its_own() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("P n Enter").assert_shows("type a name to find it by");
    desk.keys("text:a Enter n text:a Enter").assert_shows("another pin has that name");
    desk.keys("text:b Enter");
    assert_eq!(desk.session.pins.all.len(), 2);
}

#[test]
fn the_quick_pin_stays_quick_beside_the_named_ones() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("p Right P n text:kept Enter Esc Right p").assert_shows("pin 09:41");
    assert_eq!(desk.session.pins.all.len(), 2, "the first quick one made way");
    desk.keys("p").assert_shows("pin removed");
    assert_eq!(desk.session.pins.all.len(), 1);
    // A named one is only no longer compared with.
    desk.keys("P Enter u p").assert_shows("no longer comparing with the pin");
    assert_eq!(desk.session.pins.all.len(), 1);
}

#[test]
fn compare_goes_round_the_saved_preset_and_every_pin() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("c v").assert_shows("there is no pin: p sets one");
    desk.keys("Esc Right P n text:one Enter Esc Right P n text:two Enter Esc Right c");
    desk.assert_shows("What differs from what was saved");
    desk.keys("v").assert_shows("What differs from the pin ‘one’ of 09:41");
    desk.keys("v").assert_shows("What differs from the pin ‘two’ of 09:41");
    desk.keys("P D D Esc").assert_shows("What differs from what was saved");
    desk.keys("v").assert_shows("the pin ‘one’");
    desk.keys("v").assert_shows("what was saved");
}

#[test]
fn a_new_quick_pin_takes_the_place_of_the_one_that_is_compared_with() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("p Right c v").assert_shows("65 %");
    desk.keys("p").assert_shows("What differs from the pin of 09:41");
    desk.assert_shows("no changes");
}

#[test]
fn pins_outlive_the_preset_that_they_were_made_of() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::at(folder.path());
    let origin = Origin::Bundled("apec-40b");
    let mut desk = Desk::with(preset("apec-40b"), origin, library);
    desk.keys("P n text:announced Enter Esc o Down Enter");
    assert_eq!(desk.session.preset, preset("apec-40b-reconciled"));
    desk.assert_shows("no pin");
    desk.keys("P").assert_shows("announced");
    desk.keys("Enter c v").assert_shows("What differs from the pin ‘announced’ of 09:41, APEC");
    desk.assert_shows("Growth share");
    assert_eq!(desk.session.screen, Screen::Compare);
}

// Keys

#[test]
fn unsaved_texts_are_not_lost_by_quitting() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("E text:! Enter q").assert_shows("has unsaved changes");
    assert!(!desk.ended);
    desk.keys("Esc u q");
    assert!(desk.ended);
    assert!(!matches!(desk.session.message, Some(Message::Error(_))));
}
