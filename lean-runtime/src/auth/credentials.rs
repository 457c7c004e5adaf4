//! Chooses how a call authenticates: the first requirement set whose credentials the client has.

use std::{collections::BTreeMap, fmt::Write};

use super::Secret;
use crate::operation::{Requirement, Scheme, SchemeKind};

/// A set of requirements that must hold together, as in the description.
pub(crate) type RequirementSet = &'static [Requirement];

/// The credentials that a client has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    /// True if connections show a certificate.
    pub(crate) identity: bool,
    /// True if there is a source of access tokens.
    pub(crate) tokens: bool,
    /// The key of any `apiKey` scheme that has none of its own.
    pub(crate) app_token: Option<Secret>,
    /// Keys by the names of their schemes.
    pub(crate) api_keys: BTreeMap<String, Secret>,
    pub(crate) basic: Option<(String, Secret)>,
}

/// The credentials that are missing when no way to authenticate is possible.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MissingCredentials(pub(crate) String);

impl Credentials {
    /// The first set all of whose schemes the client holds credentials for; an empty list needs none.
    ///
    /// # Errors
    /// Returns [`MissingCredentials`] with the missing credentials of each set and how to provide them.
    pub(crate) fn choose(
        &self,
        sets: &[RequirementSet],
    ) -> Result<RequirementSet, MissingCredentials> {
        if sets.is_empty() {
            return Ok(&[]);
        }
        let satisfied = |set: &&RequirementSet| set.iter().all(|need| self.holds(need.scheme));
        match sets.iter().find(satisfied) {
            Some(set) => Ok(set),
            None => {
                let schemes = |set: &RequirementSet| set.iter().map(|need| need.scheme);
                Err(self.describe_missing(sets.iter().map(schemes)))
            }
        }
    }

    /// The credentials that are missing for each of these sets of schemes; `None` if those of one set are there.
    pub(crate) fn find_missing(&self, sets: &[&[&'static Scheme]]) -> Option<MissingCredentials> {
        let is_held = |set: &&[&Scheme]| set.iter().all(|scheme| self.holds(scheme));
        if sets.is_empty() || sets.iter().any(is_held) {
            return None;
        }
        Some(self.describe_missing(sets.iter().map(|set| set.iter().copied())))
    }

    /// The kinds of credentials that are set, in words.
    pub(crate) fn describe_kinds(&self) -> Vec<String> {
        let kinds = [
            (self.identity, "a client certificate"),
            (self.tokens, "access tokens"),
            (self.app_token.is_some(), "an `.app_token(..)`"),
            (self.basic.is_some(), "user and password"),
        ];
        let given = kinds.iter().filter(|(is_given, _)| *is_given);
        let given = given.map(|(_, kind)| (*kind).to_owned());
        let keys = self.api_keys.keys();
        let keys = keys.map(|name| format!("a key of `{}`", name.escape_debug()));
        given.chain(keys).collect()
    }

    /// The key of a scheme that takes one.
    pub(crate) fn key(&self, scheme: &Scheme) -> Option<&Secret> {
        let own = self.api_keys.get(scheme.name);
        match scheme.kind {
            SchemeKind::ApiKeyHeader(_)
            | SchemeKind::ApiKeyQuery(_)
            | SchemeKind::ApiKeyCookie(_) => own.or(self.app_token.as_ref()),
            _ => own,
        }
    }

    fn holds(&self, scheme: &Scheme) -> bool {
        match scheme.kind {
            SchemeKind::ApiKeyHeader(_)
            | SchemeKind::ApiKeyQuery(_)
            | SchemeKind::ApiKeyCookie(_)
            | SchemeKind::Http(_) => self.key(scheme).is_some(),
            SchemeKind::Basic => self.basic.is_some(),
            SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => {
                self.tokens
            }
            SchemeKind::MutualTls => self.identity,
        }
    }

    fn describe_missing<S>(&self, sets: impl Iterator<Item = S>) -> MissingCredentials
    where
        S: Iterator<Item = &'static Scheme>,
    {
        let mut text = String::new();
        for (number, set) in sets.enumerate() {
            text.push_str(if number > 0 { "; or " } else { "" });
            let lacking = set.filter(|scheme| !self.holds(scheme));
            for (number, scheme) in lacking.enumerate() {
                text.push_str(if number > 0 { " and " } else { "" });
                // Writing to a string cannot fail.
                let _ = write!(text, "{}", remedy(scheme));
            }
        }
        MissingCredentials(text)
    }
}

fn remedy(scheme: &Scheme) -> String {
    let name = scheme.name;
    match scheme.kind {
        SchemeKind::ApiKeyHeader(_) | SchemeKind::ApiKeyQuery(_) | SchemeKind::ApiKeyCookie(_) => {
            format!("give the key of `{name}` with `.app_token(..)` or `.api_key(\"{name}\", ..)`")
        }
        SchemeKind::Basic => {
            format!("give user and password of `{name}` with `.basic(user, password)`")
        }
        SchemeKind::Bearer => format!(
            "give the token of `{name}` with `.bearer(..)`, `.token_source(..)` or `.oauth2(id, secret)`"
        ),
        SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => format!(
            "give client id and secret of `{name}` with `.oauth2(id, secret)`, or `.token_source(..)`"
        ),
        SchemeKind::Http(kind) => {
            format!("give the `{kind}` credentials of `{name}` with `.api_key(\"{name}\", ..)`")
        }
        SchemeKind::MutualTls => {
            format!("give the client certificate of `{name}` with `.identity(..)`")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: Scheme = Scheme {
        name: "appToken",
        kind: SchemeKind::ApiKeyHeader("lean-app-token"),
    };
    const TLS: Scheme = Scheme {
        name: "mtls",
        kind: SchemeKind::MutualTls,
    };
    const OAUTH: Scheme = Scheme {
        name: "oauth",
        kind: SchemeKind::OAuth2(crate::operation::TokenEndpoint::at(
            "https://auth.test/token",
        )),
    };
    const fn need(scheme: &'static Scheme) -> Requirement {
        Requirement {
            scheme,
            scopes: &[],
        }
    }
    const BOTH: RequirementSet = &[need(&TLS), need(&TOKEN)];
    const BEARER: RequirementSet = &[need(&OAUTH)];

    fn credentials(identity: bool, tokens: bool, app_token: bool) -> Credentials {
        Credentials {
            identity,
            tokens,
            app_token: app_token.then(|| Secret::from("t")),
            ..Credentials::default()
        }
    }

    #[test]
    fn the_first_set_that_is_whole_is_taken() {
        let chosen = |credentials: Credentials| credentials.choose(&[BOTH, BEARER]).map(<[_]>::len);
        assert_eq!(chosen(credentials(true, true, true)), Ok(2));
        assert_eq!(chosen(credentials(true, true, false)), Ok(1));
        assert_eq!(chosen(credentials(false, true, true)), Ok(1));
    }

    #[test]
    fn no_security_and_an_empty_set_need_nothing() {
        assert_eq!(
            credentials(false, false, false).choose(&[]).map(<[_]>::len),
            Ok(0)
        );
        let optional: &[RequirementSet] = &[BEARER, &[]];
        assert_eq!(
            credentials(false, false, false)
                .choose(optional)
                .map(<[_]>::len),
            Ok(0)
        );
        assert_eq!(
            credentials(false, true, false)
                .choose(optional)
                .map(<[_]>::len),
            Ok(1)
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_remedy() {
        let Err(MissingCredentials(text)) = credentials(true, false, false).choose(&[BOTH, BEARER])
        else {
            panic!("nothing is missing");
        };
        assert_eq!(
            text,
            "give the key of `appToken` with `.app_token(..)` or `.api_key(\"appToken\", ..)`; \
             or give client id and secret of `oauth` with `.oauth2(id, secret)`, or `.token_source(..)`"
        );
    }
}
