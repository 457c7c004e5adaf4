//! The target of the quickstart: the embedded sandbox, or Lean itself.
//!
//! | variable | meaning |
//! |---|---|
//! | `LEAN_ENVIRONMENT` | `sandbox`, `sandbox-mtls` or `production`; absent: the embedded sandbox |
//! | `LEAN_CLIENT_ID`, `LEAN_CLIENT_SECRET` | OAuth2 credentials, for `sandbox` |
//! | `LEAN_APP_TOKEN` | the application's id, for `sandbox-mtls` and `production` |
//! | `LEAN_CERTIFICATES` | the directory with the portal's three files, for the same |
//! | `LEAN_CUSTOMER_ID` | a customer who has connected a bank |
//! | `LEAN_QUICKSTART_PAY` | `1`: create a payment intent, too |

use std::env;
use std::error::Error;

use lean::identity::Severity;
use lean::uae::models::{CustomerId, PaymentIntentId};
use lean::uae::servers;
use lean::uae::webhooks::{self, Event};
use lean::webhook::Receiver;
use lean::{Client, Identity};
use lean_sandbox::{Sandbox, Webhooks};

use crate::show::say;

/// The target of the quickstart.
pub(crate) enum Place {
    /// In this process.
    Embedded {
        sandbox: Box<Sandbox>,
        identity: Identity,
    },
    /// At Lean, with a certificate.
    Certificate {
        production: bool,
        identity: Identity,
    },
    /// At Lean's sandbox, with OAuth2.
    Token,
}

impl Place {
    pub(crate) async fn from_env() -> Result<Place, Box<dyn Error>> {
        let environment = env::var("LEAN_ENVIRONMENT").unwrap_or_default();
        match environment.as_str() {
            "" => {
                let sandbox = Sandbox::start().await?;
                let files = sandbox.files();
                let identity = Identity::from_pem(
                    files.private_key_pem.as_bytes(),
                    files.certificate_pem.as_bytes(),
                    files.chain_pem.as_bytes(),
                )?;
                Ok(Place::Embedded {
                    sandbox: Box::new(sandbox),
                    identity,
                })
            }
            "sandbox" => Ok(Place::Token),
            "sandbox-mtls" | "production" => {
                let identity = Identity::from_dir(variable("LEAN_CERTIFICATES")?)?;
                Ok(Place::Certificate {
                    production: environment == "production",
                    identity,
                })
            }
            other => Err(format!(
                "LEAN_ENVIRONMENT is `{other}`: expected sandbox, sandbox-mtls or production"
            )
            .into()),
        }
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Place::Embedded { sandbox, .. } => format!("the embedded sandbox at {}", sandbox.url()),
            Place::Certificate {
                production: true, ..
            } => "Lean, production".to_owned(),
            Place::Certificate { .. } => "Lean's sandbox, with a certificate".to_owned(),
            Place::Token => "Lean's sandbox".to_owned(),
        }
    }

    /// The certificate that is presented.
    pub(crate) fn show_identity(&self) {
        let (Place::Embedded { identity, .. } | Place::Certificate { identity, .. }) = self else {
            return say("no certificate: this server wants OAuth2");
        };
        let report = identity.report();
        let status = identity.status();
        say(&format!("certificate  {}", report.leaf().subject));
        say(&format!("issued by    {}", report.leaf().issuer));
        say(&format!("fingerprint  {}", report.leaf().sha256));
        say(&format!(
            "key          {}, {} certificates sent, {} days left",
            report.key_type(),
            report.sent_certificates().len(),
            status.days_left
        ));
        // Repairs need no attention here; `report` lists them.
        let notes = report.notes().iter();
        for note in notes.filter(|note| note.severity() >= Severity::Warning) {
            say(&format!("{:<12} {note}", note.severity()));
        }
    }

    pub(crate) fn client(&self) -> Result<Client, Box<dyn Error>> {
        Ok(match self {
            Place::Embedded { sandbox, identity } => Client::builder(servers::Production)
                .base_url(sandbox.url())
                .identity(identity.clone())
                .app_token(sandbox.app_token())
                .build()?,
            Place::Certificate {
                production: true,
                identity,
            } => Client::builder(servers::Production)
                .identity(identity.clone())
                .app_token(variable("LEAN_APP_TOKEN")?)
                .build()?,
            Place::Certificate { identity, .. } => Client::builder(servers::SandboxMtls)
                .identity(identity.clone())
                .app_token(variable("LEAN_APP_TOKEN")?)
                .build()?,
            Place::Token => Client::builder(servers::Sandbox)
                .oauth2(variable("LEAN_CLIENT_ID")?, variable("LEAN_CLIENT_SECRET")?)
                .build()?,
        })
    }

    /// Builds a client with the app token but without a certificate. The compiler requires a
    /// certificate if the server needs one, so this client names a server that does not.
    pub(crate) fn client_without_certificate(&self) -> Option<Result<Client, lean::Error>> {
        let Place::Embedded { sandbox, .. } = self else {
            return None;
        };
        let builder = Client::builder(servers::Sandbox)
            .base_url(sandbox.url())
            .bearer("no use");
        Some(builder.trust_root_pem(&sandbox.files().chain_pem).build())
    }

    pub(crate) fn customer(&self) -> Result<Option<CustomerId>, Box<dyn Error>> {
        match self {
            Place::Embedded { .. } => Ok(None),
            Place::Certificate { .. } | Place::Token => {
                Ok(Some(variable("LEAN_CUSTOMER_ID")?.parse()?))
            }
        }
    }

    /// Connects a bank, as the customer does in Lean's SDK.
    pub(crate) fn connect_bank(&self, customer_id: CustomerId) -> Result<(), Box<dyn Error>> {
        if let Place::Embedded { sandbox, .. } = self {
            sandbox.connect_bank(customer_id, "LEAN_OF_RETAIL_UAE")?;
        }
        Ok(())
    }

    pub(crate) fn may_pay(&self) -> bool {
        matches!(self, Place::Embedded { .. })
            || env::var("LEAN_QUICKSTART_PAY").is_ok_and(|pay| pay == "1")
    }

    /// Does what the customer does in Lean's SDK, and returns the webhooks that follow.
    pub(crate) fn authorise(
        &self,
        intent: PaymentIntentId,
    ) -> Result<Option<Webhooks>, Box<dyn Error>> {
        let Place::Embedded { sandbox, .. } = self else {
            return Ok(None);
        };
        let webhooks = sandbox.webhooks();
        sandbox.authorise(intent)?;
        Ok(Some(webhooks))
    }

    /// The receiver of webhooks: it verifies each delivery.
    pub(crate) fn receiver(&self) -> Result<Receiver<Event>, Box<dyn Error>> {
        Ok(match self {
            Place::Embedded { sandbox, .. } => webhooks::receiver(sandbox.webhook_secret())?,
            Place::Certificate { .. } | Place::Token => {
                webhooks::receiver(variable("LEAN_WEBHOOK_SECRET")?)?
            }
        })
    }
}

fn variable(name: &str) -> Result<String, Box<dyn Error>> {
    env::var(name).map_err(|_| format!("set {name}: see examples/quickstart/place.rs").into())
}
