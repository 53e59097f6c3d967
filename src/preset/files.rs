//! Files by the open folder that they are in: reading, replacing in one step, moving.
//!
//! Lives here: the open folder (`folder`), replacing a file so that it is always whole, unless
//! somebody changed it (`replace`), what is kept of it beside its contents (`attributes`), and
//! writing into a file that can't be replaced (`in_place`). A path is looked up once, where its
//! folder is opened; from then on nobody can lead the program elsewhere by swapping a folder or a
//! link.

mod attributes;
mod folder;
mod in_place;
mod replace;

pub use folder::{Folder, LARGEST, Links, first_free, is_regular};
pub use in_place::write_in_place;
pub use replace::{Expected, LOOK, SaveErrorKind, Stamp, replace, replace_unheld};
