//! `certs` and `sandbox`, against a sandbox of one's own.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use lean_sandbox::{FilePaths, Sandbox};
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn lean(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean"));
    for name in [
        "LEAN_PRIVATE_KEY",
        "LEAN_CERTIFICATE",
        "LEAN_CERTIFICATE_CHAIN",
    ] {
        command.env_remove(name);
    }
    command
        .env("STORE_PASSWORD", "open sesame")
        .args(arguments)
        .output()
        .expect("the program was built for this test")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

#[track_caller]
fn succeeds(arguments: &[&str]) -> String {
    let output = lean(arguments);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

#[track_caller]
fn fails(arguments: &[&str]) -> String {
    let output = lean(arguments);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    text(&output.stderr)
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("certs")
        .join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder
}

fn sandbox(folder: &Path) -> (Sandbox, FilePaths) {
    let sandbox = Sandbox::builder()
        .start_blocking()
        .expect("it starts on any free port");
    let files = sandbox
        .write_files(folder)
        .expect("the folder for tests can be written");
    (sandbox, files)
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the paths of tests are text")
}

#[test]
fn show_names_the_certificate_and_never_the_key() {
    let folder = folder("show");
    let (_sandbox, files) = sandbox(&folder);
    let shown = succeeds(&["certs", "show", "--dir", path(&folder)]);
    assert!(
        shown.contains("private key: EC P-256") && shown.contains("SHA-256"),
        "{shown}"
    );
    let key = fs::read_to_string(&files.private_key).expect("it was written");
    let secret = key.lines().nth(1).expect("a PEM file has several lines");
    assert!(!shown.contains(secret));
    let json: Value = serde_json::from_str(&succeeds(&[
        "certs",
        "show",
        "--dir",
        path(&folder),
        "--json",
    ]))
    .expect("JSON");
    assert_eq!(json["sent"][0]["is_ca"], false);
}

#[test]
fn check_asks_the_server() {
    let folder = folder("check");
    let (sandbox, files) = sandbox(&folder);
    let (key, certificate, chain) = (
        path(&files.private_key),
        path(&files.certificate),
        path(&files.chain),
    );
    let arguments = [
        "certs",
        "check",
        "--key",
        key,
        "--cert",
        certificate,
        "--chain",
        chain,
        "--connect",
        sandbox.url(),
    ];
    let seen = succeeds(&arguments);
    assert!(
        seen.contains("TLS 1.3") && seen.contains("our certificate accepted"),
        "{seen}"
    );
    assert!(
        seen.contains("openssl s_client") && seen.contains("curl "),
        "{seen}"
    );
    let json: Value =
        serde_json::from_str(&succeeds(&[&arguments[..], &["--json"]].concat())).expect("JSON");
    assert_eq!(json["servers"][0]["acceptance"], "our certificate accepted");
}

#[test]
fn a_server_of_another_authority_is_refused() {
    let (ours, theirs) = (folder("ours"), folder("theirs"));
    let _files = sandbox(&ours);
    let (other, _) = sandbox(&theirs);
    let why = fails(&[
        "certs",
        "check",
        "--dir",
        path(&ours),
        "--connect",
        other.url(),
    ]);
    assert!(why.contains("SERVER_"), "{why}");
}

#[test]
fn a_key_of_another_certificate_is_refused_by_name() {
    let (ours, theirs) = (folder("pair"), folder("stranger"));
    let (_one, files) = sandbox(&ours);
    let (_other, strange) = sandbox(&theirs);
    let why = fails(&[
        "certs",
        "check",
        "--key",
        path(&strange.private_key),
        "--cert",
        path(&files.certificate),
        "--chain",
        path(&files.chain),
    ]);
    assert!(
        why.starts_with("error: ") && why.contains("my_app_private_key.pem"),
        "{why}"
    );
}

#[test]
fn nothing_given_and_nothing_in_the_environment() {
    let why = fails(&["certs", "show"]);
    assert!(why.contains("LEAN_"), "{why}");
}

#[test]
fn archives_become_files() {
    let folder = folder("import");
    let (_sandbox, files) = sandbox(&folder.join("made"));
    let archives = [
        archive(
            &folder,
            "app.zip",
            &[&files.private_key, &files.certificate],
        ),
        archive(&folder, "chain.zip", &[&files.chain]),
    ];
    let out = folder.join("out");
    let arguments = [
        "certs",
        "import",
        path(&archives[0]),
        path(&archives[1]),
        "--dir",
        path(&out),
    ];
    assert!(succeeds(&arguments).contains("my_app_private_key.pem"));
    let same = |file: &Path| {
        fs::read(file).ok() == fs::read(out.join(file.file_name().expect("it has a name"))).ok()
    };
    assert!(same(&files.private_key) && same(&files.certificate) && same(&files.chain));
    let again = fails(&arguments);
    assert!(
        again.contains("cannot write"),
        "files that are there stay: {again}"
    );
    succeeds(&[&arguments[..], &["--force"]].concat());
}

#[cfg(unix)]
#[test]
fn an_imported_key_is_its_owners() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder("owner");
    let (_sandbox, files) = sandbox(&folder.join("made"));
    let archive = archive(
        &folder,
        "all.zip",
        &[&files.private_key, &files.certificate, &files.chain],
    );
    succeeds(&["certs", "import", path(&archive), "--dir", path(&folder)]);
    let mode = fs::metadata(folder.join("my_app_private_key.pem"))
        .expect("it was written")
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "{mode:o}");
}

#[test]
fn a_keystore_opens_as_an_identity() {
    let folder = folder("keystore");
    let (_sandbox, files) = sandbox(&folder.join("made"));
    let store = folder.join("app.p12");
    let made = folder.join("made");
    let arguments = [
        "certs",
        "keystore",
        "--dir",
        path(&made),
        "--out",
        path(&store),
        "--password-env",
        "STORE_PASSWORD",
    ];
    assert!(succeeds(&arguments).contains("keytool"));
    let opened = folder.join("opened");
    fs::create_dir_all(&opened).expect("the folder for tests can be written");
    fs::copy(&store, opened.join("app.p12")).expect("it was written");
    let one = succeeds(&[
        "certs",
        "show",
        "--dir",
        path(&opened),
        "--passphrase-env",
        "STORE_PASSWORD",
        "--json",
    ]);
    let other = succeeds(&["certs", "show", "--dir", path(&made), "--json"]);
    let leaf = |text: &str| {
        serde_json::from_str::<Value>(text).expect("JSON")["sent"][0]["sha256"].clone()
    };
    assert_eq!(leaf(&one), leaf(&other));
    assert!(files.chain.exists());
}

#[test]
fn a_keystore_without_a_password_is_not_made() {
    let folder = folder("open");
    let (_sandbox, _) = sandbox(&folder);
    let out = folder.join("app.p12");
    let why = fails(&[
        "certs",
        "keystore",
        "--dir",
        path(&folder),
        "--out",
        path(&out),
    ]);
    assert!(why.contains("KEYSTORE_PASSWORD") && !out.exists(), "{why}");
}

#[test]
fn the_sandbox_says_where_it_is_and_serves() {
    let folder = folder("served");
    let mut child = Command::new(env!("CARGO_BIN_EXE_cargo-lean"))
        .args(["sandbox", "--dir", path(&folder)])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program was built for this test");
    let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let url = lines
        .map_while(Result::ok)
        .find_map(|line| Some(line.strip_prefix("mutual TLS")?.trim().to_owned()));
    let seen = lean(&[
        "certs",
        "check",
        "--dir",
        path(&folder),
        "--connect",
        &url.expect("it says where it is"),
    ]);
    child.kill().expect("it is still there");
    child.wait().expect("it was killed");
    assert!(
        text(&seen.stdout).contains("our certificate accepted"),
        "{}",
        text(&seen.stderr)
    );
}

fn archive(folder: &Path, name: &str, files: &[&PathBuf]) -> PathBuf {
    let path = folder.join(name);
    let mut zip =
        ZipWriter::new(fs::File::create(&path).expect("the folder for tests can be written"));
    for file in files {
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .expect("the names of tests are text");
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a small archive");
        zip.write_all(&fs::read(file).expect("it was written"))
            .expect("a small archive");
    }
    zip.finish().expect("a small archive");
    path
}
