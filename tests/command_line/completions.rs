//! `payback completions`: what a shell offers.

use crate::evaluation::Home;
use std::process::{Command, Stdio};

/// Completes its arguments' last word as bash does, by the function that the script registers.
const COMPLETE: &str = r#"
source <("$0" completions bash)
compopt() { :; }
[[ $(complete -p payback) =~ -F\ ([^ ]+) ]]
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"${BASH_REMATCH[1]}" payback "${!#}" "${COMP_WORDS[$#-2]}"
echo "${COMPREPLY[*]}"
"#;

#[test]
fn bash_completes_subcommands_options_and_values() {
    let home = Home::new();
    let completed = |line: &str| {
        let done = Command::new("bash")
            .args(["--norc", "-c", COMPLETE, env!("CARGO_BIN_EXE_payback")])
            .args(line.split(' '))
            .current_dir(home.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!((said.as_str(), done.status.code()), ("", Some(0)), "{line}");
        String::from_utf8(done.stdout).unwrap().trim_end().to_owned()
    };
    for (line, wanted) in [
        ("payback ris", "risk"),
        ("payback presets ren", "rename"),
        ("payback risk --tar", "--target"),
        ("payback --restr", "--restricted"),
        ("payback eval --restr", "--restricted"),
        ("payback tornado --metric npv_", "npv_per_capital"),
        ("payback tornado --scenario b", "bear base bull"),
        ("payback chart hist", "histogram"),
        ("payback grid-", "grid-freeze grid-freeze-ageing"),
        ("payback eval oracle", "oracle-oci"),
        ("payback compare apec-40b price", "price-war"),
        ("payback presets copy micro", "microsoft-fy25"),
        ("payback completions z", "zsh"),
        ("payback nothing-like-it", ""),
    ] {
        assert_eq!(completed(line), wanted, "{line}");
    }
}

#[test]
fn every_shell_has_a_script_and_another_one_is_told_which() {
    let home = Home::new();
    for (shell, start) in [
        ("bash", "_payback()"),
        ("zsh", "#compdef payback\n"),
        ("fish", "# Print"),
        ("elvish", "\nuse builtin;"),
        ("powershell", "\nusing namespace System.Management.Automation"),
    ] {
        let script = home.done(&["completions", shell]);
        assert!(script.starts_with(start), "{shell}: {script:.200}");
        assert!(script.contains("tornado") && script.contains("restricted"), "{shell}");
    }
    home.refused(&["completions", "csh"], &["csh", "bash", "elvish", "fish", "powershell", "zsh"]);
}
