//! `payback new`: a programme from what is known of it, by options alone.

use crate::evaluation::Home;
use payback::preset::BRIEF_FIELDS;

const ORACLE: [&str; 11] = [
    "new",
    "oracle-openai",
    "--pledge",
    "300",
    "--first",
    "2027-01",
    "--revenue",
    "50..60",
    "--margin",
    "25%..35%",
    "--title=Oracle's contract for OpenAI",
];

fn saved(home: &Home) -> usize {
    let folder = home.path().join("data/payback/presets");
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn a_programme_is_begun_by_options_and_answers_at_once() {
    let home = Home::new();
    let said = home.done(&ORACLE);
    assert!(said.starts_with("saved as oracle-openai"), "{said}");
    assert!(!said.contains("The model gives"), "{said}");
    // What was said and doesn't come out is no secret.
    let late =
        ["new", "late", "--pledge=300", "--first=2027-07", "--months=60", "--power-delay=12"];
    let more = ["--headline-year=2033", "--revenue=55", "--margin=30%"];
    let said = home.done(&[&late[..], &more].concat());
    assert!(said.contains("operating margin of 30 %. The model gives"), "{said}");
    let shown = home.done(&["presets", "show", "oracle-openai"]);
    assert!(shown.contains("// Where and when the money is spent"), "{shown}");
    let evaluated = home.json(&["eval", "oracle-openai", "--format", "json"]);
    let revenue = evaluated["scenarios"]["base"]["metrics"]["revenue"].as_f64().unwrap();
    assert!((revenue / 55.0 - 1.0).abs() < 1e-3, "{revenue}");
    home.done(&["check", "oracle-openai"]);
    // What is there stays as it is.
    home.refused(&ORACLE, &["there is ‘oracle-openai’ already", "choose another name"]);
    assert_eq!(home.done(&["presets", "show", "oracle-openai"]), shown);
    // A file of any place, called as it is named.
    let path = home.path().join("harbour.ron").display().to_string();
    let harbour = ["new", &path, "--pledge=12", "--first=2027-01", "--revenue=2.4", "--margin=30%"];
    home.done(&harbour);
    assert!(std::fs::read_to_string(&path).unwrap().contains("name: \"harbour\""));
}

#[test]
fn what_is_missing_is_listed_and_nothing_is_written() {
    let home = Home::new();
    let required = BRIEF_FIELDS.iter().filter(|field| field.is_required);
    let flags: Vec<String> =
        required.map(|field| format!("--{}", field.id.replace('_', "-"))).collect();
    assert!(flags.len() > 3);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    home.refused(&["new"], &flags);
    home.refused(&["new", "harbour", "--pledge=1"], &["--first", "--revenue", "--margin"]);
    assert_eq!(saved(&home), 0);
}

/// One clear error for each option, which names it.
#[test]
fn what_is_no_value_of_an_option_is_said_there() {
    let home = Home::new();
    for field in
        BRIEF_FIELDS.iter().filter(|field| !matches!(field.id, "title" | "name" | "source"))
    {
        let flag = format!("--{}", field.id.replace('_', "-"));
        let wrong = format!("{flag}=no such thing");
        let mut arguments: Vec<&str> = vec!["new", "wrong"];
        let others = ORACLE[2..10].chunks(2).filter(|pair| pair[0] != flag);
        arguments.extend(others.flatten());
        arguments.push(&wrong);
        home.refused(&arguments, &[&format!("{flag}: ")]);
    }
    home.refused(&["new", "../wrong/", "--pledge=1"], &["--first"]);
    let whole: Vec<&str> = ORACLE.iter().copied().filter(|word| *word != "oracle-openai").collect();
    let named = |name: &'static str| {
        let mut arguments = whole.clone();
        arguments.insert(1, name);
        arguments
    };
    home.refused(&named("apec-40b"), &["bundled preset", "choose another"]);
    home.refused(&named("nowhere/harbour.ron"), &["nowhere"]);
    home.refused(&named("folder/"), &["add the file's name"]);
    assert_eq!(saved(&home), 0);
}

/// A view of a file is shown by its name, on the command line as in the explorer.
#[test]
fn a_view_is_shown_by_its_name() {
    let home = Home::new();
    home.done(&["presets", "copy", "apec-40b", "./own.ron"]);
    let path = home.path().join("own.ron");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, end) = text.trim_end().split_at(text.trim_end().len() - 1);
    let view = "views: [(name: \"busier\", screen: Cash, set: {\"base.utilization\": 0.72})],\n";
    std::fs::write(&path, format!("{before}    {view}{end}\n")).unwrap();
    let path = path.display().to_string();
    let render = ["--render", "120x40", "--format", "txt"];
    let shown = home.done(&[&[&path, "--view", "busier"], &render[..]].concat());
    let set = home.json(&["eval", &path, "--set", "base.utilization=0.72", "--format", "json"]);
    let years = set["scenarios"]["base"]["metrics"]["payback_years"].as_f64().unwrap();
    assert!(shown.contains("[5 Cash]") && shown.contains(&format!("{years:.1} y")), "{shown}");
    home.refused(&[&[&path, "--view", "busie"], &render[..]].concat(), &["‘busier’"]);
    let none = ["apec-40b", "--view", "busy"];
    home.refused(&[&none[..], &render[..]].concat(), &["the preset has none"]);
}
