//! The way to ask for one page.

use super::super::AnyCall;
use crate::Error;
use crate::error::{ErrorCode, Passport};
use crate::operation::NextPage;
use crate::values::Json;

/// The way to ask for one page.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum PageStep {
    /// By the call as it is.
    First,
    /// By this value of the parameter that leads from page to page, as JSON text.
    At(String),
    /// By this URL.
    Link(String),
}

impl PageStep {
    /// The call that asks for this page.
    pub(super) fn call(&self, call: &AnyCall) -> Result<AnyCall, Error> {
        let call = call.clone();
        let parameter = parameter(&call);
        match (self, parameter) {
            (Self::First, _) => Ok(call),
            (Self::At(value), Some(parameter)) => Ok(call.argument(parameter, value.clone())),
            (Self::Link(url), None) => Ok(call.at_page(url.clone())),
            (Self::At(_), None) | (Self::Link(_), Some(_)) => {
                let passport = Passport::new(call.operation());
                let error = Error::new(ErrorCode::InvalidRequest, passport);
                Err(error
                    .with_what("the position to go on from is of the pages of another operation"))
            }
        }
    }

    /// The number of this page, or how many items are before it.
    pub(super) fn number(&self, call: &AnyCall, first: i64) -> Result<i64, Error> {
        let given = parameter(call).and_then(|parameter| argument(call, parameter));
        let value = match (self, given) {
            (Self::At(value), _) => value,
            (Self::First, Some(given)) => given,
            (Self::First, None) => return Ok(first),
            (Self::Link(_), _) => "",
        };
        number(value).ok_or_else(|| {
            let passport = Passport::new(call.operation());
            let error = Error::new(ErrorCode::InvalidRequest, passport);
            error.with_what("the number of the page to begin with is not a whole number")
        })
    }
}

/// The parameter that leads from page to page.
fn parameter(call: &AnyCall) -> Option<usize> {
    match call.operation().pagination?.next {
        NextPage::Number { parameter, .. }
        | NextPage::Offset { parameter, .. }
        | NextPage::Cursor { parameter, .. }
        | NextPage::LastId { parameter, .. } => Some(parameter),
        NextPage::Link { .. } => None,
    }
}

/// The value that the call gives the parameter which leads from page to page.
pub(in crate::call) fn given_argument(call: &AnyCall) -> Option<&str> {
    argument(call, parameter(call)?)
}

fn argument(call: &AnyCall, parameter: usize) -> Option<&str> {
    let mut given = call.arguments.iter();
    let (_, json) = given.find(|(index, _)| *index == parameter)?;
    Some(json)
}

/// The whole number that a JSON text holds, as a number or in a string.
fn number(json: &str) -> Option<i64> {
    let json: Json = json.parse().ok()?;
    json.with(|value| match value.as_number() {
        Some(number) => number.parse().ok(),
        None => value.as_str()?.trim().parse().ok(),
    })
}
