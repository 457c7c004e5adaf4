#[lean::api(spec = "bank.yaml", relative_to = home)]
trait Bank {
    fn ping();
}

fn main() {}
