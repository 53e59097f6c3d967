//! `payback batch`: many cases of a preset, a row of fields in and a row of figures out.

mod cases;
mod figures;
mod rows;

use super::asked::{ChangedPreset, interruption, metrics, option};
use super::document::{OR_FORCE, not_written};
use super::{CommandError, CommandResult, complain, names};
use crate::analysis::risk::DEFAULT_METRICS;
use crate::model::Scenario;
use crate::preset::Library;
use crate::text::{os_message, shortened_path};
use cases::Cases;
use clap::{Args, ValueEnum};
use figures::{Evaluator, Worked};
use rows::Rows;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, available_parallelism};

pub(super) const EXAMPLES: &str = "\
Examples:
  payback batch apec-40b --inputs cases.csv -o figures.csv
  generate-cases | payback batch apec-40b --inputs - --metrics npv,payback_years
  payback batch oracle-oci --inputs cases.csv -o figures.jsonl

The first line of the cases names fields by the keys of --set; each line below is a case, an empty
cell leaves a field as it is:

  utilization,power_delay
  65%,3
  0.7,12

Figures come in the order of the cases, each with its case's line. Invalid cases are left out, the first
twenty of them reported with their lines; the exit status is 1 then, or 2 with --strict, which stops at
the first.";

/// Most cases that are complained of one by one.
const TOLD: usize = 20;

#[derive(Debug, Args)]
pub(super) struct BatchArguments {
    #[command(flatten)]
    preset: ChangedPreset,
    /// The cases: a CSV file, or - for standard input.
    #[arg(long, value_name = "FILE.csv|-")]
    inputs: PathBuf,
    /// The figures, by their names in JSON [default: those of ‘payback risk’].
    #[arg(long, value_name = "M,...", value_delimiter = ',')]
    metrics: Vec<String>,
    /// Whose figures: bear, base or bull.
    #[arg(long, value_name = "S", default_value = "base")]
    scenario: String,
    /// Stop at the first invalid case.
    #[arg(long)]
    strict: bool,
    /// What figures are written as; by default as the file's name ends, else CSV.
    #[arg(long, value_enum)]
    format: Option<RowFormat>,
    /// The file for the figures; standard output without it, or with -.
    #[arg(short, long, value_name = "FILE.csv|FILE.jsonl")]
    output: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long, requires = "output")]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RowFormat {
    /// A line of comma-separated figures for each case.
    Csv,
    /// An object in JSON for each case.
    Jsonl,
}

pub(super) fn run(arguments: &BatchArguments, library: &Library) -> CommandResult {
    if library.is_restricted() && (arguments.output.is_some() || arguments.inputs != Path::new("-"))
    {
        let message = "files can't be named where there are presets alone: give cases by \
                       --inputs - and leave -o out";
        return Err(CommandError(message.to_owned()));
    }
    let preset = arguments.preset.read(library)?;
    let given = format!("--scenario {}", arguments.scenario);
    let scenario: Scenario = option(&given, names::scenario(&arguments.scenario))?;
    let metrics = metrics(&arguments.metrics, &DEFAULT_METRICS)?;
    let source = source(&arguments.inputs)?;
    let shown = if arguments.inputs == Path::new("-") {
        "standard input".to_owned()
    } else {
        shortened_path(&arguments.inputs)
    };
    let said = |why: String| CommandError(format!("{shown}: {why}"));
    let mut cases = Cases::of(source).map_err(said)?;
    cases.check_head(&preset).map_err(said)?;
    let rows = Rows { metrics: &metrics, is_json: format(arguments)? == RowFormat::Jsonl };
    let mut output = output(arguments)?;
    let interrupted = interruption()?;
    let head = cases.head().to_vec();
    let first = cases.next_chunk().map_err(said)?;
    let evaluator =
        Evaluator::new(&preset, scenario, &metrics, (&head, arguments.strict), first.as_ref());
    let mut tally = Tally { strict: arguments.strict, ..Tally::default() };
    let mut failed = None;
    write(&mut output, rows.head().as_bytes(), &mut failed);
    let work = Work { evaluator: &evaluator, rows: &rows, stop: &interrupted };
    let read = work.run(first, &mut cases, |worked| {
        write(&mut output, &worked.rows, &mut failed);
        tally.take(worked);
        failed.is_none() && !tally.is_stopped()
    });
    if failed.is_none() {
        failed = output.flush().err();
    }
    match failed {
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        Some(error) => {
            return Err(CommandError(format!(
                "the figures can't be written: {}",
                os_message(&error)
            )));
        }
        None => {}
    }
    read.map_err(said)?;
    tally.end(interrupted.load(Ordering::Relaxed))
}

fn format(arguments: &BatchArguments) -> CommandResult<RowFormat> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let ending = file(arguments).and_then(Path::extension).and_then(OsStr::to_str);
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("jsonl" | "ndjson") => Ok(RowFormat::Jsonl),
        Some("json") => Err(CommandError(
            "-o: figures are CSV or a line of JSON for each case: name a file .csv or .jsonl, or \
             give --format"
                .to_owned(),
        )),
        _ => Ok(RowFormat::Csv),
    }
}

/// The file for the figures, unless they go to standard output.
fn file(arguments: &BatchArguments) -> Option<&Path> {
    arguments.output.as_deref().filter(|path| *path != Path::new("-"))
}

fn source(path: &Path) -> CommandResult<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let refused = |why: String| {
        let shown = shortened_path(path);
        CommandError(format!("--inputs {shown}: {why}; name a CSV file, or - for standard input"))
    };
    // A folder can be opened, and not be read.
    if path.is_dir() {
        return Err(refused("it is a folder".to_owned()));
    }
    let file = File::open(path).map_err(|error| refused(os_message(&error)))?;
    Ok(Box::new(file))
}

fn output(arguments: &BatchArguments) -> CommandResult<Box<dyn Write>> {
    let Some(path) = file(arguments) else { return Ok(Box::new(io::stdout())) };
    if path.is_dir() {
        let shown = shortened_path(path);
        return Err(CommandError(format!("-o {shown}: it is a folder; name a file in it")));
    }
    if is_of_cases(path, &arguments.inputs).unwrap_or(false) {
        let message = "-o names the file of the cases, which would be lost: name another";
        return Err(CommandError(message.to_owned()));
    }
    let mut options = OpenOptions::new();
    options.write(true);
    if arguments.force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let file = options.open(path).map_err(|error| not_written(path, &error, OR_FORCE))?;
    Ok(Box::new(file))
}

/// Whether this is the file that the cases come from, whatever it is called.
fn is_of_cases(output: &Path, inputs: &Path) -> io::Result<bool> {
    let cases = if inputs == Path::new("-") {
        File::from(io::stdin().as_fd().try_clone_to_owned()?).metadata()?
    } else {
        inputs.metadata()?
    };
    let output = output.metadata()?;
    Ok(output.is_file() && (output.dev(), output.ino()) == (cases.dev(), cases.ino()))
}

fn write(output: &mut dyn Write, bytes: &[u8], failed: &mut Option<io::Error>) {
    if failed.is_none() {
        *failed = output.write_all(bytes).err();
    }
}

/// What came of the cases so far.
#[derive(Debug, Default)]
struct Tally {
    strict: bool,
    done: u64,
    left_out: u64,
    margin_capped: bool,
    first: Option<(u64, String)>,
}

impl Tally {
    fn take(&mut self, worked: &Worked) {
        self.done += worked.done;
        self.margin_capped |= worked.margin_capped;
        for (line, why) in &worked.refused {
            self.left_out += 1;
            if self.strict {
                self.first.get_or_insert_with(|| (*line, why.clone()));
            } else if self.left_out <= TOLD as u64 {
                complain(&format!("line {line} is left out: {why}"));
            }
        }
    }

    fn is_stopped(&self) -> bool {
        self.first.is_some()
    }

    fn end(self, interrupted: bool) -> CommandResult {
        if let Some((line, why)) = self.first {
            return Err(CommandError(format!(
                "line {line}: {why}; nothing below it is worked out"
            )));
        }
        if interrupted {
            return Err(CommandError(format!("stopped after {} cases", self.done)));
        }
        if self.left_out > TOLD as u64 {
            let more = self.left_out - TOLD as u64;
            complain(&format!("{more} more lines are left out; {} in all", self.left_out));
        }
        if self.margin_capped {
            complain("in some cases the margin is capped at 95 %");
        }
        Ok(if self.left_out > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }
}

/// What the threads share.
struct Work<'a> {
    evaluator: &'a Evaluator<'a>,
    rows: &'a Rows<'a>,
    stop: &'a AtomicBool,
}

type Numbered = (u64, cases::Chunk);

impl Work<'_> {
    /// Works all cases out on all cores, and gives them to `take` in their order until that says to
    /// stop. However many there are, only so many are held at a time.
    fn run(
        &self,
        first: Option<cases::Chunk>,
        cases: &mut Cases,
        mut take: impl FnMut(&Worked) -> bool,
    ) -> Result<(), String> {
        let threads = available_parallelism().map_or(1, std::num::NonZero::get);
        let over = AtomicBool::new(false);
        let (send, receive) = sync_channel::<Numbered>(2 * threads);
        let (done, made) = sync_channel::<(u64, Worked)>(2 * threads);
        // One place for each chunk that is read and not yet written.
        let (place, places) = sync_channel::<()>(6 * threads);
        let receive = Mutex::new(receive);
        thread::scope(|scope| {
            for _ in 0..threads {
                let (receive, done, over) = (&receive, done.clone(), &over);
                scope.spawn(move || self.work(receive, &done, over));
            }
            drop(done);
            let over_here = &over;
            let reading = scope.spawn(move || {
                let mut next = first;
                let mut number = 0;
                while let Some(chunk) = next {
                    let ends =
                        over_here.load(Ordering::Relaxed) || self.stop.load(Ordering::Relaxed);
                    if ends || place.send(()).is_err() || send.send((number, chunk)).is_err() {
                        return Ok(());
                    }
                    number += 1;
                    next = cases.next_chunk()?;
                }
                Ok(())
            });
            let mut waiting = BTreeMap::new();
            let mut number = 0;
            for (of, worked) in made {
                waiting.insert(of, worked);
                while let Some(worked) = waiting.remove(&number) {
                    number += 1;
                    let _ = places.recv();
                    if !over.load(Ordering::Relaxed) && !take(&worked) {
                        over.store(true, Ordering::Relaxed);
                    }
                }
            }
            drop(places);
            reading.join().unwrap_or(Ok(()))
        })
    }

    fn work(
        &self,
        receive: &Mutex<Receiver<Numbered>>,
        done: &SyncSender<(u64, Worked)>,
        over: &AtomicBool,
    ) {
        let mut bench = figures::Bench::default();
        loop {
            let next = receive.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok((number, chunk)) = next else { return };
            let worked = if over.load(Ordering::Relaxed) {
                Worked::default()
            } else {
                self.evaluator.work(&chunk, &mut bench, self.rows)
            };
            if done.send((number, worked)).is_err() {
                return;
            }
        }
    }
}
