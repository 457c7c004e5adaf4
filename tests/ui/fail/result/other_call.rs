#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_customer(&self, customer_id: bank::CustomerId) -> lean::Call<bank::GetTransactions>;
}

fn main() {}
