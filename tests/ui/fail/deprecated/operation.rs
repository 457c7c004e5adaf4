#![deny(deprecated)]

#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn delete_customer();
}

async fn deletes(lean: lean::Client, customer: bank::CustomerId) {
    let _ = lean.delete_customer(customer).await;
}

fn main() {}
