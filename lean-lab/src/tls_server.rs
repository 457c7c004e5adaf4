//! Servers over TLS on the loopback address, without an async runtime. They record each connection.

use std::{
    io::{self, Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use rustls::{
    ConfigBuilder, HandshakeKind, RootCertStore, ServerConfig, ServerConnection, WantsVerifier,
    crypto::CryptoProvider,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    server::{WantsServerCert, WebPkiClientVerifier, danger::ClientCertVerifier},
};

use crate::authority::{Authority, Lab, Leaf, lab};

/// A server's record of one connection.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The client's certificate and what came with it.
    pub certificates: Vec<Vec<u8>>,
    pub sni: Option<String>,
    pub alpn: Option<String>,
    pub is_resumed: bool,
    /// Plain text of the client: there must be none before it trusts the server.
    pub bytes: usize,
    pub error: Option<String>,
}

/// A server of the standard library's sockets. It ends when dropped.
pub struct Server {
    pub address: SocketAddr,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    seen: Mutex<mpsc::Receiver<Seen>>,
}

impl Server {
    /// Speaks TLS as configured.
    pub fn tls(config: ServerConfig) -> Self {
        let config = Arc::new(config);
        Self::with(move |stream, seen| {
            let _ = seen.send(converse(&config, stream, |_, _| Ok(())));
        })
    }

    /// Speaks TLS as configured, then does something with the connection.
    pub fn tls_then(
        config: ServerConfig,
        then: impl Fn(&mut ServerConnection, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let config = Arc::new(config);
        Self::with(move |stream, seen| {
            let _ = seen.send(converse(&config, stream, &then));
        })
    }

    /// Does anything at all with each connection.
    pub fn script(script: impl Fn(TcpStream) + Send + Sync + 'static) -> Self {
        Self::with(move |stream, _| script(stream))
    }

    fn with(serve: impl Fn(TcpStream, &mpsc::Sender<Seen>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let is_over = Arc::new(AtomicBool::new(false));
        let (send, seen) = mpsc::channel();
        let thread = thread::spawn({
            let is_over = Arc::clone(&is_over);
            move || {
                for stream in listener.incoming().flatten() {
                    if is_over.load(Ordering::SeqCst) {
                        return;
                    }
                    // No test needs longer; a silent client must not hold the test up.
                    let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
                    serve(stream, &send);
                }
            }
        });
        Self {
            address,
            is_over,
            thread: Some(thread),
            seen: Mutex::new(seen),
        }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns the record of the next connection, once that has ended.
    pub fn seen(&self) -> Seen {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.recv_timeout(Duration::from_secs(30))
            .expect("a connection")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves one connection from its first byte to its last.
fn converse(
    config: &Arc<ServerConfig>,
    mut stream: TcpStream,
    then: impl Fn(&mut ServerConnection, &mut TcpStream) -> io::Result<()>,
) -> Seen {
    let mut tls = ServerConnection::new(Arc::clone(config)).expect("a good configuration");
    let mut seen = Seen::default();
    let result = talk(&mut tls, &mut stream, &mut seen, then);
    if result.is_err() {
        // Closing with unread bytes would reset the connection, and the alert would be lost.
        let _ = stream.shutdown(Shutdown::Write);
        let _ = io::copy(&mut stream, &mut io::sink());
    }
    seen.error = result.err().map(|error| error.to_string());
    seen.certificates = tls
        .peer_certificates()
        .unwrap_or_default()
        .iter()
        .map(|der| der.to_vec())
        .collect();
    seen.sni = tls.server_name().map(str::to_owned);
    seen.alpn = tls
        .alpn_protocol()
        .map(|name| String::from_utf8_lossy(name).into_owned());
    seen.is_resumed = tls.handshake_kind() == Some(HandshakeKind::Resumed);
    seen
}

fn talk(
    tls: &mut ServerConnection,
    stream: &mut TcpStream,
    seen: &mut Seen,
    then: impl Fn(&mut ServerConnection, &mut TcpStream) -> io::Result<()>,
) -> io::Result<()> {
    while tls.is_handshaking() {
        tls.complete_io(stream)?;
    }
    while tls.wants_write() {
        tls.write_tls(stream)?;
    }
    then(tls, stream)?;
    let mut buffer = [0; 4_096];
    loop {
        match rustls::Stream::new(tls, stream).read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => seen.bytes += count,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}

/// The parts of a server.
pub struct Setup {
    pub versions: &'static [&'static rustls::SupportedProtocolVersion],
    pub clients: Option<Arc<dyn ClientCertVerifier>>,
    pub provider: CryptoProvider,
}

static TLS13: [&rustls::SupportedProtocolVersion; 1] = [&rustls::version::TLS13];
static TLS12: [&rustls::SupportedProtocolVersion; 1] = [&rustls::version::TLS12];

impl Default for Setup {
    fn default() -> Self {
        Self {
            versions: &TLS13,
            clients: None,
            provider: provider(),
        }
    }
}

impl Setup {
    /// Insists on a certificate of the lab.
    pub fn mutual() -> Self {
        Self {
            clients: Some(clients_of(&[lab().root.der().clone()])),
            ..Self::default()
        }
    }

    pub fn tls12(mut self) -> Self {
        self.versions = &TLS12;
        self
    }

    pub fn builder(self) -> ConfigBuilder<ServerConfig, WantsServerCert> {
        let builder: ConfigBuilder<ServerConfig, WantsVerifier> =
            ServerConfig::builder_with_provider(Arc::new(self.provider))
                .with_protocol_versions(self.versions)
                .expect("versions that go with the provider");
        match self.clients {
            Some(clients) => builder.with_client_cert_verifier(clients),
            None => builder.with_no_client_auth(),
        }
    }

    /// With this key and these certificates.
    pub fn config(self, leaf: &Leaf, issuers: &[&Authority]) -> ServerConfig {
        let mut chain = vec![leaf.certificate.der().clone()];
        chain.extend(issuers.iter().map(|issuer| issuer.der().clone()));
        self.builder()
            .with_single_cert(chain, key_of(leaf))
            .expect("a key for the certificate")
    }

    /// With the lab's own server certificate and its intermediate.
    pub fn lab(self) -> ServerConfig {
        self.config(&lab().server(|_| {}), &[&lab().intermediate])
    }
}

pub fn key_of(leaf: &Leaf) -> PrivateKeyDer<'static> {
    PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf.key.serialized_der().to_vec()))
}

/// Takes clients of these authorities.
pub fn clients_of(roots: &[CertificateDer<'static>]) -> Arc<dyn ClientCertVerifier> {
    WebPkiClientVerifier::builder_with_provider(store(roots), Arc::new(provider()))
        .build()
        .expect("authorities")
}

pub fn store(roots: &[CertificateDer<'static>]) -> Arc<RootCertStore> {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.iter().cloned());
    Arc::new(store)
}

pub fn provider() -> CryptoProvider {
    rustls::crypto::aws_lc_rs::default_provider()
}

/// Reads the first message of a client.
pub fn read_hello(stream: &mut TcpStream) -> Vec<u8> {
    let mut header = [0; 5];
    let mut hello = Vec::new();
    if stream.read_exact(&mut header).is_ok() {
        hello = vec![0; usize::from(u16::from_be_bytes([header[3], header[4]]))];
        let _ = stream.read_exact(&mut hello);
    }
    hello
}

/// Answers the client's first message with these bytes and hangs up.
pub fn answering(bytes: &'static [u8]) -> Server {
    Server::script(move |mut stream| {
        read_hello(&mut stream);
        let _ = stream.write_all(bytes);
    })
}

/// Speaks TLS behind a middlebox that swallows first messages of more than one packet.
pub fn swallowing_large_hellos(config: ServerConfig) -> Server {
    let config = Arc::new(config);
    Server::script(move |mut stream| {
        // The doctor's first connection is closed unused.
        if !matches!(stream.peek(&mut [0]), Ok(1)) {
            return;
        }
        let hello = read_hello(&mut stream);
        if hello.len() > 1_200 {
            let _ = stream.read_to_end(&mut Vec::new());
            return;
        }
        let mut tls = ServerConnection::new(Arc::clone(&config)).expect("a good configuration");
        let length = u16::try_from(hello.len()).expect("short").to_be_bytes();
        let record = [&[0x16, 3, 1, length[0], length[1]], hello.as_slice()].concat();
        let _ = tls.read_tls(&mut record.as_slice());
        let _ = tls.process_new_packets();
        while tls.is_handshaking() && tls.complete_io(&mut stream).is_ok() {}
        let _ = tls.complete_io(&mut stream);
    })
}

/// A server certificate for any names.
pub fn named(names: &[&str]) -> Leaf {
    let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
    lab().server(|params| {
        let named = rcgen::CertificateParams::new(names).expect("valid names");
        params.subject_alt_names = named.subject_alt_names;
    })
}

/// A lab of its own with the same names.
pub fn same_names() -> Lab {
    Lab::new("Lab")
}
