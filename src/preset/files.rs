//! Files by the open folder that they are in: reading, replacing in one step, moving.
//!
//! Lives here: the open folder (`folder`), replacing a file so that it is always whole
//! (`replace`), what is kept of it beside its contents (`attributes`), writing into a file that
//! can't be replaced (`in_place`), and what a file held (`stamp`). A path is looked up once, where
//! its folder is opened; from then on nobody can lead the program elsewhere by swapping a folder
//! or a link.

mod attributes;
mod folder;
mod in_place;
mod replace;
mod stamp;

pub use folder::{Folder, LARGEST, Links, is_regular};
pub use in_place::write_in_place;
pub use replace::{Expected, LOOK, SaveErrorKind, replace};
pub use stamp::Stamp;
