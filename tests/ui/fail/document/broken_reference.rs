#[lean::api(spec = "references.yaml")]
trait Things {
    fn good_thing();
    fn broken_thing();
}

fn main() {}
