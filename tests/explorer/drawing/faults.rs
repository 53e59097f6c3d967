//! What no drawn row may show: each fault a function over rows of text, with a row that must fail.

use std::collections::{BTreeMap, HashSet};

/// Something wrong on a row: what, and where it is to be seen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fault {
    pub what: &'static str,
    pub seen: String,
}

/// The part of a row around a place.
fn around(row: &[char], at: usize) -> String {
    let (from, to) = (at.saturating_sub(24), (at + 24).min(row.len()));
    let text: String = row[from..to].iter().collect();
    text.trim().split("  ").filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn faults(what: &'static str, row: &[char], places: impl Iterator<Item = usize>) -> Vec<Fault> {
    places.map(|at| Fault { what, seen: around(row, at) }).collect()
}

fn chars(row: &str) -> Vec<char> {
    row.chars().collect()
}

const fn is_minus(sign: char) -> bool {
    matches!(sign, '−' | '-')
}

const CURRENCIES: [char; 4] = ['$', '€', '£', '¥'];

/// A number written with an exponent: `1e6`, `1.2e-3`.
pub fn exponents(row: &str) -> Vec<Fault> {
    let row = chars(row);
    let is_one = |at: &usize| {
        let sign = usize::from(row.get(at + 1).is_some_and(|sign| is_minus(*sign) || *sign == '+'));
        let begins = (0..*at).rev().find(|before| !matches!(row[*before], '0'..='9' | '.'));
        let begins = begins.map_or(0, |before| before + 1);
        matches!(row[*at], 'e' | 'E')
            && begins < *at
            && !begins.checked_sub(1).is_some_and(|before| row[before].is_alphanumeric())
            && row.get(at + 1 + sign).is_some_and(char::is_ascii_digit)
    };
    faults("exponent", &row, (1..row.len()).filter(is_one))
}

/// Figures that stand against each other, or against a word: `5.911.3`, `65 %$3 bn`, `11.3 y7 %`,
/// `Payback11.3 y`.
pub fn crowded(row: &str) -> Vec<Fault> {
    let row = chars(row);
    let is_one = |at: &usize| {
        let (before, now) = (row[at - 1], row[*at]);
        let next = row.get(at + 1).copied().unwrap_or(' ');
        let is_negative = now == '−' && (next.is_ascii_digit() || CURRENCIES.contains(&next));
        let is_figure = now.is_ascii_digit() || is_negative;
        let is_money = CURRENCIES.contains(&now) && next.is_ascii_digit();
        // The word that ends before: a unit behind a number, or a name of several letters.
        let begins = (0..*at).rev().find(|at| !row[*at].is_alphabetic());
        let word: String = row[begins.map_or(0, |begins| begins + 1)..*at].iter().collect();
        let number = begins.filter(|_| !word.is_empty()).and_then(|blank| {
            blank.checked_sub(1).filter(|_| row[blank] == ' ').map(|digit| row[digit])
        });
        let is_unit = matches!(&*word, "y" | "bn" | "mo" | "wk" | "yr" | "MW" | "pp")
            && number.is_some_and(|digit| digit.is_ascii_digit());
        let is_word = row.get(at + 2).is_some_and(|c| c.is_lowercase());
        let is_name = word.len() >= 4 && word.chars().skip(1).all(char::is_lowercase);
        let is_percent = matches!(before, '%' | '×')
            && (1..*at)
                .rev()
                .map(|at| row[at - 1])
                .find(|c| *c != ' ')
                .is_some_and(|c| c.is_ascii_digit());
        (is_figure || is_money) && (is_unit || is_name || is_percent)
            || is_money && before.is_alphanumeric()
            || now == '−' && next.is_ascii_digit() && before.is_ascii_digit()
            || now.is_uppercase() && next.is_lowercase() && is_word && before.is_ascii_digit()
            || begins_second_point(&row, *at)
    };
    faults("no space between", &row, (1..row.len()).filter(is_one))
}

/// Whether a number with a second decimal point has it here: `5.911.3`; not a version or a date.
fn begins_second_point(row: &[char], at: usize) -> bool {
    let is_part = |at: usize| row.get(at).is_some_and(|c| c.is_ascii_digit() || *c == '.');
    let begins = (0..at).rev().take_while(|at| is_part(*at)).last().unwrap_or(at);
    row[at] == '.'
        && row.get(at + 1).is_some_and(char::is_ascii_digit)
        && row[begins..at].contains(&'.')
}

/// The blanks behind a cut text from which on there was room for more of it.
const ROOM: usize = 4;

/// A text that is cut though there is room behind it.
pub fn cut(row: &str) -> Vec<Fault> {
    let row = chars(row);
    let is_one = |at: &usize| {
        let blanks = row[at + 1..].iter().take_while(|c| **c == ' ').count();
        // What stands alone speaks of the mark itself.
        row[*at] == '…' && *at > 0 && row[at - 1] != ' ' && blanks >= ROOM
    };
    faults("cut though there is room", &row, (0..row.len()).filter(is_one))
}

/// The words on a row, of letters alone.
pub fn words(row: &str) -> impl Iterator<Item = &str> {
    row.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2)
}

/// The words that a program writes, and what they begin with.
#[derive(Debug, Clone, Default)]
pub struct Words {
    whole: HashSet<String>,
    beginnings: HashSet<String>,
}

impl Words {
    pub fn add(&mut self, row: &str) {
        for word in words(row).map(str::to_lowercase) {
            let ends = word.char_indices().map(|(end, _)| end).skip(3);
            self.beginnings.extend(ends.map(|end| word[..end].to_owned()));
            self.whole.insert(word);
        }
    }
}

/// A word that is a part of one that is known, and none itself: cut by what stands beside it.
pub fn cut_words(row: &str, known: &Words) -> Vec<Fault> {
    let is_cut = |word: &&str| {
        let lower = word.to_lowercase();
        // A text that begins or ends with a mark says that it is cut.
        known.beginnings.contains(&lower)
            && !known.whole.contains(&lower)
            && !row.contains(&format!("{word}…"))
            && !row.contains(&format!("…{word}"))
            // An abbreviation: Ref. margin.
            && !row.contains(&format!("{word}."))
    };
    let fault = |word: &str| Fault { what: "half a word", seen: format!("{word}: {}", row.trim()) };
    words(row).filter(is_cut).map(fault).collect()
}

/// A bound or a range without a unit: `≤10`, `3–5`.
pub fn bare_bounds(row: &str) -> Vec<Fault> {
    let row = chars(row);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let is_one = |at: &usize| {
        let between = row[*at] == '–' && *at > 0 && row[at - 1].is_ascii_digit();
        if !between && !matches!(row[*at], '≤' | '≥') {
            return false;
        }
        let mut rest = row[at + 1..].iter().copied().peekable();
        while rest.next_if(|c| matches!(c, ' ' | '−') || CURRENCIES.contains(c)).is_some() {}
        let mut number = String::new();
        while let Some(digit) = rest.next_if(|c| is_number(*c)) {
            number.push(digit);
        }
        let digits = number.trim_end_matches(['.', ',']).len();
        let first = (0..*at).rev().take_while(|at| is_number(row[*at])).count();
        // Years are their own unit: 2032–35.
        let is_year = between && first == 4 && matches!(digits, 2 | 4);
        rest.next_if_eq(&' ');
        let unit = rest.next();
        let has_unit =
            unit.is_some_and(|c| c.is_alphabetic() || matches!(c, '%' | '×' | '/' | '…'));
        digits > 0 && !is_year && !has_unit
    };
    faults("bound without a unit", &row, (0..row.len()).filter(is_one))
}

/// The most blanks between a label and its figure.
const FAR: usize = 24;

/// What stands before a figure and is no label of it.
const NO_LABEL: [&str; 2] = ["capped from", "turns around"];

/// A figure too far from its label for an eye to go there.
pub fn far(row: &str) -> Vec<Fault> {
    let row = chars(row);
    let is_one = |at: &usize| {
        let gap = row[..*at].iter().rev().take_while(|c| **c == ' ').count();
        let before: String = row[..at - gap].iter().collect();
        gap > FAR
            && begins_figure(&row[*at..])
            && ends_label(&row[..at - gap])
            && !NO_LABEL.iter().any(|words| before.contains(words))
    };
    let fault = |at: usize| {
        let before: String = row[..at].iter().collect();
        let label = before.trim().rsplit("  ").next().unwrap_or_default().to_owned();
        Fault {
            what: "figure far from its label",
            seen: format!("{label} … {}", around(&row[at..], 0)),
        }
    };
    (1..row.len()).filter(is_one).map(fault).collect()
}

fn begins_figure(rest: &[char]) -> bool {
    let text: String = rest.iter().collect();
    let token = text.split("  ").next().unwrap_or_default();
    let number = token.trim_start_matches(|c| "−-+<>▲▼≤≥~".contains(c) || CURRENCIES.contains(&c));
    let is_tick = number
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".,".contains(c))
        .starts_with(['┤', '┼', '│', '|', '+']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !is_tick;
    is_number || token.starts_with("never by") || token.starts_with("n/a")
}

/// Whether what stands last, two blanks or more from what is before it, begins like a name.
fn ends_label(before: &[char]) -> bool {
    let text: String = before.iter().collect();
    let last = text.trim_start().rsplit("  ").next().unwrap_or_default();
    last.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_alphabetic)
}

/// A name, in which of three lengths it is written so, the longest being the first.
pub type Form = (Vec<char>, [bool; 3]);

/// A name in its three lengths, as forms to look for.
pub fn forms(names: &[String; 3]) -> [Form; 3] {
    names.each_ref().map(|name| (chars(name), names.each_ref().map(|other| other == name)))
}

/// Labels of different lengths in one column, where a name has more than one.
pub fn mixed_forms(rows: &[&str], known: &[Form]) -> Vec<Fault> {
    let mut columns: BTreeMap<usize, Vec<&Form>> = BTreeMap::new();
    for row in rows {
        let row = chars(row);
        for column in (0..row.len()).filter(|column| begins_label(&row, *column)) {
            columns.entry(column).or_default().extend(form_at(&row, column, known));
        }
    }
    let mut faults = Vec::new();
    for found in columns.values() {
        for (index, first) in found.iter().enumerate() {
            let has_length = |second: &Form| (0..3).any(|at| first.1[at] && second.1[at]);
            if let Some(other) = found[index + 1..].iter().find(|second| !has_length(second)) {
                let text = |form: &Form| form.0.iter().collect::<String>();
                let seen = format!("{} / {}", text(first), text(other));
                faults.push(Fault { what: "two lengths of names in a column", seen });
            }
        }
    }
    faults
}

/// Whether a text begins here, two blanks or a mark from what is before it.
fn begins_label(row: &[char], column: usize) -> bool {
    let before = |back: usize, signs: &str| {
        column.checked_sub(back).is_none_or(|at| signs.contains(row[at]))
    };
    row[column].is_alphabetic() && before(1, " │|▸>") && before(2, " │|▸>▼●▲")
}

/// The longest name that stands there.
fn form_at<'a>(row: &[char], column: usize, known: &'a [Form]) -> Option<&'a Form> {
    let is_here = |(name, _): &&Form| {
        row[column..].starts_with(name)
            && row.get(column + name.len()).is_none_or(|next| " │|".contains(*next))
    };
    known.iter().filter(is_here).max_by_key(|(name, _)| name.len())
}

/// What isn't ASCII, or stands there for want of a mark of its own: `?`.
pub fn beyond_ascii(row: &str, in_unicode: &str) -> Vec<Fault> {
    let (row, unicode) = (chars(row), chars(in_unicode));
    let is_one = |at: &usize| {
        let lost = row[*at] == '?' && unicode.get(*at).is_none_or(|c| *c != '?');
        !row[*at].is_ascii() || lost
    };
    let places: Vec<usize> = (0..row.len()).filter(is_one).collect();
    faults("no ASCII", if in_unicode.is_empty() { &row } else { &unicode }, places.into_iter())
}

/// The greatest share of a screen that may be blank in one piece, in percent.
const MOST_BLANK: usize = 30;

/// A blank rectangle that is too large a part of the screen.
pub fn empty_rectangle(rows: &[&str]) -> Vec<Fault> {
    let rows: Vec<Vec<char>> = rows.iter().map(|row| chars(row)).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    // Blank cells above each cell, itself included.
    let mut blanks = vec![0; width];
    let mut largest = (0, 0, 0, 0);
    for (line, row) in rows.iter().enumerate() {
        for (column, blanks) in blanks.iter_mut().enumerate() {
            let is_blank = row.get(column).is_none_or(|c| *c == ' ');
            *blanks = if is_blank { *blanks + 1 } else { 0 };
        }
        for left in 0..width {
            let mut height = usize::MAX;
            for (wide, blank) in (1..).zip(&blanks[left..]) {
                height = height.min(*blank);
                if height * wide > largest.0 {
                    largest = (height * wide, left, line + 1 - height, wide);
                }
            }
        }
    }
    let (cells, left, top, wide) = largest;
    let share = cells * 100 / (width * rows.len()).max(1);
    let seen =
        format!("{share} %: {wide} columns from {left}, {} rows from {top}", cells / wide.max(1));
    let is_large = share > MOST_BLANK;
    is_large.then_some(Fault { what: "a blank part of the screen", seen }).into_iter().collect()
}

/// The ticks of upright axes, as groups below each other: their rows and values.
fn ticks(rows: &[&str]) -> Vec<Vec<(usize, f64)>> {
    let rows: Vec<Vec<char>> = rows.iter().map(|row| chars(row)).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut axes = Vec::new();
    for column in 1..width {
        let mut axis: Vec<(usize, f64)> = Vec::new();
        for (line, row) in rows.iter().enumerate() {
            let symbol = row.get(column).copied().unwrap_or(' ');
            if !"┤┼│".contains(symbol) {
                axes.push(std::mem::take(&mut axis));
                continue;
            }
            let number: String =
                row[..column].iter().rev().take_while(|c| "0123456789.,−".contains(**c)).collect();
            let number: String = number.chars().rev().filter(|c| *c != ',').collect();
            if "┤┼".contains(symbol) {
                axis.extend(number.replace('−', "-").parse().ok().map(|value: f64| (line, value)));
            }
        }
        axes.push(axis);
    }
    axes.retain(|axis| axis.len() > 2);
    axes
}

/// Ticks that aren't evenly apart: in value, or in rows but for a cell's rounding.
pub fn uneven_ticks(rows: &[&str]) -> Vec<Fault> {
    let is_uneven = |axis: &Vec<(usize, f64)>| {
        let steps: Vec<f64> = axis.windows(2).map(|pair| pair[0].1 - pair[1].1).collect();
        let gaps: Vec<usize> = axis.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let even = steps.iter().all(|step| (step - steps[0]).abs() < 1e-6 * steps[0].abs());
        let (least, most) = (gaps.iter().min(), gaps.iter().max());
        !even || most.zip(least).is_some_and(|(most, least)| most - least > 1)
    };
    let fault = |axis: Vec<(usize, f64)>| Fault { what: "uneven ticks", seen: format!("{axis:?}") };
    ticks(rows).into_iter().filter(is_uneven).map(fault).collect()
}

/// Cells of a map without any shade: a blank stretch longer than around a word, behind an axis.
pub fn blank_shades(rows: &[&str]) -> Vec<Fault> {
    let is_map = |row: &&&str| row.contains(['┤', '│']);
    let blank = |row: &&str| {
        let map = row.split_once(['┤', '│']).map_or("", |(_, map)| map);
        // Behind the last cell a row may end early.
        let is_blank = map.trim_end().contains("   ");
        is_blank.then(|| Fault { what: "a blank shade", seen: (*row).to_owned() })
    };
    rows.iter().filter(is_map).filter_map(blank).collect()
}

#[test]
fn every_fault_is_found() {
    let finds = |detect: fn(&str) -> Vec<Fault>, wrong: &[&str], right: &[&str]| {
        for row in wrong {
            assert_eq!(detect(row).len(), 1, "{row}: {:?}", detect(row));
        }
        for row in right {
            assert_eq!(detect(row), [], "{row}");
        }
    };
    finds(
        exponents,
        &["Payback 1e6 y", "1.2e-3 %", "3E+7", "  2.5e−3"],
        &["1,000,000 y", "the 2nd element", "a2e5", "0.001"],
    );
    finds(
        crowded,
        &[
            "spend 5.911.3",
            "65 %$3.0 bn",
            "11.3 y$2 bn",
            "11.3 y7.1 y",
            "18 mo12 mo",
            "2.1 −4.0−2.0",
            "Payback11.3 y",
            "65 %75 %",
            "1.20×3 y",
            "$2.0 bn−$1.1 bn",
            "12.9Payback 3 y",
        ],
        &[
            "5.9 11.3",
            "$2.5–3.0 bn",
            "P50 $2.1 bn",
            "FY25 Q3, 2026-Q1",
            "MW/$bn",
            "−$1.1 bn",
            "base P61",
            "HL ×10",
            "65 %  ×3",
            "sheet 1AqAl",
        ],
    );
    finds(
        cut,
        &["▸ Steady-state pay…         5.6 y", "a long wo…     │"],
        &["a long word…", "│ … │     x", "…        cut for lack of room", "so lo… 5.6 y"],
    );
    finds(
        bare_bounds,
        &["Revenue ≤10   8.3 %", "3–5", "≥ $45", "−2.0–3.1   x"],
        &["≤ 10 %", "3–5 y", "$2.5–3.0 bn ✓", "renewals 2032–35, 2038–2040", "–", "1.5–2×"],
    );
    finds(
        far,
        &[
            "Payback                                   11.3 y",
            "▸ Payback                                 never by 2040",
            "│ + Spend                                 −$40 bn   │",
        ],
        &[
            "Payback ································ 11.3 y",
            "Payback                  11.3 y",
            "20 %                                      95 %",
            "income                                    8.0┤",
        ],
    );
    let mut known = Words::default();
    known.add("revenue, payback");
    assert_eq!(cut_words("Payb 11.3 y", &known).len(), 1);
    assert_eq!(cut_words("Payback, revenue, Payb… and others", &known), []);
    assert_eq!(beyond_ascii("5 × 3", "").len(), 1);
    assert_eq!(beyond_ascii("a ? b", "a ⅗ b").len(), 1);
    assert_eq!(beyond_ascii("really?", "really?"), []);
}

#[test]
fn lengths_that_are_mixed_are_found() {
    let names = [
        ["Steady-state payback", "Steady payback", "Steady"],
        ["Run-rate revenue", "Run-rate revenue", "RR revenue"],
        ["Payback", "Payback", "Payback"],
    ];
    let known: Vec<Form> =
        names.iter().flat_map(|names| forms(&names.map(str::to_owned))).collect();
    let rows = ["Payback 11.3 y", "Steady 5.6 y", "Run-rate revenue $9 bn"];
    assert_eq!(mixed_forms(&rows, &known).len(), 1);
    let rows = ["▸ Steady payback 5.6 y", "  Steady-state payback 5.6 y"];
    assert_eq!(mixed_forms(&rows, &known).len(), 1);
    let rows = ["Payback  RR revenue", "Steady   Payback", "  Steady payback"];
    assert_eq!(mixed_forms(&rows, &known), []);
}

#[test]
fn faults_of_whole_screens_are_found() {
    let blank = vec!["payback                  "; 9];
    assert_eq!(empty_rectangle(&blank).len(), 1);
    assert_eq!(empty_rectangle(&["a few words", "on each row", "           "]).len(), 1);
    assert_eq!(empty_rectangle(&["a few words", "on each row", "of screens ", "    are ok "]), []);
    let axis = |ticks: &[&'static str]| uneven_ticks(ticks).len();
    assert_eq!(axis(&["10┤", "  │", " 5┤", "  │", " 0┼──"]), 0);
    assert_eq!(axis(&["10┤", "  │", " 5┤", "  │", "  │", " 0┼──"]), 0);
    assert_eq!(axis(&["10┤", "  │", " 6┤", "  │", " 0┼──"]), 1);
    assert_eq!(axis(&["10┤", " 5┤", "  │", "  │", " 0┼──"]), 1);
    assert_eq!(axis(&["1,000┤", "  500┤", "    0┼", "−500┤"]), 0);
    assert_eq!(blank_shades(&["36┤▒▒▒    ▓▓▓"]).len(), 1);
    assert_eq!(blank_shades(&["36┤▒▒▒ 12 y ▓▓▓   "]), []);
}
