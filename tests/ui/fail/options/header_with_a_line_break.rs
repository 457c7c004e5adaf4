#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[header("X-App", "a\nb")]
    fn ping();
}

fn main() {}
