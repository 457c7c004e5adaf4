//! Signatures with an obvious intention: one message each, with a remedy that works.

use super::{expanded, messages_of, says};

#[test]
fn an_argument_of_another_name_is_one_mistake() {
    let takes = |arguments: &str, expected: &[&str]| {
        says(
            &format!("async fn get_transactions(&self, {arguments}) -> Result<(), lean::Error>;"),
            expected,
        );
    };
    let suggestion_for = |name: &str| {
        format!("`getTransactions` has no parameter `{name}`; did you mean `account_id`?")
    };
    takes("account: &str", &[&suggestion_for("account")]);
    takes("whose: &str", &[&suggestion_for("whose")]);
    takes(
        "since: lean::Date, whose: &bank::AccountId",
        &[
            "`getTransactions` has no parameter `since`",
            &suggestion_for("whose"),
        ],
    );
    takes(
        "#[path(name = \"account\")] account: &str",
        &["`getTransactions` has no path parameter `account`; did you mean `account_id`?"],
    );
}

#[test]
fn what_methods_of_traits_cannot_be_is_one_mistake() {
    let rest = "async fn get_customer(&self, customer_id: lean::Uuid) -> Result<(), lean::Error>;";
    for visibility in ["pub", "pub(crate)"] {
        says(
            &format!("{visibility} {rest}"),
            &["methods have the visibility of their trait: remove `pub`"],
        );
    }
    says(
        "const fn get_customer(&self, customer_id: lean::Uuid) -> Result<(), lean::Error>;",
        &["a call cannot be `const`: remove `const`"],
    );
    says(
        &rest.replace("customer_id", "_"),
        &["an argument must be a plain name: the name says which parameter it binds to"],
    );
    for receiver in ["self", "&mut self", "self: Box<Self>"] {
        says(
            &rest.replace("&self", receiver),
            &["write `&self`: a call only borrows the client"],
        );
    }
    says(
        "#[operation(GET \"/banks/v1\")] async fn all(&self) -> Result<Vec<Bank>, lean::Error>;",
        &["`Bank` is the trait itself: write `bank::Bank`"],
    );
}

#[test]
fn remedies_do_not_lead_to_the_next_mistake() {
    says(
        "async fn get_customer(&self, customer_id: lean::Uuid) -> Option<bank::Customer>;",
        &[
            "a call can fail, so it cannot return only `Option<bank::Customer>`: write `Result<bank::Customer, lean::Error>`",
        ],
    );
    let helps = |output: &str, help: &str| {
        let messages = messages_of(&format!(
            "async fn get_transactions(&self, account_id: &str) -> Result<{output}, lean::Error>;"
        ));
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].contains(help), "{}", messages[0]);
    };
    helps(
        "Vec<bank::Transaction>",
        "help: the items of all pages: `fn get_transactions(..) -> lean::Pages<bank::Transaction>`, without `async`",
    );
    helps(
        "(u16, bank::Transactions)",
        "help: status and headers come with `lean::Response<bank::Transactions>`",
    );
    says(
        "fn get_customer(&self, customer_id: lean::Uuid) -> bank::GetCustomer;",
        &[
            "`bank::GetCustomer` is an operation, not a result: write `lean::Call<bank::GetCustomer>`, without `async`",
        ],
    );
    helps(
        "serde_json::Value",
        "help: `lean::Json` holds any JSON, with every digit",
    );
    helps(
        "lean::Bytes",
        "help: for the bytes as they came, with any status: `lean::Response<lean::Bytes>`",
    );
}

#[test]
fn members_of_the_body_belong_into_it() {
    let pays = |arguments: &str, expected: &[&str]| {
        says(
            &format!(
                "#[operation(createPaymentIntent)] async fn pay(&self, {arguments}) -> Result<(), lean::Error>;"
            ),
            expected,
        );
    };
    pays(
        "amount: lean::Decimal, currency: bank::Currency",
        &[
            "`amount`, `currency` are members of the body of `createPaymentIntent`: write `body: &bank::PaymentIntentRequest` in their place",
        ],
    );
    pays(
        "note: &str, nonsense: u8",
        &[
            "`note` is a member of the body of `createPaymentIntent`: write `body: &bank::PaymentIntentRequest` in its place",
            "`createPaymentIntent` has no parameter `nonsense`",
        ],
    );
}

#[test]
fn types_that_cannot_derive_get_no_such_advice() {
    let emitted = expanded(
        "spec = \"inline.yaml\"",
        "pub trait Bank { async fn read(&self) -> Result<Mine, lean::Error>; }",
    );
    assert!(
        emitted.contains("note = \"write `bank::ReadReply`: "),
        "{emitted}"
    );
}
