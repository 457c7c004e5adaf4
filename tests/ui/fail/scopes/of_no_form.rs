#[lean::api(spec = "scopes.yaml")]
pub trait Bank {
    fn pay();
}

lean::scopes!(pub Reporting = bank::scopes::Payments);

fn main() {}
