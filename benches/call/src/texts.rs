//! The bodies of replies. They have no white space, as most servers send them.

use std::fmt::Write as _;

/// A customer: the reply to a small GET.
pub const CUSTOMER: &str = r#"{"customer_id":"7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11","app_user_id":"user-20418","government_identifiers":[{"value":"784-1990-1234567-8","type":"EMIRATES_ID"}]}"#;

/// A refusal.
pub const ERROR: &str = r#"{"status":"UNKNOWN_ACCOUNT","message":"Account is not known","timestamp":"2026-05-13T08:15:30.123456789Z","metadata":null,"results_id":"f2b7c0d9-1e4a-4638-b5f2-7a9d3c6e8b44"}"#;

/// A new payment intent: the reply to a POST.
pub const INTENT: &str = r#"{"payment_intent_id":"2a9e7d53-c18b-4f60-b3d4-95f0e6c7a1cc","customer_id":"7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11","amount":1250.75,"currency":"AED","description":"Order 20418","payments":[],"payment_destination":{"id":"e0c4a8d6-9f23-4b71-8a5e-d17b3c6f20bb","status":"CONFIRMED","default":true,"name":"Palm Trading LLC","iban":"AE890260001015900012345","display_name":"Palm Trading","address":"Office 1204, Bay Tower, Business Bay","city":"Dubai","country":"ARE","swift_code":"EBILAEAD","account_number":"1015900012345","owner_type":"APPLICATION","bank_identifier":"ENBD_UAE","branch_address":null,"currency_iso_code":"AED","bank_type":"SME","postal_code":null},"created_at":null,"updated_at":null}"#;

/// A list of this many transactions, of some 1,330 bytes each.
#[must_use]
pub fn transactions(count: usize) -> String {
    let rows: Vec<_> = (0..count).map(transaction).collect();
    let rows = rows.join(",");
    format!(
        r#"{{"status":"OK","results_id":"f2b7c0d9-1e4a-4638-b5f2-7a9d3c6e8b44","message":"Data successfully retrieved","meta":null,"timestamp":"2026-05-13T08:15:30.123456789Z","status_detail":null,"refreshed_at":"2026-05-13T03:00:41.902Z","type":"transactions","data":{{"type":"transactions","transactions":[{rows}],"page":{{"number":0,"size":{count},"total_elements":{count},"total_pages":1,"sort":null}}}}}}"#
    )
}

fn transaction(index: usize) -> String {
    let day = index % 28 + 1;
    let direction = if index.is_multiple_of(3) {
        "CREDIT"
    } else {
        "DEBIT"
    };
    format!(
        r#"{{"entity_id":"0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22","account_id":"3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33","transaction_id":"a4f1d2c8-6e3b-4a75-9c80-{index:012x}","transaction_information":"POS PURCHASE {index} CARREFOUR MOE DUBAI","transaction_reference":"TRX-{index}","credit_debit_indicator":"{direction}","amount":{{"currency":"AED","amount":{}.40}},"transaction_mutability":"IMMUTABLE","booking_date_time":"2026-05-{day:02}T14:05:09Z","insights":{{"description_cleansed":"Carrefour Mall of the Emirates","category":"GROCERIES","category_confidence":0.97}},"balance":{{"type":"INTERIM_BOOKED","credit_debit_indicator":"CREDIT","amount":{{"currency":"AED","amount":{}.35}}}},"status":"BOOKED","statement_reference":["2026-05"],"value_date_time":"2026-05-{day:02}T00:00:00Z","index":{index},"charge_amount":{{"amount":0,"currency":"AED","charge_included":false}},"bank_transaction_code":{{"code":"CCRD","sub_code":"POSD"}},"card_instrument":{{"authorization_type":"CONTACTLESS","card_scheme_name":"VISA","identification":"************4412","name":"SARA HADDAD"}},"merchant_details":{{"merchant_category_code":"5411","merchant_name":"Carrefour"}},"proprietary_bank_transaction_code":{{"code":"POS","issuer":"Lean Mockbank"}},"local_time_zone":"Asia/Dubai","transaction_type":"POS","sub_transaction_type":"PURCHASE","payment_modes":"ONLINE","flags":[],"regional_data":null}}"#,
        index % 1000,
        18_000 + index % 1000,
    )
}

/// A page of a list of entries.
#[must_use]
pub fn page(count: usize, pages: usize) -> String {
    let rows: Vec<_> = (0..count).map(entry).collect();
    format!(r#"{{"items":[{}],"pages":{pages}}}"#, rows.join(","))
}

/// Entries, one a line.
#[must_use]
pub fn lines(count: usize) -> String {
    (0..count).fold(String::new(), |mut all, index| {
        let _ = writeln!(all, "{}", entry(index));
        all
    })
}

fn entry(index: usize) -> String {
    format!(
        r#"{{"id":"a4f1d2c8-6e3b-4a75-9c80-{index:012x}","amount":"{index}.25","currency":"AED","booked":"2026-05-12T14:05:09Z","note":"Order {index}"}}"#
    )
}
