#[lean::api(spec = "keys.yaml")]
trait Bank {
    #[idempotency("Idempotency-Key")]
    fn pay();
}

fn main() {}
