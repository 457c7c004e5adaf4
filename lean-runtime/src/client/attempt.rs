//! An attempt of a call: waiting for a turn, credentials, middleware, transport, and the response
//! within its limits.

use std::{
    pin::{Pin, pin},
    sync::{Arc, atomic::Ordering},
};

use http::{HeaderMap, StatusCode, header};
use tokio::time::Instant;

use super::{alarm::DeadlinePassed, call::CallRun, nesting, plan::Plan, response};
use crate::{
    Error,
    auth::{self, MintRequest, Secret, Tokens},
    error::{ErrorCode, Passport},
    identity::{Identity, Loaded},
    limits::{InFlight, Permit},
    middleware::{Attempt, AttemptOutcome},
    operation::SchemeKind,
    request::Reply,
    retry::retry_after,
    transport::{Failure, Outgoing, Reach, SendProgress, WireBody, send_until_taken},
};

/// The number of an attempt, from 1, and its need for a fresh connection.
#[derive(Clone, Copy)]
pub(super) struct AttemptNumber {
    /// From 1.
    pub(super) number: u32,
    pub(super) fresh_connection: bool,
}

/// Why an attempt failed, and how far it came.
pub(crate) struct FailedAttempt {
    pub(crate) error: Error,
    pub(super) reach: Reach,
    /// The server refused the request before acting on it, and takes it again.
    pub(super) is_refused_unprocessed: bool,
}

impl FailedAttempt {
    fn before_acting(error: Error) -> Self {
        Self {
            error,
            reach: Reach::NotReached,
            is_refused_unprocessed: false,
        }
    }

    /// After the request may have been acted on.
    pub(super) fn perhaps_acted_on(error: Error) -> Self {
        Self {
            error,
            reach: Reach::Perhaps,
            is_refused_unprocessed: false,
        }
    }

    /// Returns true if the connection ended under a request that the server may have acted on.
    fn is_lost(&self) -> bool {
        self.reach == Reach::Perhaps && !self.error.is_timeout()
    }

    fn from_transport(failure: Failure, passport: Passport) -> Self {
        Self {
            reach: failure.reach(),
            is_refused_unprocessed: failure.is_refused_unprocessed(),
            error: failure.into_error(passport),
        }
    }
}

/// The access token that an attempt carries.
pub(super) struct TokenUse {
    tokens: Arc<Tokens>,
    /// A token that comes and goes; none: the source's fixed one.
    kept: Option<(MintRequest, Secret)>,
}

impl TokenUse {
    /// With the token of now, if it was renewed meanwhile.
    fn with_current_token(mut self) -> Self {
        if let Some((wanted, token)) = &mut self.kept
            && let Some(renewed) = self.tokens.current(wanted)
        {
            *token = renewed;
        }
        self
    }

    fn secret(&self) -> Option<&Secret> {
        match &self.kept {
            Some((_, token)) => Some(token),
            None => self.tokens.fixed_token(),
        }
    }

    /// A server refused it. Says whether another attempt may carry another one.
    pub(super) fn note_refusal(&self) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|(wanted, token)| self.tokens.note_refusal(wanted, token))
    }
}

pub(super) async fn send(
    call: CallRun<'_>,
    this: AttemptNumber,
) -> (Result<Reply, FailedAttempt>, Option<TokenUse>) {
    // One generation for all of the attempt: a token that is bound to a certificate goes with no other.
    let identity = match identity(call) {
        Ok(identity) => identity,
        Err(error) => return (Err(FailedAttempt::before_acting(error)), None),
    };
    let token = match token(call, &identity).await {
        Ok(token) => token,
        Err(error) => return (Err(FailedAttempt::before_acting(error)), None),
    };
    // After the token, which may come by calls that need a place themselves; before signatures, which grow old.
    let permit = call.core.gate.acquire(nesting::place(call.core)).await;
    let token = token.map(TokenUse::with_current_token);
    let mut head = call.plan.head(&call.core.headers);
    if let Err(error) = prepare(call, this, token.as_ref(), &mut head).await {
        return (Err(FailedAttempt::before_acting(error)), token);
    }
    // Only middleware looks at the request again.
    let seen = (!call.core.middleware.is_empty()).then(|| (head.clone(), Instant::now()));
    let at_stake = !call.plan.is_repeatable();
    let under_way = call.core.window.enter(at_stake).await;
    let mut head = Some(head);
    let result = {
        // Where it is made, it stays: a future that is moved takes its place twice.
        let sending = pin!(send_until_taken(&*call.core.api, || Outgoing {
            head: head.take().unwrap_or_else(|| match &seen {
                Some((head, _)) => head.clone(),
                None => rebuild_head(call, token.as_ref()),
            }),
            body: call.plan.body.clone(),
            fresh_connection: this.fresh_connection,
            operation: Some(call.plan.operation),
            identity: identity.clone(),
        }));
        send_head(call, sending, under_way, permit).await
    };
    if let Some((mut head, started)) = seen {
        let outcome = outcome(&result, started);
        let attempt = middleware_attempt(call.plan, this, &mut head);
        for middleware in &call.core.middleware {
            middleware.after(&attempt, &outcome);
        }
    }
    (result, token)
}

/// The identity in use now, if it is still valid: an expired one is not worth a connection.
fn identity(call: CallRun<'_>) -> Result<Option<Arc<Loaded>>, Error> {
    let ready = call.core.identity.as_ref().map(Identity::ready).transpose();
    ready.map_err(|error| Error::identity(call.passport(), error))
}

async fn token(
    call: CallRun<'_>,
    identity: &Option<Arc<Loaded>>,
) -> Result<Option<TokenUse>, Error> {
    let CallRun { core, plan, .. } = call;
    let is_token = |kind| {
        matches!(
            kind,
            SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_)
        )
    };
    let mut needs = plan
        .security
        .iter()
        .filter(|need| is_token(need.scheme.kind));
    let Some(need) = needs.next() else {
        return Ok(None);
    };
    let tokens = core.tokens.of(need.scheme);
    let Some(tokens) = tokens.map_err(|error| error.with_passport(call.passport()))? else {
        return Ok(None);
    };
    if tokens.fixed_token().is_some() {
        return Ok(Some(TokenUse { tokens, kept: None }));
    }
    let scopes = match &plan.scopes {
        Some(chosen) => chosen.to_vec(),
        None => need.scopes.iter().map(|&scope| scope.to_owned()).collect(),
    };
    let wanted = MintRequest::new(scopes, identity.clone());
    let token = tokens.token(&wanted).await;
    let token = token.map_err(|failure| failure.to_error(call.passport()))?;
    let kept = Some((wanted, token));
    Ok(Some(TokenUse { tokens, kept }))
}

/// Adds credentials first, then runs middleware: a signature covers everything that is sent.
async fn prepare(
    call: CallRun<'_>,
    this: AttemptNumber,
    token: Option<&TokenUse>,
    head: &mut http::Request<()>,
) -> Result<(), Error> {
    authenticate(call, token, head)
        .map_err(|what| Error::new(ErrorCode::InvalidRequest, call.passport()).with_what(what))?;
    let mut attempt = middleware_attempt(call.plan, this, head);
    for middleware in &call.core.middleware {
        let refused = |cause| Error::new(ErrorCode::Middleware, call.passport()).with_source(cause);
        let before = middleware.before(&mut attempt);
        nesting::within(call.core, before).await.map_err(refused)?;
    }
    Ok(())
}

/// Adds the credentials that the call needs.
fn authenticate(
    call: CallRun<'_>,
    token: Option<&TokenUse>,
    head: &mut http::Request<()>,
) -> Result<(), String> {
    let token = token.and_then(TokenUse::secret);
    auth::apply(&call.core.credentials, call.plan.security, token, head)
}

/// The same request once more, for another connection. Middleware has not changed it: there is none.
fn rebuild_head(call: CallRun<'_>, token: Option<&TokenUse>) -> http::Request<()> {
    let mut head = call.plan.head(&call.core.headers);
    // It was possible before, with the same token.
    let _ = authenticate(call, token, &mut head);
    head
}

fn middleware_attempt<'a>(
    plan: &'a Plan,
    this: AttemptNumber,
    head: &'a mut http::Request<()>,
) -> Attempt<'a> {
    Attempt {
        operation: plan.operation,
        number: this.number,
        key: plan.key.as_ref(),
        head,
        body: &plan.body,
    }
}

async fn send_head(
    call: CallRun<'_>,
    sending: Pin<&mut impl Future<Output = Result<http::Response<WireBody>, Failure>>>,
    under_way: InFlight,
    permit: Permit,
) -> Result<Reply, FailedAttempt> {
    let is_under_way = &call.progress.is_under_way;
    is_under_way.store(true, Ordering::Relaxed);
    let result = match first_byte(call, sending).await {
        Ok(response) => {
            under_way.note_answer();
            let passport = passport(call, response.status(), response.headers());
            response::receive(call, passport, response, permit).await
        }
        Err(failed) => {
            if failed.is_refused_unprocessed {
                under_way.note_refusal();
            } else if failed.is_lost() {
                under_way.note_loss();
            }
            Err(failed)
        }
    };
    is_under_way.store(false, Ordering::Relaxed);
    result
}

async fn first_byte(
    call: CallRun<'_>,
    sending: Pin<&mut impl Future<Output = Result<http::Response<WireBody>, Failure>>>,
) -> Result<http::Response<WireBody>, FailedAttempt> {
    let deadline = call.core.deadlines.first_byte;
    match call.alarm.answer(deadline, sending).await {
        Ok(Ok(response)) => {
            call.progress.note_progress(SendProgress::ResponseBegun);
            Ok(response)
        }
        Ok(Err(failure)) => {
            call.progress.note_progress(failure.progress());
            Err(FailedAttempt::from_transport(failure, call.passport()))
        }
        Err(DeadlinePassed) => {
            let text = format!("no answer began within {} s", deadline.as_secs_f64());
            call.progress.note_progress(SendProgress::BodySent);
            let error = Error::new(ErrorCode::TimeoutFirstByte, call.passport()).with_what(text);
            Err(FailedAttempt::perhaps_acted_on(error))
        }
    }
}

/// The passport of a response: with its status, and the id that the provider knows it by.
fn passport(call: CallRun<'_>, status: StatusCode, headers: &HeaderMap) -> Passport {
    let asks = headers.contains_key(header::RETRY_AFTER);
    let wait = asks.then(|| retry_after(headers, jiff::Timestamp::now()));
    let passport = call.passport().with_status(status);
    let passport = passport.with_retry_after(wait.flatten());
    let names = call.core.request_id_headers.iter();
    let mut ids = names.filter_map(|name| headers.get(name)?.to_str().ok());
    match ids.next() {
        Some(id) => passport.with_request_id(id),
        None => passport,
    }
}

fn outcome(result: &Result<Reply, FailedAttempt>, started: Instant) -> AttemptOutcome<'_> {
    let reply = result.as_ref().ok();
    AttemptOutcome {
        status: reply.map(|reply| reply.status),
        headers: reply.map(|reply| &reply.headers),
        body: reply.and_then(|reply| reply.body.in_memory()),
        error: result.as_ref().err().map(|failed| &failed.error),
        elapsed: started.elapsed(),
    }
}
