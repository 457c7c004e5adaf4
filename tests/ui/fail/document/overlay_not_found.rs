#[lean::api(spec = "bank.yaml", overlay = "bank.overlay.yml")]
trait Bank {
    fn ping();
}

fn main() {}
