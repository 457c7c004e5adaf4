//! The files on disk that belong to a description: those that the user names, and those that they
//! refer to in the root document's folder or in folders that the user allows.
//!
//! A description comes from a third party. Its references must not open files that block or never
//! end (pipes, devices), nor files outside the description: error messages quote lines.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::loader::read_text;

/// The files that the user names, and the folders that references may lead into.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    named: Vec<PathBuf>,
    open: Vec<PathBuf>,
    remedy: &'static str,
}

impl Folders {
    /// Allows the folder of `root` and those of `allowed` (for a file, only the file), with links
    /// resolved. `remedy` ends the sentence that refuses a file: it says how to allow another
    /// folder.
    pub fn new<'p>(
        root: &Path,
        allowed: impl IntoIterator<Item = &'p Path>,
        remedy: &'static str,
    ) -> Folders {
        let folder = |path: &Path| match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => PathBuf::from("."),
            Some(parent) => parent.to_path_buf(),
            None => path.to_path_buf(),
        };
        // Where the root document is a link, both its own place and that of its target are the description's.
        let target = fs::canonicalize(root).map(|target| folder(&target));
        let own = [Some(folder(root)), target.ok()].into_iter().flatten();
        let allowed = allowed.into_iter().map(Path::to_path_buf);
        Folders {
            named: vec![root.to_path_buf()],
            open: own
                .chain(allowed)
                .filter_map(|folder| fs::canonicalize(folder).ok())
                .collect(),
            remedy,
        }
    }

    /// With further files that the user names, wherever they are: overlays.
    #[must_use]
    pub fn with_files(mut self, files: impl IntoIterator<Item = PathBuf>) -> Folders {
        self.named.extend(files);
        self
    }

    /// The text of a file.
    ///
    /// # Errors
    /// Fails with the message of [`Loader::load`](super::Loader::load).
    pub fn text(&self, path: &Path) -> Result<Arc<str>, String> {
        if self.named.iter().any(|named| named == path) {
            return read_text(fs::File::open(path));
        }
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) => return read_text(Err::<io::Empty, _>(error)),
        };
        let is_named = |named: &PathBuf| fs::canonicalize(named).is_ok_and(|named| named == real);
        let is_open = self.open.iter().any(|folder| real.starts_with(folder));
        if !is_open && !self.named.iter().any(is_named) {
            return Err(format!(
                "it is outside of the folder of the description; {}",
                self.remedy
            ));
        }
        // The check comes before opening, as opening a pipe blocks until another process writes;
        // and after, as the file may have changed.
        let is_regular = |data: io::Result<fs::Metadata>| data.map(|data| data.is_file());
        match is_regular(fs::metadata(&real)) {
            Ok(true) => {}
            Ok(false) if real.is_dir() => return Err("it is a directory".to_owned()),
            Ok(false) => return Err(NOT_REGULAR.to_owned()),
            Err(error) => return read_text(Err::<io::Empty, _>(error)),
        }
        match fs::File::open(&real) {
            Ok(file) if is_regular(file.metadata()).is_ok_and(|regular| !regular) => {
                Err(NOT_REGULAR.to_owned())
            }
            file => read_text(file),
        }
    }
}

const NOT_REGULAR: &str = "it is not a regular file, but a pipe, a socket or a device";

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for a test, with a description in it.
    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("lean-folders-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("api/sub")).expect("a folder");
        fs::create_dir_all(folder.join("shared")).expect("a folder");
        for file in [
            "api/root.yaml",
            "api/sub/a.yaml",
            "shared/b.yaml",
            "secret.yaml",
        ] {
            fs::write(folder.join(file), file).expect("a file");
        }
        folder
    }

    #[test]
    fn references_stay_in_the_folders_that_are_open() {
        let base = folder("open");
        let root = base.join("api/root.yaml");
        let folders = Folders::new(&root, [], "allow it");
        let text = |file: &str| folders.text(&base.join(file)).map(|text| text.to_string());
        assert_eq!(text("api/root.yaml").as_deref(), Ok("api/root.yaml"));
        assert_eq!(
            text("api/sub/../sub/a.yaml").as_deref(),
            Ok("api/sub/a.yaml")
        );
        for outside in [
            "shared/b.yaml",
            "api/../secret.yaml",
            "/etc/hostname",
            "/dev/zero",
            "shared",
        ] {
            let why = "it is outside of the folder of the description; allow it";
            assert_eq!(text(outside).unwrap_err(), why, "{outside}");
        }
        assert_eq!(text("api/none.yaml").unwrap_err(), "there is no such file");
        assert_eq!(text("api/sub").unwrap_err(), "it is a directory");

        let shared = base.join("shared");
        let folders = Folders::new(&root, [shared.as_path()], "allow it");
        assert!(folders.text(&base.join("api/../shared/b.yaml")).is_ok());
        assert!(folders.text(&base.join("secret.yaml")).is_err());
        let folders = folders.with_files([base.join("secret.yaml")]);
        assert!(folders.text(&base.join("secret.yaml")).is_ok());
        fs::remove_dir_all(&base).expect("it goes");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_resolved_and_pipes_are_not_opened() {
        use std::os::unix::fs::symlink;

        let base = folder("links");
        let root = base.join("api/root.yaml");
        symlink(base.join("secret.yaml"), base.join("api/link.yaml")).expect("a link");
        symlink(base.join("shared"), base.join("api/shared")).expect("a link");
        symlink(base.join("api/sub/a.yaml"), base.join("api/inside.yaml")).expect("a link");
        symlink(&root, base.join("shared/root.yaml")).expect("a link");
        let folders = Folders::new(&root, [], "allow it");
        let text = |file: &str| folders.text(&base.join(file)).map(|text| text.to_string());
        for outside in ["api/link.yaml", "api/shared/b.yaml"] {
            assert!(
                text(outside).is_err_and(|why| why.contains("outside")),
                "{outside}"
            );
        }
        assert_eq!(text("api/inside.yaml").as_deref(), Ok("api/sub/a.yaml"));
        // A root document that is a link brings the folder of its target.
        let linked = Folders::new(&base.join("shared/root.yaml"), [], "allow it");
        assert!(linked.text(&base.join("api/sub/a.yaml")).is_ok());
        assert!(linked.text(&base.join("shared/b.yaml")).is_ok());

        let pipe = base.join("api/pipe.yaml");
        let status = std::process::Command::new("mkfifo").arg(&pipe).status();
        if status.is_ok_and(|status| status.success()) {
            assert_eq!(text("api/pipe.yaml").unwrap_err(), NOT_REGULAR);
        }
        let _socket = std::os::unix::net::UnixListener::bind(base.join("api/s")).expect("a socket");
        assert_eq!(text("api/s").unwrap_err(), NOT_REGULAR);
        fs::remove_dir_all(&base).expect("it goes");
    }
}
