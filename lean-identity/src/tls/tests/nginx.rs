//! with nginx, where it is installed: it ends the handshake well and refuses with a page.

use std::{net::TcpListener, process::Command};

use super::{
    engine::Engine,
    lab::{self, Directory, authority_pem, lab},
};
use crate::tls::FaultKind;

/// nginx on the loopback, taking clients of one authority.
struct Nginx {
    program: String,
    files: Directory,
    port: u16,
}

impl Nginx {
    /// `None` if it is not installed here.
    fn start(clients: &lab::Authority) -> Option<Self> {
        let program = lab::nginx()?;
        let files = Directory::new();
        let leaf = lab().server(|_| {});
        files.write("key.pem", leaf.key_pem());
        files.write(
            "chain.pem",
            leaf.pem() + &authority_pem(&lab().intermediate),
        );
        files.write("clients.pem", authority_pem(clients));
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        files.write("nginx.conf", configuration(port));
        let nginx = Self {
            program,
            files,
            port,
        };
        // It comes back once it listens, and goes on in the background.
        assert!(nginx.run(&[]), "nginx does not start");
        Some(nginx)
    }

    fn run(&self, arguments: &[&str]) -> bool {
        let mut command = Command::new(&self.program);
        command
            .arg("-p")
            .arg(&self.files.0)
            .args(["-c", "nginx.conf", "-e", "error.log"])
            .args(arguments);
        command.output().is_ok_and(|output| output.status.success())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        self.run(&["-s", "stop"]);
    }
}

fn configuration(port: u16) -> String {
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|name| format!("{name}_temp_path {name};\n"))
        .collect();
    format!(
        "pid nginx.pid; worker_processes 1; events {{}}
        http {{
            access_log off;
            {temporary}
            server {{
                listen 127.0.0.1:{port} ssl;
                ssl_certificate chain.pem;
                ssl_certificate_key key.pem;
                ssl_client_certificate clients.pem;
                ssl_verify_client on;
                ssl_verify_depth 3;
                ssl_protocols TLSv1.3;
                client_max_body_size 10m;
                location / {{ return 204; }}
            }}
        }}"
    )
}

#[test]
fn a_02_nginx_takes_our_certificate() {
    let Some(nginx) = Nginx::start(&lab().root) else {
        return;
    };
    assert_eq!(Engine::new().post(nginx.port, 10).ok(), Some(204));
}

#[test]
fn a_03_nginx_wants_a_certificate() {
    let Some(nginx) = Nginx::start(&lab().root) else {
        return;
    };
    let fault = Engine::without_identity()
        .post(nginx.port, 10)
        .expect_err("refused");
    assert_eq!(
        fault.map(|fault| fault.kind()),
        Some(FaultKind::ClientCertRequired)
    );
}

#[test]
fn a_04_a_07_nginx_refuses_a_stranger_whatever_is_sent() {
    let Some(nginx) = Nginx::start(&lab::root("Other", "Other Root")) else {
        return;
    };
    for bytes in [10, 2 << 20] {
        let fault = Engine::new()
            .post(nginx.port, bytes)
            .expect_err("refused")
            .expect("a fault of TLS");
        assert_eq!(fault.kind(), FaultKind::ClientCertRejected, "{fault}");
        assert_eq!(
            fault.evidence().authorities,
            ["CN=Other Root, O=Other"],
            "{fault}"
        );
    }
}
