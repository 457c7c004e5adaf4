//! Traits while they are being typed: members are distinguished by their tokens, so that one that does not parse
//! costs the others nothing.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::{ItemTrait, TraitItem};

use crate::errors::Errors;

/// A trait's head, and its members as far as they parse.
pub(super) struct LooseTrait {
    /// The trait without members.
    pub(super) head: ItemTrait,
    /// Its members, in order.
    pub(super) members: Vec<SourceMember>,
}

/// A member of a trait.
#[allow(
    clippy::large_enum_variant,
    reason = "a trait has few members, and each lives for a moment"
)]
pub(super) enum SourceMember {
    /// A member that parses.
    Whole(TraitItem),
    /// A method of which only the beginning does: its attributes and name.
    Begun(syn::TraitItemFn),
}

/// Reads a trait. Returns none if it has no name yet.
pub(super) fn read(tokens: TokenStream, errors: &mut Errors) -> Option<LooseTrait> {
    let (before, body) = split_body(tokens);
    let head = read_head(before, errors)?;
    let members = body
        .map(|body| read_members(body, errors))
        .unwrap_or_default();
    Some(LooseTrait { head, members })
}

/// The tokens before the braces, and the tokens in them.
fn split_body(tokens: TokenStream) -> (TokenStream, Option<TokenStream>) {
    let mut before: Vec<TokenTree> = tokens.into_iter().collect();
    let brace = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let Some(at) = before.iter().rposition(brace) else {
        return (before.into_iter().collect(), None);
    };
    let body = match before.split_off(at).into_iter().next() {
        Some(TokenTree::Group(group)) => Some(group.stream()),
        _ => None,
    };
    (before.into_iter().collect(), body)
}

fn read_head(before: TokenStream, errors: &mut Errors) -> Option<ItemTrait> {
    match syn::parse2(quote!(#before {})) {
        Ok(head) => return Some(head),
        Err(error) => errors.push_syn(&error),
    }
    let mut tokens = before.into_iter();
    let mut visibility = TokenStream::new();
    for token in tokens.by_ref() {
        match token {
            TokenTree::Ident(word) if word == "trait" => break,
            TokenTree::Ident(word) if word == "pub" => visibility = quote!(#word),
            _ => {}
        }
    }
    let Some(TokenTree::Ident(name)) = tokens.next() else {
        return None;
    };
    syn::parse2(quote!(#visibility trait #name {})).ok()
}

fn read_members(body: TokenStream, errors: &mut Errors) -> Vec<SourceMember> {
    let mut members = Vec::new();
    for piece in split_members(body) {
        match syn::parse2::<TraitItem>(piece.clone()) {
            // What syn leaves to others: a half-typed `type` or the like.
            Ok(TraitItem::Verbatim(tokens)) => match without_visibility(tokens.clone(), errors) {
                Some(item) => members.push(SourceMember::Whole(item)),
                None => errors.push_spanned(&tokens, "expected a method"),
            },
            Ok(item) => members.push(SourceMember::Whole(item)),
            Err(error) => {
                report_unfinished(&error, &piece, errors);
                members.extend(read_begun(piece.clone()));
                // Mistakes in the swallowed part are reported when it is complete.
                let mut ignored_errors = Errors::default();
                members.extend(
                    swallowed_members(piece)
                        .into_iter()
                        .flat_map(|rest| self::read_members(rest, &mut ignored_errors)),
                );
            }
        }
    }
    members
}

/// Reports a missing end at the last token: the end itself has no place.
fn report_unfinished(error: &syn::Error, piece: &TokenStream, errors: &mut Errors) {
    let message = error.to_string();
    let missing = message.strip_prefix("unexpected end of input, ");
    match (missing, piece.clone().into_iter().last()) {
        (Some(missing), Some(last)) => {
            errors.push(last.span(), format!("{missing} after this"));
        }
        _ => errors.push_syn(error),
    }
}

/// A member of which nothing is wrong but that it says who sees it.
fn without_visibility(tokens: TokenStream, errors: &mut Errors) -> Option<TraitItem> {
    let mut kept: Vec<TokenTree> = tokens.into_iter().collect();
    let at = kept
        .iter()
        .position(|token| matches!(token, TokenTree::Ident(word) if word == "pub"))?;
    let visibility = kept.remove(at);
    if matches!(kept.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
    {
        kept.remove(at);
    }
    let item = syn::parse2(kept.into_iter().collect()).ok()?;
    if matches!(item, TraitItem::Verbatim(_)) {
        return None;
    }
    let message = "methods have the visibility of their trait: remove `pub`";
    errors.push(visibility.span(), message);
    Some(item)
}

/// The members that went into a parenthesis or bracket which is not closed yet: from the first of them on.
fn swallowed_members(piece: TokenStream) -> Option<TokenStream> {
    let open = piece.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::Brace => Some(group.stream()),
        _ => None,
    });
    open.filter_map(|stream| {
        let mut tokens: Vec<TokenTree> = stream.clone().into_iter().collect();
        let is_method = |pair: &[TokenTree]| {
            matches!(pair, [TokenTree::Ident(word), TokenTree::Ident(_)] if word == "fn")
        };
        match tokens.windows(2).position(is_method) {
            Some(at) => Some(tokens.split_off(start_of_next(&tokens[..at])).into_iter().collect()),
            None => swallowed_members(stream),
        }
    })
    .next()
}

/// A method of which only the beginning can be made out: `fn name`, with the attributes before it.
fn read_begun(piece: TokenStream) -> Option<SourceMember> {
    let mut tokens = piece.into_iter().peekable();
    let mut attributes = TokenStream::new();
    let mut name = None;
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (TokenTree::Punct(hash), Some(TokenTree::Group(group)))
                if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                let group: Group = group.clone();
                attributes.extend(quote!(#hash #group));
            }
            (TokenTree::Ident(word), Some(TokenTree::Ident(next))) if word == "fn" => {
                name = Some(next.clone());
                break;
            }
            _ => {}
        }
    }
    let name: Ident = name?;
    let whole = syn::parse2(quote!(#attributes fn #name();));
    whole
        .or_else(|_| syn::parse2(quote!(fn #name();)))
        .ok()
        .map(SourceMember::Begun)
}

/// The tokens of each member: up to its semicolon or body, or to where the next one begins.
fn split_members(body: TokenStream) -> Vec<TokenStream> {
    let mut pieces = Vec::new();
    let mut piece: Vec<TokenTree> = Vec::new();
    for token in body {
        if begins_another(&token, &piece) {
            let next = piece.split_off(start_of_next(&piece));
            pieces.push(piece.into_iter().collect());
            piece = next;
        }
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        piece.push(token);
        if ends {
            pieces.push(piece.drain(..).collect());
        }
    }
    if !piece.is_empty() {
        pieces.push(piece.into_iter().collect());
    }
    pieces
}

/// Returns true if a second `fn` begins: the semicolon between them is not typed yet. (In a type, `fn`
/// follows punctuation.)
fn begins_another(token: &TokenTree, piece: &[TokenTree]) -> bool {
    let is_fn = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
    let in_type = || matches!(piece.last(), Some(TokenTree::Punct(punct)) if ">:,<&=+".contains(punct.as_char()));
    is_fn(token) && piece.iter().any(is_fn) && !in_type()
}

/// The start of the attributes and words before a `fn`.
fn start_of_next(piece: &[TokenTree]) -> usize {
    let mut start = piece.len();
    while start > 0 {
        let word = matches!(&piece[start - 1], TokenTree::Ident(word) if word == "async" || word == "unsafe" || word == "const");
        let attribute = start > 1
            && matches!(&piece[start - 1], TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
            && matches!(&piece[start - 2], TokenTree::Punct(hash) if hash.as_char() == '#');
        match (word, attribute) {
            (true, _) => start -= 1,
            (_, true) => start -= 2,
            (false, false) => break,
        }
    }
    start
}
