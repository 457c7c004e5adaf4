#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(createPaymentIntnt)]
    fn pay();
}

fn main() {}
