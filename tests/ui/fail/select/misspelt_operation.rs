#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_custmer();
}

fn main() {}
