#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[timeout("30s")]
    fn ping();
}

fn main() {}
