//! User types whose match with a schema only the compiler can check.

use syn::Ident;

use crate::api::TypeId;

/// A user's type that would have to match a type of the model.
pub struct Claim {
    /// The user's type.
    pub user: syn::Type,
    /// The model's.
    pub model: TypeId,
    /// True if it must be complete, because it is sent.
    pub sent: bool,
}

impl Claim {
    /// The claim with its surroundings.
    pub(crate) fn into_proof(
        self,
        what: &str,
        advice: String,
        whole: &syn::Type,
        origin: &Ident,
    ) -> Proof {
        Proof {
            claim: self,
            what: what.to_owned(),
            advice,
            whole: whole.clone(),
            origin: origin.clone(),
        }
    }
}

/// A claim that only the compiler can check.
pub struct Proof {
    /// The claim.
    pub claim: Claim,
    /// Its subject: `the result of getThing`.
    pub what: String,
    /// The advice if the claim is wrong.
    pub advice: String,
    /// The whole type that the claimed one is part of, as it is read or sent: `Vec<Mine>`.
    pub whole: syn::Type,
    /// The method or field whose type it is about.
    pub origin: Ident,
}
