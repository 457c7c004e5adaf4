//! The same attempt with tools that everybody has. Paths only: no secret stands on a command line.

use std::path::PathBuf;

use super::{place::Place, quote::word};
use crate::identity::Role;

/// Where the files of the identity lie.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    pub(super) key: PathBuf,
    pub(super) certificate: PathBuf,
    pub(super) chain: PathBuf,
}

impl Default for Paths {
    fn default() -> Self {
        let path = |role: Role| PathBuf::from(role.portal_name().unwrap_or_default());
        Self {
            key: path(Role::Key),
            certificate: path(Role::Certificate),
            chain: path(Role::Chain),
        }
    }
}

pub(super) fn lines(place: &Place, paths: Option<&Paths>) -> Vec<String> {
    let Place { host, port } = place;
    let url = word(&format!("https://{host}:{port}/"));
    let connect = word(&format!("{host}:{port}"));
    let server_name = match place.bare().parse::<std::net::IpAddr>() {
        Ok(_) => String::new(),
        Err(_) => format!(" -servername {}", word(host)),
    };
    let Some(paths) = paths else {
        return vec![
            format!("curl -v {url}"),
            format!("openssl s_client -connect {connect}{server_name} -showcerts </dev/null"),
        ];
    };
    let [key, certificate, chain] =
        [&paths.key, &paths.certificate, &paths.chain].map(|path| word(&path.to_string_lossy()));
    vec![
        format!("curl -v --cert {certificate} --key {key} --cacert {chain} {url}"),
        // The pause lets the verdict on our certificate arrive, which TLS 1.3 sends last.
        format!(
            "sleep 2 | openssl s_client -connect {connect}{server_name} -cert {certificate} -key {key} \
             -cert_chain {chain} -CAfile {chain} -verify_return_error"
        ),
    ]
}
