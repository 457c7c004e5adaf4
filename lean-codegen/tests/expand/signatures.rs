//! Custom signatures, checked against the description.

use super::{expanded, holds, messages_of, says};

#[test]
fn every_form_of_result_is_understood() {
    for output in [
        "Result<bank::Customer, lean::Error>",
        "Result<bank::Customer>",
        "lean::Result<bank::Customer>",
        "Result<bank::Customer, MyError>",
        "Result<bank::Customer, lean::CallError<bank::Problem>>",
        "Result<lean::Response<bank::Customer>, lean::Error>",
        "Result<lean::Response<lean::Bytes>, lean::Error>",
        "Result<lean::Response<()>, lean::Error>",
        "Result<(), lean::Error>",
        "Result<lean::Json, lean::Error>",
        "Result<lean::Map<lean::Json>, lean::Error>",
        "Result<Mine, lean::Error>",
    ] {
        holds(&format!(
            "async fn get_customer(&self, customer_id: lean::Uuid) -> {output};"
        ));
        holds(&format!(
            "fn get_customer(&self, customer_id: lean::Uuid) -> {output};"
        ));
        holds(&format!(
            "fn get_customer(&self, customer_id: lean::Uuid) -> impl Future<Output = {output}> + Send;"
        ));
    }
    holds(
        "fn get_customer(&self, customer_id: bank::CustomerId) -> lean::Call<bank::GetCustomer>;",
    );
    holds("fn get_transactions(&self, account_id: &str) -> lean::Pages<bank::Transaction>;");
    holds(
        "fn get_transactions(&self, account_id: &str) -> impl Stream<Item = Result<bank::Transaction, lean::Error>>;",
    );
    holds("async fn get_statement(&self) -> Result<lean::body::Incoming, lean::Error>;");
    holds("async fn ping(&self) -> Result<String, lean::Error>;");
    holds("async fn search(&self, q: &str) -> Result<bank::SearchReply, lean::Error>;");
    holds(
        "async fn delete_customer(&self, customer_id: bank::CustomerId) -> Result<(), lean::Error>;",
    );
}

#[test]
fn parameters_go_by_name_in_any_order() {
    holds(
        "async fn get_transactions(&self, page: i64, account_id: &str) -> Result<bank::Transactions, lean::Error>;",
    );
    holds(
        "async fn get_transactions(&self, min_amount: lean::Decimal, accountId: &str) -> Result<(), lean::Error>;",
    );
}

#[test]
fn types_convert_where_nothing_is_lost() {
    let takes = |argument: &str| {
        holds(&format!(
            "async fn get_transactions(&self, account_id: &str, {argument}) -> Result<(), lean::Error>;"
        ));
    };
    for argument in [
        "page: i32",
        "page: u8",
        "page: Option<i64>",
        "size: i16",
        "size: Option<u16>",
        "from: lean::Date",
        "from: Option<lean::Date>",
        "from: impl Into<lean::Date>",
        "from: &lean::Date",
        "status: &str",
        "status: bank::Status",
        "status: &bank::Status",
        "status: String",
        "tags: &[&str]",
        "tags: &[String]",
        "tags: Vec<String>",
        "tags: &Vec<String>",
        "tags: [&str; 2]",
        "tags: Option<&[&str]>",
        "min_amount: lean::Decimal",
        "min_amount: i64",
        "#[header(name = \"X-Trace\")] trace: &str",
        "x_trace: Option<&str>",
        "#[query(name = \"page\")] number: i64",
        "#[query] page: i64",
        "status: Mine",
    ] {
        takes(argument);
    }
    for account in [
        "String",
        "&String",
        "Cow<'_, str>",
        "impl AsRef<str>",
        "impl Into<String>",
        "bank::AccountId",
        "&bank::AccountId",
        "impl Into<bank::AccountId>",
    ] {
        holds(&format!(
            "async fn get_transactions(&self, account_id: {account}) -> Result<(), lean::Error>;"
        ));
    }
    holds(
        "async fn get_transactions<T: Into<bank::AccountId>>(&self, account_id: T) -> Result<(), lean::Error>;",
    );
}

#[test]
fn the_body_is_recognised_by_name_type_or_attribute() {
    for argument in [
        "body: &bank::PaymentIntentRequest",
        "body: bank::PaymentIntentRequest",
        "request: &bank::PaymentIntentRequest",
        "#[body] what: &Mine",
        "body: &Mine",
    ] {
        holds(&format!(
            "#[operation(createPaymentIntent)] async fn pay(&self, {argument}) -> Result<bank::PaymentIntent, lean::Error>;"
        ));
    }
}

#[test]
fn all_mistakes_are_reported_at_once() {
    says(
        "async fn get_transactions(&self, pagee: i64, account_id: i64, size: &str) -> bank::Transactions;",
        &[
            "`getTransactions` has no parameter `pagee`; did you mean `page`?",
            "`account_id` of `getTransactions` is of the type `AccountId`: write `bank::AccountId`, not `i64`",
            "`size` of `getTransactions` is a whole number: write `i32`, not `&str`",
            "a call can fail, so it cannot return only `bank::Transactions`: write `Result<bank::Transactions, lean::Error>`",
        ],
    );
}

#[test]
fn what_is_required_cannot_be_left_out() {
    says(
        "async fn get_transactions(&self) -> Result<(), lean::Error>;",
        &["`get_transactions` leaves out `account_id`, which `getTransactions` requires"],
    );
    says(
        "#[operation(createPaymentIntent)] async fn pay(&self) -> Result<bank::PaymentIntent, lean::Error>;",
        &["`pay` leaves out the body, which `createPaymentIntent` requires"],
    );
    says(
        "async fn get_transactions(&self, account_id: Option<&str>) -> Result<(), lean::Error>;",
        &["`account_id` is required by `getTransactions`: remove the `Option`"],
    );
}

#[test]
fn results_are_held_against_the_description() {
    let yields = |output: &str, expected: &str| {
        says(
            &format!("async fn get_customer(&self, customer_id: lean::Uuid) -> {output};"),
            &[expected],
        );
    };
    yields(
        "Result<bank::Custmer, lean::Error>",
        "the result of `getCustomer` is an object, `Customer`: write `bank::Customer`, not `bank::Custmer`",
    );
    yields(
        "Result<Vec<bank::Customer>, lean::Error>",
        "the result of `getCustomer` is an object, `Customer`: write `bank::Customer`, not `Vec<bank::Customer>`",
    );
    yields(
        "Result<Option<bank::Customer>, lean::Error>",
        "the result of `getCustomer` is an object, `Customer`: write `bank::Customer`, not `Option<bank::Customer>`",
    );
    yields(
        "lean::Pages<bank::Customer>",
        "the description does not say how pages of `getCustomer` follow each other",
    );
    yields(
        "Result<lean::Pages<bank::Customer>, lean::Error>",
        "the description does not say how pages of `getCustomer` follow each other",
    );
    yields(
        "Result<bank::Customer, lean::CallError>",
        "`lean::CallError` needs the type of the error body: write `lean::CallError<bank::Problem>`",
    );
    yields(
        "Result<lean::Response, lean::Error>",
        "`lean::Response` needs the type of its content: write `lean::Response<bank::Customer>`",
    );
    yields(
        "lean::Call",
        "`lean::Call` needs the type of the operation: write `lean::Call<bank::GetCustomer>`",
    );
    yields(
        "Result<lean::Bytes, lean::Error>",
        "the result of `getCustomer` is an object, `Customer`: write `bank::Customer`, not `lean::Bytes`",
    );
    says(
        "fn get_customer(&self, customer_id: lean::Uuid) -> lean::Pages<bank::Customer>;",
        &["the description does not say how pages of `getCustomer` follow each other"],
    );
    says(
        "fn get_customer(&self, customer_id: lean::Uuid) -> lean::Call<bank::GetCustomr>;",
        &[
            "a call of `getCustomer` is `lean::Call<bank::GetCustomer>`, not `lean::Call<bank::GetCustomr>`",
        ],
    );
    says(
        "async fn search(&self, q: &str) -> Result<bank::Customer, lean::Error>;",
        &[
            "the result of `search` is one of several: write `bank::SearchReply`, not `bank::Customer`",
        ],
    );
}

#[test]
fn the_place_in_the_description_is_under_the_message() {
    let messages = messages_of(
        "async fn get_transactions(&self, account_id: &str, pagee: i64) -> Result<(), lean::Error>;",
    );
    let message = &messages[0];
    assert!(message.contains("--> bank.yaml:"), "{message}");
    assert!(message.contains("name: page"), "{message}");
    assert!(message.contains("^^^"), "{message}");
}

#[test]
fn async_methods_box_their_futures() {
    let emitted = expanded(
        "spec = \"bank.yaml\"",
        "pub trait Bank { async fn get_customer(&self, customer_id: &bank::CustomerId) -> Result<bank::Customer, lean::Error>; }",
    );
    assert!(emitted.contains("'call"), "{emitted}");
    assert!(!emitted.contains("async fn"), "{emitted}");
}

#[test]
fn broken_methods_keep_their_signature() {
    let emitted = expanded(
        "spec = \"bank.yaml\"",
        "pub trait Bank { async fn get_customer(&self, nonsense: u8) -> Result<bank::Customer, lean::Error>; fn ping(); }",
    );
    assert!(emitted.contains("nonsense : u8"), "{emitted}");
    assert!(emitted.contains("fn ping"), "{emitted}");
    assert!(emitted.contains("pub struct Customer"), "{emitted}");
}
