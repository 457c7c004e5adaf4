//! The cost of reading: `cargo run -p lean-codegen --example reading -- DOCUMENT..` opens each
//! document as the macro does, resolves one of its operations, and prints milliseconds for each MB.
//! It runs in the dev profile, as macros are built for their users.
#![allow(clippy::print_stdout, reason = "printing is its purpose")]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use lean_openapi::document::{Description, Loader, Wanted, read_text};
use lean_openapi::resolve::{Choice, Chosen, Options};

/// The number of runs. The fastest counts: the machine slows the others down.
const RUNS: u32 = 7;

fn main() -> io::Result<()> {
    println!(
        "{:<36} {:>8} {:>12} {:>12}",
        "document", "MB", "open ms/MB", "one more ms"
    );
    for path in env::args().skip(1) {
        let text: Arc<str> = fs::read_to_string(&path)?.into();
        let megabytes = text.len() as f64 / 1e6;
        let name = Path::new(&path).file_name().unwrap_or_default();
        let files = Arc::new(Files(HashMap::from([(path.clone(), text)])));
        let Some(best) = (0..RUNS).filter_map(|_| once(&files, &path)).min() else {
            println!("{:<36} cannot be opened", name.to_string_lossy());
            continue;
        };
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:<36} {megabytes:>8.2} {:>12.1} {:>12.1}",
            name.to_string_lossy(),
            milliseconds(best.0) / megabytes,
            milliseconds(best.1)
        );
    }
    Ok(())
}

/// The description in memory, other files on disk.
struct Files(HashMap<String, Arc<str>>);

impl Loader for Files {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        match self.0.get(path) {
            Some(text) => Ok(Arc::clone(text)),
            None => read_text(fs::File::open(path)),
        }
    }
}

/// Opening, and what one operation takes after it.
fn once(files: &Arc<Files>, path: &str) -> Option<(Duration, Duration)> {
    let start = Instant::now();
    let description = Description::open(Arc::clone(files) as _, path, &[]).ok()?;
    let opened = start.elapsed();
    let name = description.operations().first()?.name.clone();
    let choice = Choice {
        operations: Chosen::Names(vec![Wanted::Name(name)]),
        schemas: Vec::new(),
        webhooks: false,
    };
    description.resolve(&choice, &Options::default());
    Some((opened, start.elapsed() - opened))
}
