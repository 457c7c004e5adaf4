//! The engine behind generated models, on models written out by hand as the macro writes them.

#[macro_use]
mod types;
mod errors;
mod reading;
