#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn get_transactions(&self, account_id: &str) -> lean::Pages<Mine>;
}

struct Mine;

fn main() {}
