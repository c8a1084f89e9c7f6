//! The command line. Everything it can do is in `app::commands`.

use clap::Parser;
use smartstore::app::commands::{Cli, run};
use std::process::ExitCode;

/// A page is made of thousands of short-lived texts, which this allocator hands out quicker than the C library's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse())
}
