#[lean::api()]
trait Bank {
    fn ping();
}

fn main() {}
