//! A sandbox for the command line, until it is interrupted.

use std::fmt;
use std::path::PathBuf;
use std::thread;

use tokio::runtime;

use crate::{Error, Handout, Sandbox, SandboxBuilder};

/// The options of [`serve`].
pub struct Options {
    builder: SandboxBuilder,
    folder: Option<PathBuf>,
    announce: Box<Announce>,
}

type Announce = dyn FnOnce(&Sandbox, Option<&Handout>) + Send;

impl Options {
    /// Serves what the builder says.
    pub fn new(builder: SandboxBuilder) -> Self {
        Self {
            builder,
            folder: None,
            announce: Box::new(|_, _| {}),
        }
    }

    /// Keeps authority, certificates and secrets in a folder, and writes everything that a client needs there: see
    /// [`SandboxBuilder::keep_in`] and [`Handout`].
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Calls this once it serves, to say where, and what was written.
    #[must_use]
    pub fn announce(
        mut self,
        announce: impl FnOnce(&Sandbox, Option<&Handout>) + Send + 'static,
    ) -> Self {
        self.announce = Box::new(announce);
        self
    }
}

/// Starts a sandbox and blocks until the process is interrupted (Ctrl-C). May be called inside or outside a runtime.
///
/// # Errors
/// As [`SandboxBuilder::start`], and what the file system says to the folder.
pub fn serve(options: Options) -> Result<(), Error> {
    let mut builder = options.builder;
    if let Some(folder) = &options.folder {
        builder = builder.keep_in(folder);
    }
    let sandbox = builder.start_blocking()?;
    let handout = options
        .folder
        .map(|folder| sandbox.hand_out(folder))
        .transpose()?;
    (options.announce)(&sandbox, handout.as_ref());
    // A new runtime must not be entered from within another one.
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
