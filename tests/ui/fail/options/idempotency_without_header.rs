#[lean::api(spec = "keys.yaml")]
trait Bank {
    #[idempotency]
    fn refund();
    #[idempotency(Idempotency)]
    fn pay();
}

fn main() {}
