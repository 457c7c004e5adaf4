#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[operation(POST "/banks/v1")]
    fn banks();
}

fn main() {}
