//! Checks requests against the description.

use lean_openapi::read::Node;

use super::check::{Direction, check};
use super::documents::resolve;
use super::operation::{Body, Operation, Parameter, Place};
use crate::json::Json;

/// The inputs of a request.
pub(crate) struct Arguments<'a> {
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    pub(crate) headers: &'a http::HeaderMap,
    /// The body, if there is one and it is of the media type that the operation takes.
    pub(crate) body: Option<&'a Json>,
}

/// Why a request is refused with 400.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RequestFault {
    /// Something that is required is not there.
    Missing(String),
    /// Something is there and is wrong.
    Invalid(String),
}

impl Operation {
    /// Checks all parameters, then the body.
    pub(crate) fn check_request(&self, arguments: &Arguments<'_>) -> Result<(), RequestFault> {
        for parameter in &self.parameters {
            accepts_parameter(parameter, arguments)?;
        }
        self.body
            .as_ref()
            .map_or(Ok(()), |body| accepts_body(body, arguments.body))
    }
}

fn accepts_parameter(parameter: &Parameter, arguments: &Arguments<'_>) -> Result<(), RequestFault> {
    let name = parameter.name.as_str();
    let values: Vec<&str> = match parameter.place {
        Place::Path => all(arguments.path, name),
        Place::Query => all(arguments.query, name),
        Place::Header => arguments
            .headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect(),
        Place::Cookie => return Ok(()),
    };
    let (Some(first), Some(schema)) = (values.first(), &parameter.schema) else {
        return if parameter.required && values.is_empty() {
            Err(RequestFault::Missing(format!("{name} is required")))
        } else {
            Ok(())
        };
    };
    let node = schema.node();
    let value = if kind(node).as_deref() == Some("array") {
        let parts = values.iter().flat_map(|value| value.split(','));
        let item_schema = resolve(node).get("items");
        parts
            .map(|part| {
                item_schema
                    .as_ref()
                    .map_or_else(|| Json::from(part), |schema| coerce(schema, part))
            })
            .collect()
    } else {
        coerce(node, first)
    };
    check(schema, &value, Direction::Request).map_err(|mismatch| {
        let message = mismatch
            .message
            .strip_prefix("value ")
            .map(|what| format!("{name} {what}"));
        RequestFault::Invalid(message.unwrap_or(format!("{name}.{}", mismatch.message)))
    })
}

fn accepts_body(body: &Body, value: Option<&Json>) -> Result<(), RequestFault> {
    let Some(value) = value else {
        return if body.required {
            Err(RequestFault::Missing("the body is required".to_owned()))
        } else {
            Ok(())
        };
    };
    let Some(schema) = &body.schema else {
        return Ok(());
    };
    check(schema, value, Direction::Request).map_err(|mismatch| match mismatch.missing {
        true => RequestFault::Missing(mismatch.message),
        false => RequestFault::Invalid(mismatch.message),
    })
}

fn all<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    pairs
        .iter()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
        .collect()
}

/// Parameters are text on the wire: a number or a truth value, if the schema wants one and the text is one.
fn coerce(schema: &Node, text: &str) -> Json {
    match kind(schema).as_deref() {
        // `NaN`, `+1` and `.5` are none of JSON's.
        Some("integer" | "number") => match Json::parse(text.as_bytes()) {
            Some(number @ Json::Number(_)) => number,
            Some(_) | None => Json::from(text),
        },
        Some("boolean") if text == "true" || text == "false" => Json::Bool(text == "true"),
        Some(_) | None => Json::from(text),
    }
}

/// The type that a schema names, looking into `allOf`.
fn kind(schema: &Node) -> Option<std::sync::Arc<str>> {
    let schema = resolve(schema);
    if let Some(named) = schema.get("type") {
        return named.as_str().or_else(|| named.items().first()?.as_str());
    }
    schema.get("allOf")?.items().iter().find_map(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Region;
    use crate::description;
    use crate::json::map;

    /// Sends the description's example with one member changed.
    #[track_caller]
    fn refused(operation: &str, member: &str, value: impl Into<Json>) {
        let mut all = description::of(Region::Uae).all();
        let found = all.find(|(_, _, own)| own.id == operation);
        let (_, _, operation) = found.expect("the operation");
        let example = operation.body.as_ref().and_then(Body::example);
        let mut body = example.expect("an example").clone();
        assert_eq!(
            accepts_body(operation.body.as_ref().expect("a body"), Some(&body)),
            Ok(())
        );
        body.set(member, value);
        let refused = accepts_body(operation.body.as_ref().expect("a body"), Some(&body));
        assert!(
            matches!(&refused, Err(RequestFault::Invalid(message)) if message.starts_with(member)),
            "{refused:?}"
        );
    }

    #[test]
    fn patterns_bounds_and_formats_are_looked_at() {
        refused("createPaymentIntent", "currency", "aed");
        refused(
            "updateCustomer",
            "government_identifiers",
            Json::List(vec![map! { "type": "EMIRATES_ID", "value": "  " }]),
        );
        // The limit is next to a reference.
        let zero =
            map! { "reference": "A", "currency": "AED", "amount": Json::Number("0".to_owned()) };
        refused("createPaymentLink", "payment_details", zero);
        refused("createSession", "redirect_url", "not a url");
    }
}
