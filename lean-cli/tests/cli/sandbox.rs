//! `sandbox`: its arguments and what it prints.

use std::path::Path;
use std::process::Command;
use std::process::Stdio;

use serde_json::Value;

use super::{fails, file, scratch};

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
