//! `payback man`: the pages that man and others read.

use crate::evaluation::Home;
use crate::support::skipped;
use payback::report::command::SUBCOMMANDS;
use std::fs;
use std::process::{Command, Stdio};

#[test]
fn every_subcommand_has_a_page_that_man_takes_without_a_warning() {
    let home = Home::new();
    fs::create_dir(home.path().join("man1")).unwrap();
    assert_eq!(home.done(&["man", "-o", "man1"]), "");
    let page = |name: &str| {
        let path = home.path().join("man1").join(format!("{name}.1"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let subcommands = SUBCOMMANDS.iter().filter(|name| **name != "help");
    let names = subcommands.map(|name| format!("payback-{name}"));
    let names: Vec<_> = names.chain(["payback-presets-copy".to_owned()]).collect();
    for name in &names {
        let words: Vec<_> = name.split('-').skip(1).collect();
        let page = page(name);
        assert_eq!(page, home.done(&[&["man"], &words[..]].concat()), "{name}");
        for heading in [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH \"SEE ALSO\""] {
            assert!(page.contains(heading), "{name}: {heading} in {page}");
        }
    }
    let whole = page("payback");
    assert_eq!(whole, home.done(&["man"]));
    for name in names.iter().filter(|name| !name.ends_with("copy")) {
        assert!(whole.contains(&name.replace('-', "\\-")), "{name} is in {whole}");
    }
    // Examples stay as they are typed, and what surrounds them is filled.
    let page = page("payback-compare");
    assert!(
        page.contains("\n.nf\n  payback compare apec\\-40b apec\\-40b\\-reconciled\n"),
        "{page}"
    );
    assert!(page.contains("\n.fi\n.PP\nTwo presets are compared input by input."), "{page}");

    let man = Command::new("man")
        .args(["--warnings", "-l"])
        .args(names.iter().map(|name| home.path().join("man1").join(format!("{name}.1"))))
        .arg(home.path().join("man1/payback.1"))
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output();
    let (shown, said) = match man {
        Ok(man) => (man.stdout, String::from_utf8_lossy(&man.stderr).into_owned()),
        Err(error) => (Vec::new(), error.to_string()),
    };
    // A small system may have no man, or one that only says that it has no pages.
    if String::from_utf8_lossy(&shown).contains("EXIT STATUS") {
        assert_eq!(said, "");
    } else {
        skipped("pages as man shows them", &said);
    }
}

#[test]
fn a_page_has_the_version_and_its_day() {
    let changelog = include_str!("../../CHANGELOG.md");
    let mut sections = changelog.lines().filter_map(|line| line.strip_prefix("## ["));
    let latest = sections.find_map(|line| line.split_once("] - "));
    let (version, day) = latest.expect("a version");
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    let page = Home::new().done(&["man"]);
    let title = format!(".TH payback 1 {day} \"payback {version}\" \"User Commands\"\n");
    assert!(page.contains(&title), "no {title} in {page}");
}

#[test]
fn pages_replace_no_files_and_wrong_names_say_what_is_valid() {
    let home = Home::new();
    home.write("payback.1", "mine");
    home.refused(&["man", "-o", "."], &["payback.1 already", "--force"]);
    assert_eq!(fs::read_to_string(home.path().join("payback.1")).unwrap(), "mine");
    home.done(&["man", "-o", ".", "--force"]);
    assert!(fs::read_to_string(home.path().join("payback.1")).unwrap().contains(".SH NAME"));
    home.refused(&["man", "-o", "missing"], &["missing"]);
    home.refused(&["man", "rsik"], &["payback has no subcommand ‘rsik’", "‘risk’"]);
    home.refused(&["man", "presets", "cop"], &["payback presets has no subcommand", "‘copy’"]);
    home.refused(&["man", "risk", "more"], &["payback risk has no subcommand ‘more’; it has none"]);
    let folder = home.path().to_str().unwrap();
    let restricted = ["--restricted", folder, "man", "-o", folder, "--force"];
    home.refused(&restricted, &["-o writes a file, and here are presets alone"]);
    assert_eq!(home.done(&["--restricted", folder, "man"]), home.done(&["man"]));
}
