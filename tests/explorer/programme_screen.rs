//! Programme: the whole file seen and changed by keys; what is remembered of sites follows them.

use crate::shown::Random;
use crate::support::{Desk, preset};
use payback::model::{Driver, Input, Metric, Month, Scenario, SiteNumber};
use payback::preset::difference::PresetPart;
use payback::preset::{
    Difference, Library, Origin, Preset, differences, read, read_file, refusals,
};
use payback::session::{Content, Dialog, Field, FormDialog, Results, Row, Screen};
use payback::view::ClickTarget;

/// Goes to the row of that key.
fn go_to(desk: &mut Desk, key: &str) {
    // An underscore is a blank there, and so two words of the one key.
    desk.keys("7 /").keys(&format!("text:{key} Enter g"));
    let chosen = match desk.session.row {
        Row::Field(field) => field.key(),
        Row::Slider(Input::Weight) => "weight".to_owned(),
        Row::Slider(input) => input.to_string(),
        Row::Stresses => String::new(),
    };
    assert_eq!(chosen, key);
    desk.keys("Esc");
}

/// Types a value on the row of that key; the field stays open where it is refused.
fn type_on(desk: &mut Desk, key: &str, value: &str) {
    go_to(desk, key);
    desk.keys("= ctrl-u").paste(value).keys("Enter");
}

/// The same of a value that is taken.
fn set(desk: &mut Desk, key: &str, value: &str) {
    type_on(desk, key, value);
    assert!(desk.session.dialog.is_none(), "{key} {value}:\n{}", desk.screen());
}

fn names(desk: &Desk) -> Vec<&str> {
    desk.session.preset.inputs.programme.sites.iter().map(|site| site.name.as_str()).collect()
}

#[test]
fn texts_dates_and_settings_are_typed_stepped_and_reset_and_each_is_undone() {
    let mut desk = Desk::at("apec-plus-korea");
    let opened = desk.session.preset.clone();
    let month = |year, month| Month::new(year, month);
    set(&mut desk, "name", "Another name");
    desk.assert_shows("Name: ‘APEC");
    set(&mut desk, "summary", "");
    set(&mut desk, "currency", "EUR");
    set(&mut desk, "programme.horizon", "2041-06");
    desk.assert_shows("Horizon: Dec 2040 → Jun 2041");
    set(&mut desk, "programme.headline_year", "2031");
    set(&mut desk, "programme.year_ends", "6");
    set(&mut desk, "programme.calibration.server_share", "55%");
    set(&mut desk, "programme.gdp.by", "2030-01");
    set(&mut desk, "programme.sites.1.name", "Busan");
    set(&mut desk, "programme.sites.1.first", "2027-02");
    desk.assert_shows("First month: ");
    desk.assert_shows("‘Busan’");
    let Preset { name, summary, currency, inputs, .. } = &desk.session.preset;
    assert_eq!([name, summary, currency], ["Another name", "", "EUR"]);
    let programme = &inputs.programme;
    assert_eq!((programme.horizon, programme.headline_year), (month(2041, 6), 2031));
    assert_eq!((programme.year_ends, programme.calibrated_server_share), (6.0, 0.55));
    assert_eq!((programme.gdp_by, programme.sites[1].first), (month(2030, 1), month(2027, 2)));
    assert_eq!(programme.sites[1].name, "Busan");
    assert_eq!(desk.undo_all(), 10);
    assert!(desk.session.preset == opened);
    // A step is a month, a year, or the setting's own; what is saved comes back.
    for (key, keys) in [
        ("programme.stress_from", "Right*3 Left"),
        ("programme.headline_year", "Right"),
        ("programme.year_ends", "Left*3"),
        ("programme.calibration.server_life", "Left"),
        ("programme.sites.0.first", "Right*2"),
    ] {
        go_to(&mut desk, key);
        desk.keys(keys);
        assert!(desk.session.is_unsaved(), "{key}");
        desk.keys("r");
        assert!(desk.session.preset == opened, "{key}");
    }
    go_to(&mut desk, "programme.stress_from");
    desk.keys("Right").assert_shows("Stress from: Jan 2028 → Feb 2028");
    // A text has no steps, and leaving it as it is changes nothing.
    go_to(&mut desk, "summary");
    desk.keys("Right").assert_shows("Enter types it");
    desk.keys("Enter Enter").assert_shows("it is already there");
}

#[test]
fn what_cannot_be_is_said_under_the_field_which_stays_open() {
    let mut desk = Desk::at("apec-plus-korea").sized(120, 40);
    let opened = desk.session.preset.clone();
    for (key, typed, said) in [
        ("programme.start", "2027-01", "before the programme's start, 2027-01; let it begin then"),
        ("programme.start", "soon", "is not a month"),
        ("programme.horizon", "2026-01", "valid is 12 to 600"),
        ("programme.headline_year", "2050", "valid is 20"),
        ("programme.headline_year", "late", "is not a year"),
        ("programme.year_ends", "13", "valid"),
        ("programme.calibration.server_share", "120%", "valid"),
        ("programme.sites.0.first", "2020-01", "let it begin then or later"),
        ("programme.sites.0.name", "", "can't be empty"),
        ("name", " ", "can't be empty"),
        ("currency", "euros", "can't stand for a currency"),
    ] {
        type_on(&mut desk, key, typed);
        assert!(matches!(desk.session.dialog, Some(Dialog::Exact(_))), "{key} {typed}");
        desk.assert_says(said);
        desk.keys("Esc");
        assert!(desk.session.preset == opened, "{key} {typed}");
    }
    // What typing can't do, a step can't either.
    go_to(&mut desk, "programme.start");
    desk.keys("Right*24");
    desk.assert_shows("let it begin then or later");
    assert!(refusals(&desk.session.preset).is_empty());
}

#[test]
fn sites_are_added_copied_moved_and_deleted_and_what_is_chosen_follows() {
    let mut desk = Desk::at("apec-plus-korea").sized(120, 40);
    let opened = desk.session.preset.clone();
    let [first, second] = &names(&desk)[..] else { panic!("two sites") };
    let [first, second] = [(*first).to_owned(), (*second).to_owned()];
    desk.keys("3 i / text:programme.sites.1.extra Enter Enter");
    let axis = |desk: &Desk| desk.session.screens.grid.x;
    assert_eq!(axis(&desk), Input::Site(1, SiteNumber::ExtraDelay));
    desk.keys("7 n").assert_shows("New site");
    desk.keys("Enter").assert_says("a site needs a name");
    desk.paste(&first).keys("Enter").assert_says("has that name already");
    desk.keys("ctrl-u text:Busan Enter").assert_shows("Site ‘Busan’ added");
    assert_eq!(names(&desk), [&first[..], &second[..], "Busan"]);
    assert_eq!(desk.session.row, Row::Slider(Input::Site(2, SiteNumber::Pledge)));
    desk.keys("K K").assert_shows("Site 1: Busan");
    assert_eq!(names(&desk), ["Busan", &first[..], &second[..]]);
    assert_eq!(desk.session.row, Row::Slider(Input::Site(0, SiteNumber::Pledge)));
    assert_eq!(axis(&desk), Input::Site(2, SiteNumber::ExtraDelay));
    desk.keys("K").assert_shows("it is the first site already");
    desk.keys("Down J");
    assert_eq!(desk.session.row, Row::Field(Field::Site(1, "first")));
    desk.keys("d Enter").assert_shows("Site ‘Busan, copy’ added");
    assert_eq!(names(&desk), [&first[..], "Busan", "Busan, copy", &second[..]]);
    desk.keys("D").assert_shows("Site ‘Busan, copy’ deleted");
    desk.keys("u U u").assert_shows("undone: Site ‘Busan, copy’ deleted");
    assert_eq!(axis(&desk), Input::Site(3, SiteNumber::ExtraDelay));
    // A site that is gone takes its axis along.
    go_to(&mut desk, "programme.sites.3.pledge");
    desk.keys("D");
    assert_eq!(axis(&desk), Input::Driver(Driver::Utilization));
    desk.undo_all();
    assert!(desk.session.preset == opened);
    // A programme keeps a site, and what no site has needs one to be chosen.
    desk.keys("g D").assert_shows("choose a row of a site first");
    go_to(&mut desk, "programme.sites.0.pledge");
    desk.keys("D D").assert_shows("needs one");
    assert_eq!(names(&desk).len(), 1);
}

#[test]
fn a_double_click_types_and_every_row_is_found() {
    let mut desk = Desk::at("oracle-oci").sized(120, 40);
    let start = Row::Field(Field::Programme("start"));
    desk.keys("7 g");
    let (column, row) = desk.cell_of(ClickTarget::Row(start));
    desk.click(column, row);
    assert_eq!(desk.session.row, start);
    desk.click(column, row).assert_shows("a month, as YYYY-MM");
    desk.keys("Esc / text:fy27 Enter");
    // The site's heading and its rows alone.
    desk.assert_shows("Site 3: FY27");
    desk.assert_lacks("Site 2: FY26");
    desk.assert_lacks("Tax rate");
}

#[test]
fn sites_come_and_go_under_every_screen_and_undo_leads_back() {
    const EDITS: [&str; 9] = [
        "7 n text:a Enter Esc",
        "7 n text:b Enter Esc",
        "7 d Enter Esc",
        "7 D",
        "7 J",
        "7 K",
        "7 Right*2",
        "7 Down*7",
        "7 Up*4",
    ];
    const LOOKS: [&str; 10] = [
        "3 i / text:site Enter Down*3 Enter",
        "3 I G Enter",
        "3 Right*2 Enter",
        "p",
        "P Enter",
        "c v",
        "2 v Down*4",
        "[*2",
        "u",
        "U*2",
    ];
    for seed in 1..=2 {
        let mut random = Random::new(seed);
        let mut desk = Desk::at("oracle-oci").sized(100, 30);
        for turn in 0..120 {
            let some = if random.one_in(3) { &LOOKS[..] } else { &EDITS };
            let keys = random.pick(some);
            // A simulation takes long, and knows nothing of sites by number.
            desk.answering = random.one_in(4) && desk.session.screen != Screen::Risk;
            desk.keys(keys);
            while desk.session.dialog.is_some() {
                desk.keys("Esc");
            }
            let screen = random.pick(&Screen::ALL);
            desk.answering &= screen != Screen::Risk;
            desk.keys(screen.key());
            desk.frame();
            while desk.session.dialog.is_some() {
                desk.keys("Esc");
            }
            let session = &desk.session;
            let sites = session.preset.inputs.programme.sites.len();
            let is_there = |site: Option<usize>| site.is_none_or(|site| site < sites);
            assert!(is_there(session.row.site()), "seed {seed}, turn {turn}: {keys}");
            for axis in [session.screens.grid.x, session.screens.grid.y] {
                assert!(is_there(Row::Slider(axis).site()), "seed {seed}, turn {turn}: {keys}");
            }
            let fresh = Results::new(&session.preset.inputs);
            assert!(session.results.scenarios == fresh.scenarios, "seed {seed}, turn {turn}");
            assert_eq!(session.preset.inputs.violations(), []);
        }
        let (present, place) = (desk.session.preset.clone(), desk.session.history.place());
        desk.answering = false;
        assert!(place > 9, "seed {seed}: {place} edits");
        assert_eq!(desk.undo_all(), place);
        desk.assert_open("oracle-oci");
        for _ in 0..place {
            desk.keys("U");
        }
        assert!(desk.session.preset == present, "seed {seed}");
    }
}

// From nothing to a case, by keys alone

/// Oracle's contract as a file has it: $300bn and 4.5 GW from 2027 on.
const ORACLE: &str = r#"(
    format: 1,
    name: "Oracle's contract for OpenAI",
    summary: "Capacity of 4.5 GW let to OpenAI for $300bn, from June 2027 on.",
    programme: (
        start: "2026-06", horizon: "2037-05", headline_year: 2031, year_ends: 5,
        stress_from: "2028-09",
        sites: [
            (name: "Abilene and Shackelford", pledge: 55.0, first: "2026-06", months: 12),
            (name: "Doña Ana and Lordstown", pledge: 85.0, first: "2027-06", months: 18, extra_delay: 3.0),
            (name: "Milam and the Midwest", pledge: 60.0, first: "2028-06", months: 12, yield_factor: 0.95),
        ],
        build_months: 9.0, ramp_months: 3.0,
        revenue_yield: 0.372, reference_utilization: 0.9, reference_attach: 0.0,
        fixed_opex_share: 0.6, server_share: 0.73, server_life: 5.0, generation_fade: 0.03,
        calibration: (server_life: 6.0, server_share: 0.73),
        mw_per_bn: 18.0, pue: 1.25,
        contracts: (share: 1.0, years: 5.0, load: 0.95),
        debt: (share: 0.6, rate: 0.065, years: 10.0, grace_months: 12),
        tax_rate: 0.2, discount_rate: 0.1, residual_share: 0.5,
        gdp: (by: "2031-05"),
        group_revenue: 67.0, group_capex: 50.0,
    ),
    scenarios: (
        bear: (weight: 0.3, utilization: 0.7, margin: 0.14, power_delay: Months(12.0), attach: 0.0),
        base: (weight: 0.5, utilization: 0.9, margin: 0.16, power_delay: Months(3.0), attach: 0.0),
        bull: (weight: 0.2, utilization: 0.95, margin: 0.25, power_delay: Months(0.0), attach: 0.0),
    ),
    claims: [
        (id: "contract", says: "OpenAI pays about $60bn a year.", kind: Tested, scenario: base,
            measure: "revenue@2031", within: (54.0, 66.0), source: "windowsnews.ai, Sep 2025"),
        (id: "power", says: "4.5 GW are let, 3.6 GW of them IT power.", kind: Plausibility,
            scenario: base, measure: "it_mw_in_service@2031", at_least: 3600.0, source: ""),
        (id: "payback", says: "It pays back within its term.", kind: Calibrated, scenario: bull,
            measure: "payback_years", at_most: 10.0, source: "assumption"),
    ],
)"#;

/// What is typed on Programme.
const TYPED: [(&str, &str); 47] = [
    ("summary", "Capacity of 4.5 GW let to OpenAI for $300bn, from June 2027 on."),
    ("programme.year_ends", "5"),
    ("programme.headline_year", "2031"),
    ("programme.stress_from", "2028-09"),
    ("programme.sites.0.name", "Abilene and Shackelford"),
    ("programme.sites.1.name", "Doña Ana and Lordstown"),
    ("programme.sites.0.pledge", "55"),
    ("programme.sites.0.months", "12"),
    ("programme.sites.1.pledge", "$85 bn"),
    ("programme.sites.1.first", "2027-06"),
    ("programme.sites.1.months", "18"),
    ("programme.sites.1.extra_delay", "3"),
    ("programme.sites.2.pledge", "60"),
    ("programme.sites.2.first", "2028-06"),
    ("programme.sites.2.months", "12"),
    ("programme.sites.2.extra_delay", "0"),
    ("programme.sites.2.yield_factor", "0.95"),
    ("programme.build_months", "9"),
    ("programme.ramp_months", "3 mo"),
    ("programme.revenue_yield", "0.372"),
    ("programme.reference_utilization", "90%"),
    ("programme.reference_attach", "0"),
    ("programme.fixed_opex_share", "60"),
    ("programme.server_share", "73%"),
    ("programme.server_life", "5 y"),
    ("programme.generation_fade", "3%"),
    ("programme.calibration.server_life", "6"),
    ("programme.calibration.server_share", "73"),
    ("programme.calibration.revenue_yield", "0.372"),
    ("programme.mw_per_bn", "18"),
    ("programme.pue", "1.25"),
    ("programme.contracts.share", "100"),
    ("programme.contracts.years", "5"),
    ("programme.contracts.load", "95"),
    ("programme.debt.share", "60%"),
    ("programme.debt.rate", "6.5%"),
    ("programme.debt.years", "10"),
    ("programme.debt.grace_months", "12"),
    ("programme.tax_rate", "20"),
    ("programme.discount_rate", "10"),
    ("programme.residual_share", "50"),
    ("programme.gdp.by", "2031-05"),
    ("programme.group_revenue", "67"),
    ("programme.group_capex", "50"),
    ("programme.attach_margin", "60"),
    ("programme.attach_uplift", "0.6"),
    ("programme.renewal_share", "100"),
];

/// What is typed on Explore: a driver's values in bear, base and bull.
const DRIVERS: [(&str, [&str; 3]); 4] = [
    ("utilization", ["70", "90%", "95"]),
    ("margin", ["14", "16", "25%"]),
    ("power_delay", ["12", "3 mo", "0"]),
    ("attach", ["0", "0", "0"]),
];

/// The open form.
fn form(desk: &Desk) -> &FormDialog {
    match &desk.session.dialog {
        Some(Dialog::Form(form)) => form,
        other => panic!("no form: {other:?}"),
    }
}

/// Makes a claim with the claim form: each field's label with a text, or an option's beginning.
fn make_claim(desk: &mut Desk, fields: &[(&str, &str)]) {
    desk.keys("6 n");
    for (label, wanted) in fields {
        let at = form(desk).fields.iter().position(|field| field.label == *label).unwrap();
        for _ in 0..form(desk).fields.len() {
            if form(desk).chosen != at {
                desk.keys("Tab");
            }
        }
        assert_eq!(form(desk).chosen, at, "{label}");
        match &form(desk).fields[at].content {
            Content::Text(_) => drop(desk.keys("End ctrl-u").paste(wanted)),
            Content::Choice { options, .. } => {
                let place = options.iter().position(|option| option.starts_with(wanted));
                let place = place.unwrap_or_else(|| panic!("{wanted} in {options:?}"));
                desk.keys("Home").keys(&format!("Right*{place}"));
            }
        }
    }
    desk.keys("Enter");
    assert!(desk.session.dialog.is_none(), "{}", desk.screen());
}

/// Every metric of every scenario.
fn figures(preset: &Preset) -> Vec<(Scenario, Metric, Option<f64>)> {
    let results = Results::new(&preset.inputs);
    let of = |scenario: Scenario| {
        let outcome = results.scenarios[scenario].outcome;
        Metric::ALL.map(|metric| (scenario, metric, outcome.metrics[metric]))
    };
    Scenario::ALL.into_iter().flat_map(of).collect()
}

#[test]
fn the_oracle_case_is_rebuilt_by_keys_alone() {
    let wanted = read(ORACLE.as_bytes(), "oracle-openai").unwrap_or_else(|error| panic!("{error}"));
    let folder = tempfile::tempdir().unwrap();
    let library = Library::at(folder.path());
    let mut desk = Desk::with(preset("apec-40b"), Origin::Bundled("apec-40b"), library);
    desk.keys("ctrl-n")
        .paste("Oracle's contract for OpenAI")
        .keys("Tab*2 text:40 Tab text:2026-06");
    desk.keys("Tab*2 text:2037-05 Tab text:2031 Tab text:60 Tab text:16% Enter");
    assert_eq!(desk.session.preset.name, "Oracle's contract for OpenAI");
    // Sites: one more and a copy of it, then the order that the file has.
    desk.keys("7 n text:Last Enter d ctrl-u").paste("Milam and the Midwest").keys("Enter K J");
    for (key, value) in TYPED {
        set(&mut desk, key, value);
    }
    for (scenario, weight) in ["30%", "50", "20"].into_iter().enumerate() {
        go_to(&mut desk, "weight");
        while desk.session.scenario != Scenario::ALL[scenario] {
            desk.keys("Tab");
        }
        desk.keys("=").paste(weight).keys("Enter");
    }
    for (driver, values) in DRIVERS {
        desk.keys("1 /").keys(&format!("text:{driver} Enter g Esc"));
        let input = Input::Driver(Driver::from_id(driver).unwrap());
        assert_eq!(desk.session.row, Row::Slider(input));
        for (scenario, value) in values.into_iter().enumerate() {
            while desk.session.scenario != Scenario::ALL[scenario] {
                desk.keys("Tab");
            }
            desk.keys("=").paste(value).keys("Enter");
        }
    }
    while !desk.session.preset.claims.is_empty() {
        desk.keys("6 D");
    }
    make_claim(
        &mut desk,
        &[
            ("id", "contract"),
            ("says", "OpenAI pays about $60bn a year."),
            ("kind", "Tested"),
            ("scenario", "base"),
            ("figure", "Revenue"),
            ("year", "2031"),
            ("bound", "within"),
            ("from", "54"),
            ("to", "66"),
            ("source", "windowsnews.ai, Sep 2025"),
        ],
    );
    make_claim(
        &mut desk,
        &[
            ("id", "power"),
            ("says", "4.5 GW are let, 3.6 GW of them IT power."),
            ("kind", "Plausibility"),
            ("scenario", "base"),
            ("figure", "IT power in service"),
            ("year", "2031"),
            ("bound", "at least"),
            ("from", "3600"),
            ("source", ""),
        ],
    );
    make_claim(
        &mut desk,
        &[
            ("id", "payback"),
            ("says", "It pays back within its term."),
            ("kind", "Calibrated"),
            ("scenario", "bull"),
            ("figure", "Payback"),
            ("bound", "at most"),
            ("to", "10"),
            ("source", "assumption"),
        ],
    );
    let made = desk.session.preset.clone();
    let inputs = |of: &Difference| (of.part == PresetPart::Inputs).then(|| of.path.clone());
    let differing: Vec<String> = differences(&made, &wanted).iter().filter_map(inputs).collect();
    assert_eq!(differing, [""; 0]);
    assert_eq!([&made.name, &made.summary], [&wanted.name, &wanted.summary]);
    for ((scenario, metric, made), (.., wanted)) in figures(&made).into_iter().zip(figures(&wanted))
    {
        let same = match (made, wanted) {
            (Some(made), Some(wanted)) => (made - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
            (made, wanted) => made == wanted,
        };
        assert!(same, "{} of {}: {made:?}, not {wanted:?}", metric.id(), scenario.id());
    }
    assert_eq!(made.claims, wanted.claims);
    // What was made is what its file holds.
    desk.keys("s");
    let Origin::Saved { path, .. } = &desk.session.file.origin else { panic!("not saved") };
    assert!(read_file(path).unwrap() == made);
}
