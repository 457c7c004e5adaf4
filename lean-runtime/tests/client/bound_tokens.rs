//! R: access tokens that are bound to a certificate (RFC 8705) change with it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::support::{
    call,
    mutual::{Rotating, app},
    server::{Server, Setup, json},
    table,
};

/// The certificate's number among these, as a token that is bound to it.
fn bound_token(certificate: Option<&Vec<u8>>) -> String {
    certificate.map_or_else(String::new, |der| {
        der.iter().map(|byte| format!("{byte:02x}")).collect()
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_bound_to_a_certificate_change_with_it_and_no_call_fails() {
    let server = Server::http(Setup::mutual().http2(), |visit| async move {
        let own = bound_token(visit.certificate.as_ref());
        if visit.path == "/token" {
            return json(format!(r#"{{"access_token":"{own}","expires_in":3599}}"#));
        }
        let token = visit.headers["authorization"]
            .to_str()
            .expect("text")
            .to_owned();
        let mut response = json("{}");
        if token != format!("Bearer {own}") {
            *response.status_mut() = http::StatusCode::UNAUTHORIZED;
        }
        response
    })
    .await;
    // One for each round: a certificate that comes back may find its token still there.
    let leaves: Vec<_> = (0..=50).map(|n| app(&format!("app-{n}"))).collect();
    let files = Rotating::new(&leaves[0]);
    let (identity, client) = files.client_with_tokens(&server);
    let is_over = Arc::new(AtomicBool::new(false));
    let load: Vec<_> = (0..4)
        .map(|_| {
            let (client, is_over) = (client.clone(), Arc::clone(&is_over));
            tokio::spawn(async move {
                while !is_over.load(Ordering::SeqCst) {
                    let reply = call(&client, &table::WITH_TOKEN)
                        .await
                        .expect("no call fails");
                    assert_eq!(reply.status, 200);
                }
            })
        })
        .collect();
    for (round, leaf) in leaves.iter().enumerate().skip(1) {
        files.put(leaf);
        identity.reload().expect("a new generation");
        let reply = call(&client, &table::WITH_TOKEN)
            .await
            .expect("no call fails");
        assert_eq!(reply.status, 200, "round {round}");
    }
    is_over.store(true, Ordering::SeqCst);
    for task in load {
        task.await.expect("no call failed");
    }
    let minted = server
        .visits()
        .iter()
        .filter(|visit| visit.path == "/token")
        .count();
    assert!((50..=60).contains(&minted), "{minted}");
}
