#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[header("X App", "tests")]
    fn ping();
}

fn main() {}
