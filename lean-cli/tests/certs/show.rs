//! `certs show`, and commands without an identity.

use serde_json::Value;

use super::{directory, ends, holds, lean, sandbox};

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
