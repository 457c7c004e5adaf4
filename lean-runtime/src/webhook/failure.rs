//! The errors of deliveries. They name headers and kinds of secrets, and show no secret, signature or body.

use bytes::Bytes;
use http::StatusCode;

use super::Signature;
use super::verify::VerifyRefusal;
use crate::Error;
use crate::error::{BoxError, ErrorCode, Passport, codes};
use crate::model::DecodeError;

/// The status to answer a delivery with that was not taken: 401 if it is not authentic or too old, 413 if it is too
/// large, 400 if its body broke off, 422 if it does not fit the description, 500 otherwise.
#[must_use]
pub fn answer(error: &Error) -> StatusCode {
    match error.code() {
        codes::WEBHOOK_UNSIGNED | codes::WEBHOOK_SIGNATURE | codes::WEBHOOK_STALE => {
            StatusCode::UNAUTHORIZED
        }
        codes::WEBHOOK_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
        codes::WEBHOOK_BODY => StatusCode::BAD_REQUEST,
        codes::DECODE => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn error(code: ErrorCode) -> Error {
    Error::new(code, Passport::default())
}

pub(super) fn secret_error(what: &str) -> Error {
    error(ErrorCode::WebhookSecret).with_what(what)
}

/// The secret cannot be read as a key of any of these.
pub(super) fn unknown_secret_format(signatures: &[&Signature]) -> Error {
    let kinds: Vec<String> = signatures
        .iter()
        .map(|signature| describe_secret(signature))
        .collect();
    error(ErrorCode::WebhookSecret).with_what(format!(
        "the secret cannot be read as a key of the kind {}",
        kinds.join(" or ")
    ))
}

/// The kind of a scheme's secrets: `hmac-sha256 (whsec_, base64)`.
fn describe_secret(signature: &Signature) -> String {
    let format = &signature.secret;
    let encoding = match format.encoding {
        None => "",
        Some(super::Encoding::Hex) => "hexadecimal digits",
        Some(super::Encoding::Base64) => "base64",
    };
    let details: Vec<&str> = [format.prefix, encoding]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let name = signature.algorithm.name();
    match details.is_empty() {
        true => name.to_owned(),
        false => format!("{name} ({})", details.join(", ")),
    }
}

/// No scheme vouches for the delivery. The message describes the nearest scheme.
pub(super) fn refusal_error(
    refusals: &[VerifyRefusal],
    tried: &[&'static Signature],
    key_count: usize,
) -> Error {
    let stale = refusals.iter().find_map(|refusal| match refusal {
        VerifyRefusal::Stale(what) => Some(what),
        _ => None,
    });
    if let Some(what) = stale {
        return error(ErrorCode::WebhookStale)
            .with_what(format!("the delivery is authentic, but {what}"));
    }
    let kinds: Vec<String> = tried
        .iter()
        .map(|signature| describe_secret(signature))
        .collect();
    let kinds = kinds.join(", ");
    let keys = match key_count {
        1 => "1 secret".to_owned(),
        count => format!("{count} secrets"),
    };
    let wrong = refusals.iter().find_map(|refusal| match refusal {
        VerifyRefusal::Wrong(signature) => Some(signature.header),
        _ => None,
    });
    if let Some(header) = wrong {
        return error(ErrorCode::WebhookSignature).with_what(format!(
            "no secret fits the signature in the header `{header}`; tried {keys} of the kind {kinds}"
        ));
    }
    let lacking: Vec<&str> = refusals
        .iter()
        .filter_map(|refusal| match refusal {
            VerifyRefusal::Unsigned(what) => Some(what.as_str()),
            _ => None,
        })
        .collect();
    error(ErrorCode::WebhookUnsigned).with_what(format!(
        "{}; there are {keys} of the kind {kinds}",
        lacking.join(", ")
    ))
}

pub(super) fn too_large(bytes_max: usize) -> Error {
    error(ErrorCode::WebhookTooLarge).with_what(format!(
        "the body of the delivery is larger than {bytes_max} bytes"
    ))
}

pub(super) fn broken_body(source: impl Into<BoxError>) -> Error {
    error(ErrorCode::WebhookBody).with_source(source)
}

pub(super) fn empty_frames() -> Error {
    error(ErrorCode::WebhookBody)
        .with_what("the body of the delivery comes in too many empty frames")
}

/// An authentic delivery that does not fit the description.
pub(super) fn undescribed_error(webhook: Option<&str>, error: DecodeError, body: &[u8]) -> Error {
    let what = match webhook {
        Some(name) => format!("the delivery of the webhook `{name}` does not fit the description"),
        None => "the delivery is not JSON".to_owned(),
    };
    let body = Bytes::copy_from_slice(body);
    Error::decode(Passport::default(), error.problems().to_vec(), body)
        .with_what(what)
        .with_remedy("Report it to the provider, or correct the description with an overlay")
}
