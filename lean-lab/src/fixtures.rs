//! Certificates and keys that the authority cannot make: see `fixtures/make.sh`.

use std::fs;
use std::path::Path;

pub fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A fixture that is text.
pub fn text(name: &str) -> String {
    String::from_utf8(fixture(name)).expect("text")
}
