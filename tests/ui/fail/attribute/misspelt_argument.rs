#[lean::api(spce = "bank.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
