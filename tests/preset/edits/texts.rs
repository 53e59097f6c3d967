//! Presets as people write them: with comments at every place, trailing commas or none, sites on
//! one line, odd spellings of numbers, and the line ends of every system.

use crate::mutations::Random;
use payback::preset::library::BUNDLED;

/// A small file by hand, with nothing in it that needn't be.
pub const HAND: &str = r#"// A case of my own.
( // so far
  format: 1.0, name: r"By hand",
  programme: (
    start: "2025-11", // as announced
    // Where it goes
    sites: [
      (name: "Here", pledge: 4e1, first: "2026-01", months: 32), // most of it
      (pledge: +0.5, extra_delay: -1.5), /* the rest */
    ],
    /* tax, of course */ tax_rate: 0.180, // or 21 %
    group_revenue: 1_20.0 // last year's
  ),
  scenarios: (
    bear: (utilization: 0.45, margin: 0.29, power_delay: Months(18), attach: 0.15), // low
    base: (utilization: 0.65, margin: 0.31, power_delay: Months(3.0), attach: 0.30),
    bull: (
      utilization: 0.80,
      margin: 0.32,
      power_delay: Indicators( // by the queue
        ppa_coverage: 0.85, queue_months: 20, transformer_weeks: 128, ordered_ahead_months: 27,
      ),
      attach: 0.45,
    )
  ),
  risk: (comovement: 0.3),
  claims: [
    (
      id: "income", // the headline
      says: "It earns.", kind: Tested, scenario: base,
      measure: "operating_income",
      within: Some((2.5, 3)), // as said
      at_least: None
    )
  ],
  sources: {
    "utilization": (note: "a guess", cite: "here", as_of: "2025-10-29"),
    // Nobody says.
    "margin": (
      note: "a guess"
    ), // ask again
  },
  views: [
    // Where to begin
    (name: "first", screen: Cash, preset: None, set: {"base.margin": 0.30 /* low */},
      expect: ["base.npv > -5", "base.npv < 5"]), // to be shown
    (
      name: "second", // and then
      title: "{base.npv}"
    )
  ]
) // the end"#;

/// The second line of a comment.
pub const SECOND: &str = "over two lines, with ) and \" */";

/// A file in somebody's manner.
pub fn as_people_write(random: &mut Random) -> String {
    let which = random.below(BUNDLED.len() + 4);
    let mut text = BUNDLED.get(which).map_or(HAND, |(_, text)| text).to_owned();
    let mut may = || random.below(2) == 0;
    if may() {
        text = spelled_oddly(&text);
    }
    if may() {
        text = without_last_commas(&text);
    }
    if may() {
        text = commented(&text);
    }
    if may() {
        text = text.replace("    ", "\t");
    }
    if may() {
        text = text.trim_end().to_owned();
    }
    if may() {
        let end = if may() { "\r\n" } else { "\r" };
        text = text.replace('\n', end);
    }
    if may() {
        text.insert(0, '\u{feff}');
    }
    text
}

fn spelled_oddly(text: &str) -> String {
    [
        ("40.0", "4e1"),
        (": 0.5,", ": +0.5,"),
        (": 120.0", ": 1_20.0"),
        (": 6.0", ": 6"),
        ("0.65", "0.650"),
        ("months: 32", "months: 32.0"),
        ("kind: Tested", "kind:Tested"),
        ("weight: ", "weight : "),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Without the commas before closing brackets.
fn without_last_commas(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let closes = |line: Option<&&str>| {
        line.is_some_and(|line| line.trim_start().starts_with([')', ']', '}']))
    };
    let line = |(at, line): (usize, &&str)| match line.strip_suffix(',') {
        Some(bare) if closes(lines.get(at + 1)) => format!("{bare}\n"),
        _ => format!("{line}\n"),
    };
    lines.iter().enumerate().map(line).collect()
}

/// With numbered comments before, behind and between the lines.
fn commented(text: &str) -> String {
    let mut out = String::from("/* <c0> /* <c00> */ */\n");
    for (number, line) in text.lines().enumerate() {
        let blank = &line[..line.len() - line.trim_start().len()];
        out += &match number % 4 {
            // Behind a comment of the line's own would be within it.
            _ if line.contains("//") => format!("{blank}// <c{number}>\n{line}\n"),
            0 => format!("{line} // <c{number}>\n"),
            1 => format!("{blank}// <c{number}>\n{line}\n"),
            2 => format!("{line}   /* <c{number}>\n {SECOND}\n"),
            _ => format!("\n{line}\n"),
        };
    }
    out + "// <cend>\n"
}
