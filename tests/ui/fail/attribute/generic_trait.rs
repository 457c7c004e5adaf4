#[lean::api(spec = "bank.yaml")]
trait Bank<T> {
    fn ping();
}

fn main() {}
