//! A memo in Markdown, its charts in files beside it or left out.

use super::sections::{Memo, Part};
use crate::report::table::Table;
use crate::report::table::markdown::markdown as tables;
use crate::text::harmless;
use askama::Template;

/// A chart in a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoChart {
    /// The file's name.
    pub file: String,
    pub svg: String,
}

#[derive(Template)]
#[template(path = "memo.md")]
struct MarkdownMemo<'a> {
    memo: &'a Memo,
    folder: Option<String>,
}

/// The memo in Markdown, and the files that belong into the folder that it names; without a folder
/// charts are left out.
pub fn markdown(memo: &Memo, folder: Option<&str>) -> (String, Vec<MemoChart>) {
    let sections = memo.sections.iter().filter(|_| folder.is_some());
    let parts = sections.flat_map(|section| &section.parts);
    let charts = parts.filter_map(|part| match part {
        Part::Chart { name, svg, .. } => {
            Some(MemoChart { file: format!("{name}.svg"), svg: svg.clone() })
        }
        Part::Words(_) | Part::Table(_) | Part::Command(_) => None,
    });
    // Writing to a text never fails.
    let text = MarkdownMemo { memo, folder: folder.map(link) }.render().unwrap_or_default();
    (text.trim_end().to_owned() + "\n", charts.collect())
}

fn table(table: &Table) -> String {
    tables(std::slice::from_ref(table))
}

/// A command on a line of its own, where nothing of it means anything in Markdown.
fn command(command: &str) -> String {
    harmless(command).into_owned()
}

/// A path as the target of a link.
fn link(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    let bytes = path.bytes();
    bytes
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
