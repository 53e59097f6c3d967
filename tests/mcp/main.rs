//! `payback mcp` as an assistant's program meets it: the real binary, driven by the protocol's own
//! client.

#![allow(missing_docs)]

mod answers;
mod assistant;
mod confinement;
mod conversation;
mod schemas;
