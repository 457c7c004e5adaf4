//! Operations, their pages and links, and what the provider sends of its own accord.

use super::{
    Body, Case, Finding, Location, Name, Outcome, Parameter, Place, Requirement, Response, Server,
    Statuses, Type,
};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The operationId and the method name made from it; made from the route if there is no
    /// operationId.
    pub name: Name,
    /// The name of the call type: `GetTransactions`.
    pub call: String,
    /// True if the description gives it an operationId.
    pub named: bool,
    /// The HTTP method as it goes on the wire.
    pub method: String,
    /// The path template: `/accounts/{id}`, without the server's part.
    pub path: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Summary and description, as Markdown.
    pub docs: String,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Parameters of operation and path item, merged; path first, required before optional.
    pub parameters: Vec<Parameter>,
    /// The request's body, if it takes one.
    pub body: Option<Body>,
    /// The responses by status.
    pub responses: Vec<Response>,
    /// The result of a successful call, made of the responses.
    pub success: Outcome,
    /// The content of an error response, made of the responses.
    pub failure: Outcome,
    /// The security schemes it requires: one of these sets. Empty: none.
    pub security: Vec<Vec<Requirement>>,
    /// True if the operation itself has `security`: it then has priority over the `security` of a server.
    pub own_security: bool,
    /// Servers of its own (operation or path item), if it has any.
    pub servers: Vec<Server>,
    /// The order of its pages (`x-pagination`).
    pub pagination: Option<Pagination>,
    /// The header of its idempotency key: a header parameter has this name.
    pub idempotency_header: Option<String>,
    /// Links of its responses to other operations.
    pub links: Vec<Link>,
    /// The reason why it cannot be called, if any: it is refused by name, the others still work.
    pub refused: Option<Finding>,
    /// Its place in the description.
    pub place: Place,
}

impl Operation {
    /// Returns true if sending it twice is the same as once, by its method (RFC 9110 section 9.2.2).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        matches!(
            self.method.as_str(),
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY"
        )
    }

    /// Returns true if the parameter is its idempotency key.
    #[must_use]
    pub fn is_key(&self, parameter: &Parameter) -> bool {
        parameter.location == Location::Header
            && self.idempotency_header.as_ref() == Some(&parameter.name.wire)
    }

    /// The cases of a refusal: the bodies of bad statuses, and of good ones that tell of a failure.
    #[must_use]
    pub fn failure_cases(&self) -> Vec<Case> {
        let mut cases = self.failure.cases.clone();
        for response in &self.responses {
            let (Some(rule), Some(media)) = (&response.failure, response.media.first()) else {
                continue;
            };
            let ty = rule.ty.clone().unwrap_or_else(|| media.ty.clone());
            let known = |case: &Case| {
                case.name == "Failed" || (case.ty == ty && case.codec == Some(media.codec))
            };
            match cases.iter_mut().find(|case| known(case)) {
                Some(case) => case.statuses.push(response.statuses),
                None => cases.push(Case {
                    name: "Failed".to_owned(),
                    statuses: vec![response.statuses],
                    media: media.name.clone(),
                    codec: Some(media.codec),
                    ty,
                }),
            }
        }
        cases
    }
}

/// The order of pages (`x-pagination`).
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// JSON Pointer to the items.
    pub items: String,
    /// The type of one item.
    pub item: Type,
    /// JSON Pointer to a boolean that says whether there are more pages.
    pub more: Option<String>,
    /// The way to request the next page.
    pub next: NextPage,
}

/// The way to request the next page. Parameters have their names on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// By its number.
    Number {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
        /// JSON Pointer to the number of pages.
        pages: Option<String>,
    },
    /// By the number of items before it.
    Offset {
        /// The parameter.
        parameter: String,
        /// The offset of the first page.
        first: i64,
        /// JSON Pointer to the number of items.
        total: Option<String>,
    },
    /// By a cursor.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The place of the cursor.
        at: NextAt,
    },
    /// By the id of the last item.
    LastId {
        /// The parameter.
        parameter: String,
        /// JSON Pointer from an item to its id.
        id: String,
    },
    /// By a URL.
    Link {
        /// The place of the URL.
        at: NextAt,
    },
}

impl NextPage {
    /// The parameter that leads from page to page.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Number { parameter, .. }
            | Self::Offset { parameter, .. }
            | Self::Cursor { parameter, .. }
            | Self::LastId { parameter, .. } => Some(parameter),
            Self::Link { .. } => None,
        }
    }
}

/// The place in which a page names the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextAt {
    /// In the body, at this JSON Pointer.
    Body(String),
    /// In the header of this name.
    Header(String),
    /// In the header `Link`, with the relation `next` (RFC 8288).
    LinkHeader,
}

/// A link of a response to another operation (Link Object).
#[derive(Clone, Debug)]
pub struct Link {
    /// Its name.
    pub name: Name,
    /// The statuses of the response that carries it.
    pub statuses: Statuses,
    /// The operationId of the target.
    pub target: String,
    /// Parameter name and runtime expression or constant (as JSON text).
    pub parameters: Vec<(String, String)>,
    /// The body: runtime expression or constant (as JSON text).
    pub body: Option<String>,
    /// The server that the target is called at, in place of its own.
    pub server: Option<Server>,
    /// Its place in the description.
    pub place: Place,
    /// Description, as Markdown.
    pub docs: String,
}

/// A payload that the provider sends: a webhook or a callback.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// The webhook's name, or `operation.callback` for a callback.
    pub name: Name,
    /// The HTTP method.
    pub method: String,
    /// The runtime expression of a callback's URL; empty for webhooks.
    pub expression: String,
    /// Description, as Markdown.
    pub docs: String,
    /// The payload; none: no body.
    pub payload: Option<Type>,
    /// True if the payload is JSON.
    pub is_json: bool,
    /// Headers and other parameters it comes with.
    pub parameters: Vec<Parameter>,
    /// Its place in the description.
    pub place: Place,
}
