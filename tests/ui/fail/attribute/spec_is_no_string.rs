#[lean::api(spec = bank)]
trait Bank {
    fn ping();
}

fn main() {}
