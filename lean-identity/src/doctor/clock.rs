//! Sends a bare request, reports the server's answer and compares the server's clock with ours.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};

use super::{
    Check, Diagnosis, Topic,
    handshake::{Handshake, HandshakeResult},
    verdict::failed_check,
};
use crate::{
    identity::iso,
    tls::{Acceptance, FaultSide},
};

/// Sends `GET /` without a token, notes what came, and compares the clocks. Here, at the latest, the server judges our
/// certificate.
pub(super) fn check_http_and_clock(
    handshake: &Handshake<'_>,
    result: &HandshakeResult,
    diagnosis: &mut Diagnosis,
) {
    let before = Timestamp::now();
    let target = handshake
        .target
        .clone()
        .timeout(handshake.budget.step_timeout());
    let answer = match target.request_root(&result.settings, handshake.identity) {
        Ok(Some(answer)) => answer,
        Ok(None) => {
            let what = "the server does not answer to a bare request in HTTP/1.1";
            return diagnosis.push(Check::skipped(Topic::Http, what));
        }
        Err(fault) if fault.side() == FaultSide::ClientCertificate => {
            return diagnosis.replace(failed_check(Topic::ClientCertificate, &fault));
        }
        Err(fault) => {
            let what = format!(
                "a bare request over HTTP/1.1 came to nothing: {}",
                fault.what()
            );
            return diagnosis.push(Check::skipped(Topic::Http, what));
        }
    };
    let after = Timestamp::now();
    match &answer.refusal {
        Some(fault) => diagnosis.replace(failed_check(Topic::ClientCertificate, fault)),
        None if result.acceptance == Some(Acceptance::NoObjection)
            && handshake.identity.is_some() =>
        {
            let what = "asked for; ours was sent, and the server went on to answer";
            diagnosis.replace(Check::ok(Topic::ClientCertificate, what));
        }
        None => {}
    }
    let what = format!(
        "answers a bare `GET /` with {}; no token was sent",
        answer.status
    );
    diagnosis.push(Check::ok(Topic::Http, what));
    let Some(date) = answer.date.as_deref().and_then(parse_date) else {
        return diagnosis.push(Check::skipped(
            Topic::Clock,
            "the server does not say its time",
        ));
    };
    diagnosis.push(compare_clocks(date, before, after));
}

fn parse_date(date: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(date).ok()
}

/// The server's clock in whole seconds against ours before and after.
fn compare_clocks(server: Timestamp, before: Timestamp, after: Timestamp) -> Check {
    const CLOSE: SignedDuration = SignedDuration::from_secs(60);
    const FAR: SignedDuration = SignedDuration::from_mins(5);
    let ours = before + after.duration_since(before) / 2;
    let ahead = ours.duration_since(server);
    let off = ahead.abs();
    if off <= CLOSE {
        return Check::ok(
            Topic::Clock,
            format!("within {} s of the server's", off.as_secs() + 1),
        );
    }
    let direction = if ahead.is_positive() {
        "ahead of"
    } else {
        "behind"
    };
    let what = format!(
        "this machine's clock ({}) is {} {direction} the server's ({})",
        iso(ours),
        describe_span(off),
        iso(server)
    );
    let check = match off > FAR {
        true => Check::fail(Topic::Clock, "CLOCK_SKEW", what),
        false => Check::warn(Topic::Clock, "CLOCK_SKEW", what),
    };
    check.remedy("Set the clock (NTP): certificates and tokens are judged by it")
}

fn describe_span(off: SignedDuration) -> String {
    match off.as_secs() {
        seconds if seconds < 120 => format!("{seconds} seconds"),
        seconds if seconds < 7_200 => format!("{} minutes", seconds / 60),
        seconds if seconds < 172_800 => format!("{} hours", seconds / 3_600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::CheckStatus, compare_clocks, parse_date};

    #[track_caller]
    fn check(server: &str, ours: &str, state: CheckStatus, text: &str) {
        let ours = ours.parse().expect("a time");
        let found = compare_clocks(parse_date(server).expect("a date"), ours, ours);
        assert_eq!(found.state, state, "{found}");
        assert!(found.what.contains(text), "{found}");
    }

    #[test]
    fn clocks() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        check(date, "1994-11-06T08:49:37Z", CheckStatus::Ok, "within 1 s");
        check(date, "1994-11-06T08:50:00Z", CheckStatus::Ok, "within 24 s");
        check(
            date,
            "1994-11-06T08:51:00Z",
            CheckStatus::Warn,
            "83 seconds ahead of",
        );
        check(
            date,
            "1994-11-06T06:00:00Z",
            CheckStatus::Fail,
            "2 hours behind",
        );
        check(
            date,
            "1995-11-06T06:00:00Z",
            CheckStatus::Fail,
            "364 days ahead of",
        );
    }

    #[test]
    fn dates_that_are_none() {
        assert!(parse_date("").is_none());
        assert!(parse_date("yesterday").is_none());
    }
}
