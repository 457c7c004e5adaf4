#[lean::api(spec "bank.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
