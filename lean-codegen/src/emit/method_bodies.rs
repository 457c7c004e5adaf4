//! The bodies of methods whose signature is the user's, and what the compiler is asked to prove of it.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::assertions::{ClaimPaths, call_claim, proof_span, set_span};
use super::{Setting, call_path};
use crate::api::{Api, Operation};
use crate::check::{
    ArgumentTarget, ContentForm, FailureForm, PassedArgument, PassingForm, Plan, ResultForm,
    RunForm,
};

/// The body of a checked method: it puts everything into a call and runs the call.
pub(super) fn method_body(
    plan: &Plan,
    operation: &Operation,
    (api, setting): (&Api, &Setting),
    executor: &TokenStream,
    options: &TokenStream,
) -> TokenStream {
    let facade = &setting.facade;
    let private = quote!(#facade::__private);
    let call = call_path(operation, setting);
    let paths = claim_paths(api, setting);
    let proofs = plan.proofs.iter().map(|proof| {
        let (asked, ask) = (paths.claim_function(proof, 0), call_claim(proof, 0));
        quote!({ #asked #ask })
    });
    let arguments = plan
        .arguments
        .iter()
        .map(|passed| argument_statement(passed, plan, &private));
    let run = run_expression(plan, &call, setting);
    quote! {
        #(#proofs)*
        let __call = #private::any::<#call>(#executor);
        #(#arguments)*
        let __call = __call #options;
        #run
    }
}

fn argument_statement(passed: &PassedArgument, plan: &Plan, private: &TokenStream) -> TokenStream {
    let argument = &passed.argument;
    let value = passed.value_name();
    let into = passed
        .into
        .as_ref()
        .map(|ty| quote!(let #value = ::core::convert::Into::<#ty>::into(#value);));
    let setter = setter_call(passed, plan, private);
    if passed.optional {
        return quote! {
            let __call = match #argument {
                #private::Option::Some(#value) => { #into __call.#setter }
                #private::Option::None => __call,
            };
        };
    }
    quote! {
        let #value = #argument;
        #into
        let __call = __call.#setter;
    }
}

/// The method of the runtime's call that takes it, with its arguments.
fn setter_call(passed: &PassedArgument, plan: &Plan, private: &TokenStream) -> TokenStream {
    // A mismatch is an error at the type.
    let span = proof_span(&passed.ty, true, &plan.proofs);
    let mut value = passed.value_name();
    value.set_span(value.span().located_at(span));
    let (index, is_body) = match &passed.target {
        ArgumentTarget::Parameter(index) => (*index, false),
        ArgumentTarget::Body(index) => (*index, true),
        ArgumentTarget::Header(name) => return undescribed_setter_call("header", name, passed),
        ArgumentTarget::Query(name) => return undescribed_setter_call("query", name, passed),
    };
    let index = Literal::usize_unsuffixed(index);
    let method =
        |parameter: &str, body: &str| format_ident!("{}", if is_body { body } else { parameter });
    let with = method("with", "body");
    let list = method("list", "body_list");
    match &passed.form {
        PassingForm::Text => {
            let text = method("text", "body_text");
            quote!(#text(#index, ::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value)))
        }
        PassingForm::Plain => {
            quote!(body_plain(#index, ::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value)))
        }
        PassingForm::Value | PassingForm::Shown => quote_spanned!(span=> #with(#index, &#value)),
        PassingForm::Borrowed => quote_spanned!(span=> #with(#index, #value)),
        PassingForm::List => {
            quote_spanned!(span=> #list(#index, ::core::convert::AsRef::<[_]>::as_ref(&#value)))
        }
        PassingForm::Lines => {
            quote_spanned!(span=> body_lines(#index, ::core::convert::AsRef::<[_]>::as_ref(&#value)))
        }
        PassingForm::Texts => {
            quote!(#list(#index, &#private::texts(::core::convert::AsRef::<[_]>::as_ref(&#value))))
        }
        PassingForm::Widened(wide) => {
            let wide = widening_type(wide, private);
            quote!(#with(#index, &<#wide as ::core::convert::From<_>>::from(#value)))
        }
        PassingForm::File => quote!(body_bytes(#index, #value)),
        PassingForm::Choice => quote!(body_of(#value)),
    }
}

/// A text that is sent under a name of the user's.
fn undescribed_setter_call(method: &str, name: &str, passed: &PassedArgument) -> TokenStream {
    let (method, mut value) = (format_ident!("{method}"), passed.value_name());
    let text = match passed.form {
        PassingForm::Text => {
            quote!(::core::convert::AsRef::<::core::primitive::str>::as_ref(&#value))
        }
        // A type that has no text is an error at the type.
        _ => {
            let span = proof_span(&passed.ty, true, &[]);
            value.set_span(value.span().located_at(span));
            quote_spanned!(span=> &::std::string::ToString::to_string(&#value))
        }
    };
    quote!(#method(#name, #text))
}

fn widening_type(name: &str, private: &TokenStream) -> TokenStream {
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

fn run_expression(plan: &Plan, call: &TokenStream, setting: &Setting) -> TokenStream {
    let returned: &ResultForm = &plan.returned;
    let facade = &setting.facade;
    // An unreadable type is an error at its place.
    let span = match (&returned.content, &returned.failure) {
        (ContentForm::Own(ty), _) | (_, FailureForm::Own(ty)) => {
            proof_span(ty, false, &plan.proofs)
        }
        _ => Span::call_site(),
    };
    let private = set_span(quote!(#facade::__private), span);
    let value = Ident::new("__call", Span::call_site().located_at(span));
    let own = |ty: &syn::Type| set_span(ty.to_token_stream(), proof_span(ty, false, &plan.proofs));
    let decoded = |ty: &syn::Type| {
        let ty = own(ty);
        quote_spanned!(span=> #private::Decoded<#ty>)
    };
    let described = |which: &str| {
        let which = format_ident!("{}", which);
        quote!(<#call as #private::Callable>::#which)
    };
    let success = match &returned.content {
        ContentForm::Own(ty) => decoded(ty),
        ContentForm::Nothing => quote!(#private::Empty),
        ContentForm::Described | ContentForm::Raw => described("Success"),
    };
    match returned.running {
        RunForm::Returned => return quote!(#facade::Call::of(#value)),
        RunForm::Pages => {
            return match &returned.content {
                ContentForm::Own(ty) => {
                    let ty = own(ty);
                    quote_spanned!(span=> #private::pages::<#ty>(#value))
                }
                _ => quote!(#private::Pages::new(#value)),
            };
        }
        RunForm::Awaited | RunForm::Waited => {}
    }
    let failure = match &returned.failure {
        FailureForm::Own(ty) => decoded(ty),
        FailureForm::Plain(_) | FailureForm::Described => described("Failure"),
    };
    let run = match (&returned.content, &returned.failure) {
        // Each of the two types is named alone, so that the compiler underlines only the wrong one.
        (ContentForm::Own(content), FailureForm::Own(refusal)) => {
            let (content, refusal) = (own(content), own(refusal));
            let read = if returned.response {
                quote_spanned!(span=> #private::read_whole)
            } else {
                quote_spanned!(span=> #private::read)
            };
            quote_spanned!(span=> #read::<#content, #refusal>)
        }
        _ => runner_function(returned, &quote!(#success, #failure), &private, span),
    };
    match returned.running {
        RunForm::Waited => {
            // The same token as in the code that runs, so that the compiler reports one error.
            let error = match &returned.failure {
                FailureForm::Plain(Some(ty)) => quote!(#ty),
                _ => quote!(_),
            };
            quote_spanned!(span=> #private::wait_for::<_, #error>(#value, #run))
        }
        _ => quote_spanned!(span=> #run(#value)),
    }
}

/// The function of the runtime that runs the call and takes from it what the signature wants.
fn runner_function(
    returned: &ResultForm,
    outcomes: &TokenStream,
    private: &TokenStream,
    span: Span,
) -> TokenStream {
    let plain = matches!(returned.failure, FailureForm::Plain(_));
    let error = match &returned.failure {
        FailureForm::Plain(Some(ty)) => quote!(#ty),
        _ => quote!(_),
    };
    match (&returned.content, returned.response, plain) {
        (ContentForm::Raw, ..) => quote_spanned!(span=> #private::raw::<#error>),
        (_, false, true) => quote_spanned!(span=> #private::value::<#outcomes, #error>),
        (_, true, true) => quote_spanned!(span=> #private::response::<#outcomes, #error>),
        (_, false, false) => quote_spanned!(span=> #private::AnyCall::awaiting::<#outcomes>),
        (_, true, false) => quote_spanned!(span=> #private::AnyCall::send::<#outcomes>),
    }
}

fn claim_paths<'a>(api: &'a Api, setting: &Setting) -> ClaimPaths<'a> {
    let (facade, module) = (&setting.facade, &setting.module);
    ClaimPaths {
        api,
        private: quote!(#facade::__private),
        models: quote!(#module::),
    }
}
