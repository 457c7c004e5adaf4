//! `certs show`: what is there.

use clap::ArgMatches;
use lean_runtime::identity::{CertificateSummary, Note, Report};
use serde_json::{Value, json};

use crate::{Stopped, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let report = super::load(matches)?.report();
    if matches.get_flag("json") {
        return print(&format!("{:#}\n", as_json(&report)));
    }
    print(&report.to_string())
}

pub(super) fn as_json(report: &Report) -> Value {
    let certificates = |all: &[CertificateSummary]| all.iter().map(certificate).collect::<Vec<_>>();
    json!({
        "key_type": report.key_type(),
        "sent": certificates(report.sent()),
        "trusted": certificates(report.trusted()),
        "notes": report.notes().iter().map(note).collect::<Vec<_>>(),
    })
}

pub(super) fn certificate(summary: &CertificateSummary) -> Value {
    json!({
        "subject": summary.subject, "issuer": summary.issuer, "serial": summary.serial, "names": summary.names,
        "purposes": summary.purposes, "not_before": summary.not_before.to_string(),
        "not_after": summary.not_after.to_string(), "key_type": summary.key_type, "signature": summary.signature,
        "sha256": summary.sha256, "spki_sha256": summary.spki_sha256, "is_ca": summary.is_ca,
        "is_self_signed": summary.is_self_signed,
    })
}

fn note(note: &Note) -> Value {
    json!({ "code": note.code().to_string(), "severity": note.severity().to_string(), "text": note.to_string() })
}
