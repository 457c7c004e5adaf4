//! Signatures and types in the code of a client.

use lean_openapi::api::Operation;
use quote::{ToTokens, quote};
use syn::{ImplItem, Item, ItemMod, TraitItem, Visibility};

use crate::Stopped;

/// The code of a client, to be looked into.
pub(crate) struct Code {
    file: syn::File,
}

impl Code {
    pub(crate) fn read(text: &str) -> Result<Self, Stopped> {
        let file = syn::parse_file(text).map_err(|error| {
            format!("error: the emitted code is not Rust: {error}\n  = help: please report the description\n")
        })?;
        Ok(Self { file })
    }

    /// The signature of a method of the trait.
    pub(crate) fn method(&self, name: &str) -> Option<String> {
        let traits = self.file.items.iter().filter_map(|item| match item {
            Item::Trait(item) => Some(item),
            _ => None,
        });
        let mut methods = traits
            .flat_map(|item| &item.items)
            .filter_map(|item| match item {
                TraitItem::Fn(method) => Some(method),
                _ => None,
            });
        let found = methods.find(|method| name_without_raw(&method.sig.ident) == name)?;
        Some(render(&found.sig))
    }

    /// The signatures of what sets optional parameters of a call.
    pub(crate) fn setters(&self, call: &str) -> Vec<String> {
        let items = self.module().into_iter().flat_map(items);
        let own = items.filter_map(|item| match item {
            Item::Impl(item) if item.trait_.is_none() => Some(item),
            _ => None,
        });
        let of_call = own.filter(|item| item.self_ty.to_token_stream().to_string() == call);
        let functions = of_call
            .flat_map(|item| &item.items)
            .filter_map(|item| match item {
                ImplItem::Fn(function) if matches!(function.vis, Visibility::Public(_)) => {
                    Some(function)
                }
                _ => None,
            });
        functions
            .map(|function| format!(".{}", render(&function.sig).trim_start_matches("fn ")))
            .collect()
    }

    /// The names of the models, calls aside.
    pub(crate) fn models(&self) -> Vec<String> {
        let items = self.module().into_iter().flat_map(items);
        let models: Vec<String> = items
            .filter_map(|item| match item {
                Item::Impl(item) => {
                    let (path, _) = item.trait_.as_ref()?;
                    let is_model = path.segments.last()?.ident == "Model";
                    is_model.then(|| item.self_ty.to_token_stream().to_string())
                }
                _ => None,
            })
            .collect();
        models
    }

    /// A type without what the runtime needs of it.
    pub(crate) fn item(&self, name: &str) -> Option<String> {
        let item = items(self.module()?).find(|item| match item {
            Item::Struct(item) => name_without_raw(&item.ident) == name,
            Item::Enum(item) => name_without_raw(&item.ident) == name,
            Item::Type(item) => name_without_raw(&item.ident) == name,
            _ => false,
        })?;
        let file = syn::parse2(quote!(#item)).ok()?;
        Some(tidy_spaces(&prettyplease::unparse(&file)))
    }

    /// A call with the names of its arguments.
    pub(crate) fn example(&self, operation: &Operation) -> String {
        let signature = self.method(&operation.name.rust).unwrap_or_default();
        let inside = signature
            .split_once('(')
            .and_then(|(_, rest)| rest.rsplit_once(") ->"));
        let arguments = inside.map_or("", |(inside, _)| inside).split(", ").skip(1);
        let names = arguments.filter_map(|argument| argument.split_once(':'));
        let names = join(names.map(|(name, _)| format!("&{}", name.trim())), ", ");
        format!("client.{}({names}).await?", operation.name.rust)
    }

    fn module(&self) -> Option<&ItemMod> {
        self.file.items.iter().find_map(|item| match item {
            Item::Mod(module) => Some(module),
            _ => None,
        })
    }
}

fn items(module: &ItemMod) -> impl Iterator<Item = &Item> {
    module.content.iter().flat_map(|(_, items)| items)
}

fn name_without_raw(name: &syn::Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

fn render(signature: &syn::Signature) -> String {
    let text = quote!(#signature {}).to_string();
    let Ok(file) = syn::parse_str::<syn::ItemFn>(
        &text
            .replace("& self ,", "this : Self ,")
            .replace("& self )", "this : Self )"),
    ) else {
        return tidy_spaces(&text);
    };
    let file = syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![Item::Fn(file)],
    };
    let text = prettyplease::unparse(&file).replace("this: Self", "&self");
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words
        .join(" ")
        .replace("( ", "(")
        .replace(", )", ")")
        .replace(" )", ")");
    tidy_spaces(text.trim_end_matches(" {}").trim_end_matches("{}"))
}

/// Names as a user of the crate writes them.
fn tidy_spaces(text: &str) -> String {
    text.replace("::lean::__private::", "")
        .replace("__lean::", "")
        .replace("::lean::", "lean::")
}

pub(crate) fn join(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}
