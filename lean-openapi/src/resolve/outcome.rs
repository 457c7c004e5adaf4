//! The result of a call: its responses as cases, each content once.

use super::naming_context::Site;
use super::resolver::Resolver;
use super::response::is_good;
use crate::api::{Case, Codec, Media, Outcome, Response, Statuses, Type, variant_names};
use crate::name::Taken;

/// The results of a success and of an error response.
pub(super) fn group_outcomes(
    call: &str,
    responses: &[Response],
    resolver: &mut Resolver<'_>,
) -> (Outcome, Outcome) {
    // Interim responses are never what a call ends with.
    let finals = || {
        let all = responses.iter();
        all.filter(|response| status_class(response.statuses) != Some(1))
    };
    let redirects = |statuses: Statuses| status_class(statuses) == Some(3);
    let any_good = finals().any(|response| is_good(response.statuses));
    let any_redirect = finals().any(|response| redirects(response.statuses));
    // If no success is described, the next best response counts as success.
    let succeeds = |statuses: Statuses| {
        is_good(statuses)
            || !any_good && redirects(statuses)
            || !any_good && !any_redirect && statuses == Statuses::Default
    };
    let fails = |statuses: Statuses| !is_good(statuses) && (any_good || !redirects(statuses));
    let call = Site::owner(call);
    let mut outcome = |holds: &dyn Fn(Statuses) -> bool, suffix: &str| {
        let all = || finals().filter(|response| holds(response.statuses));
        let cases = collect_cases(all());
        let name = if cases.len() > 1 {
            resolver.claim_name(&call.with_suffix(suffix).with_word("Cases"))
        } else {
            call.with_suffix(suffix).name
        };
        let statuses = all().map(|response| response.statuses);
        Outcome {
            name,
            cases,
            redirects: statuses.filter(|statuses| redirects(*statuses)).collect(),
        }
    };
    (outcome(&succeeds, "Reply"), outcome(&fails, "Error"))
}

fn status_class(statuses: Statuses) -> Option<u16> {
    match statuses {
        Statuses::Exact(code) => Some(code / 100),
        Statuses::Range(hundreds) => Some(hundreds.into()),
        Statuses::Default => None,
    }
}

fn collect_cases<'r>(responses: impl Iterator<Item = &'r Response>) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for response in responses {
        let media = best_media(&response.media);
        if media.is_empty() {
            add_case(&mut cases, response.statuses, None);
        }
        media
            .into_iter()
            .for_each(|media| add_case(&mut cases, response.statuses, Some(media)));
    }
    // A call that never yields content needs no cases to say so.
    if cases.iter().all(|case| case.codec.is_none()) && cases.len() <= 1 {
        cases.clear();
    }
    name_cases(&mut cases);
    cases
}

/// Of media types with the same type of content the one that is read best.
fn best_media(all: &[Media]) -> Vec<&Media> {
    let mut kept: Vec<&Media> = Vec::new();
    let mut ranked: Vec<&Media> = all.iter().collect();
    ranked.sort_by_key(|media| rank(media.codec));
    for media in ranked {
        let is_stream = |codec: Codec| matches!(codec, Codec::Events | Codec::JsonLines);
        let same = |known: &&Media| {
            known.ty == media.ty && is_stream(known.codec) == is_stream(media.codec)
        };
        if !kept.iter().any(same) {
            kept.push(media);
        }
    }
    kept
}

fn rank(codec: Codec) -> u8 {
    match codec {
        Codec::Json => 0,
        Codec::JsonLines => 1,
        Codec::Events => 2,
        Codec::Xml => 3,
        Codec::Form => 4,
        Codec::Multipart => 5,
        Codec::Text => 6,
        Codec::Bytes => 7,
    }
}

fn add_case(cases: &mut Vec<Case>, statuses: Statuses, media: Option<&Media>) {
    let codec = media.map(|media| media.codec);
    let ty = media.map_or(Type::Null, |media| media.ty.clone());
    if let Some(known) = cases
        .iter_mut()
        .find(|case| case.codec == codec && case.ty == ty)
    {
        if !known.statuses.contains(&statuses) {
            known.statuses.push(statuses);
        }
        return;
    }
    let media = media.map(|media| media.name.clone()).unwrap_or_default();
    cases.push(Case {
        name: String::new(),
        statuses: vec![statuses],
        media,
        codec,
        ty,
    });
}

fn name_cases(cases: &mut [Case]) {
    let mut taken = Taken::default();
    for case in cases {
        let base = case
            .statuses
            .first()
            .map_or_else(String::new, |statuses| status_name(*statuses));
        let by_media = match case.codec {
            Some(codec) => variant_names(codec, &case.media),
            None => vec!["Empty".to_string()],
        };
        let longer = by_media.iter().map(|words| format!("{base}{words}"));
        let mut wanted = std::iter::once(base.clone()).chain(longer);
        let free = wanted.find(|name| !taken.has(name));
        let wanted = free.unwrap_or_else(|| format!("{base}{}", by_media[0]));
        case.name = taken.free(&wanted, "");
    }
}

/// The name of a status: `Ok`, `NotFound`, `ClientError` for 4XX.
pub(super) fn status_name(statuses: Statuses) -> String {
    match statuses {
        Statuses::Default => "Default".to_string(),
        Statuses::Range(1) => "Informational".to_string(),
        Statuses::Range(2) => "Success".to_string(),
        Statuses::Range(3) => "Redirection".to_string(),
        Statuses::Range(4) => "ClientError".to_string(),
        Statuses::Range(_) => "ServerError".to_string(),
        Statuses::Exact(code) => match REASONS.iter().find(|(known, _)| *known == code) {
            Some((_, reason)) => (*reason).to_string(),
            None => format!("Status{code}"),
        },
    }
}

/// The registered reason phrases.
const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "SwitchingProtocols"),
    (102, "Processing"),
    (103, "EarlyHints"),
    (200, "Ok"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritativeInformation"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (208, "AlreadyReported"),
    (226, "ImUsed"),
    (300, "MultipleChoices"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (407, "ProxyAuthenticationRequired"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "ImATeapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "RequestHeaderFieldsTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (505, "HttpVersionNotSupported"),
    (507, "InsufficientStorage"),
    (508, "LoopDetected"),
    (511, "NetworkAuthenticationRequired"),
];
