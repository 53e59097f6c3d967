//! What every drawing function draws on: the session, its look, the buffer, and what a click means.

use super::format;
use super::hints::{GAP, Hint};
use super::look::Look;
use super::regions::{ClickTarget, Regions};
use super::vocabulary::{input_names, names};
use crate::analysis::{Claim, Measure};
use crate::model::{Input, Metric, Outcome, Scenario, Series, Unit};
use crate::preset::{Currency, ShownUnit};
use crate::session::Session;
use crate::widgets::list::first_visible;
use crate::widgets::text::{columns, fit, harmless, is_plain, leader, truncate, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

/// A piece of text with its style.
pub(super) type Piece = (String, Style);

pub(super) fn piece(text: impl Into<String>, style: Style) -> Piece {
    (text.into(), style)
}

/// The columns that pieces take up together.
pub(super) fn width(pieces: &[Piece]) -> usize {
    pieces.iter().map(|(text, _)| columns(text)).sum()
}

/// One row of an area; empty where the area has no such row.
pub(super) fn row(area: Rect, index: u16) -> Rect {
    Rect { height: below(area, index).height.min(1), ..below(area, index) }
}

/// What is left of an area below its first rows.
pub(super) fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// An area without its last rows, and these.
pub(super) fn foot(area: Rect, rows: u16) -> (Rect, Rect) {
    let height = area.height.saturating_sub(rows);
    (Rect { height, ..area }, below(area, height))
}

/// The columns of an area from `from` on, at most `width` of them.
pub(super) fn cut(area: Rect, from: u16, width: u16) -> Rect {
    let from = from.min(area.width);
    Rect { x: area.x + from, width: width.min(area.width - from), ..area }
}

/// What a screen is drawn on.
pub(super) struct Canvas<'a> {
    pub(super) session: &'a Session,
    pub(super) look: &'a Look,
    pub(super) buffer: &'a mut Buffer,
    pub(super) regions: &'a mut Regions,
}

impl<'a> Canvas<'a> {
    pub(super) fn outcome(&self, scenario: Scenario) -> &'a Outcome {
        &self.session.results.scenarios[scenario].outcome
    }

    /// What the open preset's money is shown in.
    pub(super) fn money(&self) -> Currency {
        self.session.preset.money()
    }

    /// A unit as the open preset's figures are shown in.
    pub(super) fn shown(&self, unit: Unit) -> ShownUnit {
        self.money().of(unit)
    }

    /// A scenario's figure, as it is shown.
    pub(super) fn metric(&self, scenario: Scenario, metric: Metric) -> String {
        let year = self.session.horizon_year();
        format::metric(self.money(), self.outcome(scenario), metric, year)
    }

    /// A scenario's values of a series, one a year.
    pub(super) fn years(&self, scenario: Scenario, series: Series) -> &'a [f64] {
        self.session.results.scenarios[scenario].annual.of(series)
    }

    /// A metric as it is shown beside those of the other scenarios: with as many decimals as the
    /// greatest of them deserves, so that digits stay in their places while one of them moves.
    pub(super) fn figure(&self, scenario: Scenario, metric: Metric) -> String {
        let (outcome, unit) = (self.outcome(scenario), self.shown(metric.spec().unit));
        let Some(value) = outcome.metrics[metric] else {
            return format::absent(metric, outcome.flags, self.session.horizon_year());
        };
        format::figure_to(unit, value, self.decimals(metric))
    }

    /// What is claimed of a scenario's figure or driver.
    pub(super) fn claim_on(&self, scenario: Scenario, measure: Measure) -> Option<&'a Claim> {
        let mut claims = self.session.preset.claims.iter();
        claims.find(|claim| claim.scenario == scenario && claim.measure == measure)
    }

    /// What a place without a figure on a chart means: `never by 2040`, `no IRR`.
    pub(super) fn none_words(&self, metric: Metric) -> String {
        if format::is_never_by_horizon(metric) {
            format!("never by {}", self.session.horizon_year())
        } else {
            format!("no {}", names(metric).in_sentence())
        }
    }

    /// The decimals of a metric's figures beside each other.
    pub(super) fn decimals(&self, metric: Metric) -> usize {
        let values = Scenario::ALL.map(|of| self.outcome(of).metrics[metric].unwrap_or(0.0).abs());
        let greatest = values.into_iter().fold(0.0, f64::max);
        match metric.spec().unit {
            // Small shares keep their second digit beside greater ones.
            Unit::Share if greatest > 0.0 && greatest < 0.2 => 1,
            unit => format::decimals(unit, greatest),
        }
    }

    /// The longest of an input's names that has room.
    pub(super) fn input_name(&self, input: Input, room: usize) -> String {
        let programme = &self.session.preset.inputs.programme;
        let [long, short, tiny] = input_names(input, programme, self.money());
        [long, short].into_iter().find(|name| columns(name) <= room).unwrap_or(tiny)
    }

    /// The style of a scenario's name: its hue, and the weight of what is chosen if it is.
    pub(super) fn style_of(&self, scenario: Scenario) -> Style {
        let Look { theme, .. } = self.look;
        let hue = theme.scenario(scenario);
        if scenario == self.session.scenario { theme.accent.patch(hue) } else { hue }
    }

    /// The mark before a line of a list and the line's style.
    pub(super) fn mark(&self, is_chosen: bool) -> (&'static str, Style) {
        let Look { theme, glyphs, .. } = self.look;
        if is_chosen { (glyphs.selected, theme.accent) } else { (" ", theme.text) }
    }

    /// Says what a click on an area means.
    pub(super) fn on_click(&mut self, area: Rect, target: ClickTarget) {
        self.regions.add(area, target);
    }

    pub(super) fn render(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, self.buffer);
    }

    /// Puts a text on a row, cut where it has no room; gives the columns that it takes.
    pub(super) fn text(&mut self, area: Rect, text: impl AsRef<str>, style: Style) -> u16 {
        let (text, room) = (text.as_ref(), usize::from(area.width));
        if area.is_empty() {
            return 0;
        }
        // Plain text is harmless.
        if is_plain(text) && text.chars().count() <= room {
            return self.plain_text(area, text, style);
        }
        let clean = harmless(text);
        let shown = truncate(&clean, room, "…");
        if is_plain(&shown) {
            return self.plain_text(area, &shown, style);
        }
        self.buffer.set_stringn(area.x, area.y, &shown, columns(&shown), style).0 - area.x
    }

    fn plain_text(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let mut taken = 0;
        for character in text.chars() {
            if let Some(cell) = self.buffer.cell_mut((area.x + taken, area.y)) {
                cell.set_char(character).set_style(style);
                taken += 1;
            }
        }
        taken
    }

    /// Puts a text at the right end of a row.
    pub(super) fn text_right(&mut self, area: Rect, text: impl AsRef<str>, style: Style) {
        let wide = u16::try_from(columns(text.as_ref())).unwrap_or(u16::MAX);
        self.text(cut(area, area.width.saturating_sub(wide), area.width), text, style);
    }

    /// Puts pieces on a row from the left; what has no room is cut.
    pub(super) fn left(&mut self, area: Rect, pieces: &[Piece]) {
        let mut rest = area;
        for (text, style) in pieces {
            let taken = self.text(rest, text, *style);
            rest = cut(rest, taken, rest.width);
        }
    }

    /// Puts pieces on a row, their end at the row's end; what has no room is cut.
    pub(super) fn right(&mut self, area: Rect, pieces: &[Piece]) {
        let wide = u16::try_from(width(pieces)).unwrap_or(u16::MAX);
        self.left(cut(area, area.width.saturating_sub(wide), area.width), pieces);
    }

    /// Puts pieces at both ends of a row; the left ones are cut where they would meet the right
    /// ones.
    pub(super) fn both(&mut self, area: Rect, left: &[Piece], right: &[Piece]) {
        let taken = u16::try_from(width(right)).unwrap_or(u16::MAX);
        let gap = u16::from(!right.is_empty());
        self.left(cut(area, 0, area.width.saturating_sub(taken.saturating_add(gap))), left);
        self.right(area, right);
    }

    /// The same of a label and its figure: where they are far from each other, dots lead from one
    /// to the other.
    pub(super) fn led(&mut self, area: Rect, label: &[Piece], figure: &[Piece]) {
        let cells = |pieces: &[Piece]| u16::try_from(width(pieces)).unwrap_or(u16::MAX);
        // Dots lead through the blanks that align a figure.
        let mut figure: Vec<Piece> =
            figure.iter().skip_while(|(text, _)| text.trim().is_empty()).cloned().collect();
        if let Some((text, _)) = figure.first_mut() {
            *text = text.trim_start().to_owned();
        }
        let figure = &figure[..];
        let (label_cells, figure_cells) = (cells(label), cells(figure));
        let gap = area.width.saturating_sub(label_cells.saturating_add(figure_cells));
        if figure_cells > 0 {
            let dots = leader(area.x.saturating_add(label_cells), gap, self.look.glyphs.leader);
            self.text(cut(area, label_cells, gap), dots, self.look.theme.dim);
        }
        self.both(area, label, figure);
    }

    /// Puts a text on as many rows as it needs, from the top; gives how many there are, whether
    /// they have room or not.
    pub(super) fn wrapped(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        self.lines(area, &wrap(&harmless(text), usize::from(area.width)), style)
    }

    /// Puts lines below each other; gives how many there are, whether they have room or not.
    pub(super) fn lines(&mut self, area: Rect, lines: &[String], style: Style) -> u16 {
        for (index, line) in (0..area.height).zip(lines) {
            self.text(row(area, index), line, style);
        }
        u16::try_from(lines.len()).unwrap_or(u16::MAX)
    }

    /// Puts a text in the middle of an area, on as many rows as it needs.
    pub(super) fn centred(&mut self, area: Rect, text: &str, style: Style) {
        let lines = wrap(text, usize::from(area.width));
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let top = area.height.saturating_sub(height) / 2;
        for (index, line) in (top..area.height).zip(&lines) {
            let left = usize::from(area.width).saturating_sub(columns(line)) / 2;
            let shown = fit(&format!("{}{line}", " ".repeat(left)), usize::from(area.width), "");
            self.text(row(area, index), shown.trim_end(), style);
        }
    }

    /// Puts the first of several texts that fits on a row, the last one in any case.
    pub(super) fn first_fitting(&mut self, area: Rect, texts: &[String], style: Style) {
        let room = usize::from(area.width);
        if let Some(text) = texts.iter().find(|text| columns(text) <= room).or(texts.last()) {
            self.text(area, text, style);
        }
    }

    /// Puts hints on a row, each of which does on a click what its key does.
    pub(super) fn hints(&mut self, area: Rect, hints: &[Hint], keys: Style, words: Style) {
        let mut rest = area;
        for (index, hint) in hints.iter().enumerate() {
            let gap = if index > 0 { GAP } else { 0 };
            rest = cut(rest, u16::try_from(gap).unwrap_or(0), rest.width);
            for (name, command) in &hint.keys {
                let taken = self.text(rest, name, keys);
                self.on_click(cut(rest, 0, taken), ClickTarget::Command(*command));
                rest = cut(rest, taken, rest.width);
            }
            let taken = self.text(cut(rest, 1, rest.width), hint.word, words);
            if let Some(command) = hint.command() {
                self.on_click(cut(rest, 0, taken + 1), ClickTarget::Command(command));
            }
            rest = cut(rest, taken + 1, rest.width);
        }
    }

    /// Draws the lines of the screen's list that a filter leaves, with the chosen one in sight; a
    /// click on one chooses it.
    pub(super) fn list(
        &mut self,
        area: Rect,
        (count, selected): (usize, usize),
        line: impl FnMut(&mut Self, usize, Rect),
    ) {
        let shown = self.session.screen_lines(count);
        self.list_of(area, (&shown, selected), line);
    }

    /// Marks that a list goes on above or below, where not all of its rows are in sight: in the gap
    /// before what stands beside it, else at its own right edge. Gives what is left for its rows.
    pub(super) fn mark_more(&mut self, area: Rect, first: usize, rows: usize) -> Rect {
        let (above, below) = (first > 0, first + usize::from(area.height) < rows);
        if !(above || below) || area.width < 2 || area.height == 0 {
            return area;
        }
        let has_gap = area.right() + 1 < self.buffer.area.right();
        let edge = if has_gap { area.right() + 1 } else { area.right() - 1 };
        let (glyphs, dim) = (self.look.glyphs, self.look.theme.dim);
        for (is_so, y, mark) in
            [(above, area.y, glyphs.more_above), (below, area.bottom() - 1, glyphs.more_below)]
        {
            if is_so {
                self.text(Rect::new(edge, y, 1, 1), mark, dim);
            }
        }
        if has_gap { area } else { Rect { width: area.width - 2, ..area } }
    }

    /// The same of some of its lines.
    pub(super) fn list_of(
        &mut self,
        area: Rect,
        (shown, selected): (&[usize], usize),
        mut line: impl FnMut(&mut Self, usize, Rect),
    ) {
        let chosen = shown.iter().position(|index| *index == selected);
        let first = first_visible(chosen, shown.len(), area.height);
        let area = self.mark_more(area, first, shown.len());
        for (place, index) in (0..area.height).zip(&shown[first..]) {
            line(self, *index, row(area, place));
            self.mark_screen_words(row(area, place));
            self.on_click(row(area, place), ClickTarget::Line(*index));
        }
    }
}
