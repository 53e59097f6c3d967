//! The program as people reach it: over a real sshd that runs it for whoever logs in.
//!
//! `tests/ssh/server.sh` starts the server on loopback. Where sshd isn't installed (Debian's
//! `openssh-server`), nothing is tested, and that is said.

use crate::program::{Replies, WholeCharacters, Writer};
use crate::support::skipped;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Longer than anything takes on a machine with much else to do.
const PATIENCE: Duration = Duration::from_secs(30);

/// How soon nothing may be left of a session that was cut.
const GONE_WITHIN: Duration = Duration::from_secs(2);

/// The server's exit status where there can be none.
const NO_SSHD: i32 = 77;

struct Server {
    folder: TempDir,
    script: process::Child,
    port: String,
    process: String,
}

impl Server {
    /// Starts one that runs the program for whoever has one of these people's keys, in whose lines
    /// and in the rules for all of them DIR is the folder of presets, PROGRAM the program and HERE
    /// the server's folder; `None` where there is no sshd.
    fn start(people: &[&str], keys: &str, rules: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name).display().to_string();
        let filled = |text: &str| {
            // A folder of the way there may have a space in its name.
            text.replace("PROGRAM", concat!("'", env!("CARGO_BIN_EXE_payback"), "'"))
                .replace("DIR", &format!("'{}'", place("presets")))
                .replace("HERE", &folder.path().display().to_string())
        };
        fs::write(place("keys"), filled(keys)).unwrap();
        fs::write(place("rules"), filled(rules)).unwrap();
        fs::create_dir(place("presets")).unwrap();
        let mut script = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ssh/server.sh"))
            .arg(folder.path())
            .args(people)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(script.stdout.take().unwrap()).lines();
        let mut said = || lines.next().and_then(Result::ok).unwrap_or_default();
        let first = said();
        let Some(port) = first.strip_prefix("port ") else {
            let status = script.wait().unwrap();
            assert_eq!(status.code(), Some(NO_SSHD), "{first}");
            skipped("the tests over SSH", &first);
            return None;
        };
        let process = said().strip_prefix("process ").unwrap().to_owned();
        Some(Self { port: port.to_owned(), process, script, folder })
    }

    /// Somebody logs in, asking for another command than the one that there is.
    fn log_in(&self, name: &str) -> Client {
        let mut command = CommandBuilder::new("ssh");
        command.args(["-F", "none", "-tt", "-p", &self.port]);
        command.arg("-i");
        command.arg(self.folder.path().join(format!("key-{name}")));
        for option in [
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "BatchMode=yes",
            "LogLevel=ERROR",
        ] {
            command.args(["-o", option]);
        }
        command.args(["127.0.0.1", "echo", "another command"]);
        command.env("TERM", "xterm-256color");
        Client::start(command)
    }

    /// The processes of the program that this server has started: those with its folder in their
    /// arguments.
    fn programs(&self) -> Vec<String> {
        let mark = self.folder.path().display().to_string();
        let of_program = |id: &String| {
            let command = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&command).contains(&mark)
                && command.starts_with(env!("CARGO_BIN_EXE_payback").as_bytes())
        };
        processes().into_iter().filter(of_program).collect()
    }

    /// How many journals there are, of all people.
    fn journals(&self) -> usize {
        let people = fs::read_dir(self.folder.path().join("presets/.payback/people"));
        let journals = |person: fs::DirEntry| {
            let files = fs::read_dir(person.path().join("journals")).into_iter().flatten();
            let names = files.filter_map(Result::ok).map(|entry| entry.file_name());
            names.filter(|name| name.to_string_lossy().ends_with(".ron")).count()
        };
        people.into_iter().flatten().filter_map(Result::ok).map(journals).sum()
    }

    /// The server's own processes for those who are logged in.
    fn sessions(&self) -> Vec<String> {
        let of_server = |id: &String| {
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            let parent = status.lines().find_map(|line| line.strip_prefix("PPid:\t"));
            // One that has ended and isn't waited for yet is no process any more.
            parent == Some(self.process.as_str()) && !status.contains("State:\tZ")
        };
        processes().into_iter().filter(of_server).collect()
    }

    /// Waits until nothing is left of any session.
    #[track_caller]
    fn wait_for_nothing_left(&self) {
        let start = Instant::now();
        loop {
            let left = [self.programs(), self.sessions()].concat();
            if left.is_empty() {
                return;
            }
            assert!(start.elapsed() < GONE_WITHIN, "still there: {left:?}");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its standard input ends, and with it the script and the server.
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

fn processes() -> Vec<String> {
    let names = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let names = names.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit())).collect()
}

/// Somebody's terminal, with ssh in it.
struct Client {
    child: Box<dyn Child + Send + Sync>,
    writer: Writer,
    terminal: Arc<Mutex<(vt100::Parser, usize)>>,
}

impl Client {
    fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 24, cols: 80, ..PtySize::default() };
        let pty = native_pty_system().openpty(size).unwrap();
        let parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        let terminal = Arc::new(Mutex::new((parser, 0)));
        let sink = Arc::clone(&terminal);
        let output = WholeCharacters::of(pty.master.try_clone_reader().unwrap());
        let writer: Writer = Arc::new(Mutex::new(Some(pty.master.take_writer().unwrap())));
        let mut replies = Replies::new(&writer);
        let child = pty.slave.spawn_command(command).unwrap();
        let master = pty.master;
        thread::spawn(move || {
            let _held = master;
            for bytes in output {
                let mut terminal = sink.lock().unwrap();
                terminal.0.process(&bytes);
                terminal.1 += bytes.len();
                replies.to(&bytes);
            }
        });
        Self { child, writer, terminal }
    }

    fn type_in(&mut self, bytes: &str) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    fn screen(&self) -> String {
        self.terminal.lock().unwrap().0.screen().contents()
    }

    fn received(&self) -> usize {
        self.terminal.lock().unwrap().1
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, is_so: impl Fn(&mut Self) -> bool) {
        let start = Instant::now();
        while !is_so(self) {
            assert!(start.elapsed() < PATIENCE, "never {what}:\n{}", self.screen());
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn wait_for(&mut self, text: &str) {
        self.wait_until(text, |client| client.screen().contains(text));
    }

    /// Ends ssh as a broken connection does: without a word.
    fn cut(&mut self) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::KILL).unwrap();
        self.child.wait().unwrap();
    }

    fn base_utilization(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains("Utilization  ")).unwrap_or_default();
        line.split_whitespace()
            .filter(|word| word.parse::<f64>().is_ok())
            .nth(1)
            .unwrap()
            .to_owned()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// A block of the page on SSH, without what it stands indented by.
fn block(name: &str) -> Vec<&'static str> {
    let page = include_str!("../../docs/ssh.md");
    let (_, from) = page.split_once(&format!("<!-- {name} -->")).unwrap();
    let mut parts = from.split("```");
    assert!(parts.next().unwrap().trim().is_empty());
    let lines = parts.next().unwrap().lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| line.strip_prefix("   ").unwrap()).collect()
}

/// Moves the slider, is cut off once that is kept, and says where it was kept.
fn leave_work(server: &Server, name: &str, steps: usize) {
    let before = server.journals();
    let mut client = server.log_in(name);
    client.wait_for("? help");
    client.type_in(&"\x1b[C".repeat(steps));
    client.wait_for(&format!("Utilization of base: 65 % → {} %", 65 + steps));
    client.wait_for("unsaved");
    client.wait_until("kept", |_| server.journals() > before);
    client.cut();
    server.wait_for_nothing_left();
}

/// Is offered what they left, and nothing else; leaves it for later.
fn assert_offered(server: &Server, name: &str, change: Option<&str>) {
    let mut client = server.log_in(name);
    if let Some(change) = change {
        client.wait_for("Unsaved changes from an earlier run");
        client.wait_for(change);
    } else {
        client.wait_for("? help");
        assert!(!client.screen().contains("earlier run"), "{}", client.screen());
    }
    client.cut();
    server.wait_for_nothing_left();
}

/// As long as a person takes to answer, and longer than the program waits for word that its question
/// has been shown.
fn seen_and_read() {
    thread::sleep(Duration::from_millis(1300));
}

#[test]
fn a_person_logs_in_moves_is_cut_off_comes_back_and_finds_the_changes() {
    let command = "env LANG=C.UTF-8 XDG_DATA_HOME='HERE/data' XDG_STATE_HOME='HERE/state' \
                   XDG_CONFIG_HOME='HERE/config' PROGRAM --restricted DIR";
    let rules = format!("ForceCommand {command}\n");
    let Some(server) = Server::start(&["somebody"], "KEY-somebody\n", &rules) else { return };

    // The key lets in, and what runs is the program, whatever was asked for.
    let mut client = server.log_in("somebody");
    client.wait_for("APEC $40bn, as announced");
    client.wait_for("? help");
    assert_eq!(server.programs().len(), 1);
    client.type_in(&"\x1b[C".repeat(7));
    client.wait_for("Utilization of base: 65 % → 72 %");
    for part in ["unsaved", "10.4 y", "$3.6 bn", "IRR 10.3 %"] {
        client.wait_for(part);
    }

    // Half a second keeps a change; then the connection is cut while frames flow.
    let journals = server.folder.path().join("presets/.payback/journals");
    client.wait_until("kept", |_| journals.is_dir() && !is_empty(&journals));
    let before = client.received();
    for _ in 0..20 {
        client.type_in("\x1b[B\x1b[A");
        thread::sleep(Duration::from_millis(10));
    }
    client.wait_until("flowing", |client| client.received() > before);
    client.type_in(&"\x1b[B\x1b[A".repeat(50));
    client.cut();
    server.wait_for_nothing_left();

    // The next log-in offers what was unsaved.
    let mut client = server.log_in("somebody");
    client.wait_for("Unsaved changes from an earlier run");
    client.wait_for("65 %");
    client.type_in("\x14");
    client.wait_for("You can restore");
    seen_and_read();
    client.type_in("\r");
    client.wait_until("resumed", |client| !client.screen().contains("from an earlier run"));
    client.wait_for("unsaved");
    client.wait_for("10.4 y");
    assert_eq!(client.base_utilization(), "72", "{}", client.screen());

    // Leaving on purpose leaves nothing.
    client.type_in("q");
    client.wait_for("unsaved changes");
    seen_and_read();
    client.type_in("d");
    client.wait_until("at an end", |client| client.child.try_wait().unwrap().is_some());
    assert_eq!(client.child.wait().unwrap().exit_code(), 0);
    server.wait_for_nothing_left();
    for outside in ["data", "state", "config"] {
        assert!(!server.folder.path().join(outside).exists(), "{outside} was made");
    }
    let mut client = server.log_in("somebody");
    client.wait_for("? help");
    assert!(!client.screen().contains("from an earlier run"), "{}", client.screen());
}

#[test]
fn five_people_with_keys_of_their_own_share_an_account_as_the_page_has_it() {
    let user = Command::new("id").arg("-un").output().unwrap().stdout;
    let user = String::from_utf8(user).unwrap();
    let rules = block("sshd").join("\n") + "\n";
    let rules = rules
        .replace("User analyst", &format!("User {}", user.trim()))
        .replace("/etc/ssh/analyst_keys", "HERE/authorized_keys");
    let lines = block("keys");
    let people: Vec<&str> = lines.iter().map(|line| line.rsplit_once(' ').unwrap().1).collect();
    assert_eq!(people.len(), 5);
    let keys: Vec<String> = lines
        .iter()
        .zip(&people)
        .map(|(line, name)| {
            assert!(line.contains(&format!(" --as {name}\",restrict,pty ")), "{line}");
            line.replace("/usr/local/bin/payback", "PROGRAM")
                .replace("/srv/presets", "DIR")
                .replace("ssh-ed25519 AAAA…", &format!("KEY-{name}"))
        })
        .collect();
    let Some(server) = Server::start(&people, &(keys.join("\n") + "\n"), &rules) else { return };
    leave_work(&server, "anna", 3);
    leave_work(&server, "ben", 5);
    assert_offered(&server, "carla", None);
    assert_offered(&server, "anna", Some("65 % → 68 %"));
    assert_offered(&server, "ben", Some("65 % → 70 %"));

    // What one discards is in their list and in nobody else's; what one deletes in everybody's.
    let mut anna = server.log_in("anna");
    anna.wait_for("Unsaved changes from an earlier run");
    anna.type_in("\x14");
    anna.wait_for("You can restore");
    seen_and_read();
    anna.type_in("d");
    anna.wait_for("changes discarded; press o, then Ctrl-T, to restore them");
    fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/presets/price-war.ron"),
        server.folder.path().join("presets/shared.ron"),
    )
    .unwrap();
    anna.type_in("o");
    anna.wait_for("Open a preset");
    anna.type_in("shared");
    anna.wait_for("saved");
    anna.type_in("\x18");
    anna.wait_for("to the trash?");
    seen_and_read();
    anna.type_in("y");
    anna.wait_for("deleted; press Ctrl-T to restore it");
    anna.type_in("\x14");
    anna.wait_for("discarded by you");
    anna.wait_for("deleted by anna");
    let mut dmitri = server.log_in("dmitri");
    dmitri.wait_for("? help");
    dmitri.type_in("o");
    dmitri.wait_for("Open a preset");
    dmitri.type_in("\x14");
    dmitri.wait_for("deleted by anna");
    assert!(!dmitri.screen().contains("discarded by"), "{}", dmitri.screen());
    dmitri.type_in("\r");
    dmitri.wait_for("restored shared");
    anna.cut();
    dmitri.cut();
    server.wait_for_nothing_left();
}

#[test]
fn without_names_people_are_known_by_their_keys() {
    let rules = "ExposeAuthInfo yes\nForceCommand env LANG=C.UTF-8 PROGRAM --restricted DIR\n";
    let Some(server) = Server::start(&["one", "other"], "KEY-one\nKEY-other\n", rules) else {
        return;
    };
    leave_work(&server, "one", 2);
    assert_offered(&server, "other", None);
    assert_offered(&server, "one", Some("65 % → 67 %"));
    let told = Command::new("ssh-keygen")
        .arg("-lf")
        .arg(server.folder.path().join("key-one.pub"))
        .output()
        .unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let fingerprint = told.split(' ').nth(1).unwrap();
    let folder = fingerprint.replace('+', "-").replace('/', "_");
    let people = server.folder.path().join("presets/.payback/people");
    assert!(people.join(&folder).join("journals").is_dir(), "{folder}");
}
