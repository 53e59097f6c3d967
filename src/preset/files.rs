//! Files by the open folder that they are in: reading, replacing in one step, moving.
//!
//! Lives here: the open folder (`folder`), replacing a file so that it is always whole
//! (`replace`), and what a file held (`stamp`). A path is looked up once, where its folder is
//! opened; from then on nobody can lead the program elsewhere by swapping a folder or a link.

mod folder;
mod replace;
mod stamp;

pub use folder::{Folder, Links};
pub use replace::{Expected, Refusal, replace};
pub use stamp::Stamp;
