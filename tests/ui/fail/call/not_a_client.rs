#[lean::api(spec = "bank.yaml")]
trait Bank {
    fn ping();
}

fn takes(_: impl Bank) {}

fn main() {
    takes("a client");
}
