//! League: every preset ranked by a figure, in pictures, by keys and by the mouse.

use crate::support::{Desk, outcomes, preset};
use payback::analysis::LEAGUE_METRICS;
use payback::model::{Better, Metric, Scenario};
use payback::preset::library::BUNDLED;
use payback::preset::{Library, Origin, to_ron};
use payback::report::copy;
use payback::session::{Action, Copied, Dialog, LeagueLine, Message, Opening, Screen};
use payback::view::{ClickTarget, Look, PointerKind, format};
use std::fs;
use std::path::Path;

/// A library with many presets of one's own, one in euros and one that can't be read.
fn many(folder: &Path, count: usize) -> Library {
    for number in 0..count {
        let mut own = preset("apec-40b");
        own.name = format!("Case {number}");
        own.inputs.programme.growth_share = 0.5 + number as f64 / 400.0;
        fs::write(folder.join(format!("case {number:03}.ron")), to_ron(&own)).unwrap();
    }
    let mut euros = preset("price-war");
    "€".clone_into(&mut euros.currency);
    fs::write(folder.join("euros.ron"), to_ron(&euros)).unwrap();
    fs::write(folder.join("torn.ron"), &to_ron(&euros)[..500]).unwrap();
    // A deck has no line.
    let deck = r#"(format: 1, preset: "apec-40b", views: [(name: "a", screen: League)])"#;
    fs::write(folder.join("deck.ron"), deck).unwrap();
    Library::at(folder)
}

fn at_many(folder: &Path, count: usize) -> Desk {
    let library = many(folder, count);
    Desk::with(preset("apec-40b"), Origin::Bundled("apec-40b"), library)
}

fn ids(desk: &Desk) -> Vec<String> {
    desk.session.screens.league.lines.iter().map(|line| line.origin.id()).collect()
}

fn chosen(desk: &Desk) -> &LeagueLine {
    desk.session.screens.league.chosen().expect("a line")
}

#[test]
fn pictures_of_the_league() {
    let looks = |unicode| Look::new(true, unicode).for_plain_text();
    for (columns, rows) in [(60, 20), (80, 24), (120, 40), (160, 50), (200, 30)] {
        let mut desk = Desk::at("apec-40b").sized(columns, rows).looking(looks(true));
        desk.keys("Right*2 9 Right");
        insta::assert_snapshot!(format!("league_{columns}x{rows}"), desk.screen());
    }
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut desk = Desk::at("apec-40b").sized(columns, rows).looking(looks(true));
        desk.keys("9 v");
        insta::assert_snapshot!(format!("league_of_three_{columns}x{rows}"), desk.screen());
    }
    let mut desk = Desk::at("apec-40b").looking(looks(false));
    desk.keys("9 Right");
    insta::assert_snapshot!("league_ascii", desk.screen());
    let folder = tempfile::tempdir().unwrap();
    let mut desk = at_many(folder.path(), 100).looking(looks(true));
    desk.keys("9 Right*3 End Up*2");
    insta::assert_snapshot!("league_of_many", desk.screen());
}

/// Two keys from the start rank every bundled programme by NPV over capital, each figure that of its
/// preset.
#[test]
fn two_keys_rank_every_programme_and_each_figure_is_its_own() {
    let mut desk = Desk::at("apec-40b").sized(160, 50);
    desk.keys("9 Right");
    assert_eq!((desk.session.screen, desk.session.metric), (Screen::League, Metric::NpvPerCapital));
    desk.assert_shows("apec-40b-reconciled is first of 16 with 0.27×; apec-40b, open, is 4th");
    let mut best = f64::INFINITY;
    for (id, line) in ids(&desk).iter().zip(desk.session.screens.league.lines.clone()) {
        let own = preset(id);
        let (entry, figures) = (line.entry().expect("read").clone(), outcomes(&own));
        assert_eq!((&entry.name, &entry.outcomes), (&own.name, &figures), "{id}");
        let value = figures[Scenario::Base].metrics[Metric::NpvPerCapital].unwrap();
        assert!(value <= best, "{id}");
        best = value;
        let shown = desk.line(&format!("  {id}  "));
        for metric in LEAGUE_METRICS {
            let outcome = &figures[Scenario::Base];
            let words = format::metric(own.money(), outcome, metric, entry.horizon_year);
            assert!(shown.contains(&words), "{id}: no {words} in {shown}");
        }
    }
    assert_eq!(desk.session.screens.league.lines.len(), BUNDLED.len());
}

#[test]
fn any_column_ranks_the_other_way_round_too_and_what_is_missing_is_last() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("9");
    for scenario in [Scenario::Base, Scenario::Bull, Scenario::Bear] {
        assert_eq!(desk.session.scenario, scenario);
        for metric in LEAGUE_METRICS {
            assert_eq!(desk.session.metric, metric);
            let figures = |desk: &Desk| -> Vec<Option<f64>> {
                let entries = desk.session.screens.league.entries();
                entries.iter().map(|entry| entry.figure(scenario, metric)).collect()
            };
            let (best, worst) = (figures(&desk), figures(desk.keys("r")));
            desk.keys("r");
            for (figures, is_falling) in [
                (&best, metric.spec().better != Better::Lower),
                (&worst, metric.spec().better == Better::Lower),
            ] {
                let known = figures.iter().flatten().count();
                assert!(figures[known..].iter().all(Option::is_none), "{}", metric.id());
                let in_order = |pair: &[Option<f64>]| {
                    if is_falling { pair[0] >= pair[1] } else { pair[0] <= pair[1] }
                };
                assert!(figures[..known].windows(2).all(in_order), "{}: {figures:?}", metric.id());
            }
            desk.keys("Right");
        }
        // The last column is the last; the first is as far to the left.
        desk.keys("Left*9 Tab");
    }
    desk.keys("r").assert_shows("▾Payback");
    let last = desk.session.screens.league.lines.last().unwrap();
    assert!(
        last.rank.is_none()
            && last.entry().unwrap().figure(Scenario::Base, Metric::PaybackYears).is_none()
    );
}

#[test]
fn columns_are_added_moved_and_removed() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("9 m text:roic Enter");
    let shown = |desk: &Desk| desk.session.screens.league.metrics.clone();
    assert_eq!((shown(&desk)[0], desk.session.metric), (Metric::Roic, Metric::Roic));
    desk.assert_shows("▾ROIC");
    desk.keys("L*2");
    assert_eq!(shown(&desk)[..3], [Metric::PaybackYears, Metric::NpvPerCapital, Metric::Roic]);
    desk.keys("H ShiftLeft H");
    assert_eq!(shown(&desk)[0], Metric::Roic);
    desk.keys("D").assert_shows("removed ROIC");
    assert_eq!(
        (shown(&desk), desk.session.metric),
        (LEAGUE_METRICS.to_vec(), Metric::PaybackYears)
    );
    desk.keys("D*9").assert_shows("the last column stays");
    assert_eq!(shown(&desk), [Metric::OperatingIncome]);
    // They are the person's, not the preset's.
    desk.keys("Home Enter");
    assert_ne!(desk.session.preset.name, preset("apec-40b").name);
    assert_eq!(shown(&desk), [Metric::OperatingIncome]);
}

/// What is open has its own line, with the inputs as they are: its rank moves with a slider.
#[test]
fn what_is_open_ranks_as_it_is_now() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("9 Right");
    assert!(chosen(&desk).is_open && chosen(&desk).rank == Some(4));
    desk.assert_shows("apec-40b  open");
    desk.keys("]*20");
    desk.assert_shows("apec-40b  unsaved");
    assert!(chosen(&desk).is_open, "it stays chosen");
    let now = outcomes(&desk.session.preset)[Scenario::Base].metrics[Metric::NpvPerCapital];
    assert_eq!(chosen(&desk).entry().unwrap().figure(Scenario::Base, Metric::NpvPerCapital), now);
    assert!(chosen(&desk).rank < Some(4), "{:?}", chosen(&desk).rank);
    assert_eq!(desk.session.screens.league.lines.len(), BUNDLED.len(), "it is no second line");
    // A file that isn't one of the library's has a line as well.
    let mut desk = Desk::on(preset("price-war")).sized(120, 40);
    desk.keys("9");
    assert_eq!(desk.session.screens.league.lines.len(), BUNDLED.len() + 1);
    assert!(chosen(&desk).is_open);
}

#[test]
fn enter_opens_the_chosen_one_and_asks_about_unsaved_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = at_many(folder.path(), 2).sized(120, 40);
    desk.keys("9 Enter").assert_shows("it is open already");
    desk.keys("1 Right 9 / text:case_001 Enter Enter");
    assert!(matches!(desk.session.dialog, Some(Dialog::Unsaved(_))));
    let edited = desk.session.preset.clone();
    desk.keys("Esc");
    assert_eq!(desk.session.preset, edited, "nothing is lost");
    assert_eq!(desk.session.screen, Screen::League);
    desk.keys("Enter d").assert_shows("opened Case 1");
    assert_eq!(desk.session.file.origin.id(), "case 001");
    // A preset that is saved meanwhile is in the table at once.
    desk.keys("9 Right Right S ctrl-u text:mine Enter");
    assert!(ids(&desk).contains(&"mine".to_owned()), "{:?}", ids(&desk));
    assert!(desk.session.screens.league.open().is_some_and(|line| line.origin.id() == "mine"));
}

#[test]
fn presets_that_cannot_be_read_say_why_and_nothing_else_suffers() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = at_many(folder.path(), 3).sized(120, 40);
    desk.keys("9 End");
    assert_eq!(chosen(&desk).origin.id(), "torn");
    desk.assert_shows("torn");
    assert!(desk.line("torn").contains("can't be read: "));
    desk.keys("Enter");
    assert!(matches!(&desk.session.message, Some(Message::Error(_))));
    desk.keys("w");
    assert_eq!(desk.session.screen, Screen::League);
    desk.keys("?").assert_shows("It can't be read");
    // One that is gone when it is to be opened says so, and what is open stays.
    fs::remove_file(folder.path().join("case 001.ron")).unwrap();
    desk.keys("Esc / text:case_001 Enter Enter");
    assert!(matches!(&desk.session.message, Some(Message::Error(_))));
    desk.assert_open("apec-40b");
    // A restricted library names no folder.
    let library = Library::restricted_to(folder.path()).unwrap();
    let mut desk = Desk::with(preset("apec-40b"), Origin::Bundled("apec-40b"), library);
    desk.keys("9 End");
    let path = folder.path().to_str().unwrap();
    assert!(chosen(&desk).found.as_ref().unwrap().as_ref().is_err_and(|why| !why.contains(path)));
    desk.keys("Enter").assert_lacks(path);
}

/// Only those that a preset is ranked against count, and a figure that is neither good nor bad has no
/// best.
#[test]
fn the_table_says_among_how_many_the_first_is_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = at_many(folder.path(), 2).sized(160, 40);
    desk.keys("9");
    // Some never pay back, such as the one in euros.
    desk.assert_shows("is first of 15 with 6.7 y; apec-40b, open, is ");
    desk.keys("Right*3");
    desk.assert_shows("is first of 18 in $ with ");
    desk.keys("Right");
    assert_eq!(desk.session.metric.spec().better, Better::Neither);
    desk.assert_shows("is highest of 18 in $ with ");
    desk.keys("?").assert_shows(" are higher.");
}

/// What other programs do to saved presets shows; the chosen one stays chosen.
#[test]
fn saved_presets_are_read_again_when_they_are_touched_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(format!("{name}.ron"));
    let mut desk = at_many(folder.path(), 3);
    desk.keys("9 / text:case_001 Enter Esc");
    assert_eq!(chosen(&desk).origin.id(), "case 001");
    let mut better = preset("price-war");
    better.name = "Better".to_owned();
    fs::write(file("case 000"), to_ron(&better)).unwrap();
    fs::copy(file("case 002"), file("added")).unwrap();
    fs::rename(file("case 002"), file("renamed")).unwrap();
    fs::remove_file(file("torn")).unwrap();
    desk.apply(Action::LibraryTouched);
    let (ids, chosen_now) = (ids(&desk), chosen(&desk).origin.id());
    assert_eq!(chosen_now, "case 001");
    for (id, is_there) in [("added", true), ("renamed", true), ("case 002", false), ("torn", false)]
    {
        assert_eq!(ids.iter().any(|of| of == id), is_there, "{id}");
    }
    let line = |desk: &Desk, id: &str| {
        let lines = desk.session.screens.league.lines.clone();
        lines.into_iter().find(|line| line.origin.id() == id).unwrap()
    };
    assert_eq!(line(&desk, "case 000").entry().unwrap().name, "Better");
    // Where the chosen one goes, what follows it is chosen.
    let place = desk.session.screens.league.selected;
    fs::remove_file(file("case 001")).unwrap();
    desk.apply(Action::LibraryTouched);
    assert_eq!(desk.session.screens.league.selected, place);
    // Elsewhere nothing is read; on the way back it is.
    desk.keys("w");
    fs::remove_file(file("added")).unwrap();
    desk.apply(Action::LibraryTouched);
    assert!(desk.session.screens.league.lines.iter().any(|line| line.origin.id() == "added"));
    desk.keys("Esc");
    assert_eq!(desk.session.screen, Screen::League);
    assert!(!desk.session.screens.league.lines.iter().any(|line| line.origin.id() == "added"));
}

#[test]
fn a_hundred_presets_are_filtered_and_scrolled() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = at_many(folder.path(), 100);
    desk.keys("9 Right");
    let all = BUNDLED.len() + 102;
    assert_eq!(desk.session.screens.league.lines.len(), all);
    for (keys, place) in
        [("Home", 1), ("PageDown", 11), ("Down", 12), ("End", all), ("Up", all - 1)]
    {
        desk.keys(keys).assert_shows(&format!("{place} of {all}"));
        let id = chosen(&desk).origin.id();
        assert!(
            desk.screen().lines().any(|line| line.starts_with('▸') && line.contains(&id)),
            "{id}"
        );
    }
    desk.keys("/ text:case_04 Enter").assert_shows("11 of");
    desk.keys("Home");
    assert!(chosen(&desk).origin.id().starts_with("case 04"));
    desk.assert_lacks("price-war");
    desk.keys("Esc").assert_shows(&format!("of {all}"));
}

#[test]
fn the_mouse_ranks_chooses_opens_and_scrolls() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("9");
    let (column, row) = desk.cell_of(ClickTarget::Heading(Scenario::Base, Metric::Irr));
    desk.click(column, row);
    assert_eq!(desk.session.metric, Metric::Irr);
    assert_eq!(desk.session.screens.league.lines[0].rank, Some(1));
    desk.click(column, row);
    assert_ne!(desk.session.screens.league.lines[0].rank, Some(1), "the other way round");
    desk.click(column, row).keys("v");
    let (column, row) = desk.cell_of(ClickTarget::Heading(Scenario::Bull, Metric::Irr));
    desk.click(column, row);
    assert_eq!((desk.session.scenario, desk.session.metric), (Scenario::Bull, Metric::Irr));
    desk.keys("Home");
    let (column, row) = desk.cell_of(ClickTarget::Line(5));
    desk.pause().click(column, row);
    assert_eq!(desk.session.screens.league.selected, 5);
    desk.mouse(PointerKind::Wheel(-1), column, row);
    assert_eq!(desk.session.screens.league.selected, 6);
    let (column, row) = desk.cell_of(ClickTarget::Line(7));
    let id = desk.session.screens.league.lines[7].origin.id();
    desk.pause().click(column, row).click(column, row);
    assert_eq!(desk.session.file.origin.id(), id);
    let (column, row) = desk.cell_of(ClickTarget::Screen(Screen::League));
    desk.click(column, row);
    assert_eq!(desk.session.screen, Screen::League);
}

#[test]
fn money_is_ranked_within_each_currency() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = at_many(folder.path(), 1).sized(120, 40);
    desk.keys("9 Right*3").assert_shows("aren't ranked against each other");
    assert_eq!(desk.session.metric, Metric::Npv);
    let line = desk.line("euros");
    assert!(line.trim_start().starts_with("1  euros") && line.contains("−€18.1 bn"), "{line}");
    let lines = &desk.session.screens.league.lines;
    let euros = lines.iter().position(|line| line.origin.id() == "euros").unwrap();
    assert!(lines[..euros].iter().all(|line| line.rank.is_some()));
    desk.keys("Left").assert_lacks("aren't ranked");
    assert_eq!(desk.session.metric, Metric::Irr);
    let line = desk.line("euros");
    assert!(!line.trim_start().starts_with("1  euros"), "{line}");
}

#[test]
fn the_league_is_copied_kept_as_a_view_and_compared_from() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("Right*3 9 Right Tab");
    let marked = copy::preview(&desk.session, Copied::Markdown);
    assert!(marked.contains("presets by NPV over capital of bull"), "{marked}");
    let tabbed = copy::preview(&desk.session, Copied::Table);
    let rows: Vec<Vec<&str>> = tabbed.lines().map(|row| row.split('\t').collect()).collect();
    assert_eq!(rows.len(), 1 + BUNDLED.len());
    for (row, line) in rows[1..].iter().zip(&desk.session.screens.league.lines) {
        let entry = line.entry().unwrap();
        assert_eq!((row[0], row[1]), (&*entry.name, &*entry.id));
        let value = entry.figure(Scenario::Bull, Metric::NpvPerCapital).unwrap();
        let column = rows[0].iter().position(|head| head.starts_with("NPV over capital")).unwrap();
        assert_eq!(row[column].parse::<f64>().unwrap().to_bits(), value.to_bits(), "{tabbed}");
    }
    let command = desk.copied(Copied::Command).unwrap();
    assert!(
        command.ends_with("--metric npv_per_capital --scenario bull --screen League"),
        "{command}"
    );
    let chart = desk.copied(Copied::Chart).unwrap();
    assert!(
        chart.contains("Presets by NPV over capital of bull")
            && chart.contains("AWS 2013–2025, replayed")
    );
    // A view comes back on the preset that holds it.
    let picture = |desk: &mut Desk| {
        let screen = desk.screen();
        let lines: Vec<&str> = screen.lines().collect();
        lines[1..lines.len() - 3].join("\n")
    };
    let kept = picture(&mut desk);
    desk.keys("A text:ranks Enter");
    let mut saved = preset("apec-40b");
    saved.views.clone_from(&desk.session.preset.views);
    let mut again =
        Desk::with(saved, Origin::Bundled("apec-40b"), Library::bundled_only()).sized(120, 40);
    let opening = Opening { view: Some(0), ..Opening::default() };
    again.apply(payback::session::Action::Begin(Box::new(opening)));
    assert_eq!(picture(&mut again), kept);
    // What differs from another one is a key away, and Esc leads back.
    desk.keys("Home w");
    assert_eq!(desk.session.screen, Screen::Compare);
    desk.assert_shows("What differs from");
    desk.keys("Esc");
    assert_eq!(desk.session.screen, Screen::League);
}
