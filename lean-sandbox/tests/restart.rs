//! A sandbox that keeps its certificates and secrets is the same after a restart.

mod support;

use lean_sandbox::{KeyKind, Sandbox, SandboxBuilder};
use serde_json::json;
use support::{Client, Folder, Result};

fn saved_in(folder: &Folder) -> SandboxBuilder {
    Sandbox::builder()
        .client_key(KeyKind::P256)
        .keep_in(folder.path())
}

async fn new_customer(client: &Client) -> Result<String> {
    let body = json!({ "app_user_id": "restart" });
    let customer = client.post("/customers/v1/", &body).await?.json();
    Ok(customer["customer_id"].as_str().expect("an id").to_owned())
}

#[tokio::test]
async fn files_ids_and_secrets_are_the_same() -> Result {
    let folder = Folder::new("restart")?;
    let first = saved_in(&folder).start().await?;
    let handout = first.hand_out(folder.path())?;
    let files = first.files().clone();
    let next = first.next_files().expect("a second certificate").clone();
    let (app_token, secret, hooks) = (
        first.app_token().to_owned(),
        first.client_secret().to_owned(),
        first.webhook_secret().to_owned(),
    );
    let root = first.public_root_pem();
    let customer = new_customer(&Client::of(&first)).await?;
    drop(first);

    let second = saved_in(&folder).start().await?;
    let again = second.hand_out(folder.path())?;
    assert_eq!((second.files(), second.next_files()), (&files, Some(&next)));
    assert_eq!(second.app_token(), app_token);
    assert_eq!(second.client_secret(), secret);
    assert_eq!(second.webhook_secret(), hooks);
    assert_eq!(second.public_root_pem(), root);
    assert_eq!(
        std::fs::read_to_string(&again.files().certificate)?,
        files.certificate_pem
    );
    assert_eq!(
        again.get("LEAN_CLIENT_SECRET"),
        handout.get("LEAN_CLIENT_SECRET")
    );
    // The old files open the new door, and ids come in the same order.
    let client = Client::with(&second, &files).header("lean-app-token", &app_token);
    assert_eq!(new_customer(&client).await?, customer);
    Ok(())
}

#[tokio::test]
async fn a_rotation_is_rehearsed() -> Result {
    let folder = Folder::new("rotation")?;
    let sandbox = saved_in(&folder).start().await?;
    sandbox.hand_out(folder.path())?;
    let next = sandbox.next_files().expect("a second certificate").clone();
    for file in [
        "my_app_private_key.pem",
        "my_app_cert.crt",
        "lean_public_cert_chain.pem",
    ] {
        std::fs::copy(
            folder.path().join("next").join(file),
            folder.path().join(file),
        )?;
    }
    let new = Client::with(&sandbox, &next).header("lean-app-token", sandbox.app_token());
    new.get("/banks/v1").await?.json();
    let body = json!({ "certificate": sandbox.files().certificate_pem });
    assert_eq!(
        new.post("/sandbox/v1/revocations", &body).await?.json(),
        json!({ "revoked": true })
    );
    assert_eq!(
        Client::of(&sandbox).get("/banks/v1").await?.refusal(),
        (403, "INVALID_CERTIFICATE".into())
    );
    drop(sandbox);

    // What was copied stays where it is.
    let sandbox = saved_in(&folder).start().await?;
    sandbox.hand_out(folder.path())?;
    let now = std::fs::read_to_string(folder.path().join("my_app_cert.crt"))?;
    assert_eq!(now, next.certificate_pem);
    Ok(())
}

#[tokio::test]
async fn what_is_given_counts_before_what_is_found() -> Result {
    let folder = Folder::new("given")?;
    let first = saved_in(&folder).client_secret("one").start().await?;
    let old = first.files().clone();
    drop(first);
    let application = "5d2c7f60-8a1e-4c3b-9b7d-1f0e6a4c2b90";
    let builder = saved_in(&folder)
        .application(application)
        .webhook_secret("two");
    let second = builder.start().await?;
    assert_eq!(
        (second.app_token(), second.client_secret()),
        (application, "one")
    );
    assert_eq!(second.webhook_secret(), "two");
    assert_ne!(second.files().certificate_pem, old.certificate_pem);
    Client::of(&second).get("/banks/v1").await?.json();
    let wrong = Sandbox::builder().application("not a UUID").start().await;
    assert!(wrong.is_err());
    Ok(())
}

#[tokio::test]
async fn a_bearer_token_that_is_given_is_good() -> Result {
    let sandbox = Sandbox::builder().bearer_token("fixed").start().await?;
    let client = Client::oauth(&sandbox).header("authorization", "Bearer fixed");
    client.get("/banks/v1").await?.json();
    sandbox.revoke_tokens();
    assert_eq!(client.get("/banks/v1").await?.status, 401);
    Ok(())
}

#[tokio::test]
async fn a_damaged_file_is_not_replaced() -> Result {
    let folder = Folder::new("damaged")?;
    for content in ["{", r#"{"authority":{"root":{}}}"#] {
        std::fs::write(folder.path().join("sandbox-state.json"), content)?;
        let error = saved_in(&folder).start().await.expect_err("it is damaged");
        assert!(error.to_string().contains("sandbox-state.json"), "{error}");
    }
    Ok(())
}
