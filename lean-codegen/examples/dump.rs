#![allow(clippy::print_stdout, missing_docs)]
#[path = "../tests/resolve/render.rs"] mod render;
use std::sync::Arc;
use lean_codegen::document::{Description, Loader, Wanted};
use lean_codegen::resolve::{Choice, Chosen, Options};
struct Folder;
impl Loader for Folder { fn load(&self, path: &str) -> Result<Arc<str>, String> { std::fs::read_to_string(path).map(Arc::from).map_err(|e| e.to_string()) } }
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let t = std::time::Instant::now();
    let d = match Description::open(Arc::new(Folder), &args[1], &[]) { Ok(d) => d, Err(f) => { println!("{f:?}"); return } };
    let t1 = t.elapsed();
    let operations = if args.len() > 2 { Chosen::Names(args[2..].iter().map(|n| Wanted::Name(n.clone())).collect()) } else { Chosen::All };
    let schemas = if args.len() > 2 { vec![] } else { d.schema_names() };
    let api = d.resolve(&Choice { operations, schemas, webhooks: args.len() <= 2 }, &Options::default());
    let t2 = t.elapsed();
    println!("{}", render::api(&api));
    for s in &api.servers { println!("server {} {}", s.name.rust, s.url); }
    eprintln!("open {t1:?} all {t2:?} types {}", api.types.len());
}
