//! Names that generated code, the prelude, calls and clients have already.
//!
//! One table for every position. A name of a description that is in it gets a word more, so that nothing is hidden
//! and nothing is declared twice.

use super::snake;

/// The position of a described name in generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// A member of a struct that keeps the members that are not listed, too.
    Member,
    /// A method that sets an optional parameter of a call.
    Setter,
    /// A method of a trait that clients implement.
    Operation,
    /// The module of a trait's models.
    Module,
    /// A type in the module of models.
    Type,
}

/// Methods that every value with `Clone` has, by traits of the prelude.
const INHERITED: &[&str] = &[
    "clone",
    "clone_from",
    "clone_into",
    "into",
    "to_owned",
    "try_into",
];

/// The methods of `lean::Call`, also those by `IntoFuture`, `Deref` and `Debug`.
const CALL: &[&str] = &[
    "any",
    "deref",
    "fmt",
    "header",
    "idempotency_key",
    "into_call",
    "into_future",
    "new",
    "of",
    "pages",
    "query",
    "request",
    "send",
    "send_raw",
    "timeout",
    "unchecked",
    "wait",
    "with",
];

/// The methods of `lean::Client` and `lean::blocking::Client`, also those by `Caller` and `Debug`.
const CLIENT: &[&str] = &[
    "builder",
    "executor",
    "fmt",
    "identity",
    "to_async",
    "with_scopes",
];

/// Crates, primitive types and tools: a module of such a name would hide them from the code around the trait.
const MODULES: &[&str] = &[
    "alloc",
    "bool",
    "char",
    "clippy",
    "core",
    "diagnostic",
    "f32",
    "f64",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "lean",
    "miri",
    "proc_macro",
    "rust_analyzer",
    "rustdoc",
    "rustfmt",
    "std",
    "str",
    "test",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

/// The names that are used at a position.
pub fn used_names(position: Position) -> impl Iterator<Item = &'static str> {
    let lists: &[&[&str]] = match position {
        Position::Member => &[&["rest"]],
        Position::Setter => &[INHERITED, CALL],
        Position::Operation => &[INHERITED, CLIENT],
        Position::Module => &[MODULES],
        Position::Type => &[&["Needs"]],
    };
    lists.iter().flat_map(|list| list.iter().copied())
}

/// Returns true if a name is used at a position.
#[must_use]
pub fn is_used(position: Position, name: &str) -> bool {
    used_names(position).any(|used| used == name)
}

/// The name itself, or with a word more where it is used already. A type without a capital letter, such as `_1`, would be
/// in the way of arguments of that name.
#[must_use]
pub fn avoid_used(position: Position, name: &str) -> String {
    if position == Position::Type && !name.starts_with(char::is_uppercase) {
        return format!("Type{}", name.trim_start_matches('_'));
    }
    if !is_used(position, name) {
        return name.to_string();
    }
    match position {
        Position::Member => format!("{name}_member"),
        Position::Setter => format!("with_{name}"),
        Position::Operation => format!("call_{name}"),
        Position::Module => format!("{name}_models"),
        Position::Type => format!("{name}Model"),
    }
}

/// The module of the models of a trait.
#[must_use]
pub fn module(trait_name: &str) -> String {
    avoid_used(Position::Module, &snake(trait_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn used_names_get_a_word_more() {
        let cases = [
            (Position::Member, "rest", "rest_member"),
            (Position::Setter, "into", "with_into"),
            (Position::Setter, "limit", "limit"),
            (Position::Operation, "clone", "call_clone"),
            (Position::Type, "Needs", "NeedsModel"),
            (Position::Type, "_3ds", "Type3ds"),
            (Position::Type, "名", "Type名"),
        ];
        for (position, name, expected) in cases {
            assert_eq!(avoid_used(position, name), expected);
        }
        let modules = ["Lean", "Std", "Bank"].map(module);
        assert_eq!(modules, ["lean_models", "std_models", "bank"]);
    }
}
