//! `certs keystore`: key and certificates as PKCS#12, for the Java colleague.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use aws_lc_rs::digest::{SHA256, digest};
use clap::ArgMatches;
use lean_runtime::identity::{IdentitySource, Material, Report};
use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

use super::{Given, cannot_write, failed};
use crate::{Stopped, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let argument = |name: &str| matches.get_one::<String>(name).expect("it has a default");
    let out = matches
        .get_one::<PathBuf>("out")
        .expect("clap has demanded it");
    let password = super::secret(argument("password-env"))?;
    // What would not load is not worth packing.
    let report = super::load(matches)?.report();
    let material = Given::of(matches).read().map_err(failed)?;
    let chain = PrivateKeyChain::new("lean", key(&material)?, certificates(&material, &report)?);
    let mut store = KeyStore::new();
    store.add_entry(argument("alias"), KeyStoreEntry::PrivateKeyChain(chain));
    let bytes = store.writer(&password).write().map_err(failed)?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(out)
        .and_then(|mut file| file.write_all(&bytes));
    written.map_err(|error| cannot_write(out, &error))?;
    print(&format!(
        "wrote {}\n  keytool -list -keystore {} -storetype PKCS12\n",
        out.display(),
        out.display()
    ))
}

/// The private key, which PKCS#12 holds as PKCS#8.
fn key(material: &Material) -> Result<PrivateKey, Stopped> {
    let found = material
        .parts()
        .find_map(|(_, _, bytes)| PrivateKeyDer::from_pem_slice(bytes).ok());
    match found {
        Some(PrivateKeyDer::Pkcs8(key)) => PrivateKey::from_der(key.secret_pkcs8_der()).map_err(failed),
        _ => Err("error: the private key is not plain PKCS#8, as PKCS#12 holds keys\n  = help: convert it: openssl \
                  pkcs8 -topk8 -nodes -in KEY.pem -out KEY8.pem\n"
            .to_owned()),
    }
}

/// Our certificate, its issuers, and the root last, each once.
fn certificates(material: &Material, report: &Report) -> Result<Vec<Certificate>, Stopped> {
    let mut all: Vec<Certificate> = Vec::new();
    for (_, _, bytes) in material.parts() {
        for certificate in CertificateDer::pem_slice_iter(bytes).filter_map(Result::ok) {
            let certificate = Certificate::from_der(&certificate).map_err(failed)?;
            if !all
                .iter()
                .any(|known| known.as_der() == certificate.as_der())
            {
                all.push(certificate);
            }
        }
    }
    let mut chain = Vec::new();
    let leaf = all.iter().position(|certificate| is(certificate, report));
    let mut next = leaf.map(|at| all.remove(at));
    while let Some(certificate) = next.take() {
        let issuer = all
            .iter()
            .position(|other| other.subject() == certificate.issuer());
        next = issuer.map(|at| all.remove(at));
        chain.push(certificate);
    }
    Ok(chain)
}

/// Whether it is our own: the fingerprint is of the same bytes.
fn is(certificate: &Certificate, report: &Report) -> bool {
    let digest = digest(&SHA256, certificate.as_der());
    let hex: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hex == report.leaf().sha256
}
