//! Results that are collected later.

use super::envelope::meta;
use super::{Call, HandlerAnswer, State};
use crate::api::Refusal;
use crate::jobs::JobStep;
use crate::json::{Json, map};

/// The answer to an asynchronous call, and whether it may be collected yet.
pub(super) struct StoredResult {
    id: String,
    answer: Json,
    pending: Json,
    ready: bool,
}

impl State {
    /// Keeps an answer for later; for now there is only an id.
    pub(super) fn defer(&mut self, call: &Call<'_>, mut answer: Json) -> HandlerAnswer {
        let id = self.ids.uuid();
        let example = call
            .operation
            .accepted()
            .and_then(|accepted| accepted.content.as_ref()?.example());
        let plain = || map! { "status": "PENDING" };
        let mut pending = example.cloned().unwrap_or_else(plain);
        pending.fill(&map! {
            "results_id": &id,
            "timestamp": self.now(),
            "meta": meta(call).unwrap_or(Json::Null),
        });
        answer.set("results_id", &id);
        self.results.push(StoredResult {
            id: id.clone(),
            answer,
            pending: pending.clone(),
            ready: false,
        });
        self.schedule(JobStep::FinishResult(id));
        HandlerAnswer::Accepted(pending)
    }

    pub(super) fn finish_result(&mut self, id: &str) {
        let Some(stored) = self.results.iter_mut().find(|stored| stored.id == id) else {
            return;
        };
        stored.ready = true;
        self.emit("results.ready", "Results are ready.", map! { "id": id });
    }

    /// Results of calls that were not asynchronous are not kept.
    pub(super) fn collect(&self, call: &Call<'_>) -> Result<Json, Refusal> {
        let id = call.path("results_id");
        let stored = self.results.iter().find(|stored| stored.id == id);
        let stored =
            stored.ok_or_else(|| Refusal::not_found("UNKNOWN_RESULTS_ID", "The results id"))?;
        Ok(if stored.ready {
            stored.answer.clone()
        } else {
            stored.pending.clone()
        })
    }
}
