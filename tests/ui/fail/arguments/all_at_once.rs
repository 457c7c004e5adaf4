#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_custmer();
    async fn get_transactions(&self, pagee: i64, account_id: i64) -> bank::Transactions;
    #[operation(createPaymentIntent)]
    async fn pay(&self, body: &bank::PaymentIntent) -> Result<bank::PaymentIntent, lean::Error>;
}

fn main() {}
