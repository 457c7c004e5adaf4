//! Replies of the shapes that the vendor's recordings have where they contradict the published description: each decodes,
//! and comes back as it was. All values are made up.

use std::path::Path;
use std::sync::Arc;

use lean::model::{Slot, decode, encode};
use lean_openapi::api::{Presence, Type, TypeKind};
use lean_openapi::document::{Description, Loader};
use lean_openapi::resolve::{Choice, Chosen, Options};

/// Checks that null stays null and absent stays absent.
#[track_caller]
fn comes_back<T: Slot>(json: &str) {
    let json: String = json.lines().map(str::trim).collect();
    let value: T = decode(&json).unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert_eq!(encode(&value), json);
}

mod the_emirates {
    use super::comes_back;
    use lean::uae::models::*;

    #[test]
    fn a_bank_without_an_arabic_name() {
        comes_back::<Bank>(
            r##"{"identifier":"MOCK","name":"Mock Bank","arabic_name":null,"commercial_name":null,
            "logo":"https://example.com/a.png","logo_alt":"https://example.com/b.png","main_color":"#111111",
            "background_color":"#222222","theme":"light","country_code":"ARE","swift_code":null,"active":true,
            "traits":[],"supported_account_types":["CURRENT"],"bank_type":"CORPORATE","transfer_limits":[],
            "international_transfer_limits":[],"international_destinations":[{"country_iso_code":"IND",
            "country_name":null}],"availability":{"active":{"payments":true,"data":true},
            "enabled":{"payments":false,"data":true}}}"##,
        );
    }

    #[test]
    fn a_payment_source_without_balances() {
        comes_back::<PaymentSourceAccount>(
            r#"{"id":"b1f6d7c8-0a9b-4c3d-8e2f-112233445566","account_id":"3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33",
            "account_name":"Current","account_number":"100","iban":"AE070331234567890123456","currency":"AED"}"#,
        );
    }

    #[test]
    fn a_transaction_with_nulls() {
        comes_back::<Transaction>(
            r#"{"account_id":"3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33","transaction_id":"t-1",
            "transaction_reference":null,"amount":{"currency":"AED","amount":10.50},"insights":null,"balance":null,
            "status":"BOOKED","statement_reference":null,"charge_amount":null,"card_instrument":null,
            "merchant_details":null,"currency_exchange":null,"creditor_account":null,"creditor_agent":null,
            "debtor_account":{"name":null,"scheme_name":null,"identification":"100"},"debtor_agent":null,
            "payment_modes":null,"flags":null}"#,
        );
    }

    #[test]
    fn beneficiaries_and_identities_with_nulls() {
        comes_back::<BankBeneficiary>(
            r#"{"account_id":null,"account_holder_name":null,"beneficiary_id":null,"beneficiary_type":null,
            "creditor_agent":null,"creditor_account":null,"reference":null,"supplementary_data":null}"#,
        );
        comes_back::<Identity>(
            r#"{"full_legal_name":null,"name":"Sara","national_id":null,"birth_date":null,"gender":null,
            "email_address":null,"address":null,"Address":[{"Country":"AE"}],"account_role":null,"party_type":null,
            "party_id":null,"party_number":null}"#,
        );
        comes_back::<Identity>(r#"{"Address":null}"#);
        comes_back::<BankScheduledPayment>(
            r#"{"account_id":null,"reference":null,"creditor_agent":null}"#,
        );
    }

    #[test]
    fn insights() {
        comes_back::<Expenses>(
            r#"{"currency":"AED","total":{"amount":10.00,"breakdown":[]},"monthly_totals":[]}"#,
        );
        comes_back::<CashFlowNet>(r#"{"net_cashflow":null}"#);
        comes_back::<IncomeTransaction>(
            r#"{"account_id":"3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33","transaction_id":"t-1",
            "transaction_information":"PAY","booking_date_time":"2026-05-01T00:00:00Z","amount":10.50,
            "income_source":null}"#,
        );
        comes_back::<IncomeSourceDetails>(r#"{"type":"SALARY","name":null}"#);
        comes_back::<BalanceFactors>(&super::factors());
    }

    #[test]
    fn values_beyond_the_published() {
        comes_back::<PaymentDestinationStatus>(r#""ACTIVE""#);
        comes_back::<EntityDeletionReason>(r#""TPP_REQUESTED""#);
        comes_back::<PaymentSourceDeletionReason>(r#""TPP_REQUESTED""#);
        assert_eq!(PaymentDestinationStatus::Active.as_str(), "ACTIVE");
        assert_eq!(BankType::Corporate.as_str(), "CORPORATE");
    }

    #[test]
    fn a_refund_with_few_members() {
        comes_back::<Refund>(
            r#"{"refund_id":"3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33","description":null,"external_reference":null,
            "beneficiary":{"name":"Sara","iban":null}}"#,
        );
    }
}

mod saudi_arabia {
    use super::comes_back;
    use lean::ksa::models::*;

    #[test]
    fn a_company_of_which_not_all_is_known() {
        comes_back::<CompanyFiscalYear>(r#"{"end_month":0}"#);
        comes_back::<CompanyManagement>(
            r#"{"structure_name":null,"dismissal_method":null,"managers":null,"management_board":null,
            "directors_board":null}"#,
        );
        comes_back::<CompanyParty>(
            r#"{"name":null,"type":null,"identity":null,"partnership":null,"partner_share":null,
            "nationality":null,"license_number":null,"commercial_registration_number":null,
            "partner_profit_loss_distribution":null,"guardian":null}"#,
        );
        comes_back::<FreelancerText>(r#"{"ar":null,"en":null}"#);
    }

    #[test]
    fn a_consent_names_accounts_in_its_own_way() {
        comes_back::<ConsentedAccountIdentifier>(
            r#"{"identification_type":"IBAN","identification":"SA0380000000608010167519","name":null}"#,
        );
    }

    #[test]
    fn rows_and_pages() {
        comes_back::<KsaIdentity>(r#"{"account_role":null,"party_type":null,"party_id":null}"#);
        comes_back::<KsaBeneficiary>(
            r#"{"beneficiary_id":"b-1","beneficiary_type":null,"reference":null}"#,
        );
        comes_back::<KsaTransactionsData>(r#"{"type":null,"transactions":[],"page":null}"#);
    }

    #[test]
    fn insights_give_metadata_back_as_a_text() {
        comes_back::<CashBalanceResult>(
            r#"{"status":"PENDING","results_id":"f2b7c0d9-1e4a-4638-b5f2-7a9d3c6e8b44","message":"Soon",
            "meta":"nightly","timestamp":"2026-05-01T00:00:00Z","status_detail":null,"insights":null}"#,
        );
        comes_back::<CashBalanceResult>(
            r#"{"status":"PENDING","results_id":"f2b7c0d9-1e4a-4638-b5f2-7a9d3c6e8b44","message":"Soon",
            "meta":{"batch":"nightly"},"timestamp":"2026-05-01T00:00:00Z"}"#,
        );
        comes_back::<BalanceFactors>(&super::factors());
    }
}

/// Returns cash balances: both directions have the members that the vendor's description adds by
/// `allOf` next to `properties`.
fn factors() -> String {
    let base = r#""median_transaction_amount":310.5,"max_transaction_amount":14500.00,"min_transaction_amount":5,
        "weekday_transaction_count":61,"weekend_transaction_count":22,"average_time":13.4,
        "percent_greater_than_x":12.5,"recurring_average":1450.00,"median_days":1.5"#;
    format!(
        r#"{{"periods":[],"balance_trend_average_month_on_month":0.1,"current_balance":1.00,"balance_trend":-1,
        "inflow_factors":{{{base},"percent_salary_transaction":null}},
        "outflow_factors":{{{base},"spike_transactions":[]}},"daily_net_cashflow_estimate":0}}"#
    )
}

/// The rule of `api-spec/README.md`: what a reply may leave out, it may have null in.
#[test]
fn members_that_may_be_absent_may_be_null() {
    for root in [
        "api-spec/lean.yaml",
        "api-spec/lean-ksa.yaml",
        "api-spec/lean-v1.yaml",
    ] {
        let description = Description::open(Arc::new(Package), root, &[])
            .unwrap_or_else(|findings| panic!("{findings:?}"));
        let choice = Choice {
            operations: Chosen::All,
            schemas: Vec::new(),
            webhooks: true,
        };
        let api = description.resolve(&choice, &Options::default());
        let replies = api.types.iter().filter(|ty| ty.received && !ty.sent);
        let strict: Vec<String> = replies
            // RFC 6749 says what a token endpoint answers.
            .filter(|ty| !ty.place.file.ends_with("auth.yaml"))
            .flat_map(|ty| match &ty.kind {
                TypeKind::Struct(object) => object.fields.iter(),
                _ => [].iter(),
            })
            .filter(|field| field.presence == Presence::Optional && field.ty != Type::Json)
            .map(|field| format!("{}: {}", field.place, field.name.wire))
            .collect();
        assert!(strict.is_empty(), "{strict:#?}");
    }
}

/// Files of the package.
struct Package;

impl Loader for Package {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        std::fs::read_to_string(path)
            .map(Into::into)
            .map_err(|error| error.to_string())
    }
}
