//! R: the identity changes while calls are made; what counts is what the server saw.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use lean_runtime::{Client, Error, request::Reply};

use crate::{
    lab::{self, Leaf},
    support::{
        call, failed,
        mutual::{self, Rotating, app},
        request, send,
        server::{Server, Setup, closing, json},
        table,
    },
};

pub(super) fn der(leaf: &Leaf) -> Option<Vec<u8>> {
    Some(leaf.certificate.der().to_vec())
}

pub(super) async fn get(client: &Client) -> Result<Reply, Error> {
    call(client, &table::GET).await
}

#[tokio::test]
async fn r_01_new_connections_show_the_new_certificate_although_tickets_are_on() {
    let server = Server::http(Setup::mutual().http1(), |_| async { closing(json("{}")) }).await;
    let (old, new) = (app("old"), app("new"));
    let files = Rotating::new(&old);
    let (identity, client) = files.client(&server);
    get(&client).await.expect("an answer");
    files.put(&new);
    identity.reload().expect("a new generation");
    for _ in 0..4 {
        get(&client).await.expect("an answer");
    }
    let seen: Vec<_> = server
        .visits()
        .into_iter()
        .map(|visit| visit.certificate)
        .collect();
    assert_eq!(seen[0], der(&old));
    assert!(
        seen[1..]
            .iter()
            .all(|certificate| *certificate == der(&new))
    );
    assert!(server.visits().iter().all(|visit| !visit.is_resumed));
}

#[tokio::test]
async fn r_02_pooled_connections_do_not_outlive_their_identity() {
    for config in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let server = Server::ok(config).await;
        let (old, new) = (app("old"), app("new"));
        let files = Rotating::new(&old);
        let (identity, client) = files.client(&server);
        for _ in 0..3 {
            get(&client).await.expect("an answer");
        }
        assert_eq!(server.connections(), 1);
        files.put(&new);
        identity.reload().expect("a new generation");
        get(&client).await.expect("an answer");
        let last = server.visits().pop().expect("a request");
        assert_eq!(last.certificate, der(&new));
        // The old, idle connection is closed; only the new one stays.
        server.drained_to(1).await;
    }
}

#[tokio::test]
async fn r_02_idle_connections_close_with_the_rotation_and_not_with_the_next_call() {
    for config in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let server = Server::ok(config).await;
        let files = Rotating::new(&app("old"));
        let (identity, client) = files.client(&server);
        get(&client).await.expect("an answer");
        files.put(&app("new"));
        identity.reload().expect("a new generation");
        server.drained_to(0).await;
        get(&client).await.expect("an answer");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_03_rotation_under_load_loses_no_request_and_shows_no_old_certificate() {
    for config in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let server = Server::ok(config).await;
        let leaves: Vec<_> = (0..4).map(|n| app(&format!("app-{n}"))).collect();
        let files = Rotating::new(&leaves[0]);
        let (identity, client) = files.client(&server);
        let is_over = Arc::new(AtomicBool::new(false));
        let sent = Arc::new(AtomicUsize::new(0));
        let load: Vec<_> = (0..8)
            .map(|_| {
                let (client, is_over, sent) =
                    (client.clone(), Arc::clone(&is_over), Arc::clone(&sent));
                tokio::spawn(async move {
                    while !is_over.load(Ordering::SeqCst) {
                        get(&client).await.expect("no request fails");
                        sent.fetch_add(1, Ordering::SeqCst);
                    }
                })
            })
            .collect();
        for round in 1..=200 {
            let leaf = &leaves[round % leaves.len()];
            files.put(leaf);
            identity.reload().expect("a new generation");
            let mut probe = request(&table::GET);
            probe.query = format!("round={round}");
            send(&client, probe).await.expect("no request fails");
        }
        is_over.store(true, Ordering::SeqCst);
        for task in load {
            task.await.expect("no request failed");
        }
        let visits = server.visits();
        for round in 1..=200_usize {
            let path = format!("/banks/v1?round={round}");
            let probe = visits
                .iter()
                .find(|visit| visit.path == path)
                .expect("it came");
            assert_eq!(
                probe.certificate,
                der(&leaves[round % leaves.len()]),
                "round {round}"
            );
        }
        assert!(sent.load(Ordering::SeqCst) > 200);
        server.drained_to(16).await;
    }
}

#[tokio::test]
async fn r_04_calls_under_way_end_on_the_old_identity_and_then_it_goes() {
    let (gate, opened) = tokio::sync::watch::channel(false);
    let server = Server::http(Setup::mutual().http1(), move |visit| {
        let mut opened = opened.clone();
        async move {
            if visit.path == "/banks/v1" {
                let _ = opened.wait_for(|is_open| *is_open).await;
            }
            json("{}")
        }
    })
    .await;
    let (old, new) = (app("old"), app("new"));
    let files = Rotating::new(&old);
    let identity = files.identity();
    let generation = Arc::downgrade(&identity.current());
    let client = mutual::builder_of(&server, identity.clone())
        .build()
        .expect("a client");
    let slow = tokio::spawn({
        let client = client.clone();
        async move { get(&client).await }
    });
    while server.visits().is_empty() {
        tokio::task::yield_now().await;
    }
    files.put(&new);
    identity.reload().expect("a new generation");
    call(&client, &table::DELETE).await.expect("an answer");
    gate.send_replace(true);
    slow.await.expect("no panic").expect("ends well");
    let seen: Vec<_> = server
        .visits()
        .into_iter()
        .map(|visit| visit.certificate)
        .collect();
    assert_eq!(seen, [der(&old), der(&new)]);
    server.drained_to(1).await;
    assert!(
        generation.upgrade().is_none(),
        "nothing holds the old key any more"
    );
}

#[tokio::test]
async fn r_05_all_handles_change_together() {
    let server = Server::ok(Setup::mutual().lab()).await;
    let (old, new) = (app("old"), app("new"));
    let files = Rotating::new(&old);
    let (identity, client) = files.client(&server);
    let (clone, derived) = (client.clone(), client.with_scopes(["x"]));
    let second = mutual::builder_of(&server, identity.clone())
        .build()
        .expect("a client");
    get(&client).await.expect("an answer");
    files.put(&new);
    identity.reload().expect("a new generation");
    for client in [client, clone, derived, second] {
        get(&client).await.expect("an answer");
    }
    let visits = server.visits();
    assert!(
        visits[1..]
            .iter()
            .all(|visit| visit.certificate == der(&new))
    );
}

#[tokio::test]
async fn r_06_bad_files_leave_the_last_good_identity_in_use() {
    let server = Server::ok(Setup::mutual().lab()).await;
    let good = app("good");
    let files = Rotating::new(&good);
    let (identity, client) = files.client(&server);
    files.put_chain("not a certificate");
    identity.reload().expect_err("refused");
    get(&client).await.expect("an answer");
    assert_eq!(server.visits()[0].certificate, der(&good));
}

#[tokio::test]
async fn r_09_a_removed_root_closes_the_pool_to_its_servers() {
    let other = lab::Lab::new("Other");
    let server = Server::ok(Setup::mutual().lab()).await;
    let files = Rotating::new(&app("app"));
    let (identity, client) = files.client(&server);
    get(&client).await.expect("an answer");
    files.put_chain(&other.chain_pem());
    identity.reload().expect("a new generation");
    let error = failed(get(&client).await);
    assert_eq!(error.code(), "SERVER_UNTRUSTED", "{error:?}");
    server.drained_to(0).await;
}

/// The descriptors that this process has open; none where the system does not say.
fn descriptors() -> Option<usize> {
    Some(std::fs::read_dir("/proc/self/fd").ok()?.count())
}

#[tokio::test]
async fn r_10_a_thousand_reloads_leave_nothing_behind() {
    let server = Server::ok(Setup::mutual().http2()).await;
    let leaves = [app("a"), app("b")];
    let files = Rotating::new(&leaves[0]);
    let (identity, client) = files.client(&server);
    get(&client).await.expect("an answer");
    let mut old = Vec::new();
    for round in 1..=1000 {
        old.push(Arc::downgrade(&identity.current()));
        files.put(&leaves[round % 2]);
        identity.reload().expect("a new generation");
        if round % 20 == 0 {
            get(&client).await.expect("an answer");
        }
    }
    server.drained_to(1).await;
    assert!(old.iter().all(|generation| generation.upgrade().is_none()));
    assert_eq!(server.connections(), 51);
    // Other tests of this process open some at the same time.
    assert!(descriptors().unwrap_or(0) < 500);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn r_11_a_rotation_met_by_many_at_once_makes_one_pool() {
    let server = Server::ok(Setup::mutual().http2()).await;
    let files = Rotating::new(&app("old"));
    let (identity, client) = files.client(&server);
    get(&client).await.expect("an answer");
    let new = app("new");
    files.put(&new);
    let reloads: Vec<_> = (0..8)
        .map(|_| {
            let identity = identity.clone();
            tokio::task::spawn_blocking(move || identity.reload().map(drop))
        })
        .collect();
    for reload in reloads {
        reload.await.expect("no panic").expect("a new generation");
    }
    let calls: Vec<_> = (0..64)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { get(&client).await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("an answer");
    }
    let visits = server.visits();
    assert!(
        visits[1..]
            .iter()
            .all(|visit| visit.certificate == der(&new))
    );
    assert_eq!(identity.current().generation(), 2);
}

#[tokio::test]
async fn r_14_a_dropped_client_closes_its_sockets() {
    let server = Server::ok(Setup::mutual().lab()).await;
    let client = mutual::client(&server);
    get(&client).await.expect("an answer");
    drop(client);
    server.drained_to(0).await;
}

#[test]
fn r_15_clients_live_inside_outside_and_beyond_runtimes() {
    let runtime = || {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime")
    };
    let (first, second) = (runtime(), runtime());
    let server = first.block_on(Server::ok(Setup::mutual().lab()));
    // Built outside of any runtime.
    let client = mutual::client(&server);
    let mine = runtime();
    mine.block_on(get(&client)).expect("an answer");
    drop(mine);
    // Its connections went with that runtime; another one makes its own.
    second.block_on(get(&client)).expect("an answer");
    // Polled by an executor that knows nothing of tokio.
    let reply = plain_block_on(get(&client)).expect("an answer");
    assert_eq!(reply.status, 200);
    drop(client);
}

fn plain_block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        std::thread::park();
    }
}

/// Measures the time of a swap. The time is printed but not checked, because machines differ.
#[tokio::test]
async fn a_swap_takes_about_a_millisecond() {
    let server = Server::ok(Setup::mutual().http2()).await;
    let leaves = [app("a"), app("b")];
    let files = Rotating::new(&leaves[0]);
    let (identity, client) = files.client(&server);
    let mut slowest = Duration::ZERO;
    for round in 1..=20 {
        files.put(&leaves[round % 2]);
        let start = Instant::now();
        identity.reload().expect("a new generation");
        get(&client).await.expect("an answer");
        slowest = slowest.max(start.elapsed());
    }
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
}
