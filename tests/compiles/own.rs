//! Types of one's own, wherever a signature or another type has them.

use lean::{Decimal, Error, Json, Schema};

/// Some of the members.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
pub struct Line {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
    /// What for.
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

/// One value, and all others.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml")]
pub enum Status {
    /// Done.
    Booked,
    /// Whatever else.
    #[schema(other)]
    Other(String),
}

/// A member without a name of its own, and a map.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction)]
pub struct Shopped {
    /// Where.
    pub merchant: Option<Box<Merchant>>,
    /// What else is said.
    pub labels: Option<std::collections::HashMap<String, String>>,
    /// How.
    pub source: Option<Source>,
    /// Whether it is done.
    pub status: Status,
}

/// A shop.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transaction.merchant)]
pub struct Merchant {
    /// Its name.
    pub name: String,
}

/// One of several.
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

/// A list of one's own.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Transactions)]
pub struct Page {
    /// What is on it.
    pub transactions: Vec<Line>,
}

/// A value.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = AccountId)]
pub struct Account(pub String);

/// What is sent: all that is required.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = PaymentIntentRequest, request)]
pub struct Pay {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// What comes of it.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = PaymentIntent)]
pub struct Paid {
    /// Its identifier.
    pub id: String,
}

/// What went wrong.
#[derive(Debug, Schema)]
#[schema(spec = "tests/ui/specs/bank.yaml", name = Problem)]
pub struct Trouble {
    /// In words.
    pub message: Option<String>,
}

/// A bank of one's own.
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
