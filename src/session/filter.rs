//! The filter of a list: words that its lines must have. A screen's list has one and a dialog's;
//! where no line has the words, all lines are there, so that what is chosen is always in sight. While
//! words are typed, what is chosen follows from them and from what was chosen before them, whatever
//! was typed in between.

use super::action::Action;
use super::command::{Command, DialogCommand, TextEdit};
use super::{Context, Row, Session, TextField};
use crate::model::{Input, Metric};

/// What a list is filtered by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The words.
    pub field: TextField,
    /// Whether they are being typed.
    pub is_typing: bool,
    /// What was chosen before there were words, and what they have chosen since.
    chosen: Option<(Chosen, Chosen)>,
}

/// What is chosen in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Row(Row),
    Line(usize),
}

/// The filters of the screen's list and of the dialog's.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    pub screen: Filter,
    pub dialog: Filter,
}

impl Filter {
    /// Whether it is there, with or without words.
    pub fn is_on(&self) -> bool {
        self.is_typing || !self.field.text().is_empty()
    }

    /// The lines that are there, by their places in the whole list.
    pub(super) fn shown(&self, count: usize, texts: impl FnOnce() -> Vec<String>) -> Vec<usize> {
        if self.field.text().trim().is_empty() {
            return (0..count).collect();
        }
        let found = self.found(&texts());
        if found.is_empty() { (0..count).collect() } else { found }
    }

    /// The places of the texts that have its words.
    fn found(&self, texts: &[String]) -> Vec<usize> {
        let has = |(_, text): &(usize, &String)| has_words(text, self.field.text());
        texts.iter().enumerate().filter(has).map(|(place, _)| place).collect()
    }
}

/// Whether a text has every one of the words, in capitals or not.
pub fn has_words(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// What a metric is found by: its name on screen, and in files.
pub(in crate::session) fn metric_text(metric: Metric) -> String {
    format!("{} {}", metric.spec().label, metric.id())
}

/// The same of an input.
pub(in crate::session) fn input_text(input: Input) -> String {
    format!("{} {input}", input.label())
}

/// The line so many lines from the chosen one, of those that are shown.
pub(super) fn moved(shown: &[usize], chosen: usize, by: isize) -> usize {
    let last = shown.len().saturating_sub(1);
    let next = shown.iter().position(|place| *place >= chosen).unwrap_or(last);
    shown.get(next.saturating_add_signed(by).min(last)).copied().unwrap_or(0)
}

impl Session {
    /// The filter of the list that keys act on.
    pub const fn filter(&self) -> &Filter {
        if self.dialog.is_some() { &self.filters.dialog } else { &self.filters.screen }
    }

    const fn filter_mut(&mut self) -> &mut Filter {
        // Until it is known how long what is left of help is.
        self.help_end = usize::MAX;
        if self.dialog.is_some() { &mut self.filters.dialog } else { &mut self.filters.screen }
    }

    /// The texts of the lines that can be filtered now.
    fn line_texts(&self) -> Option<Vec<String>> {
        match &self.dialog {
            Some(dialog) => dialog.texts(self),
            None => self.screen_texts(),
        }
    }

    /// The screen's lines that are there, by their places in the whole list.
    pub fn screen_lines(&self, count: usize) -> Vec<usize> {
        self.filters.screen.shown(count, || self.screen_texts().unwrap_or_default())
    }

    /// The open dialog's.
    pub fn dialog_lines(&self, count: usize) -> Vec<usize> {
        let texts = || self.dialog.as_ref().and_then(|dialog| dialog.texts(self));
        self.filters.dialog.shown(count, || texts().unwrap_or_default())
    }

    /// The words by which the screen's lines are filtered.
    pub fn screen_words(&self) -> &str {
        self.filters.screen.field.text()
    }

    /// The same of the open dialog's.
    pub fn dialog_words(&self) -> &str {
        self.filters.dialog.field.text()
    }

    /// Those of some rows of sliders that are there.
    pub fn shown_rows(&self, mut rows: Vec<Row>) -> Vec<Row> {
        if self.filters.screen.is_on() {
            let all = self.slider_rows();
            let shown: Vec<Row> =
                self.screen_lines(all.len()).into_iter().map(|place| all[place]).collect();
            rows.retain(|row| shown.contains(row));
        }
        rows
    }

    /// How many lines have the filter's words, and how many there are; nothing where they aren't
    /// lines that can be counted.
    pub fn filtered(&self) -> Option<(usize, usize)> {
        let texts = self.line_texts().filter(|texts| !texts.is_empty())?;
        Some((self.filter().found(&texts).len(), texts.len()))
    }

    /// Begins to type a filter.
    pub(super) fn type_filter(&mut self) {
        if self.line_texts().is_some() {
            self.message = None;
            let filter = self.filter_mut();
            (filter.is_typing, filter.chosen) = (true, None);
        } else {
            self.say("there is no list to filter here");
        }
    }

    /// What a key does while the filter's words are typed.
    pub(super) fn in_filter(&mut self, command: Command) {
        match command {
            Command::Dialog(DialogCommand::Accept) => self.filter_mut().is_typing = false,
            Command::ClearFilter => self.clear_filter(),
            Command::Dialog(DialogCommand::Edit(edit)) => self.edit_filter(edit),
            Command::Choose(by) if self.dialog.is_some() => self.scroll(by),
            Command::Choose(by) => self.choose(by),
            // Where the words are typed already.
            Command::Filter => {}
            // Whatever else is clicked on is done, and the words stay.
            command => {
                self.filter_mut().is_typing = false;
                self.take(Action::Do(command));
            }
        }
    }

    pub(super) fn edit_filter(&mut self, edit: TextEdit) {
        // As in other programs, erasing what isn't there leaves.
        if edit == TextEdit::EraseBefore && self.filter().field.text().is_empty() {
            return self.clear_filter();
        }
        let mut field = self.filter().field.clone();
        if field.edit(edit) {
            self.filter_by(field);
        }
    }

    pub(super) fn type_in_filter(&mut self, text: &str) {
        let mut field = self.filter().field.clone();
        field.insert(text);
        self.filter_by(field);
    }

    /// Filters by other words, and chooses what they leave next to what was chosen before any.
    fn filter_by(&mut self, field: TextField) {
        let present = self.chosen_in_list();
        let before = match self.filter().chosen {
            // Nobody has chosen anything else meanwhile.
            Some((before, by_words)) if Some(by_words) == present => Some(before),
            _ => present,
        };
        self.filter_mut().field = field;
        if let Some(before) = before {
            self.choose_in_list(before);
        }
        self.keep_in_sight();
        let now = self.chosen_in_list();
        // Else it is known to be chosen since it was moved to.
        if now == before && now != present {
            self.chosen_in_dialog();
        }
        self.filter_mut().chosen = before.zip(now);
    }

    fn chosen_in_list(&mut self) -> Option<Chosen> {
        if self.dialog.is_some() {
            return self.dialog_line().map(Chosen::Line);
        }
        if self.has_sliders() {
            return Some(Chosen::Row(self.row));
        }
        self.list().map(|(_, line)| Chosen::Line(*line))
    }

    fn choose_in_list(&mut self, chosen: Chosen) {
        match chosen {
            Chosen::Row(row) => {
                let message = self.message.take();
                self.choose_row(row);
                self.message = message;
            }
            Chosen::Line(line) if self.dialog.is_some() => self.choose_dialog_line(line),
            Chosen::Line(line) => {
                if let Some((_, chosen)) = self.list() {
                    *chosen = line;
                }
            }
        }
    }

    /// Shows all lines again; the chosen one stays.
    pub(super) fn clear_filter(&mut self) {
        *self.filter_mut() = Filter::default();
    }

    /// Chooses a line that is there.
    pub(super) fn keep_in_sight(&mut self) {
        if self.filter().field.text().is_empty() {
            return;
        }
        if self.dialog.is_none() {
            return self.choose_shown();
        }
        let is_of_figures =
            self.dialog.as_ref().is_some_and(|dialog| dialog.context() == Context::Figures);
        let nearest = self.nearest().filter(|_| is_of_figures);
        match nearest.and_then(|lines| i32::try_from(lines).ok()) {
            Some(lines) => {
                self.scroll(i32::MIN / 2);
                self.scroll(lines);
            }
            None => self.scroll(0),
        }
    }

    /// The shown line that is meant most likely, counted from the first: one that begins with the
    /// words before others, then the shortest.
    fn nearest(&self) -> Option<usize> {
        let (texts, words) = (self.line_texts()?, self.filter().field.text().trim().to_lowercase());
        let found = self.filter().found(&texts);
        let key = |(_, place): &(usize, usize)| {
            let text = texts[*place].to_lowercase();
            (!text.starts_with(&words), text.len())
        };
        found.into_iter().enumerate().min_by_key(key).map(|(line, _)| line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_wants_every_word_and_nothing_is_hidden_where_no_line_has_them() {
        let texts = || ["Power delay", "Power price", "Tax rate"].map(str::to_owned).to_vec();
        let shown = |words| {
            let filter = Filter { field: TextField::new(words), ..Filter::default() };
            filter.shown(3, texts)
        };
        assert_eq!(shown("power"), [0, 1]);
        assert_eq!(shown("PRI po"), [1]);
        assert_eq!(shown(" "), [0, 1, 2]);
        assert_eq!(shown("nothing"), [0, 1, 2]);
        assert_eq!(
            [moved(&[1, 4, 7], 4, 1), moved(&[1, 4, 7], 5, 0), moved(&[1, 4, 7], 9, 5)],
            [7; 3]
        );
        assert_eq!(moved(&[], 3, 1), 0);
    }
}
