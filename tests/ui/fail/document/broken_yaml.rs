#[lean::api(spec = "broken.yaml")]
trait Bank {
    fn ping();
    fn list_things();
}

fn main() {}
