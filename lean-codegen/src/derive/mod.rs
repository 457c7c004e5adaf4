//! `#[derive(lean::Schema)]`: a user's type, checked against a schema of the description.
//!
//! In comes a struct or enum and the name of a schema; out goes the code by which the engine reads and writes it. A
//! field that the description lacks, or has with another type, is an error on that field. A claim that only the
//! compiler can check, such as one about another type of the user's, is emitted for the compiler.

mod arguments;
mod choice;
mod emit;
mod fallback;
mod member;
mod object;
mod object_errors;
mod parts;
mod prover;
mod read;
mod target;
mod variant_names;
mod variants;

pub(crate) use self::object::field_of;
pub(crate) use self::prover::Prover;

use proc_macro2::TokenStream;

pub use self::read::{DerivedType, Member, Shape};

use crate::api::TypeId;
use crate::check::{Proof, Spelling};
use crate::drift::{self, Expansion};
use crate::errors::Errors;
use crate::expand::{self, Host};

/// A proven type, for emission.
pub(crate) struct Proven {
    /// Its schema.
    pub(crate) id: TypeId,
    /// Its form for the engine.
    pub(crate) form: ModelForm,
    /// The claims for the compiler to check: types of fields.
    pub(crate) proofs: Vec<Proof>,
    /// True if it may be sent: no required member is left out.
    pub(crate) is_complete: bool,
}

/// The form of a user's type for the engine.
pub(crate) enum ModelForm {
    /// An object: marks and name of each member (see the runtime's `Shape`), in the order of the user's fields.
    Object(Vec<ObjectPart>),
    /// A single value.
    Newtype,
    /// Listed values: each variant's value on the wire, none for the fallback.
    Values {
        wires: Vec<Option<String>>,
        is_text: bool,
    },
    /// A choice of several types: each variant's tags, `None` for the fallback.
    Union {
        tag: String,
        tags: Vec<Option<String>>,
        default: Option<usize>,
    },
}

/// A member of an object.
pub(crate) struct ObjectPart {
    /// Marks and name.
    pub(crate) mark: String,
    /// The way to make it.
    pub(crate) made: MakeForm,
}

/// The way to make a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MakeForm {
    /// Read by its type.
    Next,
    /// All members without a name.
    Rest,
    /// A fixed value that is always there.
    Fixed,
    /// A fixed value that may be absent.
    FixedIfThere,
}

/// Expands the derivation.
pub fn schema(item: TokenStream, host: &dyn Host) -> TokenStream {
    let mut errors = Errors::default();
    let mut tokens = TokenStream::new();
    if let Some(own) = DerivedType::read(item, &mut errors) {
        tokens = expand_derive(&own, host, &mut errors);
    }
    errors.append_to(&mut tokens, expand::reader_of(host));
    expand::respect_prelude(tokens, host)
}

fn expand_derive(own: &DerivedType, host: &dyn Host, errors: &mut Errors) -> TokenStream {
    // Without a description nothing is proven, but the type is kept, so that no other error follows from this one.
    if own.attribute.spec.is_none() && !own.attribute.is_broken {
        let message = "no description is given: add `#[schema(spec = \"openapi.yaml\")]` on the type, with a path relative to the package";
        errors.push(own.name.span(), message);
        return emit::emit_unproven(own);
    }
    let Some((spec, description)) = expand::open(&own.attribute, host, errors) else {
        return emit::emit_unproven(own);
    };
    // Which schema it is may be what was written wrongly.
    if own.attribute.is_broken && own.path.is_empty() {
        return emit::emit_unproven(own);
    }
    let found = target::find_schema(own, &description, errors);
    let tracked = expand::track_files(&description, spec, host);
    let Some((api, id)) = found else {
        let unproven = emit::emit_unproven(own);
        return quote::quote!(#unproven #tracked);
    };
    let spelling = Spelling::without_module(&api, &own.attribute.facade, &own.name);
    let prover = Prover {
        derived: own,
        spelling: &spelling,
        description: &description,
    };
    let tokens = match prover.prove(id, errors) {
        // The compiler reports that the type is infinite, and adds more errors for each impl.
        _ if own.contains_itself() => TokenStream::new(),
        Some(proven) => emit::emit_proven(own, &proven, &api),
        None => emit::emit_unproven(own),
    };
    let expansion = Expansion {
        attribute: &own.attribute,
        spec,
        description: &description,
        host,
    };
    let locked = drift::compare_type(own, (&api, id), &expansion, errors);
    quote::quote!(#tokens #tracked #locked)
}

impl Prover<'_> {}
