//! Calls that are sent several times: what the last answer says of the attempts before it.

use lean_runtime::{call::Download, request::Incoming};

use super::*;

/// Statuses that are clear where nothing was sent before.
const REFUSALS: [u16; 16] = [
    400, 401, 402, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 428, 429, 501,
];

#[test]
fn o_10_a_refusal_of_the_second_attempt_is_no_verdict_on_the_first() {
    for status in REFUSALS {
        for first in [
            Act::Cut,
            Act::Half(201),
            Act::Json(500, "{}"),
            Act::Json(503, "{}"),
            Act::Json(504, "{}"),
        ] {
            let (outcome, sent) = send_call(&table::PAY, &[first, Act::Json(status, "{}")]);
            assert_eq!(
                outcome,
                CallerOutcome::Unknown("STATUS"),
                "{first:?}, then {status}"
            );
            assert!(sent >= 2, "{first:?}, then {status}: sent {sent} times");
        }
    }
}

#[test]
fn o_11_a_success_under_the_same_key_is_the_answer_to_all_attempts() {
    for first in [
        Act::Cut,
        Act::Json(500, "{}"),
        Act::Json(503, "{}"),
        Act::Half(201),
    ] {
        let (outcome, sent) = send_call(&table::PAY, &[first, Act::Json(201, "{}")]);
        assert_eq!((outcome, sent), (CallerOutcome::Done, 2), "{first:?}");
    }
}

#[test]
fn o_12_a_success_that_cannot_be_read_is_none() {
    for second in [
        Act::Typed(200, "text/html", "<html>"),
        Act::Json(201, "{"),
        Act::Bare(201),
        Act::NoGzip(201),
    ] {
        let (outcome, _) = send_call(&table::PAY, &[Act::Cut, second]);
        assert!(
            matches!(outcome, CallerOutcome::Unknown(_)),
            "{second:?}: {outcome:?}"
        );
        let (outcome, _) = send_call(&table::PAY, &[second]);
        assert!(
            matches!(outcome, CallerOutcome::Unknown(_)),
            "{second:?}: {outcome:?}"
        );
    }
}

#[test]
fn o_18_a_failure_in_a_good_answer_is_a_refusal_like_any_other() {
    let failed = Act::Json(200, "{\"status\":\"FAILED\",\"code\":\"LIMIT\"}");
    let (outcome, sent) = send_call(&table::PAY_AND_TELL, &[failed]);
    assert_eq!((outcome, sent), (CallerOutcome::Refused("FAILED"), 1));
    let (outcome, sent) = send_call(&table::PAY_AND_TELL, &[Act::Cut, failed]);
    assert_eq!((outcome, sent), (CallerOutcome::Unknown("FAILED"), 2));
}

#[test]
fn o_13_a_refusal_after_attempts_that_did_nothing_is_clear() {
    // 429 and 425 did nothing, and so did what was sent to the wrong connection.
    for first in [
        Act::Json(429, "{}"),
        Act::Json(425, "{}"),
        Act::Json(421, "{}"),
    ] {
        for status in [400, 404, 409, 412, 422] {
            let (outcome, sent) = send_call(&table::PAY, &[first, Act::Json(status, "{}")]);
            assert_eq!(
                (outcome, sent),
                (CallerOutcome::Refused("STATUS"), 2),
                "{first:?}, then {status}"
            );
        }
    }
}

#[test]
fn o_14_an_unkeyed_post_is_not_repeated_and_a_keyed_one_ends_with_its_key() {
    for act in [
        Act::Cut,
        Act::Json(500, "{}"),
        Act::Json(502, "{}"),
        Act::Json(503, "{}"),
        Act::Json(504, "{}"),
    ] {
        let (outcome, sent) = send_call(&table::CREATE, &[act]);
        assert!(
            matches!(outcome, CallerOutcome::Unknown(_)),
            "{act:?}: {outcome:?}"
        );
        assert_eq!(sent, 1, "{act:?}");
        let (outcome, sent) = send_call(&table::PAY, &[act]);
        assert!(
            matches!(outcome, CallerOutcome::Unknown(_)),
            "{act:?}: {outcome:?}"
        );
        assert_eq!(sent, 3, "{act:?}");
    }
}

#[test]
fn o_15_a_refusal_may_be_due_to_the_first_attempt_of_a_call_that_may_be_repeated() {
    for first in [Act::Cut, Act::Json(503, "{}")] {
        for status in [400, 404, 409, 410, 412, 422] {
            let (outcome, sent) = send_call(&table::DELETE, &[first, Act::Json(status, "{}")]);
            assert_eq!(
                (outcome, sent),
                (CallerOutcome::Unknown("STATUS"), 2),
                "{first:?}, then {status}"
            );
            // What only reads has changed nothing.
            let (outcome, sent) = send_call(&table::GET, &[first, Act::Json(status, "{}")]);
            assert_eq!(
                (outcome, sent),
                (CallerOutcome::Refused("STATUS"), 2),
                "{first:?}, then {status}"
            );
        }
    }
    let (outcome, _) = send_call(&table::DELETE, &[Act::Cut, Act::Json(429, "{}")]);
    assert_eq!(outcome, CallerOutcome::Again("STATUS"));
}

#[tokio::test]
async fn o_16_the_answer_as_it_came_is_no_verdict_either() {
    let script = Script::start(&[Act::Cut, Act::Json(409, "{\"code\":\"IN_PROGRESS\"}")]).await;
    let call = AnyCall::new(Caller::executor(&client(&script)), &table::PAY);
    let error = call
        .send_raw()
        .await
        .expect_err("a verdict on the second attempt");
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(
        error.api_failure().and_then(|failure| failure.code()),
        Some("IN_PROGRESS")
    );
    // After a single attempt, the answer is handed over.
    let script = Script::start(&[Act::Json(503, "{}")]).await;
    let call = AnyCall::new(Caller::executor(&client(&script)), &table::CREATE);
    assert_eq!(call.send_raw().await.expect("as it came").status, 503);
}

#[tokio::test]
async fn o_17_a_stream_that_breaks_off_leaves_its_call_open() {
    for (operation, is_open) in [(&table::CREATE, true), (&table::GET, false)] {
        let script = Script::start(&[Act::Half(200)]).await;
        let call = AnyCall::new(Caller::executor(&client(&script)), operation);
        let body: Incoming = call.awaiting::<Download, Empty>().await.expect("a stream");
        let error = body.bytes().await.expect_err("half of it");
        assert_eq!(error.is_outcome_unknown(), is_open, "{error}");
    }
}
