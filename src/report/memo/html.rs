//! A memo as one HTML file that needs nothing else.

use super::sections::{Memo, Part};
use crate::report::chart::page_colours;
use crate::report::table::html::html as table;
use crate::view::theme::Background;
use askama::Template;

/// What the page is read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HtmlGround {
    /// What the reader's system has.
    Readers,
    /// One of the two, wherever it is read; it is printed on white.
    Fixed(Background),
}

#[derive(Template)]
#[template(path = "memo.html", whitespace = "suppress")]
struct HtmlMemo<'a> {
    memo: &'a Memo,
    /// Names and values of the colours.
    light: Vec<(String, String)>,
    dark: Vec<(String, String)>,
    ground: HtmlGround,
}

/// The memo as HTML.
pub fn html(memo: &Memo, ground: HtmlGround) -> String {
    let [light, dark] = [Background::Light, Background::Dark].map(page_colours);
    // Writing to a text never fails.
    HtmlMemo { memo, light, dark, ground }.render().unwrap_or_default()
}
