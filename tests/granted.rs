//! The requirements on a client before it is built, and the scopes that it requests: certificates
//! and scopes are known to the compiler.

mod lab;

use lean::client::{Needed, NotNeeded};
use lean::operation::Server;
use lean::testing::{Answer, FakeTransport};
use lean::{Client, Error};
use lean_sandbox::Sandbox;

/// All of it.
#[lean::api(spec = "tests/specs/granted.yaml", operations = all)]
pub trait Bank {}

/// The same, where certificates are wanted.
mod wanted {
    /// As a document before 3.1 cannot say.
    #[lean::api(spec = "tests/specs/granted.yaml", mutual_tls)]
    pub trait Everywhere {
        fn ping();
    }

    /// Of one server alone.
    #[lean::api(spec = "tests/specs/granted.yaml", mutual_tls = [Production])]
    pub trait Somewhere {
        fn ping();
    }

    /// Operations that can do without.
    #[lean::api(spec = "tests/specs/certificates.yaml")]
    pub trait Without {
        fn open();
        fn either();
    }

    /// A trait whose calls need a certificate.
    #[lean::api(spec = "tests/specs/certificates.yaml")]
    pub trait With {
        fn open();
        fn both();
    }
}

use wanted::{everywhere, somewhere, with, without};

fn needs_a_certificate<S: Server<Identity = Needed>>(server: S) -> S {
    server
}

fn needs_none<S: Server<Identity = NotNeeded>>(server: S) -> S {
    server
}

#[test]
fn a_certificate_is_asked_for_where_something_demands_one() -> Result<(), Error> {
    // None is asked for: these are built.
    Client::builder(needs_none(bank::servers::Production))
        .anonymous()
        .build()?;
    Client::builder(needs_none(somewhere::servers::Sandbox))
        .anonymous()
        .build()?;
    Client::builder(needs_none(without::servers::Server))
        .anonymous()
        .build()?;
    // These are not, without one: `tests/ui/fail/certificate`.
    let sandbox = Sandbox::builder()
        .start_blocking()
        .expect("the sandbox starts");
    let identity = lab::identity(sandbox.files()).expect("the sandbox's own files");
    let with = |identity: &lean::Identity| identity.clone();
    Client::builder(needs_a_certificate(everywhere::servers::Production))
        .anonymous()
        .identity(with(&identity))
        .build()?;
    Client::builder(needs_a_certificate(everywhere::servers::Sandbox))
        .anonymous()
        .identity(with(&identity))
        .build()?;
    Client::builder(needs_a_certificate(somewhere::servers::Production))
        .anonymous()
        .identity(with(&identity))
        .build()?;
    Client::builder(needs_a_certificate(with::servers::Server))
        .anonymous()
        .identity(identity)
        .build()?;
    Ok(())
}

/// Gives tokens, and answers all else with nothing.
fn bank() -> FakeTransport {
    FakeTransport::answering(|seen| match seen.url.host() {
        Some("auth.granted.test") => Answer::json(
            200,
            r#"{"access_token":"t","token_type":"bearer","expires_in":3600}"#,
        ),
        _ => Answer::status(204),
    })
}

/// The scopes that the token endpoint was asked for, request by request.
fn requested_scopes(fake: &FakeTransport) -> Vec<String> {
    let tokens = fake.seen().into_iter();
    tokens
        .filter(|seen| seen.url.host() == Some("auth.granted.test"))
        .map(|seen| {
            let form = String::from_utf8(seen.body.to_vec()).expect("a form is text");
            let scope = form.split('&').find_map(|pair| pair.strip_prefix("scope="));
            scope.unwrap_or_default().to_owned()
        })
        .collect()
}

#[tokio::test]
async fn a_client_built_for_scopes_asks_for_exactly_these() {
    let fake = bank();
    let lean = Client::builder(bank::servers::Production)
        .transport(fake.clone())
        .oauth2("id", "secret")
        .for_scopes::<bank::Needs>()
        .build()
        .expect("a client");
    lean.pay().await.expect("an answer");
    Bank::list_accounts(&lean).await.expect("an answer");
    lean.ping().await.expect("an answer");
    assert_eq!(
        requested_scopes(&fake),
        ["payments%3Awrite+accounts%3Aread"],
        "one token, of all that the trait needs and nothing that it does not"
    );
}

/// Reads accounts, and has no say over payments.
#[lean::api(spec = "tests/specs/granted.yaml")]
pub trait Reader {
    fn list_accounts();
}

lean::scopes!(Little: reader::scopes::AccountsRead);

#[tokio::test]
async fn a_client_built_for_few_scopes_asks_for_few() {
    let fake = bank();
    let lean = Client::builder(reader::servers::Production)
        .transport(fake.clone())
        .oauth2("id", "secret")
        .for_scopes::<Little>()
        .build()
        .expect("a client");
    lean.list_accounts().await.expect("an answer");
    assert_eq!(requested_scopes(&fake), ["accounts%3Aread"]);
}

/// Checks that every holder of a client with the right scopes has its methods, also by reference
/// and in boxes.
#[test]
fn what_holds_a_client_has_its_scopes() -> Result<(), Error> {
    fn takes(reads: impl Reader) -> Result<(), Error> {
        reads.list_accounts().request().map(drop)
    }
    let build = || {
        Client::builder(reader::servers::Production)
            .anonymous()
            .for_scopes::<Little>()
    };
    let lean = build().build()?;
    takes(&lean)?;
    takes(Box::new(lean.clone()))?;
    takes(std::sync::Arc::new(lean))?;
    let boxed: Box<dyn Reader> = Box::new(build().build()?);
    boxed.list_accounts().request()?;
    let waits = lean::blocking::Client::builder(reader::servers::Production)
        .anonymous()
        .for_scopes::<reader::Needs>()
        .build()?;
    takes(&waits)
}

#[tokio::test]
async fn a_client_built_for_none_in_particular_asks_for_what_each_operation_needs() {
    let fake = bank();
    let lean = Client::builder(bank::servers::Production)
        .transport(fake.clone())
        .oauth2("id", "secret")
        .build()
        .expect("a client");
    Bank::list_accounts(&lean).await.expect("an answer");
    lean.pay().await.expect("an answer");
    assert_eq!(
        requested_scopes(&fake),
        ["accounts%3Aread", "payments%3Awrite+accounts%3Aread"]
    );
}
