//! Custom types wherever a signature or another type uses them.

use lean::{Decimal, Error, Json, Schema};

/// Some of the members.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
pub struct Line {
    /// The amount.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
    /// The purpose.
    pub description: Option<String>,
}

/// Under another name.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
pub struct Booked {
    /// When.
    #[schema(rename = "booked-at")]
    pub when: Option<lean::DateTime>,
}

/// Every value.
#[derive(Clone, Copy, Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml")]
pub enum Currency {
    /// Dirham.
    Aed,
    /// Dollar.
    Usd,
}

/// A known value, or any other.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml")]
pub enum Status {
    /// Done.
    Booked,
    /// Any other value.
    #[schema(other)]
    Other(String),
}

/// A member without a name of its own, and a map.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
pub struct Shopped {
    /// The merchant.
    pub merchant: Option<Box<Merchant>>,
    /// The labels.
    pub labels: Option<std::collections::HashMap<String, String>>,
    /// The source.
    pub source: Option<Source>,
    /// The status.
    pub status: Status,
}

/// A shop.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction.merchant)]
pub struct Merchant {
    /// Its name.
    pub name: String,
}

/// A choice of sources.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction.source)]
pub enum Source {
    /// By card.
    Card(Card),
    /// Some other way.
    #[schema(other)]
    Other(Json),
}

/// A card.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml")]
pub struct Card {
    /// Its end.
    pub last4: String,
}

/// A custom list.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transactions)]
pub struct Page {
    /// The items of the page.
    pub transactions: Vec<Line>,
}

/// A value.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = AccountId)]
pub struct Account(pub String);

/// The content of a request: all required members.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = PaymentIntentRequest, request)]
pub struct Pay {
    /// The amount.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// The result.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = PaymentIntent)]
pub struct Paid {
    /// Its identifier.
    pub id: String,
}

/// The error.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Problem)]
pub struct Trouble {
    /// In words.
    pub message: Option<String>,
}

/// A custom bank.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Bank)]
pub struct Named {
    /// Its name.
    pub name: String,
}

/// In results and bodies.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Own {
    /// As a result.
    #[operation(getTransactions)]
    async fn page(&self, account_id: &str) -> Result<Page, Error>;

    /// With its status.
    #[operation(getTransactions)]
    async fn response(&self, account_id: &str) -> Result<lean::Response<Page>, Error>;

    /// Item by item.
    #[operation(getTransactions)]
    fn lines(&self, account_id: &str) -> lean::Pages<Line>;

    /// In a list.
    #[operation(GET "/banks/v1")]
    async fn banks(&self) -> Result<Vec<Named>, Error>;

    /// Without an async runtime.
    #[operation(GET "/banks/v1")]
    fn waited(&self) -> Result<Vec<Named>, Error>;

    /// As a parameter.
    #[operation(getTransactions)]
    async fn of(&self, account_id: &Account) -> Result<Page, Error>;

    /// As a body, by reference.
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: &Pay) -> Result<Paid, lean::CallError<Trouble>>;

    /// As a body, by value.
    #[operation(createPaymentIntent)]
    async fn pay_once(&self, body: Pay) -> Result<(), Error>;

    /// As what becomes a body.
    #[operation(createPaymentIntent)]
    async fn pay_with(&self, body: impl Into<Pay>) -> Result<Paid, Error>;
}
