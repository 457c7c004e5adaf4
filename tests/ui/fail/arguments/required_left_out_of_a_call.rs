#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_customer();
}

async fn forgets(lean: lean::Client) {
    let _ = lean.get_customer().await;
}

fn main() {}
