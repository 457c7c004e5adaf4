#[lean::api(spec = "bank.yaml")]
pub trait Bank {
    fn ping(&self) -> Result<String, Mine>;
}

pub struct Mine;

fn main() {}
