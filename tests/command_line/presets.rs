//! `payback presets` as its users meet it: the real binary, its output, its exit status.

use payback::preset::library::BUNDLED;
use portable_pty::{CommandBuilder, PtySize};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A person's folders, empty at first.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn saved(&self, name: &str) -> PathBuf {
        self.path().join(format!("data/payback/presets/{name}.ron"))
    }

    /// Exit status, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_payback"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("XDG_STATE_HOME", self.path().join("state"))
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    #[track_caller]
    /// What is printed for arguments that needn't be text.
    fn raw(&self, arguments: &[&OsStr]) -> Vec<u8> {
        let output = Command::new(env!("CARGO_BIN_EXE_payback"))
            .args(arguments)
            .current_dir(self.path())
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        output.stdout
    }

    fn done(&self, arguments: &[&str]) -> String {
        let (status, out, err) = self.run(arguments);
        assert_eq!((status, err.as_str()), (0, ""), "{arguments:?}: {out}");
        out
    }

    #[track_caller]
    fn refused(&self, arguments: &[&str], part: &str) {
        let (status, out, err) = self.run(arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(part) && !err.contains("panicked"), "{arguments:?}: {err}");
    }
}

#[test]
fn a_bundled_preset_is_copied_with_its_comments_and_never_replaced() {
    let home = Home::new();
    let (id, text) = BUNDLED[0];
    assert!(home.done(&["presets", "copy", id, "mine"]).starts_with("copied to mine, in /"));
    assert_eq!(fs::read_to_string(home.saved("mine")).unwrap(), text);
    assert_eq!(home.done(&["presets", "show", "mine"]), text);
    assert_eq!(
        home.done(&["presets", "path", "mine"]).trim_end(),
        home.saved("mine").to_str().unwrap()
    );
    home.refused(&["presets", "copy", "price-war", "mine"], "--force");
    assert_eq!(fs::read_to_string(home.saved("mine")).unwrap(), text);
    home.done(&["presets", "copy", "price-war", "mine", "--force"]);
    assert_eq!(fs::read_to_string(home.saved("mine")).unwrap(), BUNDLED[6].1);
    home.refused(&["presets", "copy", "mine", id], "a bundled preset has it");
    home.refused(&["presets", "copy", "mine", "APEC-40B", "--force"], "a bundled preset has it");
    home.done(&["presets", "copy", "mine", "./here.ron"]);
    home.done(&["presets", "copy", "mine", "bare", "--without-claims", "--without-sources"]);
    let bare = home.done(&["presets", "show", "bare"]);
    assert!(bare.contains("//") && !bare.contains("kind:") && !bare.contains("note:"), "{bare}");
    home.refused(&["presets", "copy", "mine", "here.ron"], "--force");
    home.refused(&["presets", "copy", "mine", "gone/here.ron"], "Create it");
    home.refused(&["presets", "path", id], "presets copy apec-40b NAME");
    // Comments go only where that is asked for.
    let tidy = home.done(&["presets", "show", id, "--tidy"]);
    assert!(text.starts_with("//") && tidy.starts_with("(\n    format: 1,\n"));
}

#[test]
fn values_are_set_in_a_file_and_nothing_else_of_it() {
    let home = Home::new();
    home.done(&["presets", "copy", "apec-40b", "mine"]);
    let before = fs::read_to_string(home.saved("mine")).unwrap();
    let said = home.done(&["presets", "set", "mine", "bull.attach=50%", "programme.tax_rate=0.2"]);
    assert!(said.starts_with("changed mine, in /"), "{said}");
    assert!(said.contains("Tax rate  18 % → 20 %\n") && said.contains("45 % → 50 %\n"), "{said}");
    let after = fs::read_to_string(home.saved("mine")).unwrap();
    let expected = before
        .replace("        tax_rate: 0.18,", "        tax_rate: 0.2,")
        .replace("            attach: 0.45,", "            attach: 0.5,");
    // What the sources of the two speak of is written beside them.
    let without_values: String = after
        .split_inclusive('\n')
        .filter(|line| !line.trim_start().starts_with("of: ["))
        .collect();
    assert_eq!(without_values, expected);
    assert_eq!(after.matches("of: [0.18],").count(), 1);

    // All or nothing, and no file is touched where nothing changes.
    let modified = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let time = modified(&home.saved("mine"));
    for (settings, part) in [
        (
            &["margin=0.3", "utilisation=0.7"][..],
            "utilisation=0.7: there is no field ‘utilisation’; did you mean utilization?",
        ),
        (&["margin=0.3", "utilization=1.7"], "utilization is 1.7, which is not valid: 0..1"),
        (&["margin"], "margin: write KEY=VALUE"),
        (&["programme.start=2026-06"], "programme.sites.0.first"),
        (&["programme.sites.7.pledge=1"], "numbered from 0 to 0"),
    ] {
        home.refused(&[&["presets", "set", "mine"], settings].concat(), part);
    }
    let said = home.done(&["presets", "set", "mine", "programme.tax_rate=20%"]);
    assert_eq!(said, "nothing to change: mine has these values\n");
    assert_eq!(fs::read_to_string(home.saved("mine")).unwrap(), after);
    assert_eq!(modified(&home.saved("mine")), time);

    home.refused(&["presets", "set", "apec-40b", "margin=0.3"], "under a name of your own");
    home.refused(&["presets", "set", "gone", "margin=0.3"], "there is no preset ‘gone’");
    home.refused(&["presets", "set", "mine"], "<KEY=VALUE>");
    fs::write(home.path().join("torn.ron"), "(format: 1,").unwrap();
    home.refused(&["presets", "set", "./torn.ron", "margin=0.3"], "torn.ron:1:1");
    assert_eq!(fs::read_to_string(home.path().join("torn.ron")).unwrap(), "(format: 1,");
}

#[test]
fn a_file_keeps_its_line_ends_its_mark_and_its_mode_when_values_are_set() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    let text = BUNDLED[0].1.trim_end().replace('\n', "\r\n");
    let file = home.path().join("own.ron");
    fs::write(&file, format!("\u{feff}{text}")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    home.done(&["presets", "set", "own.ron", "bear.power_delay=20", "base.ppa_coverage=0.9"]);
    let saved = fs::read_to_string(&file).unwrap();
    assert!(saved.starts_with("\u{feff}// ") && saved.ends_with(')'), "{saved}");
    assert_eq!(saved.matches("\r\n").count(), saved.matches('\n').count());
    assert!(saved.contains("power_delay: Months(20.0),\r\n"), "{saved}");
    assert!(
        saved.contains("power_delay: Indicators(\r\n                ppa_coverage: 0.9,\r\n"),
        "{saved}"
    );
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn renaming_and_deleting_lose_nothing() {
    let home = Home::new();
    for (id, name) in [("apec-40b", "one"), ("price-war", "two")] {
        home.done(&["presets", "copy", id, name]);
    }
    home.refused(&["presets", "rename", "one", "two"], "already");
    home.done(&["presets", "rename", "one", "first one"]);
    home.refused(&["presets", "delete", "one"], "no saved preset ‘one’");
    home.refused(&["presets", "delete", "apec-40b"], "comes with the program");
    let said = home.done(&["presets", "delete", "first one"]);
    let file = said.lines().next().unwrap().strip_prefix("moved to the trash: ").unwrap();
    assert_eq!(fs::read_to_string(file).unwrap(), BUNDLED[0].1);
    assert!(home.done(&["presets", "restore"]).starts_with("first one  /"));
    home.refused(&["presets", "restore", "frist one"], "did you mean ‘first one’?");
    home.done(&["presets", "restore", "first one"]);
    assert_eq!(home.done(&["presets", "show", "first one"]), BUNDLED[0].1);
    assert_eq!(home.done(&["presets", "restore"]), "The trash is empty.\n");
    assert_eq!(home.done(&["presets", "list", "--deleted"]), "The trash is empty.\n");
    // Its name has been taken meanwhile: it comes back under another one.
    home.done(&["presets", "delete", "first one"]);
    home.done(&["presets", "copy", "price-war", "first one"]);
    home.refused(&["presets", "restore", "first one"], "‘payback presets restore NAME TO’");
    home.refused(&["presets", "restore", "first one", "../out"], "can't be a preset's name");
    home.done(&["presets", "restore", "first one", "first one again"]);
    assert_eq!(home.done(&["presets", "show", "first one again"]), BUNDLED[0].1);
}

#[test]
fn a_copy_of_what_is_no_preset_says_so() {
    let home = Home::new();
    fs::write(home.path().join("list.ron"), "milk, eggs").unwrap();
    let said = home.done(&["presets", "copy", "./list.ron", "list"]);
    assert!(
        said.ends_with("it can't be opened as a preset: ‘payback check list’ says why\n"),
        "{said}"
    );
    assert_eq!(home.done(&["presets", "copy", "apec-40b", "mine"]).lines().count(), 1);
}

#[test]
fn diff_says_everything_that_differs_and_exits_with_1() {
    let home = Home::new();
    home.done(&["presets", "copy", "apec-40b", "mine"]);
    assert!(home.done(&["presets", "diff", "apec-40b", "mine"]).ends_with("\nNothing differs.\n"));
    let text = fs::read_to_string(home.saved("mine")).unwrap();
    let text = text
        .replace("tax_rate: 0.18", "tax_rate: 0.2")
        .replace("kind: Tested", "kind: Input")
        .replace("comovement: 0.3", "comovement: 0.4")
        .replace("base twice as likely", "base\u{1b}[2J thrice as likely");
    fs::write(home.saved("mine"), text).unwrap();
    let (status, out, err) = home.run(&["presets", "diff", "apec-40b", "mine"]);
    assert_eq!((status, err.as_str()), (1, ""));
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Tax rate 18 % → 20 %", "Comovement 0.3 → 0.4", "Tested → Input", "weight.note A"]
    {
        assert!(words.contains(part), "no ‘{part}’ in\n{out}");
    }
    assert!(!out.contains('\u{1b}'), "{out}");
    let (status, out, _) = home.run(&["presets", "diff", "apec-40b", "mine", "--format", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(status, 1);
    let row = &json.as_array().unwrap()[0];
    assert_eq!(
        (&row["path"], &row["a"], &row["b"]),
        (&"programme.tax_rate".into(), &0.18.into(), &0.2.into())
    );
    home.refused(&["presets", "diff", "apec-40b", "gone"], "there is no preset ‘gone’");
}

#[test]
fn what_is_shown_is_harmless_on_a_terminal_and_exact_elsewhere() {
    let home = Home::new();
    let text =
        BUNDLED[0].1.replace("14 APEC economies through", "\u{202e}14 APEC economies through");
    let text = text.replace("// Money", "// \u{1b}]0;owned\u{7}\u{1b}[2J Money");
    let file = home.path().join("odd.ron");
    fs::write(&file, &text).unwrap();
    assert_eq!(home.done(&["presets", "show", "odd.ron"]), text);
    let pty = portable_pty::native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_payback"));
    command.args(["presets", "show", file.to_str().unwrap()]);
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut shown = Vec::new();
    // A terminal whose last program has ended reads as an error.
    let _ = pty.master.try_clone_reader().unwrap().read_to_end(&mut shown);
    assert!(child.wait().unwrap().success());
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("]0;owned") && shown.contains("14 APEC"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown:?}");
}

#[test]
fn the_schema_is_printed_for_people_and_programs() {
    let home = Home::new();
    let text = home.done(&["presets", "schema"]);
    let row = text.lines().position(|line| line.trim_start().starts_with("tax_rate ")).unwrap();
    let lines: Vec<&str> = text.lines().skip(row).take(2).map(str::trim).collect();
    assert_eq!(
        lines[0].split_whitespace().collect::<Vec<_>>(),
        ["tax_rate", "share", "0..0.9", "0.18"]
    );
    assert_eq!(lines[1], "tax on operating income; a loss shields the group");
    let json: Value =
        serde_json::from_str(&home.done(&["presets", "schema", "--format", "json"])).unwrap();
    let fields = json.as_array().unwrap();
    let field = |path: &str| fields.iter().find(|field| field["path"] == path).unwrap();
    let revenue = field("programme.group_revenue");
    assert_eq!((&revenue["range"]["min"], &revenue["range"]["max"]), (&0.0.into(), &Value::Null));
    assert_eq!(field("risk.shape")["words"].as_array().unwrap().len(), 4);
    assert_eq!(field("scenarios.bull.margin")["required"], true);
}

#[test]
fn arguments_of_the_explorer_do_not_stand_before_a_subcommand() {
    let home = Home::new();
    home.refused(&["price-war", "eval"], "can't stand before the subcommand 'eval'");
    home.refused(&["--ascii", "presets", "list"], "can't stand before");
}

#[test]
fn whatever_a_file_is_called_it_is_listed_opened_and_managed() {
    let home = Home::new();
    let folder = home.path().join("data/payback/presets");
    fs::create_dir_all(&folder).unwrap();
    let files: [(&[u8], &str); 11] = [
        (b"plan (1).ron", "plan (1)"),
        (b"Quarter's.ron", "Quarter's"),
        (b"A+B.ron", "A+B"),
        (b"2026,Q1.ron", "2026,Q1"),
        ("Pra\u{308}misse.ron".as_bytes(), "Pra\u{308}misse"),
        (b"Pr\xe4misse.ron", "Pr\\xE4misse"),
        ("แผนที่.ron".as_bytes(), "แผนที่"),
        ("हिन्दी.ron".as_bytes(), "हिन्दी"),
        (b"plan.RON", "plan.RON"),
        (b"esc\x1b[31m.ron", "esc\\u{1b}[31m"),
        ("bidi\u{202e}.ron".as_bytes(), "bidi\\u{202e}"),
    ];
    for (file, _) in files {
        fs::write(folder.join(OsStr::from_bytes(file)), BUNDLED[6].1).unwrap();
    }
    let listed = home.done(&["presets", "list"]);
    let ids: Vec<String> =
        serde_json::from_str::<Vec<Value>>(&home.done(&["presets", "list", "--json"]))
            .unwrap()
            .iter()
            .map(|preset| preset["id"].as_str().unwrap().to_owned())
            .collect();
    for (file, name) in files {
        assert!(listed.lines().any(|line| line.starts_with(name)), "{name}: {listed}");
        assert!(ids.iter().any(|id| id == name), "{name}: {ids:?}");
        home.done(&["eval", name, "--format", "json"]);
        let path = home.raw(&["presets".as_ref(), "path".as_ref(), name.as_ref()]);
        assert!(path.ends_with(&[b"/", file, b"\n"].concat()), "{name}: {path:?}");
    }
    assert!(!listed.contains(['\u{1b}', '\u{202e}']));
    // As a keyboard composes it, and as bytes that aren't UTF-8: by name and by path.
    home.done(&["eval", "Pr\u{e4}misse", "--format", "json"]);
    for given in
        [b"Pr\xe4misse".to_vec(), [folder.as_os_str().as_bytes(), b"/Pr\xe4misse.ron"].concat()]
    {
        let shown = home.raw(&["presets".as_ref(), "show".as_ref(), OsStr::from_bytes(&given)]);
        assert_eq!(shown, BUNDLED[6].1.as_bytes());
    }
    for (number, (file, name)) in files.into_iter().enumerate() {
        let path = folder.join(OsStr::from_bytes(file));
        home.done(&["presets", "delete", name]);
        assert!(!path.exists(), "{name}");
        home.done(&["presets", "restore", name]);
        assert!(path.exists(), "{name}");
        home.done(&["presets", "copy", "--force", "apec-40b", name]);
        assert_eq!(fs::read_to_string(&path).unwrap(), BUNDLED[0].1, "{name}");
        let new = format!("new {number}");
        home.done(&["presets", "rename", name, &new]);
        assert!(home.saved(&new).exists() && !path.exists(), "{name}");
        if !name.contains("misse") && name.is_ascii() {
            home.refused(&["presets", "rename", &new, name], "can't be a preset's name");
        }
    }
}
