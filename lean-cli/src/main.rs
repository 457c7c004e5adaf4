//! The command-line companion of `lean`: `cargo lean-api`, or `cargo run -p lean-cli --`.

use std::process::ExitCode;

fn main() -> ExitCode {
    lean_cli::run(std::env::args_os())
}
