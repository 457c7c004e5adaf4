//! Multipart bodies of responses, taken apart (RFC 2046 section 5.1).

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::media::MediaType;

/// More parts than that are refused.
const PARTS_MAX: usize = 10_000;

/// More headers than that no part has.
const HEADERS_MAX: usize = 100;

/// Why a body is not multipart. It never holds the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotParts {
    /// The mistake.
    pub(crate) message: &'static str,
    /// The byte at which it shows.
    pub(crate) offset: usize,
}

/// Takes a body apart: each part's headers and content, which shares the body's memory.
pub(crate) fn read_parts(
    content_type: &str,
    body: &Bytes,
) -> Result<Vec<(HeaderMap, Bytes)>, NotParts> {
    let wrong = |message, offset| NotParts { message, offset };
    let media = MediaType::parse(content_type).filter(|media| media.kind() == "multipart");
    let Some(media) = media else {
        return Err(wrong("its media type is not `multipart`", 0));
    };
    let boundary = media.parameter("boundary").filter(|text| !text.is_empty());
    let Some(boundary) = boundary else {
        return Err(wrong("its media type names no boundary", 0));
    };
    let dash = format!("--{boundary}");
    // Text before the first delimiter is for readers without multipart support.
    let Some(mut at) = find_delimiter(body, dash.as_bytes(), 0) else {
        return Err(wrong("it does not contain its boundary", 0));
    };
    let mut parts = Vec::new();
    while let Some(start) = at.next {
        if parts.len() >= PARTS_MAX {
            return Err(wrong("it has more than 10000 parts", start));
        }
        let Some(end) = find_delimiter(body, dash.as_bytes(), start) else {
            return Err(wrong("it ends inside a part", body.len()));
        };
        let (headers, content) =
            parse_headers(&body[start..end.line_end]).map_err(|message| wrong(message, start))?;
        parts.push((
            headers,
            body.slice(start + content..end.line_end.max(start + content)),
        ));
        at = end;
    }
    Ok(parts)
}

/// A line that divides parts.
struct Delimiter {
    /// The end of the content before the delimiter: the line break belongs to the delimiter.
    line_end: usize,
    /// The start of the next part; `None` after the last delimiter.
    next: Option<usize>,
}

fn find_delimiter(body: &[u8], dash: &[u8], from: usize) -> Option<Delimiter> {
    let mut from = from;
    loop {
        let found = body
            .get(from..)?
            .windows(dash.len())
            .position(|window| window == dash)?;
        let at = from + found;
        let begins_line = at == 0 || body[at - 1] == b'\n';
        let after = at + dash.len();
        if let Some(next) = line_after(&body[after..]).filter(|_| begins_line) {
            let before = &body[..at];
            let before = before.strip_suffix(b"\n").unwrap_or(before);
            let before = before.strip_suffix(b"\r").unwrap_or(before);
            return Some(Delimiter {
                line_end: before.len(),
                next: next.map(|length| after + length),
            });
        }
        from = at + 1;
    }
}

/// Reads the text after a boundary: the end of its line, two hyphens, or text that makes it no
/// boundary.
fn line_after(rest: &[u8]) -> Option<Option<usize>> {
    if rest.starts_with(b"--") {
        return Some(None);
    }
    let blank = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count();
    match &rest[blank..] {
        [b'\r', b'\n', ..] => Some(Some(blank + 2)),
        [b'\n', ..] => Some(Some(blank + 1)),
        _ => None,
    }
}

/// The headers of a part, and where its content begins.
fn parse_headers(part: &[u8]) -> Result<(HeaderMap, usize), &'static str> {
    let mut headers = HeaderMap::new();
    let mut at = 0;
    loop {
        // A part may end with its headers: the line break after them belongs to the delimiter.
        let rest = &part[at.min(part.len())..];
        let length = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..length.unwrap_or(rest.len())];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        at += length.map_or(rest.len(), |length| length + 1);
        if line.is_empty() {
            return Ok((headers, at));
        }
        if headers.len() >= HEADERS_MAX {
            return Err("a part has more than 100 headers");
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = line.split_at(colon.ok_or("a part has a header without a colon")?);
        let name =
            HeaderName::from_bytes(name).map_err(|_| "a part has a header without a name")?;
        let value = HeaderValue::from_bytes(value[1..].trim_ascii());
        headers.append(
            name,
            value.map_err(|_| "a part has a header with a control character")?,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        let parts = read_parts("multipart/mixed; boundary=x", &Bytes::from(body.to_owned()));
        let parts = parts.unwrap_or_else(|error| panic!("{error:?}"));
        let shown: Vec<(String, String)> = parts
            .iter()
            .map(|(headers, content)| {
                let headers: Vec<String> = headers
                    .iter()
                    .map(|(name, value)| format!("{name}={}", value.to_str().unwrap_or("?")))
                    .collect();
                (
                    headers.join(" "),
                    String::from_utf8_lossy(content).into_owned(),
                )
            })
            .collect();
        let shown: Vec<(&str, &str)> = shown
            .iter()
            .map(|(headers, content)| (headers.as_str(), content.as_str()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn parts_as_they_come() {
        check(
            "--x\r\nA: 1\r\n\r\none\r\n--x\r\n\r\ntwo\r\n--x--\r\n",
            &[("a=1", "one"), ("", "two")],
        );
        check("before\n--x \nA:1\n\n--x1\n--x--after", &[("a=1", "--x1")]);
        check("--x\r\n\r\n\r\n--x--", &[("", "")]);
        check("--x\r\nA: 1\r\n--x--", &[("a=1", "")]);
        check("--x--", &[]);
    }

    #[test]
    fn what_is_not_in_parts() {
        let wrong = |content_type: &str, body: &'static str| {
            let error = read_parts(content_type, &Bytes::from_static(body.as_bytes()));
            error.err().map(|error| error.message)
        };
        let mixed = "multipart/mixed; boundary=x";
        assert_eq!(
            wrong("text/plain", ""),
            Some("its media type is not `multipart`")
        );
        assert_eq!(
            wrong("multipart/mixed", ""),
            Some("its media type names no boundary")
        );
        assert_eq!(wrong(mixed, "y"), Some("it does not contain its boundary"));
        assert_eq!(
            wrong(mixed, "--x\r\n\r\ncut"),
            Some("it ends inside a part")
        );
        assert_eq!(
            wrong(mixed, "--x\r\nno colon\r\n\r\n--x--"),
            Some("a part has a header without a colon")
        );
        assert_eq!(
            wrong(mixed, "--x\r\nA: 1\r\nB\r\n--x--"),
            Some("a part has a header without a colon")
        );
    }
}
