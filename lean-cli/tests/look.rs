//! `find`, `explain`, `init` and `completions` as their users meet them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const PAY: &str = "\
openapi: 3.1.0
info: { title: Pay, version: 1.0.0 }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://t.example', scopes: { pay: Pay } } } }
  schemas:
    Payment:
      type: object
      required: [id]
      properties: { id: { type: string }, note: { type: string } }
paths:
  /payments:
    get:
      operationId: listPayments
      summary: All payments.
      parameters:
        - { name: page, in: query, description: The page., schema: { type: integer } }
      responses: { '200': { description: Payments., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Payment' } } } } } }
    post:
      operationId: createPayment
      summary: Creates a payment.
      security: [{ oauth: [pay] }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } } }
      responses: { '201': { description: It. , content: { application/json: { schema: { $ref: '#/components/schemas/Payment' } } } }, '4XX': { description: Refused. } }
  /refunds/{id}:
    get:
      summary: A refund of a payment.
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Nothing. } }
";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("look")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    fs::write(folder.join("pay.yaml"), PAY).expect("the folder for tests can be written");
    folder
}

#[track_caller]
fn ends(code: i32, folder: &Path, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"));
    let output = command
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program was built for this test");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}\n{err}");
    (out, err)
}

#[test]
fn words_find_operations_the_best_first() {
    let folder = folder("find");
    let (out, _) = ends(
        0,
        &folder,
        &["find", "create payment", "--spec", "pay.yaml"],
    );
    assert_eq!(
        out,
        "create_payment  POST /payments\n    Creates a payment.\n"
    );
    // Words in any order and place; `payments` finds `payment`.
    let (out, _) = ends(
        0,
        &folder,
        &["find", "payments", "--spec", "pay.yaml", "--json"],
    );
    let found: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(found.as_array().map(Vec::len), Some(3));
    assert_eq!(found[2]["route"], "GET /refunds/{id}");
    let (_, err) = ends(1, &folder, &["find", "invoice", "--spec", "pay.yaml"]);
    assert!(err.contains("no operation"), "{err}");
}

#[test]
fn operations_are_explained() {
    let folder = folder("explain");
    let (out, _) = ends(
        0,
        &folder,
        &["explain", "createPayment", "--spec", "pay.yaml"],
    );
    for line in [
        "POST /payments",
        "Creates a payment.",
        "fn create_payment(&self, ",
        "  201  It.",
        "  4XX  Refused.",
        "Needs: oauth (pay)",
        "client.create_payment(",
        "Models: Payment",
        "--> pay.yaml:",
    ] {
        assert!(out.contains(line), "{line} is not in:\n{out}");
    }
    let (out, _) = ends(
        0,
        &folder,
        &["explain", "list_payments", "--spec", "pay.yaml"],
    );
    assert!(
        out.contains("  page (query, optional)  The page.") && out.contains(".page("),
        "{out}"
    );
    let (out, _) = ends(
        0,
        &folder,
        &[
            "explain",
            "GET /refunds/{id}",
            "--spec",
            "pay.yaml",
            "--json",
        ],
    );
    let value: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(value["parameters"][0]["in"], "path");
    let (_, err) = ends(
        1,
        &folder,
        &["explain", "createPaymnt", "--spec", "pay.yaml"],
    );
    assert!(err.contains("createPayment"), "{err}");
}

#[test]
fn types_are_explained() {
    let folder = folder("types");
    let (out, _) = ends(0, &folder, &["explain", "Payment", "--spec", "pay.yaml"]);
    assert!(
        out.contains("pub struct Payment {") && out.contains("pub id: "),
        "{out}"
    );
    assert!(!out.contains("__"), "{out}");
}

#[test]
fn without_a_description_or_a_lock_help_says_what_to_name() {
    let folder = folder("none");
    fs::write(folder.join("Cargo.toml"), "[package]\n")
        .expect("the folder for tests can be written");
    let (_, err) = ends(1, &folder, &["find", "payment"]);
    assert!(err.contains("--spec openapi.yaml"), "{err}");
    let (_, err) = ends(
        1,
        &folder,
        &["find", "payment", "--manifest-path", "absent/Cargo.toml"],
    );
    assert!(err.contains("absent/Cargo.toml"), "{err}");
}

#[test]
fn a_first_trait_is_written_once() {
    let folder = folder("init");
    let (out, _) = ends(0, &folder, &["init", "pay.yaml"]);
    assert!(out.contains("#[lean::api(spec = \"pay.yaml\")]\npub trait Api {\n    fn list_payments();\n    fn create_payment();\n    #[operation(GET \"/refunds/{id}\")]\n"), "{out}");
    assert!(out.contains("lean-api = "), "{out}");
    let arguments = [
        "init",
        "pay.yaml",
        "--operations",
        "createPayment",
        "--trait",
        "Pay",
        "--out",
        "pay.rs",
    ];
    ends(0, &folder, &arguments);
    let code = fs::read_to_string(folder.join("pay.rs")).expect("it was written");
    assert!(
        code.ends_with("pub trait Pay {\n    fn create_payment();\n}\n"),
        "{code}"
    );
    let (_, err) = ends(1, &folder, &arguments);
    assert!(err.contains("is there already"), "{err}");
    ends(1, &folder, &["init", "-"]);
}

#[test]
fn a_description_is_linted_and_its_overlay_repairs_it() {
    let folder = folder("lint");
    let (out, _) = ends(0, &folder, &["lint", "pay.yaml"]);
    assert!(
        out.contains("repaired: `GET /refunds/{id}` has no `operationId`"),
        "{out}"
    );
    assert!(out.ends_with("0 refused, 0 ignored, 1 repaired\n"), "{out}");
    // A query of lists in a list cannot be written.
    let refused = PAY.replace(
        "schema: { type: integer } }",
        "required: true, schema: { type: array, items: { type: array, items: { type: string } } } }",
    );
    fs::write(folder.join("refused.yaml"), refused).expect("the folder for tests can be written");
    let (out, err) = ends(
        1,
        &folder,
        &["lint", "refused.yaml", "--repair", "fix.json"],
    );
    assert!(
        out.starts_with("refused: ")
            && err.contains("2 actions")
            && err.contains("one operation cannot be called"),
        "{out}\n{err}"
    );
    let (out, _) = ends(
        0,
        &folder,
        &["lint", "refused.yaml", "--overlay", "fix.json"],
    );
    assert_eq!(out, "0 refused, 0 ignored, 0 repaired\n");
    let (_, err) = ends(
        1,
        &folder,
        &["lint", "refused.yaml", "--repair", "fix.json"],
    );
    assert!(err.contains("is there already"), "{err}");
    let (out, _) = ends(0, &folder, &["lint", "pay.yaml", "--json"]);
    let found: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(found[0]["place"]["file"], "pay.yaml");
    assert_eq!(found[0]["rule"], "unnamed-operation");
}

/// The overlay of `lint` leaves no finding that an overlay can repair.
#[test]
fn an_overlay_repairs_what_lint_finds() {
    let folder = folder("repair");
    let broken = PAY
        .replace("required: [id]", "required: [id, gone, lost]")
        .replace("description: The page., schema: { type: integer }", "description: The page., schema: { type: integer, items: {} }")
        .replace("note: { type: string }", "note: { type: string, format: date_time }, old: { $ref: '#/components/schemas/Old', summary: Old }")
        .replace("  schemas:\n", "  schemas:\n    Old: { type: string }\n")
        .replace("openapi: 3.1.0", "openapi: 3.0.3");
    fs::write(folder.join("broken.yaml"), broken).expect("the folder for tests can be written");
    let (out, _) = ends(0, &folder, &["lint", "broken.yaml", "--json"]);
    let before: Value = serde_json::from_str(&out).expect("JSON");
    let rules: Vec<&str> = before
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    for rule in [
        "unknown-required",
        "misspelt-format",
        "ineffective-keyword",
        "unnamed-operation",
    ] {
        assert!(rules.contains(&rule), "{rule} is not in {rules:?}");
    }
    let (_, err) = ends(0, &folder, &["lint", "broken.yaml", "--repair", "fix.json"]);
    assert!(
        err.contains("actions; review them before you use it"),
        "{err}"
    );
    let (out, _) = ends(
        0,
        &folder,
        &["lint", "broken.yaml", "--overlay", "fix.json"],
    );
    assert_eq!(out, "0 refused, 0 ignored, 0 repaired\n");
    let text = fs::read_to_string(folder.join("fix.json")).expect("it was written");
    assert!(text.contains("\"format\": \"date-time\""), "{text}");
}

#[test]
fn completions_know_the_commands() {
    let folder = folder("completions");
    for shell in ["bash", "zsh", "fish"] {
        let (out, _) = ends(0, &folder, &["completions", shell]);
        assert!(
            out.contains("explain") && out.contains("fail-on"),
            "{shell}"
        );
    }
    ends(2, &folder, &["completions", "command.com"]);
}

#[test]
fn expanded_code_names_no_folder_of_this_machine() {
    let folder = folder("portable");
    let elsewhere = folder.join("elsewhere");
    fs::create_dir_all(&elsewhere).expect("the folder for tests can be written");
    let spec = folder.join("pay.yaml");
    let spec = spec.to_str().expect("a path in UTF-8");
    let machine = env!("CARGO_TARGET_TMPDIR");
    for here in [&folder, &elsewhere] {
        let (code, _) = ends(0, here, &["expand", spec]);
        assert!(!code.contains(machine), "{code}");
        assert!(code.contains("pay.yaml:"), "{code}");
    }
}
