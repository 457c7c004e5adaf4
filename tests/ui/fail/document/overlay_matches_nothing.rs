#[lean::api(spec = "bank.yaml", overlay = "nothing.overlay.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
