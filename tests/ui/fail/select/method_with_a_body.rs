#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(ping)]
    fn ping(&self) {}
}

fn main() {}
