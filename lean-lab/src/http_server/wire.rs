//! A server that writes prepared bytes and closes the connection in a chosen way.

use bytes::Bytes;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

use super::{Server, Setup};

/// The way that a scripted connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// With the closing message of TLS (`close_notify`).
    Well,
    /// The socket is closed without the closing message of TLS.
    Cut,
    /// With a reset of TCP.
    Reset,
    /// The connection stays open: the next request gets the same answer.
    Never,
}

/// Answers each request with exactly these bytes over HTTP/1.1.
pub async fn wire(answer: impl Into<Bytes>, close: Close) -> Server {
    let answer = answer.into();
    Server::tls(Setup::mutual().http1(), move |mut stream, _| {
        let answer = answer.clone();
        async move {
            while read_request(&mut stream).await.is_some() {
                let written = stream.write_all(&answer).await;
                if written.is_err() || stream.flush().await.is_err() || close != Close::Never {
                    break;
                }
            }
            end(stream, close).await;
        }
    })
    .await
}

async fn end(mut stream: TlsStream<TcpStream>, close: Close) {
    match close {
        Close::Well => {
            let _ = stream.shutdown().await;
        }
        Close::Reset => {
            let (socket, _) = stream.into_inner();
            let _ = socket.set_zero_linger();
        }
        Close::Cut | Close::Never => {}
    }
}

/// The head of the next request, once its body has been read; none: the client has gone.
pub async fn read_request(stream: &mut TlsStream<TcpStream>) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let length = head
        .to_ascii_lowercase()
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    stream.read_exact(&mut body).await.ok()?;
    Some(head)
}
