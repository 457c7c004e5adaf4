#[lean::api(spec = "broken.json")]
trait Bank {
    fn ping();
}

fn main() {}
