#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_customer();
    fn get_customer();

    fn ping();
    #[operation(getStatement)]
    fn ping();
}

fn main() {}
