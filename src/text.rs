//! Text from outside, made safe and findable. Uses nothing of the other rooms.
//!
//! Lives here: what can't be shown as it is (`safety`), the nearest valid name (`nearest`), and
//! line ends (`lines`).

mod lines;
mod nearest;
mod safety;

pub use lines::{line_end, line_start, with_newlines};
pub use nearest::{did_you_mean, nearest};
pub use safety::{escaped, harmless, is_disruptive, os_message, quoted, shortened, shortened_path};
