//! Callers without a runtime, and callers who block inside of one.

use std::{
    sync::{Arc, Mutex, OnceLock},
    time::{Duration, Instant},
};

use lean_runtime::{
    Error,
    auth::{Token, TokenRequest},
    blocking::Client,
    client::Caller,
    middleware::{Attempt, AttemptOutcome, Middleware, Signing},
    request::Reply,
    testing::{Answer, FakeTransport},
};

use crate::support::{
    self, call, mutual, request,
    server::{Server, Setup},
    table,
};

fn client() -> Client {
    let fake = FakeTransport::answering(|_| Answer::json(200, "{}"));
    Client::from(support::client(&fake))
}

/// As the blocking half of a call does it.
fn get(client: &Client) -> Result<Reply, Error> {
    let executor = Caller::executor(client);
    let result = Arc::new(Mutex::new(None));
    let (inside, to) = (Arc::clone(&executor), Arc::clone(&result));
    executor.block_on(Box::pin(async move {
        let reply = inside.execute(request(&table::GET)).await;
        *to.lock().expect("no panic") = Some(reply);
    }));
    let mut result = result.lock().expect("no panic");
    result.take().expect("it ran to its end")
}

#[test]
fn waits_outside_of_a_runtime() {
    assert_eq!(get(&client()).expect("an answer").status, 200);
    let fake = FakeTransport::answering(|_| Answer::json(200, "{}"));
    let built: Client = Client::builder(table::Sandbox)
        .transport(fake)
        .build()
        .expect("a client");
    assert_eq!(get(&built).expect("an answer").status, 200);
}

#[test]
fn waits_inside_of_a_runtime_of_any_kind() {
    let single = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let multi = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .expect("a runtime");
    let client = client();
    for runtime in [single, multi] {
        runtime.block_on(async {
            assert_eq!(get(&client).expect("an answer").status, 200);
        });
    }
}

#[test]
fn may_be_dropped_inside_of_a_runtime() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let client = client();
        get(&client).expect("an answer");
        drop(client);
    });
}

#[test]
fn may_be_used_by_many_threads() {
    let client = client();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| get(&client).expect("an answer"));
        }
    });
}

#[test]
fn a_panic_inside_does_not_hang_the_caller() {
    let executor = Caller::executor(&client());
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    executor.block_on(Box::pin(async { panic!("on purpose") }));
    std::panic::set_hook(hook);
}

/// The connection that an awaited call opened is driven by the very runtime that the next call blocks.
#[test]
fn w_30_waiting_after_awaiting_on_a_runtime_of_one_thread() {
    let servers = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    for setup in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let server = servers.block_on(Server::ok(setup));
        let single = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let client = mutual::builder(&server)
            .first_byte_timeout(Duration::from_secs(20))
            .build()
            .expect("a client");
        let started = Instant::now();
        single.block_on(async {
            for _ in 0..3 {
                call(&client, &table::GET).await.expect("an answer");
                let waited = get(&Client::from(client.clone()));
                assert_eq!(waited.expect("an answer").status, 200);
            }
        });
        assert!(started.elapsed() < Duration::from_secs(10));
        // One for each side.
        assert_eq!(server.connections(), 2);
    }
}

/// Waits for a call where that may never end.
#[derive(Default)]
struct Waits {
    client: OnceLock<Client>,
    codes: Mutex<Vec<String>>,
}

impl Waits {
    fn wait(&self) {
        let client = self.client.get().expect("a client");
        let code = match get(client) {
            Ok(reply) => reply.status.to_string(),
            Err(error) => error.code().to_owned(),
        };
        self.codes.lock().expect("no panic").push(code);
    }

    fn refused(&self, times: usize) {
        let codes = self.codes.lock().expect("no panic");
        assert_eq!(*codes, vec!["WAIT_INSIDE_CALL"; times]);
    }
}

struct WaitingMiddleware(Arc<Waits>);

impl Middleware for WaitingMiddleware {
    fn before<'a>(&'a self, _: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async {
            self.0.wait();
            Ok(())
        })
    }

    fn after(&self, _: &Attempt<'_>, _: &AttemptOutcome<'_>) {
        self.0.wait();
    }
}

#[test]
fn w_30_waiting_inside_of_a_middleware_is_refused_at_once() {
    let waits = Arc::new(Waits::default());
    let fake = FakeTransport::answering(|_| Answer::json(200, "{}"));
    let builder = support::builder(&fake).middleware(WaitingMiddleware(Arc::clone(&waits)));
    let built = builder.build().expect("a client");
    waits.client.set(Client::from(built.clone())).expect("once");
    // On the client's own thread, and on a runtime of the caller's.
    assert_eq!(
        get(&Client::from(built.clone())).expect("an answer").status,
        200
    );
    waits.refused(2);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let reply = runtime.block_on(call(&built, &table::GET));
    assert_eq!(reply.expect("an answer").status, 200);
    waits.refused(4);
    // The thread may wait again.
    assert_eq!(fake.seen().len(), 2);
    let other = client();
    assert_eq!(
        runtime
            .block_on(async { get(&other) })
            .expect("an answer")
            .status,
        200
    );
}

#[test]
fn w_30_waiting_inside_of_a_token_source_is_refused_at_once() {
    let waits = Arc::new(Waits::default());
    let fake = FakeTransport::answering(|_| Answer::json(200, "{}"));
    let of_source = Arc::clone(&waits);
    let source = move |_: TokenRequest| {
        let waits = Arc::clone(&of_source);
        async move {
            waits.wait();
            Ok(Token::new("token"))
        }
    };
    let built = support::builder(&fake).token_source(source).build();
    let blocking = Client::from(built.expect("a client"));
    waits.client.set(client()).expect("once");
    let executor = Caller::executor(&blocking);
    let result = Arc::new(Mutex::new(None));
    let (inside, to) = (Arc::clone(&executor), Arc::clone(&result));
    executor.block_on(Box::pin(async move {
        let reply = inside.execute(request(&table::WITH_TOKEN)).await;
        *to.lock().expect("no panic") = Some(reply);
    }));
    let reply = result.lock().expect("no panic").take().expect("it ran");
    assert_eq!(reply.expect("an answer").status, 200);
    waits.refused(1);
}
