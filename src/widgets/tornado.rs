//! Tornado bars: how far each input moves a result to either side of where it stands.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, style::Style, widgets::Widget};

use super::{
    columns::Signed,
    list::first_visible,
    paint::Paint,
    pen::{Pen, text_cells},
    scale::{cells, extent},
    text::leader,
};

/// Rows of bars around a centre line, all on one scale.
///
/// The bar of the low input is shaded and that of the high input is solid; where both lie on the
/// same side, the shorter one is drawn over the longer.
#[derive(Debug, Clone, Copy, Default)]
pub struct TornadoChart<'a> {
    /// The rows, from the top.
    pub rows: &'a [TornadoBars<'a>],
    /// The result that the centre line stands for.
    pub centre: f64,
    /// What the bars of the low and of the high input are called, on a row at the top.
    pub legend: (&'a str, &'a str),
    /// What a row without any result says.
    pub none: &'a str,
    /// Whether an end without a result is later, and so farther right, than any; else it lies
    /// across from the other end.
    pub none_is_right: bool,
    /// The chosen row.
    pub selected: Option<usize>,
    /// Lines that a bar is high, at least one.
    pub thickness: u16,
    /// Lines that stay free below a bar.
    pub gap: u16,
    /// The style of the high input's bars.
    pub style: Style,
    /// The marks and styles to draw with.
    pub paint: Paint,
}

/// One input's bars.
#[derive(Debug, Clone, Default)]
pub struct TornadoBars<'a> {
    /// The input, its longest form first; all rows have as many forms, and one of them has room.
    pub labels: Vec<Cow<'a, str>>,
    /// The result at the low input; `None` where there is none.
    pub low: Option<f64>,
    /// The result at the high input; `None` where there is none.
    pub high: Option<f64>,
    /// What stands at the end of the low input's bar, or says that there is no result.
    pub low_text: Cow<'a, str>,
    /// What stands at the end of the high input's bar, or says that there is no result.
    pub high_text: Cow<'a, str>,
    /// Whether the result turns around between the low and the high input, which two bars can't
    /// show.
    pub turning: bool,
}

/// Cells that bars keep where there is little room.
const FEWEST_BARS: u16 = 5;

/// Columns that labels keep where there is little room.
const FEWEST_LABEL: u16 = 4;

/// Columns of a tornado: where labels, results and bars begin, and how wide they are.
#[derive(Debug, Clone, Copy)]
struct TornadoLayout {
    mark: u16,
    /// Which form of the labels.
    form: usize,
    label: u16,
    turning: u16,
    /// Columns of the results left of the bars and right of them.
    values: [u16; 2],
    bars_from: u16,
    signed: Signed,
    bars: u16,
}

/// An end of a row: how far from the centre its result lies, its body, and what is said of it.
type End<'a> = (Option<f64>, usize, &'a str);

impl TornadoChart<'_> {
    /// The row of the tornado at a row of its area, for a mouse.
    pub fn row_at(&self, row: u16, height: u16) -> Option<usize> {
        let top = legend_rows(height);
        let index = usize::from(row.checked_sub(top)? / self.pitch()) + self.first(height);
        (row < height && index < self.rows.len()).then_some(index)
    }

    /// The first row that is seen in an area of that height: with the chosen one in sight.
    pub fn first(&self, height: u16) -> usize {
        let room = height.saturating_sub(legend_rows(height)).saturating_add(self.gap);
        first_visible(self.selected, self.rows.len(), room / self.pitch())
    }

    fn thickness(&self) -> u16 {
        self.thickness.max(1)
    }

    /// Lines from one bar to the next.
    fn pitch(&self) -> u16 {
        self.thickness().saturating_add(self.gap)
    }

    fn layout(&self, width: u16) -> TornadoLayout {
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(text_cells).max();
        let mark = if self.selected.is_some() { 2 } else { 0 };
        let turning = if self.rows.iter().any(|row| row.turning) { 2 } else { 0 };
        let ends: Vec<[End; 2]> = self.rows.iter().filter_map(|row| self.sides(row)).collect();
        let side = |side: usize, cut: fn(&str) -> &str| {
            let texts = ends.iter().map(|ends| ends[side]);
            widest(&mut texts.map(|(by, _, text)| if by.is_some() { text } else { cut(text) }))
                .unwrap_or(0)
        };
        let gaps = 2;
        let room = width.saturating_sub(mark + turning + 1 + gaps);
        // Where there is no room for it, an end is said to have no result and not for what input.
        let whole = [0, 1].map(|at| side(at, |text| text));
        let (form, label) = self.form(room, [0, 1].map(|at| side(at, first_word)), width);
        let shown_label = label.min(most_label(width));
        let needed = shown_label + whole[0] + whole[1] + 2 * FEWEST_BARS;
        let values = if needed <= room { whole } else { [0, 1].map(|at| side(at, first_word)) };
        // A label that is cut can still be recognised, a number can't: labels give way first.
        let spare =
            room.saturating_sub(values[0].saturating_add(values[1]).saturating_add(FEWEST_BARS));
        let label = label.min(spare.max(FEWEST_LABEL)).min(most_label(width));
        let rest = room.saturating_sub(label);
        let most = rest.saturating_sub(FEWEST_BARS) / 2;
        let values = if values[0].saturating_add(values[1]) > 2 * most {
            values.map(|value| value.min(most))
        } else {
            values
        };
        let bars = rest.saturating_sub(values[0] + values[1]);
        let ends = self.rows.iter().flat_map(|row| [row.low, row.high]);
        let (low, high) = extent(ends.flatten().map(|end| end - self.centre)).unwrap_or((0.0, 0.0));
        TornadoLayout {
            mark,
            form,
            label,
            turning,
            values,
            bars_from: mark + label + turning + 1 + values[0] + gaps / 2,
            signed: Signed::new(bars, 1, low, high),
            bars,
        }
    }

    /// The longest form of the labels that leaves the bars and results their room, else the last,
    /// and its columns.
    fn form(&self, room: u16, values: [u16; 2], width: u16) -> (usize, u16) {
        let forms = self.rows.iter().map(|row| row.labels.len()).min().unwrap_or(0);
        let wide = |form: usize| {
            let labels = self.rows.iter().map(|row| text_cells(&row.labels[form]));
            labels.max().unwrap_or(0)
        };
        let taken = values[0].saturating_add(values[1]).saturating_add(2 * FEWEST_BARS);
        let most = room.saturating_sub(taken).min(most_label(width));
        let fits = |form: &usize| wide(*form) <= most;
        let last = forms.saturating_sub(1);
        let form = (0..last).find(fits).unwrap_or(last);
        (form, if forms > 0 { wide(form) } else { 0 })
    }

    fn draw_row(&self, pen: &mut Pen<'_>, layout: &TornadoLayout, first: u16, index: usize) {
        let row = &self.rows[index];
        let line = first.saturating_add((self.thickness() - 1) / 2);
        let selected = self.selected == Some(index);
        let label = if selected {
            pen.put(0, line, self.paint.glyphs.selected, self.paint.selected);
            self.paint.text.patch(self.paint.selected)
        } else {
            self.paint.text
        };
        if let Some(words) = row.labels.get(layout.form) {
            pen.text(layout.mark, line, layout.label, words, label);
        }
        if row.turning {
            let column = layout.mark + layout.label + 1;
            pen.put(column, line, self.paint.glyphs.turning, self.paint.warning);
        }
        let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
        let (low, high) = (finite(row.low), finite(row.high));
        if low.is_none() && high.is_none() {
            let from = layout.mark + layout.label + layout.turning + 1;
            pen.text(from, line, u16::MAX, self.none, self.paint.dim);
            return;
        }
        let is_last = index + 1 == self.rows.len();
        let below = if is_last { 0 } else { self.gap };
        for step in 0..self.thickness().saturating_add(below) {
            self.draw_centre(pen, layout, first.saturating_add(step));
        }
        for step in 0..self.thickness() {
            self.draw_bars(pen, layout, first.saturating_add(step), [low, high]);
        }
        self.draw_results(pen, layout, line, row);
        // Thick bars are seen from their labels.
        if self.thickness() == 1 {
            self.draw_leader(pen, layout, line, row);
        }
    }

    fn draw_centre(&self, pen: &mut Pen<'_>, layout: &TornadoLayout, line: u16) {
        let centre = layout.signed.below.min(layout.bars.saturating_sub(1));
        if layout.bars > 0 {
            let column = layout.bars_from + centre;
            pen.put(column, line, self.paint.glyphs.vertical, self.paint.dim);
        }
    }

    /// A line of both bars.
    fn draw_bars(
        &self,
        pen: &mut Pen<'_>,
        layout: &TornadoLayout,
        line: u16,
        [low, high]: [Option<f64>; 2],
    ) {
        let edges = [(low, 1, self.paint.dim), (high, 0, self.style)];
        for (_, body, style) in edges.into_iter().filter(|(value, ..)| value.is_none()) {
            self.draw_endless(pen, layout, line, (body, style), self.goes_right(low.or(high)));
        }
        let mut bars = [(low, 1, self.paint.dim), (high, 0, self.style)];
        let distance = |value: Option<f64>| value.map_or(0.0, |value| (value - self.centre).abs());
        if distance(bars[0].0) < distance(bars[1].0) {
            bars.swap(0, 1);
        }
        let lengths = self.lengths(layout, bars.map(|(value, body, _)| (value, body)));
        for ((value, body, style), halves) in bars.into_iter().zip(lengths) {
            if let Some(value) = value {
                self.draw_bar(pen, layout, line, value - self.centre, (body, style, halves));
            }
        }
    }

    /// Dots from a label to what stands far from it.
    fn draw_leader(
        &self,
        pen: &mut Pen<'_>,
        layout: &TornadoLayout,
        line: u16,
        row: &TornadoBars<'_>,
    ) {
        let label = row.labels.get(layout.form).map_or(0, |label| text_cells(label.trim_end()));
        let turning = if row.turning { layout.turning } else { 0 };
        let from = layout.mark
            + if turning > 0 { layout.label + turning } else { label.min(layout.label) };
        let blanks = (from..pen.width()).take_while(|column| pen.symbol_at(*column, line) == " ");
        let gap = cells(blanks.count());
        pen.text(from, line, gap, &leader(from, gap, self.paint.glyphs.leader), self.paint.dim);
    }

    /// The lengths of the longer bar and of the shorter one, which is drawn over it, in halves of a
    /// cell. On one side of the centre a cell of the longer one stays in sight.
    fn lengths(
        &self,
        layout: &TornadoLayout,
        [longer, shorter]: [(Option<f64>, usize); 2],
    ) -> [u16; 2] {
        let distance = |value: Option<f64>| value.map_or(0.0, |value| value - self.centre);
        let (far, near) = (distance(longer.0), distance(shorter.0));
        let [mut long, mut short] =
            [(far, longer.1), (near, shorter.1)].map(|(by, body)| halves(&layout.signed, by, body));
        let covers = far * near > 0.0 && long.div_ceil(2) <= short.div_ceil(2);
        if covers && (far - near).abs() > 1e-9 * far.abs() {
            let side = if far > 0.0 { layout.signed.above } else { layout.signed.below };
            long = 2 * (short.div_ceil(2) + 1).min(side);
            short = short.min(long.saturating_sub(2));
        }
        [long, short]
    }

    fn draw_bar(
        &self,
        pen: &mut Pen<'_>,
        layout: &TornadoLayout,
        line: u16,
        value: f64,
        (body, style, halves): (usize, Style, u16),
    ) {
        let centre = layout.bars_from + layout.signed.below;
        for step in 0..halves.div_ceil(2) {
            let half = halves == 2 * step + 1;
            let symbol = match (half, value > 0.0) {
                (true, true) => self.paint.glyphs.half_left,
                (true, false) => self.paint.glyphs.half_right,
                (false, _) => self.paint.glyphs.bodies[body],
            };
            if value > 0.0 {
                pen.put(centre + 1 + step, line, symbol, style);
            } else if let Some(column) = centre.checked_sub(1 + step) {
                pen.put(column, line, symbol, style);
            }
        }
    }

    /// Whether an end without a result lies right of the centre, where the other one has one.
    fn goes_right(&self, other: Option<f64>) -> bool {
        self.none_is_right || other.is_some_and(|other| other < self.centre)
    }

    /// A bar to the edge and beyond it, in the direction of an end without a result.
    fn draw_endless(
        &self,
        pen: &mut Pen<'_>,
        layout: &TornadoLayout,
        line: u16,
        (body, style): (usize, Style),
        right: bool,
    ) {
        let (from, glyphs) = (layout.bars_from, self.paint.glyphs);
        let centre = from + layout.signed.below;
        let (start, end, arrow, at) = if right {
            let last = (from + layout.bars).saturating_sub(1);
            (centre + 1, last, glyphs.off_right, last)
        } else {
            (from + 1, centre, glyphs.off_left, from)
        };
        if layout.bars > 1 {
            pen.rule(start, line, end.saturating_sub(start), glyphs.bodies[body], style);
            pen.put(at, line, arrow, style);
        }
    }

    /// Both ends of a row, the left one first; `None` where neither has a result.
    fn sides<'r>(&self, row: &'r TornadoBars<'_>) -> Option<[End<'r>; 2]> {
        let from_centre = |value: Option<f64>| {
            value.filter(|value| value.is_finite()).map(|value| value - self.centre)
        };
        let low = (from_centre(row.low), 1, &*row.low_text);
        let high = (from_centre(row.high), 0, &*row.high_text);
        let is_left = match (low.0, high.0) {
            (Some(low), Some(high)) => low <= high,
            (None, Some(_)) => !self.goes_right(row.high),
            (Some(_), None) => self.goes_right(row.low),
            (None, None) => return None,
        };
        Some(if is_left { [low, high] } else { [high, low] })
    }

    /// The lower result ends left of all bars, the higher one begins right of them. Of an end
    /// without a result it is said at the edge to which its bar goes.
    fn draw_results(
        &self,
        pen: &mut Pen<'_>,
        layout: &TornadoLayout,
        line: u16,
        row: &TornadoBars<'_>,
    ) {
        let Some(sides) = self.sides(row) else { return };
        let centre = layout.bars_from + layout.signed.below;
        let reach = |left: bool| {
            let ends = sides.iter().filter_map(|(by, body, _)| Some(((*by)?, *body)));
            ends.filter(|(by, _)| (*by > 0.0) != left)
                .map(|(by, body)| halves(&layout.signed, by, body).div_ceil(2))
                .max()
                .unwrap_or(0)
        };
        let [left, right] = sides;
        let room = |text, room| if text_cells(text) <= room { text } else { first_word(text) };
        let style = |end: &End| if end.0.is_some() { self.paint.text } else { self.paint.dim };
        let (end, text) = match left.0 {
            Some(_) => (centre.saturating_sub(reach(true)).saturating_sub(1), left.2),
            None => (layout.bars_from.saturating_sub(1), room(left.2, layout.values[0])),
        };
        pen.text_before(end, line, layout.values[0], text, style(&left));
        let (start, text) = match right.0 {
            Some(_) => (centre + reach(false) + 2, right.2),
            None => (layout.bars_from + layout.bars + 1, room(right.2, layout.values[1])),
        };
        pen.text(start, line, layout.values[1], text, style(&right));
    }

    fn draw_legend(&self, pen: &mut Pen<'_>, layout: &TornadoLayout) {
        let (low, high) = self.legend;
        let wide = text_cells(low).saturating_add(text_cells(high)).saturating_add(7);
        let column = layout.mark + layout.label + layout.turning + 1;
        let mut column = column.min(pen.width().saturating_sub(wide));
        for (body, style, words) in [(1, self.paint.dim, low), (0, self.style, high)] {
            if column.saturating_add(4) < pen.width() {
                pen.put(column, 0, self.paint.glyphs.bodies[body], style);
                column += 2 + pen.text(column + 2, 0, u16::MAX, words, style) + 3;
            }
        }
    }
}

/// The most columns of labels: less than half, since bars are what is to be seen.
const fn most_label(width: u16) -> u16 {
    width * 9 / 20
}

/// Rows that the legend takes.
fn legend_rows(height: u16) -> u16 {
    u16::from(height >= 2)
}

/// The length of a bar in halves of a cell; only the solid body has a half cell at its end.
fn halves(signed: &Signed, value: f64, body: usize) -> u16 {
    match (signed.eighths(value), body) {
        (0, _) => 0,
        (eighths, 0) => ((eighths + 2) / 4).max(1),
        (eighths, _) => 2 * ((eighths + 4) / 8).max(1),
    }
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

impl Widget for TornadoChart<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer, self.paint);
        let layout = self.layout(pen.width());
        let top = legend_rows(pen.height());
        if top > 0 {
            self.draw_legend(&mut pen, &layout);
        }
        for (line, index) in (self.first(pen.height())..self.rows.len()).enumerate() {
            let line = cells(line).saturating_mul(self.pitch()).saturating_add(top);
            if line >= pen.height() {
                break;
            }
            self.draw_row(&mut pen, &layout, line, index);
        }
    }
}

#[cfg(test)]
mod tests;
