//! Comparisons with a lock.

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use lean_lock::Lock;
use lean_lock::Usage;
use lean_lock::contract_for;
use lean_openapi::document::Description;
use serde_json::Value;

use super::{OLD, changed, command, ends, folder, git, write};

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
fn the_old_side_may_be_a_lock_of_a_git_revision() {
    let folder = folder("lock-git");
    git(&folder, &["init", "-q"]);
    lock(&folder, "new.yaml", &["/orders"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "One"]);
    let lines = fs::read_to_string(folder.join("lean.lock")).expect("the lock was written");
    write(&folder, "lean.lock", &lines.replace("/orders", "/others"));
    let (out, _) = ends(0, &folder, &["HEAD:lean.lock", "new.yaml"]);
    assert!(
        out.starts_with("HEAD:lean.lock => new.yaml (1.3.0)"),
        "{out}"
    );
    assert!(
        out.contains("query parameter `from` is now required, was optional"),
        "{out}"
    );
    let (_, err) = ends(1, &folder, &["HEAD~1:lean.lock", "new.yaml"]);
    assert!(
        err.contains("cannot read `HEAD~1:lean.lock`: git: "),
        "{err}"
    );
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
            "`lean.lock` is a lock, which can only be OLD",
        ),
        (
            &["lean.lock"],
            "`lean.lock` is a lock, which can only be OLD",
        ),
        (
            &["HEAD:lean.lock"],
            "`HEAD:lean.lock` is a lock, which can only be OLD",
        ),
        (
            &["new.yaml", "--description", "new.yaml"],
            "and OLD is not a lock",
        ),
        (
            &["old.yaml", "new.yaml", "new.yaml"],
            "OLD and NEW, but 3 are given",
        ),
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
