//! Starts servers of other makers, and ends them.

use std::{
    io::{self, BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
};

use crate::lab::{self, Directory, Leaf, authority_pem, lab};

/// A process that serves on the loopback. It ends when dropped.
pub struct Peer {
    child: Child,
    port: u16,
    _files: Directory,
}

impl Peer {
    pub fn url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

fn start(command: &mut Command) -> Child {
    command.stdin(Stdio::piped()).spawn().expect("it starts")
}

/// Waits for a line that begins so, and reads on for ever, so that the process does not stall.
fn line(output: Option<impl io::Read + Send + 'static>, beginning: &str) -> String {
    let output = output.expect("it is piped");
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let line = lines.find(|line| line.starts_with(beginning));
    thread::spawn(move || lines.for_each(drop));
    line.expect("it listens")
}

/// Key, certificate with its intermediate, and root, as files.
fn files(leaf: &Leaf) -> Directory {
    let files = Directory::new();
    files.write("key.pem", leaf.key_pem());
    files.write(
        "server.pem",
        leaf.pem() + &authority_pem(&lab().intermediate),
    );
    files.write("intermediate.pem", authority_pem(&lab().intermediate));
    files.write("root.pem", authority_pem(&lab().root));
    files
}

pub fn nginx() -> Option<Peer> {
    let program = lab::nginx()?;
    let files = files(&lab().server(|_| {}));
    let (port, root) = (free_port(), files.0.display());
    // It says nothing when it listens: a pipe for its log does.
    let config = format!(
        "daemon off; master_process off; pid {root}/pid; error_log stderr notice;
        events {{}}
        http {{
            access_log off;
            client_body_temp_path {root}/body; proxy_temp_path {root}/proxy; fastcgi_temp_path {root}/fastcgi;
            uwsgi_temp_path {root}/uwsgi; scgi_temp_path {root}/scgi;
            server {{
                listen 127.0.0.1:{port} ssl http2;
                ssl_protocols TLSv1.3;
                ssl_certificate {root}/server.pem; ssl_certificate_key {root}/key.pem;
                ssl_client_certificate {root}/root.pem; ssl_verify_client on; ssl_verify_depth 3;
                location / {{ return 200 \"$ssl_client_verify $ssl_client_s_dn\"; }}
            }}
        }}"
    );
    let config = files.write("nginx.conf", config);
    let mut command = Command::new(program);
    command
        .arg("-c")
        .arg(config)
        .arg("-p")
        .arg(&files.0)
        .stderr(Stdio::piped());
    let mut child = start(&mut command);
    let log = child.stderr.take().expect("it is piped");
    let mut lines = BufReader::new(log).lines().map_while(Result::ok);
    let first = lines.find(|line| line.contains("using the \"") || line.contains("emerg"));
    let first = first.expect("it says that it listens");
    assert!(!first.contains("emerg"), "{first}");
    thread::spawn(move || lines.for_each(drop));
    Some(Peer {
        child,
        port,
        _files: files,
    })
}

pub fn openssl() -> Option<Peer> {
    if !lab::is_installed("openssl", "version") {
        return None;
    }
    let files = files(&lab().server(|_| {}));
    let port = free_port();
    let mut command = Command::new("openssl");
    command
        .args([
            "s_server",
            "-www",
            "-tls1_3",
            "-Verify",
            "4",
            "-verify_return_error",
        ])
        .args(["-accept", &format!("127.0.0.1:{port}")])
        .args([
            "-key",
            "key.pem",
            "-cert",
            "server.pem",
            "-cert_chain",
            "intermediate.pem",
            "-CAfile",
            "root.pem",
        ])
        .current_dir(&files.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = start(&mut command);
    line(child.stdout.take(), "ACCEPT");
    Some(Peer {
        child,
        port,
        _files: files,
    })
}

pub fn java() -> Option<Peer> {
    if !lab::is_installed("openssl", "version") || !lab::is_installed("javac", "--version") {
        return None;
    }
    let files = files(&lab().server(|_| {}));
    let keytool = |arguments: &[&str]| {
        let mut command = Command::new("keytool");
        command
            .args(arguments)
            .current_dir(&files.0)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        assert!(command.status().is_ok_and(|status| status.success()));
    };
    let mut pkcs12 = Command::new("openssl");
    pkcs12
        .args([
            "pkcs12",
            "-export",
            "-inkey",
            "key.pem",
            "-in",
            "server.pem",
            "-out",
            "server.p12",
        ])
        .args(["-passout", "pass:changeit"])
        .current_dir(&files.0)
        .stderr(Stdio::null());
    assert!(pkcs12.status().is_ok_and(|status| status.success()));
    keytool(&[
        "-importcert",
        "-noprompt",
        "-alias",
        "root",
        "-file",
        "root.pem",
        "-keystore",
        "trust.p12",
        "-storepass",
        "changeit",
    ]);
    let source = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/client/peers/MutualServer.java"
    );
    let mut command = Command::new("java");
    command
        .args([source, "server.p12", "trust.p12"])
        .current_dir(&files.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = start(&mut command);
    let port = line(child.stdout.take(), "PORT ");
    let port = port.trim_start_matches("PORT ").parse();
    let port = port.expect("a number");
    Some(Peer {
        child,
        port,
        _files: files,
    })
}

/// An OpenID-certified authorization server. `LEAN_OIDC_PROVIDER` names a folder in which `npm install oidc-provider` was
/// run.
pub fn oidc() -> Option<Peer> {
    let modules = std::env::var_os("LEAN_OIDC_PROVIDER");
    let Some(modules) = modules.filter(|_| lab::is_installed("node", "--version")) else {
        let why = "skipped: needs node, and `LEAN_OIDC_PROVIDER` that names a folder with oidc-provider\n";
        let _ = io::Write::write_all(&mut io::stderr(), why.as_bytes());
        return None;
    };
    let files = files(&lab().server(|_| {}));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/client/peers/oidc.mjs");
    let mut command = Command::new("node");
    command
        .arg(script)
        .arg(modules)
        .arg(&files.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = start(&mut command);
    let listening = line(child.stdout.take(), "listening on ");
    let port = listening
        .rsplit(' ')
        .next()
        .and_then(|port| port.parse().ok());
    Some(Peer {
        child,
        port: port.expect("a port"),
        _files: files,
    })
}
