//! The list of presets while what its lines hold is still being read.

use crate::support::{Desk, preset};
use payback::model::Metric;
use payback::preset::Origin;
use payback::session::{
    Action, Copied, Dialog, Effect, ListedPreset, OpenLine, OpenList, PresetRef, Preview,
    PreviewSubject, Previewed,
};

/// A desk at which the list is open with so many presets, none of them read; and what it asks for.
fn browsing(count: usize) -> (Desk, Vec<Effect>) {
    let mut desk = Desk::at("apec-40b");
    let entry = |number: usize| {
        let id = format!("mine-{number:04}");
        ListedPreset { origin: Origin::File(format!("{id}.ron").into()), title: None, id }
    };
    let entries = (0..count).map(entry).collect();
    let listed = Action::Listed { entries, problem: None, to_compare: false };
    let effects = unanswered(&mut desk, listed);
    (desk, effects)
}

fn unanswered(desk: &mut Desk, action: Action) -> Vec<Effect> {
    let now = desk.now();
    desk.session.apply(action, now)
}

fn press(desk: &mut Desk, keys: &str) -> Vec<Effect> {
    let keys = payback::key::parse_keys(keys).unwrap();
    let mut effects = Vec::new();
    for key in keys {
        let action = desk.session.action_of(key);
        effects.extend(unanswered(desk, action));
    }
    effects
}

fn list(desk: &Desk) -> &OpenList {
    let Some(Dialog::Open(list)) = &desk.session.dialog else { panic!("no list") };
    list
}

fn subjects(effects: &[Effect]) -> Vec<&PreviewSubject> {
    let mut subjects = Vec::new();
    for effect in effects {
        if let Effect::Preview(subject) = effect {
            subjects.push(subject);
        }
    }
    subjects
}

fn asked_titles(effects: &[Effect]) -> Vec<String> {
    let origins = effects.iter().find_map(|effect| match effect {
        Effect::ReadTitles(origins) => Some(origins.iter().map(Origin::id).collect()),
        _ => None,
    });
    origins.unwrap_or_default()
}

fn titled(ids: &[String], title: impl Fn(&str) -> String) -> Action {
    let titled = |id: &String| (Origin::File(id.into()), Some(title(id)));
    Action::Titled(ids.iter().map(titled).collect())
}

fn found(subject: &PreviewSubject) -> Box<Previewed> {
    let origin = match subject {
        PreviewSubject::Preset(PresetRef::At(origin)) => Some(origin.clone()),
        _ => None,
    };
    Box::new(Previewed { subject: subject.clone(), origin, found: Ok(preset("price-war")) })
}

#[test]
fn a_preview_is_of_the_line_that_is_chosen_when_it_arrives() {
    let (mut desk, first) = browsing(3);
    desk.assert_shows("reading…");
    let second = press(&mut desk, "Down");
    let (first, second) = (subjects(&first)[0], subjects(&second)[0]);
    assert_ne!(first, second);
    unanswered(&mut desk, Action::Previewed(found(first)));
    assert_eq!(list(&desk).preview, Some(Preview::Reading));
    unanswered(&mut desk, Action::Previewed(found(second)));
    assert!(matches!(list(&desk).preview, Some(Preview::Preset { .. })));
    desk.assert_lacks("reading…");
    // After the list was closed it is of nothing.
    press(&mut desk, "Esc");
    unanswered(&mut desk, Action::Previewed(found(second)));
    unanswered(&mut desk, titled(&["mine-0000.ron".to_owned()], str::to_owned));
    assert_eq!(desk.session.dialog, None);
}

#[test]
fn what_is_chosen_before_it_is_known_is_looked_at_and_opened_at_once() {
    let (mut desk, _) = browsing(3);
    let effects = press(&mut desk, "Down Enter");
    let Some(Effect::Look(wanted)) = effects.last() else { panic!("{effects:?}") };
    let looked = found(&PreviewSubject::Preset(wanted.clone()));
    let effects = unanswered(&mut desk, Action::Looked(looked.clone()));
    assert!(
        matches!(&effects[..], [Effect::Load(Origin::File(path))] if path.ends_with("mine-0001.ron"))
    );
    // What is wrong with it is said, and the list stays.
    let (mut desk, _) = browsing(3);
    press(&mut desk, "Down Enter");
    let wrong = Previewed { found: Err(vec!["it is broken".to_owned()]), ..*looked };
    assert!(unanswered(&mut desk, Action::Looked(Box::new(wrong))).is_empty());
    desk.assert_shows("it is broken");
    assert!(list(&desk).said.is_some());
}

#[test]
fn titles_are_read_a_few_at_a_time_next_to_the_chosen_line() {
    let (mut desk, effects) = browsing(5000);
    let asked = asked_titles(&effects);
    assert_eq!(asked, (0..8).map(|number| format!("mine-{number:04}.ron")).collect::<Vec<_>>());
    // Nothing more is asked for before these are there, and then it is where the person is.
    let moved = press(&mut desk, "PageDown*30");
    assert!(asked_titles(&moved).is_empty());
    assert_eq!(subjects(&moved).len(), 30);
    let mut asked = asked;
    let mut all = 0;
    while !asked.is_empty() {
        all += asked.len();
        let more = unanswered(&mut desk, titled(&asked, |id| format!("Title of {id}")));
        if all == 8 {
            let more = asked_titles(&more);
            assert!(more.contains(&"mine-0300.ron".to_owned()), "{more:?}");
        }
        asked = asked_titles(&more);
    }
    assert_eq!(all, 200, "a hundred near the chosen one, and the first hundred");
    assert_eq!(list(&desk).chosen().unwrap().id, "mine-0300");
}

#[test]
fn a_title_that_arrives_adds_its_line_to_what_was_typed_and_the_chosen_one_stays() {
    let (mut desk, effects) = browsing(4);
    let asked = asked_titles(&effects);
    press(&mut desk, "text:0002");
    let ids = |desk: &Desk| -> Vec<String> {
        let id = |line: OpenLine<'_>| match line {
            OpenLine::Preset(entry) => entry.id.clone(),
            OpenLine::Path(path) => path.to_owned(),
        };
        list(desk).lines().into_iter().map(id).collect()
    };
    assert_eq!(ids(&desk), ["mine-0002"]);
    let title = |id: &str| if id == "mine-0001.ron" { "Before 0002" } else { "" }.to_owned();
    let effects = unanswered(&mut desk, titled(&asked, title));
    assert!(effects.is_empty(), "the preview is that of the same line: {effects:?}");
    assert_eq!(ids(&desk), ["mine-0001", "mine-0002"]);
    assert_eq!(list(&desk).chosen().unwrap().id, "mine-0002");
    // Where nothing was found by its name, the first that is found by its title is looked at.
    let (mut desk, effects) = browsing(4);
    let asked = asked_titles(&effects);
    press(&mut desk, "text:before");
    let effects = unanswered(&mut desk, titled(&asked, title));
    assert_eq!(subjects(&effects).len(), 1);
    assert_eq!(list(&desk).chosen().unwrap().id, "mine-0001");
}

/// What a preset is, by its own words and figures, and where it differs, before it is opened.
#[test]
fn the_chosen_preset_tells_what_it_is_before_it_is_opened() {
    let told = preset("price-war");
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        desk.keys("Right o text:price-war");
        let screen = desk.screen();
        for part in ["differences from the open preset", &told.name, "▼ never by 2040"] {
            assert!(screen.contains(part), "no ‘{part}’ on\n{screen}");
        }
        assert!(told.summary.starts_with(first_words(&screen, &told.summary)), "{screen}");
        insta::assert_snapshot!(format!("preview_{}x{}", size.0, size.1), screen);
        // The figures are those of the one that is opened then.
        let mut opened = Desk::at("price-war");
        for scenario in payback::model::Scenario::ALL {
            opened.session.scenario = scenario;
            let value = opened.figure(Metric::PaybackYears);
            let shown = value.map_or("never".to_owned(), |years| format!("{years:.1} y"));
            assert!(screen.contains(&shown), "no {shown} of {scenario:?} on\n{screen}");
        }
    }
    // The figure that the screens speak of, in the preset's own currency.
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys(&format!("m Home Down*{} Enter o", Metric::Npv as usize));
    desk.assert_shows("NPV  ▼ −$");
    desk.assert_shows("same as the open preset");
}

/// The first word of a summary, where it is on the screen.
fn first_words<'a>(screen: &str, summary: &'a str) -> &'a str {
    let first = summary.split_whitespace().next().expect("a summary");
    assert!(screen.contains(first), "no summary on\n{screen}");
    first
}

#[test]
fn copying_shows_what_is_copied() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        desk.keys("5 y");
        insta::assert_snapshot!(format!("copy_{}x{}", size.0, size.1), desk.screen());
        desk.keys("Up").assert_shows("Payback of base: 11.3 y (APEC $40bn");
        desk.keys("Down Down").assert_shows("| scenario | year | Spend");
        desk.keys("Down").assert_shows("a drawing for documents");
        desk.keys("Down")
            .assert_shows(&format!("Cash as it is, {} columns by {} rows", size.0, size.1));
    }
    // A longer text says how much more there is.
    let mut desk = Desk::at("apec-40b");
    desk.keys("7 y").assert_shows(" more lines");
    // What was asked of another line is dropped.
    let mut desk = Desk::at("apec-40b");
    desk.keys("5 y");
    unanswered(&mut desk, Action::CopyPreviewed(Copied::Figure, "of another line".to_owned()));
    desk.assert_lacks("of another line");
    let asked = press(&mut desk, "Up");
    assert!(matches!(asked[..], [Effect::PreviewCopy(Copied::Figure)]), "{asked:?}");
}

#[test]
fn what_was_discarded_is_listed_when_it_is_known_and_only_where_it_is_waited_for() {
    let mut desk = Desk::at("apec-40b");
    let asked = press(&mut desk, "ctrl-t");
    assert!(matches!(asked[..], [Effect::ListKept]), "{asked:?}");
    desk.assert_shows("reading…");
    unanswered(&mut desk, Action::KeptListed(Vec::new()));
    desk.assert_shows("nothing has been discarded or deleted");
    press(&mut desk, "Esc ctrl-t Esc");
    unanswered(&mut desk, Action::KeptListed(Vec::new()));
    assert_eq!(desk.session.dialog, None);
}
