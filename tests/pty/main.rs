//! The real binary in a pseudo-terminal.

#![allow(missing_docs)]
#![cfg(unix)]

#[path = "../support/program.rs"]
mod program;
#[path = "../support/mod.rs"]
mod support;

#[cfg(target_os = "linux")]
mod browsing;
mod distant;
#[cfg(target_os = "linux")]
mod edited_elsewhere;
mod explore;
mod faults;
#[cfg(target_os = "linux")]
mod file_systems;
mod fit;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod multiplexers;
#[cfg(target_os = "linux")]
mod namespaces;
#[cfg(target_os = "linux")]
mod order;
mod panic;
mod people;
mod presenting;
mod recovery;
mod risk;
#[cfg(target_os = "linux")]
mod ssh;
mod terminal_life;
mod together;
#[cfg(target_os = "linux")]
mod turns;
