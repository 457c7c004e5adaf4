//! Any bytes at all are given as key, certificate and chain.
//!
//! Holds: no panic, no hang; every BEGIN becomes a section or an error (asserted in the reader
//! itself); every refusal is one line that starts with its code.
//!
//! ```text
//! cargo +nightly fuzz run load_identity fuzz/corpus/load_identity fuzz/seeds/load_identity -- -max_total_time=300
//! ```
#![cfg_attr(fuzzing, no_main)]

use lean_fuzz_runner::fuzz_target;
use lean_runtime::identity::{Identity, PemBytes};

fuzz_target!(|bytes: &[u8]| {
    // All three parts from one file, and each part alone.
    let empty: &[u8] = &[];
    for (key, certificate, chain) in [(bytes, bytes, bytes), (bytes, empty, empty)] {
        let source = PemBytes::new(key, certificate, chain);
        match Identity::builder(source).passphrase("correct horse").load() {
            Ok(identity) => {
                identity.report().to_string();
            }
            Err(error) => {
                let text = error.to_string();
                assert!(text.starts_with(error.code().as_str()));
                assert!(!text.contains('\n'));
            }
        }
    }
});
