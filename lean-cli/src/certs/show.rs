//! `certs show`: what lies in files.

use std::fmt::Write;

use clap::ArgMatches;
use lean_runtime::identity::{CertificateSummary, Contents};
use serde_json::{Value, json};

use super::files;
use crate::{Stopped, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let passphrase = files::secret(matches, "passphrase")?;
    let source = super::source(matches)?;
    let contents =
        Contents::read(&*source, passphrase.as_deref()).map_err(super::identity_error)?;
    if matches.get_flag("json") {
        return print(&format!("{:#}\n", contents_to_json(&contents)));
    }
    print(&render(&contents))
}

fn contents_to_json(contents: &Contents) -> Value {
    let keys = contents
        .keys()
        .map(|(origin, kind)| json!({ "file": origin, "kind": kind }));
    let certificates = contents.certificates().map(|(origin, summary)| {
        json!({
            "file": origin, "subject": summary.subject, "issuer": summary.issuer, "serial": summary.serial,
            "names": summary.names, "purposes": summary.purposes, "not_before": summary.not_before.to_string(),
            "not_after": summary.not_after.to_string(), "days_left": summary.days_left(), "key_type": summary.key_type,
            "signature": summary.signature, "sha256": summary.sha256, "spki_sha256": summary.spki_sha256,
            "is_ca": summary.is_ca, "is_self_signed": summary.is_self_signed,
        })
    });
    let notes = contents.notes().iter().map(|note| {
        json!({ "code": note.code().as_str(), "severity": note.severity().to_string(), "text": note.to_string() })
    });
    json!({
        "keys": keys.collect::<Vec<_>>(),
        "certificates": certificates.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
    })
}

fn render(contents: &Contents) -> String {
    let mut out = String::new();
    let mut last = None;
    let mut heading = |out: &mut String, origin: Option<&str>| {
        let origin = origin.unwrap_or("(input)").to_owned();
        if last.as_ref() != Some(&origin) {
            let _ = writeln!(out, "{origin}");
            last = Some(origin);
        }
    };
    for (origin, kind) in contents.keys() {
        heading(&mut out, origin);
        let _ = writeln!(out, "  private key   {kind}");
    }
    for (origin, certificate) in contents.certificates() {
        heading(&mut out, origin);
        out += &describe_certificate(certificate);
    }
    for note in contents.notes() {
        let _ = writeln!(out, "{}: {note}", note.severity());
    }
    out
}

fn describe_certificate(certificate: &CertificateSummary) -> String {
    let CertificateSummary {
        subject,
        issuer,
        serial,
        not_before,
        not_after,
        key_type,
        signature,
        sha256,
        ..
    } = certificate;
    let what = if certificate.is_ca {
        "authority    "
    } else {
        "certificate  "
    };
    let issuer = if certificate.is_self_signed {
        "itself"
    } else {
        issuer
    };
    let mut out = format!("  {what} {subject}\n");
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "    {name:<12}{value}");
    };
    line("issued by", issuer);
    line(
        "valid",
        &format!(
            "{} to {}{}",
            not_before.strftime("%Y-%m-%d"),
            not_after.strftime("%Y-%m-%d"),
            time_left(certificate)
        ),
    );
    line("serial", serial);
    line("key", &format!("{key_type}, signed with {signature}"));
    if !certificate.names.is_empty() {
        line("names", &certificate.names.join(", "));
    }
    if !certificate.purposes.is_empty() {
        line("for", &certificate.purposes.join(", "));
    }
    line("SHA-256", sha256);
    line("public key", &certificate.spki_sha256);
    out
}

fn time_left(certificate: &CertificateSummary) -> String {
    match certificate.days_left() {
        days if days < 0 => ", EXPIRED".to_owned(),
        days => format!(", {days} days left"),
    }
}
