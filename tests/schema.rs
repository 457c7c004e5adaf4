//! Custom types: the values that they read and send, and that hostile values cannot break them.

use std::collections::BTreeMap;

use lean::testing::{Answer, FakeTransport};

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
struct Line {
    amount: lean::Decimal,
    currency: Currency,
    description: Option<String>,
    #[schema(rename = "booked-at")]
    booked: Option<lean::DateTime>,
    merchant: Option<Merchant>,
    labels: Option<BTreeMap<String, String>>,
    source: Option<Source>,
}

#[derive(lean::Schema, Debug, PartialEq)]
#[schema(spec = "tests/ui/specs/bank.yaml")]
enum Currency {
    Aed,
    #[schema(other)]
    Other(String),
}

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction.merchant)]
struct Merchant {
    name: String,
}

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction.source)]
enum Source {
    Card(Card),
    #[schema(other)]
    Elsewhere,
}

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml")]
struct Card {
    last4: String,
}

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transactions)]
struct Page {
    transactions: Vec<Line>,
}

#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = PaymentIntentRequest, request)]
struct Pay {
    amount: lean::Decimal,
    currency: Money,
    note: Option<String>,
}

/// A custom type for requests, which lists only the values that are sent.
#[derive(lean::Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Currency, request)]
enum Money {
    Usd,
}

#[derive(lean::Schema, Debug, PartialEq)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = AccountId)]
struct Account(String);

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Status)]
enum Closed {
    Booked,
    Pending,
}

#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = PaymentIntent)]
struct Paid {
    status: Closed,
    #[schema(rest)]
    others: lean::Map<lean::Json>,
}

#[lean::api(spec = "tests/ui/specs/bank.yaml")]
trait Bank {
    async fn get_transactions(&self, account_id: &Account) -> Result<Page, lean::Error>;

    #[operation(getTransactions)]
    fn lines(&self, account_id: &str) -> lean::Pages<Line>;

    #[operation(createPaymentIntent)]
    async fn pay(&self, body: &Pay) -> Result<Paid, lean::Error>;
}

fn client(body: &'static str) -> (lean::Client, FakeTransport) {
    let fake = FakeTransport::answering(move |_| Answer::json(200, body));
    let client = lean::Client::builder(bank::servers::Sandbox)
        .bearer("token")
        .transport(fake.clone());
    (client.build().expect("a client"), fake)
}

const TRANSACTIONS: &str = r#"{"pages": "not read, so not wrong", "transactions": [
    {"amount": 1.10, "currency": "AED", "status": 17, "booked-at": "2026-01-31T12:00:00Z", "merchant": {"name": "Shop"},
     "labels": {"a": "b"}, "source": {"kind": "Card", "last4": "1234"}},
    {"amount": 2, "currency": "XXX", "source": {"kind": "Cheque", "number": 5}}
]}"#;

#[tokio::test]
async fn only_what_is_read_can_break() {
    let (lean, _) = client(TRANSACTIONS);
    let page = lean
        .get_transactions(&Account("a".to_owned()))
        .await
        .expect("a page");
    let [one, other] = &page.transactions[..] else {
        panic!("two lines: {page:?}")
    };
    assert_eq!(
        (one.amount.to_string().as_str(), &one.currency),
        ("1.10", &Currency::Aed)
    );
    assert_eq!(
        one.merchant.as_ref().map(|merchant| merchant.name.as_str()),
        Some("Shop")
    );
    assert_eq!(
        one.labels.as_ref().map(|labels| labels["a"].as_str()),
        Some("b")
    );
    assert!(one.booked.is_some() && one.description.is_none());
    assert!(matches!(&one.source, Some(Source::Card(card)) if card.last4 == "1234"));
    assert_eq!(other.currency, Currency::Other("XXX".to_owned()));
    assert!(matches!(other.source, Some(Source::Elsewhere)));
}

#[tokio::test]
async fn what_is_read_and_wrong_is_an_error_with_its_place() {
    let (lean, _) = client(r#"{"transactions": [{"amount": "much", "currency": "AED"}]}"#);
    let error = lean
        .get_transactions(&Account("a".to_owned()))
        .await
        .expect_err("broken");
    assert!(
        error.to_string().contains("/transactions/0/amount"),
        "{error}"
    );
}

#[tokio::test]
async fn requests_are_complete_and_nothing_else() {
    let (lean, fake) = client(r#"{"id": "p", "status": "BOOKED", "more": [1]}"#);
    let body = Pay {
        amount: "1.50".parse().expect("an amount"),
        currency: Money::Usd,
        note: None,
    };
    let paid = lean.pay(&body).await.expect("paid");
    assert_eq!(fake.seen()[0].body, r#"{"amount":1.50,"currency":"USD"}"#);
    assert!(matches!(paid.status, Closed::Booked));
    assert_eq!(paid.others["more"].as_str(), "[1]");
}

#[tokio::test]
async fn an_enum_without_a_fallback_refuses_what_it_does_not_list() {
    let (lean, _) = client(r#"{"id": "p", "status": "LOST"}"#);
    let body = Pay {
        amount: "1".parse().expect("an amount"),
        currency: Money::Usd,
        note: Some("n".to_owned()),
    };
    let error = lean.pay(&body).await.expect_err("refused");
    assert!(error.to_string().contains("/status"), "{error}");
}

#[tokio::test]
async fn pages_hold_types_of_ones_own() {
    let (lean, _) = client(r#"{"pages": 1, "transactions": [{"amount": 3, "currency": "AED"}]}"#);
    let mut lines = lean.lines("a");
    let line = lines.next().await.expect("an item").expect("a line");
    assert_eq!(line.amount.to_string(), "3");
}

/// A type of an application: read from the API, and stored as JSON.
#[derive(lean::Schema, serde::Serialize, serde::Deserialize, Debug, PartialEq, Clone)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
struct Stored {
    amount: lean::Decimal,
    description: Option<String>,
    #[schema(rename = "booked-at")]
    #[serde(rename = "bookedAt")]
    booked: Option<lean::DateTime>,
}

#[derive(lean::Schema, serde::Serialize, serde::Deserialize, Debug, PartialEq)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transactions)]
struct StoredPage {
    transactions: Vec<Stored>,
}

#[lean::api(spec = "tests/ui/specs/bank.yaml")]
trait Archive {
    #[operation(getTransactions)]
    async fn stored(&self, account_id: &str) -> Result<StoredPage, lean::Error>;
}

#[tokio::test]
async fn a_type_with_serde_of_its_own_keeps_every_digit() {
    let (lean, _) = client(
        r#"{"transactions": [{"amount": 12345678901234567.89, "currency": "AED", "booked-at": "9999-12-31T23:59:59Z"}]}"#,
    );
    let read = lean.stored("a").await.expect("a page");
    let stored = serde_json::to_string(&read).expect("writes");
    assert_eq!(
        stored,
        r#"{"transactions":[{"amount":12345678901234567.89,"description":null,"bookedAt":"9999-12-31T23:59:59Z"}]}"#
    );
    let back: StoredPage = serde_json::from_str(&stored).expect("reads");
    assert_eq!(back, read);
    assert_eq!(
        back.transactions[0].amount.to_string(),
        "12345678901234567.89"
    );
}

/// Your own types and generated types in one module, which names its description once.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
mod mixed {
    pub(crate) trait Bank {
        #[operation(getTransactions)]
        async fn page(&self, account_id: &AccountId) -> Result<Page, lean::Error>;

        #[operation(createPaymentIntent)]
        async fn pay(&self, body: &Pay) -> Result<Paid, lean::Error>;
    }

    #[derive(lean::Schema, Debug)]
    #[schema(name = Transactions)]
    pub(crate) struct Page {
        pub(crate) transactions: Vec<Line>,
    }

    #[derive(lean::Schema, Debug)]
    #[schema(name = Transaction)]
    pub(crate) struct Line {
        pub(crate) amount: lean::Decimal,
        pub(crate) currency: models::Currency,
        pub(crate) status: super::mixed::Status,
        pub(crate) merchant: Option<models::TransactionMerchant>,
        pub(crate) source: Option<Box<TransactionSource>>,
    }

    pub(crate) mod sent {
        #[derive(lean::Schema, Debug)]
        #[schema(name = PaymentIntentRequest, request)]
        pub(crate) struct Pay {
            pub(crate) amount: lean::Decimal,
            pub(crate) currency: super::models::Currency,
        }
    }
    pub(crate) use sent::Pay;

    #[derive(lean::Schema, Debug)]
    #[schema(name = PaymentIntent)]
    pub(crate) struct Paid {
        pub(crate) status: Status,
    }
}

/// A type outside the module takes its types, too, and those of another client of the same description.
#[derive(lean::Schema, Debug)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
struct Outside {
    currency: mixed::Currency,
    status: Option<mixed::models::Status>,
}

#[tokio::test]
async fn generated_types_are_fields_of_ones_own() {
    use mixed::Bank as _;
    let (lean, _) = client(TRANSACTIONS.replace("17", "\"BOOKED\"").leak());
    let page = lean.page(&mixed::AccountId::from("a")).await;
    let page = page.expect_err("the second line has no status");
    assert_eq!(page.problems()[0].pointer, "/transactions/1");
    let (lean, fake) = client(r#"{"status": "PENDING"}"#);
    let pay = mixed::Pay {
        amount: "1.10".parse().expect("a decimal"),
        currency: mixed::Currency::Aed,
    };
    let paid = mixed::Bank::pay(&lean, &pay).await.expect("paid");
    assert_eq!(paid.status, mixed::Status::Pending);
    let body = fake.seen()[0].body.clone();
    assert_eq!(body, r#"{"amount":1.10,"currency":"AED"}"#);
    let line: mixed::Line = lean::testing::value(
        r#"{"amount": 1, "currency": "AED", "status": "BOOKED", "merchant": {"name": "Shop"}}"#,
    );
    assert_eq!(line.merchant.expect("a merchant").name, "Shop");
    assert_eq!(line.currency, mixed::Currency::Aed);
    assert_eq!(
        (line.amount, line.status, line.source.is_none()),
        (1.into(), mixed::Status::Booked, true)
    );
    let outside: Outside = lean::testing::value(r#"{"currency": "AED"}"#);
    assert_eq!(outside.currency, mixed::Currency::Aed);
    assert!(outside.status.is_none());
}
