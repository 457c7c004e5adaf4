#[lean::api(spec = "bank.yaml", operations = [getCustmer, GET "/pong"])]
trait Bank {
    fn ping();
}

fn main() {}
