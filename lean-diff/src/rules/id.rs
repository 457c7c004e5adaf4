//! The typed form of a rule's name. Decisions look at it, never at the text of a name.

use std::fmt;

use super::event::Event;
use super::{Rule, rule};

/// The rule of a change: what happened, and to which part of a message.
///
/// [`Display`](fmt::Display) writes the stable name, as in `rules.tsv`: `request-property-became-required`.
///
/// ```
/// use lean_diff::{Event, RuleId, Scope};
///
/// let id = RuleId { scope: Scope::RequestProperty, event: Event::BecameRequired };
/// assert_eq!(id.to_string(), "request-property-became-required");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RuleId {
    /// The part of a message.
    pub scope: Scope,
    /// The event: what happened to the part.
    pub event: Event,
}

/// The part of a message that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// No part of a message: an operation, a webhook or the description as a whole.
    Api,
    /// The body of a request as a whole.
    RequestBody,
    /// A member inside the body of a request.
    RequestProperty,
    /// A parameter as a whole.
    RequestParameter,
    /// A member inside a parameter.
    RequestParameterProperty,
    /// The body of a response, or the payload of a webhook, as a whole.
    ResponseBody,
    /// A member inside the body of a response.
    ResponseProperty,
    /// A header of a response, and all that it holds.
    ResponseHeader,
}

impl Scope {
    /// Every scope.
    #[cfg(test)]
    pub(super) const ALL: [Self; 8] = [
        Self::Api,
        Self::RequestBody,
        Self::RequestProperty,
        Self::RequestParameter,
        Self::RequestParameterProperty,
        Self::ResponseBody,
        Self::ResponseProperty,
        Self::ResponseHeader,
    ];

    /// Returns true for a member inside a parameter or a body.
    #[must_use]
    pub const fn is_property(self) -> bool {
        matches!(
            self,
            Self::RequestProperty | Self::RequestParameterProperty | Self::ResponseProperty
        )
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::RequestBody => "request-body",
            Self::RequestProperty => "request-property",
            Self::RequestParameter => "request-parameter",
            Self::RequestParameterProperty => "request-parameter-property",
            Self::ResponseBody => "response-body",
            Self::ResponseProperty => "response-property",
            Self::ResponseHeader => "response-header",
        }
    }
}

impl RuleId {
    /// The rule of an event outside of messages.
    #[must_use]
    pub const fn of_api(event: Event) -> Self {
        let scope = Scope::Api;
        Self { scope, event }
    }

    /// Returns the row of the rule. Rules of rare combinations have none.
    #[must_use]
    pub fn row(self) -> Option<&'static Rule> {
        rule(&self.to_string())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = self.scope.name();
        if let Event::Keyword(keyword, edit) = self.event {
            return write!(f, "{scope}-{}-{}", keyword.name(), edit.name());
        }
        let (pattern, _) = self.event.texts();
        match pattern.split_once("{}") {
            Some((before, after)) => write!(f, "{before}{scope}{after}"),
            None => f.write_str(pattern),
        }
    }
}
