#[lean::api(spec = "mutual.yaml")]
trait Things {
    fn list_things();
    fn change_things();
}

fn main() {
    let _ = lean::Client::builder(things::servers::Server).build();
}
