//! The command-line companion of `lean`.

fn main() {}
