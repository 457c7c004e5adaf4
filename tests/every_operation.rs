//! Every operation of the Lean API, called through its generated client against the sandbox, with the arguments that the
//! description gives as examples.

#![allow(deprecated, reason = "deprecated operations are called, too")]
#![allow(clippy::too_many_lines, reason = "a line an operation")]

mod examples;
mod lab;

use examples::Trial;
use lab::client;
use lean::Client;
use lean_sandbox::{Region, Sandbox};

/// Calls each operation and notes how it went.
macro_rules! call_all {
    ($t:ident, $lean:ident; $($operation:ident($($argument:expr),* $(,)?);)*) => {$(
        $t.begin(stringify!($operation));
        match $lean.$operation($($argument),*).await {
            Ok(_) => $t.succeeded(),
            Err(failed) => $t.failed(&failed.error),
        }
    )*};
}

#[tokio::test]
async fn the_emirates() {
    use lean::uae::*;
    let sandbox = sandbox(Region::Uae).await;
    let (lean, mut t) = (client(&sandbox), Trial::of("api-spec/lean.yaml"));
    let authority = token_client(&sandbox);
    let ours = TokenRequest::new(
        sandbox.client_id().parse().expect("an id"),
        sandbox.client_secret().into(),
        "api".to_owned(),
    );
    call_all! { t, authority; post_oauth2_token(&ours); }
    call_all! { t, lean;
        get_customers(t.some("page_number"), t.some("page_size"));
        create_customer(&t.some("body"));
        get_customer_by_id(t.some("customer_id"));
        update_customer(t.some("customer_id"), &t.some("body"));
        get_customer_by_user_id(&t.some("app_user_id"));
        get_entity_by_id(t.some("customer_id"), t.some("entity_id"));
        delete_entity(t.some("customer_id"), t.some("entity_id"));
        get_customer_entities(t.some("customer_id"));
        list_entities(t.some("start_date"), t.some("end_date"));
        get_banks();
        fetch_accounts_v2(t.some("entity_id"));
        fetch_balances_v2(t.some("account_id"), t.some("entity_id"));
        fetch_beneficiaries_v2(t.some("account_id"), t.some("entity_id"));
        fetch_direct_debits(t.some("account_id"), t.some("entity_id"));
        fetch_all_identities(t.some("account_id"), t.some("entity_id"));
        fetch_identities_v2(t.some("entity_id"));
        trigger_data_refresh(&t.some("body"));
        get_data_refreshes(t.some("entity_id"));
        get_data_refresh_status(t.some("refresh_id"));
        get_results_v2(t.some("results_id"));
        fetch_scheduled_payments(t.some("account_id"), t.some("entity_id"));
        get_standing_orders(t.some("account_id"), t.some("entity_id"));
        fetch_transactions_v2(t.some("account_id"), t.some("entity_id"));
        get_cashflows(t.some("entity_id"), t.some("start_date"));
        get_balances(t.some("entity_id"), t.some("start_date"));
        get_expenses(t.some("entity_id"));
        verify_income(&t.some("body"));
        get_credit_obligations(t.some("entity_id"), t.some("start_date"));
        get_non_credit_obligations(t.some("entity_id"), t.some("start_date"));
        create_verification_of_income_report(t.some("customer_id"));
        get_verification_of_income_report(t.some("customer_id"), t.some("report_id"));
        create_bank_statements_report(t.some("customer_id"));
        get_bank_statements_report(t.some("customer_id"), t.some("report_id"));
        name_verification(&t.some("body"));
        get_account_controls(t.some("entity_id"));
        get_behavioral_insights(t.some("entity_id"));
        get_cash_flow(t.some("entity_id"));
        get_credit_assessments(t.some("entity_id"));
        get_credit_obligations_v3(t.some("entity_id"));
        iban_verification(&t.some("body"));
        get_iban_verification_bank_configurations();
        update_iban_verification_bank_configurations(&t.some("body"));
        entity_verification(&t.some("body"));
        international_avs_verification(&t.some("body"));
        get_poa_document(&t.some("document_id"));
        create_payment_destination(&t.some("body"));
        get_payment_destinations();
        get_payment_destinations_by_customer_id(t.some("customer_id"));
        get_payment_destination_by_id(t.some("payment_destination_id"));
        create_payment_intent(&t.some("body"));
        list_payment_intents();
        get_payment_intent_by_id(t.some("payment_intent_id"));
        get_payment_by_id(t.some("payment_id"));
        get_payment_sources(t.some("customer_id"));
        get_payment_source_by_id(t.some("customer_id"), t.some("payment_source_id"));
        delete_payment_source(t.some("customer_id"), t.some("payment_source_id"));
        create_session(&t.some("body"));
        get_session(t.some("session_id"));
        create_payment_link(&t.some("body"));
        get_payment_links();
        get_payment_link(t.some("payment_link_id"));
        update_payment_link(t.some("payment_link_id"), &t.some("body"));
        list_payment_link_usages(t.some("payment_link_id"));
        get_payment_link_usage(t.some("payment_link_id"), t.some("usage_id"));
        fetch_consents(t.some("customer_id"));
        fetch_consent(t.some("consent_id"));
        fetch_consent_balance(t.some("consent_id"));
        revoke_consent(t.some("consent_id"), &t.some("body"));
        fetch_consent_history(t.some("consent_id"));
        fetch_consent_unversioned(t.some("consent_id"));
        fetch_consent_balance_unversioned(t.some("consent_id"));
        create_account_on_file_consent(&t.some("body"));
        initiate_account_on_file_payment(&t.some("idempotency_key"), &t.some("body"));
        create_account_on_file_consent_unversioned(&t.some("body"));
        initiate_account_on_file_payment_unversioned(&t.some("idempotency_key"), &t.some("body"));
        create_schedule(&t.some("idempotency_key"), &t.some("body"));
        list_schedules();
        get_schedule(t.some("schedule_id"));
        cancel_schedule(t.some("schedule_id"));
        pause_schedule(t.some("schedule_id"));
        resume_schedule(t.some("schedule_id"));
        list_upcoming_payments(t.some("schedule_id"));
        list_scheduled_payments(t.some("schedule_id"));
        get_scheduled_payment(t.some("schedule_id"), t.some("scheduled_payment_id"));
        create_payout(&t.some("body"));
        get_payouts();
        get_payment_history(t.some("intent_id"));
        get_payout_payment_by_id(t.some("payment_id"));
        get_payout_payment_intent_by_id(t.some("payment_intent_id"));
        create_payout_destination(&t.list("body"));
        get_payout_destination_by_id(t.some("destination_id"));
        split_payout(&t.some("body"));
        create_bulk_payout(&t.some("body"));
        create_refund(&t.list("body"));
        process_refunds(&t.list("body"));
        list_refunds();
        get_refund_reasons();
        get_payouts_refunds_by_refund_id(t.some("refund_id"));
        get_deposits(t.some("start_date"), t.some("end_date"));
        list_deposits_legacy();
        get_reconciliation_payments(&t.some("body"));
        get_reconciliation_payment_by_id(t.some("payment_id"));
        get_events(t.some("page"), t.some("size"));
    }
    t.finish(&sandbox);
}

#[tokio::test]
async fn saudi_arabia() {
    use lean::ksa::*;
    let sandbox = sandbox(Region::Ksa).await;
    let (lean, mut t) = (client(&sandbox), Trial::of("api-spec/lean-ksa.yaml"));
    let authority = token_client(&sandbox);
    let ours = TokenRequest::new(
        sandbox.client_id().parse().expect("an id"),
        sandbox.client_secret().into(),
        "api".to_owned(),
    );
    call_all! { t, authority; post_oauth2_token(&ours); }
    call_all! { t, lean;
        create_customer(&t.some("body"));
        get_customers(t.some("page_number"), t.some("page_size"));
        get_customer_by_id(t.some("customer_id"));
        get_customer_by_app_user_id(&t.some("app_user_id"));
        list_banks();
        get_results(t.some("results_id"));
        create_connect_link(&t.some("body"));
        get_customer_consents(t.some("customer_id"));
        get_customer_consent_by_id(t.some("customer_id"), t.some("consent_id"));
        trigger_data_refresh_v2(&t.some("body"));
        get_data_refreshes(t.some("entity_id"));
        get_data_refresh_status(t.some("refresh_id"));
        list_entities(t.some("start_date"), t.some("end_date"));
        get_entities(t.some("customer_id"));
        get_entity_by_id(t.some("customer_id"), t.some("entity_id"));
        delete_entity(t.some("customer_id"), t.some("entity_id"), &t.some("reason"));
        delete_consent(t.some("customer_id"), t.some("entity_id"), t.some("consent_id"), &t.some("reason"));
        fetch_accounts(t.some("entity_id"));
        fetch_balances(t.some("account_id"), t.some("entity_id"));
        fetch_transactions(t.some("account_id"), t.some("entity_id"));
        fetch_current_identity(t.some("entity_id"));
        fetch_all_identities(t.some("account_id"), t.some("entity_id"));
        fetch_beneficiaries(t.some("account_id"), t.some("entity_id"));
        fetch_direct_debits(t.some("account_id"), t.some("entity_id"));
        fetch_scheduled_payments(t.some("account_id"), t.some("entity_id"));
        get_standing_orders(t.some("account_id"), t.some("entity_id"));
        get_cashflows(t.some("entity_id"), t.some("start_date"));
        get_balances(t.some("entity_id"), t.some("start_date"));
        get_expenses(t.some("entity_id"));
        verify_income(&t.some("body"));
        get_credit_obligations(t.some("entity_id"), t.some("start_date"));
        get_non_credit_obligations(t.some("entity_id"), t.some("start_date"));
        create_verification_of_income_report(t.some("customer_id"));
        get_verification_of_income_report(t.some("customer_id"), t.some("report_id"));
        create_bank_statements_report(t.some("customer_id"));
        get_bank_statements_report(t.some("customer_id"), t.some("report_id"));
        name_verification(&t.some("body"));
        get_account_controls(t.some("entity_id"));
        get_behavioral_insights(t.some("entity_id"));
        get_cash_flow(t.some("entity_id"));
        get_credit_assessments(t.some("entity_id"));
        get_credit_obligations_v3(t.some("entity_id"));
        get_freelancers_cashflows(t.some("entity_id"));
        get_employment_details(t.some("entity_id"), t.some("start_date"));
        iban_verification(&t.some("body"));
        get_iban_verification_bank_configurations();
        update_iban_verification_bank_configurations(&t.some("body"));
        entity_verification(&t.some("body"));
        international_avs_verification(&t.some("body"));
        beneficiary_name_verification(&t.some("body"));
        corporate_verification(&t.some("body"));
        corporate_manager_verification(&t.some("body"));
        verify_freelancer(&t.some("body"));
        property_verification(&t.some("body"));
        property_search(&t.some("body"));
        create_customer_for_reports();
        get_report(t.some("customer_id"), t.some("report_id"));
        get_reports_by_customer(t.some("customer_id"));
        create_payout(&t.some("body"));
        create_bulk_payout(&t.some("body"));
        get_payouts();
        get_payment_history(t.some("payment_id"));
        create_payout_destination(&t.list("body"));
        get_payout_destination_by_id(t.some("destination_id"));
        get_account_parties_v1(t.some("account_id"));
        get_accounts_v1();
        get_account_balances_v1(t.some("account_id"));
        get_account_beneficiaries_v1(t.some("account_id"));
        get_account_direct_debits_v1(t.some("account_id"));
        get_parties_v1();
        get_account_scheduled_payments_v1(t.some("account_id"));
        get_account_standing_orders_v1(t.some("account_id"));
        get_account_transactions_v1(t.some("account_id"));
    }
    t.finish(&sandbox);
}

#[tokio::test]
async fn the_first_data_api() {
    use lean::v1::*;
    let sandbox = sandbox(Region::Uae).await;
    let (lean, mut t) = (client(&sandbox), Trial::of("api-spec/lean-v1.yaml"));
    call_all! { t, lean;
        fetch_identity_v1(&t.some("body"));
        fetch_accounts_v1(&t.some("body"));
        fetch_balance_v1(&t.some("body"));
        fetch_transactions_v1(&t.some("body"));
        get_results_v1(t.some("results_id"));
    }
    t.finish(&sandbox);
}

async fn sandbox(region: Region) -> Sandbox {
    Sandbox::builder()
        .region(region)
        .start()
        .await
        .expect("the sandbox starts")
}

/// A client of the sandbox's token endpoint, which wants no certificate and shows one of a public authority's kind.
fn token_client(sandbox: &Sandbox) -> Client {
    Client::builder(lean::uae::servers::Sandbox)
        .base_url(sandbox.token_url().trim_end_matches("/oauth2/token"))
        .trust_root_pem(sandbox.public_root_pem())
        .anonymous()
        .build()
        .expect("a client of the token endpoint")
}
