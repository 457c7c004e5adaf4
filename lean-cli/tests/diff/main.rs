//! `cargo lean-api diff` as its users meet it: files, git revisions, standard input, forms, exit codes.

mod locks;
mod output;
mod sides;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;

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
