#[lean::api(spec = "bnak.yaml")]
trait Bank {
    fn ping();
}

fn main() {}
