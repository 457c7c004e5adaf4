//! `lock`, `accept` and `update` in a workspace of two packages; real cargo.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

const BANK: &str = "
openapi: 3.1.0
info: { title: Bank, version: '1' }
servers: [{ url: 'https://bank.test' }]
paths:
  /accounts:
    get:
      operationId: listAccounts
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Account' } } } } }
  /more:
    get: { operationId: getMore, responses: { '204': { description: More } } }
components:
  schemas:
    Account: { type: object, properties: { id: { type: string }, kind: { type: string }, hidden: { type: string } } }
";

const OVERLAY: &str = "
overlay: 1.0.0
info: { title: Names, version: '1' }
actions: [{ target: \"$.paths['/more'].get\", update: { operationId: readMore } }]
";

const BANK_SOURCE: &str = r#"
#[lean::api(spec = "api/bank.yaml")]
pub trait Bank { fn list_accounts(); }
#[cfg(feature = "more")]
#[lean::api(spec = "api/bank.yaml", overlay = "api/names.yaml")]
pub trait More { fn read_more(); }
"#;

const SHOP_SOURCE: &str = r#"
#[derive(Debug, lean::Schema)]
#[schema(spec = "../../bank/api/bank.yaml", relative_to = file, name = Account)]
pub struct Mine { pub kind: Option<String> }
"#;

/// A test of the package uses an operation that the library does not.
const LIVE: &str = r#"
#[lean::api(spec = "api/bank.yaml")]
trait Live { fn get_more(); }
"#;

struct Workspace {
    folder: PathBuf,
    target: PathBuf,
}

impl Workspace {
    fn new() -> Self {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../rebuild");
        let folder = target.join("locked");
        let _ = fs::remove_dir_all(&folder);
        let workspace = Workspace { folder, target };
        workspace.write(
            "Cargo.toml",
            "[workspace]\nmembers = [\"bank\", \"shop\"]\nresolver = \"3\"\n",
        );
        // The versions that the workspace has are there already: nothing is fetched.
        fs::copy(ours.join("Cargo.lock"), workspace.folder.join("Cargo.lock")).expect("a file");
        for (name, source) in [("bank", BANK_SOURCE), ("shop", SHOP_SOURCE)] {
            let manifest = format!(
                "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[features]\nmore = []\n\n\
                 [dependencies]\nlean = {{ package = \"lean-api\", path = {ours:?}, default-features = false, features = [\"aws-lc-rs\"] }}\n"
            );
            workspace.write(&format!("{name}/Cargo.toml"), &manifest);
            workspace.write(&format!("{name}/src/lib.rs"), source);
        }
        workspace.write("bank/api/bank.yaml", BANK);
        workspace.write("bank/api/names.yaml", OVERLAY);
        workspace.write("bank/tests/live.rs", LIVE);
        workspace
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap_or_default()
    }

    fn run(&self, folder: &str, arguments: &[&str], input: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"))
            .args(arguments)
            .current_dir(self.folder.join(folder))
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_NET_OFFLINE", "true")
            .env_remove("RUSTFLAGS")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program was built for this test");
        let mut stdin = child.stdin.take().expect("it is piped");
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("it ends")
    }

    #[track_caller]
    fn succeeds(&self, folder: &str, arguments: &[&str], input: &str) -> String {
        let output = self.run(folder, arguments, input);
        let output_text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {output_text}"
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    #[track_caller]
    fn fails(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.run(folder, arguments, "");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

#[test]
fn locks_are_written_checked_accepted_and_updated() {
    let workspace = Workspace::new();
    first_lock(&workspace);
    let before = workspace.read("bank/lean.lock");

    let edited = BANK.replace("in: query, schema", "in: query, required: true, schema");
    let edited = edited.replace("hidden: { type: string }", "hidden: { type: integer }");
    workspace.write("bank/api/bank.yaml", &edited);
    refused(&workspace);
    assert_eq!(
        workspace.read("bank/lean.lock"),
        before,
        "nothing was accepted"
    );
    // Of three members the type reads one, and that has not changed.
    workspace.succeeds("shop", &["lock", "--check"], "");
    accepted(&workspace);
    updated(&workspace, &edited);
}

#[track_caller]
fn first_lock(workspace: &Workspace) {
    let output_text = workspace.succeeds("", &["lock", "--workspace"], "");
    assert!(
        output_text.contains("1 description, 2 operations, 0 schemas"),
        "{output_text}"
    );
    assert!(
        output_text.contains("1 description, 0 operations, 1 schema"),
        "{output_text}"
    );
    let bank = workspace.read("bank/lean.lock");
    for line in [
        "api/bank.yaml operation GET /accounts query page = integer",
        "api/bank.yaml operation GET /more = get_more",
        "api/bank.yaml schema Account .hidden = string",
    ] {
        assert!(bank.contains(line), "{line} is not in\n{bank}");
    }
    assert!(!bank.contains("names.yaml"), "the feature is off:\n{bank}");
    let shop = workspace.read("shop/lean.lock");
    assert!(
        shop.contains("../bank/api/bank.yaml schema Account .kind = string"),
        "{shop}"
    );
    assert!(
        !shop.contains("hidden") && !shop.contains("operation"),
        "{shop}"
    );
    assert_eq!(
        workspace.read("bank/.gitattributes"),
        "lean.lock merge=union\n"
    );

    workspace.succeeds("", &["lock", "--workspace", "--check"], "");
    let output_text = workspace.fails("bank", &["lock", "--check", "--features", "more"]);
    assert!(
        output_text.contains("is not up to date\n  missing: ")
            && output_text
                .contains("    api/bank.yaml+api/names.yaml operation GET /more = read_more\n"),
        "{output_text}"
    );
    // A merge leaves the lines in any order, and a checkout may end them with CRLF.
    let lines: Vec<&str> = bank.lines().rev().collect();
    workspace.write("bank/lean.lock", &lines.join("\r\n"));
    workspace.succeeds("bank", &["lock", "--check"], "");
    workspace.write(
        "bank/lean.lock",
        &format!("{bank}api/bank.yaml schema Gone = string\n"),
    );
    let output_text = workspace.fails("bank", &["lock", "--check"]);
    assert!(
        output_text.contains("  no longer used: 1\n    api/bank.yaml schema Gone = string\n"),
        "{output_text}"
    );
    workspace.succeeds("bank", &["lock", "--features", "more"], "");
    let bank = workspace.read("bank/lean.lock");
    assert!(
        bank.contains("api/bank.yaml+api/names.yaml operation GET /more = read_more"),
        "{bank}"
    );
    workspace.succeeds("bank", &["lock"], "");
}

#[track_caller]
fn refused(workspace: &Workspace) {
    for arguments in [&["lock"][..], &["lock", "--check"]] {
        let output_text = workspace.fails("bank", arguments);
        let expected = [
            "error: 2 changes are not accepted",
            "breaking: `list_accounts`: query parameter `page` is now required",
            "--> api/bank.yaml:9:",
            "(was optional)",
            "request-parameter-became-required ",
            "`cargo lean-api accept`",
        ];
        for words in expected {
            assert!(
                output_text.contains(words),
                "{words} is not in\n{output_text}"
            );
        }
    }
}

#[track_caller]
fn accepted(workspace: &Workspace) {
    let interactive = ["accept", "--interactive", "--reason", "we always send it"];
    let output_text = workspace.succeeds("bank", &interactive, "what\nyes\nn\n");
    assert!(
        output_text.contains("1 of 2, api/bank.yaml") && output_text.contains("accepted 1, 1 left"),
        "{output_text}"
    );
    let bank = workspace.read("bank/lean.lock");
    assert!(bank.contains(" = we always send it\n"), "{bank}");
    assert!(
        !bank.contains("page required"),
        "the facts are those of before:\n{bank}"
    );
    let output_text = workspace.fails("bank", &["lock", "--check"]);
    assert!(
        output_text.contains("1 change is not accepted"),
        "{output_text}"
    );

    let output_text = workspace.succeeds("bank", &["accept"], "");
    assert!(output_text.contains("accepted: "), "{output_text}");
    let bank = workspace.read("bank/lean.lock");
    assert!(bank.contains("query page required"), "{bank}");
    assert!(
        bank.contains(" = we always send it\n"),
        "a reason is kept:\n{bank}"
    );
    workspace.succeeds("bank", &["lock", "--check"], "");
}

#[track_caller]
fn updated(workspace: &Workspace, before: &str) {
    let new = before.replace("page, in: query, required: true", "page, in: query");
    let new = new.replace("/more:", "/less:");
    let output_text = workspace.fails("bank", &["update", "-"]);
    assert!(
        output_text.contains("error:")
            && output_text.contains("the new text, from `-`; nothing was written"),
        "an empty description is refused: {output_text}"
    );
    let output_text = workspace.fails("bank", &["update", "-", "--description", "api/banks.yaml"]);
    assert!(
        output_text.contains("does not have the description `api/banks.yaml`")
            && output_text.contains("it has `api/bank.yaml`"),
        "{output_text}"
    );
    let output = workspace.run("bank", &["update", "-"], &new);
    assert_eq!(output.status.code(), Some(1), "nobody is there to be asked");
    assert_eq!(workspace.read("bank/api/bank.yaml"), before);
    let output_text = workspace.succeeds("bank", &["update", "-", "--yes"], &new);
    assert!(
        output_text.contains("additive: 1") || output_text.contains("breaking: "),
        "{output_text}"
    );
    assert!(output_text.contains("replaced "), "{output_text}");
    assert_eq!(workspace.read("bank/api/bank.yaml"), new);
}
