//! The data that the sandbox remembers: customers, their banks, payments, results to be collected.
//!
//! Comes in: a [`Call`], checked against the description. Goes out: [`HandlerAnswer`]. What no part here knows is answered by the
//! description's own example.

mod accounts;
mod banks;
mod customers;
mod data;
mod destinations;
mod entities;
mod envelope;
mod events;
mod habits;
mod handlers;
mod iban;
mod identity;
mod intents;
mod ledger;
mod merchants;
mod money;
mod paging;
mod payments;
mod people;
mod refreshes;
mod results;
mod verifications;

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::sync::mpsc;

use crate::Region;
use crate::api::Refusal;
use crate::builder::Settings;
use crate::clock::Clock;
use crate::description::{Operation, echo};
use crate::ids::Stream;
use crate::jobs::{Job, JobStep};
use crate::json::{Json, map};
use crate::webhooks::EmittedEvent;

#[cfg(test)]
pub(crate) use handlers::{Memory, memory_of};

pub(crate) struct State {
    region: Region,
    clock: Clock,
    seed: u64,
    bank_delay: Duration,
    jobs: mpsc::UnboundedSender<Job>,
    pub(crate) ids: Stream,
    customers: customers::Customers,
    entities: entities::Entities,
    destinations: Vec<Json>,
    intents: Vec<intents::Intent>,
    payments: Vec<payments::Payment>,
    refreshes: refreshes::Refreshes,
    results: Vec<results::StoredResult>,
    events: Vec<Json>,
}

/// A request for an operation, known to fit the description.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'a Operation,
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    pub(crate) body: Option<&'a Json>,
}

/// The result of a call.
pub(crate) enum HandlerAnswer {
    /// The operation's ordinary answer.
    Answer(Json),
    /// The answer will be there later.
    Accepted(Json),
    /// An answer that is not JSON.
    File(Bytes),
}

impl State {
    pub(crate) fn new(settings: &Settings, jobs: mpsc::UnboundedSender<Job>) -> Self {
        Self {
            region: settings.region,
            clock: settings.clock.clone(),
            seed: settings.seed,
            bank_delay: settings.bank_delay,
            jobs,
            ids: Stream::new(settings.seed),
            customers: customers::Customers::default(),
            entities: entities::Entities::default(),
            destinations: Vec::new(),
            intents: Vec::new(),
            payments: Vec::new(),
            refreshes: refreshes::Refreshes::default(),
            results: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Carries out a call.
    pub(crate) fn answer(&mut self, call: &Call<'_>) -> Result<HandlerAnswer, Refusal> {
        let answer = match handlers::run(self, call) {
            Some(Ok(answer)) => answer,
            // The identifiers of the description's examples lead to those examples.
            Some(Err(refusal))
                if refusal.status == StatusCode::NOT_FOUND && call.is_of_the_examples() =>
            {
                return Ok(example(call));
            }
            Some(Err(refusal)) => return Err(refusal),
            None => match example(call) {
                HandlerAnswer::Answer(answer) => self.with_current_times(answer),
                done => return Ok(done),
            },
        };
        if call.query("async") == Some("true") && call.operation.accepted().is_some() {
            return Ok(self.defer(call, answer));
        }
        Ok(HandlerAnswer::Answer(answer))
    }

    /// The accounts of an entity, the current account first.
    pub(crate) fn account_ids(&self, entity_id: &str) -> Vec<String> {
        let accounts = self
            .entity(entity_id)
            .map(|entity| entity.accounts.as_slice());
        accounts
            .unwrap_or_default()
            .iter()
            .map(|account| account.id.clone())
            .collect()
    }

    /// Goes on with what takes the bank some time.
    pub(crate) fn step(&mut self, step: JobStep) {
        match step {
            JobStep::SettlePayment(id) => self.decide(&id),
            JobStep::FinishRefresh(id) => self.finish_refresh(&id),
            JobStep::FinishResult(id) => self.finish_result(&id),
        }
    }

    /// Announces an event by webhook and keeps it in the log.
    fn emit(&mut self, kind: &str, message: &str, payload: Json) {
        let id = self.ids.uuid();
        let body = map! {
            "type": kind,
            "payload": payload,
            "message": message,
            "timestamp": self.now(),
            "event_id": &id,
        };
        self.events.push(body.clone());
        // If the server has ended, there is no receiver.
        let _ = self.jobs.send(Job::Deliver(EmittedEvent {
            id,
            kind: kind.to_owned(),
            body: body.write().into(),
        }));
    }

    /// Has the bank do something when it has taken its time.
    fn schedule(&self, step: JobStep) {
        let _ = self.jobs.send(Job::Later(self.bank_delay, step));
    }

    fn now(&self) -> String {
        self.clock.timestamp().to_string()
    }

    /// An example whose times are now, and whose result has an id of its own.
    fn with_current_times(&mut self, mut answer: Json) -> Json {
        if answer.text("results_id").is_some() {
            answer.set("results_id", self.ids.uuid());
        }
        if answer.text("timestamp").is_some() {
            answer.set("timestamp", self.now());
        }
        answer
    }
}

impl Call<'_> {
    /// A parameter of the path; the description has seen to it that it is there.
    pub(crate) fn path(&self, name: &str) -> &str {
        self.path
            .iter()
            .find(|(own, _)| own == name)
            .map_or("", |(_, value)| value)
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a parameter that may be repeated or hold commas.
    pub(crate) fn query_list(&self, name: &str) -> Vec<&str> {
        let values = self.query.iter().filter(|(own, _)| own == name);
        values.flat_map(|(_, value)| value.split(',')).collect()
    }

    /// A member of the body that is text.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.body?.text(name)
    }

    /// Refuses what would come back in an answer that the description does not allow, before it is kept.
    pub(crate) fn check_example(&self, answer: &Json) -> Result<(), Refusal> {
        let success = self.operation.success();
        let content = success.and_then(|success| success.content.as_ref());
        match content.and_then(|content| content.mismatch(answer)) {
            Some(mismatch) => Err(Refusal::invalid(mismatch)),
            None => Ok(()),
        }
    }

    /// Returns the description's example value of a member of the body.
    pub(crate) fn body_example(&self, name: &str) -> Option<String> {
        let example = self.operation.body.as_ref()?.example()?;
        example.text(name).map(str::to_owned)
    }

    /// Returns true if an identifier in the request is one of the description's examples.
    fn is_of_the_examples(&self) -> bool {
        let given = self.path.iter().chain(self.query);
        let by_parameter = given.filter(|(name, _)| name.ends_with("id") || name.ends_with("Id"));
        let by_parameter = by_parameter
            .filter_map(|(name, value)| Some(self.operation.parameter_example(name)? == *value));
        let by_body = self
            .body
            .into_iter()
            .flat_map(Json::members)
            .filter(|(name, _)| name.ends_with("_id"));
        let example = self.operation.body.as_ref().and_then(|body| body.example());
        let by_body =
            by_body.filter_map(|(name, value)| Some(example.as_ref()?.get(name)? == value));
        by_parameter.chain(by_body).any(|same| same)
    }
}

/// The description's example, with the caller's identifiers in it if they fit there.
fn example(call: &Call<'_>) -> HandlerAnswer {
    let content = call
        .operation
        .success()
        .and_then(|success| success.content.as_ref());
    let Some(content) = content else {
        return HandlerAnswer::Answer(Json::Null);
    };
    if !content.is_json() {
        return HandlerAnswer::File(Bytes::from_static(PDF));
    }
    let Some(example) = content.example() else {
        return HandlerAnswer::Answer(Json::Null);
    };
    let answer = echo(example, call.path, call.query, call.body);
    HandlerAnswer::Answer(if content.takes(&answer) {
        answer
    } else {
        example.clone()
    })
}

/// The shortest document that viewers open.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
