//! The code that reads, and hands out, one part of a user's type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Member;
use crate::check::Proof;
use crate::emit::assertions::{call_claim, proof_span};

/// The parts of an implementation of `Model`.
pub(super) struct ModelCode {
    /// The kind of shape.
    pub(super) kind: TokenStream,
    /// The body of `make`.
    pub(super) make: TokenStream,
    /// The body of `slot`.
    pub(super) slot: TokenStream,
    /// The function `variant`; empty for types without variants.
    pub(super) variant: TokenStream,
}

/// Reads a part. An unreadable part is one error, at its type.
pub(super) fn read_member(member: &Member, proofs: &[Proof]) -> TokenStream {
    let (span, calls) = proof_calls(member, proofs);
    let from = Ident::new("from", Span::call_site().located_at(span));
    let read = quote_spanned!(span=> #from.next());
    quote!({ #calls #read })
}

/// A part as the engine sees it.
pub(super) fn member_slot(member: &Member, part: &TokenStream, proofs: &[Proof]) -> TokenStream {
    let (span, calls) = proof_calls(member, proofs);
    // The variable has the place of the type, so that the compiler reports a mismatch there.
    let here = Ident::new("__part", span);
    quote!({ let #here = #part; #calls #here })
}

/// The claims about a part, as calls, and their place.
fn proof_calls(member: &Member, proofs: &[Proof]) -> (Span, TokenStream) {
    let of_member = with_index_per_field(proofs).filter(|(_, proof)| proof.origin == member.name);
    let calls = of_member
        .map(|(index, proof)| call_claim(proof, index))
        .collect();
    let sent = proofs.first().is_some_and(|proof| proof.claim.sent);
    (proof_span(&member.ty, sent, proofs), calls)
}

/// The proofs, each with its index among those of its field.
pub(super) fn with_index_per_field(proofs: &[Proof]) -> impl Iterator<Item = (usize, &Proof)> {
    let before = |index: usize| {
        let origin = &proofs[index].origin;
        proofs[..index]
            .iter()
            .filter(move |proof| proof.origin == *origin)
            .count()
    };
    proofs
        .iter()
        .enumerate()
        .map(move |(index, proof)| (before(index), proof))
}
