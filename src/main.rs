//! The binary: installs error reports and hands over to the command line.

use std::process::ExitCode;

fn main() -> color_eyre::Result<ExitCode> {
    payback::cli::install_reports()?;
    payback::cli::run()
}
