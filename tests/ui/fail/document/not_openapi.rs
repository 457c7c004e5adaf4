#[lean::api(spec = "notes.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
