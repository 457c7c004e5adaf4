//! `certs check`: whether the identity is good, when it ends, and what servers make of it.

use std::fmt::Write;

use clap::ArgMatches;
use lean_runtime::identity::{CertificateSummary, Report, Severity, Status};
use serde_json::json;

use super::connect::{self, Seen};
use super::show;
use crate::{Stopped, list, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let identity = super::load(matches)?;
    let (report, status) = (identity.report(), identity.status());
    let targets = list(matches, "connect");
    let seen: Vec<Seen> = targets
        .iter()
        .map(|url| connect::connect(url, &identity))
        .collect::<Result<_, _>>()?;
    if matches.get_flag("json") {
        let servers: Vec<_> = seen.iter().map(Seen::json).collect();
        let found = json!({ "identity": show::as_json(&report), "days_left": status.days_left, "servers": servers });
        print(&format!("{found:#}\n"))?;
    } else {
        print(&text(&report, &status))?;
        seen.iter().try_for_each(|seen| print(&seen.text()))?;
        print(&by_hand(matches, &targets))?;
    }
    verdict(&report, &seen)
}

fn text(report: &Report, status: &Status) -> String {
    let mut out = format!(
        "good: key, certificate and chain belong together; {} days left\n\n",
        status.days_left
    );
    let _ = writeln!(out, "{:<12}{:<14}certificate", "expires", "for");
    for (what, certificate) in expiring(report) {
        let _ = writeln!(
            out,
            "{:<12}{what:<14}{}",
            certificate.not_after.strftime("%Y-%m-%d").to_string(),
            certificate.subject
        );
    }
    out.push('\n');
    for note in report.notes() {
        let _ = writeln!(out, "{}: {note}", note.severity());
    }
    out
}

/// Every certificate once: those that are sent, then the other authorities.
fn expiring(report: &Report) -> Vec<(&'static str, &CertificateSummary)> {
    let mut all: Vec<(&str, &CertificateSummary)> = Vec::new();
    for (nth, certificate) in report.sent().iter().enumerate() {
        all.push((if nth == 0 { "application" } else { "issuer" }, certificate));
    }
    for certificate in report.trusted() {
        if !all
            .iter()
            .any(|(_, known)| known.sha256 == certificate.sha256)
        {
            all.push(("authority", certificate));
        }
    }
    all
}

/// The same by other tools, for whoever has to prove it to a network team.
fn by_hand(matches: &ArgMatches, targets: &[String]) -> String {
    let path = |name: &str, usual: &str| match matches.get_one::<std::path::PathBuf>(name) {
        Some(path) => path.display().to_string(),
        None => match matches.get_one::<std::path::PathBuf>("dir") {
            Some(folder) => folder.join(usual).display().to_string(),
            None => usual.to_owned(),
        },
    };
    let (key, certificate, chain) = (
        path("key", "my_app_private_key.pem"),
        path("cert", "my_app_cert.crt"),
        path("chain", "lean_public_cert_chain.pem"),
    );
    let mut out = String::new();
    for url in targets {
        let Ok((host, port)) = connect::host_and_port(url) else {
            continue;
        };
        let _ = writeln!(
            out,
            "\nby hand:\n  curl -v --tlsv1.3 --key {key} --cert {certificate} --cacert {chain} https://{host}:{port}/"
        );
        let _ = writeln!(
            out,
            "  openssl s_client -connect {host}:{port} -servername {host} -key {key} -cert {certificate} -cert_chain {chain} -CAfile {chain}"
        );
    }
    out
}

fn verdict(report: &Report, seen: &[Seen]) -> Result<(), Stopped> {
    if let Some(refused) = seen.iter().find_map(Seen::refusal) {
        return Err(super::failed(refused));
    }
    match report
        .notes()
        .iter()
        .find(|note| note.severity() >= Severity::Urgent)
    {
        Some(note) => Err(super::failed(note)),
        None => Ok(()),
    }
}
