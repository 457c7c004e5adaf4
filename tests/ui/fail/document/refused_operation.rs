#[lean::api(spec = "refused.yaml")]
trait Things {
    fn good_thing();
    fn nested_thing();
}

fn main() {}
