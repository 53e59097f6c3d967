//! Presets in a repository: git's own diff of them, and annotations of a check.

use crate::evaluation::{Home, Said};
use std::fs;
use std::process::Command;

/// A repository with the diff driver as the documentation sets it up; none where git isn't there.
struct Repository(Home);

impl Repository {
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("git isn't installed: its diff isn't tried");
            return None;
        }
        let repository = Self(Home::new());
        repository.git(&["init", "-q"]);
        let driver = format!("'{}' compare --git", env!("CARGO_BIN_EXE_payback"));
        for (name, value) in [
            ("diff.payback.command", driver.as_str()),
            ("user.name", "Anna"),
            ("user.email", "anna@example.org"),
        ] {
            repository.git(&["config", name, value]);
        }
        repository.0.write(".gitattributes", "*.ron diff=payback\n");
        repository.git(&["add", ".gitattributes"]);
        Some(repository)
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> String {
        let home = self.0.path();
        let output = Command::new("git")
            .args(arguments)
            .current_dir(home)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LANG", "C.UTF-8")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", message]);
    }

    fn write(&self, name: &str, text: &str) {
        self.0.write(name, text);
    }
}

#[track_caller]
fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no ‘{part}’ in\n{text}");
    }
}

#[test]
fn git_diff_says_what_differs_in_a_preset_and_which_figures_move() {
    let Some(repository) = Repository::new() else { return };
    let preset = repository.0.done(&["presets", "show", "apec-40b"]);
    fs::create_dir(repository.0.path().join("a folder")).unwrap();
    repository.write("a folder/mine.ron", &preset);
    repository.commit("begun");
    let added = repository.git(&["show", "--ext-diff"]);
    let new = "diff --payback a/a folder/mine.ron b/a folder/mine.ron\nnew preset: APEC $40bn, as \
               announced\n";
    holds(&added, &["begun", new]);

    repository.0.done(&["presets", "set", "a folder/mine.ron", "base.utilization=0.7"]);
    let diff = repository.git(&["diff"]);
    holds(&diff, &["\nA  a/a folder/mine.ron\nB  b/a folder/mine.ron\n", "65 %  →  70 %"]);
    holds(&diff, &["Figures of base", "Payback  ", "11.3 y", "10.7 y", "−0.6 y"]);
    assert!(!diff.contains("Figures of bull"), "{diff}");
    assert_eq!(repository.git(&["diff", "HEAD", "--", "a folder"]), diff);
    repository.commit("busier");
    holds(&repository.git(&["log", "-p", "--ext-diff"]), &["busier", "65 %  →  70 %", new]);
    // Beside it git's own diffs stay.
    repository.write("notes.txt", "one\n");
    repository.commit("noted");
    holds(&repository.git(&["show", "--ext-diff"]), &["+one"]);

    let text = fs::read_to_string(repository.0.path().join("a folder/mine.ron")).unwrap();
    repository.write("a folder/mine.ron", &format!("// A thought.\n{text}"));
    holds(&repository.git(&["diff"]), &["Nothing differs.", "Comments"]);

    // Whatever a file holds, git goes on to the next one.
    repository.write("a folder/mine.ron", &format!("<<<<<<< ours\n{text}"));
    repository.write("other.ron", "(format: 1)");
    repository.git(&["add", "--intent-to-add", "other.ron"]);
    repository.write("-x.ron", &preset);
    repository.git(&["add", "--intent-to-add", "--", "-x.ron"]);
    let broken = repository.git(&["diff"]);
    let faults = ["mine.ron can't be read as a preset. ", ":1:1: ", "--no-ext-diff shows"];
    holds(&broken, &faults);
    holds(
        &broken,
        &["b/other.ron can't be read", "a/other.ron: there is no file", "b/-x.ron\nnew"],
    );
    fs::remove_file(repository.0.path().join("other.ron")).unwrap();
    repository.git(&["rm", "-q", "--cached", "-f", "other.ron", "./-x.ron"]);
    fs::remove_file(repository.0.path().join("-x.ron")).unwrap();

    repository.git(&["checkout", "-q", "a folder/mine.ron"]);
    repository.git(&["mv", "a folder/mine.ron", "yours.ron"]);
    repository.0.done(&["presets", "set", "yours.ron", "name=Ours"]);
    repository.commit("renamed");
    let renamed = repository.git(&["show", "-M", "--ext-diff"]);
    holds(&renamed, &["diff --payback a/a folder/mine.ron b/yours.ron\n", "rename to yours.ron"]);
    holds(&renamed, &["\n    B  Ours\n", "No figure moves"]);
    fs::remove_file(repository.0.path().join("yours.ron")).unwrap();
    holds(&repository.git(&["diff"]), &["deleted preset: Ours"]);
}

#[test]
fn git_arguments_that_git_does_not_give_are_refused() {
    let home = Home::new();
    home.refused(&["compare", "--git", "a", "b"], &["7 or 9 arguments, not 2", "git config"]);
    home.refused(&["compare", "apec-40b"], &["<B>"]);
    let said: Said = home.run(&["compare", "--git", "presets/mine.ron"]);
    assert_eq!((said.status, &*said.out), (0, "presets/mine.ron isn't merged yet\n"));
    let restricted = ["--restricted", ".", "compare", "--git", "a"];
    home.refused(&restricted, &["--git reads files"]);
}

#[test]
fn a_check_annotates_the_lines_of_claims_sources_and_faults() {
    let home = Home::new();
    let claim = |id: &str, says: &str, at_least: &str| {
        format!(
            "\n    ( id: {id:?}, says: {says:?}, kind: Tested, scenario: base, measure: \"npv\", \
             at_least: {at_least} ),"
        )
    };
    let claims = claim("wrong,: %", "50 % more, or: less", "1000.0") + &claim("right", "x", "-1e3");
    let preset = home.done(&["presets", "show", "apec-40b"]);
    let begins = preset.find("claims: [").unwrap() + "claims: [".len();
    let ends = begins + preset[begins..].find("\n    ],").unwrap();
    let preset = format!("{}{claims}{}", &preset[..begins], &preset[ends..]);
    fs::create_dir(home.path().join("presets")).unwrap();
    home.write("presets/mine.ron", &preset);
    home.done(&["presets", "set", "presets/mine.ron", "programme.sites.0.pledge=50"]);
    home.write("presets/bad.ron", "(\n    format: 1,\n    nam: \"x\",\n)\n");
    let mine = fs::read_to_string(home.path().join("presets/mine.ron")).unwrap();
    let line = |part: &str| mine.lines().position(|line| line.contains(part)).unwrap() + 1;

    let arguments = ["check", "presets/mine.ron", "./presets/bad.ron", "nowhere", "price-war"];
    let said = home.run(&[&arguments[..], &["--format", "github"]].concat());
    assert_eq!(said.status, 2);
    let expected = format!(
        "::error file=presets/mine.ron,line={},title=wrong%2C%3A %25%3A Tested claim does not \
         hold::50 %25 more, or: less%0Abase npv, at least $1,000 bn; −",
        line("\"wrong,: %\"")
    );
    assert!(said.out.starts_with(&expected), "{expected}\n{}", said.out);
    let stale = format!(
        "\n::warning file=presets/mine.ron,line={},title=programme.sites.0.pledge%3A stale \
         source::The value has moved since: for $40 bn; now $50 bn\n",
        line("\"programme.sites.0.pledge\"")
    );
    holds(&said.out, &[&stale, "\n::error title=no preset::there is no preset ‘nowhere’"]);
    holds(&said.out, &["\n::error file=presets/bad.ron,line=3,col=5,title=preset can't be read::"]);
    let last = said.out.lines().last().unwrap();
    assert!(last.starts_with("4 presets: ") && last.contains("tested "), "{last}");
    assert!(last.ends_with("; 1 stale source; 2 can't be read"), "{last}");
    let commands = said.out.lines().filter(|line| line.starts_with("::")).count();
    assert_eq!(commands, said.out.lines().count() - 1, "{}", said.out);

    // GitHub wants paths from where it checked out, wherever the check runs.
    let within = home.path().join("presets");
    let mut command = home.command(&["check", "mine.ron", "--format", "github"]);
    let output = command.current_dir(&within).env("GITHUB_WORKSPACE", home.path()).output();
    let output = output.unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("::error file=presets/mine.ron,line="), "{out}");
    assert_eq!(output.status.code(), Some(1));

    let fine = home.run(&["check", "coreweave-like", "--format", "github"]);
    assert!(fine.out.starts_with("1 preset: "), "{}", fine.out);
    let refused = ["check", "--format", "github", "--bom"];
    home.refused(&refused, &["--bom", "add --format csv"]);
}
