//! The filters of a JSONPath: `?@.name == 'id' && @.in`.

use super::parser::{Parsed, Parser};
use super::path::{Comparison, Literal, Operand, Path, Test};

/// Parentheses and filters deeper in each other than that are refused.
const DEPTH_MAX: usize = 32;

impl Parser<'_> {
    pub(super) fn parse_or(&mut self) -> Parsed<Test> {
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
            return Ok(Operand::Value(self.parse_path()?));
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
                let path = self.parse_path()?;
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
}
