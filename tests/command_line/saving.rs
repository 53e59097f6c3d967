//! Saving when the disk is full, the folder is read-only, or the program is killed: the real
//! binary, and what is on the disk afterwards.

use crate::evaluation::Home;
use crate::support::skipped;
use crate::system_calls::is_traceable;
use payback::model::{Driver, Scenario};
use payback::preset::library::BUNDLED;
use payback::preset::{Library, read_file};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// Runs a shell's script with the binary as `$0` and a folder as `$1`.
fn shell(script: &str, folder: &Path) -> Output {
    Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_payback")])
        .arg(folder)
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("LANG", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_one_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, "old").unwrap();
    // Four KiB at most; the preset has more.
    let script = "ulimit -f 8; exec \"$0\" presets copy --force apec-40b \"$1/mine.ron\"";
    let output = shell(script, folder.path());
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("no space left"), "{}", said(&output));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(files(folder.path()), ["mine.ron"]);
}

#[test]
fn a_full_disk_leaves_the_old_file_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    // A file system of one page, in a namespace of its own: not every system lets anybody do that.
    let script = "unshare -rm sh -c 'mount -t tmpfs -o size=8k none \"$1\" || exit 77
        echo old > \"$1/mine.ron\"
        \"$0\" presets copy --force apec-40b \"$1/mine.ron\"; echo \"status $?\"
        cat \"$1/mine.ron\"; ls -A \"$1\"' \"$0\" \"$1\" || exit 77";
    let output = shell(script, folder.path());
    if output.status.code() == Some(77) {
        skipped("a full disk: no file system can be mounted here", &said(&output));
        return;
    }
    assert!(said(&output).contains("no space left"), "{}", said(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "status 2\nold\nmine.ron\n");
}

#[test]
fn a_file_that_is_not_ones_own_to_write_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, "old").unwrap();
    // Others may write to it, its owner may not. The administrator may always: another user tries.
    let script = "chmod 466 \"$1/mine.ron\"; run=
        if [ \"$(id -u)\" = 0 ]; then
            chown -R 65534 \"$1\"; run='setpriv --reuid 65534 --clear-groups'
            cp \"$0\" \"$1/payback\"; set -- \"$1/payback\" \"$1\"
        else set -- \"$0\" \"$1\"; fi
        $run true && $run \"$1\" --version || exit 77
        $run \"$1\" presets copy --force apec-40b \"$2/mine.ron\"";
    let output = shell(script, folder.path());
    if output.status.code() == Some(77) {
        skipped("another's file: nobody can be anybody else here", &said(&output));
        return;
    }
    assert!(
        said(&output).contains("you may not write to it: Permission denied"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
}

#[test]
fn a_folder_or_file_that_is_read_only_or_gone_is_said_and_nothing_is_harmed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let copy = "exec \"$0\" presets copy --force apec-40b \"$1/mine.ron\"";
    assert!(said(&shell(copy, folder.path())).contains("the file is read-only"));
    let gone = "exec \"$0\" presets copy --force apec-40b \"$1/gone/mine.ron\"";
    assert!(said(&shell(gone, folder.path())).contains("there is no folder"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    // The administrator may write to every folder.
    if !rustix::process::geteuid().is_root() {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
        let output = shell(copy, folder.path());
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        assert!(said(&output).contains("you may not write to its folder"), "{}", said(&output));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }
}

/// The program, with a while between the last look at a file and what takes its place, if programs
/// can be traced here.
fn slowed() -> Command {
    let program = env!("CARGO_BIN_EXE_payback");
    if !is_traceable() {
        return Command::new(program);
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat"]);
    command.args(["-e", "inject=renameat:delay_enter=20000", program]);
    command
}

#[test]
fn two_that_change_a_preset_at_once_never_undo_one_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    let mut refused = 0;
    for round in 0..40 {
        fs::write(&path, BUNDLED[0].1).unwrap();
        let set = |setting: &str| {
            slowed()
                .args(["presets", "set"])
                .arg(&path)
                .arg(setting)
                .env("HOME", folder.path())
                .env("XDG_STATE_HOME", folder.path())
                .env("XDG_DATA_HOME", folder.path())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let both = [set("base.utilization=0.71"), set("base.margin=0.41")];
        let both = both.map(|child| child.wait_with_output().unwrap());
        let drivers = read_file(&path).unwrap().inputs.scenarios[Scenario::Base];
        let [utilization, margin] = [Driver::Utilization, Driver::Margin]
            .map(|driver| drivers.drivers()[driver])
            .into_iter()
            .zip([0.71, 0.41])
            .map(|(value, set): (f64, f64)| (value - set).abs() < 1e-9)
            .collect::<Vec<_>>()[..]
        else {
            panic!()
        };
        let done = both.iter().map(|output| output.status.success()).collect::<Vec<_>>();
        assert_eq!([utilization, margin], done[..], "round {round}: {both:?}");
        for output in both.iter().filter(|output| !output.status.success()) {
            assert!(said(output).contains("somebody else changed it meanwhile"), "{output:?}");
            refused += 1;
        }
        assert!(done.contains(&true));
    }
    assert!(refused > 0, "the two were never at it at once");
}

#[test]
fn a_program_that_is_killed_while_it_saves_leaves_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.ron");
    let (old, new) = (BUNDLED[0].1, BUNDLED[6].1);
    let mut seen = [0, 0];
    for round in 0..60_u32 {
        fs::write(&path, old).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_payback"))
            .args(["presets", "copy", "--force", "price-war"])
            .arg(&path)
            .env("HOME", folder.path())
            .env("XDG_STATE_HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Anywhere from its start to well behind its end.
        std::thread::sleep(Duration::from_micros(u64::from(round) * 150));
        child.kill().unwrap();
        child.wait().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text == old || text == new, "half a file:\n{text}");
        seen[usize::from(text == new)] += 1;
    }
    assert!(seen[0] > 0, "never killed in time: {seen:?}");
    assert!(read_file(&path).is_ok());
    // What was left behind is no preset, and is never offered as one.
    let library = Library::at(folder.path());
    assert!(library.list().entries.iter().all(|entry| entry.preset.is_ok()));
    assert!(
        files(folder.path()).iter().all(|name| name == "mine.ron" || name.starts_with(".payback-"))
    );
}

#[test]
fn an_editor_of_one_s_own_changes_a_file_and_what_it_leaves_is_checked() {
    let home = Home::new();
    home.done(&["presets", "copy", "apec-40b", "mine"]);
    let edit = |editor: &str| {
        let mut command = home.command(&["presets", "edit", "mine"]);
        command.env("PATH", "/usr/bin:/bin").env("EDITOR", editor);
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (status, out, err) = edit("sed -i 's/attach: 0.30/attach: 0.35/'");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("30 %") && out.contains("35 %"), "{out}");
    let (status, out, _) = edit("true");
    assert!(status == 0 && out.contains("no value has changed"), "{out}");
    // A blank name is none: nothing is run.
    let (status, _, err) = edit("  ");
    assert!(status == 2 && err.contains("no editor is named"), "{err}");
    let (status, _, err) = edit("sed -i 's/attach: 0.35/attach: 7/'");
    assert!(status == 1 && err.contains("attach") && err.contains("as you saved it"), "{err}");
    // And is mended in the same way.
    let (status, out, _) = edit("sed -i 's/attach: 7/attach: 0.35/'");
    assert!(status == 0 && out.contains("can be read now"), "{out}");
    let (status, _, err) = edit("false");
    assert!(status == 2 && err.contains("the editor false failed"), "{err}");
    assert!(err.contains("the file is as it was"), "{err}");
    // What one leaves that fails is checked all the same.
    let (status, out, err) = edit("sh -c 'sed -i s/attach:.0.35/attach:0.40/ \"$0\"; exit 1'");
    assert!(status == 2 && err.contains("failed") && out.contains("40 %"), "{out}{err}");
    // What is gone or no file by then isn't as anybody saved it.
    let ways = [
        ("rm", "is gone: it was deleted or renamed"),
        ("sh -c 'rm \"$0\" && mkdir \"$0\"'", "is a folder, not a preset"),
    ];
    for (editor, why) in ways {
        let (status, _, err) = edit(editor);
        assert!(status == 1 && err.contains(why) && !err.contains("as you saved it"), "{err}");
        fs::remove_dir(home.path().join("data/payback/presets/mine.ron")).ok();
        home.done(&["presets", "copy", "apec-40b", "mine"]);
    }
    let taken = home.path().join("taken.ron");
    fs::create_dir(&taken).unwrap();
    let taken = taken.to_str().unwrap();
    home.refused(&["presets", "copy", "apec-40b", taken], &["it is a folder", "another name"]);
    home.refused(&["presets", "edit", "mine"], &["set VISUAL or EDITOR"]);
    home.refused(&["presets", "edit", "apec-40b"], &["comes with the program"]);
    let folder = home.path().display().to_string();
    home.refused(&["--restricted", &folder, "presets", "edit", "mine"], &["presets alone"]);
}
