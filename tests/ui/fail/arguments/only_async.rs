#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn get_customer();
}

fn main() {}
