//! Types by hand, with the same members and the usual libraries for ids, amounts and times.

use std::collections::HashMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A customer.
#[derive(Deserialize)]
pub struct Customer {
    pub customer_id: Uuid,
    pub app_user_id: String,
    pub government_identifiers: Option<Vec<Identifier>>,
}

#[derive(Deserialize)]
pub struct Identifier {
    pub value: String,
    pub r#type: String,
}

/// The body of a POST.
#[derive(Serialize)]
pub struct NewIntent {
    pub customer_id: Uuid,
    pub amount: Decimal,
    pub currency: String,
}

/// Its reply.
#[derive(Deserialize)]
pub struct Intent {
    pub payment_intent_id: Uuid,
    pub customer_id: Uuid,
    pub amount: Decimal,
    pub currency: String,
    pub description: Option<String>,
    pub payments: Vec<HashMap<String, serde_json::Value>>,
    pub payment_destination: Destination,
    pub created_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
}

#[derive(Deserialize)]
pub struct Destination {
    pub id: Uuid,
    pub status: String,
    pub default: bool,
    pub name: String,
    pub iban: Option<String>,
    pub display_name: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub swift_code: Option<String>,
    pub account_number: Option<String>,
    pub owner_type: Option<String>,
    pub bank_identifier: Option<String>,
    pub branch_address: Option<String>,
    pub currency_iso_code: Option<String>,
    pub bank_type: Option<String>,
    pub postal_code: Option<String>,
}

/// A page of entries.
#[derive(Deserialize)]
pub struct Page {
    pub items: Vec<Entry>,
    pub pages: i32,
}

/// An entry.
#[derive(Deserialize)]
pub struct Entry {
    pub id: Uuid,
    pub amount: Decimal,
    pub currency: Currency,
    pub booked: Timestamp,
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Aed,
    Sar,
    Usd,
}

/// A list of transactions.
#[derive(Deserialize)]
pub struct Transactions {
    pub status: String,
    pub results_id: Uuid,
    pub message: String,
    pub meta: Option<HashMap<String, String>>,
    pub timestamp: Timestamp,
    pub status_detail: Option<HashMap<String, String>>,
    pub refreshed_at: Option<Timestamp>,
    pub r#type: Option<String>,
    pub data: Option<Data>,
}

#[derive(Deserialize)]
pub struct Data {
    pub r#type: String,
    pub transactions: Option<Vec<Transaction>>,
    pub page: PageInfo,
}

#[derive(Deserialize)]
pub struct PageInfo {
    pub number: i32,
    pub size: i32,
    pub total_elements: i64,
    pub total_pages: i32,
    pub sort: Option<String>,
}

#[derive(Deserialize)]
pub struct Transaction {
    pub entity_id: Option<Uuid>,
    pub account_id: Uuid,
    pub transaction_id: String,
    pub transaction_information: Option<String>,
    pub transaction_reference: Option<String>,
    pub credit_debit_indicator: Option<Direction>,
    pub amount: Money,
    pub transaction_mutability: Option<Mutability>,
    pub booking_date_time: Option<Timestamp>,
    pub insights: Option<Categorisation>,
    pub balance: Option<Balance>,
    pub status: String,
    pub statement_reference: Option<Vec<String>>,
    pub value_date_time: Option<Timestamp>,
    pub index: Option<i64>,
    pub charge_amount: Option<Charge>,
    pub bank_transaction_code: Option<BankCode>,
    pub card_instrument: Option<Card>,
    pub merchant_details: Option<Merchant>,
    pub proprietary_bank_transaction_code: Option<OwnCode>,
    pub creditor_account: Option<Party>,
    pub debtor_account: Option<Party>,
    pub local_time_zone: Option<String>,
    pub transaction_type: Option<Kind>,
    pub sub_transaction_type: Option<SubKind>,
    pub payment_modes: Option<Mode>,
    pub flags: Option<Vec<String>>,
    pub regional_data: Option<HashMap<String, serde_json::Value>>,
}

#[derive(Deserialize)]
pub struct Money {
    pub currency: String,
    pub amount: Decimal,
}

#[derive(Deserialize)]
pub struct Categorisation {
    pub description_cleansed: Option<String>,
    pub category: Option<Category>,
    pub category_confidence: Option<Decimal>,
}

#[derive(Deserialize)]
pub struct Balance {
    pub r#type: Option<String>,
    pub credit_debit_indicator: Option<Direction>,
    pub amount: Option<Money>,
}

#[derive(Deserialize)]
pub struct Charge {
    pub amount: Option<Decimal>,
    pub currency: Option<String>,
    pub charge_included: Option<bool>,
}

#[derive(Deserialize)]
pub struct BankCode {
    pub code: Option<String>,
    pub sub_code: Option<String>,
}

#[derive(Deserialize)]
pub struct Card {
    pub authorization_type: Option<String>,
    pub card_scheme_name: Option<String>,
    pub identification: Option<String>,
    pub name: Option<String>,
}

#[derive(Deserialize)]
pub struct Merchant {
    pub merchant_category_code: Option<String>,
    pub merchant_name: Option<String>,
}

#[derive(Deserialize)]
pub struct OwnCode {
    pub code: Option<String>,
    pub issuer: Option<String>,
}

#[derive(Deserialize)]
pub struct Party {
    pub name: Option<String>,
    pub scheme_name: Option<String>,
    pub identification: Option<String>,
}

macro_rules! texts {
    ($($name:ident $($variant:ident)*;)*) => {$(
        #[derive(Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum $name { $($variant,)* #[serde(other)] Other }
    )*};
}

texts! {
    Direction Credit Debit;
    Mutability Mutable Immutable;
    Category Groceries Salary Rent Transport;
    Kind Pos Transfer Cheque Atm;
    SubKind Purchase Reversal Refund;
    Mode Online Offline Batch;
}
