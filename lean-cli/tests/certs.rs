//! `certs` and `sandbox` as their users meet them: the built program, its output, its files and exit codes.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use lean_sandbox::{Files, Sandbox};
use serde_json::Value;

fn lean(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-lean-api"));
    for name in [
        "LEAN_PRIVATE_KEY",
        "LEAN_CERTIFICATE",
        "LEAN_CERTIFICATE_CHAIN",
    ] {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the program prints UTF-8")
}

/// Standard output and standard error of a command that ends so.
#[track_caller]
fn ends(code: i32, command: &mut Command) -> (String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .output()
        .expect("the program was built for this test");
    let (stdout, stderr) = (text(&stdout), text(&stderr));
    assert_eq!(status.code(), Some(code), "{stdout}\n{stderr}");
    (stdout, stderr)
}

#[track_caller]
fn holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
}

fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| {
        Sandbox::builder()
            .start_blocking()
            .expect("the sandbox starts")
    })
}

/// An empty directory of this test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("certs")
        .join(name);
    // It may be there from the last run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    folder
}

fn directory(name: &str, files: &Files) -> String {
    let folder = scratch(name);
    files
        .write(&folder)
        .expect("the folder for tests can be written");
    shown(&folder)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(unix)]
#[track_caller]
fn only_for_its_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600, "{}", path.display());
}

#[cfg(not(unix))]
fn only_for_its_owner(_: &Path) {}

#[test]
fn nothing_to_check() {
    for command in ["check", "show"] {
        let (_, error) = ends(1, &mut lean(&["certs", command]));
        assert!(
            error.contains("name the folder") && error.contains("LEAN_PRIVATE_KEY"),
            "{error}"
        );
    }
}

#[test]
fn a_folder_without_keys_is_named_and_nothing_else() {
    let (_, error) = ends(1, &mut lean(&["certs", "check", "tests"]));
    assert!(
        error.starts_with("error: FILE_NOT_FOUND: `tests` holds no key"),
        "{error}"
    );
}

#[test]
fn show_lists_a_directory_without_the_key() {
    let folder = directory("show", sandbox().files());
    let (out, _) = ends(0, &mut lean(&["certs", "show", &folder]));
    holds(
        &out,
        &[
            "my_app_private_key.pem",
            "private key   EC P-256",
            "certificate   ",
            "issued by",
            "days left",
            "authority     ",
            "for         clientAuth",
        ],
    );
    let key = sandbox()
        .files()
        .private_key_pem
        .lines()
        .nth(1)
        .expect("a line of base64");
    assert!(!out.contains(key));
}

#[test]
fn show_takes_files_that_make_no_identity() {
    let files = sandbox()
        .authority()
        .client()
        .expired()
        .sign()
        .expect("a signed certificate");
    let folder = directory("show-expired", &files);
    let certificate = format!("{folder}/my_app_cert.crt");
    let (out, _) = ends(0, &mut lean(&["certs", "show", &certificate]));
    holds(&out, &["EXPIRED"]);
    let (_, error) = ends(1, &mut lean(&["certs", "show", "/nowhere/cert.pem"]));
    holds(&error, &["error: FILE_NOT_FOUND", "/nowhere/cert.pem"]);
}

#[test]
fn show_for_programs() {
    let folder = directory("show-json", sandbox().files());
    let (out, _) = ends(0, &mut lean(&["certs", "show", "--dir", &folder, "--json"]));
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["keys"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["certificates"][0]["is_ca"], false);
}

#[test]
fn nothing_given_and_nothing_in_the_environment() {
    let (_, error) = ends(1, &mut lean(&["certs", "show"]));
    holds(&error, &["LEAN_"]);
}

#[test]
fn check_of_three_files() {
    let folder = directory("three", sandbox().files());
    let [key, certificate, chain] = [
        "my_app_private_key.pem",
        "my_app_cert.crt",
        "lean_public_cert_chain.pem",
    ]
    .map(|name| format!("{folder}/{name}"));
    let check = [
        "certs",
        "check",
        "--key",
        &key,
        "--cert",
        &certificate,
        "--chain",
        &chain,
    ];
    let (out, _) = ends(0, lean(&check).args(["--connect", sandbox().url()]));
    holds(&out, &[&format!("--key {key}")]);
    let other = directory(
        "three-other",
        &sandbox()
            .authority()
            .client()
            .sign()
            .expect("a signed certificate"),
    );
    let strange = format!("{other}/my_app_private_key.pem");
    let (_, error) = ends(
        1,
        &mut lean(&[
            "certs",
            "check",
            "--key",
            &strange,
            "--cert",
            &certificate,
            "--chain",
            &chain,
        ]),
    );
    holds(
        &error,
        &["error: KEY_CERT_MISMATCH", "my_app_private_key.pem"],
    );
}

#[test]
fn check_of_good_files() {
    let folder = directory("check", sandbox().files());
    let (out, _) = ends(0, &mut lean(&["certs", "check", &folder]));
    holds(&out, &["ok      identity", "ok      expiry", "ours"]);
}

#[test]
fn check_of_an_expired_certificate() {
    let files = sandbox()
        .authority()
        .client()
        .expired()
        .sign()
        .expect("a signed certificate");
    let folder = directory("check-expired", &files);
    let (out, error) = ends(1, &mut lean(&["certs", "check", &folder]));
    assert_eq!(out, "");
    holds(
        &error,
        &[
            "error: CERT_EXPIRED",
            "my_app_cert.crt",
            "Have a new certificate issued",
        ],
    );
    let (out, error) = ends(1, &mut lean(&["certs", "check", &folder, "--json"]));
    assert_eq!(error, "");
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (&json["ok"], &json["checks"][0]["code"]),
        (&Value::Bool(false), &Value::from("CERT_EXPIRED"))
    );
}

#[test]
fn check_connects() {
    let folder = directory("connect", sandbox().files());
    let (out, _) = ends(
        0,
        &mut lean(&["certs", "check", &folder, "--connect", sandbox().url()]),
    );
    holds(
        &out,
        &[
            "ok      client certificate",
            "ok      server chain",
            "TLS 1.3",
            "curl -v --cert",
            &folder,
            "openssl s_client",
        ],
    );
    let (out, _) = ends(
        0,
        &mut lean(&[
            "certs",
            "check",
            &folder,
            "--connect",
            sandbox().url(),
            "--json",
        ]),
    );
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["ok"], true);
}

#[test]
fn check_trusts_a_private_authority() {
    let stranger = Sandbox::builder()
        .start_blocking()
        .expect("the sandbox starts");
    let folder = directory("private", stranger.files());
    let trust = format!("{folder}/lean_public_cert_chain.pem");
    let connect = [
        "certs",
        "check",
        "--connect",
        stranger.url(),
        "--trust",
        &trust,
    ];
    let (out, _) = ends(1, &mut lean(&connect));
    holds(
        &out,
        &[
            "ok      server chain",
            "vouched for by the given authorities",
            "CLIENT_CERT_REQUIRED",
            &format!("curl -v --cacert {trust} https://"),
            &format!("-CAfile {trust} -showcerts"),
        ],
    );
    // Trust and identity need not be of the same authority.
    let ours = directory("private-ours", sandbox().files());
    let (out, _) = ends(1, lean(&connect).arg(&ours));
    holds(
        &out,
        &[
            "ok      server chain",
            "CLIENT_CERT_REJECTED",
            &format!("--cacert {trust}"),
        ],
    );
    ends(0, lean(&connect).arg(&folder));
    let empty = format!("{folder}/my_app_cert.crt");
    let (_, error) = ends(
        1,
        &mut lean(&[
            "certs",
            "check",
            "--connect",
            stranger.url(),
            "--trust",
            &empty,
        ]),
    );
    holds(&error, &["TRUST_NOT_A_CA", "my_app_cert.crt"]);
    ends(
        2,
        &mut lean(&["certs", "check", &folder, "--trust", &trust]),
    );
}

#[test]
fn check_connects_to_a_stranger() {
    let stranger = Sandbox::builder()
        .start_blocking()
        .expect("the sandbox starts");
    let folder = directory("stranger", sandbox().files());
    let (out, error) = ends(
        1,
        &mut lean(&["certs", "check", &folder, "--connect", stranger.url()]),
    );
    assert_eq!(error, "");
    holds(
        &out,
        &[
            "FAIL    server chain",
            "SERVER_UNTRUSTED",
            "server name, client certificate",
        ],
    );
}

#[test]
fn import_makes_the_three_files_and_overwrites_none() {
    let folder = scratch("import");
    let [app, chain, out] = ["new_certificate.zip", "certificate_chain.zip", "out"]
        .map(|name| shown(&folder.join(name)));
    fs::write(&app, sandbox().files().app_zip()).expect("the folder for tests can be written");
    fs::write(&chain, sandbox().files().chain_zip()).expect("the folder for tests can be written");
    let import = ["certs", "import", &app, &chain, "--out", &out];

    let (printed, _) = ends(0, &mut lean(&import));
    holds(
        &printed,
        &["wrote ", "my_app_private_key.pem", "certificate: "],
    );
    let key = Path::new(&out).join("my_app_private_key.pem");
    only_for_its_owner(&key);
    assert_eq!(
        fs::read_to_string(&key).expect("it was written"),
        sandbox().files().private_key_pem
    );
    ends(0, &mut lean(&["certs", "check", &out]));

    let (_, error) = ends(1, &mut lean(&import));
    holds(&error, &["is there already", "--force"]);
    ends(0, lean(&import).arg("--force"));
    only_for_its_owner(&key);
    let left = fs::read_dir(&out).expect("a directory").count();
    assert_eq!(left, 3, "nothing else is left behind");
}

#[test]
fn import_of_archives_that_do_not_fit_writes_nothing() {
    let folder = scratch("import-unfit");
    let other = sandbox()
        .authority()
        .client()
        .sign()
        .expect("a signed certificate");
    let files = Files {
        private_key_pem: other.private_key_pem,
        ..sandbox().files().clone()
    };
    let [app, chain, out] = ["a.zip", "b.zip", "out"].map(|name| shown(&folder.join(name)));
    fs::write(&app, files.app_zip()).expect("the folder for tests can be written");
    fs::write(&chain, files.chain_zip()).expect("the folder for tests can be written");
    let (_, error) = ends(
        1,
        &mut lean(&["certs", "import", &app, &chain, "--out", &out]),
    );
    holds(&error, &["KEY_CERT_MISMATCH"]);
    assert!(!Path::new(&out).exists());
    let (_, error) = ends(1, &mut lean(&["certs", "import", &app, "--out", &out]));
    assert!(error.starts_with("error: "), "{error}");
}

#[test]
fn keystore_is_written_for_its_owner_and_read_again() {
    let folder = directory("keystore", sandbox().files());
    let store = format!("{folder}-app.p12");
    let _ = fs::remove_file(&store);
    let arguments = [
        "certs",
        "keystore",
        &folder,
        "--out",
        &store,
        "--password-env",
        "STORE_PASSWORD",
    ];
    let (_, error) = ends(1, lean(&arguments).env_remove("STORE_PASSWORD"));
    holds(&error, &["STORE_PASSWORD"]);
    let (out, _) = ends(0, lean(&arguments).env("STORE_PASSWORD", "correct horse"));
    holds(&out, &["alias `app`", "keytool -list"]);
    assert!(!out.contains("correct horse"));
    only_for_its_owner(Path::new(&store));
    let show = [
        "certs",
        "show",
        &store,
        "--passphrase-env",
        "STORE_PASSWORD",
    ];
    let (out, _) = ends(0, lean(&show).env("STORE_PASSWORD", "correct horse"));
    holds(&out, &["private key   EC P-256", "certificate   "]);
    let (_, error) = ends(1, lean(&show).env("STORE_PASSWORD", "wrong"));
    holds(&error, &["PKCS12_UNREADABLE"]);
    let (_, error) = ends(1, lean(&arguments).env("STORE_PASSWORD", "correct horse"));
    holds(&error, &["is there already"]);
}

#[test]
fn keystore_takes_the_password_from_a_file_and_never_from_an_argument() {
    let folder = directory("keystore-file", sandbox().files());
    let (store, password) = (format!("{folder}-app.p12"), format!("{folder}-password"));
    let _ = fs::remove_file(&store);
    fs::write(&password, "correct horse\n").expect("the folder for tests can be written");
    ends(
        0,
        &mut lean(&[
            "certs",
            "keystore",
            &folder,
            "--out",
            &store,
            "--password-file",
            &password,
        ]),
    );
    let (_, error) = ends(
        2,
        &mut lean(&["certs", "keystore", &folder, "--out", &store]),
    );
    holds(&error, &["--password-env", "--password-file"]);
    ends(
        2,
        &mut lean(&[
            "certs",
            "keystore",
            &folder,
            "--out",
            &store,
            "--password",
            "x",
        ]),
    );
}

#[test]
fn misuse_ends_with_two() {
    for arguments in [
        &["certs"][..],
        &["certs", "check", "--timeout", "soon", "x"],
        &["certs", "shw", "x"],
        &["sandbox", "--region", "mars"],
    ] {
        ends(2, &mut lean(arguments));
    }
}

#[test]
fn a_sandbox_serves_until_it_is_stopped() {
    let folder = shown(&scratch("sandbox"));
    let (running, url) = Running::start(&["sandbox", "--dir", &folder]);
    ends(
        0,
        &mut lean(&["certs", "check", &folder, "--connect", &url]),
    );
    drop(running);
    ends(
        1,
        &mut lean(&["certs", "check", &folder, "--connect", &url]),
    );
}

#[test]
fn a_sandbox_replaces_no_real_files() {
    let folder = scratch("sandbox-real");
    fs::write(folder.join("my_app_cert.crt"), "something else")
        .expect("the folder for tests can be written");
    let (_, error) = ends(1, &mut lean(&["sandbox", "--dir", &shown(&folder)]));
    holds(&error, &["is not of a sandbox", "--dir"]);
}

/// A sandbox in a process of its own, which ends with this.
struct Running(Child);

impl Running {
    /// Started, with its URL.
    fn start(arguments: &[&str]) -> (Self, String) {
        let mut child = lean(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built for this test");
        let stdout = child.stdout.take().expect("it is piped");
        let running = Self(child);
        let url = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                line.trim()
                    .strip_prefix("mutual TLS")?
                    .trim()
                    .strip_prefix("https:")
                    .map(|rest| format!("https:{rest}"))
            })
            .expect("it tells its URL");
        (running, url)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
