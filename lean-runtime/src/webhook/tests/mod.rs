//! Deliveries: authentic ones, and many that are not.

mod bounds;
mod events;
mod mutations;
mod schemes;

use std::time::{Duration, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{
    Algorithm, Encoding, Receiver, STANDARD, SecretFormat, Signature, SignedPart, UnknownEvent,
    Webhook, WebhookEvent,
};

/// HMAC of the raw body, as Lean and GitHub sign.
const fn body_signature(
    algorithm: Algorithm,
    header: &'static str,
    prefix: &'static str,
) -> Signature {
    Signature {
        algorithm,
        header,
        separator: None,
        prefix,
        encoding: Encoding::Hex,
        signed: &[SignedPart::Body],
        timestamp: None,
        secret: SecretFormat {
            prefix: "",
            encoding: None,
        },
    }
}

const LEAN: &[Signature] = &[body_signature(
    Algorithm::HmacSha512,
    "lean-signature",
    "sha512=",
)];
const LEAN_SECRET: &str = "lean-webhook-secret";
const LEAN_BODY: &str = r#"{"type":"entity.created"}"#;
const LEAN_SIGNATURE: &str = "sha512=35b5a3785a025112b6749f3bbba8e1caa59d8d560a4a204c5c74b278041c0a360db1c733b1d84fdf867ad874e7c1622d7cb3bada835f8fddeac782a334d58b46";

const STANDARD_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const STANDARD_BODY: &str = r#"{"test": 2432232314}"#;
const STANDARD_TIME: u64 = 1_614_265_330;
const STANDARD_HEADERS: [(&str, &str); 3] = [
    ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
    ("webhook-timestamp", "1614265330"),
    (
        "webhook-signature",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
];

/// Events of an API that describes none.
#[derive(Debug)]
struct AnyEvent(UnknownEvent);

impl WebhookEvent for AnyEvent {
    const WEBHOOKS: &'static [Webhook<Self>] = &[];

    fn unknown(unknown: UnknownEvent) -> Self {
        Self(unknown)
    }
}

fn receiver(signatures: &'static [Signature], secret: &str, seconds: u64) -> Receiver<AnyEvent> {
    let receiver = Receiver::with_signatures(signatures, secret).expect("a secret");
    receiver.clock(move || UNIX_EPOCH + Duration::from_secs(seconds))
}

fn lean() -> Receiver<AnyEvent> {
    receiver(LEAN, LEAN_SECRET, 0)
}

fn standard() -> Receiver<AnyEvent> {
    receiver(STANDARD, STANDARD_SECRET, STANDARD_TIME)
}

fn headers<'a>(all: impl IntoIterator<Item = (&'a str, &'a str)>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in all {
        let name = HeaderName::try_from(name).expect("a name");
        headers.append(name, HeaderValue::from_str(value).expect("a value"));
    }
    headers
}

/// The code of what is wrong with a delivery; `OK` if nothing is.
fn code(receiver: &Receiver<AnyEvent>, headers: &HeaderMap, body: &[u8]) -> String {
    match receiver.verify(headers, body) {
        Ok(()) => "OK".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}
