//! Decides which errors leave it open what became of a call: the table of `docs/outcomes.md`.
//!
//! An error with its passport comes in, the same error goes out, or an unknown outcome with that error as its cause.
//! The rule behind the table: an outcome is known where the server says that it refused, or where the request
//! cannot have reached the server. Everything else is doubt.

use http::StatusCode;

use super::{Error, ErrorCode};
use crate::operation::Repeating;

/// The meaning of a status for the request that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StatusMeaning {
    /// The server did what it was asked for.
    Done,
    /// The server did not do it.
    Refused,
    /// Neither: a server failed, or a proxy answered for it.
    Nothing,
}

/// Returns the meaning of a status for the request that it answers.
pub(crate) const fn status_meaning(status: StatusCode) -> StatusMeaning {
    match status.as_u16() {
        200..=299 => StatusMeaning::Done,
        // RFC 9110 sections 15.4.8 and 15.4.9: the request must be sent elsewhere, so this server
        // did not act on it.
        307 | 308 => StatusMeaning::Refused,
        // The whole request was sent: a proxy that says otherwise gave up waiting for its own server.
        408 => StatusMeaning::Nothing,
        // Written by proxies (nginx, AWS) when one side left before the server had answered.
        460 | 499 => StatusMeaning::Nothing,
        400..=498 => StatusMeaning::Refused,
        // RFC 9110 sections 15.6.2 and 15.6.6: the server does not have this method or version at all.
        501 | 505 => StatusMeaning::Refused,
        // Other redirects follow a request that was acted on as well as one that was not. A proxy sends 5xx after the
        // server got the request and died.
        _ => StatusMeaning::Nothing,
    }
}

impl Error {
    /// This error, or an unknown outcome because of it.
    pub(crate) fn or_outcome_unknown(self) -> Self {
        if self.is_outcome_unknown() || !self.leaves_outcome_open() {
            return self;
        }
        self.into_outcome_unknown()
    }

    /// The same error of a call of which an attempt may have been acted on.
    pub(crate) fn with_doubt(mut self, is_in_doubt: bool) -> Self {
        self.0.passport = self.0.passport.with_doubt(is_in_doubt);
        self
    }

    fn leaves_outcome_open(&self) -> bool {
        let passport = self.passport();
        let answer = passport.status().map(status_meaning);
        match passport.repeating() {
            // No call, or one that changes nothing.
            None | Some(Repeating::Safe) => false,
            // Doing it again is harmless, so a failure leaves no doubt. But a refusal of the second attempt may be due to
            // the first one: 404 for what that one deleted, 412 for what it changed.
            Some(Repeating::Harmless) => {
                passport.is_in_doubt()
                    && answer == Some(StatusMeaning::Refused)
                    && !self.is_retryable()
            }
            // A refusal of the second attempt says nothing about the first one, with a key too: 409 may mean that the
            // first one is under way, 422 that its key is taken, 404 that it used up what it needed.
            Some(Repeating::Harmful) => passport.is_in_doubt() || self.leaves_doubt(answer),
        }
    }

    /// Returns true if the answer that this error is about leaves open what became of the request.
    fn leaves_doubt(&self, answer: Option<StatusMeaning>) -> bool {
        match answer {
            None | Some(StatusMeaning::Refused) => false,
            Some(StatusMeaning::Nothing) => true,
            // An answer that cannot be read may come from anybody. One that can be read, and tells of a failure, is clear.
            Some(StatusMeaning::Done) => self.0.code != ErrorCode::Failed,
        }
    }

    /// Returns the remedy for an unknown outcome.
    pub(super) fn outcome_remedy(&self) -> &'static str {
        if self.idempotency_key().is_some() {
            return "Look up what became of it before repeating it; repeat it only with the same idempotency key";
        }
        if self.passport().repeating() == Some(Repeating::Harmless) {
            return "Look up what became of it: an earlier attempt may have done it, and this answer may be about that";
        }
        "Look up what became of it before repeating it: it had no idempotency key, so a repeat may do it a second time"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_row() {
        let statuses_of = |meaning: StatusMeaning| {
            let statuses = (100..=999).filter_map(|code| StatusCode::from_u16(code).ok());
            let statuses = statuses.filter(|status| status_meaning(*status) == meaning);
            statuses.map(|status| status.as_u16()).collect::<Vec<_>>()
        };
        assert_eq!(
            statuses_of(StatusMeaning::Done),
            (200..=299).collect::<Vec<_>>()
        );
        let refused = [307, 308]
            .into_iter()
            .chain((400..=498).filter(|code| !matches!(code, 408 | 460)))
            .chain([501, 505]);
        assert_eq!(
            statuses_of(StatusMeaning::Refused),
            refused.collect::<Vec<_>>()
        );
        for open in [
            101, 300, 301, 302, 303, 304, 408, 499, 500, 502, 503, 504, 511, 520, 599, 600,
        ] {
            assert!(
                statuses_of(StatusMeaning::Nothing).contains(&open),
                "{open}"
            );
        }
    }
}
