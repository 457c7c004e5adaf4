//! `certs check`: whether the files make an identity that servers will take, and whether a server does.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use lean_runtime::doctor::{Diagnosis, Doctor};
use lean_runtime::identity::{Identity, IdentityError, Role};
use lean_runtime::tls::TlsSettings;
use serde_json::{Value, json};

use crate::{Stopped, list, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let wants_json = matches.get_flag("json");
    let trust = trust(matches)?;
    let identity = match identity(matches, trust.is_some()) {
        Ok(identity) => identity,
        Err(Refused::Identity(error)) if wants_json => {
            print(&refusal(&error))?;
            return Err(Stopped::new());
        }
        Err(Refused::Identity(error)) => return Err(super::identity_error(error)),
        Err(Refused::Arguments(stopped)) => return Err(stopped),
    };
    let urls = list(matches, "connect");
    let found: Vec<Diagnosis> = match (urls.as_slice(), &identity) {
        ([], Some(identity)) => vec![Diagnosis::of(identity)],
        (urls, identity) => urls
            .iter()
            .map(|url| doctor(matches, identity.as_ref(), trust.as_ref(), url).check())
            .collect(),
    };
    let text: Vec<String> = found
        .iter()
        .map(|diagnosis| match wants_json {
            true => diagnosis.to_json() + "\n",
            false => diagnosis.to_string(),
        })
        .collect();
    print(&text.join("\n"))?;
    // The failures were printed already.
    if found.iter().all(Diagnosis::is_ok) {
        Ok(())
    } else {
        Err(Stopped::new())
    }
}

/// The reasons why an identity cannot be checked.
enum Refused {
    Arguments(Stopped),
    Identity(IdentityError),
}

/// None: nothing names one, and servers are trusted by a file of their own.
fn identity(matches: &ArgMatches, has_trust: bool) -> Result<Option<Identity>, Refused> {
    if has_trust && !super::names_identity(matches) {
        return Ok(None);
    }
    let builder = super::builder(matches).map_err(Refused::Arguments)?;
    builder.load().map(Some).map_err(Refused::Identity)
}

/// The authorities that `--trust` names, with the path of their file.
fn trust(matches: &ArgMatches) -> Result<Option<(PathBuf, TlsSettings)>, Stopped> {
    let Some(path) = matches.get_one::<PathBuf>("trust") else {
        return Ok(None);
    };
    let shown = path.display();
    let bytes = fs::read(path)
        .map_err(|why| super::files::error(&format!("cannot read `{shown}`: {why}")))?;
    let settings = TlsSettings::trusting(&bytes)
        .map_err(|why| super::files::error(&format!("`{shown}`: {why}")))?;
    Ok(Some((path.clone(), settings.alpn(["h2", "http/1.1"]))))
}

fn doctor(
    matches: &ArgMatches,
    identity: Option<&Identity>,
    trust: Option<&(PathBuf, TlsSettings)>,
    url: &str,
) -> Doctor {
    let seconds = matches
        .get_one::<u64>("timeout")
        .copied()
        .expect("it has a default");
    let [key, certificate, chain] = names(matches);
    let doctor = Doctor::new(identity.cloned(), url)
        .timeout(Duration::from_secs(seconds))
        .files(key, certificate, chain);
    match trust {
        Some((path, settings)) => doctor.settings(settings.clone()).trust_file(path),
        None => doctor,
    }
}

/// The three files for the command lines: as they were given, or by the names of the portal or of a mounted secret.
fn names(matches: &ArgMatches) -> [PathBuf; 3] {
    const SECRET: [&str; 3] = ["tls.key", "tls.crt", "ca.crt"];
    const GIVEN: [&str; 3] = ["key", "cert", "chain"];
    let paths = GIVEN.map(|name| matches.get_one::<PathBuf>(name));
    if let [Some(key), Some(certificate), Some(chain)] = paths {
        return [key.clone(), certificate.clone(), chain.clone()];
    }
    let folder = super::folder(matches).cloned().unwrap_or_default();
    let portal = [Role::Key, Role::Certificate, Role::Chain]
        .map(|role| role.portal_name().unwrap_or_default());
    let is_secret = SECRET.iter().all(|name| folder.join(name).exists());
    if is_secret { SECRET } else { portal }.map(|name| folder.join(name))
}

/// In the shape of a diagnosis.
fn refusal(error: &IdentityError) -> String {
    let check = json!({
        "topic": "identity",
        "state": "fail",
        "code": error.code().as_str(),
        "what": error.to_string(),
        "remedy": error.remedy(),
    });
    let none: [Value; 0] = [];
    format!(
        "{:#}\n",
        json!({ "ok": false, "url": null, "checks": [check], "certificates": none, "commands": none })
    )
}
