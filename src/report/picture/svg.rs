//! A drawn frame as a scalable drawing: what is filled and what is drawn as shapes, the rest as
//! text, of which each stretch stands at its cells whatever its font's advances.

use super::cells::{Area, CELL, EIGHTHS, Form, WHOLE};
use super::glyphs;
use super::palette::{DARK, LIGHT, Palette};
use crate::report::xml::xml_text;
use crate::view::theme::Background;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use std::fmt::Write as _;

/// Around the cells.
const MARGIN: u32 = 12 * EIGHTHS;

/// Where text stands in its cell.
const BASELINE: u32 = 14 * EIGHTHS;

/// A length in the drawing's units.
fn units(eighths: u32) -> f64 {
    f64::from(eighths) / f64::from(EIGHTHS)
}

/// A cell where it stands.
struct Glyph<'a> {
    cell: &'a Cell,
    form: Form,
    columns: u32,
    left: u32,
    top: u32,
    ink: String,
    paper: String,
}

impl<'a> Glyph<'a> {
    fn new(cell: &'a Cell, (x, y): (u16, u16), palette: &Palette) -> Self {
        let columns = crate::widgets::text::columns(cell.symbol());
        let (ink, paper) = palette.seen(cell);
        Self {
            cell,
            form: Form::of(cell.symbol()),
            columns: u32::try_from(columns).unwrap_or(1).max(1),
            left: MARGIN + u32::from(x) * CELL.0,
            top: MARGIN + u32::from(y) * CELL.1,
            ink,
            paper,
        }
    }

    /// An area of this cell as an area of the drawing.
    fn placed(&self, [left, top, right, bottom]: Area) -> Area {
        [self.left + left, self.top + top, self.left + right, self.top + bottom]
    }

    /// All its columns.
    fn whole(&self) -> Area {
        [self.left, self.top, self.left + self.columns * CELL.0, self.top + CELL.1]
    }

    /// Whether both are drawn as one.
    fn goes_on(&self, other: &Self) -> bool {
        let is_like = match (&self.form, &other.form) {
            (Form::Shade(one), Form::Shade(two)) => one == two,
            (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
        };
        is_like && self.cell.style() == other.cell.style()
    }
}

/// Adds an area of this kind to those that there are, as one with another that it goes on from.
fn join<T: PartialEq>(areas: &mut Vec<(Area, T)>, area: Area, kind: T) {
    let touches = |other: &Area| other[2] == area[0] && (other[1], other[3]) == (area[1], area[3]);
    let before = areas.iter_mut().rev().find(|(other, of)| *of == kind && touches(other));
    match before {
        Some((other, _)) => other[2] = area[2],
        None => areas.push((area, kind)),
    }
}

/// The picture as a scalable drawing on a dark or a light ground.
pub fn svg(buffer: &Buffer, background: Background) -> String {
    let palette = match background {
        Background::Dark => &DARK,
        Background::Light => &LIGHT,
    };
    let width = units(u32::from(buffer.area.width) * CELL.0 + 2 * MARGIN);
    let height = units(u32::from(buffer.area.height) * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" shape-rendering=\"crispEdges\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\"/>\n",
        palette.paper
    );
    for y in 0..buffer.area.height {
        let row: Vec<Glyph> =
            glyphs(buffer, y).map(|(x, cell)| Glyph::new(cell, (x, y), palette)).collect();
        fill(&mut out, &row, palette);
        for run in row.chunk_by(Glyph::goes_on) {
            draw(&mut out, run);
        }
    }
    out.push_str("</svg>\n");
    out
}

/// The grounds and the blocks of a row. A block and what it leaves of its cell lie side by side,
/// never one over the other: no seam shows at its edge.
fn fill(out: &mut String, row: &[Glyph], palette: &Palette) {
    let mut areas = Vec::new();
    for glyph in row {
        match glyph.form {
            Form::Block { filled, rest } => {
                if let Some(rest) = rest {
                    join(&mut areas, glyph.placed(rest), &glyph.paper);
                }
                join(&mut areas, glyph.placed(filled), &glyph.ink);
            }
            Form::Text | Form::Shade(_) | Form::Lines(_) | Form::Dots(_) | Form::Slope => {
                join(&mut areas, glyph.whole(), &glyph.paper);
            }
        }
    }
    for (area, colour) in areas.into_iter().filter(|(_, colour)| *colour != palette.paper) {
        rectangle(out, area, colour, "");
    }
}

fn rectangle(out: &mut String, [left, top, right, bottom]: Area, colour: &str, opacity: &str) {
    let [x, y, width, height] = [left, top, right - left, bottom - top].map(units);
    let _ = writeln!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"{opacity}/>"
    );
}

/// What stands on the grounds of neighbouring cells.
fn draw(out: &mut String, run: &[Glyph]) {
    let first = &run[0];
    match &first.form {
        Form::Block { .. } => {}
        Form::Text => write(out, run),
        Form::Shade(hundredths) => {
            let mut areas = Vec::new();
            for glyph in run {
                join(&mut areas, glyph.placed(WHOLE), ());
            }
            let opacity = format!(" fill-opacity=\"{}\"", f64::from(*hundredths) / 100.0);
            for (area, ()) in areas {
                rectangle(out, area, &first.ink, &opacity);
            }
        }
        Form::Lines(_) | Form::Dots(_) => path(out, &rectangles(run), "fill", &first.ink),
        Form::Slope => path(out, &slopes(run), "stroke", &first.ink),
    }
}

/// Smooth, where fills are crisp: a thin line is seen at every scale.
fn path(out: &mut String, outline: &str, by: &str, ink: &str) {
    if !outline.is_empty() {
        let _ = writeln!(out, "<path d=\"{outline}\" {by}=\"{ink}\" shape-rendering=\"auto\"/>");
    }
}

/// The outline of lines or of dots; what touches is one rectangle.
fn rectangles(run: &[Glyph]) -> String {
    let mut areas = Vec::new();
    for glyph in run {
        if let Form::Lines(parts) | Form::Dots(parts) = &glyph.form {
            for part in parts {
                join(&mut areas, glyph.placed(*part), ());
            }
        }
    }
    areas.into_iter().fold(String::new(), |mut outline, ([left, top, right, bottom], ())| {
        let [x, y, width, height] = [left, top, right - left, bottom - top].map(units);
        let _ = write!(outline, "M{x} {y}h{width}v{height}h-{width}z");
        outline
    })
}

/// From corner to corner of each cell.
fn slopes(run: &[Glyph]) -> String {
    let (width, height) = (units(CELL.0), units(CELL.1));
    run.iter().fold(String::new(), |mut outline, glyph| {
        let (x, y) = (units(glyph.left), units(glyph.top) + height);
        let _ = write!(outline, "M{x} {y}l{width}-{height}");
        outline
    })
}

/// Text in stretches with a blank between words at most, each as wide as its cells.
fn write(out: &mut String, run: &[Glyph]) {
    let is_blank = |glyph: &Glyph| glyph.cell.symbol().trim().is_empty();
    let mut rest = run;
    while let Some(from) = rest.iter().position(|glyph| !is_blank(glyph)) {
        rest = &rest[from..];
        let gap = rest.windows(2).position(|two| two.iter().all(is_blank));
        let end = gap.unwrap_or(rest.len());
        let (stretch, after) = rest.split_at(end);
        let last = stretch.iter().rposition(|glyph| !is_blank(glyph)).unwrap_or(0);
        stretch_of(out, &stretch[..=last]);
        rest = after;
    }
}

fn stretch_of(out: &mut String, glyphs: &[Glyph]) {
    let first = &glyphs[0];
    let text: String = glyphs.iter().map(|glyph| glyph.cell.symbol()).collect();
    let columns: u32 = glyphs.iter().map(|glyph| glyph.columns).sum();
    let bold = first.cell.modifier.contains(Modifier::BOLD);
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{}>{}</text>",
        units(first.left),
        units(first.top + BASELINE),
        units(columns * CELL.0),
        first.ink,
        if bold { " font-weight=\"bold\"" } else { "" },
        xml_text(&text)
    );
}

#[cfg(test)]
mod tests;
