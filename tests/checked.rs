//! Custom signatures in calls: the requests and the results.
#![allow(missing_docs, reason = "the items of a test")]

use lean::testing::{Answer, FakeTransport};

/// The example of the documentation, unchanged.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Bank {
    fn get_customer();
    fn get_transactions();

    #[operation(createPaymentIntent)]
    async fn pay(
        &self,
        body: &bank::PaymentIntentRequest,
    ) -> Result<bank::PaymentIntent, lean::Error>;

    #[operation(GET "/banks/v1/")]
    fn banks();
}

/// The same operations in every other way.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
#[header("X-App", "tests")]
#[timeout(20)]
pub trait Ways {
    #[operation(getTransactions)]
    #[header("X-Way", "optional")]
    async fn optional(
        &self,
        page: Option<i64>,
        status: Option<&str>,
        #[query(name = "min-amount")] least: Option<lean::Decimal>,
        account_id: &ways::AccountId,
        tags: &[&str],
    ) -> Result<lean::Response<ways::Transactions>, lean::Error>;

    #[operation(getTransactions)]
    async fn small(
        &self,
        account_id: impl Into<ways::AccountId>,
        size: u8,
    ) -> Result<(), lean::Error>;

    #[operation(getCustomer)]
    async fn typed_error(
        &self,
        customer_id: lean::Uuid,
    ) -> Result<ways::Customer, lean::CallError<ways::Problem>>;

    #[operation(getCustomer)]
    async fn raw(
        &self,
        customer_id: lean::Uuid,
    ) -> Result<lean::Response<lean::Bytes>, lean::Error>;

    #[operation(getCustomer)]
    async fn own_error(&self, customer_id: lean::Uuid) -> Result<lean::Json, Failed>;

    #[operation(getCustomer)]
    fn waits(&self, customer_id: lean::Uuid) -> Result<ways::Customer, lean::Error>;

    #[operation(getCustomer)]
    fn call(&self, customer_id: ways::CustomerId) -> lean::Call<ways::GetCustomer>;

    #[operation(getTransactions)]
    fn all(&self, account_id: &str) -> lean::Pages<ways::Transaction>;

    #[operation(getCustomer)]
    fn later(
        &self,
        customer_id: lean::Uuid,
    ) -> impl Future<Output = Result<ways::Customer, lean::Error>> + Send;

    /// The user's own.
    fn nothing(&self) -> u8 {
        7
    }
}

/// An error of the application.
#[derive(Debug)]
pub struct Failed(String);

impl From<lean::Error> for Failed {
    fn from(error: lean::Error) -> Failed {
        Failed(error.to_string())
    }
}

const CUSTOMER: &str =
    r#"{"id": "00000000-0000-0000-0000-000000000001", "name": "Mona", "email": null}"#;

fn client(
    answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
) -> (lean::Client, FakeTransport) {
    let fake = FakeTransport::answering(move |seen| answer(seen.url.path()));
    let client = lean::Client::builder(bank::servers::Sandbox)
        .bearer("token")
        .transport(fake.clone());
    (client.build().expect("a client"), fake)
}

fn customer() -> lean::Uuid {
    "00000000-0000-0000-0000-000000000001"
        .parse()
        .expect("a UUID")
}

#[tokio::test]
async fn the_example_pays() {
    let (lean, fake) = client(|_| Answer::json(201, r#"{"id": "p", "status": "PENDING"}"#));
    let body =
        bank::PaymentIntentRequest::new("1.50".parse().expect("an amount"), bank::Currency::Aed);
    // Through `dyn`, and from another task: the future is `Send`.
    let bank: Box<dyn Bank + Send + Sync> = Box::new(lean);
    let paid = tokio::spawn(async move { bank.pay(&body).await })
        .await
        .expect("the task ends");
    assert_eq!(paid.expect("paid").id, "p");
    assert_eq!(fake.seen()[0].body, r#"{"amount":1.50,"currency":"AED"}"#);
}

#[tokio::test]
async fn absent_values_are_not_sent() {
    let (lean, fake) = client(|_| Answer::json(200, r#"{"transactions": [], "pages": 1}"#));
    let account = ways::AccountId::from("a/1");
    let least = Some("0.10".parse().expect("an amount"));
    let answer = lean
        .optional(Some(2), None, least, &account, &["x", "y"])
        .await
        .expect("an answer");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.value.pages, 1);
    let seen = &fake.seen()[0];
    assert_eq!(seen.url.path(), "/accounts/a%2F1/transactions");
    assert_eq!(
        seen.url.query(),
        Some("page=2&min-amount=0.10&tags=x&tags=y")
    );
    assert_eq!(
        (seen.header("x-app"), seen.header("x-way")),
        (Some("tests"), Some("optional"))
    );
}

#[tokio::test]
async fn conversions_lose_nothing() {
    let (lean, fake) = client(|_| Answer::json(200, "not even JSON"));
    lean.small("a", 250).await.expect("the content is not read");
    assert_eq!(fake.seen()[0].url.query(), Some("size=250"));
}

#[tokio::test]
async fn errors_are_typed_if_requested() {
    let (lean, _) =
        client(|_| Answer::json(404, r#"{"code": "GONE", "message": "no such customer"}"#));
    let failed = lean.typed_error(customer()).await.expect_err("refused");
    assert_eq!(failed.body.expect("a body").code.as_deref(), Some("GONE"));
    let raw = lean.raw(customer()).await.expect("whatever the status");
    assert_eq!(raw.status, 404);
    let Failed(text) = lean.own_error(customer()).await.expect_err("refused");
    assert!(text.contains("404"), "{text}");
}

#[test]
fn it_waits_without_a_runtime() {
    let (lean, _) = client(|_| Answer::json(200, CUSTOMER));
    assert_eq!(lean.waits(customer()).expect("a customer").name, "Mona");
    assert_eq!(
        lean::blocking::Client::from(lean.clone())
            .waits(customer())
            .expect("a customer")
            .name,
        "Mona"
    );
    assert_eq!(lean.nothing(), 7);
}

#[tokio::test]
async fn calls_and_pages_and_futures_are_returned() {
    let (lean, _) = client(|path| match path {
        path if path.ends_with("transactions") => Answer::json(
            200,
            r#"{"transactions": [{"id": "t", "amount": 1.00, "currency": "USD", "status": "BOOKED"}], "pages": 1}"#,
        ),
        _ => Answer::json(200, CUSTOMER),
    });
    assert_eq!(
        lean.call(customer().into()).await.expect("a customer").name,
        "Mona"
    );
    assert_eq!(
        lean.later(customer()).await.expect("a customer").name,
        "Mona"
    );
    let mut pages = lean.all("a");
    assert_eq!(
        pages
            .next()
            .await
            .expect("an item")
            .expect("a transaction")
            .amount
            .to_string(),
        "1.00"
    );
    assert!(pages.next().await.is_none());
}

/// A fake is one `impl`.
struct Fake;

#[lean::api]
impl Bank for Fake {
    fn get_customer(&self, _: bank::CustomerId) -> lean::Call<bank::GetCustomer> {
        unimplemented!()
    }

    fn get_transactions(&self, _: &bank::AccountId) -> lean::Call<bank::GetTransactions> {
        unimplemented!()
    }

    async fn pay(
        &self,
        body: &bank::PaymentIntentRequest,
    ) -> Result<bank::PaymentIntent, lean::Error> {
        Ok(bank::PaymentIntent {
            id: body.amount.to_string(),
            status: bank::Status::Pending,
        })
    }

    fn banks(&self) -> lean::Call<bank::GetBanksV1> {
        unimplemented!()
    }
}

#[tokio::test]
async fn a_fake_pays_too() {
    let body =
        bank::PaymentIntentRequest::new("2".parse().expect("an amount"), bank::Currency::Usd);
    let bank: &dyn Bank = &Fake;
    assert_eq!(bank.pay(&body).await.expect("paid").id, "2");
}
