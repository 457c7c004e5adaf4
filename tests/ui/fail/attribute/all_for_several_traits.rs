#[lean::api(spec = "bank.yaml", operations = all)]
mod banks {
    pub trait One {}
    pub trait Other {}
}

fn main() {}
