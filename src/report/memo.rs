//! A memo: what a preset comes to, as a document for people who weren't at the terminal. It is
//! gathered once, in sections of words, tables and charts, and becomes HTML or Markdown.

mod assumptions;
mod charts;
mod deck;
mod html;
mod markdown;
mod odds;
mod record;
mod results;
mod sections;
mod verdict;
mod views;

pub use charts::ChartForm;
pub use deck::{DeckQuestion, deck_memo};
pub use html::{HtmlGround, html};
pub use markdown::{MemoChart, markdown};
pub use odds::simulated;
pub use sections::{Memo, Part, Section};
pub use views::MemoView;

use crate::analysis::risk::RiskResult;
use crate::analysis::{Actual, AnalysisError};
use crate::preset::{Origin, Preset};
use charts::Charts;

/// What a memo is made of.
#[derive(Debug, Clone)]
pub struct MemoQuestion<'a> {
    /// The preset as it is now.
    pub preset: &'a Preset,
    /// The same as its file has it, or as it is bundled.
    pub saved: &'a Preset,
    pub origin: MemoOrigin<'a>,
    /// Many draws, where they are wanted.
    pub risk: Option<&'a RiskResult>,
    /// What was reported besides the claims.
    pub actuals: &'a [Actual],
    /// Views that have a section each.
    pub views: &'a [MemoView<'a>],
    pub charts: ChartForm,
}

/// Where a memo comes from, and how it is made again.
#[derive(Debug, Clone, Copy)]
pub struct MemoOrigin<'a> {
    /// What a person types to open the preset.
    pub name: &'a str,
    /// What it is held against: `as bundled`, `as saved`.
    pub state: &'a str,
    /// The SHA-256 of its file's bytes, in hexadecimal digits; `None` where those aren't known.
    pub digest: Option<&'a str>,
    /// The command that makes the memo again; `None` where none can say what is open.
    pub command: Option<&'a str>,
    /// The day, `YYYY-MM-DD`.
    pub date: &'a str,
}

/// What a preset of a place is held against.
pub const fn state_of(origin: &Origin) -> &'static str {
    match origin {
        Origin::Bundled(_) => "as bundled",
        Origin::Saved { .. } | Origin::File(_) => "as saved",
    }
}

/// Gathers a memo.
///
/// # Errors
/// When one of the analyses can't be carried out.
pub fn memo(question: &MemoQuestion<'_>) -> Result<Memo, AnalysisError> {
    let preset = question.preset;
    let mut charts = Charts::new(question.charts);
    let mut gathered = vec![
        results::scenarios(preset),
        results::paybacks(preset, &mut charts),
        results::years(preset, &mut charts),
        results::drivers(preset, &mut charts)?,
        results::map(preset, &mut charts)?,
    ];
    gathered.extend(question.risk.map(|risk| odds::section(preset, risk, &mut charts)));
    gathered.push(record::claims(preset));
    gathered.extend(record::backtest(preset, question.actuals, &mut charts));
    for view in question.views {
        gathered.push(views::section(view, "View: ", &mut charts)?);
    }
    gathered.push(record::changes(question));
    gathered.push(assumptions::section(preset, question.saved));
    gathered.push(record::reproduction(question));
    Ok(Memo {
        title: preset.name.clone(),
        summary: preset.summary.clone(),
        verdict: verdict::verdict(preset),
        date: crate::view::words::date_words(question.origin.date),
        sections: gathered,
    })
}
