#[lean::api(spec = "bank.yaml")]
mod banks {
    #[api(spec = "bank.yaml")]
    pub trait Bank {
        fn ping();
    }
}

fn main() {}
