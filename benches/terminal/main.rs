//! What the terminal layer costs, beside ratatui's own backend on the same screens, as a table.
//!
//! `cargo bench --bench terminal` measures all; with the start of a row's name after `--`, only
//! these rows. `stock.rs` is the same explorer on ratatui's and crossterm's own layers; `probe.rs`
//! runs either in a pseudo-terminal; `link.rs` puts a slow network between them and a terminal.
#![allow(missing_docs)]

mod frames;
mod link;
mod probe;
mod stock;
#[path = "../../tests/support/wire.rs"]
mod wire;

use probe::{Program, Which};
use std::time::Duration;

/// One row of the table.
struct Row {
    what: String,
    ours: String,
    stock: String,
    aim: String,
    met: Option<bool>,
}

impl Row {
    fn new(what: impl Into<String>, ours: &str, stock: &str, aim: &str, met: bool) -> Self {
        let texts = [ours, stock, aim].map(str::to_owned);
        let [ours, stock, aim] = texts;
        Self { what: what.into(), ours, stock, aim, met: Some(met) }
    }

    fn print(&self) {
        let met = match self.met {
            Some(true) => "met",
            Some(false) => "not met",
            None => "",
        };
        println!("| {} | {} | {} | {} | {met} |", self.what, self.ours, self.stock, self.aim);
    }
}

fn main() {
    if std::env::args().any(|argument| argument == stock::ARGUMENT) {
        stock::run().expect("a terminal");
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let groups: [(&str, Measure); 8] = [
        ("bytes", frames::rows),
        ("step", frames::times),
        ("key", latency),
        ("start", start),
        ("idle", idle),
        ("unchanged", frames::unchanged),
        ("last", link::rows),
        ("resident", memory),
    ];
    println!("| what | payback | stock | aim | |\n|---|---|---|---|---|");
    for (name, rows) in groups {
        if wanted.is_empty() || wanted.iter().any(|word| name.starts_with(word.as_str())) {
            rows().iter().for_each(Row::print);
        }
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(1).collect();
    println!("\nLoad of the machine meanwhile: {}", load.join(" "));
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The value below which so many in a hundred of them lie.
fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * percent / 100]
}

/// Measures some rows.
type Measure = fn() -> Vec<Row>;

fn latency() -> Vec<Row> {
    let measured = [Which::Ours, Which::Stock].map(|which| {
        let mut program = Program::start(which, 120, 40);
        program.settle();
        let mut times: Vec<_> =
            (0..500).map(|step| program.key(probe::there_and_back(step))).collect();
        (percentile(&mut times, 50), percentile(&mut times, 99))
    });
    let text = |(median, late): (Duration, Duration)| {
        format!("{:.2} / {:.2} ms", milliseconds(median), milliseconds(late))
    };
    let [ours, stock] = measured;
    let met = ours.0 <= Duration::from_micros(500) && ours.1 <= Duration::from_millis(3);
    let aim = "0.5 / 3 ms";
    vec![Row::new("key to frame written, 120×40, p50 / p99", &text(ours), &text(stock), aim, met)]
}

fn start() -> Vec<Row> {
    let [ours, stock] = [Which::Ours, Which::Stock].map(|which| {
        let mut times: Vec<_> =
            (0..20).map(|_| Program::start(which, 120, 40).first_frame()).collect();
        percentile(&mut times, 50)
    });
    let text = |time| format!("{:.1} ms", milliseconds(time));
    let met = ours <= Duration::from_millis(10);
    vec![Row::new("start to first frame, 120×40, median", &text(ours), &text(stock), "10 ms", met)]
}

fn idle() -> Vec<Row> {
    let [ours, stock] = [Which::Ours, Which::Stock].map(|which| {
        let mut program = Program::start(which, 120, 40);
        program.settle();
        program.key(probe::there_and_back(0));
        program.settle();
        // What is unsaved is kept half a second after a key: a part of the key's work.
        std::thread::sleep(Duration::from_secs(2));
        program.settle();
        program.idle(Duration::from_secs(10))
    });
    let text = |(wakes, bytes): (u64, usize)| format!("{wakes} wake-ups, {bytes} bytes");
    let (aim, met) = ("0, 0", ours == (0, 0));
    vec![Row::new("idle for 10 s", &text(ours), &text(stock), aim, met)]
}

fn memory() -> Vec<Row> {
    let [ours, stock] = [Which::Ours, Which::Stock].map(|which| {
        let mut program = Program::start(which, 200, 60);
        program.settle();
        for step in 0..50 {
            program.key(probe::there_and_back(step));
        }
        program.resident()
    });
    let text = |kilobytes: u64| format!("{:.1} MB", kilobytes as f64 / 1e3);
    let (aim, met) = ("10 MB", ours <= 10_000);
    vec![Row::new("resident memory, Explore at 200×60", &text(ours), &text(stock), aim, met)]
}
