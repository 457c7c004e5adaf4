//! A logical call: plan, send, and repeat if harmless, within the deadline.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::Instant;
use tracing::Instrument as _;

use super::{
    alarm::Alarm,
    attempt::{self, AttemptNumber, FailedAttempt, TokenUse},
    inner::Core,
    nesting,
    plan::Plan,
};
use crate::{
    Error,
    call::{is_covered, refusal},
    error::{ErrorCode, Passport, StatusMeaning, status_meaning},
    model::memory,
    moment, observe,
    request::Reply,
    retry::{Price, is_temporary, retry_after},
    transport::{Reach, SendProgress},
};

pub(super) async fn run(core: Arc<Core>, plan: Box<Plan>) -> Result<Reply, Error> {
    nesting::check(&plan.passport)?;
    let span = observe::call(&plan.passport, &plan.url);
    let progress = Progress::new();
    let alarm = Alarm::new(moment::after(progress.start, plan.deadline));
    let call = CallRun {
        core: &core,
        plan: &plan,
        progress: &progress,
        alarm: &alarm,
    };
    let result = within_deadline(call).instrument(span.clone()).await;
    observe::note_call(&span, &plan.passport, &result, progress.start);
    result
}

/// A logical call in progress.
#[derive(Clone, Copy)]
pub(super) struct CallRun<'a> {
    pub(super) core: &'a Core,
    pub(super) plan: &'a Plan,
    pub(super) progress: &'a Progress,
    pub(super) alarm: &'a Alarm,
}

impl CallRun<'_> {
    /// Returns the current passport.
    pub(super) fn passport(&self) -> Passport {
        let attempts = self.progress.attempts.load(Ordering::Relaxed);
        let elapsed = self.progress.start.elapsed();
        let passport = self.plan.passport.clone();
        passport
            .with_effort(attempts, elapsed)
            .with_progress(self.progress.furthest())
    }

    /// An error after attempts that may have been acted on may be an error of its own kind.
    fn decide_outcome(&self, error: Error) -> Error {
        error
            .with_doubt(self.progress.is_in_doubt())
            .or_outcome_unknown()
    }
}

/// The progress of a call, for the error if its deadline passes.
pub(super) struct Progress {
    start: Instant,
    attempts: AtomicU32,
    /// The furthest stage that an attempt may have come to.
    stage: AtomicU8,
    /// True if an attempt is in progress.
    pub(super) is_under_way: AtomicBool,
    /// True if the server may have acted on an attempt that it did not answer with a success or a refusal.
    is_in_doubt: AtomicBool,
}

impl Progress {
    fn new() -> Self {
        Self {
            start: Instant::now(),
            attempts: AtomicU32::new(0),
            stage: AtomicU8::new(SendProgress::NotConnected.to_u8()),
            is_under_way: AtomicBool::new(false),
            is_in_doubt: AtomicBool::new(false),
        }
    }

    /// An attempt may have come to this stage.
    pub(super) fn note_progress(&self, stage: SendProgress) {
        self.stage.fetch_max(stage.to_u8(), Ordering::Relaxed);
    }

    fn furthest(&self) -> SendProgress {
        SendProgress::from_u8(self.stage.load(Ordering::Relaxed))
    }

    fn is_in_doubt(&self) -> bool {
        self.is_in_doubt.load(Ordering::Relaxed)
    }

    fn set_doubt(&self, is_in_doubt: bool) {
        if is_in_doubt {
            self.is_in_doubt.store(true, Ordering::Relaxed);
        }
    }
}

async fn within_deadline(call: CallRun<'_>) -> Result<Reply, Error> {
    let attempts = pin!(attempts(call));
    if let Ok(result) = call.alarm.run(attempts).await {
        return result;
    }
    if call.progress.is_under_way.load(Ordering::Relaxed) {
        call.progress.note_progress(SendProgress::BodySent);
        call.progress.set_doubt(true);
    }
    let limit = call.plan.deadline.as_secs_f64();
    let text = format!("the call did not end within {limit} s");
    let error = Error::new(ErrorCode::TimeoutTotal, call.passport()).with_what(text);
    Err(call.decide_outcome(error))
}

/// The action after an attempt.
enum NextStep {
    End,
    /// Again at once, with something changed that the server complained of.
    Changed,
    After(Duration),
}

async fn attempts(call: CallRun<'_>) -> Result<Reply, Error> {
    let mut repeats = Repeats::default();
    loop {
        let number = call.progress.attempts.fetch_add(1, Ordering::Relaxed) + 1;
        let this = AttemptNumber {
            number,
            fresh_connection: repeats.on_fresh_connection,
        };
        let (result, token) = attempt::send(call, this).await;
        let was_in_doubt = call.progress.is_in_doubt();
        call.progress.set_doubt(leaves_doubt(&result));
        let next = repeats.next_step(call, &result, token.as_ref());
        observe::attempt(
            call.plan.operation,
            number,
            result
                .as_ref()
                .map(|reply| reply.status)
                .map_err(|failed| failed.error.code()),
            matches!(next, NextStep::End),
        );
        match next {
            NextStep::End => return finish(call, result, was_in_doubt),
            NextStep::Changed => {}
            NextStep::After(wait) => tokio::time::sleep(wait).await,
        }
    }
}

/// The repeats that were already made.
#[derive(Default)]
struct Repeats {
    /// The number of temporary failures.
    failures: u32,
    with_new_token: bool,
    on_fresh_connection: bool,
}

impl Repeats {
    fn next_step(
        &mut self,
        call: CallRun<'_>,
        result: &Result<Reply, FailedAttempt>,
        token: Option<&TokenUse>,
    ) -> NextStep {
        if !call.plan.is_replayable() {
            return NextStep::End;
        }
        if let Ok(reply) = result {
            let status = reply.status.as_u16();
            if status == 401 && !self.with_new_token && names_token(&reply.headers) {
                self.with_new_token = token.is_some_and(TokenUse::note_refusal);
                if self.with_new_token {
                    return NextStep::Changed;
                }
            }
            // RFC 9110 section 15.5.20: this connection does not lead to that server.
            if status == 421 && !self.on_fresh_connection {
                self.on_fresh_connection = true;
                return NextStep::Changed;
            }
        }
        self.step_after_failure(call, result)
    }

    fn step_after_failure(
        &mut self,
        call: CallRun<'_>,
        result: &Result<Reply, FailedAttempt>,
    ) -> NextStep {
        let (core, plan) = (call.core, call.plan);
        let (is_harmless, asked, price) = match result {
            Ok(reply) if is_temporary(reply.status) => {
                let asked = retry_after(&reply.headers, Timestamp::now());
                (plan.is_repeatable(), asked, Price::Failure)
            }
            Err(failed) if failed.error.is_retryable() && !failed.error.is_final() => {
                let is_harmless = plan.is_repeatable() || failed.reach == Reach::NotReached;
                // The server did no work, and asks for it.
                let price = match failed.is_refused_unprocessed {
                    true => Price::Refusal,
                    false => Price::Failure,
                };
                (is_harmless, None, price)
            }
            Ok(_) | Err(_) => return NextStep::End,
        };
        self.failures += 1;
        if !is_harmless || self.failures >= core.retry.attempts_max {
            return NextStep::End;
        }
        let Some(wait) = core.retry.wait(self.failures, asked) else {
            return NextStep::End;
        };
        // To wait beyond the deadline would only hide what happened.
        if moment::from_now(wait) >= call.alarm.total || !core.budget.try_take(price) {
            return NextStep::End;
        }
        NextStep::After(wait)
    }
}

/// Returns true if a refusal is about the access token: it says so, or gives no reason (RFC 6750
/// section 3).
fn names_token(headers: &http::HeaderMap) -> bool {
    let challenge = headers.get(http::header::WWW_AUTHENTICATE);
    let challenge = challenge
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    !challenge.contains("error=") || challenge.contains("invalid_token")
}

/// Returns true if the server may have acted on an attempt with this result, and does not say so.
fn leaves_doubt(result: &Result<Reply, FailedAttempt>) -> bool {
    match result {
        Ok(reply) => status_meaning(reply.status) == StatusMeaning::Nothing,
        Err(failed) => {
            let is_refused =
                failed.error.status().map(status_meaning) == Some(StatusMeaning::Refused);
            failed.reach == Reach::Perhaps && !is_refused && !failed.error.is_body_source()
        }
    }
}

/// The end of a call. `was_in_doubt`: an attempt before the last one may have been acted on, and only a success is an
/// answer to all of them.
fn finish(
    call: CallRun<'_>,
    result: Result<Reply, FailedAttempt>,
    was_in_doubt: bool,
) -> Result<Reply, Error> {
    let mut reply = result.map_err(|failed| call.decide_outcome(failed.error))?;
    if reply.passport.attempts() == 1 && reply.status.is_success() {
        call.core.budget.give_back();
    }
    reply.passport = reply.passport.with_doubt(was_in_doubt);
    let (wanted, _) = call.plan.operation.redirects;
    if reply.status.is_success() || is_covered(&[(wanted, "")], reply.status) || !was_in_doubt {
        return Ok(reply);
    }
    let body = reply.body.in_memory().cloned().unwrap_or_default();
    let error = refusal(
        reply.passport.clone(),
        body,
        memory::of_body(call.core.body_bytes_max),
    );
    if error.is_outcome_unknown() {
        return Err(error);
    }
    Ok(reply)
}
