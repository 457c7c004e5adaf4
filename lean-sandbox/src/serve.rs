//! A sandbox for the command line, until it is interrupted.

use std::fmt;
use std::path::PathBuf;
use std::thread;

use tokio::runtime;

use crate::{Builder, Error, FilePaths, Sandbox};

/// What [`serve`] does.
pub struct Options {
    builder: Builder,
    folder: Option<PathBuf>,
    announce: Box<Announce>,
}

type Announce = dyn FnOnce(&Sandbox, Option<&FilePaths>) + Send;

impl Options {
    /// Serves what the builder says.
    pub fn new(builder: Builder) -> Self {
        Self {
            builder,
            folder: None,
            announce: Box::new(|_, _| {}),
        }
    }

    /// Writes the application's files into a folder first.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Calls this once it serves, to say where, and where the files are.
    #[must_use]
    pub fn announce(
        mut self,
        announce: impl FnOnce(&Sandbox, Option<&FilePaths>) + Send + 'static,
    ) -> Self {
        self.announce = Box::new(announce);
        self
    }
}

/// Starts a sandbox and blocks until the process is interrupted (Ctrl-C). May be called inside or outside a runtime.
///
/// # Errors
/// As [`Builder::start`], and what the file system says to the folder.
pub fn serve(options: Options) -> Result<(), Error> {
    let sandbox = options.builder.start_blocking()?;
    let files = options
        .folder
        .map(|folder| sandbox.write_files(folder))
        .transpose()?;
    (options.announce)(&sandbox, files.as_ref());
    // A runtime of one's own must not be entered from within another.
    let waiting = thread::spawn(|| {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(tokio::signal::ctrl_c())
    });
    waiting.join().unwrap_or(Ok(())).map_err(Error::thread)
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("builder", &self.builder)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}
