#[derive(lean::Schema)]
#[schema(spec = "bank.yaml", name = Transaction)]
struct Line {
    #[schema(rename = "booked_at")]
    booked: Option<lean::DateTime>,
}

fn main() {}
