//! The envelope of results: what data, insights and verifications answer in.

use super::{Call, State};
use crate::api::Refusal;
use crate::description::Operation;
use crate::json::{Json, map};

impl State {
    /// An answer with data.
    pub(super) fn envelope(
        &mut self,
        call: &Call<'_>,
        kind: &str,
        refreshed_at: String,
        data: Json,
    ) -> Result<Json, Refusal> {
        Ok(map! {
            "status": "OK",
            "results_id": self.ids.uuid(),
            "message": "Data successfully retrieved",
            "meta": meta(call)?,
            "timestamp": self.now(),
            "status_detail": Json::Null,
            "refreshed_at": refreshed_at,
            "type": kind,
            "data": data,
        })
    }

    /// Returns an operation's answer for a business failure; `None` if its answers have no
    /// envelope.
    pub(crate) fn failure_answer(&mut self, operation: &Operation, code: &str) -> Option<Json> {
        let mut body = operation.example()?.clone();
        body.text("results_id")?;
        body.set("status", "FAILED");
        body.set("message", "The request failed");
        body.set("results_id", self.ids.uuid());
        body.set("timestamp", self.now());
        let detail = map! { "granular_status_code": code, "status_additional_info": explain(code) };
        body.set("status_detail", detail);
        let content = operation.success()?.content.as_ref()?;
        let emptied = without_payload(&body, Some(Json::Null));
        if content.takes(&emptied) {
            return Some(emptied);
        }
        let without = self::without_payload(&body, None);
        content.takes(&without).then_some(without)
    }

    /// The same as a refusal of the usual kind, where a handler has to fail.
    pub(super) fn failure(&mut self, call: &Call<'_>, code: &str) -> Result<Json, Refusal> {
        self.failure_answer(call.operation, code)
            .ok_or_else(|| Refusal::not_found("DATA_NOT_FOUND", "The data"))
    }
}

/// Returns the caller's metadata, which the answer repeats.
pub(super) fn meta(call: &Call<'_>) -> Result<Json, Refusal> {
    let Some(text) = call.query("meta").filter(|text| !text.is_empty()) else {
        return Ok(Json::Null);
    };
    match Json::parse(text.as_bytes()) {
        Some(meta @ Json::Map(_)) if is_flat(&meta) => Ok(meta),
        Some(_) | None => Err(Refusal::invalid("meta is not a JSON object of texts")),
    }
}

/// Answers hold texts only.
fn is_flat(meta: &Json) -> bool {
    let values = meta.members().iter().map(|(_, value)| value);
    values.into_iter().all(|value| value.as_text().is_some())
}

/// Empties the members of the envelope that hold a payload, under any product's name for it.
fn without_payload(body: &Json, with: Option<Json>) -> Json {
    let is_payload = |name: &str, value: &Json| {
        matches!(value, Json::Map(_) | Json::List(_))
            && !matches!(name, "status_detail" | "meta" | "page")
    };
    let members = body
        .members()
        .iter()
        .filter_map(|(name, value)| match is_payload(name, value) {
            true => with.clone().map(|with| (name.clone(), with)),
            false => Some((name.clone(), value.clone())),
        });
    Json::Map(members.collect())
}

fn explain(code: &str) -> &'static str {
    match code {
        "BANK_ISSUE" => "The bank reports a technical fault",
        "BANK_MAINTENANCE" => "The bank is closed for maintenance",
        "LEAN_ERROR" => "A fault on Lean's side",
        "UNSUPPORTED_BY_BANK" => "The bank does not offer this",
        "DISABLED_BY_LEAN" => "Lean has switched this off for the bank",
        "DISABLED_BY_CLIENT" => "This is switched off in the dashboard",
        "GIVEN_INPUT_CANNOT_BE_VERIFIED" => "This cannot be verified",
        _ => "No details",
    }
}
