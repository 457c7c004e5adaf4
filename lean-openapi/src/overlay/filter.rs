//! Applies a filter to a value.

use std::cmp::Ordering;

use super::path::{Comparison, Literal, Operand, Test};
use super::select::Search;
use crate::document::Tree;
use crate::read::Kind;

/// Returns true if a test is true of a value.
pub(super) fn evaluate(search: &mut Search<'_>, here: &Tree, test: &Test) -> Result<bool, String> {
    Ok(match test {
        Test::Exists(path) => !search.search_path(here, path)?.is_empty(),
        Test::Not(inner) => !evaluate(search, here, inner)?,
        Test::And(left, right) => evaluate(search, here, left)? && evaluate(search, here, right)?,
        Test::Or(left, right) => evaluate(search, here, left)? || evaluate(search, here, right)?,
        Test::Compare(left, comparison, right) => {
            let left = operand_value(search, here, left)?;
            let right = operand_value(search, here, right)?;
            compare(left.as_ref(), *comparison, right.as_ref())
        }
    })
}

/// A value in a comparison.
#[derive(Debug, PartialEq)]
enum Value {
    Plain(Literal),
    /// A map or a list, as JSON.
    Other(String),
}

/// The value of an operand; none if its path finds nothing, or several values.
fn operand_value(
    search: &mut Search<'_>,
    here: &Tree,
    operand: &Operand,
) -> Result<Option<Value>, String> {
    let number = |count: usize| Some(Value::Plain(Literal::Number(count as f64)));
    Ok(match operand {
        Operand::Literal(literal) => Some(Value::Plain(literal.clone())),
        Operand::Count(path) => number(search.search_path(here, path)?.len()),
        Operand::Value(path) => {
            single_value(search.search_path(here, path)?).map(|tree| from_tree(&tree))
        }
        Operand::Length(path) => {
            single_value(search.search_path(here, path)?).and_then(|tree| match tree.kind() {
                Kind::String => number(tree.as_str().map_or(0, |text| text.chars().count())),
                Kind::List => number(tree.items().len()),
                Kind::Map => number(tree.entries().len()),
                Kind::Null | Kind::Bool | Kind::Number | Kind::Invalid => None,
            })
        }
    })
}

fn single_value(found: Vec<super::select::Found>) -> Option<Tree> {
    let mut found = found.into_iter();
    let first = found.next().map(|(_, tree)| tree);
    if found.next().is_none() { first } else { None }
}

fn from_tree(tree: &Tree) -> Value {
    match tree.kind() {
        Kind::Null => Value::Plain(Literal::Null),
        Kind::Bool => Value::Plain(Literal::Bool(tree.as_bool() == Some(true))),
        Kind::Number => {
            let number = tree.as_number().and_then(|number| number.parse().ok());
            Value::Plain(Literal::Number(number.unwrap_or(f64::NAN)))
        }
        Kind::String => Value::Plain(Literal::Text(tree.as_str().unwrap_or_default().to_string())),
        Kind::Map | Kind::List | Kind::Invalid => Value::Other(tree.json()),
    }
}

fn compare(left: Option<&Value>, comparison: Comparison, right: Option<&Value>) -> bool {
    let order = match (left, right) {
        (Some(Value::Plain(Literal::Number(a))), Some(Value::Plain(Literal::Number(b)))) => {
            a.partial_cmp(b)
        }
        (Some(Value::Plain(Literal::Text(a))), Some(Value::Plain(Literal::Text(b)))) => {
            Some(a.cmp(b))
        }
        _ => None,
    };
    let equal = left == right;
    match comparison {
        Comparison::Equal => equal,
        Comparison::NotEqual => !equal,
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::LessOrEqual => equal || order == Some(Ordering::Less),
        Comparison::GreaterOrEqual => equal || order == Some(Ordering::Greater),
    }
}
