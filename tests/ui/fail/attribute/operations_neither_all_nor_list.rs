#[lean::api(spec = "bank.yaml", operations = every)]
trait Bank {
    fn ping();
}

fn main() {}
