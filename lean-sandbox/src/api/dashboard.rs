//! The actions of the vendor's SDK and dashboard, for demos in any language: connect a bank,
//! authorise a payment, register a webhook URL. They are not part of Lean's API. Their paths begin
//! with `/sandbox/v1/` and need the same credentials as all others.

use http::{Method, StatusCode};

use super::auth::ApiCaller;
use super::{App, Received, Refusal, Reply};
use crate::json::{Json, map};
use crate::webhooks::Target;

pub(super) const PREFIX: &str = "/sandbox/v1/";

/// Answers
/// - `POST connections` `{customer_id, bank_identifier}`: the SDK's connect; gives the entity
/// - `POST authorisations` `{payment_intent_id}`: the SDK's pay; gives the payment
/// - `POST webhooks` `{url}`: registers a receiver; gives the secret that signs
/// - `POST revocations` `{certificate}`: withdraws a certificate, given in PEM, as the portal does
pub(super) fn answer(
    app: &App,
    caller: &ApiCaller,
    path: &str,
    received: &Received,
) -> Result<Reply, Refusal> {
    let known = matches!(
        path,
        "connections" | "authorisations" | "webhooks" | "revocations"
    );
    if !known {
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "INVALID_URL",
            "There is nothing at this address",
        ));
    }
    if received.method != Method::POST {
        return Err(Refusal::method_not_allowed(&[Method::POST]));
    }
    let body = received
        .body
        .as_ref()
        .ok()
        .and_then(|bytes| Json::parse(bytes));
    let body = body.ok_or_else(|| Refusal::invalid("The body is not valid JSON"))?;
    let field = |name: &str| {
        body.text(name)
            .ok_or_else(|| Refusal::missing(format!("{name} is required")))
    };
    let answer = match path {
        "connections" => {
            let customer = field("customer_id")?;
            check_customer(caller, customer)?;
            app.state()
                .connect_bank(customer, field("bank_identifier")?)?
        }
        "authorisations" => {
            let mut state = app.state();
            let intent = field("payment_intent_id")?;
            check_customer(caller, &state.payer(intent)?)?;
            state.authorise(intent)?
        }
        "revocations" => {
            if *caller != ApiCaller::Application {
                return Err(other_customer());
            }
            let revoked = app.authority.revoke(field("certificate")?);
            map! { "revoked": revoked }
        }
        _ => {
            if *caller != ApiCaller::Application {
                return Err(other_customer());
            }
            let target = field("url")?.parse::<Target>().map_err(Refusal::invalid)?;
            app.webhooks.register(target);
            map! { "webhook_secret": &app.settings.webhook_secret }
        }
    };
    Ok(Reply::json(StatusCode::OK, &answer))
}

/// A session of the SDK acts for its own customer only.
fn check_customer(caller: &ApiCaller, customer: &str) -> Result<(), Refusal> {
    match caller {
        ApiCaller::Customer(own) if own != customer => Err(other_customer()),
        ApiCaller::Customer(_) | ApiCaller::Application => Ok(()),
    }
}

fn other_customer() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "INCORRECT_ACCESS_LEVEL",
        "The token is for another customer",
    )
}
