//! Descriptions that cannot be read, and where they are read from.

use std::fs;
use std::process::Command;

use super::{SHOP, fails, file, scratch, succeeds, text};

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
