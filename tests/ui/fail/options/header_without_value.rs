#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[header("X-App")]
    fn ping();
}

fn main() {}
