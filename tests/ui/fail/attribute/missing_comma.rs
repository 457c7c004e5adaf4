#[lean::api(spec = "bank.yaml" webhooks)]
trait Bank {
    fn ping();
}

fn main() {}
