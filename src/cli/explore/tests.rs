//! The command that is copied comes back to what was open, through the command line as it is.

use super::*;
use crate::cli::Arguments;
use crate::model::{Indicator, Indicators, Input, Inputs, Metric, Month, Programme};
use crate::preset::library::BUNDLED;
use crate::preset::{Preset, SetTo, differences};
use crate::report::command::{self, SharedCommand};
use crate::session::Screen;
use clap::{CommandFactory, FromArgMatches};
use proptest::prelude::*;

/// What a line opens, or why it doesn't.
fn opened(line: &str, library: &Library) -> Session {
    let words = shell_words::split(line).unwrap();
    let matches = Arguments::command().try_get_matches_from(words);
    let matches = matches.unwrap_or_else(|error| panic!("{line}: {error}"));
    let explore = Arguments::from_arg_matches(&matches).unwrap().explore;
    let name = explore.preset.as_deref().expect("the preset is named");
    let (preset, origin) = library.find(name).unwrap_or_else(|error| panic!("{line}: {error}"));
    let mut session = Session::new(preset, origin);
    let opening = explore.opening(&session).unwrap_or_else(|error| panic!("{line}: {}", error.0));
    if let Some(action) = opening {
        app::press(&mut session, action, Moment::default());
    }
    session
}

fn session(library: &Library, id: &str) -> Session {
    let (preset, origin) = library.find(id).unwrap();
    Session::new(preset, origin)
}

/// Shows a changed preset, as an edit.
fn edit(session: &mut Session, edited: Preset) {
    let opening = Opening { edited: Some(edited), ..Opening::default() };
    app::press(session, Action::Begin(Box::new(opening)), Moment::default());
}

/// The bits of every figure.
fn figures(session: &Session) -> Vec<Option<u64>> {
    let outcomes = session.outcomes();
    let figures = |scenario: Scenario| {
        let outcome = &outcomes[scenario];
        Metric::ALL.map(|metric| outcome.metrics[metric].map(f64::to_bits))
    };
    Scenario::ALL.into_iter().flat_map(figures).collect()
}

fn assert_same(line: &str, again: &Session, session: &Session) {
    assert_eq!(figures(again), figures(session), "{line}");
    let chosen = |session: &Session| (session.metric, session.scenario, session.screen);
    assert_eq!(chosen(again), chosen(session), "{line}");
}

/// A change of a preset that keeps it valid by itself.
#[derive(Debug, Clone)]
enum Change {
    /// An input by its place, in a scenario or in all, to a share of the way over its range.
    Number(usize, Option<usize>, f64),
    Indicators(usize, [f64; 4]),
    Months(usize, f64),
    Horizon(i32),
    Calibrated,
    Named(String),
    Site(String),
    Comovement(f64),
    Correlated(f64),
    /// What no line says.
    Unclaimed,
}

fn any_change() -> impl Strategy<Value = Change> {
    let scenario = prop_oneof![2 => (0..3_usize).prop_map(Some), 1 => Just(None)];
    prop_oneof![
        12 => (0..200_usize, scenario, 0.0..=1.0).prop_map(|(input, of, share)| Change::Number(input, of, share)),
        1 => (0..3_usize, prop::array::uniform4(0.0..=1.0)).prop_map(|(of, shares)| Change::Indicators(of, shares)),
        1 => (0..3_usize, 0.0..=60.0).prop_map(|(of, months)| Change::Months(of, months)),
        1 => (-24..24_i32).prop_map(Change::Horizon),
        1 => Just(Change::Calibrated),
        1 => "[!-~äß][ -~‘’$`'\"\\\\]{0,12}[!-~]".prop_map(Change::Named),
        1 => "[a-z'$]{1,5} [a-z]{1,5}".prop_map(Change::Site),
        1 => (0.0..=1.0).prop_map(Change::Comovement),
        1 => (-0.3..=0.3).prop_map(Change::Correlated),
        1 => Just(Change::Unclaimed),
    ]
}

fn change(preset: &mut Preset, change: &Change) {
    let Inputs { programme, scenarios } = &mut preset.inputs;
    match change {
        Change::Number(place, of, share) => {
            let inputs: Vec<Input> =
                Input::all(programme.sites.len()).chain([Input::Weight]).collect();
            let input = inputs[place % inputs.len()];
            let slider = input.spec().slider;
            let value = slider.min + (slider.max - slider.min) * share;
            let value = if input.spec().valid.whole { value.round() } else { value };
            for (index, scenario) in Scenario::ALL.into_iter().enumerate() {
                if of.is_none_or(|of| of == index) {
                    preset.inputs.set(input, scenario, value);
                }
            }
        }
        Change::Indicators(of, shares) => {
            let mut indicators = Indicators::matching(3.0);
            for (indicator, share) in Indicator::ALL.into_iter().zip(shares) {
                let slider = indicator.spec().slider;
                indicators.0[indicator as usize] = slider.min + (slider.max - slider.min) * share;
            }
            scenarios.0[*of].set_indicators(indicators);
        }
        Change::Months(of, months) => {
            scenarios.0[*of].set_driver(crate::model::Driver::PowerDelay, *months);
        }
        Change::Horizon(months) => {
            let horizon: Month = programme.horizon;
            programme.horizon = horizon.plus(*months);
        }
        Change::Calibrated => Programme::calibrate(programme),
        Change::Named(name) => preset.name.clone_from(name),
        Change::Site(name) => programme.sites[0].name.clone_from(name),
        Change::Comovement(share) => preset.risk.comovement = *share,
        Change::Correlated(value) => {
            use crate::model::Driver::{Attach, Margin};
            preset.risk.correlations.retain(|(a, b, _)| ![*a, *b].contains(&Attach));
            preset.risk.correlations.push((Margin, Attach, *value));
        }
        Change::Unclaimed => {
            preset.claims.pop();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::with_cases(32) })]

    /// Whatever is edited and chosen, the command opens it again with every figure the same, bit for
    /// bit.
    #[test]
    fn the_command_comes_back_to_the_same_figures(
        bundled in 0..BUNDLED.len(),
        changes in prop::collection::vec(any_change(), 0..8),
        metric in 0..Metric::COUNT,
        scenario in 0..3_usize,
        screen in 0..Screen::ALL.len(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::at(folder.path());
        let mut session = session(&library, BUNDLED[bundled].0);
        let mut edited = session.preset.clone();
        for each in &changes {
            let before = edited.clone();
            change(&mut edited, each);
            if !edited.inputs.violations().is_empty() {
                edited = before;
            }
        }
        prop_assume!(refusals(&edited).is_empty());
        edit(&mut session, edited);
        session.metric = Metric::ALL[metric];
        session.scenario = Scenario::ALL[scenario];
        // Without a target it asks for one.
        session.screen = Some(Screen::ALL[screen]).filter(|screen| *screen != Screen::Solve)
            .unwrap_or(Screen::Risk);
        let (line, whole) = match command::of(&session) {
            SharedCommand::Line(line) => (line, true),
            SharedCommand::OfFile(of) => {
                let path = folder.path().join("a preset's.ron");
                std::fs::write(&path, &of.preset).unwrap();
                (of.line(&path), false)
            }
        };
        let again = opened(&line, &library);
        assert_same(&line, &again, &session);
        // Everything else is the same as well.
        let others = differences(&again.preset, &session.preset);
        prop_assert!(others.is_empty(), "{line}: {others:?}");
        let unsaid = session.preset.claims != session.file.saved.claims;
        prop_assert!(whole || unsaid || changes.len() > 1, "{changes:?}: {line}");
        prop_assert_eq!(again.is_unsaved(), whole && session.is_unsaved());
    }
}

#[test]
fn a_line_is_as_short_as_can_be() {
    let library = Library::bundled_only();
    let line = |edit: &dyn Fn(&mut Session)| {
        let mut session = session(&library, "apec-40b");
        edit(&mut session);
        match command::of(&session) {
            SharedCommand::Line(line) => line,
            SharedCommand::OfFile(_) => "a file".to_owned(),
        }
    };
    let set = |key: &str, to: SetTo| {
        let key = key.to_owned();
        move |session: &mut Session| {
            let mut edited = session.preset.clone();
            let text = match &to {
                SetTo::Number(number) => number.to_string(),
                SetTo::Text(text) => text.clone(),
            };
            crate::preset::assignment::assign_field(&mut edited, &key, &text).unwrap();
            edit(session, edited);
        }
    };
    let text = |text: &str| SetTo::Text(text.to_owned());
    assert_eq!(line(&|_| ()), "payback apec-40b");
    let utilization = set("base.utilization", SetTo::Number(0.7));
    assert_eq!(line(&utilization), "payback apec-40b --set base.utilization=0.7");
    let both = |session: &mut Session| {
        utilization(session);
        session.metric = Metric::Npv;
        session.scenario = Scenario::Bull;
        session.screen = Screen::Grid;
    };
    assert_eq!(
        line(&both),
        "payback apec-40b --set base.utilization=0.7 --metric npv --scenario bull --screen Grid"
    );
    assert_eq!(line(&set("margin", SetTo::Number(0.4))), "payback apec-40b --set margin=0.4");
    assert_eq!(line(&set("margin", SetTo::Number(0.31))), "payback apec-40b --set margin=0.31");
    assert_eq!(
        line(&set("name", text("Anna's $5 case"))),
        r"payback apec-40b --set 'name=Anna'\''s $5 case'"
    );
    assert_eq!(
        line(&set("programme.horizon", text("2042-12"))),
        "payback apec-40b --set programme.horizon=2042-12"
    );
    // What reads otherwise than it stands there isn't said in a line.
    assert_eq!(line(&set("summary", text(&"long ".repeat(500)))), "a file");
}

/// A preset that is called as a subcommand, or as an option, is still the preset.
#[test]
fn what_reads_as_something_else_stands_behind_dashes() {
    let all = Arguments::command();
    let names = all.get_subcommands().map(|one| one.get_name().to_owned());
    assert_eq!(names.chain(["help".to_owned()]).collect::<Vec<_>>(), command::SUBCOMMANDS);
    let folder = tempfile::tempdir().unwrap();
    let library = Library::at(folder.path());
    let (preset, _) = library.find("price-war").unwrap();
    for name in ["eval", "help", "two words"] {
        library.save_as(name, &preset).unwrap();
        let mut session = session(&library, name);
        session.metric = Metric::Irr;
        let SharedCommand::Line(line) = command::of(&session) else { panic!("{name}") };
        let again = opened(&line, &library);
        assert_eq!(again.file.origin, session.file.origin, "{line}");
        assert_same(&line, &again, &session);
    }
}
