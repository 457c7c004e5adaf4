#[lean::api(spec = "scopes.yaml")]
trait Payments {
    fn pay();
}

lean::scopes!(Texts: "payments:write");

fn main() {}
