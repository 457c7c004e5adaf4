//! Editing a description, a file that it refers to, or an overlay recompiles the generated code.
//! Uses real cargo in a separate package. The package is also as strict as possible: edition 2021,
//! `lean` as its only dependency and under another name, no prelude, and every lint that a crate
//! can deny.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

const SPEC: &str = "
openapi: 3.1.0
info: { title: Things, version: '1' }
servers: [{ url: 'https://things.test' }]
paths:
  /things/{id}:
    get:
      operationId: getThing
      summary: Reads a thing.
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        '200': { description: It, content: { application/json: { schema: { $ref: 'models.yaml#/Thing' } } } }
  /things:
    get:
      summary: Lists things.
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: 'models.yaml#/Thing' } } } } }
";

const MODELS: &str =
    "Thing: { type: object, required: [name], properties: { name: { type: string } } }\n";

const OVERLAY: &str = "
overlay: 1.0.0
info: { title: Names, version: '1' }
actions: [{ target: \"$.paths['/things'].get\", update: { operationId: listThings } }]
";

const SOURCE: &str = r#"//! A strict crate.
#![no_implicit_prelude]
#![deny(missing_docs, unsafe_code, warnings, unused, nonstandard_style, rust_2018_idioms, future_incompatible, let_underscore)]
#![deny(missing_debug_implementations, single_use_lifetimes, trivial_casts, unreachable_pub, unused_qualifications)]

/// Things.
#[::facade::api(spec = "api/things.yaml", overlay = "api/names.yaml", crate = ::facade)]
pub trait Things {
    fn get_thing();
    fn list_things();
}

/// A description made by a build script.
#[::facade::api(spec = "made.yaml", relative_to = out_dir, operations = all, crate = ::facade)]
pub trait Made {}

/// The name of a thing.
#[must_use]
pub fn name(thing: &things::Thing) -> &::std::primitive::str {
    &thing.name
}
"#;

/// A build script that writes a description of its own.
const BUILD: &str = r##"//! Writes a description.
fn main() {
    let made = r#"{ "openapi": "3.1.0", "info": { "title": "Made", "version": "1" }, "paths": { "/made": { "get": {
        "operationId": "made", "summary": "Is made.", "responses": { "204": { "description": "It is" } } } } } }"#;
    let out = std::env::var_os("OUT_DIR").expect("cargo sets it");
    std::fs::write(std::path::Path::new(&out).join("made.yaml"), made).expect("it is ours to write to");
    println!("cargo::rerun-if-changed=build.rs");
}
"##;

/// The package, newly created.
struct Package {
    directory: PathBuf,
    target: PathBuf,
}

/// The result of cargo.
struct Checked {
    succeeded: bool,
    said: String,
}

impl Package {
    fn lay_out() -> io::Result<Package> {
        Package::lay_out_as("things")
    }

    fn lay_out_as(name: &str) -> io::Result<Package> {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../rebuild");
        let directory = target.join(name);
        fs::create_dir_all(directory.join("src"))?;
        fs::create_dir_all(directory.join("api"))?;
        let package = Package { directory, target };
        // The versions that the workspace has are there already: nothing is fetched.
        fs::copy(
            ours.join("Cargo.lock"),
            package.directory.join("Cargo.lock"),
        )?;
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2021\"\npublish = false\n\n[workspace]\n\n\
             [dependencies]\nfacade = {{ package = \"lean-api\", path = {ours:?}, default-features = false, features = [\"aws-lc-rs\"] }}\n"
        );
        package.write("Cargo.toml", &manifest)?;
        package.write("src/lib.rs", SOURCE)?;
        package.write("build.rs", BUILD)?;
        package.write("api/things.yaml", SPEC)?;
        package.write("api/models.yaml", MODELS)?;
        package.write("api/names.yaml", OVERLAY)?;
        Ok(package)
    }

    fn write(&self, file: &str, text: &str) -> io::Result<()> {
        fs::write(self.directory.join(file), text)
    }

    fn check(&self) -> io::Result<Checked> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["check", "--offline", "--color", "never", "--target-dir"])
            .arg(&self.target)
            .current_dir(&self.directory)
            .env_remove("RUSTFLAGS")
            .output()?;
        Ok(Checked {
            succeeded: output.status.success(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Checks, edits the file, checks that the compiler says so, and puts it back.
    #[track_caller]
    fn notices(&self, file: &str, text: &str, edit: (&str, &str), said: &str) -> io::Result<()> {
        let edited = text.replace(edit.0, edit.1);
        assert_ne!(edited, text, "the edit changes nothing");
        self.write(file, &edited)?;
        let changed = self.check()?;
        assert!(
            !changed.succeeded && changed.said.contains(said),
            "after an edit of {file}:\n{}",
            changed.said
        );
        self.write(file, text)?;
        let mended = self.check()?;
        assert!(
            mended.succeeded,
            "after {file} is as it was:\n{}",
            mended.said
        );
        Ok(())
    }
}

impl Checked {
    /// Returns true if the package was compiled instead of found unchanged.
    fn has_compiled(&self) -> bool {
        self.said.contains(" things v0.0.0")
    }
}

#[test]
fn what_is_edited_is_compiled_again() -> io::Result<()> {
    let package = Package::lay_out()?;
    let first = package.check()?;
    assert!(first.succeeded && first.has_compiled(), "{}", first.said);

    let untouched = package.check()?;
    assert!(
        untouched.succeeded && !untouched.has_compiled(),
        "{}",
        untouched.said
    );

    let edit = ("operationId: getThing", "operationId: readThing");
    package.notices(
        "api/things.yaml",
        SPEC,
        edit,
        "the description has no operation `get_thing`",
    )?;
    package.notices(
        "api/models.yaml",
        MODELS,
        ("name", "title"),
        "no field `name`",
    )?;
    package.notices(
        "api/names.yaml",
        OVERLAY,
        ("listThings", "allThings"),
        "the description has no operation `list_things`",
    )?;

    // A missing file is looked for again.
    fs::remove_file(package.directory.join("api/things.yaml"))?;
    let missing = package.check()?;
    assert!(
        !missing.succeeded && missing.said.contains("things.yaml"),
        "{}",
        missing.said
    );
    package.write("api/things.yaml", SPEC)?;
    let found = package.check()?;
    assert!(found.succeeded, "{}", found.said);

    // A comment changes no type, but the file was edited.
    package.write("api/models.yaml", &format!("# Of things.\n{MODELS}"))?;
    let commented = package.check()?;
    assert!(
        commented.succeeded && commented.has_compiled(),
        "{}",
        commented.said
    );
    Ok(())
}

#[test]
fn a_description_outside_of_the_package_is_reported() -> io::Result<()> {
    let package = Package::lay_out_as("published")?;
    let source = SOURCE
        .replace("api/things.yaml", "../outside/things.yaml")
        .replace("api/names.yaml", "../outside/names.yaml")
        .replace("unsafe_code, warnings", "unsafe_code");
    let outside = package.directory.join("../outside");
    fs::create_dir_all(&outside)?;
    for (file, text) in [
        ("things.yaml", SPEC),
        ("models.yaml", MODELS),
        ("names.yaml", OVERLAY),
    ] {
        fs::write(outside.join(file), text)?;
    }
    package.write("src/lib.rs", &source)?;
    let told = "is outside the package: `cargo publish` leaves it behind";

    let unpublished = package.check()?;
    assert!(
        unpublished.succeeded && !unpublished.said.contains(told),
        "a package that is never published may look anywhere:\n{}",
        unpublished.said
    );
    let manifest = fs::read_to_string(package.directory.join("Cargo.toml"))?;
    package.write("Cargo.toml", &manifest.replace("publish = false\n", ""))?;
    // Cargo compiles nothing again for want of that line alone.
    package.write("src/lib.rs", &format!("{source}// Published.\n"))?;
    let published = package.check()?;
    assert!(
        published.succeeded
            && published.said.contains(told)
            && published.said.contains("say `publish = false`"),
        "{}",
        published.said
    );
    Ok(())
}
