//! `cargo lean-api diff` as its users meet it: files, git revisions, standard input, forms, exit codes.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use lean_lock::{Lock, Usage, contract_for};
use lean_openapi::document::Description;
use serde_json::Value;

const OLD: &str = "\
openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      parameters:
        - { name: from, in: query, schema: { type: string } }
      responses:
        '200':
          description: Orders.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } }
  /stock:
    get:
      operationId: getStock
      responses: { '204': { description: Nothing. } }
components:
  schemas:
    Order: { type: object, properties: { id: { type: string }, note: { type: string, maxLength: 9 } } }
";

/// A parameter is required, a limit is wider, an operation is gone.
fn changed() -> String {
    let text = OLD.replace("1.2.0", "1.3.0");
    let text = text.replace("in: query,", "in: query, required: true,");
    let text = text.replace("maxLength: 9", "maxLength: 90");
    let stock = "  /stock:\n    get:\n      operationId: getStock\n      responses: { '204': { description: Nothing. } }\n";
    assert!(text.contains(stock));
    text.replace(stock, "")
}

/// A folder with `old.yaml` and `new.yaml`.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("diff")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    write(&folder, "old.yaml", OLD);
    write(&folder, "new.yaml", &changed());
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("the folder for tests can be written");
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"));
    command.current_dir(folder).arg("diff").args(arguments);
    command
}

#[track_caller]
fn ends(code: i32, folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = command(folder, arguments)
        .output()
        .expect("the program was built for this test");
    read(code, &output)
}

#[track_caller]
fn read(code: i32, output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
    (out, err)
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.com",
            "-c",
            "core.pager=cat",
        ])
        .args(arguments)
        .output()
        .expect("git is there");
    let (out, _) = read(0, &output);
    out
}

#[test]
fn text_names_level_operation_value_rule_and_place() {
    let folder = folder("text");
    let (out, err) = ends(0, &folder, &["old.yaml", "new.yaml"]);
    assert_eq!(err, "");
    for line in [
        "old.yaml (1.2.0) => new.yaml (1.3.0)",
        "breaking (2)",
        "  GET /orders (`list_orders`)",
        "    query parameter `from` is now required, was optional",
        "[request-parameter-became-required ",
        "      --> new.yaml:8:",
        "  GET /stock (`get_stock`)\n    is removed",
        "[api-path-removed-without-deprecation ",
        "additive (1)",
        "2 breaking, 0 risky, 1 additive",
        "the API: a new major version",
        "note: the description goes from 1.2.0 to 1.3.0, and the changes call for a major version",
    ] {
        assert!(out.contains(line), "{line} is not in:\n{out}");
    }
    assert!(!out.contains('\u{1b}'), "colours outside of a terminal");
}

#[test]
fn what_is_not_used_is_counted_only() {
    let folder = folder("used");
    let (out, _) = ends(
        0,
        &folder,
        &["old.yaml", "new.yaml", "--operations", "listOrders"],
    );
    assert!(out.contains("changed but not used by you: 1"), "{out}");
    assert!(!out.contains("/stock"), "{out}");
    let (out, _) = ends(
        0,
        &folder,
        &["old.yaml", "new.yaml", "--operations", "GET /stock"],
    );
    assert!(
        out.contains("GET /stock (`get_stock`)\n    is removed")
            && out.contains("not used by you: 2"),
        "{out}"
    );
    let (_, err) = ends(
        1,
        &folder,
        &["old.yaml", "new.yaml", "--operations", "listOrder"],
    );
    assert!(err.contains("listOrders"), "{err}");
}

#[test]
fn views_differ_where_a_client_is_safe() {
    let folder = folder("views");
    let (out, _) = ends(0, &folder, &["old.yaml", "new.yaml", "--view", "provider"]);
    assert!(out.contains("3 breaking, 0 risky, 0 additive"), "{out}");
}

#[test]
fn exit_codes_name_the_greatest_level() {
    let folder = folder("codes");
    let wider = OLD.replace("maxLength: 9", "maxLength: 90");
    write(&folder, "wider.yaml", &wider);
    write(
        &folder,
        "deprecated.yaml",
        &wider.replace(
            "operationId: getStock",
            "operationId: getStock\n      deprecated: true",
        ),
    );
    for (new, level, code) in [
        ("new.yaml", "breaking", 3),
        ("new.yaml", "additive", 3),
        ("deprecated.yaml", "breaking", 0),
        ("deprecated.yaml", "risky", 4),
        ("wider.yaml", "risky", 0),
        ("wider.yaml", "additive", 5),
        ("old.yaml", "additive", 0),
    ] {
        ends(code, &folder, &["old.yaml", new, "--fail-on", level]);
    }
    ends(
        1,
        &folder,
        &["old.yaml", "absent.yaml", "--fail-on", "breaking"],
    );
    ends(2, &folder, &["old.yaml", "new.yaml", "--fail-on", "never"]);
}

#[test]
fn json_has_every_fact_and_fingerprints_do_not_move() {
    let folder = folder("json");
    let read = |arguments: &[&str]| -> Value {
        let (out, _) = ends(0, &folder, arguments);
        serde_json::from_str(&out).expect("JSON")
    };
    let report = read(&["old.yaml", "new.yaml", "--json"]);
    assert_eq!(report["breaking"], 2);
    assert_eq!(report["semver"]["api"], "major");
    let of_rule = |report: &Value| {
        let changes = report["changes"].as_array().expect("a list").clone();
        let is_it = |change: &&Value| change["rule"] == "request-parameter-became-required";
        changes.iter().find(is_it).expect("the change").clone()
    };
    let change = of_rule(&report);
    assert_eq!(change["operation"], "GET /orders");
    assert_eq!(change["place"]["file"], "new.yaml");
    assert_eq!(change["place"]["line"], 8);
    // Lines move, the change is the same.
    write(
        &folder,
        "moved.yaml",
        &format!("# One.\n# Two.\n{}", changed()),
    );
    let moved = of_rule(&read(&["old.yaml", "moved.yaml", "--json"]));
    assert_eq!(moved["place"]["line"], 10);
    assert_eq!(moved["fingerprint"], change["fingerprint"]);
}

#[test]
fn markdown_and_annotations_are_printed() {
    let folder = folder("forms");
    let (out, _) = ends(0, &folder, &["old.yaml", "new.yaml", "--markdown"]);
    assert!(out.contains("| breaking | GET /orders (`list\\_orders`) | query parameter `from` is now required, was optional |"), "{out}");
    let (out, _) = ends(0, &folder, &["old.yaml", "new.yaml", "--github"]);
    assert!(
        out.lines()
            .any(|line| line.starts_with("::error file=new.yaml,line=8,col=")),
        "{out}"
    );
    ends(2, &folder, &["old.yaml", "new.yaml", "--github", "--json"]);
}

#[test]
fn one_side_may_be_standard_input() {
    let folder = folder("stdin");
    let mut command = command(&folder, &["old.yaml", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(changed().as_bytes())
        .expect("it reads");
    let (out, _) = read(0, &child.wait_with_output().expect("ends"));
    assert!(out.contains("2 breaking"), "{out}");
    let (_, err) = ends(1, &folder, &["-", "-"]);
    assert!(err.contains("one side only"), "{err}");
}

#[test]
fn a_side_may_be_a_git_revision() {
    let folder = folder("git");
    git(&folder, &["init", "-q"]);
    fs::create_dir(folder.join("spec")).expect("a folder");
    // A description of two files: both are read from the revision.
    let split = |text: &str| text.replace("'#/components/schemas/Order'", "'order.yaml'");
    write(&folder, "spec/api.yaml", &split(OLD));
    write(
        &folder,
        "spec/order.yaml",
        "{ type: object, properties: { id: { type: string } } }\n",
    );
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "One"]);
    git(&folder, &["tag", "v1"]);
    write(&folder, "spec/api.yaml", &split(&changed()));
    write(
        &folder,
        "spec/order.yaml",
        "{ type: object, properties: { id: { type: integer } } }\n",
    );
    let (out, _) = ends(0, &folder, &["spec/api.yaml"]);
    assert!(
        out.starts_with("HEAD:spec/api.yaml (1.2.0) => spec/api.yaml (1.3.0)"),
        "{out}"
    );
    assert!(
        out.contains("`*/id` of response 200 is now integer, was string"),
        "{out}"
    );
    git(&folder, &["commit", "-qam", "Two"]);
    let (out, _) = ends(0, &folder, &["spec/api.yaml"]);
    assert!(out.contains("0 breaking, 0 risky, 0 additive"), "{out}");
    for arguments in [
        &["spec/api.yaml", "--rev", "v1"][..],
        &["v1:spec/api.yaml", "HEAD:spec/api.yaml"],
    ] {
        let (out, _) = ends(0, &folder, arguments);
        assert!(out.contains("3 breaking"), "{out}");
    }
    // From a folder below, paths are relative to it.
    let (out, _) = ends(0, &folder.join("spec"), &["v1:api.yaml", "api.yaml"]);
    assert!(out.contains("3 breaking"), "{out}");
    let (_, err) = ends(1, &folder, &["v9:spec/api.yaml", "spec/api.yaml"]);
    assert!(err.contains("v9"), "{err}");
    ends(1, &folder, &["spec/api.yaml", "--rev=--output=x"]);
    assert!(
        !folder.join("x").exists(),
        "git took a revision for an option"
    );
}

/// Makes the folder a package whose lock says that it uses `operations` of `old.yaml`, under the name `name`.
fn lock(folder: &Path, name: &str, operations: &[&str]) {
    let files: HashMap<String, Arc<str>> = [("old.yaml".to_owned(), OLD.into())].into();
    let description = Description::open(Arc::new(files), "old.yaml", &[]).expect("a description");
    let route = |path: &&str| (("GET".to_owned(), (*path).to_owned()), BTreeSet::new());
    let usage = Usage {
        operations: operations.iter().map(route).collect(),
        ..Usage::default()
    };
    let text = fs::read_to_string(folder.join("lean.lock")).unwrap_or_default();
    let mut lock = Lock::parse(&text).expect("facts");
    lock.set(name, &contract_for(&description, &usage), &usage);
    write(folder, "lean.lock", &lock.text());
    write(folder, "Cargo.toml", "[package]\nname = \"shop\"\n");
}

#[test]
fn the_old_side_may_be_a_lock() {
    let folder = folder("lock");
    lock(&folder, "new.yaml", &["/orders"]);
    for arguments in [
        &["lean.lock", "new.yaml"][..],
        &["new.yaml"],
        &["./new.yaml"],
    ] {
        let (out, _) = ends(
            3,
            &folder,
            &[arguments, &["--fail-on", "breaking"]].concat(),
        );
        let new = arguments.last().expect("NEW is given");
        assert!(
            out.starts_with(&format!("lean.lock => {new} (1.3.0)")),
            "{out}"
        );
        assert!(
            out.contains("query parameter `from` is now required, was optional"),
            "{out}"
        );
        assert!(out.contains("      --> new.yaml:8:"), "{out}");
        assert!(
            !out.contains("/stock") && !out.contains("the API:"),
            "{out}"
        );
    }
    // Elsewhere, the manifest names the package.
    let (out, _) = ends(
        0,
        folder.parent().expect("a folder"),
        &[
            "lock/new.yaml",
            "--manifest-path",
            "lock/Cargo.toml",
            "--json",
        ],
    );
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (&report["breaking"], &report["semver"]["api"]),
        (&Value::from(1), &Value::Null)
    );
    // A lock of one description takes any file as its new version, and standard input.
    let (out, _) = ends(0, &folder, &["lean.lock", "old.yaml"]);
    assert!(out.contains("0 breaking, 0 risky, 0 additive"), "{out}");
    // A lock knows only what is used.
    for more in [
        &["--view", "provider"][..],
        &["--all"],
        &["--operations", "listOrders"],
    ] {
        let (_, err) = ends(1, &folder, &[&["lean.lock", "new.yaml"], more].concat());
        assert!(err.contains("has only what the crate uses"), "{err}");
    }
}

#[test]
fn a_lock_of_several_descriptions_tells_them_apart_by_their_paths() {
    let folder = folder("several");
    lock(&folder, "new.yaml", &["/orders"]);
    lock(&folder, "api/stock.yaml", &["/stock"]);
    let (out, _) = ends(0, &folder, &["lean.lock", "new.yaml"]);
    assert!(
        out.contains("1 breaking") && !out.contains("/stock"),
        "{out}"
    );
    let (_, err) = ends(1, &folder, &["lean.lock", "old.yaml"]);
    assert!(
        err.contains("does not have the description `old.yaml`")
            && err.contains("--description PATH"),
        "{err}"
    );
    let arguments = ["lean.lock", "old.yaml", "--description", "api/stock.yaml"];
    let (out, _) = ends(0, &folder, &arguments);
    assert!(out.contains("0 breaking, 0 risky, 0 additive"), "{out}");
    let arguments = ["lean.lock", "old.yaml", "--description", "api/stocks.yaml"];
    let (_, err) = ends(1, &folder, &arguments);
    assert!(
        err.contains("does not have the description `api/stocks.yaml`"),
        "{err}"
    );
    assert!(err.contains("`api/stock.yaml`, `new.yaml`"), "{err}");
}

#[test]
fn files_in_the_wrong_places_are_named() {
    let folder = folder("places");
    lock(&folder, "new.yaml", &["/orders"]);
    lock(&folder, "api/stock.yaml", &["/stock"]);
    for (arguments, said) in [
        (
            &["lean.lock", "absent.yaml"][..],
            "cannot read `absent.yaml`",
        ),
        (&["lean.lock", "https://shop.test/api.yaml"], "is a URL"),
        (&["lean.lock", "-"], "does not have the description `-`"),
        (&["lean.lock", "lean.lock"], ""),
        (
            &["old.yaml", "lean.lock"],
            "`lean.lock` is a lock, which can only be OLD and a file",
        ),
        (
            &["lean.lock"],
            "`lean.lock` is a lock, which can only be OLD and a file",
        ),
        (
            &["HEAD:lean.lock", "new.yaml"],
            "`HEAD:lean.lock` is a lock",
        ),
        (
            &["new.yaml", "--description", "new.yaml"],
            "and OLD is not a lock",
        ),
        (&["old.yaml", "new.yaml", "new.yaml"], "3 files are given"),
        (
            &["new.yaml", "--manifest-path", "no/Cargo.toml"],
            "no manifest `no/Cargo.toml`",
        ),
    ] {
        let (_, err) = ends(1, &folder, arguments);
        assert!(
            err.starts_with("error: ") && err.contains(said),
            "{arguments:?}: {err}"
        );
    }
}

#[test]
fn a_lock_limits_the_view_of_a_consumer() {
    let folder = folder("limited");
    lock(&folder, "new.yaml", &["/stock"]);
    let (out, _) = ends(0, &folder, &["old.yaml", "new.yaml"]);
    assert!(
        out.contains("what lean.lock says is used; everything: --all"),
        "{out}"
    );
    assert!(
        out.contains("GET /stock (`get_stock`)\n    is removed"),
        "{out}"
    );
    assert!(!out.contains("`from`"), "{out}");
    assert!(
        out.contains("1 breaking, 0 risky, 0 additive; changed but not used by you: 2"),
        "{out}"
    );
    assert!(out.contains("the API: a new major version"), "{out}");
    for more in [
        &["--all"][..],
        &["--view", "provider"],
        &["--tags", "Stock"],
    ] {
        let (out, err) = {
            let output = command(&folder, &[&["old.yaml", "new.yaml"], more].concat()).output();
            let output = output.expect("the program was built for this test");
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            (text(&output.stdout), text(&output.stderr))
        };
        assert!(
            !out.contains("lean.lock") && !err.contains("lean.lock"),
            "{more:?}: {out}{err}"
        );
    }
    // Descriptions that the lock does not have are not limited.
    write(&folder, "another.yaml", &changed());
    let (out, _) = ends(0, &folder, &["old.yaml", "another.yaml"]);
    assert!(
        out.contains("`from`") && !out.contains("lean.lock"),
        "{out}"
    );
}

#[test]
fn a_lock_that_cannot_be_read_says_why() {
    let folder = folder("broken");
    write(&folder, "Cargo.toml", "[package]\nname = \"shop\"\n");
    for (text, said, help) in [
        (
            "a.yaml schema A minimum = 1\na.yaml schema A minimum = 2\n",
            "`a.yaml schema A minimum` has two values, `1` and `2`",
            "delete the line with the wrong value, then run `cargo lean-api lock`",
        ),
        (
            "<<<<<<< ours\r\na.yaml schema A = object\r\n=======\r\n",
            "`<<<<<<< ours` is a conflict marker of git",
            "keep the facts of both sides",
        ),
        (
            "a.yaml 'x\n",
            "`a.yaml 'x` is not a fact",
            "delete the line",
        ),
    ] {
        write(&folder, "lean.lock", text);
        for arguments in [&["new.yaml"][..], &["lean.lock", "new.yaml"]] {
            let (_, err) = ends(1, &folder, arguments);
            assert!(err.contains(said) && err.contains(help), "{err}");
        }
    }
    write(&folder, "lean.lock", "# Nothing.\r\n");
    let (_, err) = ends(1, &folder, &["lean.lock", "new.yaml"]);
    assert!(err.contains("`lean.lock` has no facts"), "{err}");
    fs::remove_file(folder.join("lean.lock")).expect("it was there");
    let (_, err) = ends(1, &folder, &["lean.lock", "new.yaml"]);
    assert!(err.contains("there is no `lean.lock`"), "{err}");
}

#[test]
fn git_log_reads_as_a_changelog() {
    let folder = folder("driver");
    git(&folder, &["init", "-q"]);
    write(&folder, ".gitattributes", "api.yaml diff=openapi\n");
    write(&folder, "api.yaml", OLD);
    git(&folder, &["add", ".gitattributes", "api.yaml"]);
    git(&folder, &["commit", "-qm", "One"]);
    write(&folder, "api.yaml", &changed());
    git(&folder, &["commit", "-qam", "Two"]);
    let driver = format!(
        "diff.openapi.command={} diff --git-driver",
        env!("CARGO_BIN_EXE_cargo-lean-api")
    );
    let log = git(
        &folder,
        &[
            "-c",
            &driver,
            "log",
            "-p",
            "--ext-diff",
            "--format=%s",
            "--",
            "api.yaml",
        ],
    );
    assert!(
        log.contains("Two\n") && log.contains("query parameter `from` is now required"),
        "{log}"
    );
    // The first commit adds the file.
    assert!(
        log.contains("GET /stock (`get_stock`)\n    is new"),
        "{log}"
    );
    assert!(log.contains("      --> api.yaml:8:"), "{log}");
}
