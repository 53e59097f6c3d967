//! Text from outside, made safe and findable. Uses nothing of the other rooms.
//!
//! Lives here: what can't be shown as it is (`safety`), the nearest valid name (`nearest`),
//! line ends (`lines`), words of a command line (`shell`), and what Linux tells of a process (`process_status`).

mod lines;
mod nearest;
mod process_status;
mod safety;
mod shell;

pub use lines::{line_end, line_start, with_newlines};
pub use nearest::{did_you_mean, did_you_mean_in_file, nearest};
pub use process_status::ProcessStatus;
pub use safety::{escaped, harmless, is_disruptive, os_message, quoted, shortened, shortened_path};
pub use shell::shell_word;
