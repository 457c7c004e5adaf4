//! JSONPath (RFC 9535) as data.

use std::sync::Arc;

/// A JSONPath: `$` and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    /// True if it starts at the value under test, `@`, instead of at the root.
    pub(super) relative: bool,
    pub(super) segments: Vec<Segment>,
}

/// A step from values to values in them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    /// `..`: at any depth.
    pub(super) descend: bool,
    pub(super) selectors: Vec<Selector>,
}

/// A step of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Selector {
    Key(String),
    All,
    Index(i64),
    Slice {
        from: Option<i64>,
        to: Option<i64>,
        step: i64,
    },
    Filter(Test),
}

/// A condition on a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    Exists(Path),
    Compare(Operand, Comparison, Operand),
    Not(Box<Test>),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    /// The one value that a path finds.
    Value(Path),
    /// `length(..)`: of a string, a list, a map.
    Length(Path),
    /// `count(..)`: how many values a path finds.
    Count(Path),
    Literal(Literal),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A step towards a value that a path found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Step {
    Key(Arc<str>),
    Index(usize),
}
