//! One connection to a server, to see what it makes of the identity.

use lean_runtime::identity::Identity;
use lean_runtime::tls::{Acceptance, Probe, Target, TlsFault, TlsSettings};
use serde_json::{Value, json};

use super::show;
use crate::Stopped;

/// What a server did.
pub(super) struct Seen {
    url: String,
    result: Result<Probe, TlsFault>,
}

/// Connects and shows the identity if the server asks.
pub(super) fn connect(url: &str, identity: &Identity) -> Result<Seen, Stopped> {
    let (host, port) = host_and_port(url)?;
    let result = Target::new(host, port).probe(&TlsSettings::mutual(), Some(&identity.current()));
    Ok(Seen {
        url: url.to_owned(),
        result,
    })
}

/// `https://host:port/path`, `host:port` or `host`.
pub(super) fn host_and_port(url: &str) -> Result<(String, u16), Stopped> {
    let bad = || format!("error: `{url}` is no https URL: write `https://host` or `host:port`\n");
    let rest = url.strip_prefix("https://").unwrap_or(url);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if authority.is_empty() || authority.contains("://") || rest.starts_with("http:") {
        return Err(bad());
    }
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => port
            .parse()
            .map(|port| (host.to_owned(), port))
            .map_err(|_| bad()),
        _ => Ok((authority.to_owned(), 443)),
    }
}

impl Seen {
    pub(super) fn refusal(&self) -> Option<&TlsFault> {
        self.result.as_ref().err()
    }

    pub(super) fn text(&self) -> String {
        let Ok(probe) = &self.result else {
            return format!("{}: refused\n", self.url);
        };
        let mut out = format!(
            "{}: {} with {} and {}, {} in {} ms\n",
            self.url,
            probe.protocol,
            probe.cipher_suite,
            probe.key_exchange,
            acceptance(probe.acceptance),
            probe.elapsed.as_millis(),
        );
        for certificate in &probe.evidence.server_chain {
            out.push_str(&format!("  shown by the server: {certificate}\n"));
        }
        if !probe.evidence.authorities.is_empty() {
            out.push_str(&format!(
                "  takes certificates of: {}\n",
                probe.evidence.authorities.join("; ")
            ));
        }
        out
    }

    pub(super) fn json(&self) -> Value {
        match &self.result {
            Ok(probe) => json!({
                "url": self.url, "protocol": probe.protocol, "cipher_suite": probe.cipher_suite,
                "key_exchange": probe.key_exchange, "alpn": probe.alpn, "acceptance": acceptance(probe.acceptance),
                "elapsed_ms": u64::try_from(probe.elapsed.as_millis()).unwrap_or(u64::MAX),
                "chain": probe.evidence.server_chain.iter().map(show::certificate).collect::<Vec<_>>(),
                "authorities": probe.evidence.authorities,
            }),
            Err(fault) => {
                json!({ "url": self.url, "refused": fault.kind().as_str(), "remedy": fault.remedy() })
            }
        }
    }
}

fn acceptance(acceptance: Acceptance) -> &'static str {
    match acceptance {
        Acceptance::NotAsked => "no certificate asked for",
        Acceptance::Accepted => "our certificate accepted",
        _ => "no objection to our certificate",
    }
}

#[cfg(test)]
mod tests {
    use super::host_and_port;

    #[track_caller]
    fn check(url: &str, expected: Option<(&str, u16)>) {
        let found = host_and_port(url).ok();
        assert_eq!(
            found.as_ref().map(|(host, port)| (host.as_str(), *port)),
            expected
        );
    }

    #[test]
    fn urls_and_plain_hosts() {
        check("https://a.example/path?x", Some(("a.example", 443)));
        check("a.example:8443", Some(("a.example", 8443)));
        check("https://[::1]:8443", Some(("[::1]", 8443)));
        check("[::1]", Some(("[::1]", 443)));
    }

    #[test]
    fn other_schemes_are_refused() {
        check("http://a.example", None);
        check("https://", None);
        check("a.example:port", None);
    }
}
