// An attribute or derivation that there is not is one mistake, wherever it is.
#[timeout(30)]
#[lean::api(spec = "bank.yaml")]
pub trait Bank {
    fn get_transactions();
    fn search();
}

#[derive(Nonsense)]
struct Mine;

fn main() {}
