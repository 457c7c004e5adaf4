//! An authority for the run, with a certificate for the server and one for the client.

use std::fs;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose,
};

/// PEM texts.
pub struct Files {
    pub root: String,
    pub server: Pair,
    pub client: Pair,
}

/// A certificate and its key.
pub struct Pair {
    pub certificate: String,
    pub key: String,
}

const NAMES: [&str; 5] = [
    "root.pem",
    "server.crt",
    "server.key",
    "client.crt",
    "client.key",
];

impl Files {
    /// New ones.
    pub fn make() -> Files {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        name(&mut params, "bench authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let root = params.self_signed(&key).expect("a root").pem();
        let issuer = Issuer::new(params, key);
        Files {
            root,
            server: pair(&issuer, ExtendedKeyUsagePurpose::ServerAuth),
            client: pair(&issuer, ExtendedKeyUsagePurpose::ClientAuth),
        }
    }

    /// Writes them to a folder, whose path is returned.
    pub fn write(&self) -> String {
        let folder = std::env::temp_dir().join(format!("bench-call-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let texts = [
            &self.root,
            &self.server.certificate,
            &self.server.key,
            &self.client.certificate,
            &self.client.key,
        ];
        for (name, text) in NAMES.iter().zip(texts) {
            fs::write(folder.join(name), text).expect("a file");
        }
        folder.to_str().expect("a path in UTF-8").to_owned()
    }

    /// Reads them from a folder.
    pub fn read(folder: &str) -> Files {
        let read = |name: &str| fs::read_to_string(format!("{folder}/{name}")).expect("a file");
        let [root, server, server_key, client, client_key] = NAMES.map(read);
        Files {
            root,
            server: Pair {
                certificate: server,
                key: server_key,
            },
            client: Pair {
                certificate: client,
                key: client_key,
            },
        }
    }
}

fn pair(issuer: &Issuer<'_, KeyPair>, purpose: ExtendedKeyUsagePurpose) -> Pair {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).expect("parameters");
    name(&mut params, "bench");
    params.extended_key_usages = vec![purpose];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let certificate = params.signed_by(&key, issuer).expect("a certificate");
    Pair {
        certificate: certificate.pem(),
        key: key.serialize_pem(),
    }
}

/// OpenSSL takes a certificate whose subject is its issuer for a self-signed one.
fn name(params: &mut CertificateParams, name: &str) {
    params
        .distinguished_name
        .push(DnType::CommonName, name.to_owned());
}
