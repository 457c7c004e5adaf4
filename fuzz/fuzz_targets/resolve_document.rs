//! Any text at all goes through the whole compiler of descriptions, from text to model.
//!
//! Holds: no panic, no hang; the work is bounded; findings have their places.
//!
//! ```text
//! cargo +nightly fuzz run resolve_document fuzz/corpus/resolve_document fuzz/seeds/read_document -- -max_total_time=300
//! ```
#![cfg_attr(fuzzing, no_main)]

use std::collections::HashMap;
use std::sync::Arc;

use lean_fuzz_runner::fuzz_target;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen, Options};

fuzz_target!(|text: &str| {
    let files: HashMap<String, Arc<str>> = HashMap::from([("api.yaml".to_owned(), text.into())]);
    let Ok(description) = Description::open(Arc::new(files), "api.yaml", &[]) else {
        return;
    };
    let choice = Choice {
        operations: Chosen::All,
        schemas: description.schema_names(),
        webhooks: true,
    };
    let api = description.resolve(&choice, &Options::default());
    assert!(api.work < 10_000_000, "{} steps", api.work);
    for finding in &api.findings {
        assert!(!finding.message.is_empty() && finding.place.range.end <= text.len());
    }
});
