//! The handle on a running sandbox.

use std::fmt;
use std::path::Path;

use crate::api::Fault;
use crate::ca::{Authority, FilePaths, Files, KeyKind};
use crate::seen::{Counts, RefusedConnection, Seen};
use crate::server::Server;
use crate::webhooks::{Delivery, Target, Webhooks};
use crate::{Error, Handout, SandboxBuilder};

/// A running stand-in for Lean, which stops when this is dropped.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = lean_sandbox::Sandbox::start().await?;
/// let files = sandbox.files();
/// assert!(files.certificate_pem.starts_with("-----BEGIN CERTIFICATE-----"));
/// assert!(sandbox.url().starts_with("https://localhost:"));
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    server: Server,
    files: Files,
    next_files: Option<Files>,
    url: String,
    oauth_url: String,
    token_url: String,
}

/// A bank that was connected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectedBank {
    /// The entity: the connection of the customer to the bank.
    pub entity_id: String,
    /// The customer's accounts at the bank, the current account first.
    pub account_ids: Vec<String>,
}

impl Sandbox {
    /// Starts a sandbox for the Emirates with a listener for each generation of the API, on any free ports.
    ///
    /// # Errors
    /// A system without threads or sockets.
    pub async fn start() -> Result<Self, Error> {
        Self::builder().start().await
    }

    /// Tells how a sandbox is to be, before it is started.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    pub(crate) fn of(server: Server, key: KeyKind) -> Result<Self, Error> {
        let app = &server.app;
        let (files, next_files) = match &app.settings.kept {
            None => (app.authority.client().key(key).sign()?, None),
            Some(kept) => {
                let [files, next] = kept.issue(&app.authority, &app.settings, key)?;
                (files, Some(next))
            }
        };
        let oauth_url = format!("https://localhost:{}", server.oauth_port);
        Ok(Self {
            url: server.mutual_tls_port.map_or_else(
                || oauth_url.clone(),
                |port| format!("https://localhost:{port}"),
            ),
            token_url: format!("{oauth_url}/oauth2/token"),
            oauth_url,
            files,
            next_files,
            server,
        })
    }

    /// The application's private key, its certificate and the chain, as the portal hands them out.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// A second certificate of the same application, to rehearse a rotation; there is one if the sandbox
    /// [keeps](SandboxBuilder::keep_in) its certificates. Others are ordered from the [`authority`](Self::authority).
    pub fn next_files(&self) -> Option<&Files> {
        self.next_files.as_ref()
    }

    /// Writes everything that a program in any language needs into a folder: see [`Handout`].
    ///
    /// # Errors
    /// The error of the file system.
    pub fn hand_out(&self, folder: impl AsRef<Path>) -> Result<Handout, Error> {
        Handout::write(self, folder.as_ref())
    }

    /// The bearer token that does not end, if one was [given](SandboxBuilder::bearer_token).
    pub fn bearer_token(&self) -> Option<&str> {
        self.server.app.settings.bearer_token.as_deref()
    }

    /// Writes [`files`](Self::files) into a folder, under the portal's names.
    ///
    /// # Errors
    /// The error of the file system.
    pub fn write_files(&self, folder: impl AsRef<Path>) -> Result<FilePaths, Error> {
        let folder = folder.as_ref();
        self.files
            .write(folder)
            .map_err(|source| Error::files(folder, source))
    }

    /// The authority behind the sandbox's certificates, to issue and to revoke some.
    pub fn authority(&self) -> &Authority {
        &self.server.app.authority
    }

    /// Returns the URL of the API for clients with a certificate and an app token:
    /// `https://localhost:<port>`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the URL of the API for clients with a bearer token.
    pub fn oauth_url(&self) -> &str {
        &self.oauth_url
    }

    /// Returns the URL that issues bearer tokens.
    pub fn token_url(&self) -> &str {
        &self.token_url
    }

    /// Returns the root that signs the certificate of the bearer-token listener, as PEM. The root
    /// replaces the public authorities.
    pub fn public_root_pem(&self) -> String {
        self.authority().public_root_pem()
    }

    /// The value of the header `lean-app-token`: the id of the application, a UUID.
    pub fn app_token(&self) -> &str {
        &self.server.app.settings.application
    }

    /// The client id for tokens: the id of the application.
    pub fn client_id(&self) -> &str {
        &self.server.app.settings.application
    }

    /// The client secret for tokens.
    pub fn client_secret(&self) -> &str {
        &self.server.app.settings.client_secret
    }

    /// The key that webhooks are signed with.
    pub fn webhook_secret(&self) -> &str {
        &self.server.app.settings.webhook_secret
    }

    /// Connects a bank as the SDK does for a customer: creates an entity, and sends the webhooks
    /// `entity.created` and `entity.data.refresh.updated`. The banks are those of `GET /banks/v1`;
    /// in the Emirates `LEAN_OF_RETAIL_UAE`, in Saudi Arabia `LEA1_SAMAOB_SAU`.
    ///
    /// # Errors
    /// [`is_unknown`](Error::is_unknown) is true if there is no such customer or no such bank.
    pub fn connect_bank(
        &self,
        customer_id: impl ToString,
        bank: &str,
    ) -> Result<ConnectedBank, Error> {
        let customer_id = customer_id.to_string();
        let mut state = self.server.app.state();
        let entity = state.connect_bank(&customer_id, bank);
        let entity = entity
            .map_err(|_| Error::unknown("customer or bank", &format!("{customer_id}, {bank}")))?;
        let entity_id = entity.text("id").unwrap_or_default().to_owned();
        Ok(ConnectedBank {
            account_ids: state.account_ids(&entity_id),
            entity_id,
        })
    }

    /// Does what the SDK does when a customer agrees to a payment: the payment is with the bank, which accepts it after
    /// the [delay](SandboxBuilder::bank_delay). Gives the payment's id. An intent whose description is one of
    /// `INSUFFICIENT_BALANCE`, `EXCEEDS_DAILY_LIMIT`, `USER_CANCELLED`, `SESSION_EXPIRED_ON_OTP`,
    /// `ANOTHER_PAYMENT_ALREADY_IN_PROGRESS` or `BANK_ISSUE` fails for that reason instead.
    ///
    /// # Errors
    /// [`is_unknown`](Error::is_unknown) is true if there is no such intent. Otherwise the intent
    /// is already paid.
    pub fn authorise(&self, payment_intent_id: impl ToString) -> Result<String, Error> {
        let id = payment_intent_id.to_string();
        let mut state = self.server.app.state();
        state
            .payer(&id)
            .map_err(|_| Error::unknown("payment intent", &id))?;
        let payment = state
            .authorise(&id)
            .map_err(|refusal| Error::state(refusal.message))?;
        Ok(payment.text("id").unwrap_or_default().to_owned())
    }

    /// Registers one more receiver of webhooks.
    ///
    /// # Errors
    /// Fails if the URL is not an `http://` or `https://` URL.
    pub fn register_webhook(&self, url: &str) -> Result<(), Error> {
        let target: Target = url.parse().map_err(Error::state)?;
        self.server.app.webhooks.register(target);
        Ok(())
    }

    /// Follows the deliveries of webhooks, from the first of this sandbox on. Events are recorded
    /// even if nothing receives them.
    pub fn webhooks(&self) -> Webhooks {
        self.server.app.webhooks.follow()
    }

    /// The deliveries of webhooks so far.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.server.app.webhooks.all()
    }

    /// The requests so far, in the order in which they were answered; of very many, the later ones.
    pub fn seen(&self) -> Vec<Seen> {
        self.server.app.recorder.requests()
    }

    /// Returns the numbers of connections, handshakes and requests so far.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sandbox = lean_sandbox::Sandbox::start().await?;
    /// // ... clients call ...
    /// assert_eq!(sandbox.counts().handshakes, 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn counts(&self) -> Counts {
        self.server.app.recorder.counts()
    }

    /// The connections so far that came to nothing: no certificate, a wrong one, no TLS at all.
    pub fn refused_connections(&self) -> Vec<RefusedConnection> {
        self.server.app.recorder.refusals()
    }

    /// Makes the next request to the API fail. Faults are kept in order, each for one request; the token endpoint is left
    /// out.
    pub fn fail_next(&self, fault: Fault) {
        self.server.app.faults.plan(None, fault);
    }

    /// Makes the next request for an operation fail: `getCustomers`, say, or `postOauth2Token`.
    pub fn fail_next_of(&self, operation: &str, fault: Fault) {
        self.server
            .app
            .faults
            .plan(Some(operation.to_owned()), fault);
    }

    /// Makes all bearer tokens that were given out worthless.
    pub fn revoke_tokens(&self) {
        self.server.app.revoke_tokens();
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .field("oauth_url", &self.oauth_url)
            .finish_non_exhaustive()
    }
}
