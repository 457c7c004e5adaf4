#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_customer();
    fn get_transactions();
}

async fn swapped(lean: lean::Client, customer: bank::CustomerId) {
    let _ = lean.get_transactions(&customer).await;
}

fn main() {}
