//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// The target of the first link whose relation is `next`.
pub(super) fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().find_map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let mut rest = text.as_ref();
        std::iter::from_fn(|| link(&mut rest))
            .find_map(|link| link.is_next().then_some(link.target))
    })
}

#[derive(Default)]
struct HeaderLink {
    target: String,
    relation: Option<String>,
    anchor: Option<String>,
}

impl HeaderLink {
    /// A link with an anchor is one of something else than this response (section 3.2).
    fn is_next(&self) -> bool {
        let mut relations = self.relation.iter().flat_map(|all| all.split_whitespace());
        relations.any(|relation| relation.eq_ignore_ascii_case("next"))
            && self.anchor.as_ref().is_none_or(String::is_empty)
    }
}

/// Reads one link from the beginning of the text. Returns `None` if there is no valid link.
fn link(rest: &mut &str) -> Option<HeaderLink> {
    let text = rest.trim_start_matches([' ', '\t', ',']);
    let (target, after) = text.strip_prefix('<')?.split_once('>')?;
    let mut link = HeaderLink {
        target: target.trim().to_owned(),
        ..HeaderLink::default()
    };
    *rest = after.trim_start();
    while let Some(after) = rest.strip_prefix(';') {
        *rest = after.trim_start();
        let (name, value) = parameter(rest);
        // Of several relations of one link, the first counts (section 3.3).
        match name.to_ascii_lowercase().as_str() {
            "rel" => _ = link.relation.get_or_insert(value),
            "anchor" => _ = link.anchor.get_or_insert(value),
            _ => {}
        }
        *rest = rest.trim_start();
    }
    // Links are separated by commas; after anything else, the text is not readable.
    if !rest.starts_with(',') {
        *rest = "";
    }
    Some(link)
}

/// Takes a parameter from the beginning of the text.
fn parameter(rest: &mut &str) -> (String, String) {
    let name = token(rest);
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return (name, String::new());
    };
    *rest = value.trim_start();
    let value = match rest.strip_prefix('"') {
        Some(quoted) => {
            *rest = quoted;
            until_quote(rest)
        }
        None => token(rest),
    };
    (name, value)
}

fn token(rest: &mut &str) -> String {
    let is_end = |c: char| matches!(c, '=' | ';' | ',') || c.is_whitespace();
    let end = rest.find(is_end).unwrap_or(rest.len());
    let (token, after) = rest.split_at(end);
    *rest = after;
    token.to_owned()
}

/// A quoted text behind its first quote (RFC 9110 section 5.6.4).
fn until_quote(rest: &mut &str) -> String {
    let mut text = String::new();
    let mut letters = rest.char_indices();
    let mut end = rest.len();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                end = at + 1;
                break;
            }
            '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
            _ => text.push(letter),
        }
    }
    *rest = &rest[end..];
    text
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    fn next(values: &[&[u8]]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            let value = HeaderValue::from_bytes(value).expect("a header's value");
            headers.append("link", value);
        }
        super::next(&headers)
    }

    #[test]
    fn the_next_page_is_found_however_it_is_written() {
        for value in [
            r#"<https://a.test/?page=2>; rel="next""#,
            "<https://a.test/?page=2>;rel=next",
            "<https://a.test/?page=2> ; REL = NEXT",
            r#"<https://a.test/?page=1>; rel="prev", <https://a.test/?page=2>; rel="next last""#,
            r#"<https://a.test/?a=1,2;b>; title="a, <b>; rel=\"next\""; rel=last, <https://a.test/?page=2>; rel="last  next""#,
            r#", ,<https://a.test/?page=2>; title; foo="bar"; rel=next; rel=prev,"#,
            r#"<x>; rel="nextish", <y>; rel=prev; rel=next, <z>; rel=next; anchor="/other", < https://a.test/?page=2 >;rel=next"#,
        ] {
            let found = next(&[value.as_bytes()]);
            assert_eq!(found.as_deref(), Some("https://a.test/?page=2"), "{value}");
        }
        let second = next(&[b"<x>; rel=prev", b"<y>; title=\"\xe4\"; rel=next"]);
        assert_eq!(second.as_deref(), Some("y"));
    }

    #[test]
    fn what_is_no_link_to_a_next_page_is_none() {
        for value in [
            "",
            ",",
            "https://a.test; rel=next",
            "<https://a.test; rel=next",
            "<x>",
            "<x>; rel",
            "<x>; rel=",
            r#"<x>; rel=""#,
            r#"<x>; title="rel=next"#,
            r#"<x>; rel="prev" <y>; rel=next"#,
        ] {
            assert_eq!(next(&[value.as_bytes()]), None, "{value}");
        }
    }
}
