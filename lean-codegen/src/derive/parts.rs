//! The code that reads, and hands out, one part of a user's type.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::Member;
use crate::check::Proof;
use crate::emit::assertions::{call_claim, proof_span};

pub(super) type Bodies = (TokenStream, TokenStream, TokenStream, TokenStream);

/// Reads a part. An unreadable part is one error, at its type.
pub(super) fn read_member(member: &Member, proofs: &[Proof]) -> TokenStream {
    let (span, asks) = proof_calls(member, proofs);
    let from = Ident::new("from", Span::call_site().located_at(span));
    let read = quote_spanned!(span=> #from.next());
    quote!({ #asks #read })
}

/// A part as the engine sees it.
pub(super) fn member_slot(member: &Member, part: &TokenStream, proofs: &[Proof]) -> TokenStream {
    let (span, asks) = proof_calls(member, proofs);
    // Named there, so that it is there that it does not fit.
    let here = Ident::new("__part", span);
    quote!({ let #here = #part; #asks #here })
}

/// The demand on a part, and its place.
fn proof_calls(member: &Member, proofs: &[Proof]) -> (Span, TokenStream) {
    let derived = with_index_per_field(proofs).filter(|(_, proof)| proof.origin == member.name);
    let asks = derived
        .map(|(index, proof)| call_claim(proof, index))
        .collect();
    let sent = proofs.first().is_some_and(|proof| proof.claim.sent);
    (proof_span(&member.ty, sent, proofs), asks)
}

/// The proofs, each with how many its field has asked for before.
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
