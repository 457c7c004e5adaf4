//! The folder of one test.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

/// A directory of one test, removed when dropped.
pub struct Directory(pub PathBuf);

impl Directory {
    #[expect(clippy::new_without_default, reason = "it makes a directory on disk")]
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("lean-lab-{}-{number}", process::id()));
        fs::create_dir_all(&path).expect("a directory for the test");
        Self(path)
    }

    /// Writes a file that only its owner can read.
    pub fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).expect("a file for the test");
        #[cfg(unix)]
        set_mode(&path, 0o600);
        path
    }

    /// The three files under the portal's names.
    pub fn write_portal(&self, key: &str, certificate: &str, chain: &str) -> [PathBuf; 3] {
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
pub fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode that can be set");
}
