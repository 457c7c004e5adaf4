// There are three policies.
#[lean::api(spec = "drift.yaml", drift = ignore)]
trait Orders {
    fn list_orders();
}

fn main() {}
