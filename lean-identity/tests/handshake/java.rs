//! The same verdicts from the JDK's own server, where a JDK is installed.

use std::{
    io::{BufRead as _, BufReader, Lines},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use lean_identity::tls::{FaultKind, MinimumVersion, Probe, Target, TlsFault, TlsSettings};

use crate::{
    fails, identity,
    lab::{self, Directory, authority_pem, lab},
    works,
};

/// `peer/MutualTls.java` with the lab's certificate.
struct Peer {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    address: SocketAddr,
    _files: Directory,
}

impl Peer {
    /// Returns `None` if there is no JDK here, or one that cannot run a single source file.
    fn start(root: &lab::Authority, version: &str) -> Option<Self> {
        // Running a single source file takes the compiler, too.
        lab::is_installed("javac", "--version").then(|| Self::started(root, version))
    }

    fn started(root: &lab::Authority, version: &str) -> Self {
        let program =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handshake/peer/MutualTls.java");
        let files = Directory::new();
        let leaf = lab().server(|_| {});
        let mut child = Command::new("java")
            .arg(program)
            .arg(files.write("key.pem", leaf.key_pem()))
            .arg(files.write(
                "chain.pem",
                leaf.pem() + &authority_pem(&lab().intermediate),
            ))
            .arg(files.write("root.pem", authority_pem(root)))
            .arg(version)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let output = child.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(output).lines();
        let first = lines.next().expect("it listens").expect("text");
        let port = first.strip_prefix("PORT ").expect("its port");
        let port = port.parse().expect("a number");
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        Self {
            child,
            lines,
            address,
            _files: files,
        }
    }

    fn probe(&self) -> Result<Probe, TlsFault> {
        let settings = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
        let target = Target::new("localhost", self.address.port()).at(self.address);
        target
            .timeout(Duration::from_secs(20))
            .probe(&settings, Some(&identity()))
    }

    /// Returns the report about the next connection.
    fn says(&mut self) -> String {
        self.lines.next().and_then(Result::ok).unwrap_or_default()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_02_java_takes_our_certificate_in_both_versions() {
    for version in ["TLSv1.3", "TLSv1.2"] {
        let Some(mut peer) = Peer::start(&lab().root, version) else {
            return;
        };
        works(peer.probe());
        assert_eq!(peer.says(), "SAW CN=app-one");
    }
}

#[test]
fn a_04_java_refuses_a_stranger() {
    let other = lab::root("Other", "Other Root");
    for version in ["TLSv1.3", "TLSv1.2"] {
        let Some(mut peer) = Peer::start(&other, version) else {
            return;
        };
        let fault = fails(peer.probe(), FaultKind::ClientCertRejected);
        assert!(
            fault
                .evidence()
                .authorities
                .contains(&"CN=Other Root, O=Other".to_owned())
                || !fault.is_certain()
        );
        assert!(peer.says().starts_with("REFUSED"));
    }
}
