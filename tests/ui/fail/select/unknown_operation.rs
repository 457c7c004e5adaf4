#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn open_vault();
}

fn main() {}
