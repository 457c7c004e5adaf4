//! Constant tables that describe operations, servers and security for generated code, and
//! operations in text.
//!
//! Nothing here acts. The tables are written by the macro and read by [`crate::call`] (to build a request) and by
//! [`crate::client`] (to authenticate, send, retry and explain).

mod body;
mod limits;
mod pages;
mod parameter;
mod security;
mod server;
mod server_url;
mod token_endpoint;
pub(crate) mod url_part;
mod written;
mod xml;

pub use body::{Codec, Media, PartEncoding};
pub(crate) use limits::{LimitTarget, limits};
pub use pages::{NextAt, NextPage, Pagination};
pub use parameter::{Location, Parameter, Style};
pub use security::{Demand, Requirement, Scheme, SchemeKind};
pub use server::{At, Needed, NotNeeded, Server, ServerInfo, Trust};
pub use token_endpoint::{TokenEndpoint, TokenEndpointAuth};
pub use written::{OperationText, PLAIN};
pub use xml::{Xml, XmlKind, XmlNode};

/// An operation of a description.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The operationId; `METHOD /path` for an operation without one.
    pub id: &'static str,
    /// The HTTP method (RFC 9110 section 9), as it goes on the wire.
    pub method: &'static str,
    /// The path template, below the server's URL: `/accounts/{account_id}`.
    pub path: &'static str,
    /// The parameters, in the order of the arguments of generated code.
    pub parameters: &'static [Parameter],
    /// The bodies that it takes.
    pub bodies: &'static [Media],
    /// The value of the `Accept` header; empty: no content is expected.
    pub accept: &'static str,
    /// The successes that are described, by their statuses (`200 201`), of an operation that must not be sent twice;
    /// empty: any.
    pub successes: &'static str,
    /// The security it wants: one of these sets; empty: none.
    pub security: &'static [&'static [Requirement]],
    /// True if the operation itself states its security, instead of the description as a whole. It
    /// then takes precedence over the server's.
    pub own_security: bool,
    /// The URL of a server of its own, which replaces the client's.
    pub server: Option<&'static ServerInfo>,
    /// The header that makes repeating it harmless.
    pub idempotency: Option<&'static str>,
    /// When a body under a good status tells of a failure.
    pub failure: Option<FailureRule>,
    /// The way that the pages of the operation follow each other.
    pub pagination: Option<Pagination>,
    /// The data of the event after which no more come (`x-end-of-events`); empty: the stream says so by its end.
    pub end_of_events: &'static str,
    /// True if the responses link to other operations: they then keep what the links use from the
    /// exchange.
    pub links: bool,
    /// The limits on values, one per line: see [`Operation::limits`].
    pub limits: &'static str,
    /// The XML forms of responses that differ from the plain form, by status (`200 4XX default`).
    pub xml: &'static [(&'static str, &'static Xml)],
    /// The described redirects, by status (`302 304`): those that are successes, and those that are
    /// refusals. They are returned unchanged.
    pub redirects: (&'static str, &'static str),
    /// The operation's place in the description: `api-spec/lean.yaml:412:5`.
    pub place: &'static str,
}

impl Operation {
    /// An operation without parameters, body or security; the macro fills in the rest.
    #[must_use]
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Operation {
        Operation {
            id,
            method,
            path,
            parameters: &[],
            bodies: &[],
            accept: "",
            successes: "",
            security: &[],
            own_security: false,
            server: None,
            idempotency: None,
            failure: None,
            pagination: None,
            end_of_events: "",
            links: false,
            limits: "",
            xml: &[],
            redirects: ("", ""),
            place: "",
        }
    }

    /// Returns true if the method alone makes repeating harmless (RFC 9110 section 9.2.2).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        matches!(
            self.method,
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY"
        )
    }

    /// The index of the parameter that carries the idempotency key.
    pub(crate) fn key_parameter(&self) -> Option<usize> {
        let header = self.idempotency?;
        self.parameters.iter().position(|parameter| {
            parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(header)
        })
    }

    /// Returns the effect of sending the operation twice, by its method alone (RFC 9110 sections
    /// 9.2.1 and 9.2.2).
    pub(crate) fn repeating(&self) -> Repeating {
        match self.method {
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY" => Repeating::Safe,
            _ if self.is_idempotent() => Repeating::Harmless,
            _ => Repeating::Harmful,
        }
    }
}

/// The effect of sending an operation twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeating {
    /// Nothing: it only reads.
    Safe,
    /// The same as sending it once.
    Harmless,
    /// Perhaps two payments.
    Harmful,
}

/// Generates one chained setter per field, so that tables stay constant and short.
macro_rules! with {
    ($($(#[$docs:meta])* $field:ident: $ty:ty;)*) => {
        impl Operation {
            $($(#[$docs])* #[must_use] pub const fn $field(mut self, $field: $ty) -> Operation { self.$field = $field; self })*
        }
    };
}

with! {
    /// With these parameters.
    parameters: &'static [Parameter];
    /// With these bodies.
    bodies: &'static [Media];
    /// With this `Accept` header.
    accept: &'static str;
    /// With these successes: `200 201`.
    successes: &'static str;
    /// With this security.
    security: &'static [&'static [Requirement]];
    /// With security that it states itself.
    own_security: bool;
    /// With a server of its own.
    server: Option<&'static ServerInfo>;
    /// Sets the redirects: those that are successes, and those that are refusals.
    redirects: (&'static str, &'static str);
    /// With this idempotency header.
    idempotency: Option<&'static str>;
    /// With this rule of failure.
    failure: Option<FailureRule>;
    /// With these pages.
    pagination: Option<Pagination>;
    /// With this last event.
    end_of_events: &'static str;
    /// With links.
    links: bool;
    /// Sets the limits on values: `0 >=1 <=100` for the parameter of that index, `b0/name len<=20`
    /// for that part of the body of that index (`*` for any item or member of a map). A tab follows
    /// the place, and spaces separate limits: `>=` `<=` `>` `<` and `%` (a multiple) for numbers,
    /// `len` for texts, `items` and `unique` for lists, `members` for objects.
    limits: &'static str;
    /// With responses in XML of these forms.
    xml: &'static [(&'static str, &'static Xml)];
    /// Defined here.
    place: &'static str;
}

/// When a body under a good status tells of a failure (`x-failure`).
#[derive(Clone, Copy, Debug)]
pub struct FailureRule {
    /// JSON Pointer (RFC 6901) to the value that tells.
    pub at: &'static str,
    /// The values that mean failure.
    pub values: &'static [&'static str],
    /// JSON Pointer to the provider's code; empty: none.
    pub code: &'static str,
    /// JSON Pointer to the provider's message; empty: none.
    pub message: &'static str,
}
