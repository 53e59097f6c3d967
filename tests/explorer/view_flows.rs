//! Views: what is on screen kept in the preset under a name, and shown again.

use crate::support::{Desk, preset};
use insta::assert_snapshot;
use payback::preset::{SetTo, read, to_ron};
use payback::session::{Action, Opening, Screen};

/// Everything on screen but for the head, which says whether something is unsaved, and the foot,
/// which says what was done last.
fn picture(desk: &mut Desk) -> String {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[1..lines.len() - 3].join("\n")
}

/// What each screen shows, with inputs moved, comes back to the last cell on a preset that was read
/// from the file which holds the view.
#[test]
fn every_screen_comes_back_as_it_was_kept() {
    for (keys, screen) in [
        ("Right*4", Screen::Explore),
        ("Right*4 2 m / text:npv Enter Enter Tab", Screen::Drivers),
        ("Right*6 3 i / text:capacity Enter Enter", Screen::Grid),
        ("Right*4 4 = text:<=9 Enter", Screen::Risk),
        ("Right*4 5 Tab", Screen::Cash),
        ("Left*3 6", Screen::Claims),
        ("7 Right*2", Screen::Programme),
        ("Right*2 8", Screen::Backtest),
        ("Right*2 c", Screen::Compare),
        ("Right*2 b Tab", Screen::Paybacks),
        ("Right*2 t text:8 Enter", Screen::Solve),
        ("Right*2 x", Screen::Explain),
        // Dates are kept as well as numbers.
        ("7 / text:headline Enter Right 1", Screen::Explore),
        ("7 / text:stress Enter Right*3 1", Screen::Explore),
    ] {
        let mut desk = Desk::at("apec-40b").sized(120, 40);
        desk.keys(keys);
        assert_eq!(desk.session.screen, screen, "{keys}");
        let kept = picture(&mut desk);
        desk.keys("A text:found Enter").assert_shows("added the view found");
        assert!(!desk.session.preset.views[0].set.is_empty(), "{keys}");
        // The file has the inputs as they were, and the view.
        let mut written = preset("apec-40b");
        written.views.clone_from(&desk.session.preset.views);
        let mut again = Desk::on(read(to_ron(&written).as_bytes(), "").unwrap()).sized(120, 40);
        let place = again.session.view_named("found").unwrap();
        let opening = Opening { view: Some(place), ..Opening::default() };
        again.apply(Action::Begin(Box::new(opening)));
        assert_eq!(again.session.screen, screen);
        assert_eq!(picture(&mut again), kept, "{keys}");
    }
}

#[test]
fn views_are_listed_edited_moved_and_deleted_and_all_of_it_is_undone() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("V").assert_shows("No views yet");
    desk.keys("Esc Right*4 A Enter").assert_shows("type a name");
    desk.keys("text:busier Tab text:The_base_at_{base.npv} Enter");
    desk.assert_shows("added the view busier");
    let view = desk.session.preset.views[0].clone();
    assert_eq!(view.set, [("base.utilization".to_owned(), SetTo::Number(0.69))]);
    desk.keys("4 A text:busier Enter").assert_shows("another view has that name");
    desk.keys("ctrl-u text:odds Enter V J");
    let names = |desk: &Desk| -> Vec<String> {
        desk.session.preset.views.iter().map(|view| view.name.clone()).collect()
    };
    assert_eq!(names(&desk), ["odds", "busier"]);
    for (columns, rows) in [(80, 24), (120, 40)] {
        desk.size = (columns, rows);
        assert_snapshot!(format!("views_{columns}x{rows}"), desk.front());
    }
    desk.keys("r text:! Enter D Esc");
    assert_eq!(names(&desk), ["odds"]);
    desk.keys("u");
    assert_eq!(names(&desk), ["odds", "busier!"]);
    // A brace that is left open is refused where a file would be.
    desk.keys("V r Tab text:{base Enter").assert_shows("brace");
    desk.keys("Esc Esc");
    // Shown after other changes: the saved inputs with what the view sets, one step to undo.
    desk.keys("1 Left*9").pause().keys("V / text:busier Enter Enter");
    let shown = desk.values(payback::model::Driver::Utilization);
    assert_eq!(shown.map(f64::to_bits), [0.45, 0.69, 0.8].map(f64::to_bits));
    desk.undo_all();
    assert!(names(&desk).is_empty());
    assert_eq!(desk.session.preset, preset("apec-40b"));
}

#[test]
fn the_palette_finds_a_view_and_another_presets_says_so() {
    let mut own = preset("apec-40b");
    let view = |name: &str, of: Option<&str>| payback::preset::PresetView {
        name: name.to_owned(),
        preset: of.map(str::to_owned),
        screen: Some("Risk"),
        ..Default::default()
    };
    own.views = vec![view("what can go wrong", None), view("elsewhere", Some("price-war"))];
    let mut desk = Desk::on(own).sized(120, 40);
    desk.keys(": text:go_wrong").assert_shows("what can go wrong");
    desk.keys("Enter");
    assert_eq!(desk.session.screen, Screen::Risk);
    desk.keys("V Down Enter").assert_shows("of the preset ‘price-war’");
}
