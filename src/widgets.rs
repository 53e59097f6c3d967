//! Drawing parts that know nothing of finance: tracks, strips, sparklines, charts, bars, dialogs,
//! large digits.
//!
//! They may use ratatui, `unicode-width` and `unicode-segmentation`, and nothing else of ours.
//!
//! - Values come in as plain numbers, words as strings that the caller has formatted.
//! - [`Paint`] gives every mark, in Unicode or in ASCII, and a style for each role: no part has
//!   colours of its own, and shape alone carries the meaning.
//! - Drawing changes no state. What a mouse can hit is computed by a pure function that the
//!   drawing uses too.
//! - Every part draws at any size, 0×0 included, and never outside the area it is given.
//! - Text is made [`harmless`](text::harmless) before it is drawn.

pub mod ascii;
pub mod axes;
pub mod bullet;
pub mod chart;
pub mod dialog;
pub mod digits;
pub mod glyphs;
pub mod heat_map;
pub mod input_line;
pub mod list;
pub mod paint;
pub mod points;
pub mod row_bar;
pub mod sparkline;
pub mod strip;
pub mod text;
pub mod tornado;
pub mod track;
pub mod waterfall;

mod bands;
mod bold;
mod columns;
mod curve;
mod dots;
mod pen;
mod scale;

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod picture;

pub use axes::{Axes, Marker, Plot, nice_ticks};
pub use bands::Band;
pub use bullet::{BulletBar, LEAST_BULLET, round_axis};
pub use chart::{Chart, ChartSeries, Drawing};
pub use dialog::DialogBox;
pub use digits::Digits;
pub use dots::{dots_of, octants_of};
pub use glyphs::Glyphs;
pub use heat_map::{GridMark, HeatMap, Legend, MapArea, Shade};
pub use input_line::InputLine;
pub use list::List;
pub use paint::Paint;
pub use points::{cell_of_point, cells_of_point};
pub use row_bar::RowBar;
pub use sparkline::Sparkline;
pub use strip::ResponseStrip;
pub use tornado::{TornadoBars, TornadoChart};
pub use track::Track;
pub use waterfall::{Waterfall, WaterfallStep};
