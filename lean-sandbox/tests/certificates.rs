//! The mutual-TLS listener accepts exactly the clients that it should.
#![allow(clippy::print_stdout, reason = "figures for people who run the tests")]

mod support;

use lean_sandbox::{KeyKind, Listener, Sandbox, TlsVersion, Usage};
use rustls::version;
use support::{Client, Result, issuer};

/// Connects with other files, and gives the reason for which the sandbox refused.
async fn refused(sandbox: &Sandbox, client: &Client) -> Result<String> {
    let before = sandbox.refused_connections().len();
    let answer = client.get("/banks/v1").await;
    assert!(answer.is_err(), "{answer:?}");
    let refusals = sandbox.refused_connections();
    assert_eq!(refusals.len(), before + 1);
    assert!(sandbox.seen().is_empty());
    Ok(refusals[before].reason.clone())
}

#[tokio::test]
async fn the_portals_files_open_the_door() -> Result {
    let started = std::time::Instant::now();
    let sandbox = Sandbox::start().await?;
    println!("started in {:?}", started.elapsed());
    let answer = Client::of(&sandbox).get("/banks/v1").await?;
    assert!(!answer.json().as_array().expect("banks").is_empty());

    let seen = sandbox.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(
        (
            seen[0].operation.as_deref(),
            seen[0].status.map(|status| status.as_u16())
        ),
        (Some("getBanks"), Some(200))
    );
    let connection = &seen[0].connection;
    assert_eq!(
        (connection.tls_version.as_str(), connection.listener),
        ("TLSv1.3", Listener::MutualTls)
    );
    assert_eq!(connection.server_name.as_deref(), Some("localhost"));
    assert_eq!(connection.alpn.as_deref(), Some("http/1.1"));
    let peer = connection.peer.as_ref().expect("a certificate");
    assert_eq!(peer.application, sandbox.app_token());
    assert_eq!(peer.fingerprint.len(), 64);
    Ok(())
}

#[tokio::test]
async fn no_certificate_no_connection() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::new(
        sandbox.url(),
        &sandbox.files().chain_pem,
        None,
        &[&version::TLS13],
    );
    assert!(
        refused(&sandbox, &client)
            .await?
            .contains("no certificates")
    );
    Ok(())
}

#[tokio::test]
async fn bad_certificates_are_refused_while_connecting() -> Result {
    let sandbox = Sandbox::start().await?;
    let order = || sandbox.authority().client();
    for (files, reason) in [
        (order().of_another_authority().sign()?, "UnknownIssuer"),
        (order().expired().sign()?, "certificate expired"),
        (order().not_yet_valid().sign()?, "not valid yet"),
        (order().usage(Usage::Server).sign()?, "extended key usage"),
    ] {
        let told = refused(&sandbox, &Client::with(&sandbox, &files)).await?;
        assert!(told.contains(reason), "{told} instead of {reason}");
    }
    Ok(())
}

#[tokio::test]
async fn the_certificate_alone_is_not_enough() -> Result {
    let sandbox = Sandbox::start().await?;
    let files = sandbox.files();
    let alone = Some((
        files.certificate_pem.as_str(),
        files.private_key_pem.as_str(),
    ));
    let client = Client::new(sandbox.url(), &files.chain_pem, alone, &[&version::TLS13]);
    assert!(refused(&sandbox, &client).await?.contains("UnknownIssuer"));
    Ok(())
}

#[tokio::test]
async fn the_two_listeners_are_signed_by_different_authorities() -> Result {
    let sandbox = Sandbox::start().await?;
    let wrong = Client::new(
        sandbox.oauth_url(),
        &sandbox.files().chain_pem,
        None,
        &[&version::TLS13],
    );
    assert!(wrong.get("/banks/v1").await.is_err());
    let files = sandbox.files();
    let pem = format!("{}{}", files.certificate_pem, issuer(&files.chain_pem));
    let identity = Some((pem.as_str(), files.private_key_pem.as_str()));
    let wrong = Client::new(
        sandbox.url(),
        &sandbox.public_root_pem(),
        identity,
        &[&version::TLS13],
    );
    assert!(wrong.get("/banks/v1").await.is_err());
    Ok(())
}

#[tokio::test]
async fn older_tls_only_if_asked_for() -> Result {
    let sandbox = Sandbox::start().await?;
    let older = |sandbox: &Sandbox| {
        let files = sandbox.files();
        let pem = format!("{}{}", files.certificate_pem, issuer(&files.chain_pem));
        let identity = Some((pem.as_str(), files.private_key_pem.as_str()));
        Client::new(
            sandbox.url(),
            &files.chain_pem,
            identity,
            &[&version::TLS12],
        )
        .header("lean-app-token", sandbox.app_token())
    };
    assert!(older(&sandbox).get("/banks/v1").await.is_err());

    let sandbox = Sandbox::builder()
        .tls_versions(&[TlsVersion::V1_2, TlsVersion::V1_3])
        .start()
        .await?;
    older(&sandbox).get("/banks/v1").await?.json();
    assert_eq!(sandbox.seen()[0].connection.tls_version, "TLSv1.2");
    Ok(())
}

#[tokio::test]
async fn certificate_and_token_have_to_belong_together() -> Result {
    let sandbox = Sandbox::start().await?;
    let unknown = "00000000-0000-4000-8000-000000000000";
    let refusal = async |client: Client| -> Result<(u16, String)> {
        Ok(client.get("/banks/v1").await?.refusal())
    };

    let own = || Client::with(&sandbox, sandbox.files());
    assert_eq!(refusal(own()).await?, (401, "UNAUTHORIZED".into()));
    assert_eq!(
        refusal(own().header("lean-app-token", unknown)).await?,
        (401, "CERTIFICATE_TOKEN_MISMATCH".into())
    );

    let other = sandbox.authority().client().application(unknown).sign()?;
    let other = |token: &str| Client::with(&sandbox, &other).header("lean-app-token", token);
    assert_eq!(
        refusal(other(sandbox.app_token())).await?,
        (401, "CERTIFICATE_TOKEN_MISMATCH".into())
    );
    assert_eq!(refusal(other(unknown)).await?, (401, "UNAUTHORIZED".into()));

    let limited = sandbox.authority().client().sandbox_only().sign()?;
    let limited = Client::with(&sandbox, &limited).header("lean-app-token", sandbox.app_token());
    assert_eq!(
        refusal(limited).await?,
        (403, "INSUFFICIENT_ACCESS_LEVEL".into())
    );
    Ok(())
}

#[tokio::test]
async fn a_certificate_is_replaced_and_the_old_one_withdrawn() -> Result {
    let sandbox = Sandbox::start().await?;
    let renewed = sandbox.authority().client().key(KeyKind::Rsa2048).sign()?;
    let renewed = Client::with(&sandbox, &renewed).header("lean-app-token", sandbox.app_token());
    renewed.get("/banks/v1").await?.json();
    assert!(sandbox.authority().revoke(&sandbox.files().certificate_pem));
    let old = Client::of(&sandbox).get("/banks/v1").await?;
    assert_eq!(old.refusal(), (403, "INVALID_CERTIFICATE".into()));
    renewed.get("/banks/v1").await?.json();
    assert!(!sandbox.authority().revoke("not a certificate"));
    Ok(())
}

#[tokio::test]
async fn sessions_are_resumed() -> Result {
    let sandbox = Sandbox::start().await?;
    let client = Client::of(&sandbox);
    client.get("/banks/v1").await?.json();
    client.get("/banks/v1").await?.json();
    let resumed: Vec<bool> = sandbox
        .seen()
        .iter()
        .map(|seen| seen.connection.resumed)
        .collect();
    assert_eq!(resumed, [false, true]);
    assert!(sandbox.seen()[1].connection.peer.is_some());
    Ok(())
}

#[test]
fn a_sandbox_may_be_shared_between_threads() {
    fn shareable<T: Send + Sync + 'static>() {}
    shareable::<Sandbox>();
    shareable::<lean_sandbox::Webhooks>();
}

#[tokio::test]
async fn many_at_once_each_on_its_own() -> Result {
    let mut sandboxes = Vec::new();
    for _ in 0..8 {
        sandboxes.push(Sandbox::start().await?);
    }
    for sandbox in &sandboxes {
        Client::of(sandbox).get("/banks/v1").await?.json();
        assert_eq!(sandbox.seen().len(), 1);
    }
    // The certificate of one is nothing to the other.
    let stranger = Client::with(&sandboxes[0], sandboxes[1].files());
    assert!(stranger.get("/banks/v1").await.is_err());
    Ok(())
}

#[tokio::test]
async fn the_port_is_free_once_it_is_dropped() -> Result {
    let sandbox = Sandbox::start().await?;
    let port: u16 = sandbox.url().rsplit(':').next().expect("a port").parse()?;
    let taken = Sandbox::builder()
        .port(port)
        .start()
        .await
        .expect_err("the port is taken");
    assert!(taken.is_address_in_use(), "{taken}");
    drop(sandbox);
    let again = Sandbox::builder().port(port).start().await?;
    assert_eq!(again.url(), format!("https://localhost:{port}"));
    Ok(())
}

#[test]
fn files_as_the_portal_has_them() -> Result {
    let sandbox = Sandbox::builder().start_blocking()?;
    let folder = std::env::temp_dir().join(format!("lean-sandbox-files-{}", std::process::id()));
    let paths = sandbox.write_files(&folder)?;
    assert_eq!(
        std::fs::read_to_string(&paths.private_key)?,
        sandbox.files().private_key_pem
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            std::fs::metadata(&paths.private_key)?.permissions().mode() & 0o777,
            0o600
        );
    }
    let names = [
        "my_app_private_key.pem",
        "my_app_cert.crt",
        "lean_public_cert_chain.pem",
    ];
    assert!(names.iter().all(|name| folder.join(name).is_file()));
    std::fs::remove_dir_all(&folder)?;

    let chain = &sandbox.files().chain_pem;
    assert_eq!(
        chain.matches("BEGIN CERTIFICATE").count(),
        4,
        "the issuer and the root, each twice"
    );
    let open = |bytes| zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let app = open(sandbox.files().app_zip());
    assert_eq!(
        app.file_names()
            .collect::<std::result::Result<Vec<_>, _>>()?,
        names[..2]
    );
    let mut text = String::new();
    std::io::Read::read_to_string(
        &mut open(sandbox.files().chain_zip()).by_name(names[2])?,
        &mut text,
    )?;
    assert_eq!(&text, chain);

    let shown = format!("{:?} {sandbox:?}", sandbox.files());
    assert!(
        !shown.contains("PRIVATE KEY") && !shown.contains(sandbox.client_secret()),
        "{shown}"
    );
    Ok(())
}
