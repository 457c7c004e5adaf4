//! `certs keystore`: the identity as a PKCS#12 store, for the Java colleague.

use std::path::PathBuf;

use clap::ArgMatches;

use super::files::{self, Existing, Readers};
use crate::{Stopped, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let out = matches
        .get_one::<PathBuf>("out")
        .expect("clap has demanded it");
    let existing = Existing::of(matches);
    existing.permits(&[out])?;
    let Some(password) = files::secret(matches, "password")? else {
        return Err(files::error("no password for the store was given"));
    };
    let store = super::builder(matches)?
        .to_pkcs12(&password)
        .map_err(super::identity_error)?;
    files::write(out, &store, Readers::Owner, existing)?;
    let path = out.display();
    print(&format!(
        "wrote {path}: private key and certificates, under the alias `app`\nlook into it with:\n  keytool -list -v -storetype \
         PKCS12 -keystore {path}\n"
    ))
}
