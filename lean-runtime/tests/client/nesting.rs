//! Calls within calls: token sources and middleware that call the client that runs them.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use lean_runtime::{
    Client, RateLimit,
    auth::{Token, TokenRequest},
    client::ClientBuilder,
    error::BoxError,
    middleware::{Attempt, Middleware, Signing},
    operation::Operation,
    testing::{Answer, FakeTransport},
};
use tokio::time::Instant;

use crate::support::{builder, call, failed, seconds, table};

/// The client that is made of the builder that holds this.
type Cell = Arc<OnceLock<Client>>;

/// A token source that calls this operation of the client that asks it, on a task of its own or not.
fn with_source<Id>(
    builder: ClientBuilder<Id>,
    cell: &Cell,
    (operation, spawned): (&'static Operation, bool),
) -> ClientBuilder<Id> {
    let cell = Arc::clone(cell);
    builder.token_source(move |_: TokenRequest| {
        let client = cell.get().expect("built").clone();
        async move {
            let call = async move { call(&client, operation).await };
            let reply = match spawned {
                true => tokio::spawn(call).await?,
                false => call.await,
            };
            reply?;
            Ok(Token::new("t"))
        }
    })
}

/// A middleware that calls `of` of its client before every attempt of other operations.
struct Calls {
    cell: Cell,
    of: &'static Operation,
    passes: bool,
    count: Arc<AtomicUsize>,
}

impl Middleware for Calls {
    fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async move {
            self.count.fetch_add(1, Ordering::SeqCst);
            if self.passes && attempt.operation().id == self.of.id {
                return Ok(());
            }
            let client = self.cell.get().expect("built");
            // Two at once, too.
            let (first, second) = tokio::join!(call(client, self.of), call(client, self.of));
            first.and(second).map(drop).map_err(BoxError::from)
        })
    }
}

fn ok() -> FakeTransport {
    FakeTransport::answering(|_| Answer::json(200, "{}"))
}

fn built(cell: &Cell, builder: ClientBuilder<lean_runtime::client::NotNeeded>) -> Client {
    let client = builder.build().expect("a client");
    cell.get_or_init(|| client).clone()
}

fn paths(fake: &FakeTransport) -> Vec<String> {
    let seen = fake.seen();
    seen.iter().map(|seen| seen.url.path().to_owned()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_token_source_may_call_the_client_that_asks_it_however_few_places_there_are() {
    for spawned in [false, true] {
        let (fake, cell) = (ok(), Cell::default());
        let limited = builder(&fake)
            .concurrency(1)
            .rate_limit(RateLimit::new(1, seconds(5)));
        let client = built(&cell, with_source(limited, &cell, (&table::GET, spawned)));
        let start = Instant::now();
        let calls = (0..3).map(|_| call(&client, &table::WITH_TOKEN));
        for reply in futures_util::future::join_all(calls).await {
            assert_eq!(reply.expect("an answer").status, 200);
        }
        assert_eq!(
            paths(&fake),
            ["/banks/v1", "/accounts/v1", "/accounts/v1", "/accounts/v1"]
        );
        assert_eq!(
            start.elapsed().as_secs(),
            15,
            "the rate is kept, and nothing else waited for"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_source_that_needs_its_own_token_is_told_at_once() {
    let (fake, cell) = (ok(), Cell::default());
    let limited = builder(&fake).concurrency(1);
    let client = built(
        &cell,
        with_source(limited, &cell, (&table::POST_WITH_TOKEN, false)),
    );
    let start = Instant::now();
    let error = failed(call(&client, &table::WITH_TOKEN).await);
    assert_eq!(error.code(), "TOKEN_SOURCE");
    assert!(error.to_string().contains("the very token"), "{error}");
    assert_eq!((start.elapsed(), fake.seen().len()), (seconds(0), 0));
}

#[tokio::test(start_paused = true)]
async fn a_middleware_may_call_the_client_that_runs_it() {
    let (fake, cell) = (ok(), Cell::default());
    let calls = Calls {
        cell: Arc::clone(&cell),
        of: &table::GET,
        passes: true,
        count: Arc::default(),
    };
    let limited = builder(&fake).concurrency(1).middleware(calls);
    let client = built(&cell, limited);
    let start = Instant::now();
    let calls = (0..3).map(|_| call(&client, &table::CREATE));
    for reply in futures_util::future::join_all(calls).await {
        assert_eq!(reply.expect("an answer").status, 200);
    }
    assert_eq!((start.elapsed(), fake.seen().len()), (seconds(0), 9));
}

#[tokio::test(start_paused = true)]
async fn a_middleware_that_calls_itself_without_end_is_told_so() {
    let (fake, cell) = (ok(), Cell::default());
    let count = Arc::<AtomicUsize>::default();
    let calls = Calls {
        cell: Arc::clone(&cell),
        of: &table::GET,
        passes: false,
        count: Arc::clone(&count),
    };
    let client = built(&cell, builder(&fake).middleware(calls));
    let error = failed(call(&client, &table::GET).await);
    assert_eq!(error.code(), "MIDDLEWARE");
    assert!(
        format!("{error}").contains("calls the client that runs it"),
        "{error}"
    );
    assert!(count.load(Ordering::SeqCst) < 600, "{count:?}");
    assert_eq!(fake.seen().len(), 0);
}

#[test]
fn a_token_source_of_a_blocking_client_may_call_it() {
    let (fake, cell) = (ok(), Cell::default());
    let limited = builder(&fake).concurrency(1);
    let client = built(&cell, with_source(limited, &cell, (&table::GET, true)));
    let executor = lean_runtime::client::Caller::executor(&client);
    let (send, receive) = std::sync::mpsc::channel();
    executor.block_on(Box::pin(async move {
        let reply = call(&client, &table::WITH_TOKEN).await;
        send.send(reply.expect("an answer").status)
            .expect("waiting");
    }));
    assert_eq!(receive.recv().expect("it ran to its end"), 200);
    assert_eq!(paths(&fake), ["/banks/v1", "/accounts/v1"]);
}
