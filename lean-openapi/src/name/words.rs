//! The words of a name.

use super::letters::{allowed_in, keep_allowed};

/// The words of a name, in their own case: parted at what no identifier can hold, and where case changes.
/// A name of symbols alone is spelt out.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = text.trim().chars();
    let sign = match chars.next() {
        Some('+') => Some("plus"),
        Some('-') => Some("minus"),
        _ => None,
    };
    if let Some(sign) = sign.filter(|_| chars.next().is_some_and(char::is_alphanumeric)) {
        words.push(sign.to_string());
    }
    let letters = keep_allowed(text);
    let parts = letters.split(|c: char| c == '_' || !unicode_ident::is_xid_continue(c));
    parts.for_each(|part| split_at_case(part, &mut words));
    if words.is_empty() {
        words_with_symbols(text)
    } else {
        words
    }
}

/// The words of a name with its symbols spelt out, for names that are alike but for symbols.
pub(crate) fn words_with_symbols(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut plain = String::new();
    let keeps = allowed_in(text);
    for c in text.chars().take(60) {
        if c == '_' && text.chars().any(char::is_alphanumeric) {
            split_at_case(&std::mem::take(&mut plain), &mut words);
            continue;
        }
        if keeps(c) && c != '_' {
            plain.push(c);
            continue;
        }
        split_at_case(&std::mem::take(&mut plain), &mut words);
        if !c.is_whitespace() {
            words.push(symbol_word(c));
        }
    }
    split_at_case(&plain, &mut words);
    words
}

/// Words that change case in their midst, of which the ordinary way would make a letter and a rest.
const WHOLE: [&str; 18] = [
    "OAuth", "oAuth", "OData", "oData", "IPv", "ETag", "eTag", "EMail", "eMail", "iOS", "iPhone",
    "iPad", "iFrame", "vCPU", "mTLS", "eSIM", "EBook", "eBook",
];

/// The length of the word of [`WHOLE`] at the start of a text, unless letters follow: no `OAuthor`, no `iPadding`.
pub(super) fn whole_word_length(text: &[u8]) -> Option<usize> {
    text.get(1).filter(|second| second.is_ascii_uppercase())?;
    let known = WHOLE
        .iter()
        .find(|word| text.starts_with(word.as_bytes()))?;
    let is_lower = |at: usize| text.get(at).is_some_and(u8::is_ascii_lowercase);
    let end = known.len();
    let is_plural = text.get(end) == Some(&b's') && !is_lower(end + 1);
    (is_plural || !is_lower(end)).then_some(end)
}

/// Parts a word where its case changes: `fooBar`, `HTTPServer`, `v1Beta`; but not `IDs`, and not in `OAuth`.
fn split_at_case(part: &str, words: &mut Vec<String>) {
    let chars: Vec<(usize, char)> = part.char_indices().collect();
    let is_upper = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_uppercase());
    let is_lower = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_lowercase());
    let is_plural = |at: usize| chars.get(at).is_some_and(|(_, c)| *c == 's') && !is_lower(at + 1);
    let mut word = String::new();
    let mut whole_to = 0;
    for (at, (byte, c)) in chars.iter().enumerate() {
        if at >= whole_to {
            let begins = at == 0 || is_upper(at) && !is_upper(at - 1);
            let before_lower = is_lower(at + 1) && !is_plural(at + 1);
            if at > 0 && is_upper(at) && (begins || before_lower) {
                words.push(std::mem::take(&mut word));
            }
            let length = begins
                .then(|| whole_word_length(&part.as_bytes()[*byte..]))
                .flatten();
            whole_to = at + length.unwrap_or_default();
        }
        word.push(*c);
    }
    if !word.is_empty() {
        words.push(word);
    }
}

fn symbol_word(c: char) -> String {
    let name = match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '<' => "less",
        '>' => "greater",
        '=' => "equals",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        '~' => "tilde",
        '^' => "caret",
        '_' => "underscore",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        '"' | '\'' | '`' => "quote",
        other => return format!("u{:x}", u32::from(other)),
    };
    name.to_string()
}

/// One of what a word names several of: `addresses` is `address`. The word itself if it is not a plural.
pub(crate) fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    let cut = |letters: usize| {
        word.chars()
            .take(word.chars().count() - letters)
            .collect::<String>()
    };
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    if lower.chars().count() < 3 || ends(&["ss", "us", "is", "news", "series", "species"]) {
        return word.to_string();
    }
    if ends(&["ies"]) && lower.len() > 4 {
        return cut(3) + "y";
    }
    if ends(&[
        "sses", "shes", "ches", "xes", "zzes", "tatuses", "aliases", "iruses", "onuses",
    ]) {
        return cut(2);
    }
    if ends(&["s"]) {
        cut(1)
    } else {
        word.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn singulars() {
        let known = [
            ("addresses", "address"),
            ("categories", "category"),
            ("statuses", "status"),
            ("boxes", "box"),
            ("items", "item"),
            ("Types", "Type"),
            ("data", "data"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("address", "address"),
            ("ids", "id"),
        ];
        for (many, one) in known {
            assert_eq!(singular(many), one);
        }
    }
}
