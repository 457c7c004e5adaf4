//! The command line as its users meet it: the built program, its output and exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const SHOP: &str = "tests/fixtures/shop.yaml";

fn lean(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .expect("the program was built for this test")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

#[track_caller]
fn succeeds(arguments: &[&str]) -> (String, String) {
    let output = lean(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn fails(code: i32, arguments: &[&str]) -> String {
    let output = lean(arguments);
    assert_eq!(output.status.code(), Some(code), "{}", text(&output.stdout));
    assert_eq!(
        text(&output.stdout),
        "",
        "a failure prints nothing to standard output"
    );
    text(&output.stderr)
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder.join(name)
}

fn file(name: &str, content: &str) -> String {
    let path = scratch(name);
    fs::write(&path, content).expect("the folder for tests can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn help_names_the_commands_and_gives_examples() {
    let (help, _) = succeeds(&["--help"]);
    for word in ["expand", "inspect", "Examples:", "cargo lean-api"] {
        assert!(help.contains(word), "{word} is not in:\n{help}");
    }
    let (help, _) = succeeds(&["expand", "--help"]);
    assert!(
        help.contains("--operations") && help.contains("GET /banks"),
        "{help}"
    );
}

#[test]
fn version() {
    assert_eq!(
        succeeds(&["--version"]).0.trim(),
        format!("cargo-lean-api {}", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_misspelt_command_is_recognised() {
    let error = fails(2, &["expnad", SHOP]);
    assert!(error.contains("expand"), "{error}");
}

#[test]
fn cargo_passes_its_own_word_first() {
    assert!(succeeds(&["lean-api", "inspect", SHOP]).0.contains("Shop"));
}

#[test]
fn everything_is_printed_less_what_is_refused_by_name() {
    let (code, refusals) = succeeds(&["expand", SHOP]);
    assert!(code.contains("pub trait Api {"), "{code}");
    assert!(
        code.contains("fn get_order(") && code.contains("pub struct Stock {"),
        "{code}"
    );
    assert!(!code.contains("fn search("), "{code}");
    assert!(
        refusals.contains("refused `search`") && refusals.contains("shop.yaml:"),
        "{refusals}"
    );
}

#[test]
fn only_what_is_chosen() {
    let (code, refusals) = succeeds(&["expand", SHOP, "--operations", "getOrder"]);
    assert!(
        code.contains("pub struct Order {") && !code.contains("Stock"),
        "{code}"
    );
    assert_eq!(refusals, "");
    let (code, _) = succeeds(&["expand", SHOP, "--tags", "Stock"]);
    assert!(
        code.contains("pub struct Stock {") && !code.contains("Order"),
        "{code}"
    );
    let (code, _) = succeeds(&["expand", SHOP, "--operations", "GET /stock,getOrder"]);
    assert!(code.contains("Stock") && code.contains("Order"), "{code}");
}

#[test]
fn what_is_refused_and_asked_for_is_an_error() {
    let error = fails(1, &["expand", SHOP, "--operations", "search"]);
    assert!(error.starts_with("error: "), "{error}");
    assert!(
        error.contains("filter") && error.contains("shop.yaml:"),
        "{error}"
    );
}

#[test]
fn an_unknown_operation_gets_a_suggestion() {
    let error = fails(1, &["expand", SHOP, "--operations", "getOrdr,getStok"]);
    assert!(
        error.contains("no operation `getOrdr`") && error.contains("did you mean `getOrder`?"),
        "{error}"
    );
    assert!(
        error.contains("operationId: getOrder\n"),
        "the line of what is suggested: {error}"
    );
    assert!(
        error.contains("no operation `getStok`"),
        "all mistakes at once: {error}"
    );
}

#[test]
fn an_unknown_tag_gets_a_suggestion() {
    let error = fails(1, &["expand", SHOP, "--tags", "Ordres"]);
    assert!(error.contains("did you mean `Orders`?"), "{error}");
}

#[test]
fn choices_exclude_each_other() {
    let error = fails(2, &["expand", SHOP, "--all", "--tags", "Orders"]);
    assert!(error.contains("cannot be used with"), "{error}");
}

#[test]
fn the_trait_names_the_module() {
    let (code, _) = succeeds(&["expand", SHOP, "--trait", "CornerShop"]);
    assert!(
        code.contains("pub trait CornerShop {") && code.contains("pub mod corner_shop {"),
        "{code}"
    );
    let error = fails(2, &["expand", SHOP, "--trait", "no name"]);
    assert!(error.contains("not a Rust identifier"), "{error}");
}

#[test]
fn written_to_a_file() {
    let out = scratch("client.rs");
    let (printed, _) = succeeds(&["expand", SHOP, "--out", &out.to_string_lossy()]);
    assert_eq!(printed, "");
    assert_eq!(
        fs::read_to_string(&out).expect("it was written"),
        succeeds(&["expand", SHOP]).0
    );
}

#[test]
fn a_file_that_cannot_be_written() {
    let error = fails(1, &["expand", SHOP, "--out", "/nowhere/client.rs"]);
    assert!(
        error.contains("cannot write `/nowhere/client.rs`"),
        "{error}"
    );
}

#[test]
fn references_stay_in_the_folder_of_the_description_and_in_those_that_are_allowed() {
    let folder = scratch("tree");
    fs::create_dir_all(folder.join("api")).expect("a folder");
    fs::create_dir_all(folder.join("shared")).expect("a folder");
    let reference = |file: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        \
             '200': {{description: ok, content: {{application/json: {{schema: {{$ref: '{file}#/Thing'}}}}}}}}\n"
        )
    };
    let secret = "Thing: {type: object, properties: {s3cret: {type: string}}}\n";
    fs::write(folder.join("shared/models.yaml"), secret).expect("a file");
    let description = folder.join("api/root.yaml");
    fs::write(&description, reference("../shared/models.yaml")).expect("a file");
    let spec = description.to_string_lossy().into_owned();
    let shared = folder.join("shared").to_string_lossy().into_owned();

    let (error, _) = succeeds(&["inspect", &spec]);
    let (code, _) = succeeds(&["expand", &spec, "--operations", "a"]);
    assert!(!code.contains("s3cret"), "{code}");
    let why = "it is outside of the folder of the description; to allow the folder that it is in: `--refs FOLDER`";
    assert!(error.contains(why) && !error.contains("s3cret"), "{error}");
    let (code, _) = succeeds(&["expand", &spec, "--operations", "a", "--refs", &shared]);
    assert!(code.contains("s3cret"), "{code}");
    let error = fails(1, &["inspect", &spec, "--refs", "nowhere"]);
    assert_eq!(
        error,
        "error: there is no folder `nowhere`, which `--refs` allows\n"
    );
    for other in ["/dev/zero", "/proc/self/environ", "/dev/stdin"] {
        fs::write(&description, reference(other)).expect("a file");
        let (error, _) = succeeds(&["inspect", &spec]);
        assert!(
            error.contains("it is outside of the folder") || error.contains("no such file"),
            "{error}"
        );
    }
}

#[test]
fn a_description_that_is_not_there() {
    let error = fails(1, &["expand", "nowhere.yaml"]);
    assert_eq!(
        error,
        "error: cannot read `nowhere.yaml`: there is no such file\n"
    );
    let error = fails(1, &["inspect", "."]);
    assert_eq!(error, "error: cannot read `.`: it is a directory\n");
}

#[test]
fn a_sandbox_that_cannot_write_its_files_says_where_and_why() {
    let taken = file("a-file", "");
    let error = fails(1, &["sandbox", "--dir", &taken]);
    assert!(error.contains(&format!("to `{taken}`: ")), "{error}");
}

/// Starts a sandbox, reads what it prints at once, and stops it.
fn sandbox_prints(arguments: &[&str], last: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"))
        .arg("sandbox")
        .args(arguments)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let output = child.stdout.take().expect("its output");
    let mut printed = String::new();
    for line in std::io::BufRead::lines(std::io::BufReader::new(output)) {
        let line = line.expect("the program prints UTF-8");
        printed += &format!("{line}\n");
        if line.starts_with(last) {
            break;
        }
    }
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    printed
}

#[test]
fn a_sandbox_prints_all_that_a_client_needs() {
    let folder = scratch("sandbox").to_string_lossy().into_owned();
    let fixed = [
        "--dir",
        &folder,
        "--key",
        "p256",
        "--tls",
        "1.2",
        "--tls",
        "1.3",
        "--seed",
        "7",
        "--bank-delay",
        "1s",
        "--bearer-token",
        "it's fixed",
    ];
    let with_form = |form| [&fixed[..], &["--print", form]].concat();
    let json = sandbox_prints(&with_form("json"), "}");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    for entry in [
        "url",
        "oauth_url",
        "token_url",
        "app_token",
        "client_secret",
        "webhook_secret",
    ] {
        assert!(
            json[entry].as_str().is_some_and(|text| !text.is_empty()),
            "{entry}: {json}"
        );
    }
    for path in [
        "private_key",
        "certificate",
        "chain",
        "oauth_root",
        "receiver_certificate",
    ] {
        assert!(
            Path::new(json[path].as_str().expect("a path")).is_file(),
            "{path}: {json}"
        );
    }

    let env = sandbox_prints(&with_form("env"), "LEAN_BEARER_TOKEN");
    let line =
        |name: &str, entry: &str| format!("{name}={}\n", json[entry].as_str().expect("a text"));
    assert!(env.contains(&line("LEAN_APP_TOKEN", "app_token")), "{env}");
    assert!(
        env.contains(&line("LEAN_CLIENT_SECRET", "client_secret")),
        "{env}"
    );
    assert!(
        env.contains(&line("LEAN_WEBHOOK_SECRET", "webhook_secret")),
        "{env}"
    );
    assert!(
        env.ends_with("LEAN_BEARER_TOKEN='it'\\''s fixed'\n"),
        "{env}"
    );

    let text = sandbox_prints(&with_form("text"), "Ctrl-C");
    assert!(
        text.contains(json["oauth_root"].as_str().expect("a path")),
        "{text}"
    );
    assert!(
        text.contains(json["webhook_secret"].as_str().expect("a secret")),
        "{text}"
    );
}

#[test]
fn a_sandbox_refuses_what_it_cannot_be() {
    for (arguments, word) in [
        (["--bank-delay", "soon"], "300ms"),
        (["--tls", "1.1"], "1.2"),
        (["--key", "dsa"], "p256"),
    ] {
        let error = fails(2, &[&["sandbox"], &arguments[..]].concat());
        assert!(error.contains(word), "{error}");
    }
    let folder = scratch("sandbox-refused").to_string_lossy().into_owned();
    let error = fails(1, &["sandbox", "--dir", &folder, "--app-token", "me"]);
    assert!(error.contains("not a UUID"), "{error}");
    let error = fails(
        1,
        &["sandbox", "--dir", &folder, "--webhook-ca", "nowhere.pem"],
    );
    assert!(error.contains("nowhere.pem"), "{error}");
}

#[test]
fn a_broken_description_is_shown_where_it_breaks() {
    let path = file(
        "broken.json",
        "{\n  \"openapi\": \"3.1.0\",\n  \"paths\": { \"/a\": { \n}\n",
    );
    let error = fails(1, &["inspect", &path]);
    assert!(
        error.starts_with("error: ") && error.contains("broken.json:") && error.contains("^"),
        "{error}"
    );
}

#[test]
fn swagger_is_told_how_to_become_openapi() {
    let path = file(
        "swagger.json",
        r#"{"swagger": "2.0", "info": {"title": "Old", "version": "1"}, "paths": {}}"#,
    );
    let error = fails(1, &["expand", &path]);
    assert!(
        error.contains("Swagger 2.0") && error.contains("convert"),
        "{error}"
    );
}

#[test]
fn a_description_from_standard_input() {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["inspect", "-"])
        .stdin(fs::File::open(SHOP).expect("the fixture is there"))
        .output()
        .expect("the program was built for this test");
    assert!(text(&output.stdout).contains("operations  3"));
}

#[test]
fn a_url_is_not_fetched() {
    let error = fails(1, &["inspect", "https://example.com/openapi.yaml"]);
    assert!(
        error.contains("is a URL") && error.contains("download it"),
        "{error}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["expand", "../api-spec/lean.yaml"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn counts_for_people() {
    let (counts, _) = succeeds(&["inspect", SHOP]);
    for line in [
        "operations  3",
        "generated   2",
        "refused     1",
        "search (GET /search)",
    ] {
        assert!(counts.contains(line), "{line} is not in:\n{counts}");
    }
}

#[test]
fn operations_by_tag_as_a_trait_names_them() {
    let (list, _) = succeeds(&["inspect", SHOP, "--list"]);
    let lines: Vec<String> = list
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let expected = [
        "Orders",
        "get_order GET /orders/{id}",
        "",
        "Search",
        "search GET /search (refused)",
        "",
        "Stock",
        "get_stock GET /stock",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn counts_for_programs() {
    let (counts, _) = succeeds(&["inspect", SHOP, "--json"]);
    let counts: Value = serde_json::from_str(&counts).expect("JSON");
    assert_eq!(counts["operations"], 3);
    assert_eq!(counts["generated"], 2);
    assert_eq!(counts["refused"][0]["operation"], "search");
    assert_eq!(counts["refused"][0]["route"], "GET /search");
    assert_eq!(counts["openapi"], "3.1");
    assert_eq!(counts["list"][0]["method"], "get_order");
    assert_eq!(counts["list"][0]["tags"][0], "Orders");
}
