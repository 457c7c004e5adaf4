#[lean::api(spec = "bank.yaml")]
trait Bank {
    #[pages(cursor = "afterwards", items = "/transactions", next = "/next")]
    fn get_transactions(&self, account_id: &str) -> lean::Pages<bank::Transaction>;

    #[pages]
    fn get_customer();

    #[pages(page = "page", page = "size")]
    fn get_statement();

    #[pages(first = 1.5)]
    fn ping();
}

fn main() {}
