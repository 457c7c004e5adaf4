//! A call without its type.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, header};

use super::{Executor, body, pages};
use crate::Error;
use crate::idempotency;
use crate::json::Writer;
use crate::model::Slot;
use crate::operation::Operation;
use crate::request::{Options, Payload, Request};
use crate::values::Json;
use crate::wire::{self, RequestDraft, Unsendable};

/// A call of any operation, not yet sent. Values are set by index and sent as text.
///
/// ```
/// use lean_runtime::client::Caller;
/// use lean_runtime::operation::{At, Operation, Parameter};
/// use lean_runtime::{Client, call::AnyCall};
///
/// const GET: &Operation = &Operation::new("getThing", "GET", "/things/{id}").parameters(&[Parameter::path("id")]);
/// # fn main() -> Result<(), lean_runtime::Error> {
/// let client = Client::builder(At::new("https://api.example.com")).build()?;
/// let call = AnyCall::new(Caller::executor(&client), GET).text(0, "a/b");
/// assert_eq!(call.request()?.path, "/things/a%2Fb");
/// # Ok(()) }
/// ```
#[must_use = "a call does nothing until it is sent"]
#[derive(Clone)]
pub struct AnyCall {
    pub(super) executor: Executor,
    pub(super) operation: &'static Operation,
    /// The parameters given, by index, as JSON text: written where they go when the call is run.
    pub(super) arguments: Vec<(usize, String)>,
    /// The parameters given that have no form in JSON, by index.
    pub(super) unwritable: Vec<(usize, Unsendable)>,
    pub(super) headers: Vec<(String, String)>,
    /// The pairs that the caller adds to the query.
    pub(super) query: Vec<(String, String)>,
    pub(super) content: Result<Option<WrittenBody>, Unsendable>,
    /// A limit that the body does not keep to.
    pub(super) unkept: Option<Unsendable>,
    /// True if values are sent without checking the description's limits.
    pub(super) unchecked: bool,
    /// True if the call already has its answer, so that nothing is written.
    pub(super) answered: bool,
    pub(super) options: Options,
}

/// A body as it goes on the wire, with its content type.
pub(super) type WrittenBody = (String, Payload);

impl AnyCall {
    /// A call of this operation.
    pub fn new(executor: Executor, operation: &'static Operation) -> AnyCall {
        AnyCall {
            executor,
            operation,
            arguments: Vec::new(),
            unwritable: Vec::new(),
            headers: Vec::new(),
            query: Vec::new(),
            content: Ok(None),
            unkept: None,
            unchecked: false,
            answered: false,
            options: Options::default(),
        }
    }

    /// Gives the parameter of that index; what was given before is replaced.
    pub fn with(self, index: usize, value: &dyn Slot) -> AnyCall {
        self.write_argument(index, &|out| value.write(out))
    }

    /// Gives a parameter that is text.
    pub fn text(self, index: usize, value: &str) -> AnyCall {
        self.with(index, &value.to_owned())
    }

    /// Gives a parameter that is a list.
    pub fn list<T: Slot>(self, index: usize, values: &[T]) -> AnyCall {
        self.write_argument(index, &|out| body::write_list(values, out))
    }

    /// Sends values as they are, without checking the description's limits.
    pub fn unchecked(mut self) -> AnyCall {
        self.unchecked = true;
        self
    }

    /// The deadline of the whole call, repeats included.
    pub fn timeout(mut self, timeout: Duration) -> AnyCall {
        self.options.timeout = Some(timeout);
        self
    }

    /// With this idempotency key, in place of one given before. Running the call fails if the operation takes none.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> AnyCall {
        let key = key.into();
        match self.operation.key_parameter() {
            Some(index) => self.text(index, &key),
            None => {
                self.options.idempotency_key = Some(key);
                self
            }
        }
    }

    /// Adds a custom header, which replaces the call's header of that name.
    pub fn header(mut self, name: &str, value: &str) -> AnyCall {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With a pair more in the query, both percent-encoded: for what the description does not say, or cannot.
    pub fn query(mut self, name: &str, value: &str) -> AnyCall {
        self.query.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The operation that it calls.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The request as it would be sent, before authentication.
    ///
    /// # Errors
    /// If a parameter cannot be sent as the description says.
    pub fn request(&self) -> Result<Request, Error> {
        if self.answered {
            return Ok(self.unwritten_request());
        }
        // Changed in place: a request is large.
        let mut request = self
            .write_request()
            .map_err(|fault| Error::unsendable(self.operation, &fault))?;
        self.add_headers(&mut request)?;
        idempotency::read_key(&mut request)?;
        Ok(request)
    }

    /// The request to a fake, which needs no more than the options of the call.
    fn unwritten_request(&self) -> Request {
        let mut request = Request::new(self.operation, "/");
        request.options = self.options.clone();
        request.options.page_argument = pages::given_argument(self).map(str::to_owned);
        let index = self.operation.key_parameter();
        let key = self
            .arguments
            .iter()
            .find(|(given, _)| Some(*given) == index);
        if let Some(key) = key.and_then(|(_, json)| Json::from_raw(json).decode().ok()) {
            request.options.idempotency_key = Some(key);
        }
        request
    }

    fn write_request(&self) -> Result<Request, Unsendable> {
        if let Some((_, fault)) = self.unwritable.first() {
            return Err(fault.clone());
        }
        let mut draft = RequestDraft::new(self.operation);
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            let is_given = || self.arguments.iter().any(|(given, _)| *given == index);
            if let Some(fixed) = parameter.fixed.filter(|_| !is_given()) {
                draft.add_parameter(index, Json::from_raw(fixed).parse().root())?;
            }
        }
        for (index, json) in &self.arguments {
            let is_limited = !self.unchecked && !self.operation.limits.is_empty();
            if !is_limited && draft.add_plain_parameter(*index, json)? {
                continue;
            }
            let json = Json::from_raw(json);
            let tape = json.parse();
            if !self.unchecked {
                wire::check_parameter(self.operation, *index, tape.root())?;
            }
            draft.add_parameter(*index, tape.root())?;
        }
        if let Some(unkept) = self.unkept.as_ref().filter(|_| !self.unchecked) {
            return Err(unkept.clone());
        }
        for (name, value) in &self.query {
            draft.add_to_query(name, value);
        }
        let mut request = Request::new(self.operation, draft.path()?);
        (request.query, request.headers) = draft.into_query_and_headers();
        let content_type = match self.content.clone()? {
            Some((content_type, body)) => {
                request.body = body;
                content_type
            }
            None => String::new(),
        };
        negotiate(&mut request, self.operation.accept, &content_type);
        request.options = self.options.clone();
        Ok(request)
    }

    /// Adds the caller's own headers.
    fn add_headers(&self, request: &mut Request) -> Result<(), Error> {
        for (name, value) in &self.headers {
            let refuse = |why: &str| {
                Error::invalid_request(self.operation, &name.escape_debug().to_string(), why)
            };
            let key = HeaderName::try_from(name.as_str())
                .map_err(|_| refuse("is not the name of a header"))?;
            let value = HeaderValue::try_from(value.as_str());
            let value = value.map_err(|_| refuse("has a value that a header cannot carry: a line break or another control character"))?;
            if wire::header::is_set_by_client(&key) {
                return Err(refuse("is set by the client itself"));
            }
            if key == header::COOKIE {
                wire::cookie::append(&mut request.headers, &value);
            } else {
                request.headers.insert(key, value);
            }
        }
        Ok(())
    }

    fn write_argument(mut self, index: usize, write: &dyn Fn(&mut Writer)) -> AnyCall {
        let mut out = Writer::for_parameter();
        write(&mut out);
        self.unwritable.retain(|(known, _)| *known != index);
        match out.into_json() {
            Ok(json) => return self.argument(index, json),
            Err(_) => self
                .unwritable
                .push((index, Unsendable::not_finite(self.operation, index))),
        }
        self
    }

    /// For the page at this URL.
    pub(super) fn at_page(mut self, url: String) -> AnyCall {
        self.options.page = Some(url);
        self
    }

    pub(super) fn argument(mut self, index: usize, json: String) -> AnyCall {
        self.arguments.retain(|(known, _)| *known != index);
        self.arguments.push((index, json));
        self
    }
}

/// `Accept` and `Content-Type`, which parameters cannot set (OpenAPI 3.2 section 4.12).
fn negotiate(request: &mut Request, accept: &'static str, content_type: &str) {
    // Media types that are not header values were refused when the description was read.
    let constant = || HeaderValue::from_maybe_shared(Bytes::from_static(accept.as_bytes()));
    if let (false, Ok(value)) = (accept.is_empty(), constant()) {
        request.headers.insert(header::ACCEPT, value);
    }
    if let (false, Ok(value)) = (content_type.is_empty(), HeaderValue::try_from(content_type)) {
        request.headers.insert(header::CONTENT_TYPE, value);
    }
}
