//! A throw-away certificate authority, and a directory to put its files into.

#![allow(dead_code)] // Each test binary uses its own part of it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use base64::Engine as _;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, CertifiedIssuer, DnType,
    ExtendedKeyUsagePurpose, IsCa, KeyIdMethod, KeyPair, KeyUsagePurpose, RevocationReason,
    RevokedCertParams, SerialNumber, date_time_ymd,
};

/// An authority that issues certificates.
pub(crate) type Authority = CertifiedIssuer<'static, KeyPair>;

/// A root, an intermediate below it, and an application's key and certificate.
pub(crate) struct Lab {
    pub(crate) root: Authority,
    pub(crate) intermediate: Authority,
    pub(crate) app: Leaf,
}

/// A key and the certificate that was issued for it.
pub(crate) struct Leaf {
    pub(crate) key: KeyPair,
    pub(crate) certificate: rcgen::Certificate,
}

impl Leaf {
    pub(crate) fn key_pem(&self) -> String {
        pem("PRIVATE KEY", self.key.serialized_der())
    }

    pub(crate) fn pem(&self) -> String {
        pem("CERTIFICATE", self.certificate.der())
    }
}

/// The lab that all tests share: making keys is the slow part.
pub(crate) fn lab() -> &'static Lab {
    static LAB: OnceLock<Lab> = OnceLock::new();
    LAB.get_or_init(|| Lab::new("Lab"))
}

impl Lab {
    pub(crate) fn new(organisation: &str) -> Self {
        let root = root(organisation, "Lab Root");
        let intermediate = intermediate(organisation, "Lab Issuing CA", &root);
        let app = issue(&intermediate, "app-one", |_| {});
        Self {
            root,
            intermediate,
            app,
        }
    }

    /// Root and intermediate, as the portal's chain file has them.
    pub(crate) fn chain_pem(&self) -> String {
        format!(
            "{}{}",
            authority_pem(&self.intermediate),
            authority_pem(&self.root)
        )
    }

    /// A certificate for clients, changed in some way, issued by the intermediate.
    pub(crate) fn client(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        issue(&self.intermediate, name, change)
    }

    /// A certificate for the server `localhost`, changed in some way, issued by the intermediate.
    pub(crate) fn server(&self, change: impl FnOnce(&mut CertificateParams)) -> Leaf {
        issue(&self.intermediate, "localhost", |params| {
            *params = server_params();
            change(params);
        })
    }
}

pub(crate) fn root(organisation: &str, name: &str) -> Authority {
    let params = authority_params(organisation, name);
    CertifiedIssuer::self_signed(params, new_key()).expect("a root")
}

pub(crate) fn intermediate(organisation: &str, name: &str, root: &Authority) -> Authority {
    CertifiedIssuer::signed_by(authority_params(organisation, name), new_key(), root)
        .expect("an intermediate")
}

pub(crate) fn authority_params(organisation: &str, name: &str) -> CertificateParams {
    let mut params = params(name);
    params
        .distinguished_name
        .push(DnType::OrganizationName, organisation);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

pub(crate) fn server_params() -> CertificateParams {
    let mut params = CertificateParams::new(["localhost".to_owned()]).expect("a valid name");
    params.distinguished_name = named("localhost");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params
}

/// A certificate for clients unless changed into another.
pub(crate) fn issue(
    issuer: &Authority,
    name: &str,
    change: impl FnOnce(&mut CertificateParams),
) -> Leaf {
    issue_for(new_key(), issuer, name, change)
}

pub(crate) fn issue_for(
    key: KeyPair,
    issuer: &Authority,
    name: &str,
    change: impl FnOnce(&mut CertificateParams),
) -> Leaf {
    let mut params = params(name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    change(&mut params);
    let certificate = params.signed_by(&key, issuer).expect("a certificate");
    Leaf { key, certificate }
}

pub(crate) fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = named(name);
    params.use_authority_key_identifier_extension = true;
    params
}

fn named(name: &str) -> rcgen::DistinguishedName {
    let mut named = rcgen::DistinguishedName::new();
    named.push(DnType::CommonName, name);
    named
}

pub(crate) fn new_key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

pub(crate) fn authority_pem(authority: &Authority) -> String {
    pem("CERTIFICATE", authority.der())
}

/// A revocation list (DER) of the certificate with this serial number, good until the beginning of that year.
pub(crate) fn revocation_list(issuer: &Authority, serial: Option<u64>, until: i32) -> Vec<u8> {
    let revoked = serial.map(|serial| RevokedCertParams {
        serial_number: SerialNumber::from(serial),
        revocation_time: date_time_ymd(2001, 1, 1),
        reason_code: Some(RevocationReason::KeyCompromise),
        invalidity_date: None,
    });
    let params = CertificateRevocationListParams {
        this_update: date_time_ymd(2000, 1, 1),
        next_update: date_time_ymd(until, 1, 1),
        crl_number: SerialNumber::from(1),
        issuing_distribution_point: None,
        revoked_certs: revoked.into_iter().collect(),
        key_identifier_method: KeyIdMethod::Sha256,
    };
    params.signed_by(issuer).expect("a list").der().to_vec()
}

/// PEM text with lines of 64 characters.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let base64 = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<_> = base64
        .as_bytes()
        .chunks(64)
        .map(String::from_utf8_lossy)
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

/// The bytes of the first section of PEM text.
pub(crate) fn der(pem: &str) -> Vec<u8> {
    let body: String = pem
        .lines()
        .skip_while(|line| !line.starts_with("-----BEGIN"))
        .skip(1)
        .take_while(|line| !line.starts_with("-----END"))
        .collect();
    base64::engine::general_purpose::STANDARD
        .decode(body)
        .expect("base64")
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../lean-identity/tests/identity/fixtures")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A fixture that is text.
pub(crate) fn text(name: &str) -> String {
    String::from_utf8(fixture(name)).expect("text")
}

/// Returns true if this program is installed; otherwise prints that the test is skipped.
#[allow(clippy::print_stdout)] // This is how tests say it.
pub(crate) fn is_installed(program: &str, version: &str) -> bool {
    let output = Command::new(program).arg(version).output();
    let is_there = output.is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: `{program}` is not installed here");
    }
    is_there
}

/// The program nginx: as `NGINX` says, on the path, or where Debian puts it.
pub(crate) fn nginx() -> Option<String> {
    const DEBIAN: &str = "/usr/sbin/nginx";
    let program = env::var("NGINX").unwrap_or_else(|_| {
        let name = if Path::new(DEBIAN).exists() {
            DEBIAN
        } else {
            "nginx"
        };
        name.to_owned()
    });
    is_installed(&program, "-v").then_some(program)
}

/// A directory of one test, removed when dropped.
pub(crate) struct Directory(pub(crate) PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("lean-lab-{}-{number}", process::id()));
        fs::create_dir_all(&path).expect("a directory for the test");
        Self(path)
    }

    /// Writes a file that only its owner can read.
    pub(crate) fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).expect("a file for the test");
        #[cfg(unix)]
        set_mode(&path, 0o600);
        path
    }

    /// The three files under the portal's names.
    pub(crate) fn write_portal(&self, key: &str, certificate: &str, chain: &str) -> [PathBuf; 3] {
        [
            self.write("my_app_private_key.pem", key),
            self.write("my_app_cert.crt", certificate),
            self.write("lean_public_cert_chain.pem", chain),
        ]
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode that can be set");
}
