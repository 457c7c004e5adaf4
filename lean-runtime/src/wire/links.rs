//! Runtime expressions: what a link of a description takes from one exchange to the next.

use http::HeaderMap;

use super::json_text;
use crate::json::Value;
use crate::values::Json;

/// A request and its response, as runtime expressions see them (OpenAPI 3.2 section 4.20.3).
///
/// A part that the caller does not have is empty: expressions that ask for it have no value.
#[derive(Clone, Copy, Default)]
pub struct Exchange<'e> {
    /// The whole URL of the request.
    pub url: &'e str,
    /// The method of the request.
    pub method: &'e str,
    /// The status of the response.
    pub status: u16,
    /// The values of the request's path parameters, by name.
    pub path: &'e [(&'e str, &'e str)],
    /// The values of the request's query parameters, by name.
    pub query: &'e [(&'e str, &'e str)],
    /// The headers of the request.
    pub request_headers: Option<&'e HeaderMap>,
    /// The body of the request.
    pub request_body: Option<Value<'e>>,
    /// The headers of the response.
    pub response_headers: Option<&'e HeaderMap>,
    /// The body of the response.
    pub response_body: Option<Value<'e>>,
}

impl Exchange<'_> {
    /// Returns the value of a runtime expression, such as `$response.body#/id`; `None` if the
    /// expression is invalid or there is no such value.
    ///
    /// ```
    /// use lean_runtime::json::Tape;
    /// use lean_runtime::wire::Exchange;
    ///
    /// let body = Tape::parse(r#"{"id": 7, "tags": ["a", "b"]}"#).unwrap();
    /// let exchange = Exchange { method: "GET", response_body: Some(body.root()), ..Exchange::default() };
    /// assert_eq!(exchange.evaluate("$response.body#/id").unwrap().as_str(), "7");
    /// assert_eq!(exchange.evaluate("$method").unwrap().as_str(), "\"GET\"");
    /// assert_eq!(exchange.evaluate("$response.body#/name"), None);
    /// ```
    #[must_use]
    pub fn evaluate(&self, expression: &str) -> Option<Json> {
        if let Some(source) = expression.strip_prefix("$request.") {
            return self.evaluate_request(source);
        }
        if let Some(source) = expression.strip_prefix("$response.") {
            return match source.strip_prefix("header.") {
                Some(name) => header_json(self.response_headers, name),
                None => body(self.response_body, source),
            };
        }
        match expression {
            "$url" => text_json(self.url),
            "$method" => text_json(self.method),
            "$statusCode" if self.status > 0 => self.status.to_string().parse().ok(),
            _ => None,
        }
    }

    /// Replaces the expressions in braces in a text by their values, for keys of callbacks:
    /// `https://{$request.query.host}/done`. Text in other braces stays. None if a value is missing, or is a list or an
    /// object.
    #[must_use]
    pub fn fill_template(&self, template: &str) -> Option<String> {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{$") {
            let (expression, after) = after.split_once('}')?;
            let value = self.evaluate(&format!("${expression}"))?;
            out.push_str(before);
            let piece = value
                .with(|value| super::flat::scalar_text(value).map(std::borrow::Cow::into_owned));
            out.push_str(&piece?);
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }

    fn evaluate_request(&self, source: &str) -> Option<Json> {
        match source.split_once('.') {
            Some(("header", name)) => header_json(self.request_headers, name),
            Some(("path", name)) => find_value(self.path, name),
            Some(("query", name)) => find_value(self.query, name),
            _ => body(self.request_body, source),
        }
    }
}

fn find_value(values: &[(&str, &str)], name: &str) -> Option<Json> {
    let (_, value) = values.iter().find(|(known, _)| *known == name)?;
    Some(Json::string(value))
}

fn header_json(headers: Option<&HeaderMap>, name: &str) -> Option<Json> {
    let value = headers?.get(name)?.to_str().ok()?;
    text_json(value)
}

fn body(body: Option<Value<'_>>, source: &str) -> Option<Json> {
    let pointer = match source.strip_prefix("body")? {
        "" => "",
        rest => rest.strip_prefix('#')?,
    };
    json_text::compact(body?.pointer(pointer)?).parse().ok()
}

fn text_json(text: &str) -> Option<Json> {
    (!text.is_empty()).then(|| Json::string(text))
}
