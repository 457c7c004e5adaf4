//! A bare request over a separate connection, which shows what the server says after the handshake.

use std::io::{self, Read as _, Write as _};

use super::{TlsFault, TlsSettings, classify_response, probe::Target, session::Session};
use crate::identity::Loaded;

/// The head of a response, as far as a doctor wants to know it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The server's clock, as given in the header `Date`.
    pub(crate) date: Option<String>,
    /// The status and the page say that our certificate was missing or refused.
    pub(crate) refusal: Option<TlsFault>,
}

impl Target {
    /// Connects and asks for `/` with no credential but the certificate. `None` if what came back is not HTTP.
    ///
    /// # Errors
    /// As [`probe`](Self::probe). In TLS 1.3 a server may judge our certificate this late.
    pub(crate) fn request_root(
        &self,
        settings: &TlsSettings,
        identity: Option<&Loaded>,
    ) -> Result<Option<Answer>, TlsFault> {
        let settings = settings.clone().alpn(["http/1.1"]);
        let mut session = self.open(&settings, identity)?;
        let request = format!(
            "GET / HTTP/1.1\r\nHost: {}\r\nUser-Agent: lean-doctor\r\nAccept: */*\r\nConnection: close\r\n\r\n",
            self.authority()
        );
        let bytes = session.exchange(request.as_bytes())?;
        Ok(read_answer(&bytes, &session))
    }
}

impl Session {
    /// Sends a request and reads until the server has said enough, closes or is out of time.
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TlsFault> {
        const RESPONSE_BYTES_MAX: usize = 16 * 1024;
        let mut response = Vec::new();
        if let Err(error) = self.tls.writer().write_all(request) {
            return Err(self.fault(&error));
        }
        while response.len() < RESPONSE_BYTES_MAX && !is_whole(&response) {
            let mut buffer = [0; 4096];
            match self.tls.reader().read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => response.extend_from_slice(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    match self.step(self.deadline) {
                        // What came before it was cut off is worth reading.
                        Err(_) if !response.is_empty() => break,
                        step => step?,
                    }
                }
                Err(_) if !response.is_empty() => break,
                Err(error) => return Err(self.fault(&error)),
            }
        }
        Ok(response)
    }
}

/// Returns true if the response is complete: head and body, by the length in the head.
fn is_whole(response: &[u8]) -> bool {
    let Some((head, body)) = split_head(response) else {
        return false;
    };
    find_header(&head, "content-length")
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| body.len() >= length)
}

fn read_answer(response: &[u8], session: &Session) -> Option<Answer> {
    let (head, body) = split_head(response)?;
    let status = head
        .strip_prefix("HTTP/1.")?
        .split(' ')
        .nth(1)?
        .trim()
        .parse()
        .ok()?;
    let content_type = find_header(&head, "content-type");
    Some(Answer {
        status,
        date: find_header(&head, "date").map(str::to_owned),
        refusal: classify_response(status, content_type, body, &session.recorder),
    })
}

/// The head as text and the body, once the head has ended.
fn split_head(response: &[u8]) -> Option<(String, &[u8])> {
    const END: &[u8] = b"\r\n\r\n";
    let at = response.windows(END.len()).position(|four| four == END)?;
    let head = String::from_utf8_lossy(&response[..at]).into_owned();
    Some((head, &response[at + END.len()..]))
}

fn find_header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().skip(1).find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::{find_header, is_whole, split_head};

    #[test]
    fn responses_are_whole_by_their_length() {
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
        assert!(!is_whole(b"HTTP/1.1 200 OK\r\n"));
        assert!(!is_whole(head));
        assert!(is_whole(&[&head[..], b"ab"].concat()));
        // Without a length the end is where the server closes.
        assert!(!is_whole(b"HTTP/1.1 200 OK\r\n\r\nab"));
    }

    #[test]
    fn headers_are_found_whatever_their_case() {
        let (head, body) =
            split_head(b"HTTP/1.1 200 OK\r\ndAtE:  now \r\n\r\nab").expect("it has a head");
        assert_eq!(find_header(&head, "date"), Some("now"));
        assert_eq!(find_header(&head, "http/1.1 200 ok"), None);
        assert_eq!(body, b"ab");
    }
}
