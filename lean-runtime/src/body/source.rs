//! The body of a request as a stream that can be opened again.

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::stream;

use super::ByteStream;

/// The size of one read from a file.
const FILE_CHUNK_BYTES: usize = 64 * 1024;

/// The source of a request body. It is opened once per attempt, so that a call can be repeated.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// use lean_runtime::body::Source;
/// let report = Source::from_bytes("id,amount\n1,9.50\n");
/// assert_eq!(report.length(), Some(17));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Source {
    open: Arc<dyn Fn() -> ByteStream + Send + Sync>,
    length: Option<u64>,
    replayable: bool,
}

impl Source {
    /// Creates a source whose body comes from `open`, which is called for each attempt. `length` is
    /// in bytes, if known: the body is then sent with `Content-Length` and must have exactly that
    /// length.
    pub fn new<S>(length: Option<u64>, open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self {
            open: Arc::new(move || Box::pin(open())),
            length,
            replayable: true,
        }
    }

    /// Bytes in memory.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = bytes.len() as u64;
        Self::new(Some(length), move || {
            let bytes = bytes.clone();
            stream::once(async move { Ok(bytes) })
        })
    }

    /// A file, opened for each attempt and read in pieces off the async threads.
    ///
    /// # Errors
    /// The file cannot be looked at, or is not a regular one.
    pub fn from_file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_path_buf();
        let about = std::fs::metadata(&path)?;
        if !about.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "not a regular file",
            ));
        }
        Ok(Self::new(Some(about.len()), move || {
            stream_file(path.clone())
        }))
    }

    /// Creates a source that can be read only once: a call with it is never repeated.
    pub fn once(
        length: Option<u64>,
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let only: ByteStream = Box::pin(stream);
        let only = Mutex::new(Some(only));
        let open = move || {
            let taken = only.lock().unwrap_or_else(PoisonError::into_inner).take();
            taken.unwrap_or_else(|| {
                Box::pin(stream::once(async {
                    Err(io::Error::other("the stream was read already"))
                }))
            })
        };
        Self {
            open: Arc::new(open),
            length,
            replayable: false,
        }
    }

    /// Its length in bytes, where that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns true if the source can be opened more than once.
    #[must_use]
    pub fn is_replayable(&self) -> bool {
        self.replayable
    }

    /// The body from its start.
    #[must_use]
    pub fn open(&self) -> ByteStream {
        (self.open)()
    }
}

fn stream_file(path: PathBuf) -> impl Stream<Item = io::Result<Bytes>> + Send {
    enum StreamPosition {
        Start(PathBuf),
        Open(File),
        End,
    }
    stream::unfold(StreamPosition::Start(path), |at| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut file = match at {
                StreamPosition::Start(path) => File::open(path)?,
                StreamPosition::Open(file) => file,
                StreamPosition::End => return Ok(None),
            };
            let mut piece = vec![0; FILE_CHUNK_BYTES];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok((length > 0).then_some((piece, file)))
        })
        .await
        .unwrap_or_else(|gone| Err(io::Error::other(gone)));
        match read {
            Ok(Some((piece, file))) => Some((Ok(Bytes::from(piece)), StreamPosition::Open(file))),
            Ok(None) => None,
            Err(error) => Some((Err(error), StreamPosition::End)),
        }
    })
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("length", &self.length)
            .field("replayable", &self.replayable)
            .finish_non_exhaustive()
    }
}
