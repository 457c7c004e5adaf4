//! Revocation lists in files, which are read again when the files change.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use rustls::pki_types::CertificateRevocationListDer;

use crate::identity::{self, IdentityError};

/// No revocation list is larger. The largest public ones have some 10 MB.
const BYTES_MAX: usize = 64 << 20;

/// The lists of one file, as they were when it was last read.
#[derive(Clone, Debug)]
pub(super) struct ListFile {
    path: PathBuf,
    /// None: the file could not be looked at.
    mark: Option<FileMark>,
    pub(super) lists: Arc<[CertificateRevocationListDer<'static>]>,
}

/// The attributes of a file that reveal a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileMark {
    changed: Option<SystemTime>,
    bytes: u64,
}

impl ListFile {
    /// # Errors
    /// The file cannot be read, or holds no revocation list.
    pub(super) fn read(path: &Path) -> Result<Self, IdentityError> {
        // Before the content: a file that changes in between is read again.
        let mark = file_mark(path);
        let bytes = identity::read_regular_file(path, BYTES_MAX)?;
        let lists = identity::read_revocation_lists(&bytes)?;
        Ok(Self {
            path: path.to_owned(),
            mark,
            lists: lists
                .into_iter()
                .map(CertificateRevocationListDer::from)
                .collect(),
        })
    }

    /// The same file with what it holds now; none: it has not changed.
    ///
    /// # Errors
    /// As [`ListFile::read`].
    pub(super) fn refresh(&self) -> Result<Option<Self>, IdentityError> {
        if file_mark(&self.path) == self.mark {
            return Ok(None);
        }
        Self::read(&self.path).map(Some)
    }
}

fn file_mark(path: &Path) -> Option<FileMark> {
    let metadata = fs::metadata(path).ok()?;
    Some(FileMark {
        changed: metadata.modified().ok(),
        bytes: metadata.len(),
    })
}
