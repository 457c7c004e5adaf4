//! The place of emitted code and the spelling of its names, for every stage that knows syn.

use proc_macro2::{Ident, Span, TokenStream};

use crate::api::{Type, Width};

/// The surroundings of emitted code.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The path of the facade crate: `::lean`, or what `crate = ".."` says.
    pub facade: TokenStream,
    /// The visibility of the module and what it holds.
    pub visibility: TokenStream,
    /// The name of the module of models.
    pub module: Ident,
    /// The types that the attribute chooses for formats, where they were written.
    pub formats: Vec<TokenStream>,
    /// The reader of the emitted code.
    pub reader: Reader,
}

/// The reader of the emitted code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The compiler.
    Compiler,
    /// An editor, which runs nothing of it.
    Editor,
    /// A person, who is shown the code.
    Person,
}

/// Words that need `r#` to be names, in any edition.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The identifier of a settled name; keywords become raw, and the few that cannot be get an underscore.
#[must_use]
pub fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" | "" => {
            Ident::new(&format!("{name}_"), Span::call_site())
        }
        keyword if may_be_keyword(name) && KEYWORDS.contains(&keyword) => {
            Ident::new_raw(keyword, Span::call_site())
        }
        name => Ident::new(name, Span::call_site()),
    }
}

/// A look at the length spares most names fifty comparisons: tens of thousands are written.
fn may_be_keyword(name: &str) -> bool {
    name.len() <= "override".len() && name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// The names of the runtime's own types, below the facade.
pub(crate) fn runtime_name(ty: &Type) -> &'static str {
    match ty {
        Type::Integer(Width::TextI64) => "Text<i64>",
        Type::Integer(Width::TextU64) => "Text<u64>",
        Type::Number => "Number",
        Type::Decimal => "Decimal",
        Type::Secret => "Secret",
        Type::Date => "Date",
        Type::DateTime => "DateTime",
        Type::Time => "Time",
        Type::Duration => "Duration",
        Type::Uuid => "Uuid",
        Type::Base64 => "Base64",
        Type::Binary => "File",
        _ => "Json",
    }
}
