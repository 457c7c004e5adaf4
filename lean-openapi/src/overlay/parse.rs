//! The text of a JSONPath to a [`Path`]. Says in a few words what it does not understand.

use super::path::{Comparison, Literal, Operand, Path, Segment, Selector, Test};

/// A part that is not understood, and its offset in bytes.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) offset: usize,
}

/// Reads a whole path.
pub(super) fn parse_path(text: &str) -> Result<Path, Fault> {
    let mut parser = Parser {
        rest: text.trim(),
        depth: 0,
    };
    let read = parser.path().and_then(|path| match path.relative {
        true => Err("it has to start with `$`".to_string()),
        false => Ok(path),
    });
    let read = read.and_then(|path| match parser.rest.is_empty() {
        true => Ok(path),
        false => Err(parser.not_understood_message()),
    });
    read.map_err(|message| Fault {
        message,
        offset: text.trim_end().len().saturating_sub(parser.rest.len()),
    })
}

struct Parser<'t> {
    rest: &'t str,
    depth: usize,
}

/// Parentheses and filters deeper in each other than that are refused.
const DEPTH_MAX: usize = 32;

type Parsed<T> = Result<T, String>;

impl Parser<'_> {
    fn path(&mut self) -> Parsed<Path> {
        let relative = if self.take("$") {
            false
        } else if self.take("@") {
            true
        } else {
            return Err("it has to start with `$`".to_string());
        };
        let mut segments = Vec::new();
        while let Some(segment) = self.parse_segment()? {
            segments.push(segment);
        }
        Ok(Path { relative, segments })
    }

    fn parse_segment(&mut self) -> Parsed<Option<Segment>> {
        if self.take("..") {
            let selectors = if self.rest.starts_with('[') {
                self.parse_brackets()?
            } else {
                vec![self.parse_after_dot()?]
            };
            return Ok(Some(Segment {
                descend: true,
                selectors,
            }));
        }
        if self.take(".") {
            return Ok(Some(Segment {
                descend: false,
                selectors: vec![self.parse_after_dot()?],
            }));
        }
        if self.rest.starts_with('[') {
            return Ok(Some(Segment {
                descend: false,
                selectors: self.parse_brackets()?,
            }));
        }
        Ok(None)
    }

    fn parse_after_dot(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        // More than the standard allows: `$.paths.x-internal` is what people write.
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        if end == 0 {
            return Err(format!("a name is missing {}", self.text_before()));
        }
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Selector::Key(name.to_string()))
    }

    fn parse_brackets(&mut self) -> Parsed<Vec<Selector>> {
        self.expect("[")?;
        let mut selectors = Vec::new();
        loop {
            self.skip_space();
            selectors.push(self.parse_selector()?);
            self.skip_space();
            if self.take("]") {
                return Ok(selectors);
            }
            self.expect(",")?;
        }
    }

    fn parse_selector(&mut self) -> Parsed<Selector> {
        if self.take("*") {
            return Ok(Selector::All);
        }
        if self.take("?") {
            self.skip_space();
            return Ok(Selector::Filter(self.parse_or()?));
        }
        if self.rest.starts_with(['\'', '"']) {
            return Ok(Selector::Key(self.parse_quoted()?));
        }
        let from = self.parse_integer()?;
        self.skip_space();
        if !self.take(":") {
            return from
                .map(Selector::Index)
                .ok_or_else(|| self.not_understood_message());
        }
        self.skip_space();
        let to = self.parse_integer()?;
        self.skip_space();
        let step = if self.take(":") {
            self.parse_integer()?.unwrap_or(1)
        } else {
            1
        };
        Ok(Selector::Slice { from, to, step })
    }

    fn parse_or(&mut self) -> Parsed<Test> {
        let mut test = self.parse_and()?;
        while self.take_spaced("||") {
            test = Test::Or(Box::new(test), Box::new(self.parse_and()?));
        }
        Ok(test)
    }

    fn parse_and(&mut self) -> Parsed<Test> {
        let mut test = self.parse_basic()?;
        while self.take_spaced("&&") {
            test = Test::And(Box::new(test), Box::new(self.parse_basic()?));
        }
        Ok(test)
    }

    fn parse_basic(&mut self) -> Parsed<Test> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err("it is nested too deep".to_string());
        }
        self.skip_space();
        let test = if self.rest.starts_with('!') && !self.rest.starts_with("!=") {
            self.rest = &self.rest[1..];
            Test::Not(Box::new(self.parse_basic()?))
        } else if self.take("(") {
            let inner = self.parse_or()?;
            self.skip_space();
            self.expect(")")?;
            inner
        } else {
            self.parse_comparison()?
        };
        self.depth -= 1;
        Ok(test)
    }

    fn parse_comparison(&mut self) -> Parsed<Test> {
        let left = self.parse_operand()?;
        self.skip_space();
        let known = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        for (sign, comparison) in known {
            if self.take(sign) {
                self.skip_space();
                return Ok(Test::Compare(left, comparison, self.parse_operand()?));
            }
        }
        match left {
            Operand::Value(path) => Ok(Test::Exists(path)),
            Operand::Length(_) | Operand::Count(_) | Operand::Literal(_) => {
                Err("a comparison is missing".to_string())
            }
        }
    }

    fn parse_operand(&mut self) -> Parsed<Operand> {
        if self.rest.starts_with(['\'', '"']) {
            return Ok(Operand::Literal(Literal::Text(self.parse_quoted()?)));
        }
        if self.rest.starts_with(['@', '$']) {
            return Ok(Operand::Value(self.path()?));
        }
        for (word, literal) in [
            ("true", Literal::Bool(true)),
            ("false", Literal::Bool(false)),
            ("null", Literal::Null),
        ] {
            if self.take(word) {
                return Ok(Operand::Literal(literal));
            }
        }
        for (name, make) in [
            ("length(", Operand::Length as fn(Path) -> Operand),
            ("count(", Operand::Count),
            ("value(", Operand::Value),
        ] {
            if self.take(name) {
                self.skip_space();
                let path = self.path()?;
                self.skip_space();
                self.expect(")")?;
                return Ok(make(path));
            }
        }
        self.parse_number()
    }

    fn parse_number(&mut self) -> Parsed<Operand> {
        let end = self
            .rest
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '+' | '.' | 'e' | 'E'));
        let (text, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let number = text.parse().map_err(|_| self.missing_operand_message())?;
        self.rest = rest;
        Ok(Operand::Literal(Literal::Number(number)))
    }

    fn parse_integer(&mut self) -> Parsed<Option<i64>> {
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

    fn parse_quoted(&mut self) -> Parsed<String> {
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

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(token) else {
            return false;
        };
        self.rest = rest;
        true
    }

    fn take_spaced(&mut self, token: &str) -> bool {
        self.skip_space();
        self.take(token)
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
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

    fn not_understood_message(&self) -> String {
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

    fn missing_operand_message(&self) -> String {
        let name = self.rest.split('(').next().unwrap_or_default();
        let is_function = name.len() < self.rest.len() && name.chars().all(char::is_alphabetic);
        match is_function && !name.is_empty() {
            true => format!("there is no function `{name}`, only `length`, `count` and `value`"),
            false if self.rest.is_empty() => "it ends too early".to_string(),
            false => format!("`{}` is not understood", self.rest),
        }
    }

    fn text_before(&self) -> String {
        match self.rest {
            "" => "at its end".to_string(),
            rest => format!("before `{rest}`"),
        }
    }
}
