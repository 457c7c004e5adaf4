#[lean::api("bank.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
