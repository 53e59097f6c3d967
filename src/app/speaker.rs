//! What a presentation tells the speaker's second terminal, through a socket in the account's own
//! folder: a line of JSON for each slide. Either side may end without harm to the other.

use super::runtime;
use crate::view::SpeakerNote;
use rustix::fs::{Mode, chmod};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// What sockets are called: `presenting-4711.socket`.
const PREFIX: &str = "presenting-";
const SUFFIX: &str = ".socket";

/// How long is waited before a presentation is looked for again.
const PAUSE: Duration = Duration::from_millis(250);

/// The presentation's end of the line.
#[derive(Debug)]
pub(super) struct Speaker {
    path: PathBuf,
    told: Arc<Mutex<Told>>,
}

/// What was told last, and to whom.
#[derive(Debug, Default)]
struct Told {
    line: String,
    listeners: Vec<UnixStream>,
}

impl Told {
    /// Tells everybody; who doesn't listen any more is forgotten.
    fn tell(&mut self) {
        let line = &self.line;
        self.listeners.retain_mut(|listener| listener.write_all(line.as_bytes()).is_ok());
    }
}

fn lock(told: &Mutex<Told>) -> MutexGuard<'_, Told> {
    told.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Speaker {
    /// Begins to take listeners; `None` where there is no folder for the socket.
    pub(super) fn start() -> io::Result<Option<Self>> {
        let Some(folder) = runtime::folder() else { return Ok(None) };
        Self::start_in(&folder).map(Some)
    }

    fn start_in(folder: &Path) -> io::Result<Self> {
        let path = folder.join(format!("{PREFIX}{}{SUFFIX}", process::id()));
        // What presentations that died left, one of an earlier process of that number among it.
        for (_, left) in sockets(folder) {
            let _ = connected(&left);
        }
        let _ = fs::remove_file(&path);
        let (short, _folder) = shortened(&path)?;
        let listener = UnixListener::bind(short)?;
        chmod(&path, Mode::RUSR | Mode::WUSR)?;
        let told = Arc::new(Mutex::new(Told::default()));
        let shared = Arc::clone(&told);
        thread::Builder::new().name("speaker".into()).spawn(move || {
            for listener in listener.incoming() {
                let Ok(mut listener) = listener else { return };
                // Somebody who reads nothing must not hold the presentation up.
                if listener.set_nonblocking(true).is_err() {
                    continue;
                }
                let mut told = lock(&shared);
                if told.line.is_empty() || listener.write_all(told.line.as_bytes()).is_ok() {
                    told.listeners.push(listener);
                }
            }
        })?;
        Ok(Self { path, told })
    }

    /// Tells what is said of the slide that is shown now.
    pub(super) fn tell(&self, note: &SpeakerNote) {
        let mut told = lock(&self.told);
        told.line = format!(
            "{}\n",
            json!({
                "title": note.title,
                "note": note.note,
                "next": note.next,
                "slide": note.place.map(|place| place.0),
                "of": note.place.map(|place| place.1),
                "elapsed_ms": u64::try_from(note.elapsed.as_millis()).unwrap_or(u64::MAX),
            })
        );
        told.tell();
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// What a listener hears.
#[derive(Debug)]
pub(super) enum Heard {
    Note(SpeakerNote),
    /// The presentation is over, or there is none yet.
    Nothing,
}

/// Listens to the newest presentation of this account for ever: gives each slide's note, and that
/// there is no presentation, to `hear`, until that says to stop.
pub(super) fn listen(mut hear: impl FnMut(Heard) -> bool) {
    let Some(folder) = runtime::folder() else { return };
    let mut was_there = true;
    loop {
        if let Some(stream) = newest(&folder) {
            was_there = true;
            let lines = BufReader::new(stream).lines().map_while(Result::ok);
            for line in lines {
                if let Some(note) = read(&line)
                    && !hear(Heard::Note(note))
                {
                    return;
                }
            }
        }
        if std::mem::take(&mut was_there) && !hear(Heard::Nothing) {
            return;
        }
        thread::sleep(PAUSE);
    }
}

/// The line to the presentation that began last; what others left of theirs is removed.
fn newest(folder: &Path) -> Option<UnixStream> {
    let mut sockets = sockets(folder);
    sockets.sort();
    sockets.iter().rev().find_map(|(_, path)| connected(path))
}

/// The sockets of presentations, with when each began.
fn sockets(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter(|entry| {
            let name = entry.file_name();
            name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
        })
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect()
}

/// The longest path that every system takes for a socket.
const LONGEST: usize = 100;

/// A path to the same socket that the system takes, and the open folder that it leads through, where it
/// would be too long otherwise.
fn shortened(path: &Path) -> io::Result<(PathBuf, Option<File>)> {
    let parts = path.parent().zip(path.file_name());
    let Some((folder, name)) = parts.filter(|_| path.as_os_str().len() > LONGEST) else {
        return Ok((path.to_owned(), None));
    };
    let folder = File::open(folder)?;
    let short = Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name);
    Ok((short, Some(folder)))
}

/// The line to a presentation; a socket that nobody listens at is removed.
fn connected(path: &Path) -> Option<UnixStream> {
    let reached = shortened(path).and_then(|(short, _folder)| UnixStream::connect(short));
    match reached {
        Ok(stream) => Some(stream),
        Err(error) => {
            if error.kind() == io::ErrorKind::ConnectionRefused {
                let _ = fs::remove_file(path);
            }
            None
        }
    }
}

fn read(line: &str) -> Option<SpeakerNote> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    let number = |field: &str| usize::try_from(value[field].as_u64()?).ok();
    Some(SpeakerNote {
        title: text("title")?,
        note: text("note")?,
        next: text("next"),
        place: number("slide").zip(number("of")),
        elapsed: Duration::from_millis(value["elapsed_ms"].as_u64()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn note(title: &str) -> SpeakerNote {
        SpeakerNote {
            title: title.to_owned(),
            note: "line\n\"quoted\" ‘é’".to_owned(),
            next: Some("the next".to_owned()),
            place: Some((1, 6)),
            elapsed: Duration::from_millis(1500),
        }
    }

    #[test]
    fn who_listens_hears_the_slide_that_is_shown_and_those_that_follow_within_a_tenth_of_a_second()
    {
        let folder = tempfile::tempdir().unwrap();
        let speaker = Speaker::start_in(folder.path()).unwrap();
        speaker.tell(&note("one"));
        let mut lines = BufReader::new(newest(folder.path()).unwrap()).lines();
        assert_eq!(read(&lines.next().unwrap().unwrap()), Some(note("one")));
        // A listener that is gone, and one that never reads, hold nothing up.
        drop(newest(folder.path()).unwrap());
        let _deaf = newest(folder.path()).unwrap();
        let begun = Instant::now();
        for _ in 0..2_000 {
            speaker.tell(&note("two"));
        }
        assert!(begun.elapsed() < Duration::from_secs(60));
        assert_eq!(read(&lines.next().unwrap().unwrap()), Some(note("two")));
        drop(speaker);
        assert!(fs::read_dir(folder.path()).unwrap().next().is_none(), "nothing is left behind");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_folder_may_lie_as_deep_as_it_likes() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a folder for what is gone later".repeat(4));
        fs::create_dir(&deep).unwrap();
        let speaker = Speaker::start_in(&deep).unwrap();
        speaker.tell(&note("deep"));
        let mut lines = BufReader::new(newest(&deep).unwrap()).lines();
        assert_eq!(read(&lines.next().unwrap().unwrap()), Some(note("deep")));
    }

    #[test]
    fn what_a_presentation_that_died_left_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(format!("{PREFIX}1{SUFFIX}"));
        drop(UnixListener::bind(&left).unwrap());
        assert!(newest(folder.path()).is_none() && !left.exists());
    }
}
