//! R: why a rotation replaces the pool: a client that only swaps the certificate shows the old one.

use crate::{
    lab::{self, Leaf, lab},
    support::{mutual::app, server::Setup},
};

/// The measured trap, as a warning: a resolver that swaps inside one configuration, with sessions resumed as the TLS
/// library does by default, goes on showing the old certificate on new connections. The test above fails on it.
#[test]
fn r_01_the_naive_design_shows_the_old_certificate() {
    naive::shows_the_old_certificate();
}

mod naive {
    use std::{
        io::{Read as _, Write as _},
        net::{TcpListener, TcpStream},
        sync::{Arc, RwLock},
        thread,
    };

    use rustls::{
        ClientConfig, ClientConnection, RootCertStore, ServerConnection, SignatureScheme, Stream,
        client::ResolvesClientCert,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
        sign::CertifiedKey,
    };

    use super::{Leaf, Setup, app, lab};

    #[derive(Debug)]
    struct Swapping(RwLock<Arc<CertifiedKey>>);

    impl ResolvesClientCert for Swapping {
        fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
            Some(Arc::clone(&self.0.read().expect("no panic")))
        }

        fn has_certs(&self) -> bool {
            true
        }
    }

    fn certified(leaf: &Leaf) -> Arc<CertifiedKey> {
        let key = PrivatePkcs8KeyDer::from(leaf.key.serialized_der().to_vec());
        let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&PrivateKeyDer::Pkcs8(key));
        let chain = vec![
            leaf.certificate.der().clone(),
            lab().intermediate.der().clone(),
        ];
        Arc::new(CertifiedKey::new(chain, key.expect("a key")))
    }

    pub(super) fn shows_the_old_certificate() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let config = Arc::new(Setup::mutual().lab());
        let server = thread::spawn(move || {
            let mut seen = Vec::new();
            for _ in 0..2 {
                let (mut socket, _) = listener.accept().expect("a client");
                let mut tls = ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let mut stream = Stream::new(&mut tls, &mut socket);
                stream.read_exact(&mut [0; 1]).expect("a byte");
                stream.write_all(b"x").expect("a byte");
                seen.push(tls.peer_certificates().expect("a chain")[0].to_vec());
            }
            seen
        });
        let (old, new) = (app("old"), app("new"));
        let resolver = Arc::new(Swapping(RwLock::new(certified(&old))));
        let mut roots = RootCertStore::empty();
        roots.add(lab().root.der().clone()).expect("a root");
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_root_certificates(roots)
            .with_client_cert_resolver(Arc::clone(&resolver) as _);
        let config = Arc::new(config);
        for leaf in [&old, &new] {
            *resolver.0.write().expect("no panic") = certified(leaf);
            let name = "localhost".try_into().expect("a name");
            let mut tls = ClientConnection::new(Arc::clone(&config), name).expect("a connection");
            let mut socket = TcpStream::connect(address).expect("connects");
            let mut stream = Stream::new(&mut tls, &mut socket);
            stream.write_all(b"x").expect("a byte");
            stream.read_exact(&mut [0; 1]).expect("a byte");
        }
        let seen = server.join().expect("no panic");
        assert_eq!(
            seen[1],
            old.certificate.der().to_vec(),
            "if this fails, the library has changed for the better"
        );
    }
}
