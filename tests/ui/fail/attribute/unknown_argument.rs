#[lean::api(spec = "bank.yaml", colour = red)]
trait Bank {
    fn ping();
}

fn main() {}
