#[lean::api(spec = "bank.yaml")]
trait Bank {
    async fn ping(&self) -> Result<String, lean::CallError<bank::Problem>>;
}

fn main() {}
