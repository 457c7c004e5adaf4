//! `sandbox`: a local Lean for other languages and for hand trials.

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_runtime::identity::{AnyFiles, Contents, Role};
use lean_sandbox::{FilePaths, Options, Region, Sandbox, serve};

use crate::{Stopped, list, print};

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let mut builder = Sandbox::builder().region(
        match matches.get_one::<String>("region").map(String::as_str) {
            Some("ksa") => Region::Ksa,
            _ => Region::Uae,
        },
    );
    if let Some(port) = matches.get_one::<u16>("port") {
        builder = builder.port(*port);
    }
    if let Some(port) = matches.get_one::<u16>("oauth-port") {
        builder = builder.oauth_port(*port);
    }
    for url in list(matches, "webhook") {
        builder = builder.webhook_url(&url);
    }
    let folder = matches.get_one::<PathBuf>("dir").expect("it has a default");
    refuse_real_files(folder)?;
    // Whoever has closed standard output still has the files.
    let announce = |sandbox: &Sandbox, files: Option<&FilePaths>| {
        drop(files.map(|files| print(&welcome(sandbox, files))))
    };
    let options = Options::new(builder).folder(folder).announce(announce);
    serve(options).map_err(|error| format!("error: {}\n", with_causes(&error)))
}

/// An error and what led to it, on one line: which port or folder, and what the system says of it.
fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

fn welcome(sandbox: &Sandbox, files: &FilePaths) -> String {
    let (url, token) = (sandbox.url(), sandbox.app_token());
    let (key, certificate, chain) = (
        files.private_key.display(),
        files.certificate.display(),
        files.chain.display(),
    );
    format!(
        "mutual TLS     {url}\n\
         app token      {token}\n\
         bearer tokens  {}\n\
         token endpoint {}\n\
         client id      {}\n\
         client secret  {}\n\
         private key    {key}\n\
         certificate    {certificate}\n\
         chain          {chain}\n\n\
         Try:\n  curl --cert {certificate} --key {key} --cacert {chain} -H 'lean-app-token: {token}' {url}/banks/v1/\n\n\
         Ctrl-C stops it.\n",
        sandbox.oauth_url(),
        sandbox.token_url(),
        sandbox.client_id(),
        sandbox.client_secret(),
    )
}

/// What lies in the folder is replaced: not the files of a real application.
fn refuse_real_files(folder: &Path) -> Result<(), Stopped> {
    const MADE_HERE: &str = "O=lean-sandbox application";
    let certificate = folder.join(Role::Certificate.portal_name().unwrap_or_default());
    if certificate.symlink_metadata().is_err() {
        return Ok(());
    }
    let source = AnyFiles::new([&certificate]);
    let is_made_here = Contents::read(&source, None).is_ok_and(|contents| {
        contents
            .certificates()
            .all(|(_, found)| found.subject.contains(MADE_HERE))
    });
    if is_made_here {
        return Ok(());
    }
    Err(format!(
        "error: `{}` is not of a sandbox, and would be replaced\n  = help: give another folder with --dir\n",
        certificate.display()
    ))
}
