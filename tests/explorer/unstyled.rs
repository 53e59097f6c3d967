//! Every screen reads with all styling removed: what is chosen, what changed, what is lost and what
//! holds stand in the text itself.

use crate::support::Desk;
use payback::session::Screen;
use payback::view::Look;
use ratatui::style::Style;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 40), (200, 60)];

/// The keys to every screen.
const SCREENS: [&str; 13] =
    ["1", "2", "3", "4", "5", "6", "7", "8", "9", "c", "b", "t text:10 Enter", "x"];

/// The keys to lists, on screens and in dialogs.
const LISTS: [&str; 16] = [
    "1",
    "2",
    "2 v v v",
    "6",
    "7",
    "t text:10 Enter",
    "x",
    "Right Down Right z",
    "p Right P n text:two Enter",
    "o",
    "m",
    "3 i",
    "y",
    ":",
    "E",
    "6 Home e",
];

fn desk(keys: &str, unicode: bool) -> Desk {
    let mut desk = Desk::at("apec-40b").looking(Look::new(true, unicode));
    desk.answering = keys.starts_with(['2', 't']);
    desk.frame();
    desk.keys(keys);
    desk
}

#[test]
fn the_present_tab_stands_in_brackets() {
    for (keys, screen) in SCREENS.into_iter().zip(Screen::ALL) {
        for (size, unicode) in SIZES.into_iter().zip([true, false, true, false]) {
            let mut desk = desk(keys, unicode);
            desk.size = size;
            let text = desk.screen();
            let tabs = text.lines().nth(1).expect("tabs");
            let tab = format!("[{} {}]", screen.key(), screen.label());
            assert!(tabs.contains(&tab), "{tab}: {tabs}");
            // What else stands in brackets are the keys of the slider chosen last.
            assert_eq!(tabs.matches('[').count() - tabs.matches("[ ]").count(), 1, "{tabs}");
        }
    }
}

#[test]
fn the_chosen_scenario_stands_in_brackets() {
    for keys in SCREENS {
        for (mark, tabs) in [("●", ""), ("▲", "Tab"), ("▼", "BackTab")] {
            // Here Tab is a key of its own.
            if ["4", "6", "8", "c"].contains(&keys) && !tabs.is_empty() {
                continue;
            }
            let mut desk = desk(keys, true);
            desk.keys(tabs);
            for size in SIZES {
                desk.size = size;
                let text = desk.screen();
                let band = text.lines().nth(2).expect("the verdict");
                assert!(band.contains(&format!("[{mark}")), "{keys} {tabs}: {band}");
                assert_eq!(band.matches('[').count(), 1, "{band}");
            }
        }
    }
}

/// The lines that a mark says are chosen.
fn chosen(text: &str, mark: char) -> Vec<&str> {
    let frame = [' ', '│', '|'];
    text.lines().filter(|line| line.trim_start_matches(frame).starts_with(mark)).collect()
}

#[test]
fn the_chosen_row_has_a_mark() {
    for keys in LISTS {
        for (unicode, mark) in [(true, '▸'), (false, '>')] {
            let mut desk = desk(keys, unicode);
            // The last line of a list is chosen first.
            let is_last = keys.ends_with('z') || keys.contains(" P ");
            let there_and_back = if is_last { ["Up", "Down"] } else { ["Down", "Up"] };
            for (size, key) in [(60, 20), (120, 40)].into_iter().zip(there_and_back) {
                desk.size = size;
                let before = desk.front();
                desk.keys(key);
                let after = desk.front();
                let [before, after] = [&before, &after].map(|text| chosen(text, mark));
                assert_eq!((before.len(), after.len()), (1, 1), "{keys} {size:?}: {after:?}");
                assert_ne!(before, after, "{keys} {size:?}");
            }
        }
    }
}

/// The texts that are drawn in a style, one for each run of cells.
fn styled(desk: &mut Desk, style: Style) -> Vec<String> {
    let (buffer, _) = desk.frame();
    let mut runs = Vec::new();
    for row in buffer.area.rows() {
        let mut run = String::new();
        for place in row.positions() {
            let cell = &buffer[place];
            if cell.fg == style.fg.expect("a hue") {
                run.push_str(cell.symbol());
            } else if !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
        }
        runs.extend(Some(run).filter(|run| !run.is_empty()));
    }
    runs
}

#[test]
fn losses_have_a_minus_changes_an_arrow_and_verdicts_a_mark() {
    let has_digit = |text: &&String| text.contains(|c: char| c.is_ascii_digit());
    for keys in
        ["Right*3", "Left*9", "Right*3 5", "Right*3 5 v", "Right*3 6", "Right*3 b", "Right*3 c"]
    {
        for size in SIZES {
            let mut desk = desk(keys, true);
            desk.size = size;
            let theme = desk.look.theme;
            let losses = styled(&mut desk, theme.negative);
            for figure in losses.iter().filter(has_digit) {
                assert!(figure.trim_start().starts_with('−'), "{keys} {size:?}: {figure}");
            }
            let band = desk.screen().lines().nth(2).expect("the verdict").to_owned();
            let mut letters = band.chars();
            let is_change = letters.any(|c| matches!(c, '▲' | '▼'))
                && band
                    .split(['▲', '▼'])
                    .skip(1)
                    .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            assert!(is_change, "{keys} {size:?}: {band}");
        }
    }
    let mut desk = desk("6", true).sized(120, 40);
    let text = desk.screen();
    let claims = desk.session.preset.claims.len();
    let verdicts = text.lines().skip(4).filter(|line| line.contains(['✓', '✗'])).count();
    assert_eq!(verdicts, claims, "{text}");
}
