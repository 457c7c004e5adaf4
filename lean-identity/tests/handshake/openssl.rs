//! The same verdicts from OpenSSL's own server, where it is installed.

use std::{
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

use lean_identity::tls::{
    Acceptance, FaultKind, MinimumVersion, Probe, Target, TlsFault, TlsSettings,
};

use crate::{
    fails, identity,
    lab::{self, Directory, authority_pem, lab},
    works,
};

/// `openssl s_server` with the lab's certificate.
struct Peer {
    child: Child,
    address: SocketAddr,
    _files: Directory,
}

impl Peer {
    /// `None` if OpenSSL is not installed here.
    fn start(options: &[&str]) -> Option<Self> {
        lab::is_installed("openssl", "version").then(|| Self::started(options))
    }

    fn started(options: &[&str]) -> Self {
        let files = Directory::new();
        let leaf = lab().server(|_| {});
        let key = files.write("key.pem", leaf.key_pem());
        let certificate = files.write("server.pem", leaf.pem());
        let chain = files.write("chain.pem", authority_pem(&lab().intermediate));
        let root = files.write("root.pem", authority_pem(&lab().root));
        let address = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port");
        let mut child = Command::new("openssl")
            .args(["s_server", "-accept", &address.to_string()])
            .arg("-key")
            .arg(key)
            .arg("-cert")
            .arg(certificate)
            .arg("-cert_chain")
            .arg(chain)
            .arg("-CAfile")
            .arg(root)
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        // It says ACCEPT once it listens.
        let output = child.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        lines
            .find(|line| line.contains("ACCEPT"))
            .expect("it listens");
        // Its later output must go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            address,
            _files: files,
        }
    }

    fn probe(&self, settings: &TlsSettings, is_known: bool) -> Result<Probe, TlsFault> {
        let identity = identity();
        Target::new("localhost", self.address.port())
            .at(self.address)
            .timeout(Duration::from_secs(10))
            .probe(settings, is_known.then_some(&*identity))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn trusting_lab() -> TlsSettings {
    TlsSettings::trusting(lab().chain_pem().as_bytes())
        .expect("authorities")
        .minimum_version(MinimumVersion::Tls12)
}

#[test]
fn a_02_openssl_takes_our_certificate_in_both_versions() {
    for version in ["-tls1_3", "-tls1_2"] {
        let Some(peer) = Peer::start(&["-Verify", "4", "-verify_return_error", version]) else {
            return;
        };
        let probe = works(peer.probe(&trusting_lab(), true));
        assert_eq!(
            (probe.acceptance, probe.evidence.asked),
            (Acceptance::Accepted, Some(true))
        );
    }
}

#[test]
fn a_03_openssl_insists_on_a_certificate() {
    for version in ["-tls1_3", "-tls1_2"] {
        let Some(peer) = Peer::start(&["-Verify", "4", version]) else {
            return;
        };
        fails(
            peer.probe(&trusting_lab(), false),
            FaultKind::ClientCertRequired,
        );
    }
}

#[test]
fn a_04_openssl_refuses_a_stranger() {
    let stranger = lab::Lab::new("Other");
    let files = Directory::new();
    let other = files.write("other.pem", authority_pem(&stranger.root));
    for version in ["-tls1_3", "-tls1_2"] {
        let authority = other.to_string_lossy();
        let options = [
            "-Verify",
            "4",
            "-verify_return_error",
            "-verifyCAfile",
            &authority,
            version,
        ];
        let Some(peer) = Peer::start(&options) else {
            return;
        };
        fails(
            peer.probe(&trusting_lab(), true),
            FaultKind::ClientCertRejected,
        );
    }
}

#[test]
fn s_10_openssl_speaks_tls_12_only() {
    let Some(peer) = Peer::start(&["-tls1_2"]) else {
        return;
    };
    fails(
        peer.probe(&TlsSettings::mutual(), true),
        FaultKind::TlsVersion,
    );
}
