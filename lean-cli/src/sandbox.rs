//! `sandbox`: a local Lean for other languages and for hand trials.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use lean_runtime::identity::{AnyFiles, Contents, Role};
use lean_sandbox::{Handout, KeyKind, Options, Region, Sandbox, SandboxBuilder, TlsVersion, serve};

use crate::{Stopped, list, print};

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let folder = matches.get_one::<PathBuf>("dir").expect("it has a default");
    refuse_real_files(folder)?;
    let form = matches.get_one::<String>("print").cloned();
    // The files remain even if standard output is closed.
    let announce = move |sandbox: &Sandbox, handout: Option<&Handout>| {
        let text = handout.map(|handout| match form.as_deref() {
            Some("env") => handout.env(),
            Some("json") => handout.json(),
            _ => render_handout(sandbox, handout),
        });
        drop(text.map(|text| print(&text)));
    };
    let options = Options::new(builder(matches)?)
        .folder(folder)
        .announce(announce);
    serve(options).map_err(|error| format!("error: {}\n", with_causes(&error)))
}

fn builder(matches: &ArgMatches) -> Result<SandboxBuilder, Stopped> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let mut builder = Sandbox::builder()
        .region(match text("region") {
            Some("ksa") => Region::Ksa,
            _ => Region::Uae,
        })
        .client_key(match text("key") {
            Some("p256") => KeyKind::P256,
            Some("p384") => KeyKind::P384,
            _ => KeyKind::Rsa2048,
        });
    if let Some(port) = matches.get_one::<u16>("port") {
        builder = builder.port(*port);
    }
    if let Some(port) = matches.get_one::<u16>("oauth-port") {
        builder = builder.oauth_port(*port);
    }
    let versions = list(matches, "tls");
    if !versions.is_empty() {
        let versions = versions.iter().map(|version| match version.as_str() {
            "1.2" => TlsVersion::V1_2,
            _ => TlsVersion::V1_3,
        });
        builder = builder.tls_versions(&versions.collect::<Vec<_>>());
    }
    if let Some(seed) = matches.get_one::<u64>("seed") {
        builder = builder.seed(*seed);
    }
    if let Some(delay) = matches.get_one::<Duration>("bank-delay") {
        builder = builder.bank_delay(*delay);
    }
    with_webhooks(with_secrets(builder, matches), matches)
}

fn with_secrets(mut builder: SandboxBuilder, matches: &ArgMatches) -> SandboxBuilder {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    if let Some(token) = text("app-token") {
        builder = builder.application(token);
    }
    if let Some(secret) = text("client-secret") {
        builder = builder.client_secret(secret);
    }
    if let Some(token) = text("bearer-token") {
        builder = builder.bearer_token(token);
    }
    if let Some(secret) = text("webhook-secret") {
        builder = builder.webhook_secret(secret);
    }
    builder
}

fn with_webhooks(
    mut builder: SandboxBuilder,
    matches: &ArgMatches,
) -> Result<SandboxBuilder, Stopped> {
    for url in list(matches, "webhook") {
        builder = builder.webhook_url(&url);
    }
    for file in matches
        .get_many::<PathBuf>("webhook-ca")
        .into_iter()
        .flatten()
    {
        let pem = std::fs::read_to_string(file)
            .map_err(|error| format!("error: `{}` cannot be read: {error}\n", file.display()))?;
        builder = builder.webhook_roots_pem(&pem);
    }
    Ok(builder)
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

fn render_handout(sandbox: &Sandbox, handout: &Handout) -> String {
    let (url, token) = (sandbox.url(), sandbox.app_token());
    let entry = |name: &str| handout.get(name).unwrap_or_default();
    let (key, certificate, chain) = (
        entry("LEAN_PRIVATE_KEY"),
        entry("LEAN_CERTIFICATE"),
        entry("LEAN_CHAIN"),
    );
    let root = entry("LEAN_OAUTH_ROOT");
    let bearer = sandbox
        .bearer_token()
        .map(|token| format!("bearer token   {token}\n"))
        .unwrap_or_default();
    format!(
        "mutual TLS     {url}\n\
         app token      {token}\n\
         private key    {key}\n\
         certificate    {certificate}\n\
         chain          {chain}\n\
         next set       {}\n\
         bearer tokens  {}\n\
         root           {root}\n\
         token endpoint {}\n\
         client id      {}\n\
         client secret  {}\n\
         {bearer}\
         webhook secret {}\n\n\
         Try:\n  curl --cert {certificate} --key {key} --cacert {chain} -H 'lean-app-token: {token}' {url}/banks/v1/\n\n\
         Ctrl-C stops it.\n",
        entry("LEAN_NEXT_CERTIFICATES"),
        sandbox.oauth_url(),
        sandbox.token_url(),
        sandbox.client_id(),
        sandbox.client_secret(),
        sandbox.webhook_secret(),
    )
}

/// Refuses a folder with the files of a real application, since files in the folder are replaced.
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
