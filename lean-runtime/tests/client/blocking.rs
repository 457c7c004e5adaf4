//! Callers without a runtime, and callers who block inside of one.

use std::sync::{Arc, Mutex};

use lean_runtime::{
    Error,
    blocking::Client,
    client::Caller,
    request::Reply,
    testing::{Answer, FakeTransport},
};

use crate::support::{self, request, table};

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
