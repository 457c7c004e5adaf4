//! The printed forms, and the exit codes.

use serde_json::Value;

use super::{OLD, changed, ends, folder, write};

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
