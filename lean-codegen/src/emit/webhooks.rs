//! The events of an API and the receiver of its webhooks.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::doc_attribute;
use super::types::TypeNames;
use crate::api::{
    Api, EnumWire, Field, Inbound, Presence, SecretFormat, SignatureAlgorithm, SignatureEncoding,
    SignedPart, Type, TypeKind, WebhookSignature,
};
use crate::name::pascal;
use crate::setting::ident;

/// The enum of all described webhooks, and their receiver if it is described how they are signed.
///
/// `taken` are the names of the payloads.
pub(super) fn emit_events(api: &Api, names: &TypeNames<'_>, taken: &[String]) -> TokenStream {
    let mut webhooks: Vec<(String, &Inbound, &Type)> = Vec::new();
    for webhook in &api.inbound {
        let name = pascal(&webhook.name.rust);
        let is_known = webhooks.iter().any(|(known, ..)| *known == name);
        if let Some(payload) = &webhook.payload
            && webhook.is_json
            && webhook.expression.is_empty()
            && !is_known
        {
            webhooks.push((name, webhook, payload));
        }
    }
    if webhooks.is_empty() {
        return TokenStream::new();
    }
    let is_free = |name: &&str| !taken.iter().any(|taken| taken == name);
    let event = ["Event", "WebhookEvent", "DescribedEvent"]
        .into_iter()
        .find(is_free)
        .map_or_else(|| ident("AnyEvent"), ident);
    let fallback = match webhooks.iter().any(|(name, ..)| name == "Unknown") {
        true => ident("Unrecognized"),
        false => ident("Unknown"),
    };
    let variants = webhooks.iter().map(|(name, webhook, payload)| {
        let (name, payload) = (ident(name), names.spell(payload));
        let text = doc_attribute(&webhook.docs);
        let route = format!(" `{}`", webhook.name.wire);
        let gap = (!webhook.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
        quote!(#text #gap #[doc = #route] #name(#payload))
    });
    let constants: Vec<&str> = webhooks
        .iter()
        .flat_map(|(.., payload)| required_members(payload, api))
        .filter(|field| constant_text(&field.ty).is_some())
        .map(|field| field.name.wire.as_str())
        .collect();
    let table = webhooks.iter().map(|(name, webhook, payload)| {
        let (name, wire) = (ident(name), &webhook.name.wire);
        let tags = event_tags(payload, &constants, api).into_iter();
        let tags = tags.map(|(member, texts)| quote!((#member, &[#(#texts),*])));
        quote! {
            __lean::Webhook {
                name: #wire,
                tags: &[#(#tags),*],
                read: |text| __lean::Result::map(__lean::read_payload(text), #event::#name),
            }
        }
    });
    let receiver = emit_receiver(&api.webhook_signatures, &event);
    quote! {
        #[doc = " An event that the provider tells of: a variant for each described webhook."]
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub enum #event {
            #(#variants,)*
            #[doc = " An event that the description does not have."]
            #fallback(__lean::UnknownEvent),
        }
        impl __lean::WebhookEvent for #event {
            const WEBHOOKS: &'static [__lean::Webhook<Self>] = &[#(#table),*];
            #[inline]
            fn unknown(unknown: __lean::UnknownEvent) -> Self { Self::#fallback(unknown) }
        }
        #receiver
    }
}

fn emit_receiver(
    signatures: &[WebhookSignature],
    event: &proc_macro2::Ident,
) -> Option<TokenStream> {
    if signatures.is_empty() {
        return None;
    }
    let table = signatures.iter().map(signature_table);
    Some(quote! {
        #[doc = " How webhooks are signed, as the description says: any one is enough."]
        pub const SIGNATURES: &[__lean::webhook::Signature] = &[#(#table),*];
        #[doc = " A receiver of webhooks that are signed with this secret; `.or_secret(..)` takes another one during a rotation."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " `WEBHOOK_SECRET` if the secret cannot be a key."]
        #[inline]
        pub fn receiver(
            secret: impl __lean::Into<__lean::Secret>,
        ) -> __lean::Result<__lean::webhook::Receiver<#event>, __lean::Error> {
            __lean::webhook::Receiver::with_signatures(SIGNATURES, secret)
        }
    })
}

/// The required members of a payload, also of one behind aliases.
fn required_members<'a>(payload: &Type, api: &'a Api) -> Vec<&'a Field> {
    let (Type::Named(id) | Type::Boxed(id)) = payload else {
        return Vec::new();
    };
    match &api.types[id.0].kind {
        TypeKind::Struct(object) => {
            let is_required = |field: &&Field| field.presence == Presence::Required;
            object.fields.iter().filter(is_required).collect()
        }
        TypeKind::Alias(target) => required_members(target, api),
        TypeKind::Newtype(_) | TypeKind::Enum(_) | TypeKind::Union(_) => Vec::new(),
    }
}

/// The members that tell events apart, and the texts that mean this one: constants, and lists of texts where another
/// webhook has a constant.
fn event_tags(payload: &Type, constants: &[&str], api: &Api) -> Vec<(String, Vec<String>)> {
    let tag = |field: &&Field| {
        let name = &field.name.wire;
        if let Some(text) = constant_text(&field.ty) {
            return Some((name.clone(), vec![text]));
        }
        let listed = enum_texts(&field.ty, api).filter(|_| constants.contains(&name.as_str()))?;
        Some((name.clone(), listed))
    };
    required_members(payload, api)
        .iter()
        .filter_map(tag)
        .collect()
}

/// The texts of an enum.
fn enum_texts(ty: &Type, api: &Api) -> Option<Vec<String>> {
    let (Type::Named(id) | Type::Boxed(id)) = ty else {
        return None;
    };
    match &api.types[id.0].kind {
        TypeKind::Enum(values) if values.wire == EnumWire::Text => {
            let wires = values.variants.iter();
            Some(wires.map(|variant| variant.name.wire.clone()).collect())
        }
        TypeKind::Alias(target) => enum_texts(target, api),
        _ => None,
    }
}

/// A constant text; one with escapes tells nothing here.
fn constant_text(ty: &Type) -> Option<String> {
    let Type::Const(json) = ty else { return None };
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then(|| text.to_owned())
}

fn signature_table(signature: &WebhookSignature) -> TokenStream {
    let WebhookSignature {
        algorithm,
        header,
        separator,
        prefix,
        encoding,
        signed,
        timestamp,
        secret,
    } = signature;
    let algorithm = match algorithm {
        SignatureAlgorithm::HmacSha256 => quote!(HmacSha256),
        SignatureAlgorithm::HmacSha384 => quote!(HmacSha384),
        SignatureAlgorithm::HmacSha512 => quote!(HmacSha512),
        SignatureAlgorithm::Ed25519 => quote!(Ed25519),
    };
    let separator = option_tokens(separator.as_ref().map(|text| quote!(#text)));
    let encoding = self::encoding_path(*encoding);
    let signed = signed.iter().map(part_table);
    let timestamp = option_tokens(timestamp.as_ref().map(|(from, seconds)| {
        let from = part_table(from);
        quote!((#from, #seconds))
    }));
    let SecretFormat {
        prefix: secret_prefix,
        encoding: secret_encoding,
    } = secret;
    let secret_encoding = option_tokens(secret_encoding.map(self::encoding_path));
    quote! {
        __lean::webhook::Signature {
            algorithm: __lean::webhook::Algorithm::#algorithm,
            header: #header,
            separator: #separator,
            prefix: #prefix,
            encoding: #encoding,
            signed: &[#(#signed),*],
            timestamp: #timestamp,
            secret: __lean::webhook::SecretFormat { prefix: #secret_prefix, encoding: #secret_encoding },
        }
    }
}

fn option_tokens(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(__lean::Option::Some(#value)),
        None => quote!(__lean::Option::None),
    }
}

fn encoding_path(encoding: SignatureEncoding) -> TokenStream {
    match encoding {
        SignatureEncoding::Hex => quote!(__lean::webhook::Encoding::Hex),
        SignatureEncoding::Base64 => quote!(__lean::webhook::Encoding::Base64),
    }
}

fn part_table(part: &SignedPart) -> TokenStream {
    match part {
        SignedPart::Text(text) => quote!(__lean::webhook::SignedPart::Text(#text)),
        SignedPart::Body => quote!(__lean::webhook::SignedPart::Body),
        SignedPart::Header(name) => quote!(__lean::webhook::SignedPart::Header(#name)),
        SignedPart::Entry(prefix) => quote!(__lean::webhook::SignedPart::Entry(#prefix)),
    }
}
