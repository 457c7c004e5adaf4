//! A call: an operation, what it is given, and two ways to run it.
//!
//! Generated call types wrap a [`Call`] and add their optional parameters. Everything that happens to a call
//! happens here. A call owns text and nothing else, so that it can be kept, cloned and sent from any thread; what
//! cannot be written as the description says is told when the call is run.

mod body;
mod content;
mod error;
mod gap;
mod outcome;
mod pages;
mod response;
mod send;
mod stream;

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, HeaderValue, header};

use crate::Error;
use crate::model::{self, Slot};
use crate::operation::Operation;
use crate::request::{Execute, Options, Payload, Request};
use crate::values::Json;
use crate::wire::{Draft, Unsendable};

pub use self::body::IntoBody;
pub use self::content::{Cases, Content, covered};
pub use self::error::{Called, CallError};
pub use self::outcome::{Decoded, Download, Empty, EventStream, LineStream, Outcome, Plain};
pub use self::pages::Pages;
pub use self::response::Response;
pub use self::send::{Awaiting, Sending, SendingRaw};
pub use self::stream::{Events, Lines};

/// What sends a call.
pub type Executor = Arc<dyn Execute>;

/// A call of an operation, not yet sent.
///
/// ```
/// use lean_runtime::operation::{Operation, Parameter};
/// use lean_runtime::{Call, testing};
///
/// const GET: &Operation = &Operation::new("getThing", "GET", "/things/{id}").parameters(&[Parameter::path("id")]);
/// let call = Call::new(testing::refusing(), GET).text(0, "a/b");
/// assert_eq!(call.request().unwrap().path, "/things/a%2Fb");
/// ```
#[must_use = "a call does nothing until it is sent"]
#[derive(Clone)]
pub struct Call {
    executor: Executor,
    operation: &'static Operation,
    /// The parameters given, by index, as JSON text: written where they go when the call is run.
    arguments: Vec<(usize, String)>,
    headers: Vec<(String, String)>,
    content: Result<Option<Written>, Unsendable>,
    options: Options,
}

/// A body as it goes on the wire, with its content type.
type Written = (String, Payload);

impl Call {
    /// A call of this operation.
    pub fn new(executor: Executor, operation: &'static Operation) -> Call {
        Call {
            executor,
            operation,
            arguments: Vec::new(),
            headers: Vec::new(),
            content: Ok(None),
            options: Options::default(),
        }
    }

    /// Gives the parameter of that index; what was given before is replaced.
    pub fn with(self, index: usize, value: &dyn Slot) -> Call {
        self.argument(index, model::encode_request(value))
    }

    /// Gives a parameter that is text.
    pub fn text(self, index: usize, value: &str) -> Call {
        self.with(index, &value.to_owned())
    }

    /// Gives a parameter that is a list.
    pub fn list<T: Slot>(self, index: usize, values: &[T]) -> Call {
        self.argument(index, body::list(values))
    }

    /// The deadline of the whole call, repeats included.
    pub fn timeout(mut self, timeout: Duration) -> Call {
        self.options.timeout = Some(timeout);
        self
    }

    /// With a key of one's own that makes repeating it harmless.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Call {
        self.options.idempotency_key = Some(key.into());
        self
    }

    /// With a header of one's own, in place of the call's if it has one of that name.
    pub fn header(mut self, name: &str, value: &str) -> Call {
        self.headers.push((name.to_owned(), value.to_owned()));
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
        self.written().map_err(|fault| Error::unsendable(self.operation, &fault)).and_then(|request| self.dressed(request))
    }

    fn written(&self) -> Result<Request, Unsendable> {
        let mut draft = Draft::new(self.operation);
        for (index, json) in &self.arguments {
            draft.put(*index, Json::from_raw(json).parse().root())?;
        }
        let mut request = Request::new(self.operation, draft.path()?);
        draft.query().clone_into(&mut request.query);
        request.headers = draft.headers();
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

    /// With the caller's own headers.
    fn dressed(&self, mut request: Request) -> Result<Request, Error> {
        for (name, value) in &self.headers {
            let refuse = |why: &str| Error::invalid_request(self.operation, &name.escape_debug().to_string(), why);
            let key = HeaderName::try_from(name.as_str()).map_err(|_| refuse("is not the name of a header"))?;
            let value = HeaderValue::try_from(value.as_str());
            let value = value.map_err(|_| refuse("has a value that a header cannot carry: a line break or another control character"))?;
            request.headers.insert(key, value);
        }
        Ok(request)
    }

    fn argument(mut self, index: usize, json: String) -> Call {
        self.arguments.retain(|(known, _)| *known != index);
        self.arguments.push((index, json));
        self
    }
}

/// `Accept` and `Content-Type`, which parameters cannot set (OpenAPI 3.2 section 4.12).
fn negotiate(request: &mut Request, accept: &str, content_type: &str) {
    for (name, value) in [(header::ACCEPT, accept), (header::CONTENT_TYPE, content_type)] {
        // A media type that is no header value was refused when the description was read.
        if let (false, Ok(value)) = (value.is_empty(), HeaderValue::try_from(value)) {
            request.headers.insert(name, value);
        }
    }
}
