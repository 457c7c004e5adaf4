#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(getTransactions)]
    async fn misspelt(&self, account_id: &str, #[header("X-Trac")] trace: &str) -> Result<(), lean::Error>;

    #[operation(getTransactions)]
    async fn several(&self, account_id: &str, #[header("x-ids")] ids: Vec<String>) -> Result<(), lean::Error>;

    #[operation(getTransactions)]
    async fn of_the_client(&self, account_id: &str, #[header("Host")] host: &str) -> Result<(), lean::Error>;
}

fn main() {}
