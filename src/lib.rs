//! Typed API clients from OpenAPI descriptions, over mutual TLS.
