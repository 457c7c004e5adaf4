fn main() {
    let _ = lean::Client::builder(lean::uae::servers::Sandbox).for_scopes::<String>();
}
