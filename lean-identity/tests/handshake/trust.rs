//! T, R-09: which servers the chain file makes trusted.

use lean_identity::{
    identity::{Identity, PemBytes},
    tls::{FaultKind, Probe, TlsFault, TlsSettings},
};

use crate::{
    fails,
    lab::{self, authority_pem, lab},
    server::{Server, Setup, same_names},
    target, works,
};

/// Connects to a server of the lab, trusting this chain file.
fn with_chain(chain: &str) -> Result<Probe, TlsFault> {
    let identity = Identity::from_pem(lab().app.key_pem(), lab().app.pem(), chain).expect("loads");
    let server = Server::tls(Setup::mutual().lab());
    target(&server, "localhost").probe(&TlsSettings::mutual(), Some(&identity.current()))
}

#[test]
fn t_01_root_or_intermediate_alone_is_enough() {
    let (int, root) = (
        authority_pem(&lab().intermediate),
        authority_pem(&lab().root),
    );
    let leaf = lab().server(|_| {}).pem();
    works(with_chain(&int));
    works(with_chain(&format!("{leaf}{root}{int}")));
    works(with_chain(&format!("{int}{root}{int}{root}")));
}

#[test]
fn t_08_old_and_new_root_of_one_name_are_both_tried() {
    let old = same_names();
    let chain = format!("{}{}", authority_pem(&old.root), lab().chain_pem());
    works(with_chain(&chain));
    fails(with_chain(&old.chain_pem()), FaultKind::ServerCaRekeyed);
}

#[test]
fn pinned_intermediates_refuse_their_sisters() {
    let sister = lab::intermediate("Lab", "Sister CA", &lab().root);
    let leaf = lab::issue(&sister, "localhost", |params| {
        *params = lab::server_params()
    });
    let server = Server::tls(Setup::mutual().config(&leaf, &[&sister]));
    let source = || PemBytes::new(lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    let probe = |identity: Identity| {
        target(&server, "localhost").probe(&TlsSettings::mutual(), Some(&identity.current()))
    };
    works(probe(Identity::builder(source()).load().expect("loads")));
    let pinned = Identity::builder(source())
        .pin_intermediates()
        .load()
        .expect("loads");
    fails(probe(pinned), FaultKind::ServerUntrusted);
}

#[test]
fn r_09_servers_of_a_removed_root_are_refused() {
    let new = lab::Lab::new("New");
    let directory = lab::Directory::new();
    let certificate = lab().app.pem() + &authority_pem(&lab().intermediate);
    directory.write_portal(&lab().app.key_pem(), &certificate, &lab().chain_pem());
    let identity = Identity::from_dir(&directory.0).expect("loads");
    let old_server = Server::tls(Setup::mutual().lab());
    let probe = |server: &Server| {
        target(server, "localhost").probe(&TlsSettings::mutual(), Some(&identity.current()))
    };
    works(probe(&old_server));

    directory.write("lean_public_cert_chain.pem", new.chain_pem());
    identity.reload().expect("a new generation");
    fails(probe(&old_server), FaultKind::ServerUntrusted);
    works(probe(&Server::tls(
        Setup::mutual().config(&new.server(|_| {}), &[&new.intermediate]),
    )));
}
