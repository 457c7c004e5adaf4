#[lean::api(spec = "empty.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
