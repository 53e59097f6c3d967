//! The binary: hands over to the command line.

use std::process::ExitCode;

fn main() -> color_eyre::Result<ExitCode> {
    payback::cli::run()
}
