//! Custom signatures.

use lean::Error;

/// Parameters in any order, by reference, by value, converted.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
#[header("x-client", "tests")]
pub trait Orders {
    /// The optional one first.
    #[operation(getTransactions)]
    async fn reversed(
        &self,
        size: Option<i32>,
        account_id: orders::AccountId,
    ) -> Result<orders::Transactions, Error>;

    /// Some are left out.
    #[operation(getTransactions)]
    async fn few(&self, account_id: &str) -> Result<orders::Transactions, Error>;

    /// Anything that becomes the identifier.
    #[operation(getTransactions)]
    #[timeout(2.5)]
    async fn into(
        &self,
        account_id: impl Into<orders::AccountId>,
    ) -> Result<orders::Transactions, Error>;

    /// A generic of the method.
    #[operation(getTransactions)]
    async fn generic<Id: Into<orders::AccountId>>(
        &self,
        account_id: Id,
    ) -> Result<orders::Transactions, Error>;

    /// A header by its name.
    #[operation(getTransactions)]
    async fn traced(
        &self,
        account_id: &str,
        #[header(name = "X-Trace")] trace: &str,
    ) -> Result<orders::Transactions, Error>;
}

/// Results.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Results {
    /// Nothing of it.
    #[operation(getCustomer)]
    async fn nothing(&self, customer_id: lean::Uuid) -> Result<(), Error>;

    /// With its status and headers.
    #[operation(getCustomer)]
    async fn response(
        &self,
        customer_id: lean::Uuid,
    ) -> Result<lean::Response<results::Customer>, Error>;

    /// A file, as it comes.
    #[operation(getStatement)]
    async fn bytes(&self) -> Result<lean::body::Incoming, Error>;

    /// As it is on the wire.
    #[operation(getCustomer)]
    async fn json(&self, customer_id: lean::Uuid) -> Result<lean::Json, Error>;

    /// With the error that the description has.
    #[operation(getCustomer)]
    async fn problem(
        &self,
        customer_id: lean::Uuid,
    ) -> Result<results::Customer, lean::CallError<results::Problem>>;

    /// The call itself.
    #[operation(getCustomer)]
    fn call(&self, customer_id: &results::CustomerId) -> lean::Call<results::GetCustomer>;

    /// All pages.
    #[operation(getTransactions)]
    fn pages(&self, account_id: &str) -> lean::Pages<results::Transaction>;

    /// No content.
    #[operation(deleteCustomer)]
    #[allow(deprecated, reason = "it has no successor")]
    async fn delete(&self, customer_id: lean::Uuid) -> Result<(), Error>;
}

/// Custom items in addition to operations.
#[lean::api(spec = "tests/ui/specs/bank.yaml")]
pub trait Mixed: Send + Sync {
    /// A constant.
    const NAME: &'static str = "Little Bank";

    fn ping();

    /// A method with a body, which calls another.
    fn name(&self) -> String {
        Self::NAME.to_owned()
    }
}
