#[lean::api(spec = "keys.yaml", idempotency = "Idempotency-Key")]
trait Bank {
    fn ping();
    fn pay();
}

fn main() {}
