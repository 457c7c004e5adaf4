//! Any bytes at all are given as an archive of the portal.
//!
//! Holds: no panic, no hang, no more memory than the caps allow.
//!
//! ```text
//! cargo +nightly fuzz run read_archive fuzz/corpus/read_archive fuzz/seeds/read_archive -- -max_total_time=300 -rss_limit_mb=512
//! ```
#![cfg_attr(fuzzing, no_main)]

use lean_fuzz_runner::fuzz_target;
use lean_runtime::identity::Identity;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = Identity::from_zip_bytes([bytes]) {
        assert!(error.to_string().starts_with(error.code().as_str()));
    }
});
