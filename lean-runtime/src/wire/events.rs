//! Server-sent events.

use std::fmt;
use std::time::Duration;

use crate::json::Writer;

/// As many bytes may one event have.
const EVENT_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A server-sent event (WHATWG HTML section 9.2).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SseEvent {
    /// Its type, if the server named one; without a name it is a `message`.
    pub event: Option<String>,
    /// Its data; several lines are joined by line feeds.
    pub data: String,
    /// The id that the server gave it.
    pub id: Option<String>,
    /// The time to wait before a reconnection, as requested by the server.
    pub retry: Option<Duration>,
}

impl SseEvent {
    /// Its type: `message` if the server named none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.event
            .as_deref()
            .filter(|name| !name.is_empty())
            .unwrap_or("message")
    }

    /// The event as the object that OpenAPI 3.2 describes it by: `data`, and `event`, `id` and `retry` (milliseconds)
    /// where the server gave them.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = Writer::new();
        out.open_map();
        for (name, value) in [
            ("event", &self.event),
            ("data", &Some(self.data.clone())),
            ("id", &self.id),
        ] {
            if let Some(value) = value {
                out.name(name);
                out.string(value);
            }
        }
        if let Some(retry) = self.retry {
            out.name("retry");
            out.raw(&retry.as_millis().to_string());
        }
        out.close_map();
        out.into_text()
    }
}

/// Sizes only: events carry personal data.
impl fmt::Debug for SseEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SseEvent({}, {} bytes)", self.name(), self.data.len())
    }
}

/// An item of a stream is larger than allowed. Nothing can be read after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    pub(super) what: &'static str,
    pub(super) bytes_max: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of the stream is longer than {} bytes",
            self.what, self.bytes_max
        )
    }
}

impl std::error::Error for TooLong {}

/// Reads server-sent events from pieces of a stream, wherever they were cut (WHATWG HTML section 9.2.6).
///
/// Lines end in LF, CR or CRLF, even with a piece between CR and LF; a byte-order mark is skipped; comments and unknown
/// fields are ignored; bytes that are not UTF-8 become U+FFFD. An event that is not complete when the stream
/// ends is not one: [`EventParser::has_pending`] tells that there was something.
///
/// ```
/// use lean_runtime::wire::EventParser;
///
/// let mut parser = EventParser::new();
/// assert_eq!(parser.push(b"event: paid\ndata: {\"id\":").unwrap().len(), 0);
/// let events = parser.push(b" 7}\r\n\r\n").unwrap();
/// assert_eq!((events[0].name(), events[0].data.as_str()), ("paid", "{\"id\": 7}"));
/// ```
pub struct EventParser {
    line: Vec<u8>,
    draft: EventDraft,
    /// A CR ended the last line: a LF right after it belongs to it.
    after_cr: bool,
    first_line: bool,
    last_id: String,
    retry: Option<Duration>,
    bytes_max: usize,
    failed: Option<TooLong>,
}

/// The event that is being read.
#[derive(Default)]
struct EventDraft {
    event: SseEvent,
    has_data: bool,
}

impl EventParser {
    /// A parser that refuses events of more than 16 MiB.
    #[must_use]
    pub fn new() -> EventParser {
        EventParser::with_limit(EVENT_BYTES_MAX)
    }

    /// A parser that refuses events of more bytes than this.
    #[must_use]
    pub fn with_limit(bytes_max: usize) -> EventParser {
        EventParser {
            line: Vec::new(),
            draft: EventDraft::default(),
            after_cr: false,
            first_line: true,
            last_id: String::new(),
            retry: None,
            bytes_max,
            failed: None,
        }
    }

    /// Reads on; yields the events that are complete now.
    ///
    /// # Errors
    /// If an event was too long. Those before it came out of the call before, so that none is lost.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<SseEvent>, TooLong> {
        let mut events = Vec::new();
        let mut rest = bytes;
        while self.failed.is_none() && !rest.is_empty() {
            rest = self.read_line(rest, &mut events);
        }
        match self.failed {
            Some(too_long) if events.is_empty() => Err(too_long),
            _ => Ok(events),
        }
    }

    /// Ends the stream. An incomplete event is dropped.
    ///
    /// # Errors
    /// If an event was too long, and the calls before yielded those before it.
    pub fn finish(&self) -> Result<(), TooLong> {
        self.failed.map_or(Ok(()), Err)
    }

    /// Returns true if an incomplete event has begun.
    #[must_use]
    pub fn has_pending(&self) -> bool {
        self.draft.has_data || !self.line.is_empty()
    }

    /// The id to send as `Last-Event-ID` to go on after the last event; empty: none.
    #[must_use]
    pub fn last_event_id(&self) -> &str {
        &self.last_id
    }

    /// Returns the time that the server asked to wait before a reconnection, if it did.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Reads to the end of the line or of the bytes; returns the remaining bytes.
    fn read_line<'b>(&mut self, bytes: &'b [u8], events: &mut Vec<SseEvent>) -> &'b [u8] {
        if std::mem::take(&mut self.after_cr) && bytes[0] == b'\n' {
            return &bytes[1..];
        }
        let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let piece = &bytes[..end.unwrap_or(bytes.len())];
        if self.draft.event.data.len() + self.line.len() + piece.len() > self.bytes_max {
            self.failed = Some(TooLong {
                what: "an event",
                bytes_max: self.bytes_max,
            });
            return &[];
        }
        self.line.extend_from_slice(piece);
        let Some(end) = end else { return &[] };
        self.after_cr = bytes[end] == b'\r';
        let line = std::mem::take(&mut self.line);
        self.end_line(&line, events);
        &bytes[end + 1..]
    }

    fn end_line(&mut self, line: &[u8], events: &mut Vec<SseEvent>) {
        let bom: &[u8] = if std::mem::take(&mut self.first_line) {
            b"\xef\xbb\xbf"
        } else {
            b""
        };
        let line = line.strip_prefix(bom).unwrap_or(line);
        if line.is_empty() {
            events.extend(self.dispatch());
            return;
        }
        let text = String::from_utf8_lossy(line);
        let (name, value) = text.split_once(':').unwrap_or((&text, ""));
        self.set_field(name, value.strip_prefix(' ').unwrap_or(value));
    }

    fn set_field(&mut self, name: &str, value: &str) {
        let event = &mut self.draft.event;
        match name {
            "event" => event.event = Some(value.to_owned()),
            "data" => {
                if std::mem::replace(&mut self.draft.has_data, true) {
                    event.data.push('\n');
                }
                event.data.push_str(value);
            }
            "id" if !value.contains('\0') => event.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // Ignore a number of milliseconds that does not fit the type.
                event.retry = value.parse().ok().map(Duration::from_millis);
                self.retry = event.retry.or(self.retry);
            }
            // Comments, and what later versions may bring.
            _ => {}
        }
    }

    /// Ends the event. An event without data is dropped, even if it has other fields.
    fn dispatch(&mut self) -> Option<SseEvent> {
        let draft = std::mem::take(&mut self.draft);
        if let Some(id) = &draft.event.id {
            id.clone_into(&mut self.last_id);
        }
        draft.has_data.then_some(draft.event)
    }
}

impl Default for EventParser {
    fn default() -> EventParser {
        EventParser::new()
    }
}

/// Sizes only: events carry personal data.
impl fmt::Debug for EventParser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "EventParser({} bytes pending)",
            self.draft.event.data.len() + self.line.len()
        )
    }
}
