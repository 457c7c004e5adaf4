#![deny(deprecated)]

#[lean::api(spec = "references.yaml")]
trait Things {
    fn good_thing();
    fn broken_thing();
    fn elsewhere();
}

fn main() {}
