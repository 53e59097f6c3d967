//! A figure in large digits, with its unit in words beside it.

use crate::model::Unit;
use crate::view::canvas::{Canvas, Piece, below, cut, piece, row, width};
use crate::widgets::Digits;
use crate::widgets::text::columns;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Words before a figure, the figure, and lines beside it.
pub(super) type Message = (String, Large, Vec<Vec<Piece>>);

/// A figure, taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Large {
    /// What stands before what can be drawn large.
    before: String,
    /// What can.
    digits: String,
    /// What stands behind it: a unit.
    after: String,
    pub(super) style: Style,
}

/// Columns between a figure and its unit, and between these and what is said beside.
const GAP: u16 = 2;
const ASIDE: u16 = 5;

impl Large {
    /// A figure as it is shown elsewhere: `10.7 y`, `−$1.1 bn`, `never by 2040`.
    pub(super) fn of(figure: &str, unit: Unit, style: Style) -> Self {
        if let Some(after) = figure.strip_prefix("never") {
            return Self::split("", "never", after.trim_start(), style);
        }
        let is_large = |sign: char| "0123456789.,−%$£€".contains(sign);
        let begins = |sign: char| is_large(sign) && !matches!(sign, '.' | ',' | '%');
        let Some(from) = figure.find(begins) else { return Self::split("", figure, "", style) };
        let (before, rest) = figure.split_at(from);
        let to = rest.find(|sign| !is_large(sign)).unwrap_or(rest.len());
        let (digits, after) = rest.split_at(to);
        let after = match (unit, after.trim()) {
            (_, "%") => return Self::split(before, &format!("{digits}%"), "", style),
            (Unit::Years, "y") => "years",
            (Unit::Months, "mo") => "months",
            (Unit::Weeks, "wk") => "weeks",
            (_, "bn/yr") => "bn a year",
            (_, other) => other,
        };
        Self::split(before.trim_end(), digits, after, style)
    }

    /// The same with words behind it.
    pub(super) fn then(self, words: &str) -> Self {
        let after = format!("{} {words}", self.after).trim_start().to_owned();
        Self { after, ..self }
    }

    fn split(before: &str, digits: &str, after: &str, style: Style) -> Self {
        let [before, digits, after] = [before, digits, after].map(str::to_owned);
        Self { before, digits, after, style }
    }

    /// The whole of it in words.
    pub(super) fn words(&self) -> String {
        let parts = [&self.before, &self.digits, &self.after].map(String::as_str);
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn digits(&self, canvas: &Canvas, height: u16) -> Digits<'_> {
        Digits { text: &self.digits, height, style: self.style, paint: canvas.look.paint() }
    }

    fn cells(words: &str) -> u16 {
        u16::try_from(columns(words)).unwrap_or(u16::MAX)
    }

    /// Columns before the digits, and those of all but what is said beside; `None` where it can't be
    /// drawn at that height.
    fn widths(&self, canvas: &Canvas, height: u16) -> Option<(u16, u16)> {
        let digits = self.digits(canvas, height).width()?;
        let spaced = |words: &str| {
            if words.is_empty() { 0 } else { Self::cells(words).saturating_add(GAP) }
        };
        let from = spaced(&self.before);
        Some((from, from.saturating_add(digits).saturating_add(spaced(&self.after))))
    }

    /// The greatest height up to a wanted one at which it has room; `None` where it has none.
    pub(super) fn height(&self, canvas: &Canvas, wanted: u16, room: u16) -> Option<u16> {
        let fits = |height: &u16| {
            *height <= wanted
                && self.widths(canvas, *height).is_some_and(|(_, width)| width <= room)
        };
        Digits::HEIGHTS.into_iter().find(fits)
    }

    /// Draws it at a height that has room, its unit on the last row, and lines beside it where they
    /// have room, else below; gives the rows that it takes.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        height: Option<u16>,
        beside: &[Vec<Piece>],
        area: Rect,
    ) -> u16 {
        let bold = canvas.look.theme.figure.patch(self.style);
        let sized = height.and_then(|height| Some((height, self.widths(canvas, height)?)));
        let Some((height, (from, whole))) = sized else {
            canvas.text(row(area, 0), self.words(), bold);
            return 1 + draw_below(canvas, beside, below(area, 1));
        };
        let last = row(area, height - 1);
        canvas.text(last, &self.before, bold);
        canvas.render(self.digits(canvas, height), cut(Rect { height, ..area }, from, area.width));
        let unit = Self::cells(&self.after);
        canvas.text(cut(last, whole.saturating_sub(unit), unit), &self.after, bold);
        let room = area.width.saturating_sub(whole + ASIDE);
        if beside.iter().any(|line| width(line) > usize::from(room)) {
            return height + draw_below(canvas, beside, below(area, height));
        }
        for (line, above) in beside.iter().rev().zip(0..height) {
            canvas.left(cut(row(area, height - 1 - above), whole + ASIDE, room), line);
        }
        height
    }
}

/// Puts lines on one row, as many as have room; gives the rows that it takes.
fn draw_below(canvas: &mut Canvas, lines: &[Vec<Piece>], area: Rect) -> u16 {
    let mut all: Vec<Piece> = Vec::new();
    for line in lines {
        let gap = if all.is_empty() { 0 } else { usize::from(GAP) + 1 };
        if width(&all) + gap + width(line) <= usize::from(area.width) {
            all.push(piece(" ".repeat(gap), canvas.look.theme.text));
            all.extend(line.iter().cloned());
        }
    }
    canvas.left(row(area, 0), &all);
    u16::from(!all.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_taken_apart_and_their_units_spelled_out() {
        for (figure, unit, parts) in [
            ("10.7 y", Unit::Years, ["", "10.7", "years"]),
            ("never by 2040", Unit::Years, ["", "never", "by 2040"]),
            ("−$1.1 bn", Unit::Billions, ["", "−$1.1", "bn"]),
            ("€8.3 bn/yr", Unit::BillionsPerYear, ["", "€8.3", "bn a year"]),
            ("EUR 2.7 bn", Unit::Billions, ["EUR", "2.7", "bn"]),
            ("65 %", Unit::Share, ["", "65%", ""]),
            ("<0.1 %", Unit::Share, ["<", "0.1%", ""]),
            ("1.23×", Unit::Ratio, ["", "1.23", "×"]),
            ("n/a", Unit::Share, ["", "n/a", ""]),
        ] {
            let Large { before, digits, after, .. } = Large::of(figure, unit, Style::new());
            assert_eq!([&*before, &*digits, &*after], parts, "{figure}");
        }
    }
}
