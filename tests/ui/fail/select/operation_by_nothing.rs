#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation()]
    fn pay();
}

fn main() {}
