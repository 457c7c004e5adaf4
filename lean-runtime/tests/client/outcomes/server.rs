//! A server that does with each request what the script says, the last act for all that follow.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::io::AsyncWriteExt as _;

use crate::support::server::{Server, Setup, read_request};

/// The server's action on a complete request.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Answers with this status and JSON.
    Json(u16, &'static str),
    /// Answers with this status and no body.
    Bare(u16),
    /// Answers with this status, content type and body.
    Typed(u16, &'static str, &'static str),
    /// Answers with a redirect.
    Redirect(u16),
    /// Answers with this status and half of a body, and closes the connection.
    Half(u16),
    /// Answers with a body that is not gzip, although the header says so.
    NoGzip(u16),
    /// Writes these bytes and closes the connection.
    Bytes(&'static str),
    /// Closes the connection without an answer.
    Cut,
}

/// A server with its script.
pub struct Script {
    pub server: Server,
    requests: Arc<AtomicUsize>,
}

impl Script {
    pub async fn start(acts: &[Act]) -> Self {
        let acts: Arc<[Act]> = acts.into();
        let requests = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&requests);
        let server = Server::tls(Setup::mutual().http1(), move |mut stream, _| {
            let (acts, requests) = (Arc::clone(&acts), Arc::clone(&counted));
            async move {
                while read_request(&mut stream).await.is_some() {
                    let number = requests.fetch_add(1, Ordering::SeqCst);
                    let act = acts[number.min(acts.len() - 1)];
                    let (answer, stays) = act.written();
                    let written = stream.write_all(answer.as_bytes()).await;
                    if written.is_err() || stream.flush().await.is_err() || !stays {
                        break;
                    }
                }
                let _ = stream.shutdown().await;
            }
        })
        .await;
        Self { server, requests }
    }

    /// Returns the number of complete requests.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Act {
    /// The bytes, and whether the connection stays.
    fn written(self) -> (String, bool) {
        let whole = |status: u16, headers: &str, body: &str| {
            let length = body.len();
            let text =
                format!("HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\n\r\n{body}");
            (text, true)
        };
        match self {
            Self::Json(status, body) => whole(status, "content-type: application/json\r\n", body),
            // These have no content by definition, and no length.
            Self::Bare(status @ (204 | 304)) => (format!("HTTP/1.1 {status} X\r\n\r\n"), true),
            Self::Bare(status) => whole(status, "", ""),
            Self::Typed(status, media, body) => {
                whole(status, &format!("content-type: {media}\r\n"), body)
            }
            Self::Redirect(status) => whole(status, "location: https://elsewhere.test/\r\n", ""),
            Self::Half(status) => {
                let head = "content-type: application/json\r\ncontent-length: 99";
                (format!("HTTP/1.1 {status} X\r\n{head}\r\n\r\n{{"), false)
            }
            Self::NoGzip(status) => whole(
                status,
                "content-type: application/json\r\ncontent-encoding: gzip\r\n",
                "{\"is\":\"no gzip\"}",
            ),
            Self::Bytes(bytes) => (bytes.to_owned(), false),
            Self::Cut => (String::new(), false),
        }
    }
}
