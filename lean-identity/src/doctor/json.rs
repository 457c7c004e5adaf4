//! A diagnosis for programs.

use serde_json::{Value, json};

use super::{Check, Diagnosis, Expiry};
use crate::identity::iso;

impl Diagnosis {
    /// The diagnosis as a JSON object: `ok`, `url`, `at`, `checks` (`topic`, `state`, `code`, `what`, `remedy`),
    /// `certificates` (`owner`, `subject`, `issuer`, `serial`, `not_before`, `not_after`, `days_left`, `sha256`) and `commands`. Members may be added, none is taken away.
    #[must_use]
    pub fn to_json(&self) -> String {
        let checks: Vec<_> = self.checks().iter().map(check_to_json).collect();
        let certificates: Vec<_> = self.certificates().iter().map(expiry_to_json).collect();
        let value = json!({
            "ok": self.is_ok(),
            "url": self.url,
            "at": iso(self.at),
            "checks": checks,
            "certificates": certificates,
            "commands": self.commands(),
        });
        format!("{value:#}")
    }
}

fn check_to_json(check: &Check) -> Value {
    json!({
        "topic": check.topic.as_str(),
        "state": check.state.as_str(),
        "code": check.code,
        "what": check.what,
        "remedy": check.remedy,
    })
}

fn expiry_to_json(expiry: &Expiry) -> Value {
    let certificate = &expiry.certificate;
    json!({
        "owner": expiry.owner.as_str(),
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "serial": certificate.serial,
        "not_before": iso(certificate.not_before),
        "not_after": iso(certificate.not_after),
        "days_left": expiry.days_left,
        "sha256": certificate.sha256,
    })
}
