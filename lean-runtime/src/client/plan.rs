//! Settles everything about a call that stays the same for all of its attempts, before anything is sent.

use std::{borrow::Cow, sync::Arc, time::Duration};

use http::{HeaderMap, Method, StatusCode, Uri, header::COOKIE};

use super::{inner::Core, next_page, origin::BaseUrl};
use crate::{
    Error,
    auth::{MissingCredentials, RequirementSet},
    error::{ErrorCode, IdempotencyKey, Passport},
    idempotency,
    operation::{Operation, ServerInfo},
    request::{Payload, Request},
    wire,
};

/// The number of headers that are usually added to those of the plan: credentials, `Accept-Encoding`, `Host` and one more.
const ADDED_HEADERS: usize = 4;

/// The parts of a call that are the same for all attempts.
pub(super) struct Plan {
    pub(super) operation: &'static Operation,
    pub(super) method: Method,
    pub(super) url: Uri,
    /// Without those that the client sends with every call.
    pub(super) headers: HeaderMap,
    pub(super) body: Payload,
    pub(super) streamed: bool,
    pub(super) redirects: Option<fn(StatusCode) -> bool>,
    pub(super) security: RequirementSet,
    pub(super) scopes: Option<Arc<[String]>>,
    pub(super) key: Option<IdempotencyKey>,
    pub(super) deadline: Duration,
    pub(super) passport: Passport,
}

impl Plan {
    /// # Errors
    /// The operation's server is not this client's, credentials are missing, or the request cannot be written.
    pub(super) fn new(
        core: &Core,
        scopes: Option<Arc<[String]>>,
        mut request: Request,
    ) -> Result<Self, Error> {
        let operation = request.operation;
        let passport = Passport::new(operation);
        let base = server(core, operation, request.options.server)?;
        let url = base.join(&request.path, &request.query).map_err(|error| {
            Error::new(ErrorCode::InvalidRequest, passport.clone())
                .with_what("the path or query is not valid in a URL")
                .with_source(error)
        })?;
        let url = match &request.options.page {
            Some(link) => next_page::url(&base, &url, link)
                .map_err(|error| error.with_passport(passport.clone()))?,
            None => url,
        };
        let method = Method::from_bytes(operation.method.as_bytes()).map_err(|error| {
            Error::new(ErrorCode::InvalidRequest, passport.clone())
                .with_what("the method cannot be sent")
                .with_source(error)
        })?;
        let passport = passport.at_host(base.name());
        let key = idempotency::settle_key(&mut request, &core.headers)
            .map_err(|error| error.with_passport(passport.clone()))?;
        let passport = passport.with_idempotency_key(key.clone());
        let security = security(core, (operation, request.options.server), &passport)?;
        let mut plan = Self {
            operation,
            method,
            url,
            headers: join_cookies(&core.headers, request.headers),
            body: request.body,
            streamed: request.options.streamed,
            redirects: request.options.redirects,
            security,
            scopes,
            key,
            deadline: request.options.timeout.unwrap_or(core.deadlines.total),
            passport,
        };
        plan.settle_length();
        Ok(plan)
    }

    /// The request of one attempt, without credentials: what the caller says replaces what the client always says.
    pub(super) fn head(&self, of_client: &HeaderMap) -> http::Request<()> {
        let mut head = http::Request::new(());
        *head.method_mut() = self.method.clone();
        *head.uri_mut() = self.url.clone();
        let length = self.headers.len() + of_client.len() + ADDED_HEADERS;
        let mut headers = HeaderMap::with_capacity(length);
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        for (name, value) in of_client {
            if !self.headers.contains_key(name) {
                headers.append(name, value.clone());
            }
        }
        *head.headers_mut() = headers;
        head
    }

    /// Returns true if sending the call again does no harm, by its method or its key.
    pub(super) fn is_repeatable(&self) -> bool {
        self.is_replayable() && (self.operation.is_idempotent() || self.key.is_some())
    }

    /// Returns true if the call can be sent again at all.
    pub(super) fn is_replayable(&self) -> bool {
        self.body.is_replayable()
    }

    /// A stream's length is not seen by the engine; methods that are about a body say when it is empty.
    fn settle_length(&mut self) {
        let length = match &self.body {
            Payload::Stream(source) => source.length(),
            Payload::Empty if matches!(self.method, Method::POST | Method::PUT | Method::PATCH) => {
                Some(0)
            }
            Payload::Empty | Payload::Bytes(_) => None,
        };
        if let Some(length) = length {
            self.headers
                .insert(http::header::CONTENT_LENGTH, length.into());
        }
    }
}

/// The headers of a call, with the client's cookies if it has any itself.
fn join_cookies(of_client: &HeaderMap, mut headers: HeaderMap) -> HeaderMap {
    if let Some(cookies) = headers.remove(COOKIE) {
        for value in of_client.get_all(COOKIE) {
            headers.append(COOKIE, value.clone());
        }
        wire::cookie::append(&mut headers, &cookies);
    }
    headers
}

/// The whole URL of a request, if it has one.
pub(super) fn url(core: &Core, request: &Request) -> Option<Uri> {
    let base = server(core, request.operation, request.options.server).ok()?;
    let url = base.join(&request.path, &request.query).ok()?;
    match &request.options.page {
        Some(link) => next_page::url(&base, &url, link).ok(),
        None => Some(url),
    }
}

/// Returns the operation's server. An origin other than the chosen one needs the user's permission.
fn server<'c>(
    core: &'c Core,
    operation: &'static Operation,
    of_link: Option<&'static ServerInfo>,
) -> Result<Cow<'c, BaseUrl>, Error> {
    let own = of_link
        .or(operation.server)
        .filter(|_| !core.base_is_chosen);
    let Some(own) = own else {
        return Ok(Cow::Borrowed(&core.base));
    };
    let named = |error: Error| error.with_passport(Passport::new(operation));
    let url = own
        .check(&[])
        .map_err(|what| named(Error::configuration(what)))?;
    let base = BaseUrl::parse("the operation's server", &url, core.clear).map_err(named)?;
    let origin = base.origin();
    if origin == core.base.origin() || core.allowed_origins.contains(origin) {
        return Ok(Cow::Owned(base));
    }
    let remedy = format!(
        "If it may see this client's credentials: `.allow_origin(\"{}\")`",
        origin.url()
    );
    let what = format!("the operation lives on {origin}, not on the chosen server");
    let error = Error::new(ErrorCode::OriginRefused, Passport::new(operation));
    Err(error.with_what(what).with_remedy(remedy))
}

/// The server's own demands take the operation's place: a server knows how it is entered.
fn security(
    core: &Core,
    (operation, of_link): (&'static Operation, Option<&'static ServerInfo>),
    passport: &Passport,
) -> Result<RequirementSet, Error> {
    let own = of_link
        .or(operation.server)
        .filter(|_| !core.base_is_chosen);
    let server = own.map_or(core.server.security, |server| server.security);
    // Where servers are entered differently, it is often the other one that was meant.
    let name = own.map_or(core.server.name, |server| server.name);
    let sets = server
        .filter(|_| !operation.own_security)
        .unwrap_or(operation.security);
    core.credentials
        .choose(sets)
        .map_err(|MissingCredentials(remedy)| {
            Error::new(ErrorCode::CredentialMissing, passport.clone())
                .with_remedy(format!("To the builder for `{name}`: {remedy}"))
        })
}
