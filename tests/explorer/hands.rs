//! Keys and mouse: every key that is promised, keys that mean nothing, erasing, hints, clicks beside
//! a dialog and double ones.

use crate::support::{Desk, UTILIZATION, preset};
use payback::key::parse_keys;
use payback::model::{Driver, Input, Metric, Scenario};
use payback::preset::Library;
use payback::session::{Action, Command, Context, Dialog, Row, Screen};
use payback::view::{ClickTarget, Look};
use ratatui::style::Modifier;

// Keys

/// What keys show that every person guesses first.
const SHOWN: &[(&str, &str)] = &[
    ("?", "Help: what is chosen, and the keys"),
    ("F1", "Help: what is chosen, and the keys"),
    ("F1 Tab", "Help: words and marks"),
    (":", "Find anything"),
    ("ctrl-p", "Find anything"),
    ("y", "the figure"),
    ("5 d", "2025-Q"),
    ("ctrl-t", "nothing has been discarded or deleted"),
    ("Right ctrl-s", "Save as"),
    ("G", "▸ Stresses"),
    ("G g", "▸ Utilization"),
    ("7 G", "▸ "),
    ("+", "65 % → 66 %"),
    ("-", "65 % → 64 %"),
    ("−", "65 % → 64 %"),
    ("2 +", "65 % → 66 %"),
    ("6 G D", "deleted"),
    ("Right u", "undone: Utilization of base"),
    ("/", "/"),
    ("? Tab", "Help: words and marks"),
    ("? /", "/"),
    ("o /", "find  /"),
    ("E /", "as announced/"),
];

#[test]
fn every_key_that_is_promised_does_what_it_should() {
    for (keys, shown) in SHOWN {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        let screen = desk.screen();
        assert!(screen.contains(shown), "{keys}: no ‘{shown}’ on\n{screen}");
    }
    let session = Desk::at("apec-40b").session;
    for (key, command) in
        [("T", Command::NextTheme), ("ctrl-l", Command::Repaint), ("ctrl-z", Command::Suspend)]
    {
        let key = parse_keys(key).unwrap()[0];
        assert!(matches!(session.action_of(key), Action::Do(done) if done == command), "{key}");
    }
    for screen in Screen::ALL.into_iter().filter(|screen| screen.has_tab()) {
        let mut desk = Desk::at("apec-40b");
        desk.answering = false;
        desk.keys("2").keys(screen.key());
        assert_eq!(desk.session.screen, screen);
    }
}

#[test]
fn lists_have_a_first_and_a_last_line_and_the_grid_its_edges() {
    for (keys, list) in [("2", 0), ("6 Home", 0), ("t text:10 Enter", 0), ("4 v v", 0), ("3 i", 1)]
    {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        let first = desk.screen();
        desk.keys("G");
        let last = desk.screen();
        desk.keys("g");
        let back = desk.screen();
        desk.keys("End");
        assert_ne!(first, last, "{keys}: G");
        assert_eq!(desk.screen(), last, "{keys}: End");
        assert!(list == 1 || back == first, "{keys}: g");
        desk.keys("PageUp");
        assert_ne!(desk.screen(), last, "{keys}: PageUp");
    }
    let mut desk = Desk::at("apec-40b");
    desk.frame();
    desk.keys("3 Home");
    let (column, _) = desk.session.grid_cell();
    desk.keys("End");
    assert!(column == 0 && desk.session.grid_cell().0 > 10);
}

#[test]
fn letters_filter_the_figures_at_once_and_enter_takes_the_chosen_one() {
    let mut desk = Desk::at("apec-40b");
    // `q`, `k` and `G` are letters there as well.
    desk.keys("m text:Equity").assert_shows("Which figure?  /Equity  ");
    desk.assert_lacks("Steady-state payback  ");
    desk.keys("ctrl-u text:kk Backspace*2 text:income_multiple Enter")
        .assert_lacks("Which figure?");
    assert_eq!(desk.session.metric, Metric::IncomeMultipleYears);
    // Lines are chosen while the words stay; the first Esc shows the list again.
    desk.keys("m text:payback Home Down Enter");
    let second =
        Metric::ALL.into_iter().filter(|of| of.spec().label.to_lowercase().contains("payback"));
    assert_eq!(Some(desk.session.metric), second.clone().nth(1));
    desk.keys("m text:npv Esc").assert_shows("Which figure?");
    desk.assert_lacks("/npv");
    desk.keys("Esc").assert_lacks("Which figure?");
    assert_eq!(Some(desk.session.metric), second.clone().nth(1), "nothing was taken");
    desk.keys("m / text:ebitda_multiple Enter Enter");
    assert_eq!(desk.session.metric, Metric::EbitdaMultipleYears);
    // Of several that have the words the nearest is chosen, wherever the choice was before.
    for from in ["Home", "End"] {
        for (words, metric) in [("npv", Metric::Npv), ("irr", Metric::Irr), ("roic", Metric::Roic)]
        {
            desk.keys(&format!("m {from} text:{words} Enter"));
            assert_eq!(desk.session.metric, metric, "{words} from {from}");
        }
    }
    desk.keys("m").paste("irr");
    desk.assert_shows("Which figure?  /irr");
}

#[test]
fn a_key_without_a_meaning_says_so_and_where_the_keys_are() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("W").assert_shows("‘W’ does nothing here; ? lists the keys");
    desk.keys("F7").assert_shows("‘F7’ does nothing here");
    desk.keys("Right").assert_lacks("does nothing here");
    desk.keys("m")
        .keys("ctrl-g")
        .assert_shows("‘Ctrl-G’ does nothing here; its keys are in the lower border");
    // Where a text is typed every letter means itself.
    desk.keys("Esc o W").assert_lacks("does nothing here");
    // On a screen above a main one as well.
    desk.keys("Esc x W").assert_shows("‘W’ does nothing here");
}

#[test]
fn every_text_field_erases_a_word_and_all_of_it() {
    for (open, typed) in
        [("=", "12"), ("o", "price"), (":", "price"), ("E", ""), ("s", ""), ("7 /", "tax")]
    {
        let mut desk = Desk::at("apec-40b");
        desk.keys(open).keys(&format!("text:{typed}_one_xyzzy"));
        desk.assert_shows("one xyzzy");
        desk.keys("ctrl-w").assert_lacks("xyzzy");
        desk.assert_shows("one");
        desk.keys("ctrl-u text:ab").assert_shows("ab");
        desk.assert_lacks(&format!("{typed} one"));
    }
}

#[test]
fn a_claim_is_copied_to_the_next_scenario_and_that_is_undone() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home d");
    let claims = &desk.session.preset.claims;
    let (of, copy) = (&claims[0], &claims[1]);
    assert_eq!((of.scenario, copy.scenario), (Scenario::Base, Scenario::Bull));
    assert_eq!((of.measure, of.bound, &of.says), (copy.measure, copy.bound, &copy.says));
    assert_eq!(desk.session.screens.claims.selected, 1);
    let mut ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), claims.len());
    // Round the ends, as often as one likes.
    desk.keys("d d");
    assert_eq!(desk.session.preset.claims[3].scenario, Scenario::Base);
    desk.keys("u*3");
    desk.assert_open("apec-40b");
}

// Hints

/// The hint bar at some width, and how many columns of it are used.
fn bar(desk: &mut Desk, columns: u16) -> (String, usize) {
    desk.size = (columns, 40);
    let screen = desk.screen();
    let line = screen.lines().last().unwrap().trim_end().to_owned();
    let used = line.chars().count();
    (line, used)
}

#[test]
fn the_hint_bar_is_filled_from_the_most_useful_on_at_every_width() {
    for keys in ["1", "2", "3", "4", "5", "6", "7", "c", "x", "b", "t text:10 Enter"] {
        let mut desk = Desk::at("apec-40b");
        desk.answering = false;
        desk.keys(keys);
        let context = desk.session.context();
        let hinted = context.lookups().flat_map(Context::bindings);
        let hints: Vec<String> = hinted
            .filter(|binding| !binding.hint.is_empty())
            .map(|binding| {
                let keys: String = binding.shown().into_iter().map(|(name, _)| name).collect();
                format!("{keys} {}", binding.hint)
            })
            .collect();
        for columns in [60, 80, 120, 160, 200] {
            let (line, used) = bar(&mut desk, columns);
            assert!(line.ends_with("? help"), "{keys} at {columns}: {line}");
            assert!(line.starts_with(&hints[0]), "{keys} at {columns}: {line}");
            let left = usize::from(columns) - used;
            for hint in hints.iter().filter(|hint| !line.contains(*hint)) {
                let needed = hint.chars().count() + 2;
                assert!(needed > left, "{keys} at {columns} has room for {hint}: {line}");
            }
        }
        let (line, used) = bar(&mut desk, 160);
        assert!(used > 130, "{keys}: {line}");
    }
}

#[test]
fn a_click_on_a_hint_does_what_its_key_does() {
    let mut desk = Desk::at("apec-40b");
    let at = desk.cell_of(ClickTarget::Command(Command::Step(1)));
    desk.click(at.0, at.1);
    assert!((desk.value(Driver::Utilization, Scenario::Base) - 0.66).abs() < 1e-9);
    let at = desk.cell_of(ClickTarget::Command(Command::Step(-1)));
    desk.click(at.0, at.1);
    assert!((desk.value(Driver::Utilization, Scenario::Base) - 0.65).abs() < 1e-9);
    let at = desk.cell_of(ClickTarget::Command(Command::Help));
    desk.click(at.0, at.1).assert_shows("Help: what is chosen");
    // In a dialog's border as well.
    let close = Command::Dialog(payback::session::DialogCommand::Cancel);
    let at = desk.cell_of(ClickTarget::Command(close));
    desk.click(at.0, at.1);
    assert!(desk.session.dialog.is_none());
}

// The mouse

#[test]
fn words_of_the_header_act() {
    let mut desk = Desk::at("apec-40b");
    let mut click = |command: Command| {
        let at = desk.cell_of(ClickTarget::Command(command));
        desk.click(at.0, at.1);
        let linked = desk.session.screens.explore.linked;
        let screen = desk.screen();
        desk.keys("Esc");
        (linked, screen)
    };
    assert!(click(Command::ToggleLink).0);
    assert!(!click(Command::ToggleLink).0);
    assert!(click(Command::ListPins).1.contains("No pins yet"));
    assert!(click(Command::EditTexts).1.contains("Name and summary"));
    // The slider that [ and ] move is gone to.
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("2");
    let at = desk.cell_of(ClickTarget::Row(UTILIZATION));
    desk.click(at.0, at.1);
    assert_eq!(desk.session.screen, Screen::Explore);
    desk.keys("5");
    let at = desk.cell_of(ClickTarget::Command(Command::PickMetric));
    desk.click(at.0, at.1).assert_shows("Which figure?");
}

#[test]
fn the_present_screens_tab_keeps_its_name_at_every_width() {
    for screen in Screen::ALL {
        let mut desk = Desk::at("apec-40b");
        desk.answering = false;
        desk.keys("t text:10 Enter 1").keys(screen.key());
        for columns in 60..=130 {
            desk.size = (columns, 24);
            let tab = format!("[{} {}]", screen.key(), screen.label());
            let shown = desk.screen();
            assert!(shown.lines().nth(1).unwrap().contains(&tab), "{columns}: {tab}\n{shown}");
        }
    }
}

#[test]
fn explore_hints_at_the_way_to_a_target() {
    for columns in [80, 120] {
        let (line, _) = bar(&mut Desk::at("apec-40b"), columns);
        assert!(line.contains("t target"), "{columns}: {line}");
    }
}

#[test]
fn a_click_beside_a_dialog_closes_it_and_one_inside_does_not() {
    for keys in ["?", "m", "o", ":", "=", "E", "z", "p P", "y", "3 i", "Right q", "s"] {
        let mut desk = Desk::at("apec-40b").sized(160, 50);
        desk.keys(keys);
        assert!(desk.session.dialog.is_some());
        let (column, row) = desk.cell_of(ClickTarget::Dialog);
        desk.click(column, row);
        assert!(desk.session.dialog.is_some(), "{keys}: inside");
        desk.click(0, 0);
        assert!(desk.session.dialog.is_none() && !desk.ended, "{keys}: beside");
    }
    // What was typed is asked about first.
    let mut desk = Desk::at("apec-40b");
    desk.keys("E text:x").click(0, 0).assert_shows("Press Esc again");
}

#[test]
fn a_double_click_on_a_label_is_enter_and_two_slow_ones_are_not() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2");
    let at = desk.cell_of(ClickTarget::Line(1));
    desk.click(at.0, at.1).pause().click(at.0, at.1);
    assert_eq!((desk.session.screen, desk.session.screens.drivers.selected), (Screen::Drivers, 1));
    desk.pause().click(at.0, at.1).click(at.0, at.1);
    assert_eq!(desk.session.screen, Screen::Explore);
    // On Explore it opens what is behind a slider.
    let power = Row::Slider(Input::Driver(Driver::PowerDelay));
    let mut desk = Desk::at("apec-40b");
    let at = desk.cell_of(ClickTarget::Row(power));
    desk.click(at.0, at.1).pause();
    assert!(desk.session.screens.explore.drawer.is_none());
    desk.click(at.0, at.1).click(at.0, at.1);
    assert!(desk.session.screens.explore.drawer.is_some());
    // Two different rows are no double click.
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home");
    for line in [0, 1] {
        let at = desk.cell_of(ClickTarget::Line(line));
        desk.click(at.0, at.1);
    }
    assert_eq!(desk.session.screen, Screen::Claims);
}

// The palette

#[test]
fn the_palette_finds_everything_by_a_few_letters_and_does_it() {
    let palette = |keys: &str| {
        let mut desk = Desk::at("apec-40b");
        desk.keys(&format!(": {keys} Enter"));
        assert!(!matches!(desk.session.dialog, Some(Dialog::Palette(_))), "{keys}");
        desk
    };
    assert_eq!(palette("text:tornad").session.screen, Screen::Explore);
    assert_eq!(palette("text:drvrs").session.screen, Screen::Drivers);
    assert_eq!(palette("text:claims").session.screen, Screen::Claims);
    let desk = palette("text:power_del");
    assert_eq!(desk.session.row, Row::Slider(Input::Driver(Driver::PowerDelay)));
    assert_eq!(palette("text:programme.tax_rate").session.screen, Screen::Programme);
    assert_eq!(palette("text:npv").session.metric, Metric::Npv);
    assert_eq!(palette("text:peak_draw").session.metric, Metric::PeakDraw);
    let mut desk = palette("text:price-war");
    desk.assert_open("price-war");
    desk.keys("Right : text:apec-40b Enter").assert_shows("unsaved changes");
    palette("text:every_change").assert_shows("History");
    // By a preset's title as well.
    let title = Library::bundled_only().find("grid-freeze").unwrap().0.name;
    palette(&format!("text:{}", title.replace(' ', "_"))).assert_open("grid-freeze");
    // A command shows its keys, a slider its value, a figure its value.
    let mut desk = Desk::at("apec-40b");
    desk.keys(": text:pin_the_current").assert_shows("pin the current figures");
    assert!(desk.line("pin the current figures").contains(" p  │"));
    desk.keys("ctrl-u text:utiliz");
    assert!(desk.line("slider  Utilization").contains("65 %"));
    desk.keys("ctrl-u text:zzzqqq").assert_shows("nothing is called that");
    desk.keys("Enter").assert_shows("nothing is called that");
    desk.keys("Esc");
    assert!(desk.session.dialog.is_none());
}

#[test]
fn every_command_of_the_keys_is_in_the_palette_and_nothing_else_is() {
    for screen in Screen::ALL {
        let mut desk = Desk::at("apec-40b");
        desk.answering = false;
        desk.keys("t text:10 Enter Esc").keys(screen.key()).keys("Esc :");
        if screen.has_tab() {
            assert_eq!(desk.session.screen, screen);
        }
        let context = Context::of(desk.session.screen);
        let bound: Vec<Command> = context
            .lookups()
            .flat_map(Context::bindings)
            .flat_map(|binding| binding.keys.iter().map(|(_, command)| *command))
            .collect();
        let Some(Dialog::Palette(palette)) = &desk.session.dialog else { panic!("no palette") };
        let listed: Vec<Command> = palette
            .found()
            .filter_map(|entry| match entry {
                payback::session::PaletteEntry::Command { command, .. } => Some(*command),
                _ => None,
            })
            .collect();
        assert!(listed.iter().all(|command| bound.contains(command)));
        for command in [Command::Undo, Command::Pin, Command::Save, Command::Help, Command::Copy] {
            assert!(listed.contains(&command), "{command:?} on {screen:?}");
        }
    }
}

// The filter

#[test]
fn a_filter_leaves_the_lines_with_its_words_and_escape_all_of_them() {
    for (keys, words, stays, goes) in [
        ("7", "spending", "Spending months", "Extra delay"),
        ("1", "delay", "Power delay", "Utilization  "),
        ("2", "delay", "Power delay", "Utilization 45"),
        ("2 v v", "tax", "Tax rate", "Discount rate"),
        ("6", "steady", "Steady", "GDP"),
        ("t text:10 Enter", "delay", "Power delay", "Utilization  "),
        ("m", "irr", "IRR", "Peak draw"),
        ("3 i", "delay", "Power delay", "Utilization ·"),
        ("y", "markdown", "in Markdown", "the figure "),
        ("Right Down Right z", "util", "Utilization of base", "Margin at reference of base"),
        ("? Tab", "dscr", "debt service cover", "percentage points"),
        ("?", "hide_the_last", "hide the last change", "undo the last change"),
        ("Right Down Right c", "util", "Utilization", "Margin at reference"),
        ("5", "2031", "2031  ", "2033  "),
        ("5 v", "2031", "2031  ", "2033  "),
        ("5 d", "q3", "2026-Q3", "2026-Q4"),
        ("b", "discounted", "Discounted payback", "Lasting payback"),
    ] {
        let mut desk = Desk::at("apec-40b").sized(120, 60);
        desk.frame();
        desk.keys(keys);
        let before = desk.screen();
        assert!(before.contains(goes), "{keys}: no ‘{goes}’ on\n{before}");
        desk.keys(&format!("/ text:{words}"));
        let filtered = desk.screen();
        let typed = words.replace('_', " ");
        assert!(filtered.contains(&format!("/{typed}")), "{keys}: not shown on\n{filtered}");
        assert!(filtered.contains(stays), "{keys}: no ‘{stays}’ on\n{filtered}");
        let with = |screen: &str| screen.lines().filter(|line| line.contains(goes)).count();
        assert!(with(&filtered) < with(&before), "{keys}: nothing is left out of\n{filtered}");
        // It stays once it is accepted, and keys act again.
        desk.keys("Enter");
        assert!(desk.screen().contains(&format!("/{typed}")), "{keys}: not kept");
        assert_ne!(desk.session.context(), Context::Filter);
        desk.keys("Esc");
        assert!(!desk.screen().contains(&format!("/{typed}")), "{keys}: not cleared");
        assert!(desk.screen().contains(goes), "{keys}: not all back\n{}", desk.screen());
    }
}

#[test]
fn what_is_chosen_is_in_sight_whatever_is_filtered() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 / text:revenue");
    let chosen =
        |desk: &Desk| desk.session.preset.claims[desk.session.screens.claims.selected].clone();
    assert!(chosen(&desk).measure.label().contains("evenue"));
    desk.keys("Enter G").keys("Down*3");
    assert!(
        chosen(&desk).measure.label().contains("evenue") || chosen(&desk).says.contains("evenue")
    );
    // Words that no line has hide nothing.
    let before = desk.session.screens.claims.selected;
    desk.keys("/ ctrl-u text:xyzzy").assert_shows("nothing matches, all shown");
    assert_eq!(desk.session.screens.claims.selected, before);
    desk.keys("Esc");
    // Another screen begins without.
    desk.keys("7 / text:tax Enter 6 7").assert_lacks("/tax");
    // A dialog's filter is its own.
    desk.keys("/ text:tax Enter m / text:irr Enter");
    desk.keys("Enter").assert_shows("/tax");
    assert_eq!(desk.session.metric, Metric::Irr);
    // Where there is no list it says so.
    desk.keys("2 v*3 /").assert_shows("there is no list to filter here");
    desk.keys("3 /").assert_shows("‘/’ does nothing here");
    // In Open a slash is text.
    desk.keys("o /");
    let Some(Dialog::Open(list)) = &desk.session.dialog else { panic!("no list") };
    assert_eq!(list.field.text(), "/");
}

/// Neither the letters typed before nor words that nothing has move what is chosen.
#[test]
fn what_a_filter_chooses_follows_from_its_words_alone() {
    type Choice = fn(&Desk) -> String;
    let line: [(&str, &str, &str, Choice); 6] = [
        ("1", "margin", "nobody", |desk| format!("{:?}", desk.session.row)),
        ("7 Down*3", "tax", "nobody", |desk| format!("{:?}", desk.session.row)),
        ("2 Down*2", "power", "nobody", |desk| desk.session.screens.drivers.selected.to_string()),
        ("5 Down*2", "2035", "2o", |desk| desk.session.screens.cash.scroll.to_string()),
        ("9 Down*2", "oracle", "oracular", |desk| desk.session.screens.league.selected.to_string()),
        ("m", "irr", "irrational", |desk| match &desk.session.dialog {
            Some(Dialog::List(list)) => list.selected.to_string(),
            other => panic!("{other:?}"),
        }),
    ];
    for (to, words, vain, choice) in line {
        let mut desk = Desk::at("apec-40b");
        desk.keys(to);
        let before = choice(&desk);
        desk.keys(&format!("/ text:{words}"));
        let found = choice(&desk);
        assert_ne!(found, before, "{to}");
        desk.keys(&format!("ctrl-u text:{vain}"));
        desk.assert_shows("nothing matches, all shown");
        assert_eq!(choice(&desk), before, "{to}: {vain} moves it");
        desk.keys(&format!("ctrl-u text:{words}"));
        assert_eq!(choice(&desk), found, "{to}: {words} after {vain}");
        // What is chosen by hand meanwhile is where other words begin from.
        desk.keys(&format!("ctrl-u text:{vain} Down"));
        let by_hand = choice(&desk);
        desk.keys("text:x");
        assert_eq!(choice(&desk), by_hand, "{to}");
        desk.keys("Esc");
        assert_eq!(choice(&desk), by_hand, "{to}: what is chosen stays");
    }
}

/// What is bold and underlined on a screen, each stretch by itself.
fn marked(desk: &mut Desk) -> Vec<String> {
    let matched = Modifier::BOLD | Modifier::UNDERLINED;
    let (buffer, _) = desk.frame();
    let mut found = vec![String::new()];
    for cell in &buffer.content {
        match found.last_mut() {
            Some(last) if cell.modifier.contains(matched) => *last += cell.symbol(),
            Some(last) if !last.is_empty() => found.push(String::new()),
            _ => {}
        }
    }
    found.retain(|stretch| !stretch.is_empty());
    found
}

#[test]
fn what_a_line_was_found_by_is_bold_and_underlined() {
    for (keys, expected) in [
        ("1 / text:delay", &["delay"][..]),
        ("2 / text:DELAY", &["delay"]),
        ("2 v / text:delay", &["delay"]),
        ("2 v v / text:tax_rate", &["Tax", "rate"]),
        ("7 / text:tax_rate", &["Tax", "rate"]),
        ("5 / text:2031", &["2031"]),
        ("b / text:lasting", &["Lasting"]),
        ("Right c / text:utiliz", &["Utiliz"]),
        ("m / text:irr", &["IRR"]),
        ("Right z / text:base", &["base"]),
        ("o text:price-war", &["price-war"]),
        (": text:discount_rate", &["Discount", "rate"]),
        // Not every letter in a row, and a name of which only the file's is found.
        (": text:drvrs", &["Dr", "v", "rs"]),
        (": text:price-war", &["price-war"]),
    ] {
        let look = Look::new(false, true);
        let mut desk = Desk::at("apec-40b").sized(120, 40).looking(look);
        desk.keys(keys);
        let found = marked(&mut desk);
        assert!(found.len() >= expected.len(), "{keys}: {found:?}");
        assert_eq!(found[..expected.len()], *expected, "{keys}");
    }
    // Nothing is marked where nothing is looked for, or nothing is found.
    for keys in ["1", "7 /", "7 / text:tax Enter Esc", "7 / text:xyzzy", ":", ": text:xyzzy"] {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.keys(keys);
        assert_eq!(marked(&mut desk), [""; 0], "{keys}");
    }
    // Help marks all of its words, and a wide letter before one moves no mark.
    let mut desk = Desk::at("apec-40b");
    desk.keys("? Tab / text:dscr");
    assert_eq!(marked(&mut desk), ["DSCR"]);
    let mut own = preset("apec-40b");
    own.inputs.programme.sites[0].name = "国あ Harbour".to_owned();
    let mut desk = Desk::on(own).sized(120, 40);
    desk.keys("7 / text:harbour");
    assert!(marked(&mut desk).iter().all(|stretch| stretch == "Harbour"));
}

#[test]
fn what_is_clicked_on_while_a_filter_is_typed_is_done_and_its_words_stay() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.frame();
    desk.keys("7 / text:tax");
    desk.apply(Action::Do(Command::PickMetric));
    desk.assert_shows("Which figure?");
    desk.keys("Esc").assert_shows("/tax");
    // Beside a dialog it closes.
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("m / text:irr").click(0, 0);
    assert!(desk.session.dialog.is_none());
}

#[test]
fn explain_is_looked_through_to_its_inputs_and_stays_at_what_was_found() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("x / text:utiliz Enter");
    let chosen = |desk: &Desk| {
        let explain = &desk.session.screens.explain;
        explain.lines()[explain.selected].node.label.clone()
    };
    let found = chosen(&desk);
    assert!(found.to_lowercase().contains("utiliz"), "{found}");
    desk.keys("Esc");
    assert_eq!((desk.session.screen, chosen(&desk)), (Screen::Explain, found));
    desk.keys("Esc");
    assert_eq!(desk.session.screen, Screen::Explore);
}

// Help

#[test]
fn help_explains_what_is_chosen_first() {
    for (keys, parts) in [
        ("", ["Utilization", "It is 65 % in base"]),
        ("7", ["Pledge", "programme.sites.0.pledge"]),
        ("2 Down", ["It is", "in base"]),
        ("6", ["Claim ", "The model gives"]),
        ("5", ["Payback", "in base"]),
        ("x", ["Payback", "="]),
    ] {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.keys(keys).keys("?");
        let screen = desk.screen();
        let top: Vec<&str> = screen.lines().take(14).collect();
        let top = top.join("\n");
        for part in parts {
            assert!(top.contains(part), "{keys}: no ‘{part}’ on\n{screen}");
        }
    }
    let mut desk = Desk::at("apec-40b");
    desk.keys("? Tab");
    for word in ["▼ ● ▲", "◆", "✓ ✗", "hatching", "dots"] {
        desk.assert_shows(word);
    }
    desk.keys("/ text:P8").assert_shows("percentile");
    desk.keys("Esc / text:load").assert_shows("ref. load");
    desk.keys("Esc / text:steady").assert_shows("steady state");
    desk.keys("Esc / text:DSCR").assert_shows("debt service cover");
    // The end is the end on either page, and back from it is one key.
    desk.keys("Esc End").assert_shows("percentage points");
    let end = desk.screen();
    desk.keys("Up");
    assert_ne!(desk.screen(), end);
}
