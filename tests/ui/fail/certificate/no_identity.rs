#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn ping();
}

fn main() {
    let _ = lean::Client::builder(bank::servers::Production).build();
}
