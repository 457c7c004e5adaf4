//! Real `git merge` of branches that each use another operation, or accepted another change.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use lean_lock::{ATTRIBUTES, Lock, NAME, Usage, contract_for};
use lean_openapi::document::Description;

const SHOP: &str = "
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /a: { get: { operationId: getA, responses: { '200': { description: A, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } } } }
  /b: { get: { operationId: getB, responses: { '200': { description: B, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } } } }
  /c: { get: { operationId: getC, parameters: [{ name: q, in: query, schema: { type: string } }], responses: { '204': { description: C } } } }
  /d: { get: { operationId: getD, parameters: [{ name: q, in: query, schema: { type: string } }], responses: { '204': { description: D } } } }
components: { schemas: { Thing: { type: object, properties: { name: { type: string, maxLength: 9 } } } } }
";

fn lock(text: &str, paths: &[&str]) -> Lock {
    let files: HashMap<String, Arc<str>> = [("shop.yaml".to_owned(), text.into())].into();
    let description = Description::open(Arc::new(files), "shop.yaml", &[]).expect("a description");
    let route = |path: &&str| (("GET".to_owned(), (*path).to_owned()), BTreeSet::new());
    let usage = Usage {
        operations: paths.iter().map(route).collect(),
        ..Usage::default()
    };
    let mut lock = Lock::default();
    lock.set("shop.yaml", &contract_for(&description, &usage), &usage);
    lock
}

struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        let repository = Repository(folder);
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        let attributes = format!("{ATTRIBUTES}\n");
        fs::write(repository.0.join(".gitattributes"), attributes).expect("a file");
        repository
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.com"])
            .args(arguments)
            .current_dir(&self.0)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .expect("git runs");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let more = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {arguments:?}: {text}{more}");
    }

    fn commit(&self, lock: &Lock) {
        fs::write(self.0.join(NAME), lock.text()).expect("a file");
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Lock"]);
    }

    /// Commits on two branches, merges them, and returns the file.
    fn merged(&self, base: &Lock, ours: &Lock, theirs: &Lock) -> String {
        self.commit(base);
        self.git(&["switch", "--quiet", "--create", "theirs"]);
        self.commit(theirs);
        self.git(&["switch", "--quiet", "main"]);
        self.commit(ours);
        self.git(&["merge", "--quiet", "--no-edit", "theirs"]);
        fs::read_to_string(self.0.join(NAME)).expect("a file")
    }
}

#[test]
fn branches_that_each_add_an_operation_merge() {
    for (name, base, ours, theirs, both) in [
        // The added lines are in the same place.
        (
            "adjacent",
            &["/a"][..],
            &["/a", "/c"][..],
            &["/a", "/d"][..],
            &["/a", "/c", "/d"][..],
        ),
        // Both add the same operation, and another one.
        (
            "same",
            &["/a"],
            &["/a", "/b", "/c"],
            &["/a", "/b", "/d"],
            &["/a", "/b", "/c", "/d"],
        ),
        ("first", &[], &["/a"], &["/b"], &["/a", "/b"]),
        // One takes an operation away.
        (
            "removed",
            &["/a", "/c"],
            &["/c"],
            &["/a", "/c", "/d"],
            &["/c", "/d"],
        ),
    ] {
        let repository = Repository::new(&format!("merge-{name}"));
        let merged = repository.merged(&lock(SHOP, base), &lock(SHOP, ours), &lock(SHOP, theirs));
        let read = Lock::parse(&merged).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        if name == "removed" {
            // The shared schema is still used by nobody who says so: a later `lock` takes it away.
            let paths: Vec<_> = read
                .usage("shop.yaml")
                .expect("facts")
                .operations
                .into_keys()
                .collect();
            assert!(paths.iter().any(|(_, path)| path == "/d"), "{merged}");
            continue;
        }
        assert_eq!(read.text(), lock(SHOP, both).text(), "{name}:\n{merged}");
    }
}

#[test]
fn branches_that_accepted_different_values_are_a_fault_and_no_guess() {
    let repository = Repository::new("merge-values");
    let edited = |length: &str| SHOP.replace("maxLength: 9", &format!("maxLength: {length}"));
    let (base, ours, theirs) = (
        lock(SHOP, &["/a"]),
        lock(&edited("8"), &["/a"]),
        lock(&edited("7"), &["/a"]),
    );
    let merged = repository.merged(&base, &ours, &theirs);
    let faults = Lock::parse(&merged).expect_err("two values");
    assert_eq!(faults[0].line, "shop.yaml schema Thing .name maxLength");
}
