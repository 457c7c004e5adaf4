//! Clients with the lab's identity.

use std::sync::{Arc, Mutex};

use lean_runtime::{
    Client,
    client::{ClientBuilder, Given},
    identity::{Identity, IdentityError, Material},
};

use super::{server::Server, table};
use crate::lab::{Leaf, authority_pem, lab};

/// The lab's application.
pub fn identity() -> Identity {
    Identity::from_pem(lab().app.key_pem(), lab().app.pem(), lab().chain_pem()).expect("it loads")
}

pub fn builder(server: &Server) -> ClientBuilder<Given> {
    builder_of(server, identity())
}

pub fn builder_of(server: &Server, identity: Identity) -> ClientBuilder<Given> {
    Client::builder(table::Mutual)
        .identity(identity)
        .base_url(server.url())
}

pub fn client(server: &Server) -> Client {
    builder(server).build().expect("a client")
}

/// Files that can be replaced.
#[derive(Clone)]
pub struct Rotating(Arc<Mutex<(String, String, String)>>);

impl Rotating {
    pub fn new(leaf: &Leaf) -> Self {
        Self(Arc::new(Mutex::new(Self::files(leaf))))
    }

    pub fn identity(&self) -> Identity {
        let files = Arc::clone(&self.0);
        let read = move || {
            let (key, certificate, chain) = files.lock().expect("no panic").clone();
            Ok::<_, IdentityError>(Material::new(key, certificate, chain))
        };
        Identity::builder(read).load().expect("it loads")
    }

    /// The identity of these files, and a client that shows it.
    pub fn client(&self, server: &Server) -> (Identity, Client) {
        let identity = self.identity();
        let client = builder_of(server, identity.clone()).build();
        (identity, client.expect("a client"))
    }

    /// The same with access tokens of the server's own.
    pub fn client_with_tokens(&self, server: &Server) -> (Identity, Client) {
        let identity = self.identity();
        let builder = builder_of(server, identity.clone()).oauth2("id", "secret");
        let client = builder.token_url(format!("{}/token", server.url())).build();
        (identity, client.expect("a client"))
    }

    pub fn put(&self, leaf: &Leaf) {
        *self.0.lock().expect("no panic") = Self::files(leaf);
    }

    pub fn put_chain(&self, chain: &str) {
        self.0.lock().expect("no panic").2 = chain.to_owned();
    }

    fn files(leaf: &Leaf) -> (String, String, String) {
        let certificate = leaf.pem() + &authority_pem(&lab().intermediate);
        (leaf.key_pem(), certificate, lab().chain_pem())
    }
}

/// A certificate of the lab for an application of this name.
pub fn app(name: &str) -> Leaf {
    lab().client(name, |_| {})
}
