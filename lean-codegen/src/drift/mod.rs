//! The meaning of a new description for the facts in the lock.
//!
//! In comes the part of the description that an expansion uses, and the text of `lean.lock`; out goes an error or a
//! warning on each method, field or variant that a change concerns. Without a lock nothing is compared.

mod report;
mod traits;
mod types;
mod vanished;

pub(crate) use traits::compare_traits;
pub(crate) use types::compare_type;

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use crate::document::Description;
use crate::errors::Errors;
use crate::expand::Host;
use crate::item::{Attribute, Spec};
use crate::lock::{Fault, Lock, Usage};

/// The file `lean.lock` of the package that is compiled.
pub struct LockFile {
    /// Its absolute path.
    pub path: String,
    /// Its text.
    pub text: Arc<str>,
}

/// An expansion and the description that it is about.
pub(crate) struct Expansion<'a> {
    pub(crate) attribute: &'a Attribute,
    pub(crate) spec: &'a Spec,
    pub(crate) description: &'a Description,
    pub(crate) host: &'a dyn Host,
}

impl Expansion<'_> {
    fn overlays(&self) -> Vec<String> {
        let overlays = self.attribute.overlays.iter();
        overlays.map(syn::LitStr::value).collect()
    }

    /// Hands out what is used. Returns true if that is all that was asked for.
    fn record(&self, usage: &Usage) -> bool {
        self.host.record(self.spec, &self.overlays(), usage)
    }

    /// The lock, and the key of this description in it.
    fn find_lock(&self) -> Option<(LockFile, String)> {
        let locked = self.host.lock()?;
        let key = self.host.key(self.spec, &self.overlays());
        Some((locked, key))
    }

    /// Reads the part of the lock that is about some operations and all types.
    fn read_part(
        &self,
        locked: &LockFile,
        key: &str,
        operations: &[(String, String)],
        errors: &mut Errors,
    ) -> Option<Lock> {
        match Lock::parse_part(&locked.text, key, operations) {
            Ok(lock) => Some(lock),
            Err(faults) => {
                errors.push(self.spec.path.span(), unreadable_lock_error(&faults));
                None
            }
        }
    }
}

fn unreadable_lock_error(faults: &[Fault]) -> String {
    let problem = faults.first().map(Fault::to_string).unwrap_or_default();
    let help = faults.first().map_or("", Fault::help);
    format!("cannot read lean.lock: {problem}\n        = help: {help}")
}

/// A compiler that has included the lock compiles again when the lock changes.
fn track_lock(locked: &LockFile) -> TokenStream {
    let path = &locked.path;
    quote!(
        const _: () = {
            let _ = ::core::include_bytes!(#path);
        };
    )
}
