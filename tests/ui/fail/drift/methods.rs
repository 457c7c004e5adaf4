// The parameter became required, the operation has another name, and both are errors where they are used.
#[lean::api(spec = "drift.yaml")]
trait Orders {
    fn list_orders();
    fn get_order();
}

fn main() {}
