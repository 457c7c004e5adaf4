//! Any bytes at all are given as an archive of the portal.
//!
//! Holds: no panic, no hang, no more memory than the caps allow.
//!
//! ```text
//! cargo +nightly fuzz run read_archive fuzz/corpus/read_archive fuzz/seeds/read_archive -- -max_total_time=300 -rss_limit_mb=512
//! ```
#![no_main]

use lean_runtime::identity::Identity;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = Identity::from_zip_bytes([bytes]) {
        assert!(error.to_string().starts_with(error.code().as_str()));
    }
});
