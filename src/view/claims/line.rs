//! A claim in a line: whether it holds, what it is about, its bound, the figure against it on a
//! bar, and by how much it misses.

use crate::analysis::Claim;
use crate::model::{Scenario, Unit};
use crate::view::canvas::{Canvas, cut, piece};
use crate::view::vocabulary::measure_names;
use crate::view::words::bound_with_unit;
use crate::view::words::verdicts::verdict_words;
use crate::widgets::text::columns;
use crate::widgets::{BulletBar, LEAST_BULLET, round_axis};
use ratatui::layout::Rect;

/// Columns before what a claim is about: what is chosen, whether it holds, whose figure it is.
pub(super) const MARKS: u16 = 6;
/// Columns between two others.
const GAP: usize = 2;
/// The same between a bar, which ends in a mark, and its figure.
const AFTER_BAR: usize = 1;
/// Beyond this a bar shows no more.
const LONGEST_BAR: usize = 110;

/// A claim in words, to be put in columns.
pub(super) struct ClaimLine {
    holds: bool,
    scenario: Scenario,
    /// What it is about, the longest first.
    labels: [String; 3],
    bound: String,
    bar: BulletBar,
    figure: String,
    miss: String,
}

/// The widths of the columns, as every line has them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    /// Which of the labels is used.
    length: usize,
    label: usize,
    bound: usize,
    /// The bar's; 0 where it has no room.
    bar: usize,
    figure: usize,
    miss: usize,
}

impl ClaimLine {
    pub(super) fn of(canvas: &Canvas, claim: &Claim) -> Self {
        let value = canvas.session.claim_value(claim);
        let words = verdict_words(canvas.money(), claim, value);
        Self {
            holds: claim.holds(value),
            scenario: claim.scenario,
            labels: measure_names(claim.measure),
            bound: bound_with_unit(claim.bound, canvas.shown(claim.measure.unit())),
            bar: bar(canvas, claim, value),
            figure: words.figure,
            miss: words.too.unwrap_or_default(),
        }
    }

    /// `marked` where the claim is one of those that are marked.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas,
        (chosen, marked): (bool, bool),
        widths: Columns,
        area: Rect,
    ) {
        let look = canvas.look;
        let theme = &look.theme;
        let (mark, style) = canvas.mark(chosen);
        let [holds, fails] = look.glyphs.verdicts;
        let verdict =
            if self.holds { piece(holds, theme.holds) } else { piece(fails, theme.fails) };
        let marks = [
            piece(mark, theme.dim),
            piece(if marked { "*" } else { " " }, theme.accent),
            verdict,
            piece(" ", theme.text),
            piece(format!("{} ", look.mark(self.scenario)), theme.scenario(self.scenario)),
            piece(&*self.labels[widths.length], style),
        ];
        let [bound, bar, figure, miss] = widths.places();
        canvas.left(part(area, (0, bound.0.saturating_sub(GAP))), &marks);
        canvas.text(part(area, bound), &self.bound, theme.dim);
        canvas.render(self.bar, part(area, bar));
        canvas.text_right(part(area, figure), &self.figure, theme.figure);
        canvas.text(part(area, miss), &self.miss, theme.fails);
    }
}

impl Columns {
    /// The longest labels with which everything has room; the bar has what is left, and gives way
    /// before words are cut.
    pub(super) fn of(lines: &[ClaimLine], width: u16) -> Self {
        let width = usize::from(width);
        let widest = |text: &dyn Fn(&ClaimLine) -> &str| {
            lines.iter().map(|line| columns(text(line))).max().unwrap_or(0)
        };
        let bound = widest(&|line| &line.bound);
        let figure = widest(&|line| &line.figure);
        let miss = widest(&|line| &line.miss);
        let with = |length: usize, miss: usize| {
            let label = widest(&|line| &line.labels[length]);
            Self { length, label, bound, bar: 0, figure, miss }
        };
        let least = usize::from(LEAST_BULLET) + AFTER_BAR;
        // The mark says that a claim fails: by how much goes before a name is cut.
        let wishes = [(miss, least), (miss, 0), (0, 0)];
        let fits = |(miss, bar): (usize, usize)| {
            let all = (0..3).map(|length| with(length, miss));
            all.into_iter().find(|widths| widths.words() + bar <= width)
        };
        let mut widths = wishes.into_iter().find_map(fits).unwrap_or_else(|| {
            let shortest = with(2, 0);
            let beyond = shortest.words().saturating_sub(width);
            Self { label: shortest.label.saturating_sub(beyond), ..shortest }
        });
        let left = width.saturating_sub(widths.words() + AFTER_BAR);
        if left >= usize::from(LEAST_BULLET) {
            widths.bar = left.min(LONGEST_BAR);
        }
        widths
    }

    /// The columns that all but the bar take up.
    const fn words(self) -> usize {
        let gaps = if self.miss > 0 { 3 * GAP } else { 2 * GAP };
        MARKS as usize + self.label + self.bound + self.figure + self.miss + gaps
    }

    /// Where bound, bar, figure and miss begin, and how wide they are.
    fn places(self) -> [(usize, usize); 4] {
        let bound = usize::from(MARKS) + self.label + GAP;
        let bar = bound + self.bound + GAP;
        let figure = if self.bar > 0 { bar + self.bar + AFTER_BAR } else { bar };
        let miss = figure + self.figure + GAP;
        [(bound, self.bound), (bar, self.bar), (figure, self.figure), (miss, self.miss)]
    }
}

/// The columns of a row from one on, this many.
fn part(area: Rect, (from, width): (usize, usize)) -> Rect {
    let cells = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
    cut(area, cells(from), cells(width))
}

/// The figure against its bound, on an axis in their own unit.
pub(in crate::view) fn bar(canvas: &Canvas, claim: &Claim, value: Option<f64>) -> BulletBar {
    let look = canvas.look;
    let theme = &look.theme;
    let (low, high) = claim.bound.ends();
    // No payback is later than any.
    let never = (claim.measure.unit() == Unit::Years).then_some(f64::INFINITY);
    let figure = value.or(never);
    BulletBar {
        scale: round_axis([low, high].into_iter().chain(figure)),
        range: (low, high),
        figure,
        mark: (look.mark(claim.scenario), theme.scenario(claim.scenario)),
        range_style: if claim.holds(value) { theme.holds } else { theme.fails },
        paint: look.paint(),
    }
}
