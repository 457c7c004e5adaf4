//! A value with its status and headers.

use http::{HeaderMap, HeaderValue, StatusCode};

use super::link::LinkOrigin;
use crate::error::Passport;
use crate::model::{self, DecodeError, Problem, Slot};
use crate::wire::{self, HeaderShape};

/// A value with the status and headers that it came with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The value.
    pub value: T,
    /// The places that do not fit the description, if the client is lenient: the first ten.
    pub problems: Vec<Problem>,
    pub(super) problem_count: usize,
    pub(super) passport: Passport,
    /// The parts of the exchange that the response's links use, if the operation has links.
    pub(super) origin: Option<LinkOrigin>,
}

impl<T> Response<T> {
    /// Returns the number of places that do not fit the description, including those that are not
    /// listed.
    #[must_use]
    pub fn problem_count(&self) -> usize {
        self.problem_count
    }

    /// The provider's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.passport.request_id()
    }

    /// Returns the number of times that the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.passport.attempts()
    }

    /// A header as a value of that type; none if it is not there.
    ///
    /// # Errors
    /// If it is there and does not fit.
    pub fn header<H: Slot>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        let Some(value) = self.headers.get(name) else {
            return Ok(None);
        };
        model::from_text(&wire::header_text(value)).map(Some)
    }

    /// A header as the description shapes it; none if it is not there. Generated code calls this in a function per header:
    /// `ListThings::x_rate_limit(&response)`.
    ///
    /// # Errors
    /// If it is there and does not fit.
    pub fn shaped_header<H: Slot>(
        &self,
        name: &str,
        shape: HeaderShape,
    ) -> Result<Option<H>, DecodeError> {
        // A header that is described by `content` is JSON; no list or object of style `simple` begins so.
        let json = |value: &HeaderValue| matches!(value.as_bytes().first(), Some(b'{' | b'['));
        let shape = match shape {
            HeaderShape::One | HeaderShape::Json => shape,
            _ if self.headers.get(name).is_some_and(json) => HeaderShape::Json,
            _ => shape,
        };
        wire::read_header(&self.headers, name, shape)
    }

    pub(super) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Response {
            status,
            headers,
            value,
            problems,
            problem_count,
            passport,
            origin,
        } = self;
        Response {
            status,
            headers,
            value: change(value),
            problems,
            problem_count,
            passport,
            origin,
        }
    }
}
