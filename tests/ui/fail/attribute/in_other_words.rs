#[lean::api(file = "bank.yaml", all)]
trait Bank {}

#[lean::api(spec = "bank.yaml", mtls, models = other)]
trait Other {
    fn ping();
}

fn main() {}
