#[lean::api(spec = "bank.yaml", spec = "other.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
