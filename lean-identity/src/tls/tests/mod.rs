//! The HTTP engine's handling of refusals, and the reasons why sessions are not resumed.

mod engine;
mod nginx;
mod pages;
mod paths;
mod resumption;

use std::sync::Arc;

use lean_lab as lab;
use lean_lab::tls_server as server;

use self::lab::lab;
use crate::identity::{Identity, Loaded};

/// The lab's application.
fn identity() -> Arc<Loaded> {
    identity_of(&lab().app)
}

fn identity_of(leaf: &lab::Leaf) -> Arc<Loaded> {
    let identity = Identity::from_pem(leaf.key_pem(), leaf.pem(), lab().chain_pem());
    identity.expect("the lab's identity loads").current()
}
