//! Starts servers of other makers, and ends them.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
    thread,
};

use crate::lab::{Directory, Leaf, authority_pem, lab};

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

/// Starts it; none, and said so, if it is not installed.
fn start(command: &mut Command) -> Option<Child> {
    match command.stdin(Stdio::piped()).spawn() {
        Ok(child) => Some(child),
        Err(error) => {
            println!(
                "skipped: {} is not installed ({error})",
                command.get_program().display()
            );
            None
        }
    }
}

/// Waits for a line that begins so, and reads on for ever, so that the process does not stall.
fn line(output: impl std::io::Read + Send + 'static, beginning: &str) -> Option<String> {
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    let line = lines.find(|line| line.starts_with(beginning));
    thread::spawn(move || lines.for_each(drop));
    line
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
    let program = std::env::var("NGINX").unwrap_or_else(|_| "nginx".to_owned());
    let mut command = Command::new(program);
    command
        .arg("-c")
        .arg(config)
        .arg("-p")
        .arg(&files.0)
        .stderr(Stdio::piped());
    let mut child = start(&mut command)?;
    let log = child.stderr.take()?;
    let mut lines = BufReader::new(log).lines().map_while(Result::ok);
    lines.find(|line| line.contains("using the \"") || line.contains("emerg"))?;
    thread::spawn(move || lines.for_each(drop));
    Some(Peer {
        child,
        port,
        _files: files,
    })
}

pub fn openssl() -> Option<Peer> {
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
    let mut child = start(&mut command)?;
    line(child.stdout.take()?, "ACCEPT")?;
    Some(Peer {
        child,
        port,
        _files: files,
    })
}

pub fn java() -> Option<Peer> {
    let files = files(&lab().server(|_| {}));
    let keytool = |arguments: &[&str]| {
        let mut command = Command::new("keytool");
        command
            .args(arguments)
            .current_dir(&files.0)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
            .status()
            .ok()
            .filter(std::process::ExitStatus::success)
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
    let made = pkcs12
        .status()
        .ok()
        .filter(std::process::ExitStatus::success);
    let trust = [
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
    ];
    if made.and_then(|_| keytool(&trust)).is_none() {
        println!("skipped: openssl and Java's keytool are not both installed");
        return None;
    }
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
    let mut child = start(&mut command)?;
    let port = line(child.stdout.take()?, "PORT ")?;
    let port = port.trim_start_matches("PORT ").parse().ok()?;
    Some(Peer {
        child,
        port,
        _files: files,
    })
}
