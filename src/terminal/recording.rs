//! What is sent to the terminal, kept with its timing as an asciicast of version 3
//! (docs.asciinema.org/manual/asciicast/v3): a line of JSON for the terminal, and one for each event.

use ratatui::layout::Size;
use serde_json::{Value, json};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A recording on its way to a file.
#[derive(Debug)]
pub struct Recording(Mutex<Tape>);

#[derive(Debug)]
struct Tape {
    file: File,
    /// When the last event was.
    last: Instant,
    /// The beginning of a character whose rest is still to be sent.
    rest: Vec<u8>,
    /// Why no more is recorded.
    failed: Option<io::Error>,
}

impl Recording {
    /// Begins a recording in a new file.
    ///
    /// # Errors
    /// When there is such a file already, or it can't be written.
    pub fn begin(path: &Path, size: Size, title: &str) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        let mut tape = Tape { file, last: Instant::now(), rest: Vec::new(), failed: None };
        let time = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        let terminal = std::env::var("TERM").unwrap_or_default();
        tape.line(&json!({
            "version": 3,
            "term": { "cols": size.width, "rows": size.height, "type": terminal },
            "timestamp": time,
            "title": title,
        }))?;
        Ok(Self(Mutex::new(tape)))
    }

    /// Records what was sent.
    pub(super) fn sent(&self, bytes: &[u8]) {
        let mut tape = self.tape();
        let mut all = std::mem::take(&mut tape.rest);
        all.extend_from_slice(bytes);
        // A write may end within a character; nothing that is sent is anything but UTF-8.
        let whole = match std::str::from_utf8(&all) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => all.len(),
        };
        tape.rest = all.split_off(whole);
        if !all.is_empty() {
            tape.event("o", &String::from_utf8_lossy(&all));
        }
    }

    /// Records that the terminal has another size.
    pub fn resized(&self, size: Size) {
        self.tape().event("r", &format!("{}x{}", size.width, size.height));
    }

    /// Marks a place, which players list and stop at.
    pub fn mark(&self, label: &str) {
        self.tape().event("m", label);
    }

    /// Ends the recording.
    ///
    /// # Errors
    /// When not all of it could be written.
    pub fn end(&self) -> io::Result<()> {
        let mut tape = self.tape();
        tape.event("x", "0");
        match tape.failed.take() {
            Some(error) => Err(error),
            None => tape.file.sync_all(),
        }
    }

    fn tape(&self) -> MutexGuard<'_, Tape> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tape {
    fn event(&mut self, code: &str, data: &str) {
        if self.failed.is_some() {
            return;
        }
        let now = Instant::now();
        // Times count from the event before; rounded, they would drift apart.
        let micros = now.duration_since(self.last).as_micros();
        self.last = now;
        let seconds = u32::try_from(micros).map_or(f64::MAX, |micros| f64::from(micros) / 1e6);
        if let Err(error) = self.line(&json!([seconds, code, data])) {
            self.failed = Some(error);
        }
    }

    fn line(&mut self, value: &Value) -> io::Result<()> {
        self.file.write_all(format!("{value}\n").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn what_was_sent_comes_back_whole_however_it_was_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.cast");
        let recording = Recording::begin(&path, Size::new(80, 24), "a \"title\"").unwrap();
        let sent = "\u{1b}[1m● base 11.3 y\u{1b}[0m\r\n";
        for byte in sent.as_bytes() {
            recording.sent(&[*byte]);
        }
        recording.mark("next");
        recording.resized(Size::new(120, 40));
        recording.end().unwrap();
        let lines = lines(&path);
        assert_eq!(lines[0]["version"], 3);
        assert_eq!(lines[0]["term"]["cols"], 80);
        let of = |code: &str| -> Vec<&str> {
            let events = lines[1..].iter().filter(|event| event[1] == code);
            events.map(|event| event[2].as_str().unwrap()).collect()
        };
        assert_eq!(of("o").concat(), sent);
        assert_eq!((of("m"), of("r"), of("x")), (vec!["next"], vec!["120x40"], vec!["0"]));
        assert!(lines[1..].iter().all(|event| event[0].as_f64().unwrap() < 60.0));
        assert!(Recording::begin(&path, Size::new(80, 24), "").is_err(), "nothing is overwritten");
    }
}
