#[lean::api(spec = "keys.yaml")]
trait Bank {
    fn pay();
    fn refund();
}

fn both(bank: &lean::Client) {
    let _ = bank.pay().idempotency_key("order-1");
    let _ = bank.refund().idempotency_key("order-1");
}

fn main() {}
