//! Background jobs: webhooks are sent, and banks make decisions.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::api::App;
use crate::webhooks::{EmittedEvent, deliver};

/// Something to be done in the background.
pub(crate) enum Job {
    Deliver(EmittedEvent),
    /// The state is to take a step after this time.
    Later(Duration, JobStep),
}

/// A step that a bank or Lean completes in the background.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum JobStep {
    SettlePayment(String),
    FinishRefresh(String),
    FinishResult(String),
}

/// Works until it is dropped. Events are sent one after the other, so that they arrive in order.
pub(crate) async fn work(app: Arc<App>, mut jobs: mpsc::UnboundedReceiver<Job>) {
    let (events, mut due) = mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    let postman = app.clone();
    tasks.spawn(async move {
        while let Some(event) = due.recv().await {
            deliver(&postman, event).await;
        }
    });
    while let Some(job) = jobs.recv().await {
        match job {
            // The postman works as long as this does.
            Job::Deliver(event) => drop(events.send(event)),
            Job::Later(delay, step) => {
                let app = app.clone();
                tasks.spawn(async move {
                    tokio::time::sleep(delay).await;
                    app.state().step(step);
                });
            }
        }
        while tasks.try_join_next().is_some() {}
    }
}
