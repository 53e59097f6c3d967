//! The marks of a drawing: lines, rectangles and text in the theme's hues, every text escaped.

use super::hues::Hues;
use crate::model::Scenario;
use crate::report::xml::xml_text;
use crate::widgets::text::{columns, harmless};
use std::fmt::Write as _;

/// The height of ordinary text, and of titles.
pub(super) const TEXT: f64 = 13.0;
pub(super) const TITLE: f64 = 17.0;

/// The width of a column of text, about: text in documents isn't all of one width.
const COLUMN: f64 = 0.56;

/// Where a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextLook<'a> {
    pub(super) size: f64,
    pub(super) fill: &'a str,
    pub(super) anchor: Anchor,
    pub(super) is_bold: bool,
}

/// A rectangle: its left and top, its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn right(self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.top + self.height
    }
}

/// A drawing as it comes about.
#[derive(Debug)]
pub(super) struct Svg {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) hues: Hues,
    title: String,
    body: String,
}

/// About how wide a text is.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    columns(text) as f64 * size * COLUMN
}

/// About how many columns of text have room in a width; a few in any.
pub(super) fn columns_in(width: f64, size: f64) -> usize {
    let all = (4..=1000_u16).rev();
    let mut fitting = all.filter(|columns| f64::from(*columns) * size * COLUMN <= width);
    usize::from(fitting.next().unwrap_or(4))
}

impl Svg {
    pub(super) fn new((width, height): (u16, u16), hues: Hues) -> Self {
        let (width, height) = (f64::from(width), f64::from(height));
        Self { width, height, hues, title: String::new(), body: String::new() }
    }

    /// What readers and screen readers call the drawing.
    pub(super) fn name(&mut self, title: &str) {
        title.clone_into(&mut self.title);
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, look: TextLook<'_>) {
        let anchor = match look.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let bold = if look.is_bold { " font-weight=\"600\"" } else { "" };
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{}\" fill=\"{}\" \
             text-anchor=\"{anchor}\"{bold}>{}</text>",
            look.size,
            look.fill,
            xml_text(&harmless(text))
        );
    }

    /// Ordinary text in a colour.
    pub(super) fn words(&mut self, place: (f64, f64), text: &str, anchor: Anchor, fill: &str) {
        self.text(place, text, TextLook { size: TEXT, fill, anchor, is_bold: false });
    }

    pub(super) fn rectangle(&mut self, area: Area, fill: &str, opacity: f64) {
        let Area { left, top, width, height } = area;
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let faint =
            if opacity < 1.0 { format!(" fill-opacity=\"{opacity}\"") } else { String::new() };
        let _ = writeln!(
            self.body,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             fill=\"{fill}\"{faint} shape-rendering=\"crispEdges\"/>"
        );
    }

    /// A line through points, broken off where there are none.
    pub(super) fn line(
        &mut self,
        points: &[Option<(f64, f64)>],
        (stroke, width): (&str, f64),
        dashes: &str,
    ) {
        let mut path = String::new();
        let mut is_drawn = false;
        for point in points {
            if let Some((x, y)) = point {
                let _ = write!(path, "{}{x:.1} {y:.1}", if is_drawn { "L" } else { "M" });
            }
            is_drawn = point.is_some();
        }
        if path.is_empty() {
            return;
        }
        let dashes = if dashes.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dashes}\"")
        };
        let _ = writeln!(
            self.body,
            "<path d=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" \
             stroke-linejoin=\"round\"{dashes}/>"
        );
    }

    /// The area between two lines of the same points.
    pub(super) fn between(
        &mut self,
        upper: &[(f64, f64)],
        lower: &[(f64, f64)],
        (fill, opacity): (&str, f64),
    ) {
        let mut path = String::new();
        for (index, (x, y)) in upper.iter().chain(lower.iter().rev()).enumerate() {
            let _ = write!(path, "{}{x:.1} {y:.1}", if index == 0 { "M" } else { "L" });
        }
        let _ =
            writeln!(self.body, "<path d=\"{path}Z\" fill=\"{fill}\" fill-opacity=\"{opacity}\"/>");
    }

    /// An area without a value: hatched, so that it reads without colour.
    pub(super) fn hatched(&mut self, area: Area) {
        let Area { left, top, width, height } = area;
        let _ = writeln!(
            self.body,
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
             fill=\"url(#never{})\"/>",
            self.hues.number()
        );
    }

    /// A scenario's mark: a triangle down, a disc, a triangle up.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), scenario: Scenario, radius: f64) {
        let fill = self.hues.scenarios[scenario as usize].clone();
        let r = radius;
        let _ = match scenario {
            Scenario::Bear => writeln!(
                self.body,
                "<path d=\"M{:.1} {:.1}h{:.1}l{:.1} {:.1}z\" fill=\"{fill}\"/>",
                x - r,
                y - 0.8 * r,
                2.0 * r,
                -r,
                1.7 * r
            ),
            Scenario::Base => {
                writeln!(
                    self.body,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"{fill}\"/>"
                )
            }
            Scenario::Bull => writeln!(
                self.body,
                "<path d=\"M{:.1} {:.1}h{:.1}l{:.1} {:.1}z\" fill=\"{fill}\"/>",
                x - r,
                y + 0.8 * r,
                2.0 * r,
                -r,
                -1.7 * r
            ),
        };
    }

    /// The whole document.
    pub(super) fn finished(self) -> String {
        let Self { width, height, hues, title, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" role=\"img\" \
             font-family=\"system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif\">\n\
             <title>{}</title>\n\
             <defs><pattern id=\"never{}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path d=\"M0 8L8 0\" stroke=\"{}\" stroke-width=\"1\"/></pattern></defs>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n{body}</svg>\n",
            xml_text(&harmless(&title)),
            hues.number(),
            hues.dim,
            hues.paper
        )
    }
}
