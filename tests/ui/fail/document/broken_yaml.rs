#[lean::api(spec = "broken.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
