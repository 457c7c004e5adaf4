//! A project that depends on the packages as they would be published compiles the first example of the README.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// The packages that a user of `lean-api` compiles.
const NEEDED: [&str; 9] = [
    "lean-abi",
    "lean-api",
    "lean-api-macros",
    "lean-codegen",
    "lean-diff",
    "lean-identity",
    "lean-lock",
    "lean-openapi",
    "lean-runtime",
];

#[test]
fn a_fresh_project_compiles_against_the_packages() {
    let folder = target().join("packaged");
    let archives = package(&folder.join("target"));
    let unpacked = folder.join("unpacked");
    let _ = fs::remove_dir_all(&unpacked);
    fs::create_dir_all(&unpacked).expect("a folder");
    for archive in &archives {
        run(Command::new("tar")
            // With the time of now: cargo compares the times of sources, and all files of an archive have one time.
            .arg("-xmzf")
            .arg(archive)
            .arg("-C")
            .arg(&unpacked));
    }
    for name in NEEDED {
        let package = versioned(&unpacked, name);
        assert!(package.is_dir(), "no package {name}");
    }
    nothing_but_sources(&unpacked);
    compile_example(&folder.join("fresh"), &unpacked);
}

/// The archives of all packages, made without the network.
fn package(target: &Path) -> Vec<PathBuf> {
    let folder = target.join("package");
    let _ = fs::remove_dir_all(&folder);
    let words = "package --workspace --exclude lean-corpus --exclude lean-lab --no-verify --allow-dirty --offline";
    run(cargo()
        .args(words.split(' '))
        .arg("--target-dir")
        .arg(target)
        .current_dir(root()));
    let entries = fs::read_dir(&folder).expect("the packages");
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "crate")
        })
        .collect()
}

/// Tests and fixtures are not published, licences are.
fn nothing_but_sources(unpacked: &Path) {
    for package in fs::read_dir(unpacked).expect("packages").flatten() {
        for name in ["LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
            let file = package.path().join(name);
            assert!(file.is_file(), "no {}", file.display());
        }
        let mut folders = vec![package.path()];
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(&folder)
                .expect("a folder")
                .flatten()
                .map(|entry| entry.path())
            {
                let name = path
                    .file_name()
                    .and_then(|name| name.to_str())
                    .unwrap_or_default();
                let is_test = ["tests", "tests.rs", "fixtures", "benches", "fuzz"].contains(&name);
                assert!(!is_test, "{} is published", path.display());
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
    }
}

/// Checks a package with the README's first example of a trait, with the description placed as the
/// README says.
fn compile_example(fresh: &Path, unpacked: &Path) {
    fs::create_dir_all(fresh.join("src")).expect("a folder");
    let facade = versioned(unpacked, "lean-api");
    copy(&facade.join("api-spec"), &fresh.join("api-spec"));
    let patches: String = NEEDED
        .iter()
        .map(|name| format!("{name} = {{ path = {:?} }}\n", versioned(unpacked, name)))
        .collect();
    let manifest = format!(
        "[package]\nname = \"fresh\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
         [dependencies]\nlean-api = \"{}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
         [patch.crates-io]\n{patches}",
        env!("CARGO_PKG_VERSION")
    );
    fs::write(fresh.join("Cargo.toml"), manifest).expect("a manifest");
    fs::write(fresh.join("src/lib.rs"), example()).expect("a source");
    // The versions that the workspace has are there already: nothing is fetched.
    fs::copy(root().join("Cargo.lock"), fresh.join("Cargo.lock")).expect("a lock file");
    run(cargo()
        .args(["check", "--offline", "--target-dir"])
        .arg(target().join("rebuild"))
        .current_dir(fresh)
        .env_remove("RUSTFLAGS"));
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// The first example of the README that has a trait.
fn example() -> String {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    let mut blocks = readme.split("```rust").skip(1);
    let block = blocks
        .find(|block| block.contains("#[lean::api"))
        .expect("an example with a trait");
    let (_, code) = block.split_once('\n').expect("a line");
    let (code, _) = code.split_once("```").expect("an end");
    let lines = code
        .lines()
        .map(|line| line.strip_prefix("# ").unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

fn versioned(unpacked: &Path, name: &str) -> PathBuf {
    unpacked.join(format!("{name}-{}", env!("CARGO_PKG_VERSION")))
}

fn run(command: &mut Command) -> Output {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}:\n{messages}");
    output
}

fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Returns a folder that is kept between runs, next to those of other tests.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("..")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
