//! What a person does on the question screens, key by key and with the mouse.

use crate::support::{Desk, POWER_DELAY, UTILIZATION, outcomes, preset};
use payback::analysis::{
    ClaimKind, InquiryAnswer, Measure, Node, Operation, Question, check, explain,
};
use payback::model::{
    Driver, Indicator, Input, Metric, Plan, ProgrammeNumber, Scenario, Series, SiteNumber,
    Workspace, evaluate,
};
use payback::preset::Currency;
use payback::session::{
    Action, ClaimAnswer, Command, CompareLine, Copied, Dialog, DriversView, Effect, ListDialog,
    ListSubject, Row, Screen, Session, WayThere, gets_there,
};
use payback::view::{ClickTarget, Look, PointerKind, format};

fn base(desk: &Desk, input: Input) -> f64 {
    desk.session.value(input, Scenario::Base)
}

#[track_caller]
fn near(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-6 * b.abs().max(1.0), "{a} is not {b}");
}

fn tornado_inputs(session: &Session) -> Vec<Input> {
    session.answers.drivers.as_ref().unwrap().rows.iter().map(|row| row.bar.input).collect()
}

// Drivers

#[test]
fn drivers_shows_the_tornado_of_the_chosen_figure_and_scenario() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2").assert_shows("Tornado  Payback of ● base  11.3 y");
    desk.keys("Tab").assert_shows("Tornado  Payback of ▲ bull  6.4 y");
    desk.keys("m Home Down Enter").assert_shows("Tornado  Operating income of ▲ bull  $5.6 bn");
    let tornado = desk.session.answers.drivers.clone().unwrap();
    assert_eq!((tornado.metric, tornado.scenario), (Metric::OperatingIncome, Scenario::Bull));
}

#[test]
fn what_takes_the_payback_away_leads_the_drivers_on_screen_and_in_copies() {
    let mut desk = Desk::at("apec-40b");
    let mut leads = |keys: &str| {
        desk.keys(keys);
        let first = desk.session.answers.drivers.as_ref().unwrap().rows[0].bar.clone();
        assert_eq!((first.input, first.swing), (Input::Driver(Driver::Utilization), None));
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains('▸')).unwrap();
        assert!(line.contains("Utilization"), "{screen}");
        let table = desk.copied(Copied::Table).unwrap();
        let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let head = lines.next().unwrap();
        let first_row = lines.next().unwrap();
        let column = |name: &str| {
            head.iter().position(|column| column.split(", ").next() == Some(name)).unwrap()
        };
        let cell = |name: &str| first_row[column(name)];
        assert_eq!(cell("Input"), "Utilization");
        let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        assert_eq!(cell("low"), first.low.to_string());
        assert_eq!(cell("high"), first.high.to_string());
        assert_eq!(cell("at low"), number(first.at_low));
        assert_eq!(cell("at high"), number(first.at_high));
        assert_eq!(cell("swing"), "");
    };
    leads("2");
    leads("v");
}

#[test]
fn the_view_key_goes_round_tornado_spider_plus_minus_and_attribution() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2");
    for title in ["Tornado", "Spider", "Every input ±10 %", "Attribution", "Response", "Tornado"] {
        desk.assert_shows(title);
        desk.keys("v");
    }
}

#[test]
fn enter_on_a_row_goes_to_that_slider() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2 Down Down Enter");
    assert_eq!(
        (desk.session.screen, desk.session.row),
        (Screen::Explore, Row::Slider(Input::Driver(Driver::Attach)))
    );
    // A stress lies in its drawer, which opens.
    desk.keys("2 End Enter");
    assert_eq!(desk.session.row, Row::Slider(Input::Driver(Driver::CapexCut)));
    desk.assert_shows("Capex cut");
}

#[test]
fn plus_minus_goes_over_programme_numbers_too_and_enter_finds_them() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2 v v");
    let inputs = tornado_inputs(&desk.session);
    assert!(inputs.contains(&Input::Programme(ProgrammeNumber::RevenueYield)));
    assert!(inputs.contains(&Input::Site(0, SiteNumber::Months)));
    let place =
        inputs.iter().position(|input| *input == Input::Programme(ProgrammeNumber::ServerLife));
    desk.keys(&format!("Down*{} Enter", place.unwrap()));
    assert_eq!(desk.session.screen, Screen::Programme);
    assert_eq!(desk.session.row, Row::Slider(Input::Programme(ProgrammeNumber::ServerLife)));
}

#[test]
fn plus_minus_goes_over_indicators_where_the_delay_follows_from_them() {
    let mut desk = Desk::at("grid-freeze");
    desk.keys("2 v v");
    let inputs = tornado_inputs(&desk.session);
    assert!(inputs.iter().any(|input| matches!(input, Input::Indicator(_))), "{inputs:?}");
    let place = inputs.iter().position(|input| matches!(input, Input::Indicator(_))).unwrap();
    desk.keys(&format!("Down*{place} Enter"));
    assert!(matches!(desk.session.row, Row::Slider(Input::Indicator(_))));
}

#[test]
fn a_row_without_a_value_at_one_end_says_so() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2");
    assert!(desk.line("Utilization  45").contains("never at 45 %"), "{}", desk.screen());
}

#[test]
fn the_spider_shows_every_driver_on_one_axis() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2 v");
    for driver in
        ["1 Utilization", "2 Power delay", "3 Attach rate", "4 Ref. margin", "5 Capex cut"]
    {
        desk.assert_shows(driver);
    }
    desk.keys("Down Down").assert_shows("Payback, years, over Attach rate 15–45 %");
    // The axis is every driver's own, and no single one's values stand on it.
    let axis = desk.line("each at its lowest");
    assert!(axis.contains("at its highest") && !axis.contains("30"), "{axis}");
}

#[test]
fn attribution_adds_up_and_enter_goes_to_the_drivers_slider() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("m Home Down Enter 2 v v v");
    let ways = desk.session.answers.attribution.clone().unwrap();
    for way in ways.iter() {
        let way = way.as_ref().unwrap();
        near(way.rows.iter().map(|row| row.effect).sum(), way.at_to - way.at_from);
    }
    desk.assert_shows("from ● base to ▲ bull");
    desk.assert_shows("from ▼ bear to ● base");
    desk.keys("Down*2 Enter");
    assert_eq!(desk.session.row, POWER_DELAY);
    // A driver that plays no part can't be chosen.
    desk.keys("2 End Enter");
    assert_eq!(desk.session.row, Row::Slider(Input::Driver(Driver::CapexCut)));
}

#[test]
fn an_attribution_without_a_value_says_so_in_words() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2 v v v").assert_shows("Payback can't be attributed: bear has none");
    desk.assert_lacks("payback_years");
}

#[test]
fn a_click_chooses_a_row_of_every_list() {
    for (keys, chosen) in [
        ("2", (|session| session.screens.drivers.selected) as fn(&Session) -> usize),
        ("2 v", |session| session.screens.drivers.selected),
        ("2 v v v", |session| session.screens.drivers.selected),
        ("6", |session| session.screens.claims.selected),
        ("t text:10 Enter", |session| session.screens.solve.selected),
        ("x", |session| session.screens.explain.selected),
    ] {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        let (column, row) = desk.cell_of(ClickTarget::Line(2));
        desk.click(column, row);
        assert_eq!(chosen(&desk.session), 2, "{keys}");
    }
}

// Grid

#[test]
fn the_grid_draws_cliffs_unlike_contours_and_missing_values_unlike_the_best() {
    for (unicode, [missing, contour, cliff]) in [(true, ["╱", "•", "╬"]), (false, ["/", "*", "="])]
    {
        let look = Look::new(false, unicode).for_plain_text();
        for (columns, rows) in [(80, 24), (120, 40)] {
            let mut desk = Desk::at("apec-40b").sized(columns, rows).looking(look);
            desk.frame();
            desk.keys("3 = text:14.9 Enter");
            let answer = desk.session.answers.grid.clone().unwrap();
            assert!(!answer.cliffs.is_empty(), "the border of never");
            desk.assert_shows(&format!("{cliff} passes 14.9 y"));
            desk.assert_shows(&format!("{missing} never by 2040"));
            let screen = desk.screen();
            let map: Vec<&str> = screen.lines().filter(|line| line.contains(missing)).collect();
            assert!(map.len() > 5 && map.iter().filter(|line| line.contains(cliff)).count() > 5);
            let lowest = look.glyphs.densities[0];
            assert!(map.iter().any(|line| line.contains(&lowest.repeat(3))), "{screen}");
            desk.keys("= Backspace*8 text:9 Enter").assert_shows(&format!("{contour} 9.0 y"));
            desk.assert_lacks("passes");
        }
    }
}

#[test]
fn a_target_that_no_cell_reaches_is_met_nowhere() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.frame();
    desk.keys("3 = text:2 Enter").assert_shows("2.0 y is met nowhere here");
    desk.assert_lacks("• 2.0 y");
}

#[test]
fn the_grid_fills_the_space_and_its_cursor_starts_at_the_scenario() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.frame();
    desk.keys("3").assert_shows("65 %, 3 mo: 11.3 y");
    let grid = desk.session.answers.grid.clone().unwrap();
    assert!(grid.x.values.len() >= 105 && grid.y.values.len() == 32);
    assert_eq!(desk.session.screens.grid.cursor, None);
    desk.keys("Tab").assert_shows("80 %, 0 mo: 6.4 y");
}

#[test]
fn the_cursor_reads_exact_values_and_enter_moves_the_scenario_there() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("3 Right*8 Up*2");
    let (x, y) = desk.session.grid_place();
    let (column, row) = desk.session.grid_cell();
    let grid = desk.session.answers.grid.clone().unwrap();
    let there = grid.cells[row][column].unwrap();
    desk.keys("Enter");
    near(base(&desk, Input::Driver(Driver::Utilization)), x);
    near(base(&desk, Input::Driver(Driver::PowerDelay)), y);
    near(desk.figure(Metric::PaybackYears).unwrap(), there);
    desk.keys("Enter").assert_shows("it is already there");
    desk.keys("u");
    desk.assert_open("apec-40b");
    desk.keys("ctrl-r");
    near(base(&desk, Input::Driver(Driver::Utilization)), x);
}

#[test]
fn a_click_on_a_cell_moves_the_cursor() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("3");
    desk.frame();
    desk.click(70, 8);
    let (x, _) = desk.session.grid_place();
    assert!(x > 0.8, "{x}");
    desk.keys("Enter");
    near(base(&desk, Input::Driver(Driver::Utilization)), x);
}

#[test]
fn a_target_draws_its_contour_and_the_legend_names_it() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("3").assert_shows("never by 2040");
    assert!(desk.screen().lines().any(|line| line.contains('╱') && line.contains('▲')));
    desk.keys("= text:10 Enter").assert_shows("contour at 10.0 y");
    desk.assert_shows("• 10.0 y");
    assert!(!desk.session.answers.grid.as_ref().unwrap().contour.is_empty());
    // Another figure has other targets.
    desk.keys("m Home Enter").assert_shows("= draws a contour");
}

#[test]
fn contours_at_round_values_are_labelled_and_ticks_are_round() {
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::at("apec-40b").sized(columns, rows).looking(Look::new(false, true));
        desk.frame();
        desk.keys("3");
        for label in [" 8 y ", " 10 y ", " 12 y "] {
            let map = desk.screen();
            assert!(map.lines().any(|line| line.contains(label)), "{label}\n{map}");
        }
        let axis = desk.line("20  ");
        let shown: Vec<u32> =
            axis.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        assert!(shown.len() >= 7 && shown.windows(2).all(|pair| pair[1] - pair[0] == 10), "{axis}");
    }
}

#[test]
fn a_figure_that_both_inputs_leave_alone_says_so() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("3 m / text:capital Enter Enter");
    desk.assert_shows("Capital doesn’t depend on these two: $40.0 bn everywhere");
}

#[test]
fn a_multiple_without_a_value_is_no_matter_of_the_horizon() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.frame();
    desk.keys("3 m / text:income_multiple Enter Enter").assert_shows("╱ no income multiple");
    // The bear's payback in the verdict is gone with the figure that was chosen before.
    desk.assert_lacks("never by 2040");
}

#[test]
fn the_grid_reaches_to_a_scenario_beyond_the_slider() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("= Backspace*9 text:98 Enter 3");
    near(desk.session.grid_axes().0.to, 0.98);
    let map = desk.screen();
    let marked = map.lines().find(|line| line.contains('│') && line.contains('●'));
    assert!(marked.is_some_and(|line| line.trim_end().ends_with('●')), "{map}");
}

#[test]
fn wide_cells_have_their_figures() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.frame();
    desk.keys("3 v");
    let grid = desk.session.answers.grid.clone().unwrap();
    let map = desk.screen();
    for row in &grid.cells {
        let figures: Vec<String> = row
            .iter()
            .map(|cell| cell.map_or("–".to_owned(), |value| format!("{value:.1}")))
            .collect();
        let drawn = |line: &str| -> Vec<String> {
            let words = line
                .split([' ', '░', '▒', '▓', '█', '▀', '│', '┤', '║', '═', '╱', '┼', '▼', '●', '▲']);
            words.filter(|word| word.contains('.') || *word == "–").map(str::to_owned).collect()
        };
        assert!(map.lines().any(|line| drawn(line) == figures), "{figures:?}\n{map}");
    }
    // The scenario need not lie on a cell: the figure in the cell and its own are told apart.
    let (column, line) = desk.session.grid_cell();
    let cell = grid.cells[line][column].unwrap();
    let own = desk.figure(Metric::PaybackYears).unwrap();
    assert!((cell - own).abs() > 0.1);
    let said = desk.line("; base 65 %, 3 mo: ");
    assert!(said.contains(&format!(": {cell:.1} y; base 65 %, 3 mo: {own:.1} y")), "{said}");
    assert!(said.contains("cell "), "{said}");
    // The others' marks stand on its map, not on maps of their own.
    desk.assert_shows("(all else as base)");
    desk.keys("v").assert_shows("never by 2040");
}

#[test]
fn any_two_inputs_span_the_grid() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("3 i End Enter I Home Down Enter");
    assert_eq!(desk.session.screens.grid.y, Input::Driver(Driver::Margin));
    assert!(matches!(desk.session.screens.grid.x, Input::Site(0, _)));
    desk.assert_shows("Margin at reference (%) upwards, site 1");
    // The same input for both: they change places.
    desk.keys("i Home Down Enter");
    assert_eq!(desk.session.screens.grid.x, Input::Driver(Driver::Margin));
    assert!(matches!(desk.session.screens.grid.y, Input::Site(0, _)));
}

#[test]
fn a_resized_screen_keeps_the_cursor_over_its_values() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("3 L Up*4");
    desk.frame();
    let (x, y) = desk.session.grid_place();
    desk.size = (160, 50);
    desk.frame();
    let (wider, higher) = desk.session.grid_place();
    assert!((x - wider).abs() < 0.02 && (y - higher).abs() < 2.0, "{x} {wider} {y} {higher}");
}

#[test]
fn moving_a_power_indicator_from_the_grid_makes_the_delay_follow_it() {
    let mut desk = Desk::at("grid-freeze");
    let place = Driver::COUNT;
    desk.keys(&format!("3 I Home Down*{place} Enter"));
    assert_eq!(desk.session.screens.grid.y, Input::Indicator(Indicator::PpaCoverage));
    desk.keys("Up*3 Enter");
    let inputs = &desk.session.preset.inputs.scenarios[Scenario::Base];
    near(inputs.indicators().unwrap().get(Indicator::PpaCoverage), desk.session.grid_place().1);
    desk.keys("u");
    desk.assert_open("grid-freeze");
}

// Solve

#[test]
fn a_typed_target_gives_every_input_that_reaches_it_and_how_near_others_get() {
    let mut desk = Desk::at("apec-40b").sized(120, 60);
    desk.keys("t text:10 Enter");
    assert_eq!(desk.session.screen, Screen::Solve);
    desk.assert_shows("target 10.0 y");
    assert!(
        desk.line("  Power delay").ends_with("can’t reach 10.0 y: 11.0 y at best"),
        "{}",
        desk.screen()
    );
    assert!(desk.line("  Discount rate").contains("no effect"));
    for way in desk.session.solutions() {
        if let WayThere::Alone(solution) = way {
            for root in &solution.roots {
                let mut other = preset("apec-40b");
                other.inputs.set(solution.input, Scenario::Base, *root);
                near(outcomes(&other)[Scenario::Base].metrics[Metric::PaybackYears].unwrap(), 10.0);
            }
        }
    }
}

/// The answer comes first, and once: it is not a line among those of single inputs, nor said again at
/// the foot.
#[test]
fn the_move_of_all_together_is_said_once_above_the_inputs() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 30)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        desk.keys("t text:10 Enter");
        let screen = desk.screen();
        let lines: Vec<&str> = screen.lines().collect();
        let places = |words: &str| {
            let all = lines.iter().enumerate().filter(|(_, line)| line.contains(words));
            all.map(|(place, _)| place).collect::<Vec<_>>()
        };
        let said = places("All four together: utilization 65 → 73.8 %");
        assert_eq!((said.len(), places("together:").len()), (1, 1), "{screen}");
        // Only the claim on another figure stands between.
        assert_eq!(said[0], places("What must be true")[0] + 2, "{screen}");
        assert_eq!(places("The claim 3–5 y is about")[0] + 1, said[0], "{screen}");
        assert!(places("now      needed")[0] > said[0], "{screen}");
        assert_eq!(places("31.1 %").len(), 1, "{screen}");
        // It can be chosen, by the mouse too.
        desk.keys("Down*3").click(4, u16::try_from(said[0]).unwrap());
        assert_eq!(desk.session.screens.solve.selected, 0);
    }
}

#[test]
fn inputs_that_get_there_come_before_those_that_do_not() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home PageDown Enter");
    let reached: Vec<bool> = desk
        .session
        .solutions()
        .into_iter()
        .skip(1 + Driver::COUNT)
        .filter_map(|way| match way {
            WayThere::Alone(solution) => Some(gets_there(solution)),
            WayThere::Together(_) => None,
        })
        .collect();
    assert!(reached[0] && reached.is_sorted_by(|a, b| a >= b), "{reached:?}");
}

#[test]
fn a_leap_over_the_target_is_said_to_be_one() {
    let mut desk = Desk::at("apec-40b-reconciled").sized(160, 50);
    desk.keys("t text:7.5 Enter").assert_shows("leaps from");
    let leaping = desk.session.solutions().iter().position(|way| match way {
        WayThere::Alone(solution) => solution.roots.is_empty() && gets_there(solution),
        WayThere::Together(_) => false,
    });
    desk.keys(&format!("Down*{} Enter", leaping.unwrap())).assert_shows("leaps over the target");
    desk.assert_open("apec-40b-reconciled");
}

#[test]
fn enter_applies_a_solution_and_undo_takes_it_back() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("t text:10 Enter Enter");
    near(desk.figure(Metric::PaybackYears).unwrap(), 10.0);
    desk.keys("u");
    desk.assert_open("apec-40b");
    desk.keys("Down Enter");
    near(desk.figure(Metric::PaybackYears).unwrap(), 10.0);
    desk.keys("u Down*2 Enter").assert_shows("this way does not get there");
    desk.assert_open("apec-40b");
}

#[test]
fn no_move_of_an_applied_solution_reads_as_none() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Enter Enter").assert_shows("base to Utilization 72.3 %, Margin at reference 31.0");
    desk.keys("c");
    for line in ["Utilization", "Margin at reference", "Attach rate"]
        .map(|of| desk.line(&format!("base  {of}")))
    {
        let figures: Vec<&str> =
            line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
        let [.., from, to, by] = &figures[..] else { panic!("{line}") };
        assert!(from != to && by.contains(|digit| matches!(digit, '1'..='9')), "{line}");
    }
    // Until the answer is there, nothing is said of the way.
    let mut desk = Desk::at("apec-40b");
    desk.answering = false;
    desk.keys("6 Enter Enter").assert_shows("still being worked out");
}

#[test]
fn esc_leads_back_to_where_the_screen_was_opened() {
    for tab in ["1", "2", "3", "5", "6", "7"] {
        for (keys, screen) in [
            ("x", Screen::Explain),
            ("b", Screen::Paybacks),
            ("c", Screen::Compare),
            ("t text:9 Enter", Screen::Solve),
        ] {
            let mut desk = Desk::at("apec-40b");
            desk.keys(tab);
            let before = desk.session.screen;
            desk.keys(keys);
            assert_eq!(desk.session.screen, screen);
            desk.keys("Esc");
            assert_eq!(desk.session.screen, before, "{tab} {keys}");
        }
    }
}

#[test]
fn another_figure_on_solve_asks_for_its_target() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("t text:10 Enter m Home Down Enter");
    assert!(matches!(desk.session.dialog, Some(Dialog::Exact(_))));
    desk.keys("text:3 Enter").assert_shows("What must be true  Operating income");
}

// Claims

#[test]
fn claims_are_live_while_sliders_move() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6").assert_shows("Fitted 5/5   Inputs 1/1   TESTED 2/5   Plausible 0/2");
    let line = desk.line("Steady payback    3–5 y");
    assert!(line.contains("✗ ●") && line.contains("5.6 y  0.6 y too long"), "{line}");
    desk.keys("]*10");
    assert!(desk.line("Steady payback    3–5 y").contains("✓ ●"), "{}", desk.screen());
    desk.assert_shows("unsaved");
}

#[test]
fn claims_are_bars_under_their_kinds_and_a_bar_gives_way_before_its_figure() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    let screen = desk.keys("6 Home Down*8").screen();
    let at = |words: &str| screen.find(words).unwrap_or_else(|| panic!("{words}\n{screen}"));
    let heads = ["Fitted  the model", "Inputs  it", "Tested  it", "Plausible  a bound"];
    assert!(heads.map(at).is_sorted());
    let line = desk.line("Steady-state payback  3–5 y");
    let (range, dot) = (line.find("▓]").expect("a range"), line.rfind("●").expect("a figure"));
    assert!(range < dot && line.ends_with("5.6 y  0.6 y too long"), "{line}");
    // The chosen one's axis is named, its unit once.
    assert!(desk.line("2            2.5").ends_with("6   years"), "{}", desk.screen());
    // A click on a row chooses its claim.
    let (column, row) = desk.cell_of(ClickTarget::Line(9));
    desk.click(column, row);
    assert_eq!(desk.session.screens.claims.selected, 9);
    let mut desk = Desk::at("apec-40b").sized(60, 20);
    desk.keys("6 Home Down*8");
    let line = desk.line("3–5 y");
    assert!(line.starts_with("▸ ✗ ● Steady-state payback  3–5 y  "), "{line}");
    assert!(line.ends_with(" 5.6 y"), "{line}");
    // What never comes is beyond every number, and said so.
    let mut own = preset("apec-40b");
    own.claims[8].scenario = Scenario::Bear;
    own.claims[8].measure = Measure::Metric(Metric::PaybackYears);
    let mut desk = Desk::on(own);
    desk.keys("6 Home Down*8");
    let line = desk.line("3–5 y");
    assert!(line.contains("▸       never") && line.contains("✗ ▼"), "{line}");
}

#[test]
fn one_key_opens_what_must_be_true_for_a_claim() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 Home Down*8 Enter").assert_shows("target 5.0 y");
    desk.assert_shows("What must be true  Steady-state payback of ● base");
    desk.keys("Enter Esc");
    assert_eq!(desk.session.screen, Screen::Claims);
    assert!(desk.line("3–5 y").contains("✓ ●"));
    // A claim about an assumption is about its slider.
    desk.keys("u Home Down*5 Enter");
    assert_eq!((desk.session.screen, desk.session.scenario), (Screen::Explore, Scenario::Bear));
    assert_eq!(desk.session.row, UTILIZATION);
}

#[test]
fn x_on_a_claim_explains_its_figure() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6 End x").assert_shows("Explain  Run-rate margin of ▲ bull");
    desk.keys("Esc");
    assert_eq!(desk.session.metric, Metric::PaybackYears);
}

/// What one came with comes back, its targets too, however the screens above Claims are left.
#[test]
fn the_headline_figure_comes_back_after_a_claim_on_another_one_unless_it_was_chosen() {
    let back = |keys: &str| {
        let mut desk = Desk::at("apec-40b");
        desk.keys("3 = text:9 Enter t text:10 Enter Esc 6 Enter");
        assert_eq!(desk.session.metric, Metric::CashMultipleYears);
        desk.keys(keys);
        let (solve, grid) = (&desk.session.screens.solve, &desk.session.screens.grid);
        (desk.session.screen, desk.session.metric, solve.target, grid.target)
    };
    let came = (Metric::PaybackYears, Some(10.0), Some(9.0));
    for (keys, screen) in [
        ("Esc", Screen::Claims),
        ("x Esc Esc", Screen::Claims),
        ("Enter Esc", Screen::Claims),
        ("= text:4 Enter Esc", Screen::Claims),
        ("1", Screen::Explore),
        ("2", Screen::Drivers),
    ] {
        assert_eq!(back(keys), (screen, came.0, came.1, came.2), "{keys}");
    }
    // While a screen stands above, it is about the claim's figure still.
    assert_eq!(back("x").1, Metric::CashMultipleYears);
    // Chosen with m, it stays: another one, or the claim's own.
    let chosen = back("m / text:NPV Enter Enter text:3 Enter Esc");
    assert_eq!((chosen.0, chosen.1), (Screen::Claims, Metric::Npv));
    assert_eq!(back("m Enter Esc").1, Metric::CashMultipleYears);
    // Another preset is opened with what one came with.
    assert_eq!(back("o text:price-war Enter").1, Metric::PaybackYears);
}

/// The figure on the screen isn't the one that the claim is about: that is said before a target is
/// typed and over the answer, and a key leads to the claim's.
#[test]
fn a_target_leads_to_the_claim_on_another_payback() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("t").assert_says("the claim 3–5 y is about steady-state payback");
    desk.keys("Tab").assert_shows("What must be true  Steady-state payback of ● base");
    desk.assert_shows("target 5.0 y");
    desk.assert_lacks("The claim 3–5 y is about");
    desk.keys("Esc");
    assert_eq!((desk.session.screen, desk.session.metric), (Screen::Explore, Metric::PaybackYears));
    desk.keys("t text:10 Enter").assert_shows("target 10.0 y");
    desk.assert_shows("The claim 3–5 y is about steady-state payback");
    desk.keys("v").assert_shows("target 5.0 y");
    desk.keys("Esc t").assert_shows("target 10.0 y");
    let at = desk.cell_of(ClickTarget::Command(Command::SolveClaim));
    desk.click(at.0, at.1).assert_shows("target 5.0 y");
    // A claim on the very figure is taken as well; where there is none, none is spoken of.
    let of = |metric: &str| {
        let mut desk = Desk::at("apec-40b");
        desk.keys(&format!(": text:{metric} Enter t"));
        desk
    };
    let mut npv = of("npv");
    npv.assert_says("claimed: ≥ $0 bn; Tab asks");
    npv.keys("Tab").assert_shows("target $0.0 bn");
    npv.assert_lacks("is about");
    let mut draw = of("peak_draw");
    draw.assert_lacks("Tab");
    draw.keys("Tab text:30 Enter").assert_shows("target $30.0 bn");
    draw.keys("v").assert_shows("no claim is about this figure");
    // The chosen scenario's own claim goes before another one's.
    let mut desk = Desk::at("apec-40b");
    desk.keys(": text:operating_income Enter Tab t").assert_says("claimed: $5.0–6.0 bn");
    desk.keys("Esc BackTab BackTab t")
        .assert_says("the claim $2.5–3.0 bn is about operating income of base");
}

#[test]
fn claims_open_at_the_first_that_fails_and_then_where_one_was() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("6").assert_shows("What must be true: capacity cost");
    assert_eq!(desk.session.screens.claims.selected, claim(&desk, "usual-payback"));
    desk.keys("Home Down 1 6");
    assert_eq!(desk.session.screens.claims.selected, 1);
    // Another preset has its own.
    desk.keys("o text:aws-backtest Enter 6");
    assert_eq!(desk.session.screens.claims.selected, claim(&desk, "revenue-2023"));
    // The way from a year of the back-test to its claim goes there.
    let mut desk = Desk::at("aws-backtest");
    desk.keys("8 Home Enter");
    assert_eq!(desk.session.screen, Screen::Claims);
    let chosen = &desk.session.preset.claims[desk.session.screens.claims.selected];
    assert!(chosen.id.starts_with("revenue-20"), "{}", chosen.id);
    assert_ne!(chosen.id, "revenue-2023");
    // Where none fails it is the first.
    let mut own = preset("apec-40b");
    own.claims.truncate(5);
    let mut desk = Desk::on(own);
    desk.keys("6");
    assert_eq!(desk.session.screens.claims.selected, 0);
}

/// Where a list goes on, above or below, is marked at its edge.
#[test]
fn a_list_that_has_no_room_marks_that_it_goes_on() {
    let marks = |desk: &mut Desk| {
        let screen = desk.screen();
        ["▴", "▾"].map(|mark| screen.lines().any(|line| line.ends_with(mark)))
    };
    for keys in ["6", "t text:10 Enter", "x"] {
        let mut desk = Desk::at("apec-40b").sized(80, 24);
        desk.keys(keys).keys("Home");
        assert_eq!(marks(&mut desk), [false, true], "{keys}\n{}", desk.screen());
        desk.keys("End");
        assert_eq!(marks(&mut desk), [true, false], "{keys}\n{}", desk.screen());
        let mut desk = Desk::at("apec-40b").sized(160, 100);
        desk.keys(keys);
        assert_eq!(marks(&mut desk), [false, false], "{keys}\n{}", desk.screen());
    }
}

#[test]
fn a_preset_without_claims_says_so() {
    let mut own = preset("apec-40b");
    own.claims.clear();
    let mut desk = Desk::on(own);
    desk.keys("6").assert_shows("this preset has no claims");
    desk.keys("Down Enter x Esc Up End");
    assert_eq!(desk.session.screen, Screen::Claims);
}

// Explain

#[test]
fn x_opens_the_figures_derivation_down_to_inputs_and_their_sources() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("m Home Down Enter x").assert_shows("Explain  Operating income of ● base");
    desk.assert_shows(" = ");
    // Opening every part leads to inputs.
    for line in 0..200 {
        if line >= desk.session.screens.explain.lines().len() {
            break;
        }
        desk.keys("Right Down");
    }
    let inputs = desk
        .session
        .screens
        .explain
        .lines()
        .iter()
        .filter(|line| line.node.input.is_some())
        .count();
    assert!(inputs >= 5, "{inputs}");
    let at = desk
        .session
        .screens
        .explain
        .lines()
        .iter()
        .position(|line| line.node.input == Some(Input::Driver(Driver::Utilization)));
    desk.keys(&format!("Home Down*{}", at.unwrap())).assert_shows("below the 75–95 % observed");
    desk.keys("Enter");
    assert_eq!((desk.session.screen, desk.session.row), (Screen::Explore, UTILIZATION));
}

#[test]
fn a_new_figure_is_open_down_to_where_it_says_something() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    // Payback is no more than months over twelve: what crosses zero says it.
    desk.keys("x").assert_shows("Months to zero");
    desk.assert_shows("Free cash flow, 2026");
    desk.assert_shows("Operating income, Feb 2037");
    // A rate is where the present value is zero, and that is its years.
    desk.keys("m Home / text:IRR Enter Enter").assert_shows("Discounted cash, 2026");
    // What was closed stays closed, until another figure is asked for.
    desk.keys("Down Left");
    assert_eq!(desk.session.screens.explain.lines().len(), 2);
    desk.keys("Right");
    assert!(desk.session.screens.explain.lines().len() > 15);
    // Two levels of many parts would be too many lines to read.
    for metric in Metric::ALL {
        desk.session.metric = metric;
        desk.keys("Esc x");
        let lines = desk.session.screens.explain.lines().len();
        assert!((1..=30).contains(&lines), "{metric:?}: {lines} lines");
    }
}

#[test]
fn a_derivation_has_a_chart_where_there_is_room() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("x").assert_shows("cumulative cash by year, $bn");
    // A sum of several parts is drawn part by part, and its figures are those of the lines.
    desk.keys("Down*3").assert_shows("Cash at the start of Feb 2037, part by part");
    assert_eq!(desk.screen().matches("−$15.00 bn").count(), 2);
    let mut desk = Desk::at("apec-40b").sized(80, 24);
    desk.keys("x").assert_lacks("cumulative cash by year");
}

#[test]
fn conventions_are_said_where_they_act() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("x").assert_shows("note: counted from the programme's first month");
}

#[test]
fn left_closes_a_part_and_goes_up_from_a_closed_one() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("x Down Right");
    let open = desk.session.screens.explain.lines().len();
    desk.keys("Down Left");
    assert_eq!(desk.session.screens.explain.selected, 1);
    desk.keys("Left");
    assert!(desk.session.screens.explain.lines().len() < open);
}

// Cash

#[test]
fn cash_shows_one_scenario_or_three() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("5").assert_shows("one scenario");
    desk.assert_shows("energised  idle  book");
    desk.keys("v").assert_shows("three side by side");
    assert!(desk.line("2029 ").contains("−36.7") && desk.line("2029 ").contains("−20.5"));
    desk.keys("End").assert_shows("2040  ");
}

#[test]
fn cash_marks_payback_and_renewals_and_shows_what_is_idle() {
    // Beside another payback in the headline it is said which one is marked.
    for size in [(80, 40), (120, 40)] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1);
        desk.keys("5").assert_lacks("cash payback");
        desk.keys(": text:steady-state Enter").assert_shows("cash payback");
        desk.keys(": text:npv Enter").assert_lacks("cash payback");
        desk.assert_shows("payback");
    }
    let mut desk = Desk::at("apec-40b");
    desk.keys("5").assert_shows("payback");
    desk.assert_shows("r renewals 2032–35, 2038–40");
    desk.assert_shows("  r r r r     r r r  ");
    desk.keys("BackTab").assert_shows("idle, peak month $22.5 bn");
    desk.assert_shows("▒");
    desk.assert_shows("never by 2040");
}

// Programme

#[test]
fn every_number_is_a_slider_with_range_source_and_age() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7").assert_shows("valid $0 bn to $10,000 bn");
    desk.assert_shows("as of 29 Oct 2025");
    desk.assert_shows("14 APEC economies: money pledged");
    for _ in 0..desk.session.sections().iter().map(|section| section.rows.len()).sum() {
        desk.assert_lacks("no source given");
        desk.keys("Down");
    }
}

#[test]
fn a_number_is_an_edit_like_any_other() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7 Down*5 Left*5");
    near(desk.session.preset.inputs.programme.growth_share, 0.95);
    desk.assert_shows("for 100 %; now 95 %");
    desk.assert_shows("unsaved");
    desk.keys("u");
    desk.assert_open("apec-40b");
    desk.keys("= text:55% Enter");
    near(desk.session.preset.inputs.programme.growth_share, 0.55);
    desk.keys("r");
    desk.assert_open("apec-40b");
}

#[test]
fn a_programme_without_a_pledge_is_refused() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7 = text:0 Enter");
    near(desk.session.preset.inputs.programme.sites[0].pledge, 40.0);
    desk.keys("Esc Home");
    near(desk.session.preset.inputs.programme.sites[0].pledge, 40.0);
    assert!(!desk.session.is_unsaved());
}

#[test]
fn every_site_has_its_numbers() {
    let mut desk = Desk::at("apec-plus-korea");
    desk.keys("7 Down*6").assert_shows("Site 2: Korea");
    desk.assert_shows("Korea (Seoul area): money pledged");
    desk.keys("Right");
    assert!(desk.session.preset.inputs.programme.sites[1].pledge > 5.0);
    // With another site to build, one may be emptied.
    desk.keys("Home");
    near(desk.session.preset.inputs.programme.sites[1].pledge, 0.0);
}

#[test]
fn end_and_home_take_a_slider_to_the_ends_of_its_track() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("End");
    near(base(&desk, Input::Driver(Driver::Utilization)), 0.95);
    desk.keys("Home");
    near(base(&desk, Input::Driver(Driver::Utilization)), 0.20);
    desk.keys("u");
    desk.assert_open("apec-40b");
}

// Compare

#[test]
fn compare_shows_only_what_differs_the_headline_figure_then_inputs_first() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("c").assert_shows("no changes");
    desk.keys("Esc Right*3 c").assert_shows("What differs from what was saved");
    desk.assert_shows("1 input, 27 figures: 26 better, 0 worse");
    let screen = desk.screen();
    let rows = ["base  Payback ", "base  Utilization", "base  Revenue ", "base  Lasting payback"];
    let places = rows.map(|row| screen.find(row).unwrap_or_else(|| panic!("no {row}: {screen}")));
    assert!(places.is_sorted(), "{screen}");
    desk.assert_lacks("bull  ");
    desk.assert_lacks("Discount rate");
    desk.keys("[*3").assert_shows("no changes");
}

#[test]
fn what_differs_leads_to_its_slider_or_to_how_it_comes_about() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*3 c Down Enter");
    assert_eq!(desk.session.screen, Screen::Explore);
    assert_eq!(desk.session.row.input(), Some(Input::Driver(Driver::Utilization)));
    desk.keys("c Home Down*2 Enter").assert_shows("Explain  Revenue of ● base");
    // The chosen line stays in sight however far it is, and every key moves it.
    desk.keys("Esc Home").assert_shows("▸ ● base  Revenue");
    for _ in 0..27 {
        let before = desk.screen();
        desk.keys("Down");
        assert_ne!(desk.screen(), before);
    }
    desk.assert_shows("▸ ● base  Revenue per MW");
    // A number of a site of another preset has no slider here.
    desk.keys("w Down*3 Enter").assert_shows("Korea (Seoul area): Pledge");
    let is_of_site =
        |line: &CompareLine| matches!(line, CompareLine::Input(of) if of.site.is_some());
    let site = desk.session.compare_lines().iter().position(is_of_site).expect("a site");
    desk.keys(&format!("Home Down*{site} Enter")).assert_shows("no slider sets that");
}

#[test]
fn compare_draws_what_was_beside_what_is() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("Right*3 c").assert_shows("● base: cumulative cash by year, $bn");
    desk.assert_shows("saved");
    desk.assert_shows("operating income by year, $bn");
    // The chosen scenario's; and none where there are other years.
    desk.keys("Tab").assert_shows("▲ bull: cumulative cash by year, $bn");
}

#[test]
fn where_nothing_differs_compare_offers_what_there_is_to_compare_with() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*3 p Left*3 c")
        .assert_shows("no changes: every input and every figure is the same");
    assert!(desk.line("what was opened or saved last").contains("no changes"));
    assert!(desk.line("the pin of 09:41  ").contains("1 input differs: ● 10.9 y"));
    desk.keys("Enter").assert_shows("nothing differs from that either");
    desk.keys("Down Enter").assert_shows("What differs from the pin of 09:41");
    desk.assert_shows("base  Utilization");
    desk.keys("v").assert_shows("no changes");
    desk.keys("End Enter").assert_shows("Enter compare");
}

#[test]
fn compare_goes_with_the_pin_and_with_another_preset() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("c v").assert_shows("there is no pin");
    desk.keys("Esc Right p Right c v").assert_shows("the pin of 09:41");
    assert!(desk.line("base  Utilization").contains("66 %"));
    desk.keys("w Down Enter").assert_shows("What differs from APEC $40bn, reconciled");
    desk.assert_shows("Growth share");
    assert_eq!(desk.session.preset.name, preset("apec-40b").name);
}

// Paybacks

#[test]
fn paybacks_stand_side_by_side_with_what_each_counts() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("b");
    for (label, base) in [
        ("Payback  ", "11.3 y"),
        ("Lasting payback", "11.3 y"),
        ("Payback from service", "10.5 y"),
        ("Discounted payback", "  never"),
        ("Steady-state payback", "5.6 y"),
        ("Income multiple", "12.9 y"),
        ("Ebitda multiple", "5.2 y"),
    ] {
        assert!(desk.line(label).contains(base), "{label}");
    }
    desk.assert_lacks("…\n  as");
    desk.assert_shows("no tax or renewals");
    desk.assert_shows("Paybacks of ● base: 5.2 to 12.9 y, or never, by what is counted");
    desk.keys("]*10");
    assert!(!desk.line("Payback  ").contains("11.3"));
}

#[test]
fn the_ladder_has_each_scenario_at_its_year_and_what_never_comes_beyond_the_axis() {
    for (size, look) in [
        ((60, 20), Look::new(true, true)),
        ((80, 24), Look::new(true, true)),
        ((80, 24), Look::new(true, false)),
        ((120, 40), Look::new(true, true)),
    ] {
        let mut desk = Desk::at("apec-40b").sized(size.0, size.1).looking(look.for_plain_text());
        desk.keys("b");
        let head = desk.line(" y never ");
        let column = |line: &str, part: &str| line.find(part).map(|at| line[..at].chars().count());
        // Two round years tell where every other one lies.
        let (zero, ten) = (column(&head, "0  ").unwrap(), column(&head, "10").unwrap() + 1);
        let marks = Scenario::ALL.map(|scenario| look.mark(scenario));
        for metric in [Metric::PaybackYears, Metric::CashMultipleYears, Metric::IncomeMultipleYears]
        {
            for scenario in Scenario::ALL {
                let cell = desk.cell_of(ClickTarget::Figure(scenario, metric));
                let line = desk.screen().lines().nth(cell.1.into()).unwrap().to_owned();
                let years = desk.session.results.scenarios[scenario].outcome.metrics[metric];
                let seen = line
                    .chars()
                    .skip(zero)
                    .position(|cell| cell.to_string() == marks[scenario as usize]);
                let seen = seen.unwrap_or_else(|| panic!("no {scenario:?} in {line}"));
                let per_year = (ten - zero) as f64 / 10.0;
                match years {
                    // Half a cell for the mark, and as much for the round year that it is read against.
                    Some(years) => {
                        let off = (seen as f64 - years * per_year).abs();
                        assert!(off <= 0.51 + 0.05 * years, "{line}");
                    }
                    None => assert!(seen as f64 > 14.0 * per_year, "{line}"),
                }
            }
        }
    }
}

/// A rung says in which month it ends, where its years are a stretch of the calendar: as the first
/// month at whose end cumulative cash is back at zero.
#[test]
fn a_rung_ends_in_the_month_in_which_cash_is_back() {
    let mut desk = Desk::at("apec-40b").sized(160, 50);
    desk.keys("b");
    let mut line = |scenario, metric| {
        let (_, row) = desk.cell_of(ClickTarget::Figure(scenario, metric));
        desk.screen().lines().nth(row.into()).unwrap().to_owned()
    };
    let inputs = preset("apec-40b").inputs;
    let plan = Plan::new(&inputs.programme);
    for scenario in [Scenario::Base, Scenario::Bull] {
        let drivers = inputs.scenarios[scenario].drivers();
        let mut workspace = Workspace::new();
        evaluate(&plan, drivers, &mut workspace);
        let cash = workspace.timeline.months(Series::CumulativeFcf);
        let back = (1..cash.len()).find(|at| cash[at - 1] < 0.0 && cash[*at] >= 0.0).unwrap();
        let month = inputs.programme.start.plus(i32::try_from(back).unwrap()).name();
        for metric in [Metric::PaybackYears, Metric::PaybackFromServiceYears] {
            assert!(line(scenario, metric).ends_with(&month), "{}", line(scenario, metric));
        }
        assert!(line(scenario, Metric::CashMultipleYears).ends_with(" y"));
    }
}

#[test]
fn a_payback_is_chosen_by_keys_and_mouse_defined_by_help_and_explained() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("m / text:discounted Enter Enter b").assert_shows("▸ Discounted payback");
    desk.keys("Home Down*4").assert_shows("▸ Steady-state payback");
    desk.assert_shows("Steady-state payback = Capital ÷ A year's cash");
    desk.assert_shows("Steady-state payback: ");
    desk.keys("?").assert_shows("Steady-state payback = Capital ÷ A year's cash");
    for explain in ["Enter", "x"] {
        desk.keys("Esc").keys(explain);
        desk.assert_shows("Explain  Steady-state payback of ● base  5.6 y");
    }
    desk.keys("Esc").assert_shows("▸ Steady-state payback");
    assert_eq!(desk.session.metric, Metric::DiscountedPaybackYears, "it was lent");
    desk.keys("/ text:ebitda Enter").assert_shows("▸ Ebitda multiple");
    desk.keys("Esc");
    let (column, row) = desk.cell_of(ClickTarget::Line(1));
    desk.click(column, row).assert_shows("▸ Lasting payback");
    desk.click(column, row).assert_shows("Explain  Lasting payback of ● base");
}

#[test]
fn a_click_on_a_figure_chooses_it_and_x_explains_it() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("b");
    let (column, row) =
        desk.cell_of(ClickTarget::Figure(Scenario::Bull, Metric::CashMultipleYears));
    desk.click(column, row).keys("x");
    desk.assert_shows("Explain  Steady-state payback of ▲ bull  4.3 y");
}

// All screens

#[test]
fn a_click_on_a_tab_goes_there() {
    let mut desk = Desk::at("apec-40b");
    for screen in Screen::ALL.into_iter().filter(|screen| screen.has_tab()) {
        let (column, row) = desk.cell_of(ClickTarget::Screen(screen));
        desk.click(column, row);
        assert_eq!(desk.session.screen, screen);
    }
}

#[test]
fn brackets_move_the_last_slider_and_every_screen_follows() {
    for keys in ["2", "2 v", "2 v v v", "3", "5", "6", "b", "c", "t text:10 Enter", "x"] {
        let mut desk = Desk::at("apec-40b");
        desk.keys(keys);
        // Below the title, above the foot: what the screen itself shows.
        let body = |screen: &str| screen.lines().skip(3).take(19).collect::<Vec<_>>().join("\n");
        let before = body(&desk.screen());
        desk.keys("]*5");
        near(base(&desk, Input::Driver(Driver::Utilization)), 0.70);
        desk.assert_shows("Utilization of base: 65 % → 70 %");
        assert_ne!(before, body(&desk.screen()), "{keys}");
        desk.keys("[*5");
        assert!(!desk.session.is_unsaved());
        desk.keys("7 Down*5 2 [");
        near(desk.session.preset.inputs.programme.growth_share, 0.99);
    }
}

#[test]
fn the_metric_picker_changes_the_figure_of_every_screen() {
    for tab in ["1", "2", "3", "5", "7"] {
        let mut desk = Desk::at("apec-40b");
        desk.keys(tab).keys("m");
        assert!(matches!(
            desk.session.dialog,
            Some(Dialog::List(ListDialog { of: ListSubject::Metrics, .. }))
        ));
        desk.keys("Home Enter");
        assert_eq!(desk.session.metric, Metric::Revenue);
        desk.keys("m Down Esc");
        assert_eq!(desk.session.metric, Metric::Revenue);
    }
}

#[test]
fn figures_without_a_value_are_said_to_have_none_everywhere() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("BackTab");
    for (keys, part) in [
        ("2", "never by 2040"),
        ("3", "never by 2040"),
        ("5", "never by 2040"),
        ("x", "never by 2040"),
    ] {
        desk.keys(keys).assert_shows(part);
        desk.assert_lacks("NaN");
    }
    desk.keys("t text:8 Enter");
    desk.assert_lacks("NaN");
}

#[test]
fn a_late_answer_is_dropped() {
    let mut desk = Desk::at("apec-40b");
    desk.answering = false;
    let now = desk.now();
    let ask = |session: &mut Session, action: Action| {
        session.apply(action, now).into_iter().find_map(|effect| match effect {
            Effect::Inquire(generation, inquiry) => Some((generation, inquiry)),
            _ => None,
        })
    };
    let (old, question) = ask(&mut desk.session, Action::Go(Screen::Drivers)).unwrap();
    let (new, moved) = ask(&mut desk.session, Action::ChooseScenario(Scenario::Bull)).unwrap();
    assert!(new > old);
    let never = std::sync::atomic::AtomicBool::new(false);
    let late = question.answer(&never).unwrap();
    desk.session.apply(Action::Answered(old, late), now);
    assert!(desk.session.answers.drivers.is_none());
    desk.assert_shows("Tornado  Payback of ▲ bull");
    let fresh = moved.answer(&never).unwrap();
    desk.session.apply(Action::Answered(new, fresh), now);
    assert_eq!(desk.session.answers.drivers.as_ref().unwrap().scenario, Scenario::Bull);
    desk.session.apply(Action::Answered(old, InquiryAnswer::Refused("late".into())), now);
    desk.assert_lacks("late");
    // The same question isn't put twice.
    assert!(ask(&mut desk.session, Action::Go(Screen::Drivers)).is_none());
}

#[test]
fn a_cancelled_question_gives_no_answer() {
    let mut desk = Desk::at("apec-40b");
    desk.answering = false;
    let now = desk.now();
    let effects = desk.session.apply(Action::Go(Screen::Grid), now);
    let Some(Effect::Inquire(_, inquiry)) = effects.into_iter().next() else { panic!() };
    assert!(inquiry.answer(&std::sync::atomic::AtomicBool::new(true)).is_none());
}

#[test]
fn screens_can_be_used_before_their_answer_comes() {
    let mut desk = Desk::at("apec-40b");
    desk.answering = false;
    desk.keys("2 Down Enter 3 Right Up Enter t text:9 Enter Down Enter");
    let _ = desk.screen();
    assert_eq!(desk.session.screens.drivers.view, DriversView::Tornado);
}

#[test]
fn the_wheel_moves_the_chosen_number_over_its_track() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("7");
    let number = Row::Slider(Input::Programme(ProgrammeNumber::GrowthShare));
    let (column, row) = desk.cell_of(ClickTarget::Row(number));
    desk.click(column, row);
    desk.mouse(PointerKind::Wheel(-1), column, row);
    desk.assert_open("apec-40b");
    desk.keys("Up").pause();
    let (column, row) = desk.cell_of(ClickTarget::Row(number));
    desk.click(column, row).pause();
    let track = desk.track(number);
    desk.mouse(PointerKind::Wheel(-1), track.x, track.y);
    near(desk.session.preset.inputs.programme.growth_share, 0.99);
}

/// The place of a claim in its preset.
fn claim(desk: &Desk, id: &str) -> usize {
    let claims = &desk.session.preset.claims;
    claims.iter().position(|claim| claim.id == id).expect("a claim")
}

/// What the chosen claim's foot says must be true, its lines as one.
fn must(desk: &mut Desk) -> Option<String> {
    let screen = desk.screen();
    let (_, said) = screen.split_once("What must be true: ")?;
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn a_claim_that_fails_says_what_would_make_it_true() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("6 Home").assert_lacks("What must be true:");
    let at = claim(&desk, "usual-payback");
    desk.keys(&format!("Home Down*{at}"));
    let said = must(&mut desk).expect("it fails");
    let claim = desk.session.preset.claims[at].clone();
    let Some(ClaimAnswer::Ways { alone, together: Some(joint) }) =
        desk.session.what_must_be_true(&claim)
    else {
        panic!("{said}")
    };
    // The figure gets to the end of the bound that it missed.
    let gives = |moves: &[(Input, f64)]| {
        let mut other = preset("apec-40b");
        for (input, to) in moves {
            other.inputs.set(*input, Scenario::Base, *to);
        }
        outcomes(&other)[Scenario::Base].metrics[Metric::CashMultipleYears].unwrap()
    };
    assert!(alone.len() > 3);
    for way in &alone {
        assert!(claim.bound.miss(gives(&[*way])).abs() < 1e-6, "{way:?}");
    }
    let moves: Vec<(Input, f64)> =
        joint.moves.iter().map(|(driver, to)| (Input::Driver(*driver), *to)).collect();
    near(gives(&moves), 5.0);
    // Drivers come first, the nearest before the others.
    assert!(alone.is_sorted_by_key(|(input, _)| !matches!(input, Input::Driver(_))), "{alone:?}");
    insta::assert_snapshot!(said.split(" Tested").next().unwrap(), @"capacity cost 1 → 0.88×, or utilization 65 → 72.7 %, or margin at reference 31 → 41.1 %, or one of 7 other inputs; or three together: utilization 65 → 72.3 %, margin at reference 31 → 31.1 %, attach rate 30 → 31.4 %; but it breaks 4 of the 5 fitted claims that hold");

    // Enter leads to all of it without another question.
    let asks = |desk: &mut Desk| {
        let asked = desk.session.apply(Action::Do(Command::SolveClaim), desk.now());
        asked.into_iter().any(|effect| matches!(effect, Effect::Inquire(..)))
    };
    assert!(!asks(&mut desk));
    assert_eq!(desk.session.screen, Screen::Solve);
    desk.assert_shows("Three together: utilization 65 → 72.3 %");
}

#[test]
fn what_must_be_true_is_said_of_assumptions_and_not_of_years() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    let at = claim(&desk, "bear-utilization");
    desk.keys(&format!("6 Home Down*{at}")).assert_lacks("What must be true:");
    desk.keys("1 BackTab = text:60 Enter 6");
    desk.assert_shows("What must be true: utilization 60 → 50 %");
    let mut desk = Desk::at("aws-backtest").sized(120, 40);
    let failing = claim(&desk, "revenue-2024");
    desk.keys("6 Home").assert_lacks("What must be true:");
    desk.keys(&format!("Down*{failing}"));
    desk.assert_shows(
        "What must be true: asked of the headline year alone, and this is about 2024",
    );
}

/// Multiples of next to nothing, and numbers too great or too small to be read, have no exponent.
#[test]
fn no_claim_is_solved_with_an_exponent_on_the_screen() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    let claims = desk.session.preset.claims.len();
    let mut solved = 0;
    for claim in 0..claims {
        desk.keys(&format!("6 Home Down*{claim} Enter")).pause();
        solved += usize::from(desk.session.screen == Screen::Solve);
        let screen = desk.screen();
        for found in screen.match_indices('e').map(|(at, _)| at) {
            let digit = |at: Option<char>| at.is_some_and(|at| at.is_ascii_digit());
            let (before, after) = (&screen[..found], &screen[found + 1..]);
            let is_exponent = digit(before.chars().last())
                && digit(after.trim_start_matches(['-', '+', '−']).chars().next());
            assert!(!is_exponent, "claim {claim}:\n{screen}");
        }
        desk.keys("Esc");
    }
    assert_eq!(solved, claims - 1, "one restates an input, and leads to its slider");
}

/// A programme of which a part is contracted and most of the money borrowed.
fn levered() -> payback::preset::Preset {
    let mut preset = preset("apec-40b");
    let programme = &mut preset.inputs.programme;
    (programme.contracts_share, programme.debt_share) = (0.6, 0.7);
    (programme.debt_rate, programme.debt_years) = (0.065, 15.0);
    preset
}

#[test]
fn cash_shows_contracts_and_debt_where_there_are_any() {
    let mut plain = Desk::at("apec-40b").sized(160, 50);
    plain.keys("5").assert_lacks("contracts");
    plain.assert_lacks("debt");
    let mut desk = Desk::on(levered()).sized(160, 50);
    desk.keys("5");
    let heads = desk.line("year ");
    for head in ["contracts", "equity", "eq. total", "debt", "drawn", "repaid", "interest"] {
        assert!(heads.contains(head), "{head}: {heads}");
    }
    // What comes first has room on any screen.
    let mut narrow = Desk::on(levered());
    assert!(narrow.keys("5").line("year ").contains("equity"));
}

#[test]
fn cash_goes_by_quarters_of_the_financial_year_and_back() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("5 d").assert_shows("Cash by quarter, $bn");
    desk.assert_shows("2025-Q4");
    // The year that the table begins with stays.
    desk.keys("d Down*2 d").assert_shows("2027-Q1");
    desk.assert_lacks("2026-Q4");
    desk.keys("Down d");
    assert_eq!(desk.session.screens.cash.scroll, 2);
    desk.keys("Home d");
    desk.keys("End").assert_shows("2040-Q4");
    desk.keys("v").assert_shows("three side by side");
    desk.assert_shows("2025-Q4");
    desk.keys("d").assert_shows("Cash by year, $bn");
    let mut june = preset("apec-40b");
    june.inputs.programme.year_ends = 6.0;
    let mut desk = Desk::on(june).sized(120, 40);
    desk.keys("5").assert_shows("2041 ");
    desk.keys("d").assert_shows("2026-Q2");
    desk.assert_lacks("2025-Q4");
}

#[test]
fn what_is_still_owed_stands_beside_the_payback_of_equity() {
    let mut desk = Desk::on(levered()).sized(120, 40);
    desk.keys(&format!("2 m Home Down*{} Enter", Metric::EquityPaybackYears as usize));
    assert!(desk.line("Equity payback of").contains("bn still owed"), "{}", desk.screen());
    let mut plain = Desk::at("apec-40b").sized(120, 40);
    plain.keys(&format!("2 m Home Down*{} Enter", Metric::EquityPaybackYears as usize));
    plain.assert_lacks("still owed");
}

#[test]
fn a_move_that_breaks_fitted_claims_says_so() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("t text:10 Enter");
    let screen = desk.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, _) = screen
        .split_once(" of the 5 fitted claims that hold")
        .unwrap_or_else(|| panic!("not said on\n{screen}"));
    let broken: usize = before.rsplit(' ').next().and_then(|count| count.parse().ok()).unwrap();
    assert!(broken > 0);
    desk.keys("Enter 6").assert_shows(&format!("Fitted {}/5", 5 - broken));
}

/// Servers that wear out in three years bring the steady-state payback to five, and NPV to −$26 bn.
#[test]
fn every_way_to_a_target_says_what_it_costs() {
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("t Tab");
    let inputs = desk.session.preset.inputs.clone();
    for label in ["Server life", "Facility life", "Utilization"] {
        let row = desk.line(&format!("  {label}  "));
        let way = desk.session.solutions().into_iter().find_map(|way| match way {
            WayThere::Alone(way) if way.input.label() == label => Some(way.clone()),
            _ => None,
        });
        let way = way.expect("listed");
        let mut moved = preset("apec-40b");
        moved.inputs.set(way.input, Scenario::Base, way.roots[0]);
        let npv = outcomes(&moved)[Scenario::Base].metrics[Metric::Npv].unwrap();
        let sign = if npv < 0.0 { "−" } else { "" };
        assert!(row.contains(&format!("{sign}${:.1} bn", npv.abs())), "{row}");
        let broken = check(&inputs, &moved.claims)
            .iter()
            .zip(check(&moved.inputs, &moved.claims))
            .filter(|(now, then)| {
                now.claim.kind == ClaimKind::Calibrated && now.holds && !then.holds
            })
            .count();
        assert!(row.contains(&format!("✗{broken}/5")), "{row}");
    }
    desk.keys("/ text:server_life Enter")
        .assert_shows("NPV falls from −$2.0 bn to −$26.3 bn, and it");
    // Where a claim says what must be true, they come last of their kind.
    desk.keys("6 Home");
    let at = claim(&desk, "usual-payback");
    desk.keys(&format!("Home Down*{at}"));
    let claim = desk.session.preset.claims[at].clone();
    let Some(ClaimAnswer::Ways { alone, .. }) = desk.session.what_must_be_true(&claim) else {
        panic!("it has ways")
    };
    let last = alone[alone.len() - 2..].iter().map(|(input, _)| input.label());
    assert_eq!(last.collect::<Vec<_>>(), ["Server life", "Facility life"]);
}

/// Behind the figure of every line stand the digits that the formula above it has.
#[test]
fn figures_of_a_derivation_are_those_of_its_formulas() {
    fn walk(node: &Node, seen: &mut usize) {
        let put_in = node.formula.rsplit(" = ").next().unwrap_or_default();
        let is_listed = node.parts.len() <= 6 && node.formula.contains(" = ");
        for part in node.parts.iter().filter(|_| is_listed) {
            let is_derived = !matches!(part.operation, Operation::Input | Operation::Given);
            if is_derived && part.value.is_some() {
                let shown = format::node(Currency::DOLLAR, part);
                let digits: String =
                    shown.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                let digits = digits.trim_end_matches('.');
                assert!(put_in.contains(digits), "{shown}: {}", node.formula);
                *seen += 1;
            }
        }
        node.parts.iter().for_each(|part| walk(part, seen));
    }
    let inputs = preset("apec-40b").inputs;
    let mut seen = 0;
    for metric in [Metric::PaybackYears, Metric::OperatingMargin, Metric::Irr, Metric::PeakDraw] {
        let explanation = explain(Question::new(&inputs, Scenario::Base, metric));
        walk(&explanation.root, &mut seen);
    }
    assert!(seen > 100, "{seen}");
    let mut desk = Desk::at("apec-40b").sized(120, 40);
    desk.keys("x").assert_shows("Months to zero ÷ Months in a year = 135.5 ÷ 12 = 11.3 y");
    assert!(desk.line("▿ Months to zero ").contains("135.5 mo"), "{}", desk.screen());
    desk.assert_shows("▹ Free cash flow, 2026");
}

#[test]
fn a_list_that_goes_on_is_marked_and_its_chosen_row_is_in_sight() {
    let mut desk = Desk::at("apec-40b");
    desk.keys("2 v v").assert_shows("▾");
    let tornado = desk.session.answers.drivers.clone().unwrap();
    let last = tornado.rows.len() - 1;
    desk.keys("End").assert_shows("▴");
    assert_eq!(desk.session.screens.drivers.selected, last);
    assert!(desk.screen().lines().any(|line| line.starts_with("▸ ")), "{}", desk.screen());
    let mut desk = Desk::at("apec-40b");
    desk.keys("Right*5 c").assert_shows("▾");
    desk.keys("End").assert_shows("▴");
}

#[test]
fn every_main_screen_has_its_name_at_80_columns() {
    let mut desk = Desk::at("apec-40b");
    for key in ["1", "4", "8"] {
        desk.keys(key);
        let tabs = desk.screen().lines().nth(1).unwrap().to_owned();
        for name in ["1 Explore", "2 Drivers", "3 Grid", "7 Programme", "8 Back-test"] {
            assert!(tabs.contains(name), "{tabs}");
        }
        let here = ["[1 Explore]", "[4 Risk]", "[8 Back-test]"];
        assert_eq!(here.iter().filter(|here| tabs.contains(**here)).count(), 1, "{tabs}");
    }
}
