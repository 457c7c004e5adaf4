// What may break is a warning, and so is everything under `drift = warn`; lints decide.
#![deny(deprecated)]

#[lean::api(spec = "drift.yaml", drift = warn)]
trait Orders {
    fn list_orders();
    #[operation("readOrder")]
    fn get_order();
}

fn main() {}
