#[derive(lean::Schema)]
struct Person {
    name: String,
}

fn main() {}
