//! The outline of a RON text: its values with their places, made without recursion, so that no
//! file can exhaust the stack.
//!
//! Lives here: a value and its place (`node`), the scan of a text (`scan`, on `lexer`), what it
//! finds (`document`), and how numbers and texts are written (`literal`).

mod document;
mod lexer;
pub(super) mod literal;
mod node;
mod scan;

pub use document::{At, Outline};
pub use node::{Extent, SyntaxKind, SyntaxNode};
