//! Code that must compile without warnings: each case is a module, and runnable parts are run.
#![deny(
    warnings,
    missing_docs,
    unsafe_code,
    missing_debug_implementations,
    unused_qualifications,
    trivial_casts,
    clippy::pedantic
)]
#![allow(
    dead_code,
    unreachable_pub,
    reason = "that they compile is all that most cases are for"
)]

#[path = "compiles/chosen.rs"]
mod chosen;
#[path = "compiles/names.rs"]
mod names;
#[path = "compiles/own.rs"]
mod own;
#[path = "compiles/places.rs"]
mod places;
#[path = "compiles/signatures.rs"]
mod signatures;
#[path = "compiles/used.rs"]
mod used;
