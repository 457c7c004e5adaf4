//! The page and its content: the output, without the parts that depend on the run.

use std::fmt::Write as _;

use jiff::Timestamp;
use lean_runtime::identity::{Identity, IdentityError};

use crate::lab::{Directory, lab};

/// The page as far as it is written.
pub struct Page {
    pub text: String,
    files: Directory,
}

impl Page {
    pub fn new(preface: &str) -> Self {
        Self {
            text: preface.to_owned(),
            files: Directory::new(),
        }
    }

    pub fn failure(&mut self, number: u8, title: &str) {
        let _ = write!(self.text, "\n## {number}. {title}\n");
    }

    /// Adds one cause of the failure, and its output.
    pub fn case(&mut self, how: &str, printed: impl ToString) {
        let directory = format!("{}/", self.files.0.display());
        let printed = printed.to_string().replace(&directory, "certs/");
        assert!(!printed.contains("PRIVATE KEY-----"), "{printed}");
        let printed = plain(printed.trim_end());
        let _ = write!(self.text, "\n{how}:\n\n```text\n{printed}\n```\n");
    }

    /// Writes the three files under the portal's names, and loads them.
    pub fn load(
        &self,
        key: impl AsRef<[u8]>,
        certificate: impl AsRef<[u8]>,
        chain: impl AsRef<[u8]>,
    ) -> Result<Identity, IdentityError> {
        Identity::from_pem_files(
            self.files.write("my_app_private_key.pem", key),
            self.files.write("my_app_cert.crt", certificate),
            self.files.write("lean_public_cert_chain.pem", chain),
        )
    }

    pub fn with_key(&self, key: impl AsRef<[u8]>) -> Result<Identity, IdentityError> {
        self.load(key, lab().app.pem(), lab().chain_pem())
    }

    pub fn with_certificate(&self, pem: impl AsRef<[u8]>) -> Result<Identity, IdentityError> {
        self.load(lab().app.key_pem(), pem, lab().chain_pem())
    }

    pub fn with_chain(&self, pem: impl AsRef<[u8]>) -> Result<Identity, IdentityError> {
        self.load(lab().app.key_pem(), lab().app.pem(), pem)
    }
}

pub fn refused(result: Result<Identity, IdentityError>) -> IdentityError {
    match result {
        Err(error) => error,
        Ok(identity) => panic!("loaded:\n{}", identity.report()),
    }
}

/// The notes of an identity that loads, without the one that every identity of the lab has.
pub fn noted(result: Result<Identity, IdentityError>) -> String {
    let report = result.unwrap_or_else(|error| panic!("{error}")).report();
    let notes = report.notes().iter();
    let notes = notes.filter(|note| note.code().as_str() != "TRUST_HAS_OUR_ISSUER");
    let notes: Vec<_> = notes
        .map(|note| format!("{}: {note}", note.severity()))
        .collect();
    assert!(!notes.is_empty(), "{report}");
    notes.join("\n")
}

/// Makes equal what depends on the run: ports, hashes, serial numbers, times of day, days since, durations.
fn plain(printed: &str) -> String {
    let is_end = |c: char| !c.is_ascii_alphanumeric() && !":-.".contains(c);
    let words: Vec<_> = printed.split_inclusive(is_end).collect();
    let mut hashes = Vec::new();
    let mut text = String::new();
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        let after = words.get(at + 1).map_or("", |after| *after);
        match stands_for(before, bare, after, &mut hashes) {
            Some(other) => text += &format!("{other}{}", &word[bare.len()..]),
            None => text += word,
        }
    }
    text
}

/// Returns the replacement of a word that depends on the run.
fn stands_for<'a>(
    before: &str,
    word: &'a str,
    after: &str,
    hashes: &mut Vec<&'a str>,
) -> Option<String> {
    const HASHES: [&str; 3] = ["3f0c…", "9a41…", "c7d2…"];
    let now = Timestamp::now().to_string();
    let is_hexadecimal = |word: &str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if word.len() == 64 && is_hexadecimal(word) {
        let known = hashes.iter().position(|hash| *hash == word);
        let at = known.unwrap_or(hashes.len());
        if known.is_none() {
            hashes.push(word);
        }
        return Some(HASHES[at].to_owned());
    }
    if before == "serial " {
        return Some("65:fd:..".to_owned());
    }
    if word.starts_with(&now[..4]) && word.parse::<Timestamp>().is_ok() {
        return Some("2026-11-23T12:52:00Z".to_owned());
    }
    if after.starts_with("days ") {
        return Some("8000".to_owned());
    }
    if after.starts_with("s]") {
        return Some("0.0".to_owned());
    }
    let (host, _) = word.split_once(':')?;
    (host == "localhost").then(|| "localhost:8443".to_owned())
}
