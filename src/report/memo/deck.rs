//! A deck as a memo: a section for each slide, and how it is made again.

use super::MemoOrigin;
use super::charts::{ChartForm, Charts};
use super::sections::{ADVICE, Memo, Part, Section};
use super::views::{self, MemoView};
use crate::analysis::AnalysisError;
use crate::report::table::{Cell, Table};
use crate::view::words::date_words;

/// What a deck's memo is made of.
#[derive(Debug, Clone)]
pub struct DeckQuestion<'a> {
    pub title: &'a str,
    pub origin: MemoOrigin<'a>,
    /// The presets that its slides stand on, and the SHA-256 of each one's file.
    pub presets: &'a [[String; 2]],
    pub views: &'a [MemoView<'a>],
    pub charts: ChartForm,
}

/// Gathers a deck's memo.
///
/// # Errors
/// When an analysis of a slide can't be carried out.
pub fn deck_memo(question: &DeckQuestion<'_>) -> Result<Memo, AnalysisError> {
    let mut charts = Charts::new(question.charts);
    let slides = question.views.iter().map(|view| views::section(view, "", &mut charts));
    let mut sections = slides.collect::<Result<Vec<_>, _>>()?;
    sections.push(reproduction(question));
    Ok(Memo {
        title: question.title.to_owned(),
        summary: String::new(),
        verdict: verdict(question.views),
        date: date_words(question.origin.date),
        sections,
    })
}

/// How many slides there are, and whether what they expect holds.
fn verdict(views: &[MemoView<'_>]) -> String {
    let slides = match views.len() {
        1 => "1 slide".to_owned(),
        count => format!("{count} slides"),
    };
    let held: Vec<bool> =
        views.iter().flat_map(views::expectations).map(|(.., holds)| holds).collect();
    let failed = held.iter().filter(|holds| !**holds).count();
    match (held.len(), failed) {
        (0, _) => format!("{slides}."),
        (1, 0) => format!("{slides}; the expectation holds."),
        (count, 0) => format!("{slides}; all {count} expectations hold."),
        (count, failed) => format!("{slides}; {failed} of {count} expectations don’t hold."),
    }
}

/// The version, the files, the command.
fn reproduction(question: &DeckQuestion<'_>) -> Section {
    let MemoOrigin { name, state, digest, command, .. } = question.origin;
    let version = env!("CARGO_PKG_VERSION");
    let digest =
        digest.map_or_else(String::new, |digest| format!(", whose file has the SHA-256 {digest}"));
    let rows = question.presets.iter().map(|preset| preset.clone().map(Cell::Text));
    let presets = Table::new("Presets that it stands on", ["preset", "SHA-256"]).with_rows(rows);
    let parts = [
        Part::words(format!("payback {version}; deck {name} {state}{digest}.")),
        Part::Table(presets),
    ]
    .into_iter()
    .chain(command.map(Part::command))
    .chain([Part::words(ADVICE)]);
    Section::new("reproduce", "How to reproduce this", parts.collect())
}
