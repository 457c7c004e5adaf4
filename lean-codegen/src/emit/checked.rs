//! The bodies of methods whose signature is the user's, and what the compiler is asked to prove of it.

use std::collections::HashSet;

use proc_macro2::{Literal, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::types::Names;
use super::{Setting, call_path, quiet};
use crate::api::{Operation, Type};
use crate::check::{Content, Failure, Filling, Form, Plan, Proof, Put, Returned, Running, Target};
use crate::select::Selection;

/// What a checked method does: everything goes into a call, and the call is run.
pub(super) fn body(
    plan: &Plan,
    operation: &Operation,
    setting: &Setting,
    executor: &TokenStream,
    options: &TokenStream,
) -> TokenStream {
    let facade = &setting.facade;
    let private = quote!(#facade::__private);
    let call = call_path(operation, setting);
    let puts = plan.puts.iter().map(|each| put(each, &private));
    let run = run(&plan.returned, &call, setting);
    quote! {
        let __call = #private::any::<#call>(#executor);
        #(#puts)*
        let __call = __call #options;
        #run
    }
}

fn put(put: &Put, private: &TokenStream) -> TokenStream {
    let argument = &put.argument;
    let value = put.value();
    let into = put
        .into
        .as_ref()
        .map(|ty| quote!(let #value = ::core::convert::Into::<#ty>::into(#value);));
    let handed = handed(put, private);
    if put.optional {
        return quote! {
            let __call = match #argument {
                #private::Option::Some(#value) => { #into __call.#handed }
                #private::Option::None => __call,
            };
        };
    }
    quote! {
        let #value = #argument;
        #into
        let __call = __call.#handed;
    }
}

/// The method of the runtime's call that takes it, with its arguments.
fn handed(put: &Put, private: &TokenStream) -> TokenStream {
    let value = put.value();
    let (index, is_body) = match put.target {
        Target::Parameter(index) => (index, false),
        Target::Body(index) => (index, true),
    };
    let index = Literal::usize_unsuffixed(index);
    let method =
        |parameter: &str, body: &str| format_ident!("{}", if is_body { body } else { parameter });
    let with = method("with", "body");
    let list = method("list", "body_list");
    match &put.form {
        Form::Text => {
            let text = method("text", "body_text");
            quote!(#text(#index, ::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value)))
        }
        Form::Plain => {
            quote!(body_plain(#index, ::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value)))
        }
        Form::Value => quote!(#with(#index, &#value)),
        Form::Borrowed => quote!(#with(#index, #value)),
        Form::List => quote!(#list(#index, ::core::convert::AsRef::<[_]>::as_ref(&#value))),
        Form::Lines => quote!(body_lines(#index, ::core::convert::AsRef::<[_]>::as_ref(&#value))),
        Form::Texts => {
            quote!(#list(#index, &#private::texts(::core::convert::AsRef::<[_]>::as_ref(&#value))))
        }
        Form::Widened(wide) => {
            let wide = widened(wide, private);
            quote!(#with(#index, &<#wide as ::core::convert::From<_>>::from(#value)))
        }
        Form::File => quote!(body_bytes(#index, #value)),
        Form::Choice => quote!(body_of(#value)),
    }
}

fn widened(name: &str, private: &TokenStream) -> TokenStream {
    match name {
        "DecimalText" => quote!(#private::DecimalText),
        "Text<i64>" => quote!(#private::Text<::core::primitive::i64>),
        "Text<u64>" => quote!(#private::Text<::core::primitive::u64>),
        primitive => {
            let primitive = format_ident!("{}", primitive);
            quote!(::core::primitive::#primitive)
        }
    }
}

fn run(returned: &Returned, call: &TokenStream, setting: &Setting) -> TokenStream {
    let facade = &setting.facade;
    let private = quote!(#facade::__private);
    let described = |which: &str| {
        let which = format_ident!("{}", which);
        quote!(<#call as #private::Callable>::#which)
    };
    let success = match &returned.content {
        Content::Own(ty) => quote!(#private::Decoded<#ty>),
        Content::Nothing => quote!(#private::Empty),
        Content::Described | Content::Raw => described("Success"),
    };
    match returned.running {
        Running::Returned => return quote!(#facade::Call::of(__call)),
        Running::Pages => return quote!(#private::Pages::new(__call)),
        Running::Awaited | Running::Waited => {}
    }
    let failure = match &returned.failure {
        Failure::Own(ty) => quote!(#private::Decoded<#ty>),
        Failure::Plain | Failure::Described => described("Failure"),
    };
    let plain = matches!(returned.failure, Failure::Plain);
    let run = match (&returned.content, returned.response, plain) {
        (Content::Raw, ..) => quote!(#private::raw),
        (_, false, true) => quote!(#private::value::<#success, #failure, _>),
        (_, true, true) => quote!(#private::response::<#success, #failure, _>),
        (_, false, false) => quote!(#private::AnyCall::awaiting::<#success, #failure>),
        (_, true, false) => quote!(#private::AnyCall::send::<#success, #failure>),
    };
    match returned.running {
        Running::Waited => quote!(#private::waited(__call, #run)),
        _ => quote!(#run(__call)),
    }
}

/// What the compiler is asked to prove: that types of the user's stand for types of the model.
pub(super) fn proofs(
    fillings: &[Vec<Filling>],
    selection: &Selection,
    setting: &Setting,
    names: &Names<'_>,
) -> TokenStream {
    let plans = fillings
        .iter()
        .flatten()
        .filter_map(|filling| match filling {
            Filling::Own { plan, .. } => Some(plan),
            Filling::Described { .. } | Filling::Broken { .. } => None,
        });
    let mut seen = HashSet::new();
    let mut tokens = TokenStream::new();
    for (proof, what) in plans.flat_map(|plan| &plan.proofs) {
        let model = names.of(&Type::Named(proof.model));
        let facade = &setting.facade;
        if seen.insert(proof.model) {
            let key = Literal::u64_suffixed(crate::check::key(&selection.api, proof.model));
            tokens.extend(quote!(impl #facade::__private::Described for #model { type Key = #facade::__private::Key<#key>; }));
        }
        let module = &setting.module;
        let shown = format!("{module}::{}", selection.api.types[proof.model.0].name.rust);
        tokens.extend(asked(proof, what, &model, &shown, facade));
    }
    if tokens.is_empty() {
        return tokens;
    }
    let quiet = quiet();
    quote!(#quiet const _: () = { #tokens };)
}

fn asked(
    proof: &Proof,
    what: &str,
    model: &TokenStream,
    shown: &str,
    facade: &TokenStream,
) -> TokenStream {
    let span = crate::check::span_of(&proof.user);
    let (message, label) = match proof.sent {
        true => (
            format!("`{{Self}}` cannot be sent as {what}"),
            format!("expected `{shown}`"),
        ),
        false => (
            format!("`{{Self}}` does not hold {what}"),
            format!("expected `{shown}`"),
        ),
    };
    let schema = shown.rsplit("::").next().unwrap_or(shown);
    let note = format!(
        "a type of one's own is proven against the description: `#[derive(lean::Schema)]` with `#[schema(spec = \"..\", name = {schema})]`"
    );
    let relation = format_ident!("{}", if proof.sent { "Fills" } else { "Fits" });
    let user = without_lifetimes(proof.user.to_token_stream());
    let user = quote_spanned!(span=> #user);
    let ask = quote_spanned!(span=> proven::<#user>());
    quote! {
        const _: () = {
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            trait Expected {}
            #[diagnostic::do_not_recommend]
            impl<T: #facade::__private::#relation<#model> + ?::core::marker::Sized> Expected for T {}
            const fn proven<T: Expected + ?::core::marker::Sized>() {}
            #ask
        };
    }
}

/// Lifetimes of a signature mean nothing outside it.
fn without_lifetimes(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let after_tick =
            matches!(out.last(), Some(TokenTree::Punct(tick)) if tick.as_char() == '\'');
        out.push(match token {
            TokenTree::Ident(name) if after_tick => {
                proc_macro2::Ident::new("static", Span::mixed_site().located_at(name.span())).into()
            }
            TokenTree::Group(group) => {
                proc_macro2::Group::new(group.delimiter(), without_lifetimes(group.stream())).into()
            }
            other => other,
        });
    }
    out.into_iter().collect()
}
