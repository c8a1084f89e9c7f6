//! The command line. Everything it can do is in `app::commands`.

use clap::Parser;
use smartstore::app::commands::{Cli, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    run(Cli::parse())
}
