//! The client over a fake transport and over real sockets: what a server sees of it, and what a caller reads.
//!
//! Names that begin with a letter and a number are cases of docs/transport-catalogue.md.

mod authentication;
mod bodies;
mod errors;
mod outcome;
mod repeats;
mod support;
mod tokens;
