//! Facts: paths of words, each with a value or none, as a tree.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use crate::words;

/// Facts below a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    is_stated: bool,
    value: Option<String>,
    children: BTreeMap<String, Facts>,
}

/// A fact with two values, or a line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line as it is in the file, or the words of the fact.
    pub line: String,
    /// The two values of a fact; none if the line cannot be read.
    pub values: Option<(String, String)>,
}

impl Fault {
    /// Returns the advice for the fault.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.kind() {
            FaultKind::Conflict => {
                "a merge was not finished: delete the lines of git, keep the facts of both sides, then run `cargo lean-api lock`"
            }
            FaultKind::TwoValues => {
                "delete the line with the wrong value, then run `cargo lean-api lock`"
            }
            FaultKind::Unreadable => "delete the line, then run `cargo lean-api lock`",
        }
    }

    fn kind(&self) -> FaultKind {
        match &self.values {
            Some(_) => FaultKind::TwoValues,
            None if crate::file::is_conflict(&self.line) => FaultKind::Conflict,
            None => FaultKind::Unreadable,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = &self.line;
        match (self.kind(), &self.values) {
            (_, Some((one, other))) => write!(f, "`{line}` has two values, `{one}` and `{other}`"),
            (FaultKind::Conflict, None) => write!(f, "`{line}` is a conflict marker of git"),
            (_, None) => write!(f, "`{line}` is not a fact"),
        }
    }
}

enum FaultKind {
    TwoValues,
    Conflict,
    Unreadable,
}

impl Facts {
    /// Returns the facts below a word, which are added if there are none.
    pub fn at(&mut self, word: &str) -> &mut Facts {
        match self.children.entry(word.to_owned()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(Facts::default()),
        }
    }

    /// States a fact without a value.
    pub fn flag(&mut self, word: &str) {
        self.at(word).is_stated = true;
    }

    /// States a fact without a value if a condition holds.
    pub fn flag_if(&mut self, word: &str, condition: bool) {
        if condition {
            self.flag(word);
        }
    }

    /// States a fact with a value.
    pub fn set(&mut self, word: &str, value: impl Into<String>) {
        self.at(word).set_value(value);
    }

    /// States a fact with a value, if there is one.
    pub fn set_some(&mut self, word: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.set(word, value);
        }
    }

    /// States this very fact.
    pub fn state(&mut self) {
        self.is_stated = true;
    }

    /// States this very fact with a value.
    pub fn set_value(&mut self, value: impl Into<String>) {
        self.is_stated = true;
        self.value = Some(value.into());
    }

    /// Returns the facts below a word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Facts> {
        self.children.get(word)
    }

    /// Returns the facts below several words, one children the other.
    #[must_use]
    pub fn walk(&self, words: &[String]) -> Option<&Facts> {
        words.iter().try_fold(self, |facts, word| facts.get(word))
    }

    /// Returns true if the fact is stated.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.get(word).is_some_and(|facts| facts.is_stated)
    }

    /// Returns the value of this very fact.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// Returns the value of a fact.
    #[must_use]
    pub fn value_of(&self, word: &str) -> Option<&str> {
        self.get(word)?.value()
    }

    /// Returns the words here with the facts below each, sorted.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Facts)> {
        self.children
            .iter()
            .map(|(word, facts)| (word.as_str(), facts))
    }

    /// Returns the words below a word.
    pub fn words_of<'a>(&'a self, word: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let facts = self.get(word);
        facts
            .into_iter()
            .flat_map(Facts::entries)
            .map(|(word, _)| word)
    }

    /// Returns true if nothing is stated here or below.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_stated && self.children.values().all(Facts::is_empty)
    }

    /// Takes the facts below a word out.
    pub fn remove(&mut self, word: &str) -> Option<Facts> {
        self.children.remove(word)
    }

    /// Adds a fact; returns the fault if the fact has another value already.
    pub fn add(&mut self, path: &[String], value: Option<String>) -> Option<Fault> {
        let facts = path.iter().fold(self, |facts, word| facts.at(word));
        facts.is_stated = true;
        match (&facts.value, value) {
            (Some(known), Some(value)) if *known != value => Some(Fault {
                line: line(path, None),
                values: Some((known.clone(), value)),
            }),
            (None, Some(value)) => {
                facts.value = Some(value);
                None
            }
            _ => None,
        }
    }

    /// Adds all facts of another tree. A value that is there stays.
    pub fn merge(&mut self, other: Facts) {
        self.is_stated |= other.is_stated;
        if self.value.is_none() {
            self.value = other.value;
        }
        for (word, facts) in other.children {
            self.at(&word).merge(facts);
        }
    }

    /// Writes a line for each fact, sorted.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.write(&mut Vec::new(), &mut lines);
        lines.sort_unstable();
        lines
    }

    fn write(&self, path: &mut Vec<String>, lines: &mut Vec<String>) {
        if self.is_stated {
            lines.push(line(path, self.value.as_deref()));
        }
        for (word, facts) in &self.children {
            path.push(word.clone());
            facts.write(path, lines);
            path.pop();
        }
    }
}

fn line(path: &[String], value: Option<&str>) -> String {
    let mut line = String::new();
    for word in path {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&words::quote_word(word));
    }
    if let Some(value) = value {
        line.push_str(" = ");
        line.push_str(&words::quote_value(value));
    }
    line
}
