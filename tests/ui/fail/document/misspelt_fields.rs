#![deny(deprecated)]

#[lean::api(spec = "misspelt.yaml")]
trait Things {
    fn store_thing();
    fn get_thing();
}

fn main() {}
