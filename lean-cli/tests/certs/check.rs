//! `certs check`: files, and the way to a server.

use lean_sandbox::Sandbox;
use serde_json::Value;

use super::{directory, ends, holds, lean, sandbox};

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
