//! Edits in progress: a trait cut off, and changed, at each of its tokens. The trait must survive
//! every mistake, with every complete method and the models that it uses, so that the editor keeps
//! working.

use std::collections::HashMap;
use std::sync::Arc;

use lean_codegen::api::Finding;
use lean_codegen::document::Description;
use lean_codegen::expand::{self, Host};
use lean_codegen::item::Spec;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};

const BANK: &str = include_str!("../../tests/ui/specs/bank.yaml");

/// A method, its name, and a model that only it reaches.
const METHODS: [(&str, &str, &str); 4] = [
    (
        "/// Reads a customer.\n #[operation(GET \"/customers/{customer_id}\")] async fn customer(&self, \
         customer_id: &bank::CustomerId) -> Result<bank::Customer, lean::Error>;",
        "customer",
        "Customer",
    ),
    (
        "#[timeout(20)] fn get_transactions();",
        "get_transactions",
        "Transactions",
    ),
    (
        "#[operation(createPaymentIntent)] #[header(\"x-app\", \"tests\")] fn pay(&self, #[body] request: \
         bank::PaymentIntentRequest) -> lean::Call<bank::CreatePaymentIntent>;",
        "pay",
        "PaymentIntentRequest",
    ),
    (
        "#[operation(GET \"/banks/v1\")] fn banks();",
        "banks",
        "Bank",
    ),
];

const ATTRIBUTE: &str = "spec = \"bank.yaml\", operations = [ping, GET \"/statement\"], opaque = [Card], crate = ::lean";

/// The description of the tests, read once for all of them.
struct Memory(Arc<Description>);

impl Memory {
    fn new() -> Memory {
        let files: HashMap<String, Arc<str>> =
            HashMap::from([("bank.yaml".to_owned(), Arc::from(BANK))]);
        let description = Description::open(Arc::new(files), "bank.yaml", &[]);
        Memory(Arc::new(
            description.expect("the description of the tests is good"),
        ))
    }
}

impl Host for Memory {
    fn open(&self, spec: &Spec, _: &[String]) -> Result<Arc<Description>, Vec<Finding>> {
        if spec.path.value() == "bank.yaml" {
            Ok(Arc::clone(&self.0))
        } else {
            Err(Vec::new())
        }
    }

    fn absolute(&self, _: &Spec, file: &str) -> String {
        format!("/package/{file}")
    }
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("the fixture is made of tokens")
}

/// The tokens cut off after each of them, however deep; groups that were open are closed, as editors do.
fn cut(tokens: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let before = || tokens[..index].iter().cloned();
        all.push(before().collect());
        if let TokenTree::Group(group) = token {
            all.extend(
                cut(&group.stream())
                    .into_iter()
                    .map(|inner| before().chain([regroup(group, inner)]).collect()),
            );
        }
    }
    all
}

/// Returns the tokens cut off within each unclosed group: the tokens after it become part of the
/// group.
fn left_open(tokens: &TokenStream, after: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let before = || tokens[..index].iter().cloned();
        let TokenTree::Group(group) = token else {
            continue;
        };
        let inner = cut(&group.stream()).into_iter().chain([group.stream()]);
        let swallowing = inner.map(|inner| quote!(#inner #after));
        let deeper = left_open(&group.stream(), after);
        all.extend(
            swallowing
                .chain(deeper)
                .map(|inner| before().chain([regroup(group, inner)]).collect()),
        );
    }
    all
}

/// The tokens with each of them, however deep, taken away, doubled, or replaced.
fn changed(tokens: &TokenStream) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut all = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let with = |instead: TokenStream| -> TokenStream {
            tokens[..index]
                .iter()
                .cloned()
                .chain(instead)
                .chain(tokens[index + 1..].iter().cloned())
                .collect()
        };
        all.extend(
            [
                quote!(),
                quote!(#token #token),
                quote!(what),
                quote!(?),
                quote!("text"),
                quote!(#),
                quote!(()),
            ]
            .map(with),
        );
        if let TokenTree::Group(group) = token {
            all.extend(
                changed(&group.stream())
                    .into_iter()
                    .map(|inner| with(regroup(group, inner).into())),
            );
        }
    }
    all
}

fn regroup(group: &Group, inner: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(group.delimiter(), inner))
}

/// Asserts that a trait of these members keeps the methods of these indices.
#[track_caller]
fn keeps(host: &Memory, members: &TokenStream, whole: &[usize]) {
    let item = quote!(pub trait Bank { #members });
    let emitted = expand::api(tokens("spec = \"bank.yaml\""), item, host);
    let methods = methods(&emitted, &members.to_string());
    let models: Vec<String> = identifiers(&emitted);
    for index in whole {
        let (_, name, model) = METHODS[*index];
        assert!(
            methods.iter().any(|method| method == name),
            "`{name}` is lost from\n{members}"
        );
        assert!(
            models.iter().any(|word| word == model),
            "`{model}` is lost from\n{members}"
        );
    }
}

/// Returns the trait's methods in the output, which must always be valid Rust.
#[track_caller]
fn methods(emitted: &TokenStream, written: &str) -> Vec<String> {
    let file: syn::File = syn::parse2(emitted.clone())
        .unwrap_or_else(|error| panic!("{error}\nin what is emitted for\n{written}\n{emitted}"));
    let found = file.items.iter().find_map(|item| match item {
        syn::Item::Trait(item) if item.ident == "Bank" => Some(item),
        _ => None,
    });
    let found = found.unwrap_or_else(|| panic!("the trait is lost from\n{written}"));
    let name = |item: &syn::TraitItem| match item {
        syn::TraitItem::Fn(method) => Some(method.sig.ident.to_string()),
        _ => None,
    };
    found.items.iter().filter_map(name).collect()
}

fn identifiers(tokens: &TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => found.push(word.to_string()),
            TokenTree::Group(group) => found.extend(identifiers(&group.stream())),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    found
}

/// The methods from one index to before another.
fn method_tokens(from: usize, to: usize) -> TokenStream {
    METHODS[from..to]
        .iter()
        .flat_map(|(text, ..)| tokens(text))
        .collect()
}

#[test]
fn the_fixture_is_good() {
    let host = Memory::new();
    let members = method_tokens(0, METHODS.len());
    keeps(&host, &members, &[0, 1, 2, 3]);
    let emitted = expand::api(
        tokens(ATTRIBUTE),
        quote!(pub trait Bank { #members }),
        &host,
    );
    assert!(!emitted.to_string().contains("compile_error"), "{emitted}");
}

#[test]
fn cut_off_at_each_token() {
    let host = Memory::new();
    for typed in 0..METHODS.len() {
        let before = method_tokens(0, typed);
        let whole: Vec<usize> = (0..typed).collect();
        for rest in cut(&method_tokens(typed, typed + 1)) {
            keeps(&host, &quote!(#before #rest), &whole);
        }
    }
}

/// Returns the methods above and below the one that is being typed, and those that must survive.
fn around(typed: usize) -> (TokenStream, TokenStream, Vec<usize>) {
    // The parser may take the next method as the rest of the one being typed.
    let whole = (0..METHODS.len()).filter(|index| *index != typed && *index != typed + 1);
    (
        method_tokens(0, typed),
        method_tokens(typed + 1, METHODS.len()),
        whole.collect(),
    )
}

#[test]
fn typed_above_others_at_each_token() {
    let host = Memory::new();
    for typed in 0..METHODS.len() - 1 {
        let (before, after, whole) = around(typed);
        for rest in cut(&method_tokens(typed, typed + 1)) {
            keeps(&host, &quote!(#before #rest #after), &whole);
        }
    }
}

#[test]
fn left_open_above_others_in_each_group() {
    let host = Memory::new();
    for typed in 0..METHODS.len() - 1 {
        let (before, after, whole) = around(typed);
        for rest in left_open(&method_tokens(typed, typed + 1), &after) {
            keeps(&host, &quote!(#before #rest), &whole);
        }
    }
}

#[test]
fn changed_at_each_token() {
    let host = Memory::new();
    for typed in 0..METHODS.len() {
        let (before, after, whole) = around(typed);
        for rest in changed(&method_tokens(typed, typed + 1)) {
            keeps(&host, &quote!(#before #rest #after), &whole);
        }
    }
}

#[test]
fn the_attribute_cut_off_and_changed_at_each_token() {
    let host = Memory::new();
    let members = method_tokens(0, METHODS.len());
    let attribute = tokens(ATTRIBUTE);
    for written in cut(&attribute).into_iter().chain(changed(&attribute)) {
        let text = written.to_string();
        let emitted = expand::api(written, quote!(pub trait Bank { #members }), &host);
        let found = methods(&emitted, &text);
        for (_, name, _) in METHODS {
            assert!(
                found.iter().any(|method| method == name),
                "`{name}` is lost from `#[api({text})]`"
            );
        }
    }
}

#[test]
fn on_any_item() {
    let host = Memory::new();
    let members = method_tokens(1, 2);
    for item in [
        quote!(pub trait Bank { #members }),
        quote!(pub mod bank { pub trait One { #members } pub trait Two {} }),
    ] {
        for item in cut(&item).into_iter().chain(changed(&item)) {
            // None of these can be known to hold a trait; that there is an answer is all that is asked.
            drop(expand::api(tokens(ATTRIBUTE), item, &host).into_token_stream());
        }
    }
}
