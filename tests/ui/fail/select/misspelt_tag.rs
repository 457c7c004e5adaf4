#[lean::api(spec = "bank.yaml", tags = [Customrs])]
trait Bank {
    fn ping();
}

fn main() {}
