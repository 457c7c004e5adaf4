//! Servers.

use super::{Name, Requirement};

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The name of its type: from `x-name`, 3.2's `name`, its description, or its host.
    pub name: Name,
    /// URL template.
    pub url: String,
    /// Description, as Markdown.
    pub docs: String,
    /// Variables of the template.
    pub variables: Vec<Variable>,
    /// The security that it requires (`x-security`); none: the security of the operations.
    pub security: Option<Vec<Vec<Requirement>>>,
    /// Its token endpoint (`x-token-url`).
    pub token_url: Option<String>,
    /// The authority of its certificate (`x-trust`): the provider's chain (`true`), or a public
    /// authority.
    pub private_trust: Option<bool>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: Name,
    /// Its value when none is given.
    pub default: String,
    /// The values it may have; empty: any.
    pub values: Vec<String>,
    /// Description, as Markdown.
    pub docs: String,
}
