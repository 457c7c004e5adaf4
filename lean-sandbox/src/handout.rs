//! All that a program in any language needs to talk to a sandbox: files in a folder, and their names with every secret.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::ca::{FilePaths, Files, write_secret};
use crate::json::Json;
use crate::{Error, Sandbox};

/// The files and values that [`Sandbox::hand_out`] wrote.
///
/// | file | content |
/// |---|---|
/// | `my_app_private_key.pem`, `my_app_cert.crt`, `lean_public_cert_chain.pem` | what the portal hands out |
/// | `next/` | the same three of a second certificate, to rehearse a rotation: copy them over the first ones |
/// | `oauth_root.pem` | the root that signs the listener for bearer tokens |
/// | `receiver/` | key and certificate for a receiver of webhooks at `https://localhost`, signed by `oauth_root.pem` |
/// | `sandbox.env`, `sandbox.json` | addresses, tokens, secrets and the paths of the files |
///
/// `Debug` shows no secret.
#[derive(Clone)]
pub struct Handout {
    files: FilePaths,
    entries: Vec<(&'static str, String)>,
}

const OAUTH_ROOT: &str = "oauth_root.pem";

impl Handout {
    pub(crate) fn write(sandbox: &Sandbox, folder: &Path) -> Result<Self, Error> {
        Self::try_write(sandbox, folder).map_err(|error| Error::files(folder, error))?
    }

    fn try_write(sandbox: &Sandbox, folder: &Path) -> io::Result<Result<Self, Error>> {
        fs::create_dir_all(folder)?;
        let folder = std::path::absolute(folder)?;
        let files = write_current(sandbox, &folder)?;
        if let Some(next) = sandbox.next_files() {
            next.write(folder.join("next"))?;
        }
        fs::write(folder.join(OAUTH_ROOT), sandbox.public_root_pem())?;
        let receiver = match write_receiver(sandbox, &folder.join("receiver")) {
            Ok(written) => written?,
            Err(error) => return Ok(Err(error)),
        };
        let handout = Self {
            entries: entries(sandbox, &folder, &files, &receiver),
            files,
        };
        write_secret(&folder.join("sandbox.env"), &handout.env())?;
        write_secret(&folder.join("sandbox.json"), &handout.json())?;
        Ok(Ok(handout))
    }

    /// Returns the paths of the portal's three files.
    pub fn files(&self) -> &FilePaths {
        &self.files
    }

    /// The path or text of one entry: `LEAN_URL`, say.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.entries.iter().find(|(own, _)| *own == name)?;
        Some(value)
    }

    /// Lines of `NAME=value`, for a shell and for what reads `.env` files. Values are quoted only where a shell needs it.
    pub fn env(&self) -> String {
        let lines = self.entries.iter();
        lines
            .map(|(name, value)| format!("{name}={}\n", quote(value)))
            .collect()
    }

    /// A JSON object with the same entries, in small letters and without `LEAN_`: `url`, say.
    pub fn json(&self) -> String {
        let entries = self.entries.iter().map(|(name, value)| {
            let name = name.strip_prefix("LEAN_").unwrap_or(name);
            (name.to_lowercase(), Json::from(value))
        });
        let lines: Vec<String> = entries
            .map(|(name, value)| format!("  {}: {}", Json::from(name).write(), value.write()))
            .collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
    }
}

/// Leaves the files alone if the second certificate was copied over the first: that is how a rotation is rehearsed.
fn write_current(sandbox: &Sandbox, folder: &Path) -> io::Result<FilePaths> {
    let paths = FilePaths::paths_in(folder);
    let is_rotated = sandbox.next_files().is_some_and(|next| {
        let holds = |path: &Path, text: &str| fs::read_to_string(path).is_ok_and(|own| own == text);
        holds(&paths.private_key, &next.private_key_pem)
            && holds(&paths.certificate, &next.certificate_pem)
            && holds(&paths.chain, &next.chain_pem)
    });
    if is_rotated {
        return Ok(paths);
    }
    sandbox.files().write(folder)
}

/// A key and a certificate for a receiver of webhooks on this machine.
struct Receiver {
    private_key: PathBuf,
    certificate: PathBuf,
}

fn write_receiver(sandbox: &Sandbox, folder: &Path) -> Result<io::Result<Receiver>, Error> {
    let names = ["localhost", "127.0.0.1", "::1"];
    let files = sandbox.authority().server(&names)?;
    Ok(write_pair(&files, folder))
}

fn write_pair(files: &Files, folder: &Path) -> io::Result<Receiver> {
    fs::create_dir_all(folder)?;
    let receiver = Receiver {
        private_key: folder.join("private_key.pem"),
        certificate: folder.join("certificate.pem"),
    };
    write_secret(&receiver.private_key, &files.private_key_pem)?;
    fs::write(&receiver.certificate, &files.certificate_pem)?;
    Ok(receiver)
}

fn entries(
    sandbox: &Sandbox,
    folder: &Path,
    files: &FilePaths,
    receiver: &Receiver,
) -> Vec<(&'static str, String)> {
    let path = |path: &Path| path.display().to_string();
    let mut entries = vec![
        ("LEAN_URL", sandbox.url().to_owned()),
        ("LEAN_APP_TOKEN", sandbox.app_token().to_owned()),
        ("LEAN_CERTIFICATES", path(folder)),
        ("LEAN_PRIVATE_KEY", path(&files.private_key)),
        ("LEAN_CERTIFICATE", path(&files.certificate)),
        ("LEAN_CHAIN", path(&files.chain)),
        ("LEAN_OAUTH_URL", sandbox.oauth_url().to_owned()),
        ("LEAN_OAUTH_ROOT", path(&folder.join(OAUTH_ROOT))),
        ("LEAN_TOKEN_URL", sandbox.token_url().to_owned()),
        ("LEAN_CLIENT_ID", sandbox.client_id().to_owned()),
        ("LEAN_CLIENT_SECRET", sandbox.client_secret().to_owned()),
        ("LEAN_WEBHOOK_SECRET", sandbox.webhook_secret().to_owned()),
        ("LEAN_RECEIVER_PRIVATE_KEY", path(&receiver.private_key)),
        ("LEAN_RECEIVER_CERTIFICATE", path(&receiver.certificate)),
    ];
    if sandbox.next_files().is_some() {
        entries.push(("LEAN_NEXT_CERTIFICATES", path(&folder.join("next"))));
    }
    if let Some(token) = sandbox.bearer_token() {
        entries.push(("LEAN_BEARER_TOKEN", token.to_owned()));
    }
    entries
}

fn quote(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/@%+=,".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\'', r"'\''"))
}

impl fmt::Debug for Handout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.entries.iter().map(|(name, _)| name);
        f.debug_struct("Handout")
            .field("files", &self.files)
            .field("entries", &names.collect::<Vec<_>>())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn values_are_quoted_where_a_shell_needs_it() {
        assert_eq!(quote("https://localhost:8443"), "https://localhost:8443");
        assert_eq!(quote("/tmp/my files/a"), "'/tmp/my files/a'");
        assert_eq!(quote("it's $HOME"), r"'it'\''s $HOME'");
        assert_eq!(quote(""), "''");
    }
}
