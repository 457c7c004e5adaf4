//! `x-webhook-signature`: how a provider signs its webhooks.

mod form;
mod template;

use super::context::Context;
use crate::api::{
    Finding, Rule, SecretFormat, SignatureAlgorithm, SignatureEncoding, SignedPart,
    WebhookSignature,
};
use crate::document::Tree;
use crate::read::Kind;

/// The member of the root.
pub(super) const MEMBER: &str = "x-webhook-signature";

/// The name of the scheme of <https://www.standardwebhooks.com>.
const STANDARD: &str = "standard-webhooks";

impl Context<'_> {
    /// The ways in which webhooks are signed: any one of them is enough.
    ///
    /// A scheme that is not understood is an error as a whole: to leave it out would leave deliveries unverified.
    pub(super) fn webhook_signatures(&self) -> Result<Vec<WebhookSignature>, Finding> {
        let root = self.document.root();
        match root.node.get(MEMBER) {
            Some(written) => read(&written),
            None => Ok(Vec::new()),
        }
    }
}

fn read(written: &Tree) -> Result<Vec<WebhookSignature>, Finding> {
    match written.kind() {
        Kind::Null => Ok(Vec::new()),
        Kind::List => {
            let items = written.items();
            if items.is_empty() {
                return Err(fault_finding(written, "the list is empty"));
            }
            let read: Result<Vec<_>, _> = items.iter().map(read_one).collect();
            Ok(read?.into_iter().flatten().collect())
        }
        _ => read_one(written),
    }
}

fn read_one(written: &Tree) -> Result<Vec<WebhookSignature>, Finding> {
    match written.kind() {
        Kind::Map => form::read(written).map(|read| vec![read]),
        Kind::List => Err(fault_finding(written, "a list inside of the list")),
        _ if written.as_text().as_deref() == Some(STANDARD) => Ok(standard_webhooks()),
        _ => Err(fault_finding(
            written,
            format!("expected an object, or the name `{STANDARD}`"),
        )),
    }
}

/// Standard Webhooks 1.0.0: symmetric (`v1`) and asymmetric (`v1a`).
fn standard_webhooks() -> Vec<WebhookSignature> {
    let timestamp = SignedPart::Header("webhook-timestamp".into());
    let scheme = |algorithm, prefix: &str, secret: &str| WebhookSignature {
        algorithm,
        header: "webhook-signature".into(),
        separator: Some(" ".into()),
        prefix: prefix.into(),
        encoding: SignatureEncoding::Base64,
        signed: vec![
            SignedPart::Header("webhook-id".into()),
            SignedPart::Text(".".into()),
            timestamp.clone(),
            SignedPart::Text(".".into()),
            SignedPart::Body,
        ],
        timestamp: Some((timestamp.clone(), form::TOLERANCE_SECONDS)),
        secret: SecretFormat {
            prefix: secret.into(),
            encoding: Some(SignatureEncoding::Base64),
        },
    };
    vec![
        scheme(SignatureAlgorithm::HmacSha256, "v1,", "whsec_"),
        scheme(SignatureAlgorithm::Ed25519, "v1a,", "whpk_"),
    ]
}

fn fault_finding(at: &Tree, message: impl std::fmt::Display) -> Finding {
    let message = format!("`{MEMBER}`: {message}");
    Finding::refused(Rule::InvalidWebhookSignature, at.place(), message)
}
