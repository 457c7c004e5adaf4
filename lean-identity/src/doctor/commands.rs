//! The same attempt with common tools. Command lines contain paths only, never secrets.

use std::path::PathBuf;

use super::{endpoint::Endpoint, quote::shell_word};
use crate::identity::Role;

/// The paths of the identity's files.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    pub(super) key: PathBuf,
    pub(super) certificate: PathBuf,
    pub(super) chain: PathBuf,
    /// The authorities that are trusted in endpoint of the chain file, if they are others.
    pub(super) trust: Option<PathBuf>,
}

impl Default for Paths {
    fn default() -> Self {
        let path = |role: Role| PathBuf::from(role.portal_name().unwrap_or_default());
        Self {
            key: path(Role::Key),
            certificate: path(Role::Certificate),
            chain: path(Role::Chain),
            trust: None,
        }
    }
}

pub(super) fn command_lines(endpoint: &Endpoint, paths: &Paths, has_identity: bool) -> Vec<String> {
    let Endpoint { host, port } = endpoint;
    let url = shell_word(&format!("https://{host}:{port}/"));
    let connect = shell_word(&format!("{host}:{port}"));
    let server_name = match endpoint.host_without_brackets().parse::<std::net::IpAddr>() {
        Ok(_) => String::new(),
        Err(_) => format!(" -servername {}", shell_word(host)),
    };
    let shown = |path: &PathBuf| shell_word(&path.to_string_lossy());
    if !has_identity {
        let trust = paths.trust.as_ref().map(shown);
        let with = |option: &str| {
            let trust = trust.as_ref();
            trust.map_or_else(String::new, |trust| format!(" {option} {trust}"))
        };
        let (of_curl, of_openssl) = (with("--cacert"), with("-CAfile"));
        return vec![
            format!("curl -v{of_curl} {url}"),
            format!(
                "openssl s_client -connect {connect}{server_name}{of_openssl} -showcerts </dev/null"
            ),
        ];
    }
    let [key, certificate, chain] = [&paths.key, &paths.certificate, &paths.chain].map(shown);
    let trust = paths.trust.as_ref().map_or_else(|| chain.clone(), shown);
    vec![
        format!("curl -v --cert {certificate} --key {key} --cacert {trust} {url}"),
        // The pause lets the verdict on our certificate arrive, which TLS 1.3 sends last.
        format!(
            "sleep 2 | openssl s_client -connect {connect}{server_name} -cert {certificate} -key {key} \
             -cert_chain {chain} -CAfile {trust} -verify_return_error"
        ),
    ]
}
