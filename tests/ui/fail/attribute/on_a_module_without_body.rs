#[lean::api(spec = "bank.yaml")]
mod banks;

fn main() {}
