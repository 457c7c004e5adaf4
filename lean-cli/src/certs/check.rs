//! `certs check`: whether the files make an identity that servers will take, and whether a server does.

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgMatches;
use lean_runtime::doctor::{Diagnosis, Doctor};
use lean_runtime::identity::{Identity, IdentityError, Role};
use serde_json::{Value, json};

use crate::{Stopped, list, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let wants_json = matches.get_flag("json");
    let identity = match super::builder(matches)?.load() {
        Ok(identity) => identity,
        Err(error) if wants_json => {
            print(&refusal(&error))?;
            return Err(Stopped::new());
        }
        Err(error) => return Err(super::failed(error)),
    };
    let urls = list(matches, "connect");
    let found: Vec<Diagnosis> = match urls.as_slice() {
        [] => vec![Diagnosis::of(&identity)],
        urls => urls
            .iter()
            .map(|url| doctor(matches, &identity, url).check())
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
    // What failed is said already.
    if found.iter().all(Diagnosis::is_ok) {
        Ok(())
    } else {
        Err(Stopped::new())
    }
}

fn doctor(matches: &ArgMatches, identity: &Identity, url: &str) -> Doctor {
    let seconds = matches
        .get_one::<u64>("timeout")
        .copied()
        .expect("it has a default");
    let [key, certificate, chain] = names(matches);
    Doctor::new(identity.clone(), url)
        .timeout(Duration::from_secs(seconds))
        .files(key, certificate, chain)
}

/// The three files for the command lines: as they were given, or by the names of the portal or of a mounted secret.
fn names(matches: &ArgMatches) -> [PathBuf; 3] {
    const SECRET: [&str; 3] = ["tls.key", "tls.crt", "ca.crt"];
    const GIVEN: [&str; 3] = ["key", "cert", "chain"];
    let given = GIVEN.map(|name| matches.get_one::<PathBuf>(name));
    if let [Some(key), Some(certificate), Some(chain)] = given {
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
