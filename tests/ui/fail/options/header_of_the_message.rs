#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[header("Content-Length", "3")]
    fn ping();
}

fn main() {}
