#[lean::api(spec = "keys.yaml", idempotency = "Idempotency-Key")]
trait Bank {
    #[header("X-Idempotency-Key", "my-app")]
    fn pay();
    #[header("idempotency-key", "my-app")]
    fn refund();
}

fn main() {}
