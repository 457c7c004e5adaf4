//! The procedural macros of `lean`. Thin: read the files, call the library, emit.
//!
//! They print nothing and use no network. They write what they use if `cargo lean-api` asks for it, and nothing else. Their
//! documentation is at the facade's re-exports, where its examples run.

#![allow(
    missing_docs,
    reason = "it is at the re-exports of the facade, whose examples can use it"
)]

mod cache;
mod files;
mod lock;
mod missing;
mod prelude;
mod publish;

use proc_macro::TokenStream;

#[proc_macro_attribute]
pub fn api(attribute: TokenStream, item: TokenStream) -> TokenStream {
    lean_codegen::expand::api(attribute.into(), item.into(), &files::Package).into()
}

// Emitted for editors alone.
#[proc_macro]
pub fn part(call: TokenStream) -> TokenStream {
    lean_codegen::parts::part(call.into(), &files::Package).into()
}

// Serde's attributes are declared, so that an error about them is reported once, by us.
#[proc_macro_derive(Schema, attributes(schema, serde))]
pub fn schema(item: TokenStream) -> TokenStream {
    lean_codegen::derive::schema(item.into(), &files::Package).into()
}
