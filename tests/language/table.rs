//! The table of `docs/openapi.md`.
