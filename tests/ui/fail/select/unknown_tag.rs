#[lean::api(spec = "bank.yaml", tags = [Vault])]
trait Bank {
    fn ping();
}

fn main() {}
