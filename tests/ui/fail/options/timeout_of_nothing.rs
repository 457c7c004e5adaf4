#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[timeout(0)]
    fn ping();
}

fn main() {}
