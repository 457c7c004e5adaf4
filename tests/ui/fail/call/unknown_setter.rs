#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_transactions();
}

async fn asks(lean: lean::Client, account: bank::AccountId) {
    let _ = lean.get_transactions(&account).pagee(1).await;
}

fn main() {}
