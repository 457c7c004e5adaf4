//! A server's demands on a client, as types.

/// The server wants a client certificate, and none was given yet.
#[derive(Debug)]
pub enum Needed {}

/// The server wants no client certificate.
#[derive(Debug)]
pub enum NotNeeded {}
