//! The OpenAPI language through the macro, row by row: small descriptions, and what goes over the wire for them.
//!
//! `docs/openapi.md` names these tests, feature by feature.

mod arguments;
mod bodies;
mod containers;
mod described_pages;
mod fakes;
mod hostile;
mod hostile_names;
mod hostile_values;
mod inbound;
mod keys;
mod operations;
mod page_limits;
mod page_positions;
mod pages;
mod parameters;
mod responses;
mod scalars;
mod security;
mod servers;
mod shapes;
mod streams;
mod support;
mod table;
mod unions;
mod webhooks;
