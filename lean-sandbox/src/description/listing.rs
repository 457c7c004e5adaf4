//! Holds the list of operations in `docs/sandbox.md` to what the sandbox does.

use std::fmt::Write as _;
use std::path::Path;

use super::of;
use crate::Region;
use crate::state::{Memory, memory_of};

#[test]
fn the_documentation_says_which_operations_have_a_memory() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/sandbox.md");
    let found = std::fs::read_to_string(&file).expect("the documentation");
    let mut wanted = found.clone();
    for (region, name) in [(Region::Uae, "uae"), (Region::Ksa, "ksa")] {
        let (begin, end) = (format!("<!-- operations: {name} -->\n"), "<!-- end -->\n");
        let from = wanted.find(&begin).expect("the mark") + begin.len();
        let to = from + wanted[from..].find(end).expect("the end");
        wanted.replace_range(from..to, &listing(region));
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &wanted).expect("the documentation");
    }
    assert!(
        found == wanted,
        "run this test with UPDATE_DOCS=1 to write the list again"
    );
}

fn listing(region: Region) -> String {
    let mut rows: Vec<_> = of(region).all().collect();
    rows.sort_by_key(|(path, method, _)| (*path, method.as_str()));
    let count = |wanted: Option<Memory>| {
        let memories = rows
            .iter()
            .map(|(_, _, operation)| memory_of(&operation.id));
        memories.filter(|memory| *memory == wanted).count()
    };
    let mut text = format!(
        "\nOf {} operations, {} have a memory, {} have one in part, and {} answer the description's example.\n\n\
         | request | operation | memory |\n|---|---|---|\n",
        rows.len(),
        count(Some(Memory::Full)),
        count(Some(Memory::Partial)),
        count(None)
    );
    for (path, method, operation) in rows {
        let memory = match memory_of(&operation.id) {
            Some(Memory::Full) => "yes",
            Some(Memory::Partial) => "in part",
            None => "",
        };
        writeln!(
            text,
            "| `{method} {path}` | `{}` | {memory} |",
            operation.id
        )
        .expect("a string takes any text");
    }
    text.push('\n');
    text
}
