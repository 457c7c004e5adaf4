#[lean::api(spec = "bank.yaml", opaque = [Transacton])]
trait Bank {
    fn ping();
}

fn main() {}
