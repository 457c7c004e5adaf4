//! Bodies in gzip (RFC 1952): every member of them, piece by piece.
//!
//! The engine's own decoder ends with the first member and calls that the whole body.

use std::io::{self, Write};

use bytes::{Buf, Bytes};
use flate2::write::MultiGzDecoder;
use futures_util::{StreamExt, stream};

use super::{Failure, SendProgress, WireBody};
use crate::error::ErrorCode;

/// The most that is decoded at once. A byte becomes some thousand at most, and what comes out is held to the limit of
/// bodies before more is decoded.
const INPUT_BYTES_MAX: usize = 4 * 1024;

/// The body without its coding. A body without a byte stays one.
pub(super) fn decode(body: WireBody) -> WireBody {
    let state = GunzipState {
        body,
        encoded: Bytes::new(),
        decoder: Some(MultiGzDecoder::new(Vec::new())),
        begun: false,
    };
    Box::pin(stream::unfold(state, |mut state| async move {
        let piece = state.next().await?;
        Some((piece, state))
    }))
}

struct GunzipState {
    body: WireBody,
    /// The bytes that have arrived and are not decoded yet.
    encoded: Bytes,
    /// None after the end, or a failure.
    decoder: Option<MultiGzDecoder<Vec<u8>>>,
    begun: bool,
}

impl GunzipState {
    async fn next(&mut self) -> Option<Result<Bytes, Failure>> {
        loop {
            self.decoder.as_ref()?;
            if self.encoded.is_empty() {
                match self.body.next().await {
                    Some(Ok(piece)) => self.encoded = piece,
                    Some(Err(failure)) => {
                        self.decoder = None;
                        return Some(Err(failure));
                    }
                    None => return self.end(),
                }
            }
            match self.decode() {
                Ok(piece) if piece.is_empty() => {}
                Ok(piece) => return Some(Ok(piece)),
                Err(error) => {
                    self.decoder = None;
                    return Some(Err(failure(error)));
                }
            }
        }
    }

    fn decode(&mut self) -> io::Result<Bytes> {
        let Some(decoder) = &mut self.decoder else {
            return Ok(Bytes::new());
        };
        self.begun |= !self.encoded.is_empty();
        let length = self.encoded.len().min(INPUT_BYTES_MAX);
        let taken = decoder.write(&self.encoded[..length])?;
        if taken == 0 && length > 0 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.encoded.advance(taken);
        Ok(std::mem::take(decoder.get_mut()).into())
    }

    /// The body has ended: its last member must have ended too.
    fn end(&mut self) -> Option<Result<Bytes, Failure>> {
        let mut decoder = self.decoder.take()?;
        if !self.begun {
            return None;
        }
        match decoder.try_finish() {
            Ok(()) => {
                let rest: Bytes = std::mem::take(decoder.get_mut()).into();
                (!rest.is_empty()).then_some(Ok(rest))
            }
            Err(error) => Some(Err(failure(error))),
        }
    }
}

fn failure(error: io::Error) -> Failure {
    let what = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the body's gzip is cut off",
        _ => "the body's gzip is broken, or something else follows it",
    };
    Failure::new(ErrorCode::BodyEncoding, SendProgress::ResponseBegun)
        .with_what(what)
        .with_source(error)
}

#[cfg(test)]
mod tests {
    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("in memory");
        encoder.finish().expect("in memory")
    }

    /// Returns the decoded body, and the code of its failure.
    async fn read(body: &[u8], piece_bytes: usize) -> (String, Option<String>) {
        let pieces: Vec<_> = body
            .chunks(piece_bytes)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        let mut stream = decode(Box::pin(stream::iter(pieces)));
        let mut text = Vec::new();
        while let Some(piece) = stream.next().await {
            match piece {
                Ok(piece) => text.extend_from_slice(&piece),
                Err(failure) => {
                    assert!(stream.next().await.is_none(), "nothing follows a failure");
                    let error = failure.into_error(crate::error::Passport::default());
                    return (
                        String::from_utf8(text).expect("text"),
                        Some(error.code().to_owned()),
                    );
                }
            }
        }
        (String::from_utf8(text).expect("text"), None)
    }

    #[tokio::test]
    async fn every_member_is_read_wherever_pieces_are_cut() {
        let body = [gzip("{\"a\":"), gzip(""), gzip("[1,2]"), gzip("}")].concat();
        for piece_bytes in 1..=body.len() {
            let read = read(&body, piece_bytes).await;
            assert_eq!(read, ("{\"a\":[1,2]}".to_owned(), None), "{piece_bytes}");
        }
        let long = "x".repeat(100_000);
        let body = [gzip(&long), gzip(&long)].concat();
        assert_eq!(read(&body, 1 << 20).await.0.len(), 200_000);
        assert_eq!(read(b"", 1).await, (String::new(), None));
    }

    #[tokio::test]
    async fn a_member_that_is_cut_off_anywhere_is_an_error() {
        let first = gzip("{\"a\":1}");
        let body = [first.clone(), gzip(" ")].concat();
        for length in (1..body.len()).filter(|length| *length != first.len()) {
            for piece_bytes in [1, 7, body.len()] {
                let (_, code) = read(&body[..length], piece_bytes).await;
                assert_eq!(code.as_deref(), Some("BODY_ENCODING"), "{length}");
            }
        }
    }

    #[tokio::test]
    async fn what_follows_the_last_member_is_an_error() {
        for rest in [&b"\0"[..], b"garbage", b"\x1f", b"\x1f\x8b", b"{}"] {
            let body = [gzip("{}"), rest.to_vec()].concat();
            let (_, code) = read(&body, body.len()).await;
            assert_eq!(code.as_deref(), Some("BODY_ENCODING"), "{rest:?}");
        }
        let mut broken = gzip("{\"a\":1}");
        let checksum = broken.len() - 6;
        broken[checksum] ^= 1;
        let (_, code) = read(&broken, broken.len()).await;
        assert_eq!(code.as_deref(), Some("BODY_ENCODING"));
    }
}
