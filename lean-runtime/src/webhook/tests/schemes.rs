//! The schemes of several providers, with published vectors where there are some, and secrets of every kind.

use super::*;

#[test]
fn leans_scheme() {
    let good = headers([("lean-signature", LEAN_SIGNATURE)]);
    assert_eq!(code(&lean(), &good, LEAN_BODY.as_bytes()), "OK");
    let upper = LEAN_SIGNATURE.to_uppercase().replace("SHA512=", "sha512=");
    let upper = headers([("lean-signature", upper.as_str())]);
    assert_eq!(code(&lean(), &upper, LEAN_BODY.as_bytes()), "OK");
    for (name, value) in [
        ("lean-signature", &LEAN_SIGNATURE[7..]),
        ("lean-signature", "sha256=00"),
        ("lean-signature", ""),
        ("other", LEAN_SIGNATURE),
    ] {
        let bad = headers([(name, value)]);
        assert_eq!(
            code(&lean(), &bad, LEAN_BODY.as_bytes()),
            "WEBHOOK_UNSIGNED",
            "{name}: {value}"
        );
    }
    let twice = headers([("lean-signature", LEAN_SIGNATURE); 2]);
    assert_eq!(
        code(&lean(), &twice, LEAN_BODY.as_bytes()),
        "WEBHOOK_UNSIGNED"
    );
    for short in [
        "sha512=",
        &LEAN_SIGNATURE[..LEAN_SIGNATURE.len() - 2],
        &LEAN_SIGNATURE[..9],
    ] {
        let short = headers([("lean-signature", short)]);
        assert_eq!(
            code(&lean(), &short, LEAN_BODY.as_bytes()),
            "WEBHOOK_SIGNATURE"
        );
    }
}

#[test]
fn githubs_published_vector() {
    const GITHUB: &[Signature] = &[body_signature(
        Algorithm::HmacSha256,
        "x-hub-signature-256",
        "sha256=",
    )];
    let receiver = receiver(GITHUB, "It's a Secret to Everybody", 0);
    let good = headers([(
        "X-Hub-Signature-256",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
    )]);
    assert_eq!(code(&receiver, &good, b"Hello, World!"), "OK");
    assert_eq!(
        code(&receiver, &good, b"Hello, World?"),
        "WEBHOOK_SIGNATURE"
    );
}

#[test]
fn standard_webhooks_published_vectors() {
    let good = headers(STANDARD_HEADERS);
    assert_eq!(code(&standard(), &good, STANDARD_BODY.as_bytes()), "OK");
    let other = receiver(
        STANDARD,
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        1_649_367_553,
    );
    let good = headers([
        ("webhook-id", "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk"),
        ("webhook-timestamp", "1649367553"),
        (
            "webhook-signature",
            "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
        ),
    ]);
    let body = br#"{"email":"test@example.com","username":"test_user"}"#;
    assert_eq!(code(&other, &good, body), "OK");
    // Without its prefix, a secret is the same key.
    let bare = receiver(STANDARD, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", STANDARD_TIME);
    let good = headers(STANDARD_HEADERS);
    assert_eq!(code(&bare, &good, STANDARD_BODY.as_bytes()), "OK");
}

#[test]
fn stripes_entries() {
    const TIME: SignedPart = SignedPart::Entry("t=");
    const STRIPE: &[Signature] = &[Signature {
        separator: Some(","),
        signed: &[TIME, SignedPart::Text("."), SignedPart::Body],
        timestamp: Some((TIME, 300)),
        ..body_signature(Algorithm::HmacSha256, "stripe-signature", "v1=")
    }];
    let receiver = receiver(STRIPE, "whsec_test_secret", 1_492_774_577);
    let good = "v1=799c4ba7bb339f3c8601adfd112f0e477c930a268be1243d341abb8286501c2f";
    let check = |value: &str| {
        code(
            &receiver,
            &headers([("stripe-signature", value)]),
            br#"{"id":"evt_1"}"#,
        )
    };
    assert_eq!(check(&format!("t=1492774577,{good}")), "OK");
    assert_eq!(check(&format!("t=1492774577,v1=00,{good},v0=1")), "OK");
    assert_eq!(check(&format!("t=1492774578,{good}")), "WEBHOOK_SIGNATURE");
    assert_eq!(check(good), "WEBHOOK_UNSIGNED");
    assert_eq!(
        check(&format!("t=1492774577,t=1492774578,{good}")),
        "WEBHOOK_UNSIGNED"
    );
}

#[test]
fn public_keys() {
    #[cfg(feature = "aws-lc-rs")]
    use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD as BASE64;
    #[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
    use ring::signature::{Ed25519KeyPair, KeyPair};

    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("a key");
    let [id, time, (_, symmetric)] = STANDARD_HEADERS;
    let signed = format!("{}.{}.{STANDARD_BODY}", id.1, time.1);
    let signature = BASE64.encode(pair.sign(signed.as_bytes()));
    let key = format!("whpk_{}", BASE64.encode(pair.public_key()));
    let both = format!("{symmetric} v1a,{signature}");
    let good = headers([id, time, ("webhook-signature", both.as_str())]);
    let asymmetric = receiver(STANDARD, &key, STANDARD_TIME);
    assert_eq!(code(&asymmetric, &good, STANDARD_BODY.as_bytes()), "OK");
    assert_eq!(code(&standard(), &good, STANDARD_BODY.as_bytes()), "OK");
    assert_eq!(code(&asymmetric, &good, b"{}"), "WEBHOOK_SIGNATURE");
    // A public key is not a secret: a signature made with it as a secret is refused.
    let only_symmetric = headers(STANDARD_HEADERS);
    let error = asymmetric.verify(&only_symmetric, STANDARD_BODY.as_bytes());
    let error = error.expect_err("no signature of this kind");
    assert_eq!(error.code(), "WEBHOOK_UNSIGNED");
    assert!(error.to_string().contains("begins with `v1a,`"), "{error}");
}

#[test]
fn several_secrets_during_a_rotation() {
    let good = headers([("lean-signature", LEAN_SIGNATURE)]);
    let rotated = |first: &str, second: &str| {
        let receiver = receiver(LEAN, first, 0).or_secret(second);
        receiver.expect("a second secret")
    };
    let body = LEAN_BODY.as_bytes();
    assert_eq!(code(&rotated(LEAN_SECRET, "new"), &good, body), "OK");
    assert_eq!(code(&rotated("new", LEAN_SECRET), &good, body), "OK");
    let error = rotated("qwertz", "asdfgh").verify(&good, body);
    let error = error.expect_err("no secret fits");
    let text = format!("{error} {error:?}");
    assert_eq!(error.code(), "WEBHOOK_SIGNATURE");
    assert!(
        text.contains("`lean-signature`; tried 2 secrets of the kind hmac-sha512"),
        "{text}"
    );
    for hidden in ["qwertz", "asdfgh", &LEAN_SIGNATURE[7..20], "entity.created"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    assert!(!format!("{:?}", rotated("s3cret", "other")).contains("s3cret"));
}

#[test]
fn secrets_that_cannot_be_keys() {
    for (signatures, secret) in [
        (LEAN, ""),
        (LEAN, "secret\n"),
        (LEAN, " secret"),
        (STANDARD, "whsec_"),
        (STANDARD, "whsec_not base64"),
        (STANDARD, "whpk_c2hvcnQ="),
        (STANDARD, "not base64!"),
    ] {
        let error = Receiver::<AnyEvent>::with_signatures(signatures, secret);
        let error = error.expect_err("no key");
        assert_eq!(error.code(), "WEBHOOK_SECRET", "{secret:?}");
        let text = format!("{error:?}");
        assert!(secret.len() < 8 || !text.contains(secret.trim()), "{text}");
    }
    let mut receiver = lean();
    for _ in 1..8 {
        receiver = receiver.or_secret("another").expect("a secret");
    }
    assert!(receiver.or_secret("the ninth").is_err());
}
