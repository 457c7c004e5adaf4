#[lean::api(spec = "bank.yaml", operations = all, tags = [Data])]
trait Bank {
    fn ping();
}

fn main() {}
