#[lean::api(spec = "keys.yaml", idempotency = "Authorization")]
trait Bank {
    #[idempotency("Idempotency Key")]
    fn refund();
}

fn main() {}
