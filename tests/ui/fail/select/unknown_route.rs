#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(GET "/bank/v1")]
    fn banks();
}

fn main() {}
