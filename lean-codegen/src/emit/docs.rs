//! Documentation of generated items.

use proc_macro2::TokenStream;
use quote::quote;

use lean_openapi::printable::misleads;

use crate::api::{Field, TypeDef};

/// Returns a `doc` attribute with the description's Markdown: code in it must not become a test,
/// and direction marks must not mislead.
#[must_use]
pub fn doc_attribute(markdown: &str) -> TokenStream {
    if markdown.trim().is_empty() {
        return TokenStream::new();
    }
    let text = sanitize(markdown);
    quote!(#[doc = #text])
}

pub(super) fn type_docs(def: &TypeDef) -> TokenStream {
    let fallback = format!("`{}`", def.name.wire);
    let text = doc_attribute(if def.docs.trim().is_empty() {
        &fallback
    } else {
        &def.docs
    });
    let deprecated = deprecation(def.deprecated);
    quote!(#text #deprecated)
}

pub(super) fn field_docs(field: &Field) -> TokenStream {
    let text = docs_with_default(&field.docs, field.default.as_deref());
    let deprecated = deprecation(field.deprecated);
    quote!(#text #deprecated)
}

/// Documentation with the value that the server assumes where none is given.
pub(super) fn docs_with_default(markdown: &str, default: Option<&str>) -> TokenStream {
    doc_attribute(&append_default(markdown, default))
}

fn append_default(markdown: &str, default: Option<&str>) -> String {
    /// Longer defaults do not help a reader.
    const BYTES_MAX: usize = 60;
    let plain = |json: &&str| json.len() <= BYTES_MAX && !json.contains(['`', '\n']);
    match (default.filter(plain), markdown.trim()) {
        (None, text) => text.to_owned(),
        (Some(json), "") => format!("Where it is left out, `{json}` is assumed."),
        (Some(json), text) => format!("{text}\n\nWhere it is left out, `{json}` is assumed."),
    }
}

/// Returns the documentation with the limits of the value and its default.
pub(super) fn docs_with_limits(
    markdown: &str,
    limits: Option<&str>,
    default: Option<&str>,
) -> TokenStream {
    let bounds: Vec<String> = limits
        .into_iter()
        .flat_map(str::split_whitespace)
        .filter_map(limit_in_words)
        .collect();
    let text = match (markdown.trim(), bounds.is_empty()) {
        (text, true) => text.to_owned(),
        ("", false) => format!("Limits: {}.", bounds.join(", ")),
        (text, false) => format!("{text}\n\nLimits: {}.", bounds.join(", ")),
    };
    docs_with_default(&text, default)
}

/// A limit of the operation's table in words.
fn limit_in_words(limit: &str) -> Option<String> {
    let words = [
        ("items>=", "at least ", " items"),
        ("items<=", "at most ", " items"),
        ("len>=", "at least ", " characters"),
        ("len<=", "at most ", " characters"),
        ("unique", "no two alike", ""),
        (">=", "at least ", ""),
        ("<=", "at most ", ""),
        (">", "more than ", ""),
        ("<", "less than ", ""),
        ("%", "a multiple of ", ""),
    ];
    words.iter().find_map(|(sign, before, after)| {
        let value = limit.strip_prefix(sign)?;
        Some(format!("{before}{value}{after}"))
    })
}

pub(super) fn deprecation(is: bool) -> TokenStream {
    if is {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

fn sanitize(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len() + 1);
    let mut fenced = false;
    for line in markdown.trim().lines() {
        let content = line.trim_start();
        text.push('\n');
        if content.starts_with("```") || content.starts_with("~~~") {
            fenced = !fenced;
            text.push_str(&rewrite_fence(content, fenced));
        } else if fenced {
            text.push_str(line);
        } else {
            // Four spaces would make it code, and code in documentation is a test.
            let indent = (line.len() - content.len()).min(3);
            text.push_str(&" ".repeat(indent));
            text.push_str(content);
        }
    }
    if fenced {
        text.push_str("\n```");
    }
    text.retain(|char| !misleads(char));
    // The first line starts with the space that `///` would leave.
    text.replacen('\n', " ", 1)
}

/// A fence that opens as plain text what would otherwise be taken for Rust.
fn rewrite_fence(content: &str, opens: bool) -> String {
    let mark: String = content
        .chars()
        .take_while(|char| matches!(char, '`' | '~'))
        .collect();
    let info = content[mark.len()..].trim();
    let language = info.chars().all(|char| char.is_ascii_alphanumeric()) && !info.is_empty();
    match (
        opens,
        language && !matches!(info, "rust" | "ignore" | "norun" | "compile" | "test"),
    ) {
        (true, true) => format!("{mark}{info}"),
        (true, false) => format!("{mark}text"),
        (false, _) => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::{append_default, sanitize};

    #[test]
    fn limits_are_documented_in_words() {
        let text = super::docs_with_limits("How many.", Some(">=1 <=100 unique what"), Some("20"))
            .to_string();
        let words = "How many.\\n\\nLimits: at least 1, at most 100, no two alike.\\n\\nWhere it is left out, `20` is assumed.";
        assert!(text.contains(words), "{text}");
    }

    #[test]
    fn defaults_are_documented() {
        assert_eq!(
            append_default("", Some("20")),
            "Where it is left out, `20` is assumed."
        );
        assert_eq!(
            append_default("Size.\n", Some("20")),
            "Size.\n\nWhere it is left out, `20` is assumed."
        );
        assert_eq!(append_default("Size.", Some("\"`\"")), "Size.");
        assert_eq!(append_default("Size.", None), "Size.");
    }

    #[test]
    fn code_does_not_become_a_test() {
        let text = sanitize("Call it:\n```\nlet x = 1;\n```\n\n    indented();\n");
        assert_eq!(
            text,
            " Call it:\n```text\nlet x = 1;\n```\n\n   indented();"
        );
    }

    #[test]
    fn an_open_fence_is_closed() {
        assert_eq!(sanitize("```json\n{}"), " ```json\n{}\n```");
    }

    #[test]
    fn direction_marks_are_dropped() {
        assert_eq!(sanitize("a\u{202e}\u{200f}\u{1b}b"), " ab");
    }
}
