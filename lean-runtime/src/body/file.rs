//! Files as bodies and as parts of bodies.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;

use super::{Payload, Source};

/// Bytes as they are, for a body or a part of a multipart body: in memory, from a file, or from any stream.
///
/// ```
/// use lean_runtime::values::File;
///
/// let receipt = File::from_bytes("total: 9.50").named("receipt.txt").content_type("text/plain");
/// assert_eq!(receipt.length(), Some(11));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    content: FileContent,
    /// The name that the part gives it (RFC 7578 section 4.2).
    pub name: Option<String>,
    /// Its media type, where it differs from what the description says.
    pub content_type: Option<String>,
    /// Further headers of its part, where it is one.
    pub headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum FileContent {
    Memory(Bytes),
    Stream(Arc<Source>),
}

impl File {
    /// A file of these bytes, without a name.
    #[must_use]
    pub fn from_bytes(content: impl Into<Bytes>) -> File {
        File {
            content: FileContent::Memory(content.into()),
            name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// Creates a file from a path on disk, named by the last part of the path. The file is read in
    /// pieces while it is sent, again for each attempt.
    ///
    /// # Errors
    /// If it cannot be looked at, or is not a regular file.
    pub fn from_path(path: impl AsRef<Path>) -> io::Result<File> {
        let path = path.as_ref();
        let file = File::from_source(Source::from_file(path)?);
        let name = path.file_name().and_then(|name| name.to_str());
        Ok(File {
            name: name.map(str::to_owned),
            ..file
        })
    }

    /// Creates a file from the content of this source.
    #[must_use]
    pub fn from_source(source: Source) -> File {
        File {
            content: FileContent::Stream(Arc::new(source)),
            name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// With this name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> File {
        self.name = Some(name.into());
        self
    }

    /// With this media type.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> File {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part that the file becomes in a multipart body. An invalid name or value is refused when it is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> File {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The bytes, if they are in memory.
    #[must_use]
    pub fn in_memory(&self) -> Option<&Bytes> {
        match &self.content {
            FileContent::Memory(bytes) => Some(bytes),
            FileContent::Stream(_) => None,
        }
    }

    /// Its length in bytes, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            FileContent::Memory(bytes) => Some(bytes.len() as u64),
            FileContent::Stream(source) => source.length(),
        }
    }

    /// The content, as the body of a request.
    #[must_use]
    pub fn into_payload(self) -> Payload {
        match self.content {
            FileContent::Memory(bytes) => Payload::Bytes(bytes),
            FileContent::Stream(source) => Payload::Stream(Source::clone(&source)),
        }
    }
}

impl Default for FileContent {
    fn default() -> FileContent {
        FileContent::Memory(Bytes::new())
    }
}

/// Bytes are equal if they are the same; a stream only equals itself.
impl PartialEq for FileContent {
    fn eq(&self, other: &FileContent) -> bool {
        match (self, other) {
            (FileContent::Memory(bytes), FileContent::Memory(other)) => bytes == other,
            (FileContent::Stream(source), FileContent::Stream(other)) => Arc::ptr_eq(source, other),
            _ => false,
        }
    }
}

impl Eq for FileContent {}

impl From<Vec<u8>> for File {
    fn from(content: Vec<u8>) -> File {
        File::from_bytes(content)
    }
}

impl From<Bytes> for File {
    fn from(content: Bytes) -> File {
        File::from_bytes(content)
    }
}

impl From<Source> for File {
    fn from(source: Source) -> File {
        File::from_source(source)
    }
}

/// Sizes only: files are personal data.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "File({length} bytes)"),
            None => f.write_str("File(stream)"),
        }
    }
}
