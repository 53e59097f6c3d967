//! A hundred thousand mutated presets, each read to its end: seeded, so that a failure comes again.
//! `MUTANTS=1000000` reads as many.

use payback::analysis::Measure;
use payback::model::Metric;
use payback::preset::library::BUNDLED;
use payback::preset::{Library, PresetView, SetTo, read, to_ron};
use std::panic;
use std::time::{Duration, Instant};

/// How many there are, over all threads.
const MUTANTS: u64 = 100_000;

/// Longest that one may take on a machine with much else to do; one takes well below a
/// millisecond.
const LONGEST: Duration = Duration::from_secs(5);

const TOKENS: [&str; 32] = [
    "NaN",
    "inf",
    "-inf",
    "1e999",
    "-",
    "0",
    "9999999999999999999",
    "1_0",
    "0x7f",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "/*",
    "*/",
    "//",
    "\"",
    "'",
    "\\",
    ",",
    ":",
    "\u{202e}",
    "\u{feff}",
    "\r",
    "\n",
    "r#\"",
    "Some(",
    "None",
    "#![enable(implicit_some)]",
    "format: 2,",
];

/// A generator of numbers (xorshift64*): the same ones for the same seed, everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }
}

/// The texts that mutants are made of: the presets, and one that the program wrote with as little
/// as a file needs, which most mutants are made of, so that each of its places is hit often.
fn texts() -> Vec<Vec<u8>> {
    let mut small = Library::bundled_only().find("grid-freeze").unwrap().0;
    small.claims.truncate(3);
    small.sources.retain(|key, _| key.starts_with("bear"));
    small.currency = String::from("€");
    small.claims[0].measure = Measure::parse("revenue@2030").unwrap();
    small.views.push(PresetView {
        name: "a view".to_owned(),
        screen: Some("Grid"),
        metric: Some(Metric::Npv),
        axes: Some(["utilization", "power_delay"].map(str::to_owned)),
        set: vec![("base.utilization".to_owned(), SetTo::Number(0.7))],
        title: "{base.npv} and {{more}}".to_owned(),
        expect: vec!["base.revenue@2031 > 10".to_owned()],
        ..PresetView::default()
    });
    let small = to_ron(&small).into_bytes();
    let bundled = BUNDLED.iter().map(|(_, text)| text.as_bytes().to_vec());
    bundled.chain(std::iter::repeat_n(small, 14)).collect()
}

/// Where a word, a number or a sign begins.
fn token(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let start = random.below(bytes.len());
    let length = bytes[start..].iter().take_while(|byte| is_part(byte)).count().max(1);
    let before = bytes[..start].iter().rev().take_while(|byte| is_part(byte)).count();
    start - before..(start + length).min(bytes.len())
}

fn mutate(bytes: &mut Vec<u8>, texts: &[Vec<u8>], random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    let length = 1 + random.below(60);
    let end = (at + length).min(bytes.len());
    match random.below(13) {
        0 => bytes[at] ^= 1 << random.below(8),
        1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
        2 => drop(bytes.drain(at..end)),
        3 => drop(bytes.splice(at..at, TOKENS[random.below(TOKENS.len())].bytes())),
        4 => {
            let token = token(bytes, random);
            drop(bytes.splice(token, TOKENS[random.below(TOKENS.len())].bytes()));
        }
        5 => drop(bytes.drain(token(bytes, random))),
        6 => {
            // One token in another's place.
            let other = token(bytes, random);
            let other = bytes[other].to_vec();
            let token = token(bytes, random);
            bytes.splice(token, other);
        }
        7 => {
            let part = bytes[at..end].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, part);
        }
        8 => {
            // The end of another preset behind the beginning of this one.
            let other = &texts[random.below(texts.len())];
            bytes.truncate(at);
            bytes.extend_from_slice(&other[random.below(other.len())..]);
        }
        9 => bytes.truncate(at),
        10 => {
            let deep = ["(", "[", "{", "Some(", "/*", "((), "][random.below(6)];
            let deep = deep.repeat(1 + random.below(200));
            drop(bytes.splice(at..at, deep.bytes()));
        }
        11 => {
            let token = token(bytes, random);
            let number = f64::from_bits(random.next().wrapping_mul(0x9e37_79b9_7f4a_7c15));
            drop(bytes.splice(token, format!("{number:?}").into_bytes()));
        }
        _ => {
            let other = random.below(bytes.len());
            bytes.swap(at, other);
        }
    }
}

/// Reads some of the mutants; how many were sound, and the longest that one took.
fn read_some(seeds: std::ops::Range<u64>, texts: &[Vec<u8>]) -> (usize, Duration) {
    let (mut sound, mut longest) = (0, Duration::ZERO);
    for seed in seeds {
        let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut bytes = texts[random.below(texts.len())].clone();
        for _ in 0..=random.below(4) {
            mutate(&mut bytes, texts, &mut random);
        }
        let start = Instant::now();
        let result = panic::catch_unwind(|| read(&bytes, "mutant.ron"));
        longest = longest.max(start.elapsed());
        let shown = || format!("mutant {seed} panics:\n{}", String::from_utf8_lossy(&bytes));
        match result.unwrap_or_else(|_| panic!("{}", shown())) {
            Ok(preset) => {
                sound += 1;
                // What is read is valid, and is written so that it can be read again.
                if seed % 16 == 0 {
                    assert!(preset.inputs.violations().is_empty(), "mutant {seed}");
                    assert_eq!(read(to_ron(&preset).as_bytes(), "again").as_ref(), Ok(&preset));
                }
            }
            Err(report) => {
                assert!(!report.problems().is_empty(), "mutant {seed}");
                // Drawing a report is the slower half, and is tried on a part.
                if seed % 16 == 0 {
                    let drawn = report.to_string();
                    assert!(drawn.contains("mutant.ron:") && drawn.len() < 64 * 1024, "{seed}");
                    assert!(!drawn.contains(['\u{202e}', '\u{1b}', '\0']), "{seed}");
                }
            }
        }
    }
    (sound, longest)
}

#[test]
fn a_hundred_thousand_mutated_presets_are_read_without_a_panic_or_a_hang() {
    let texts = texts();
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let asked = std::env::var("MUTANTS").map(|text| text.parse().expect("a number"));
    let mutants: u64 = asked.unwrap_or(MUTANTS);
    let each = mutants.div_ceil(threads);
    let results: Vec<(usize, Duration)> = std::thread::scope(|scope| {
        let texts = &texts;
        let readers: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || read_some(thread * each..(thread + 1) * each, texts)))
            .collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).collect()
    });
    let sound: usize = results.iter().map(|(sound, _)| sound).sum();
    let longest = results.iter().map(|(_, longest)| *longest).max().unwrap();
    // Enough of both kinds, or the mutants test nothing.
    let share = sound as f64 / mutants as f64;
    assert!((0.05..0.6).contains(&share), "{sound} sound ones");
    assert!(longest < LONGEST, "{longest:?}");
}
