//! Calls that are sent once: what the answer says of them.

use super::*;

const PAGE: Act = Act::Typed(200, "text/html", "<html>Log in</html>");

#[test]
fn o_01_refusals_of_an_unkeyed_post_are_clear() {
    for status in [
        400, 401, 402, 403, 404, 405, 409, 410, 412, 413, 415, 422, 423, 428, 451, 501, 505,
    ] {
        let (outcome, sent) = send_call(&table::CREATE, &[Act::Json(status, "{}")]);
        assert_eq!(
            (outcome, sent),
            (CallerOutcome::Refused("STATUS"), 1),
            "{status}"
        );
    }
    for status in [425, 429] {
        let (outcome, sent) = send_call(&table::CREATE, &[Act::Json(status, "{}")]);
        assert_eq!(
            (outcome, sent),
            (CallerOutcome::Again("STATUS"), 1),
            "{status}"
        );
    }
    // The status alone is clear, even if the body cannot be read.
    for act in [
        Act::Half(400),
        Act::NoGzip(422),
        Act::Typed(403, "text/html", "<html>"),
        Act::Json(404, "{"),
    ] {
        let (outcome, sent) = send_call(&table::CREATE, &[act]);
        assert!(
            !matches!(outcome, CallerOutcome::Unknown(_) | CallerOutcome::Done),
            "{act:?}: {outcome:?}"
        );
        assert_eq!(sent, 1, "{act:?}");
    }
}

#[test]
fn o_02_failures_of_servers_and_gateways_leave_an_unkeyed_post_open() {
    for status in [
        408, 460, 499, 500, 502, 503, 504, 507, 508, 511, 520, 522, 524, 599,
    ] {
        let (outcome, sent) = send_call(&table::CREATE, &[Act::Json(status, "{}")]);
        assert_eq!(
            (outcome, sent),
            (CallerOutcome::Unknown("STATUS"), 1),
            "{status}"
        );
    }
    for act in [
        Act::Half(503),
        Act::NoGzip(500),
        Act::Typed(502, "text/html", "<html>"),
    ] {
        let (outcome, sent) = send_call(&table::CREATE, &[act]);
        assert!(
            matches!(outcome, CallerOutcome::Unknown(_)),
            "{act:?}: {outcome:?}"
        );
        assert_eq!(sent, 1, "{act:?}");
    }
}

#[test]
fn o_03_answers_that_cannot_be_read_leave_an_unkeyed_post_open() {
    for (act, cause) in [
        (PAGE, "UNEXPECTED_CONTENT_TYPE"),
        (
            Act::Typed(201, "application/pdf", "%PDF"),
            "UNEXPECTED_CONTENT_TYPE",
        ),
        (Act::Json(201, "{\"id\":"), "DECODE"),
        (Act::Bare(201), "DECODE_EMPTY"),
        (Act::Bare(204), "DECODE_EMPTY"),
        (Act::Half(201), "BODY_TRUNCATED"),
        (Act::NoGzip(201), "BODY_ENCODING"),
        (
            Act::Bytes("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
            "BODY_CHUNKING",
        ),
        (
            Act::Bytes("HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
            "HTTP_UNEXPECTED_UPGRADE",
        ),
        (Act::Bytes("SSH-2.0-x\r\n"), "HTTP_INVALID"),
        (
            Act::Bytes("HTTP/1.1 200 X\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n"),
            "HTTP_SMUGGLING",
        ),
    ] {
        let (outcome, sent) = send_call(&table::CREATE, &[act]);
        assert_eq!(
            (outcome, sent),
            (CallerOutcome::Unknown(cause), 1),
            "{act:?}"
        );
    }
    let (outcome, sent) = send_call(&table::CREATE, &[Act::Cut]);
    assert!(
        matches!(outcome, CallerOutcome::Unknown(_)) && sent == 1,
        "{outcome:?}"
    );
}

#[test]
fn o_04_redirects_say_that_nothing_was_done_only_where_the_request_is_to_be_sent_elsewhere() {
    for status in [307, 308] {
        let (outcome, _) = send_call(&table::CREATE, &[Act::Redirect(status)]);
        assert_eq!(
            outcome,
            CallerOutcome::Refused("REDIRECT_REFUSED"),
            "{status}"
        );
    }
    for status in [301, 302, 303] {
        let (outcome, _) = send_call(&table::CREATE, &[Act::Redirect(status)]);
        assert_eq!(
            outcome,
            CallerOutcome::Unknown("REDIRECT_REFUSED"),
            "{status}"
        );
    }
    for status in [300, 302, 304] {
        let (outcome, _) = send_call(&table::CREATE, &[Act::Bare(status)]);
        assert_eq!(outcome, CallerOutcome::Unknown("STATUS"), "{status}");
    }
}

#[test]
fn o_05_successes_that_nothing_is_read_of_are_told_from_answers_of_others() {
    // Described with 201 and 204.
    for act in [
        Act::Bare(204),
        Act::Bare(201),
        Act::Json(201, "{}"),
        Act::Typed(204, "text/html", ""),
    ] {
        assert_eq!(
            send_without_result(&table::ORDER, &[act]),
            CallerOutcome::Done,
            "{act:?}"
        );
    }
    for act in [
        Act::Bare(202),
        Act::Bare(200),
        Act::Bare(206),
        Act::Bare(299),
    ] {
        let outcome = send_without_result(&table::ORDER, &[act]);
        assert_eq!(
            outcome,
            CallerOutcome::Unknown("UNEXPECTED_STATUS"),
            "{act:?}"
        );
    }
    for act in [
        PAGE,
        Act::Typed(201, "Application/XHTML+xml; charset=utf-8", "<html/>"),
    ] {
        let outcome = send_without_result(&table::ORDER, &[act]);
        assert_eq!(
            outcome,
            CallerOutcome::Unknown("UNEXPECTED_CONTENT_TYPE"),
            "{act:?}"
        );
    }
    // What reads as described is the answer, although the description says 201 and means 200.
    assert_eq!(
        send_call(&table::ORDER, &[Act::Json(200, "{}")]).0,
        CallerOutcome::Done
    );
    let accepted = send_call(&table::ORDER, &[Act::Json(202, "{}")]).0;
    assert_eq!(accepted, CallerOutcome::Unknown("UNEXPECTED_STATUS"));
}

#[test]
fn o_06_calls_that_may_be_sent_twice_are_never_open_by_their_only_answer() {
    for operation in [&table::GET, &table::DELETE] {
        for (act, end) in [
            (PAGE, CallerOutcome::Refused("UNEXPECTED_CONTENT_TYPE")),
            (Act::Json(200, "{"), CallerOutcome::Refused("DECODE")),
            (Act::NoGzip(200), CallerOutcome::Refused("BODY_ENCODING")),
            (Act::Json(503, "{}"), CallerOutcome::Again("STATUS")),
            (Act::Json(404, "{}"), CallerOutcome::Refused("STATUS")),
            (
                Act::Redirect(302),
                CallerOutcome::Refused("REDIRECT_REFUSED"),
            ),
        ] {
            assert_eq!(
                send_call(operation, &[act]).0,
                end,
                "{} {act:?}",
                operation.id
            );
        }
        let outcome = send_call(operation, &[Act::Cut]).0;
        assert!(
            matches!(outcome, CallerOutcome::Again(_)),
            "{}: {outcome:?}",
            operation.id
        );
    }
}

#[test]
fn o_07_an_unknown_outcome_keeps_what_came() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let script = Script::start(&[Act::Json(500, "{\"code\":\"DB_DOWN\",\"id\":7}")]).await;
        let call = AnyCall::new(Caller::executor(&client(&script)), &table::CREATE);
        let failed = call
            .awaiting::<Empty, Decoded<Json>>()
            .await
            .expect_err("500");
        assert!(failed.is_status() && failed.status().is_some_and(|status| status == 500));
        let body = failed.body.as_ref().expect("a typed body");
        assert!(body.to_string().contains("DB_DOWN"));
        let failure = failed.api_failure().expect("what the server said");
        assert_eq!(failure.code(), Some("DB_DOWN"));
        let text = failed.to_string();
        assert!(
            text.contains("the server answered with 500 `DB_DOWN`"),
            "{text}"
        );
        assert!(text.contains("it had no idempotency key"), "{text}");

        let script = Script::start(&[Act::Json(201, "[1,2")]).await;
        let call = AnyCall::new(Caller::executor(&client(&script)), &table::CREATE);
        let failed = call
            .awaiting::<Decoded<Json>, Empty>()
            .await
            .expect_err("cut off");
        assert!(failed.is_decode() && failed.problems().len() == 1);
        assert_eq!(
            failed.response_body().map(|body| &body[..]),
            Some(&b"[1,2"[..])
        );
    });
}
