//! The tokens of a JSONPath: texts, numbers, signs and space.

/// A part that is not understood, and its offset in bytes.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) offset: usize,
}

/// The rest of the text, and the depth of parentheses and filters.
pub(super) struct Parser<'t> {
    pub(super) rest: &'t str,
    pub(super) depth: usize,
}

/// A part of the path, or the reason why it is not understood.
pub(super) type Parsed<T> = Result<T, String>;

impl Parser<'_> {
    pub(super) fn parse_integer(&mut self) -> Parsed<Option<i64>> {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit() && c != '-')
            .unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        if text.is_empty() {
            return Ok(None);
        }
        self.rest = rest;
        text.parse()
            .map(Some)
            .map_err(|_| format!("`{text}` is not an index"))
    }

    pub(super) fn parse_quoted(&mut self) -> Parsed<String> {
        let mut chars = self.rest.char_indices();
        let quote = chars.next().map(|(_, quote)| quote);
        let mut text = String::new();
        while let Some((at, c)) = chars.next() {
            if Some(c) == quote {
                self.rest = &self.rest[at + c.len_utf8()..];
                return Ok(text);
            }
            let escaped = (c == '\\').then(|| chars.next()).flatten();
            match escaped.map(|(_, c)| c) {
                None => text.push(c),
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    let code = u32::from_str_radix(&digits, 16)
                        .ok()
                        .and_then(char::from_u32);
                    text.push(code.ok_or_else(|| format!("`\\u{digits}` is not a character"))?);
                }
                Some(other) => text.push(other),
            }
        }
        Err("a quotation mark is not closed".to_string())
    }

    pub(super) fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    pub(super) fn take(&mut self, token: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(token) else {
            return false;
        };
        self.rest = rest;
        true
    }

    pub(super) fn take_spaced(&mut self, token: &str) -> bool {
        self.skip_space();
        self.take(token)
    }

    pub(super) fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.take(token) {
            Ok(())
        } else {
            // Most read `=` for `==`, and forget the bracket of what they close.
            if self.rest.starts_with('=') {
                return Err("a comparison is `==`, not `=`".to_string());
            }
            let token = if token == "," { "]" } else { token };
            Err(format!("`{token}` is missing {}", self.text_before()))
        }
    }

    pub(super) fn not_understood_message(&self) -> String {
        match self.rest.chars().next() {
            None => "it ends too early".to_string(),
            Some(c) if c.is_alphabetic() || c == '/' => {
                format!(
                    "a name in brackets must be in quotes, before `{}`",
                    self.rest
                )
            }
            Some(_) => format!("`{}` is not understood", self.rest),
        }
    }

    pub(super) fn missing_operand_message(&self) -> String {
        let name = self.rest.split('(').next().unwrap_or_default();
        let is_function = name.len() < self.rest.len() && name.chars().all(char::is_alphabetic);
        match is_function && !name.is_empty() {
            true => format!("there is no function `{name}`, only `length`, `count` and `value`"),
            false if self.rest.is_empty() => "it ends too early".to_string(),
            false => format!("`{}` is not understood", self.rest),
        }
    }

    pub(super) fn text_before(&self) -> String {
        match self.rest {
            "" => "at its end".to_string(),
            rest => format!("before `{rest}`"),
        }
    }
}
