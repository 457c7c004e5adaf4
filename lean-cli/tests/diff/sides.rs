//! The two sides of a comparison: files, standard input, git revisions.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use super::{OLD, changed, command, ends, folder, git, read, write};

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
    assert!(err.contains("only one of OLD and NEW"), "{err}");
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
