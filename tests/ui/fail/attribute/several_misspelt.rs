#[lean::api(spec = "bank.yaml", tgas = [Data], webhoks)]
trait Bank {
    fn ping();
}

fn main() {}
