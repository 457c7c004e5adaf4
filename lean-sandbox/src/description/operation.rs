//! An operation: its inputs, and its answer on success.

use std::sync::OnceLock;

use http::StatusCode;
use lean_openapi::read::Node;

use super::check::{Direction, check};
use super::documents::{member, resolve};
use super::schema::Schema;
use crate::json::Json;

/// An operation of the description.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    successes: Vec<Success>,
    /// The other answers, by status.
    failures: Vec<Success>,
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) required: bool,
    pub(crate) schema: Option<Schema>,
    example: Option<Node>,
}

/// The location of a parameter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

pub(crate) struct Body {
    pub(crate) required: bool,
    pub(crate) media_type: String,
    pub(crate) schema: Option<Schema>,
    example: Example,
}

/// An answer of one status.
pub(crate) struct Success {
    pub(crate) status: StatusCode,
    pub(crate) content: Option<Content>,
}

pub(crate) struct Content {
    pub(crate) media_type: String,
    pub(crate) schema: Option<Schema>,
    example: Example,
}

/// An example, which is read when it is first asked for.
struct Example {
    node: Option<Node>,
    value: OnceLock<Option<Json>>,
}

impl Operation {
    /// Reads an operation; `item` is its path item, without references.
    pub(super) fn of(item: &Node, node: &Node) -> Self {
        let shared = item
            .get("parameters")
            .map(|list| list.items())
            .unwrap_or_default();
        let own = node
            .get("parameters")
            .map(|list| list.items())
            .unwrap_or_default();
        let (successes, failures) = answers(node)
            .into_iter()
            .partition(|answer| answer.status.is_success());
        Self {
            id: node
                .get("operationId")
                .and_then(|id| id.as_str())
                .map_or_else(String::new, |id| id.to_string()),
            parameters: shared
                .iter()
                .chain(&own)
                .filter_map(Parameter::of)
                .collect(),
            body: member(node, "requestBody").and_then(|body| Body::of(&body)),
            successes,
            failures,
        }
    }

    /// The ordinary answer: 200 if there is one, else the lowest.
    pub(crate) fn success(&self) -> Option<&Success> {
        self.successes.first()
    }

    /// The 202 that is answered when a call asks not to wait.
    pub(crate) fn accepted(&self) -> Option<&Success> {
        self.successes
            .iter()
            .find(|success| success.status == StatusCode::ACCEPTED)
    }

    /// Returns the body of a refusal with this status, if the description defines it as JSON.
    pub(crate) fn failure(&self, status: StatusCode) -> Option<&Content> {
        let failure = self
            .failures
            .iter()
            .find(|failure| failure.status == status)?;
        failure.content.as_ref().filter(|content| content.is_json())
    }

    /// The statuses of refusals that the description has for this operation.
    #[cfg(test)]
    pub(crate) fn failure_statuses(&self) -> impl Iterator<Item = StatusCode> {
        self.failures.iter().map(|failure| failure.status)
    }

    /// The example of a parameter, as text.
    pub(crate) fn parameter_example(&self, name: &str) -> Option<String> {
        let parameter = self
            .parameters
            .iter()
            .find(|parameter| parameter.name == name)?;
        Json::of(parameter.example.as_ref()?)
            .as_text()
            .map(str::to_owned)
    }

    /// The example of the ordinary answer, if that is JSON and has one.
    pub(crate) fn example(&self) -> Option<&Json> {
        self.success()?.content.as_ref()?.example()
    }
}

impl Parameter {
    fn of(node: &Node) -> Option<Self> {
        let node = resolve(node);
        Some(Self {
            name: node.get("name")?.as_str()?.to_string(),
            place: match &*node.get("in")?.as_str()? {
                "path" => Place::Path,
                "query" => Place::Query,
                "header" => Place::Header,
                "cookie" => Place::Cookie,
                _ => return None,
            },
            required: node.get("required").and_then(|required| required.as_bool()) == Some(true),
            schema: node.get("schema").map(Schema::new),
            example: node.get("example"),
        })
    }
}

impl Body {
    fn of(node: &Node) -> Option<Self> {
        let (media_type, content) = node.get("content")?.entries().into_iter().next()?;
        Some(Self {
            required: node.get("required").and_then(|required| required.as_bool()) == Some(true),
            media_type: media_type.text.to_string(),
            schema: content.get("schema").map(Schema::new),
            example: Example::of(&content),
        })
    }

    /// Returns the description's example answer, if there is one.
    pub(crate) fn example(&self) -> Option<&Json> {
        self.example.value()
    }
}

impl Content {
    fn of(node: &Node) -> Option<Self> {
        let (media_type, content) = node.get("content")?.entries().into_iter().next()?;
        Some(Self {
            media_type: media_type.text.to_string(),
            schema: content.get("schema").map(Schema::new),
            example: Example::of(&content),
        })
    }

    /// Returns true if the description allows this answer.
    pub(crate) fn takes(&self, answer: &Json) -> bool {
        self.mismatch(answer).is_none()
    }

    /// Why this cannot be the answer.
    pub(crate) fn mismatch(&self, answer: &Json) -> Option<String> {
        let mismatch = check(self.schema.as_ref()?, answer, Direction::Answer).err()?;
        Some(mismatch.message)
    }

    pub(crate) fn is_json(&self) -> bool {
        self.media_type.contains("json")
    }

    pub(crate) fn example(&self) -> Option<&Json> {
        self.example.value()
    }
}

impl Example {
    /// The example of a media type, or the first of several.
    fn of(content: &Node) -> Self {
        let of_several = || {
            let examples = content.get("examples")?.entries();
            let (_, example) = examples.into_iter().next()?;
            member(&example, "value")
        };
        Self {
            node: content.get("example").or_else(of_several),
            value: OnceLock::new(),
        }
    }

    fn value(&self) -> Option<&Json> {
        let read = || self.node.as_ref().map(Json::of);
        self.value.get_or_init(read).as_ref()
    }
}

fn answers(node: &Node) -> Vec<Success> {
    let responses = node
        .get("responses")
        .map(|responses| responses.entries())
        .unwrap_or_default();
    let mut answers: Vec<Success> = responses
        .into_iter()
        .filter_map(|(key, response)| {
            let status = StatusCode::from_bytes(key.text.as_bytes()).ok()?;
            let content = Content::of(&resolve(&response));
            Some(Success { status, content })
        })
        .collect();
    answers.sort_by_key(|answer| answer.status);
    answers
}
